"""Measures how well figures are found: lowest and highest numbers of killed and injured told in incident narratives."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from sayso.extract.figures import FigureFinder
from sayso.extract.sentences import Cutter, Sentence
from sayso.extract.tagger import Tagger
from sayso.records import Block, Capture, Passage, Report
from sayso.values.figure import Figure
from sayso.values.kinds import Measure

Row = dict[str, Any]


def run(data_dir: Path) -> dict[str, float]:
    """Return shares of incidents told right, and the cost of the finder in microseconds a token.

    `data_dir` holds `airwars-gaza.jsonl`: `narrative`, and `killed_min`, `killed_max`, `injured_min`, `injured_max`
    as their compilers settled them. The lowest figure is the first one told that is no part of another; the highest is
    the highest one told.
    """
    rows = [json.loads(line) for line in (data_dir / "airwars-gaza.jsonl").read_text(encoding="utf-8").splitlines()]
    cutter, finder = Cutter("en", Tagger().tag), FigureFinder("en")
    told: list[tuple[Row, list[list[Figure]]]] = []
    tokens = 0
    spent = 0.0
    for row in rows:
        sentences = sentences_of(cutter, row["narrative"])
        begun = time.perf_counter()
        found = [[f.figure for f in finder.find(s, 0, len(s.words))] for s in sentences]
        spent += time.perf_counter() - begun
        tokens += sum(len(s.words) for s in sentences)
        told.append((row, found))
    result = {"microseconds a token": round(spent / tokens * 1e6, 2), "incidents": len(rows)}
    for name, measure in (("killed", "killed"), ("injured", "wounded")):
        for end in ("min", "max"):
            wanted = [(row[f"{name}_{end}"], figures) for row, figures in told if row[f"{name}_{end}"] is not None]
            right = sum(number == ends(figures, measure)[end == "max"] for number, figures in wanted)  # type: ignore[arg-type]
            result[f"{name} {end}"] = round(right / len(wanted), 3)
    return result


def sentences_of(cutter: Cutter, text: str) -> list[Sentence]:
    """Return the tagged sentences of a text that is one block."""
    capture = Capture(
        id="",
        source="-",
        captured_at="",
        size=len(text),
        media_type="text/plain",
        encoding="utf-8",
        encoding_basis="utf-8",
    )
    report = Report(
        id="", capture=capture, text=text, title=None, published=None, published_basis="unknown",
        passages=(Passage(kind="article", label=None, at=None, span=(0, len(text))),),
        blocks=(Block(channel="body", span=(0, len(text)), passage=0),),
    )  # fmt: skip
    return cutter.sentences(report)


def ends(figures: list[list[Figure]], measure: Measure) -> tuple[float | None, float | None]:
    """Return the lowest and the highest figure of a measure that a narrative tells, its sentences in order."""
    whole = [f for sentence in figures for f in sentence if f.measure == measure and f.part_of is None]
    if not whole:
        return None, None
    first = whole[0]
    lowest = first.low if first.low is not None else first.high
    return lowest, max(max(f.low or 0, f.high or 0) for f in whole)


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1])), indent=2))
