"""The command `python -m bench`: runs the sets that lie under a folder, prints the table, and holds the floors."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench import accepted, floors, table
from bench.outcome import Outcome
from bench.sets import ROWS, measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; return 1 when a floor is broken or a set ends in a fault, 2 on wrong usage."""
    options = _parser().parse_args(arguments)
    if options.lower and not options.reason:
        print("bench: --lower asks for --reason", file=sys.stderr)
        return 2
    outcomes, faults = _run(options.sets, options.data)
    held, known = floors.load(), table.facts()
    if options.lower:
        held.lower_to([outcome for outcome in outcomes if outcome.set == options.lower], options.reason)
        held.save()
    print("\n".join(table.table(outcomes, held, known)))
    before = accepted.load()
    changed = {outcome.set: accepted.changes(outcome, before) for outcome in outcomes}
    print("\n".join(["", *table.gains_and_losses(changed, options.cases)]))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(outcomes), indent=1))
    broken = held.broken(outcomes)
    for fall in broken:
        print(f"BROKEN FLOOR  {fall.set}: {fall.measure} {fall.value:.4f}, floor {fall.floor:.3f}")
    if options.accept and not broken and not faults:
        held.raise_to(outcomes)
        held.save()
        accepted.save(outcomes)
    return 1 if broken or faults else 0


def _run(rows: Sequence[str], data: Path) -> tuple[list[Outcome], int]:
    """Return the outcomes of the rows, and how many of them ended in a fault."""
    outcomes: list[Outcome] = []
    faults = 0
    for row in rows:
        print(f"bench: {row} …", file=sys.stderr)
        ran = measure(row, data)
        outcomes += ran.outcomes
        if ran.fault is not None:
            faults += 1
            print(f"FAULT in {row}:\n{ran.fault}", file=sys.stderr)
    return outcomes, faults


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared"), help="the folder of data (default: %(default)s)"
    )
    parser.add_argument("--sets", nargs="+", choices=ROWS, default=list(ROWS), metavar="SET", help=", ".join(ROWS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything measured to a file")
    parser.add_argument(
        "--accept", action="store_true", help="raise the floors to what is reached, and remember the cases"
    )
    parser.add_argument("--lower", metavar="SET", help="lower the broken floors of one set, as the table names it")
    parser.add_argument("--reason", help="why a floor is lowered; kept in bench/floors.toml")
    parser.add_argument("--cases", type=int, default=5, help="how many gains and losses of a set to list")
    return parser


if __name__ == "__main__":
    sys.exit(main())
