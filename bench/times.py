"""Measures expressions of time on a report whose expressions are labelled with their values."""

import json
import time
from pathlib import Path
from typing import Any

from bench.outcome import Counts, Measured, Outcome
from bench.timeml import paragraphs
from sayso.extract.times import TimeFinder
from sayso.resolve.when import resolve_time
from sayso.spans import overlap
from sayso.values.time_phrase import TimePhrase

_BEHIND = "Related Posts"
"""Where the labelled part of a report ends, if it has such a line."""


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for all reports `reference/NAME.txt` that have a `NAME.times.json` beside them.

    That holds `published` (an ISO date) and `expressions` with `span` and `value`. A value counts when it is the gold's
    at the gold's own precision; the place counts when the two overlap.
    """
    finder = TimeFinder("en")
    cases: dict[str, Counts] = {}
    characters, seconds = 0, 0.0
    for gold in sorted(data_dir.glob("reference/*.times.json")):
        text = gold.with_name(gold.name.replace(".times.json", ".txt")).read_bytes().decode("utf-8")
        text = text.partition(_BEHIND)[0]
        begun = time.process_time()
        phrases = paragraphs(finder, text)
        seconds += time.process_time() - begun
        characters += len(text)
        cases |= judge(json.loads(gold.read_bytes()), phrases)
    if not cases:
        return []
    right, wanted = sum(c.correct for c in cases.values()), sum(c.possible for c in cases.values())
    spurious = sum(c.actual for c in cases.values() if not c.possible)
    measures = (
        Measured(name="right", value=right, gated=True, unit=f"of {wanted}"),
        Measured(name="spurious", value=spurious, gated=True, less_is_better=True),
    )
    return [Outcome(set="reference times", measures=measures, cases=cases, characters=characters, seconds=seconds)]


def judge(gold: dict[str, Any], phrases: list[TimePhrase]) -> dict[str, Counts]:
    """Return for each labelled expression whether it was read right, and each phrase that is none of them."""
    judged = {}
    for expression in gold["expressions"]:
        span = tuple(expression["span"])
        hits = [phrase for phrase in phrases if overlap(phrase.span, span)]
        right = any(_says(phrase, expression["value"], gold["published"]) for phrase in hits)
        judged[f"at {span[0]}"] = Counts(int(right), 1, len(hits))
    for phrase in phrases:
        if not any(overlap(phrase.span, tuple(expression["span"])) for expression in gold["expressions"]):
            judged[f"spurious at {phrase.span[0]}"] = Counts(0, 0, 1)
    return judged


def _says(phrase: TimePhrase, value: str, published: str) -> bool:
    """Tell whether the phrase means `value`, compared as exactly as `value` is."""
    if value.startswith("P"):
        return _duration(phrase) == value
    moment = resolve_time(_unbound(phrase), published, "past")
    if moment is None or moment.start is None:
        return False
    start, _, end = value.partition("/")
    return moment.start.startswith(start) and (not end or moment.end == end)


def _unbound(phrase: TimePhrase) -> TimePhrase:
    """Return the phrase without its "before" or "by": the labelled value is that of the date alone."""
    fields = {name: getattr(phrase, name) for name in phrase.__struct_fields__}
    return TimePhrase(**fields | {"bound": "at"})


def _duration(phrase: TimePhrase) -> str:
    """Return TimeML's value of a duration."""
    unit = {"minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y"}[phrase.unit or "day"]
    return f"P{unit[:-1]}{phrase.amount:g}{unit[-1]}" if phrase.amount else "PX"
