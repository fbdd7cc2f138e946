"""Reads full calendar dates as pages stamp them: datelines, time stamps, ISO instants, dates of posts.

Only dates with day, month and year count here; what a sentence says about when is read elsewhere.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from sayso.lexicon.load import fold
from sayso.spans import Span
from sayso.structure.words import either, structure_words


class Stamp(msgspec.Struct, frozen=True, gc=False):
    """A full date found in the text: `Stamp(span=(3, 13), value="2016-12-08", weekday=None, …)`."""

    span: Span
    """With its weekday and clock time, if it has them."""
    day: Span
    """The date alone."""
    value: str
    """ISO date, or ISO instant when it was written as one."""
    weekday: int | None
    """The weekday written beside it, 0 is Monday."""
    clock: bool
    """Whether a clock time stands beside it."""
    sure: bool
    """Whether day and month can be told apart: false for "9/8/2016"."""

    @property
    def date(self) -> date:
        """Return the calendar day."""
        return date.fromisoformat(self.value[:10])


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SEPARATOR = r"\s{0,3}[,،.]?\s{0,3}"
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s{0,2}[ap]\.?\s?m\b\.?)?"


@cache
def date_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of a full date in a language; any case."""
    lists = structure_words(language).lists
    months, weekdays = either(lists.months), either(lists.weekdays)
    day = rf"(?<!\d)\d{{1,2}}(?:{either(lists.ordinal_suffixes)})?"
    year = r"(?:\d{4}(?!\d)|(?<=\s)(?:['’]\d\d(?!\d)|\d\d(?=\s{0,3}(?:[(.,–—-]|$))))"
    return re.compile(
        rf"""(?:(?P<before>{_CLOCK})(?:\s{{1,3}}|\s?[·|,-]\s?))?
             (?:\b(?P<weekday>{weekdays})\b\.?{_SEPARATOR})?
             (?P<date>
               (?P<iso>(?<!\d)\d{{4}}-\d\d-\d\d(?!\d))(?P<instant>[T\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\ ?(?:Z|[+-]\d\d:?\d\d)?)?
             | (?P<d1>{day}){_SEPARATOR}(?:(?:{either(lists.month_of)})\s+)?(?P<m1>{months})\b{_SEPARATOR}(?P<y1>{year})
             | \b(?P<m2>{months})\b\.?\s{{0,3}}(?P<d2>{day}){_SEPARATOR}(?P<y2>\d{{4}})(?!\d)
             | (?<![\d./-])(?P<n1>\d{{1,2}})(?P<mark>[-./])(?P<n2>\d{{1,2}})(?P=mark)(?P<y3>\d{{4}})(?![\d/-])
             )
             (?P<after>(?:\s{{0,2}}[,|·-]|\s{{1,2}}(?:{either(lists.clock_at)})\b)?\s{{1,3}}{_CLOCK}(?:\s{{1,2}}[A-Z]{{2,4}}\b)?)?""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _hint(language: str) -> re.Pattern[str]:
    """Return the pattern of what every date beside a year has: a month's name, or a mark between figures."""
    return re.compile(rf"[-./]\d|\b(?:{either(structure_words(language).lists.months)})\b", re.IGNORECASE)


def stamps(text: str, start: int, end: int, language: str) -> Iterator[Stamp]:
    """Yield the full dates with a year in four figures in `text[start:end]`, in order.

    The full pattern is tried only around figures that can be a year. What is no day of the calendar is passed over.
    """
    pattern, hint, done = date_pattern(language), _hint(language), start
    for year in _YEAR.finditer(text, start, end):
        if year.start() < done:
            continue
        low, high = max(done, year.start() - 45), min(end, year.end() + 30)
        if not hint.search(text, low, high):
            continue
        for hit in pattern.finditer(text, low, high):
            done = max(done, hit.end())
            stamp = _stamp(hit, language)
            if stamp is not None:
                yield stamp
        done = max(done, year.end())


def leading_stamp(text: str, start: int, end: int, language: str) -> Stamp | None:
    """Return the full date with which `text[start:end]` begins, if it does."""
    hit = date_pattern(language).match(text, start, end)
    return _stamp(hit, language) if hit else None


def _stamp(hit: re.Match[str], language: str) -> Stamp | None:
    """Return what a match of the date pattern says, None when there is no such day."""
    lists = structure_words(language).lists
    sure = True
    if hit["iso"]:
        year, month, day = (int(part) for part in hit["iso"].split("-"))
    elif hit["n1"]:
        year, month, day, sure = _numeric(int(hit["n1"]), int(hit["n2"]), int(hit["y3"]), hit["mark"])
    else:
        name = hit["m1"] or hit["m2"]
        year, month = _year(hit["y1"] or hit["y2"]), lists.months[fold(name)]
        day = int(re.sub(r"\D", "", hit["d1"] or hit["d2"]))
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None
    instant = (hit["instant"] or "").replace(" ", "")
    weekday = hit["weekday"]
    return Stamp(
        span=hit.span(),
        day=hit.span("date"),
        value=f"{value}T{instant.lstrip('T')}" if instant else value,
        weekday=lists.weekdays[fold(weekday)] if weekday else None,
        clock=bool(hit["before"] or hit["after"] or instant),
        sure=sure,
    )


def _numeric(first: int, second: int, year: int, mark: str) -> tuple[int, int, int, bool]:
    """Return year, month, day of a date in figures, and whether its order is certain.

    Stops and hyphens stand in dates written day first; with slashes the month comes first in American use, unless
    the figure can be no month.
    """
    if mark != "/" or first > 12:
        return year, second, first, mark != "/" or second <= 12
    return year, first, second, second > 12 or first == second


def _year(written: str) -> int:
    """Return a year; two figures are of 1970 to 2069, as POSIX reads them (nearly)."""
    figures = int(written.strip("'’"))
    if len(written.strip("'’")) > 2:
        return figures
    return 1900 + figures if figures >= 70 else 2000 + figures
