"""Measures which place belongs to a happening: for a marked verb, the place annotated as its own, or that it has none."""

import json
import time
from pathlib import Path
from typing import Any

from bench.engine import plain_report
from bench.outcome import Counts, Outcome, share
from bench.places import PARAGRAPH
from sayso.extract.place_scene import scene
from sayso.extract.places import PlaceFinder
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.extract.zones import tokens
from sayso.gazetteer.lookup import Gazetteer
from sayso.spans import Span, overlap


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each file `data/event-location*.jsonl`.

    A line holds `text` and `spans` with the labels VERB (the happening) and LOCATION (its place, perhaps none). A case is
    right when the place chosen touches one annotated, or when none is chosen and none is annotated.
    """
    files = sorted(data_dir.glob("data/event-location*.jsonl"))
    if not files:
        return []
    cutter, finder = Cutter("en", Tagger().tag), PlaceFinder("en", Gazetteer.open())
    return [measure(path, cutter, finder) for path in files]


def measure(path: Path, cutter: Cutter, finder: PlaceFinder) -> Outcome:
    """Return what is reached on one file."""
    cases: dict[str, Counts] = {}
    characters, seconds = 0, 0.0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        verbs, wanted = _spans(record, "VERB"), _spans(record, "LOCATION")
        if record.get("answer", "accept") != "accept" or not verbs:
            continue
        begun = time.process_time()
        chosen = _place_of(record["text"], verbs[0], cutter, finder)
        seconds += time.process_time() - begun
        characters += len(record["text"])
        right = not wanted if chosen is None else any(overlap(chosen, span) for span in wanted)
        cases[str(number)] = Counts(int(right), 1, 1)
    hits = sum(counts.correct for counts in cases.values())
    return Outcome(
        set=path.stem,
        measures=(share("right place", hits, len(cases), gated=True),),
        cases=cases,
        characters=characters,
        seconds=seconds,
    )


def _spans(record: dict[str, Any], label: str) -> list[Span]:
    return [_offsets(record, span) for span in record.get("spans") or [] if span["label"] == label]


def _offsets(record: dict[str, Any], span: dict[str, Any]) -> Span:
    """Return the characters of a span; in a tenth of the records `start` and `end` repeat the numbers of its tokens."""
    start, end = span["start"], span["end"]
    if (start, end) != (span.get("token_start"), span.get("token_end")):
        return start, end
    return record["tokens"][start]["start"], record["tokens"][end]["end"]


def _place_of(text: str, verb: Span, cutter: Cutter, finder: PlaceFinder) -> Span | None:
    """Return the span of the place at which the event of the verb is."""
    report = plain_report(text, [found.span() for found in PARAGRAPH.finditer(text)])
    for sentence in cutter.sentences(report):
        if overlap(sentence.span, verb):
            found = scene(sentence, finder.scan(sentence), *tokens(sentence, verb), finder.shape.features)
            return found.mention.span if found else None
    return None
