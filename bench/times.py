"""Measures expressions of time: found and given the right value, on a labelled report and on TimeML news.

`run(data_dir)` reads `reference/*.times.json` (expressions of a report with their values) and
`data/timeml/TimeBank/*.tml` below `data_dir`. A value counts when it is the gold's at the gold's own precision; the
place counts when the two overlap.
"""

import argparse
import html
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

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


def run(data_dir: Path) -> dict[str, Any]:
    """Return the figures: reference expressions right and spurious, TimeBank F1, and characters a second."""
    finder = TimeFinder("en")
    figures: dict[str, Any] = {}
    for gold in sorted((data_dir / "reference").glob("*.times.json")):
        figures["reference"] = _reference(finder, gold)
    folder = next((f for f in (data_dir / "data/timeml/TimeBank", data_dir / "timeml/TimeBank") if f.is_dir()), None)
    if folder:
        figures["timebank"] = _timebank(finder, folder)
        figures["chars_per_second"] = _speed(finder, [_read(path)[0] for path in _files(folder)])
    return figures


def _paragraphs(finder: TimeFinder, text: str) -> list[TimePhrase]:
    return [phrase for block in _PARAGRAPH.finditer(text) for phrase in finder.find(text, *block.span())]


def _reference(finder: TimeFinder, gold_path: Path) -> dict[str, Any]:
    """Compare with the labelled expressions of the article part of a report."""
    gold = json.loads(gold_path.read_text("utf-8"))
    text = gold_path.with_name(gold_path.name.replace(".times.json", ".txt")).read_text("utf-8")
    phrases = _paragraphs(finder, text[: text.find("Related Posts")])
    right, wrong = 0, []
    for expression in gold["expressions"]:
        hits = [p for p in phrases if overlap(p.span, tuple(expression["span"]))]
        if any(_says(p, expression["value"], gold["published"]) for p in hits):
            right += 1
        else:
            wrong.append(expression["text"])
    spurious = [p.text for p in phrases if not any(overlap(p.span, tuple(e["span"])) for e in gold["expressions"])]
    return {"expressions": len(gold["expressions"]), "right": right, "wrong": wrong, "spurious": spurious}


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


def _predict(finder: TimeFinder, text: str, dct: str) -> Iterator[Found]:
    """Yield our expressions of a text with their TimeML values; the two ends of a range are two."""
    for phrase in _paragraphs(finder, text):
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


def _timebank(finder: TimeFinder, folder: Path) -> dict[str, Any]:
    """Score dates and times: precision, recall and F1 of place and value, and of place alone."""
    counts = dict.fromkeys(("gold", "found", "right", "placed"), 0)
    for path in _files(folder):
        text, dct, gold = _read(path)
        ours = list(_predict(finder, text, dct))
        said = [g for g in gold if g[1] not in _UNSAID]
        unsaid = [g for g in gold if g[1] in _UNSAID]
        ours = [o for o in ours if o[1] not in _UNSAID and not any(overlap(o[0], u[0]) for u in unsaid)]
        counts["gold"] += len(said)
        counts["found"] += len(ours)
        for span, value in said:
            values = [v for s, v in ours if overlap(s, span)]
            counts["placed"] += bool(values)
            counts["right"] += any(_same(v, value) for v in values)
    return counts | {name: _f1(counts, name) for name in ("right", "placed")} | {"counts": counts}


def _same(ours: str, gold: str) -> bool:
    """Tell whether two values agree; full minutes and full hours need not be said."""
    return gold in {ours, f"{ours}:00", ours.removesuffix("XX")}


def _f1(counts: dict[str, int], name: str) -> dict[str, float]:
    precision, recall = counts[name] / max(1, counts["found"]), counts[name] / max(1, counts["gold"])
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _speed(finder: TimeFinder, texts: list[str]) -> int:
    """Return the characters a second that `find` reads, best of three."""
    blocks = [(text, *block.span()) for text in texts for block in _PARAGRAPH.finditer(text)]
    characters = sum(end - start for _, start, end in blocks)
    best = 1e9
    for _ in range(3):
        begun = time.process_time()
        for text, start, end in blocks:
            finder.find(text, start, end)
        best = min(best, time.process_time() - begun)
    return int(characters / best)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    print(json.dumps(run(parser.parse_args().data), indent=1))
