"""Measures claims against hand-made gold: the reference report, every folder of pairs, and the project's own gold."""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.claim_score import Names, found_claim, gold_claim, lines, score, slots
from bench.engine import Engine
from bench.outcome import Counts, Outcome

OWN = Path(__file__).parents[1] / "tests" / "gold"


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each set of pairs NAME.json / NAME.txt that lies under `data_dir`, and one for our own.

    A gold file holds `published` (ISO date or null) and `claims`. Reader comments are read.
    """
    engine, names = Engine(), Names()
    return [measure(name, pairs, engine, names) for name, pairs in sets(data_dir) if pairs]


def sets(data_dir: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield the name and the gold files of each set."""
    yield "reference", gold_files(data_dir / "reference")
    for folder in sorted(path for path in data_dir.glob("gold/*") if path.is_dir()):
        yield f"gold/{folder.name}", gold_files(folder)
    yield "own", gold_files(OWN)


def gold_files(folder: Path) -> list[Path]:
    """Return the gold files of a folder that stand beside their text."""
    return [path for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").is_file()]


def measure(name: str, pairs: list[Path], engine: Engine, names: Names) -> Outcome:
    """Return what the engine reaches on a set."""
    sums: dict[str, Counts] = {}
    cases = {}
    characters, seconds = engine.characters, engine.seconds
    for path in pairs:
        counts = score_pair(path, engine, names)
        cases[path.stem] = slots(counts)
        sums = {slot: sums.get(slot, Counts()) + found for slot, found in counts.items()}
    return Outcome(
        set=name,
        measures=lines(sums),
        cases=cases,
        characters=engine.characters - characters,
        seconds=engine.seconds - seconds,
    )


def score_pair(path: Path, engine: Engine, names: Names) -> dict[str, Counts]:
    """Return the counts of one text by slot."""
    gold = json.loads(path.read_bytes())
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    found = [found_claim(claim) for claim in engine.claims(text, gold["published"])]
    return score([gold_claim(claim) for claim in gold["claims"]], found, names)
