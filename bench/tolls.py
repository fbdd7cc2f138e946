"""Measures the range of killed that an event shows, on narratives that quote many sources on one incident.

Each narrative is read by the engine and its claims joined into events. The incident is the first event told in which killed
people are counted, its range that of the population with the highest number. An end that nobody closed ("at least 13")
is taken at the highest number said, since the compilers always give two numbers.
"""

import json
from pathlib import Path

from bench.engine import Engine
from bench.outcome import Counts, Outcome, share, total
from sayso.reconcile import reconcile
from sayso.records import Claim, Range

_PATTERN = "airwars-*.jsonl"
Ends = tuple[float | None, float | None]


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each file `data/airwars-*.jsonl` with `narrative`, `killed_min` and `killed_max`."""
    return [measure(path) for path in sorted(data_dir.glob(f"data/{_PATTERN}"))]


def measure(path: Path) -> Outcome:
    """Return what is reached on one file; narratives without a count of killed by their compilers are not asked."""
    engine = Engine()
    both: dict[str, Counts] = {}
    lows, highs = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        wanted: Ends = (row["killed_min"], row["killed_max"])
        if None in wanted:
            continue
        given = toll(engine.claims(row["narrative"], None))
        both[str(row.get("Incident Code") or number)] = Counts(int(given == wanted), 1, 1)
        lows.append(given[0] == wanted[0])
        highs.append(given[1] == wanted[1])
    right = total(both.values())
    return Outcome(
        set=f"{path.stem} events",
        measures=(
            share("range of killed", right.correct, right.possible, gated=True),
            share("its low end", sum(lows), len(lows)),
            share("its high end", sum(highs), len(highs)),
        ),
        cases=both,
        characters=engine.characters,
        seconds=engine.seconds,
    )


def toll(claims: tuple[Claim, ...]) -> Ends:
    """Return the range of killed in the first event that counts any, both ends closed; nothing when none does."""
    for event in reconcile(claims):
        counted = [figures for figures in event.figures if figures.measure == "killed"]
        if counted:
            return _closed(max(counted, key=_highest))
    return None, None


def _closed(figures: Range) -> Ends:
    return (figures.low if figures.low is not None else figures.high), _highest(figures)


def _highest(figures: Range) -> float:
    return max(figures.low or 0, figures.high or 0)
