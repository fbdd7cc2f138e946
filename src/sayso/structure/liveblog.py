"""Finds the stamps of live updates ("UPDATE 1800 GMT:", "10.42am", "[18:05]") and works out when each was said.

A stamp stands at the start of a paragraph. One that could be something else (a bare clock time) counts only in company.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from sayso.spans import Span
from sayso.structure.dates import stamps
from sayso.structure.words import either, structure_words


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """The stamp of an update: `Label(paragraph=7, span=(410, 425), kind="update", minute=1080, zone="GMT")`."""

    paragraph: int
    """Index into the paragraphs that were searched."""
    span: Span
    """The stamp as written, without the colon or bracket that closes it."""
    end: int
    """Where the words after the stamp begin."""
    kind: Literal["update", "original"]
    minute: int | None
    """Minutes since midnight, where a clock time was given."""
    zone: str | None
    """As written: "GMT", "+03:00"."""
    day: str | None
    """ISO date, where the stamp gives one."""
    company: int
    """How many such stamps a text must hold before this one counts."""


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an original's stamp, of a stamp with a clock time, and of one with the word alone."""
    lists = structure_words(language).lists
    zone = rf"(?P<zone>(?:{either(lists.zones)})\b|(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?\b)"
    weekday = either(lists.weekdays)
    word = either(lists.updates)
    number, posting, at, on = map(either, (lists.update_number, lists.posting, lists.clock_at, lists.told_on))
    bracketed = r"(?:[^\])\n]{0,70}(?=[\])]))?"  # only a stamp that opened a bracket goes on up to its end
    original = re.compile(
        rf"(?:{either(lists.originals)})(?P<close>\s*[:|–—-])?|(?-i:ORIGINAL)\s*(?P<shut>:|$)", re.IGNORECASE
    )
    timed = re.compile(
        rf"""(?P<open>[\[(])?\s?
             (?:(?P<word>{word})\b\s*(?:(?:{number})\.?\s*)?(?:\#?\d{{1,2}}\b(?![:.]\d|\d|\s?[ap]\.?m))?[\s,:|–—-]{{0,4}}(?P<inner>\()?\s?)?
             (?:(?:{posting})\b\s*)?(?:(?:{at})\b\s*)?(?:(?:(?:{on})\s+)?(?:{weekday})\b[\s,]{{0,2}})?
             (?P<date>\S{{1,12}}\s\S{{1,12}}\s\d{{4}}[\s,:|–—-]{{1,4}}|\d\d\S\d\d\S\d{{4}}[\s,:|–—-]{{1,4}})?
             (?P<time>(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?
               |(?P<hour2>1[0-2]|[1-9])\s?(?P<half2>[ap])\.?m\b\.?
               |(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?:\s?(?:{either(lists.hours)})\b)?)
             (?:\s?\(?{zone}\)?)?
             (?:\s?/\s?[\d:.]{{1,5}}\s?(?:[ap]\.?m\.?)?\s?[A-Z]{{1,4}}\b)?
             (?P<rest>(?(open){bracketed}|(?(inner){bracketed})))
             (?P<close>\s?[\])]?\s?(?::|\||\s[–—-](?=\s)|$)|\s?[\])])?
             (?P<space>\s*)""",
        re.VERBOSE | re.IGNORECASE,
    )
    bare = re.compile(rf"(?:{'|'.join(re.escape(w.upper()) for w in lists.updates)})\s*(?:\#?\d{{1,2}})?\s*:")
    return original, timed, bare


def find_labels(text: str, paragraphs: Iterable[Span], language: str) -> list[Label]:
    """Return the stamps that open an update, in the order of the paragraphs `(start, end)` they stand in."""
    found = [
        label
        for number, (start, end) in enumerate(paragraphs)
        if text[start] in _OPENS and (label := _label(text, number, start, end, language)) is not None
    ]
    if all(label.minute is not None and 19 * 60 <= label.minute <= 20 * 60 + 30 for label in found):
        found = [label for label in found if label.company < 3]  # "2011: …, 2012: …" are years
    return [label for label in found if len(found) >= label.company]


def _label(text: str, number: int, start: int, end: int, language: str) -> Label | None:
    """Return the stamp at the start of a paragraph, None when there is none."""
    original, timed, bare = _patterns(language)
    line_end = text.find("\n", start, min(end, start + 200))
    head = text[start : line_end if line_end >= 0 else min(end, start + 200)]
    whole = line_end >= 0 or end - start <= 200
    hit = original.match(head)
    if hit and (hit["close"] or hit["shut"] is not None or hit.end() == len(head)):
        return _made(number, start, hit.group(), "original", 1)
    hit = timed.match(head)
    if hit and not (hit.end() == len(head) and not whole):
        return _timed(number, start, hit, head, language)
    hit = bare.match(head)
    return _made(number, start, hit.group(), "update", 2) if hit else None


def _timed(number: int, start: int, hit: re.Match[str], head: str, language: str) -> Label | None:
    """Return the stamp that a match with a clock time makes, None when it is the start of a sentence."""
    alone = hit.end() == len(head)
    opened = bool(hit["open"] or hit["inner"])
    closed = alone or bool((hit["close"] or "").strip())
    half = hit["half"] or hit["half2"]
    if not closed:
        told = hit["zone"] or half or (hit["word"] and not hit["military"]) or not hit["military"]
        if not told or not hit["space"] or not head[hit.end()].isupper():
            return None
    if not hit["word"] and not hit["zone"] and not half and not hit["military"] and len(hit["hour"]) < 2:
        return None  # "1:39" is how long a video is
    if alone and hit["date"] and not hit["word"]:
        return None  # a line with date and time is the page's own stamp
    company = _company(word=hit["word"] or "", zoned=bool(hit["zone"]), closed=closed, opened=opened, alone=alone)
    if hit["military"] and not hit["zone"] and not opened and not hit["word"]:
        company = 3
    stamp = head[: hit.end()]
    label = _made(number, start, stamp, "update", company)
    return msgspec.structs.replace(label, minute=_minute(hit), zone=hit["zone"], day=_day(stamp, language))


def _company(*, word: str, zoned: bool, closed: bool, opened: bool, alone: bool) -> int:
    """Return how many stamps must stand in a text before one of this shape counts.

    A word says that it is an update; a zone with a colon hardly stands elsewhere; a time alone on its line may be the
    page's own.
    """
    if word:
        return 2 if alone and not word.isupper() else 1
    if closed and zoned and not alone:
        return 1
    return 2 if closed or opened else 3


def _made(number: int, start: int, stamp: str, kind: Literal["update", "original"], company: int) -> Label:
    """Return the label that the words of a stamp make, before its clock time is read."""
    written = stamp.rstrip(" \t:|–—-])")
    opening = len(written) - len(written.lstrip("[("))
    return Label(
        paragraph=number,
        span=(start + opening, start + len(written)),
        end=start + len(stamp),
        kind=kind,
        minute=None,
        zone=None,
        day=None,
        company=company,
    )


_SHORT_DATE = re.compile(r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/(\d\d)(?!\d)")


def _day(stamp: str, language: str) -> str | None:
    """Return the ISO date in a stamp, if it has one; "5/21/16" is read as Americans write, as a stamp's year may be."""
    found = next(stamps(stamp, 0, len(stamp), language), None)
    if found:
        return found.value[:10]
    short = _SHORT_DATE.search(stamp)
    try:
        return date(2000 + int(short[3]), int(short[1]), int(short[2])).isoformat() if short else None
    except ValueError:
        return None


def _minute(hit: re.Match[str]) -> int:
    """Return minutes since midnight for a clock time as matched."""
    if hit["military"]:
        return int(hit["military"][:2]) * 60 + int(hit["military"][2:])
    hour, minute = int(hit["hour"] or hit["hour2"]), int(hit["minute"] or 0)
    half = (hit["half"] or hit["half2"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute


def instants(labels: Sequence[Label], published: str | None, language: str) -> list[str | None]:
    """Return when each update was said: ISO instants in UTC where a zone was given, else local ones.

    The oldest stamp is of the day of publication (or of its own date). Read from the oldest to the newest, a clock
    that falls back by more than six hours has passed midnight. An original entry is dated by the publication.
    """
    result: list[str | None] = [published if label.kind == "original" else None for label in labels]
    if published is None and not any(label.day for label in labels):
        return result
    timed = [(number, label) for number, label in enumerate(labels) if label.minute is not None]
    if _newest_first(labels, timed):
        timed.reverse()
    day = date.fromisoformat(published[:10]) if published else None
    last = None
    for number, label in timed:
        minute = label.minute or 0
        if label.day:
            day, last = date.fromisoformat(label.day), None
        if day is None:
            continue
        if last is not None and minute < last - 360:
            day += timedelta(days=1)
        last = minute
        result[number] = _instant(day, minute, label.zone, language)
    return result


def _newest_first(labels: Sequence[Label], timed: Sequence[tuple[int, Label]]) -> bool:
    """Tell whether the stamps run from the newest to the oldest."""
    if labels and labels[-1].kind == "original" and len(labels) > 1:
        return True
    minutes = [label.minute or 0 for _, label in timed]
    steps = [b - a for a, b in pairwise(minutes)]
    falls = sum(-720 <= step < 0 or step > 720 for step in steps)  # a long way up is the way down past midnight
    rises = sum(0 < step <= 720 or step < -720 for step in steps)
    return falls > rises


def _instant(day: date, minute: int, zone: str | None, language: str) -> str:
    """Return a clock time of a day as ISO 8601: in UTC with `Z` when its zone is known, else local without zone."""
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - local until zoned
    offset = _offset(zone, local, language) if zone else None
    if offset is None:
        return local.isoformat()
    return (local - offset).isoformat() + "Z"


def _offset(zone: str, local: datetime, language: str) -> timedelta | None:
    """Return how far a zone as written is ahead of UTC at a local time; None when its name is not known."""
    figures = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?", zone, re.IGNORECASE)
    if figures:
        ahead = timedelta(hours=int(figures[2]), minutes=int(figures[3] or 0))
        return ahead if figures[1] == "+" else -ahead
    rule = structure_words(language).lists.zones.get(zone.upper())
    if rule is None:
        return None
    return local.replace(tzinfo=ZoneInfo(rule)).utcoffset() if "/" in rule else timedelta(minutes=int(rule))


_OPENS = frozenset("[(0123456789UuLlOoPp")
"""What a stamp may begin with: most paragraphs are passed over by their first character."""
