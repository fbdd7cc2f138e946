"""Stretches of calendar days, and how they are written in EDTF (ISO 8601-2:2019).

The parts of a month, week, year and decade that "early", "mid" and "late" mean are conventions of this project.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from sayso.values.moment import Precision

_DAYS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_MONTHS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_DAYS_OF_WEEK = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}
YEARS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


class Stretch(NamedTuple):
    """Calendar days from `first` to `last`, both included; `edtf` says the same."""

    first: date | None
    last: date | None
    edtf: str
    precision: Precision


def one_day(day: date) -> Stretch:
    """Return a single day."""
    return Stretch(day, day, day.isoformat(), "day")


def day_range(first: date, last: date, precision: Precision = "days") -> Stretch:
    """Return the days from `first` to `last`; a single day when they are one."""
    if first == last:
        return one_day(first)
    return Stretch(first, last, f"{first.isoformat()}/{last.isoformat()}", precision)


def whole_month(year: int, month: int) -> Stretch:
    """Return a month of the calendar."""
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return Stretch(first, last, f"{year:04}-{month:02}", "month")


def whole_year(year: int) -> Stretch:
    """Return a year of the calendar."""
    return Stretch(date(year, 1, 1), date(year, 12, 31), f"{year:04}", "year")


def part_of_month(year: int, month: int, part: str | None) -> Stretch:
    """Return the "early", "mid" or "late" part of a month, or all of it."""
    whole = whole_month(year, month)
    if part is None or whole.last is None:
        return whole
    first, last = _DAYS_OF_MONTH[part]
    return day_range(date(year, month, first), date(year, month, min(last, whole.last.day)))


def part_of_year(year: int, part: str | None) -> Stretch:
    """Return the "early", "mid" or "late" part of a year, or all of it."""
    if part is None:
        return whole_year(year)
    first, last = _MONTHS_OF_YEAR[part]
    return from_to(whole_month(year, first), whole_month(year, last))


def part_of_week(monday: date, part: str | None) -> Stretch:
    """Return the "early", "mid" or "late" part of the week that begins on `monday`, or all of it."""
    first, last = _DAYS_OF_WEEK[part] if part else (0, 6)
    return day_range(monday + timedelta(days=first), monday + timedelta(days=last), "days" if part else "week")


def from_to(start: Stretch, end: Stretch) -> Stretch:
    """Return the stretch from the beginning of `start` to the end of `end`."""
    if start.first and start.first == end.last:
        return one_day(start.first)
    apart = start.last is not None and end.first is not None and start.last < end.first
    simple = {"day", "month", "year"} if apart else {"day"}
    sides = [
        side.edtf if side.precision in simple else day.isoformat() if day else ".."
        for side, day in ((start, start.first), (end, end.last))
    ]
    near = start.precision == end.precision == "day" and start.first and end.last
    precision: Precision = "days" if near else "range"
    return Stretch(start.first, end.last, "/".join(sides), precision)


def months_on(day: date, months: int) -> date:
    """Return the same day so many months on; the month's last day where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
