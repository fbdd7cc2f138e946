"""Measures how well figures are found: lowest and highest numbers of killed and injured told in incident narratives."""

import json
import re
import time
from pathlib import Path
from typing import Any

from bench.engine import plain_report
from bench.outcome import Counts, Measured, Outcome, share, total
from sayso.extract.figures import FigureFinder
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.values.figure import Figure
from sayso.values.kinds import Measure

_ASKED: tuple[tuple[str, Measure], ...] = (("killed", "killed"), ("injured", "wounded"))
_PATTERN = "airwars-*.jsonl"
_WHOLE = re.compile(r"(?s)\S.*")


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each file `data/airwars-*.jsonl`.

    A line holds `narrative`, and `killed_min`, `killed_max`, `injured_min`, `injured_max` as their compilers settled
    them. The lowest figure is the first one told that is no part of another; the highest is the highest one told.
    """
    return [measure(path) for path in sorted(data_dir.glob(f"data/{_PATTERN}"))]


def measure(path: Path) -> Outcome:
    """Return what is reached on one file."""
    cutter, finder = Cutter("en", Tagger().tag), FigureFinder("en")
    answers: dict[str, Counts] = {}
    cases: dict[str, Counts] = {}
    characters, seconds = 0, 0.0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text = row["narrative"]
        sentences = cutter.sentences(plain_report(text, [found.span() for found in _WHOLE.finditer(text)]))
        begun = time.process_time()
        told = [[found.figure for found in finder.find(s, 0, len(s.words))] for s in sentences]
        seconds += time.process_time() - begun
        characters += len(text)
        right = judge(row, told)
        cases[str(row.get("Incident Code") or number)] = total(right.values())
        answers = {end: answers.get(end, Counts()) + right.get(end, Counts()) for end in answers | right}
    return Outcome(set=path.stem, measures=tuple(lines(answers)), cases=cases, characters=characters, seconds=seconds)


def judge(row: dict[str, Any], told: list[list[Figure]]) -> dict[str, Counts]:
    """Return, for each end that the compilers give, whether the narrative was read so."""
    found = {}
    for name, measure in _ASKED:
        given = ends(told, measure)
        for end, number in zip(("min", "max"), given, strict=True):
            wanted = row[f"{name}_{end}"]
            if wanted is not None:
                found[f"{name} {end}"] = Counts(int(number == wanted), 1, 1)
    return found


def lines(answers: dict[str, Counts]) -> list[Measured]:
    """Return a line of the table for each end."""
    return [share(end, counts.correct, counts.possible, gated=True) for end, counts in sorted(answers.items())]


def ends(figures: list[list[Figure]], measure: Measure) -> tuple[float | None, float | None]:
    """Return the lowest and the highest figure of a measure that a narrative tells, its sentences in order."""
    whole = [f for sentence in figures for f in sentence if f.measure == measure and f.part_of is None]
    if not whole:
        return None, None
    first = whole[0]
    lowest = first.low if first.low is not None else first.high
    return lowest, max(max(f.low or 0, f.high or 0) for f in whole)
