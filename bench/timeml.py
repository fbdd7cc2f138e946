"""Measures expressions of time on news annotated in TimeML: dates and times found, and given the right value."""

import html
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from bench.outcome import Counts, Outcome, f1
from sayso.extract.times import TimeFinder
from sayso.resolve.when import resolve_time
from sayso.spans import Span, overlap
from sayso.values.time_phrase import TimePhrase

_TAG = re.compile(r"<[^>]+>")
_FIELD = re.compile(r'(\w+)="([^"]*)"')
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_COMING = re.compile(
    r"\b(?:will|would|shall|expects?|expected|scheduled|supposed|due|payable|set to|is to|are to|agreed to|plans? to"
    r"|calling for|effective|until|to be)\b",
    re.IGNORECASE,
)
_GONE = re.compile(r"\b(?:said|told|added|ended|closed|since|had been|was|were|has been)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z%\d]{2})[.!?][\u2019'\"”]*\s+(?=[A-Z`\"“])|\n\s*\n")
_UNSAID = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
_SEASONS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_DAY_PARTS = {"dawn": "MO", "morning": "MO", "noon": "12:00", "afternoon": "AF", "evening": "EV", "night": "NI"}
Found = tuple[Span, str]


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each folder of `*.tml` under `data/timeml`.

    A value counts when it is the annotated one; the place counts when the two overlap. Durations, sets and references to
    no date (`PAST_REF`) are not asked for.
    """
    finder = TimeFinder("en")
    folders = sorted(path for path in data_dir.glob("data/timeml/*") if path.is_dir())
    return [measure(f"timeml/{folder.name}", folder, finder) for folder in folders if _files(folder)]


def measure(name: str, folder: Path, finder: TimeFinder) -> Outcome:
    """Return what is reached on one folder."""
    cases: dict[str, Counts] = {}
    placed = Counts()
    characters, seconds = 0, 0.0
    for path in _files(folder):
        text, published, annotated = _read(path)
        begun = time.process_time()
        phrases = paragraphs(finder, text)
        seconds += time.process_time() - begun
        characters += len(text)
        said = [(span, value) for span, value in annotated if value not in _UNSAID]
        unsaid = [span for span, value in annotated if value in _UNSAID]
        ours = [(span, value) for span, value in _values(phrases, text, published) if _counts(span, value, unsaid)]
        given = [[value for at, value in ours if overlap(at, span)] for span, _ in said]
        right = sum(any(_same(ours, value) for ours in values) for (_, value), values in zip(said, given, strict=True))
        placed += Counts(sum(map(bool, given)), len(said), len(ours))
        cases[path.stem] = Counts(right, len(said), len(ours))
    values = sum(cases.values(), Counts())
    return Outcome(
        set=name,
        measures=(f1("value F1", values, gated=True), f1("place F1", placed)),
        cases=cases,
        characters=characters,
        seconds=seconds,
    )


def paragraphs(finder: TimeFinder, text: str) -> list[TimePhrase]:
    """Return the phrases of a text, paragraph by paragraph."""
    return [phrase for block in _PARAGRAPH.finditer(text) for phrase in finder.find(text, *block.span(), stamps=True)]


def _counts(span: Span, value: str, unsaid: list[Span]) -> bool:
    """Tell whether a value is asked for: not where the annotation says that there is no date."""
    return value not in _UNSAID and not any(overlap(span, other) for other in unsaid)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.tml")) if not path.name.startswith("._")]


def _read(path: Path) -> tuple[str, str, list[Found]]:
    """Return a TimeML file's text, its document time, and its dates and times with their values."""
    raw = path.read_text("utf-8")
    dct = next((m.group() for m in _TAG.finditer(raw) if "CREATION_TIME" in m.group()), "")
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    text, at, opened, found = "", 0, None, []
    for tag in _TAG.finditer(body):
        text += html.unescape(body[at : tag.start()])
        at = tag.end()
        if tag.group().startswith("<TIMEX3"):
            opened = (dict(_FIELD.findall(tag.group())), len(text))
        elif tag.group() == "</TIMEX3>" and opened:
            fields, start = opened
            if fields["type"] in {"DATE", "TIME"}:
                found.append(((start, len(text)), fields["value"]))
            opened = None
    return text + html.unescape(body[at:]), dict(_FIELD.findall(dct)).get("value", "")[:10], found


def _values(phrases: list[TimePhrase], text: str, dct: str) -> Iterator[Found]:
    """Yield our expressions of a text with their TimeML values; the two ends of a range are two."""
    for phrase in phrases:
        parts = [phrase]
        if phrase.start and phrase.end and phrase.start.span != phrase.end.span:
            parts = [phrase.start, phrase.end]
        for part in parts:
            value = _value(part, dct, _tense(text, part.span))
            if value:
                yield part.span, value


def _tense(text: str, span: Span) -> Literal["past", "future"]:
    """Guess the tense from the words before in the sentence, as the text is not parsed here."""
    begin = max([0, span[0] - 120, *(end.end() for end in _SENTENCE.finditer(text, max(0, span[0] - 120), span[0]))])
    coming = max((cue.start() for cue in _COMING.finditer(text, begin, span[0])), default=-1)
    gone = max((cue.start() for cue in _GONE.finditer(text, begin, span[0])), default=-1)
    return "future" if coming > gone else "past"


def _value(phrase: TimePhrase, dct: str, tense: Literal["past", "future"]) -> str | None:
    """Return TimeML's value of a phrase; None for a duration and for what is set against an unknown date."""
    if phrase.kind == "recent":
        return "PAST_REF"
    if phrase.kind == "duration" or (phrase.amount and phrase.amount != 1) or (phrase.amount and phrase.offset == 0):
        return None
    if phrase.kind == "range" and phrase.start and phrase.end:
        return _of_months(phrase, dct)
    bare = TimePhrase(**{n: getattr(phrase, n) for n in phrase.__struct_fields__} | {"bound": "at", "part": None})
    if bare.kind == "relative" and bare.amount == 1:
        bare = TimePhrase(**{n: getattr(bare, n) for n in bare.__struct_fields__} | {"amount": None})
    moment = resolve_time(bare, dct, tense)
    if moment is None or moment.start is None:
        return None
    return _formatted(bare, moment.start, moment.precision)


def _of_months(phrase: TimePhrase, dct: str) -> str | None:
    """Return the value of a quarter or a half of a year, or of a year so far."""
    start, end = phrase.start, phrase.end
    if start is None or end is None:
        return None
    if start.kind == "month" and end.kind == "month" and start.month and end.month:
        moment = resolve_time(phrase, dct, "past")
        year = moment.start[:4] if moment and moment.start else ""
        length = end.month - start.month + 1
        return f"{year}-Q{(start.month + 2) // 3}" if length == 3 else f"{year}-H{(start.month + 5) // 6}"
    if phrase.text.endswith("century"):
        return f"{(start.year or 0) // 100}XX"
    inner = start if start.kind in {"relative", "week"} else end
    return _value(inner, dct, "past")


def _formatted(phrase: TimePhrase, start: str, precision: str) -> str:
    """Return a moment in TimeML's form."""
    week = date.fromisoformat(start[:10]).isocalendar()
    forms = {
        "month": start[:7],
        "year": start[:4],
        "decade": start[:3],
        "week": f"{week.year}-W{week.week:02}",
        "weekend": f"{week.year}-W{week.week:02}-WE",
        "season": f"{start[:4]}-{_SEASONS.get(phrase.month or 0)}",
        "hour": start[:13],
        "instant": start[:16],
    }
    day = start[:10] + (f"T{_DAY_PARTS[phrase.day_part]}" if phrase.day_part else "")
    return forms.get(precision, day)


def _same(ours: str, gold: str) -> bool:
    """Tell whether two values agree; full minutes and full hours need not be said."""
    return gold in {ours, f"{ours}:00", ours.removesuffix("XX")}
