"""Sets an expression of time against the date of its passage: "Wednesday" becomes a day, never more exact than said.

Which day "Wednesday" is depends on the passage's date (the anchor) and on the tense of what is reported. The choices
that are conventions and not grammar stand at the top; `docs/explanations/when.md` gives their reasons.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Literal

from sayso.lexicon.load import WordList, load
from sayso.resolve.stretch import (
    YEARS_OF_DECADE,
    Stretch,
    day_range,
    from_to,
    months_on,
    one_day,
    part_of_month,
    part_of_week,
    part_of_year,
    whole_month,
    whole_year,
)
from sayso.values.moment import Moment, Precision
from sayso.values.time_phrase import TimePhrase

Tense = Literal["past", "present", "future"]

_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF's number of a season and its first month, in the northern hemisphere."""
_AROUND = timedelta(days=31)
"""How far from the passage's date a day without a year may lie on the side that the tense does not expect."""
_BY_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")


class StoryWords(WordList, frozen=True, forbid_unknown_fields=False):
    """What this file needs of the list `times.yaml`; its other fields belong to those who find expressions of time."""

    story_words: tuple[str, ...]
    story_ends: tuple[str, ...]
    story_whole: tuple[str, ...]


@cache
def _leaning(language: str = "en") -> re.Pattern[str]:
    """Return the pattern of what points at the last date of the story."""
    words = load(language, "times", StoryWords)
    inside, ends, whole = ("|".join(row) for row in (words.story_words, words.story_ends, words.story_whole))
    return re.compile(rf"\b(?:{inside})\b|\b(?:{ends})$|^(?:{whole})$", re.IGNORECASE)


def leans_on_story(phrase: TimePhrase) -> bool:
    """Tell whether the words point at the story's own last date ("the next day", "two weeks earlier").

    For such a phrase the anchor to hand to `resolve_time` is that date, if there is one, not the passage's.
    """
    return phrase.kind not in {"range", "recent", "duration"} and _leaning().search(phrase.text) is not None


def resolve_time(phrase: TimePhrase, anchor: str | None, tense: Tense) -> Moment | None:
    """Return the days that `phrase` means in a passage dated `anchor`, an ISO date or instant, or None.

    Without an anchor only what is a date by itself is resolved. What says no days ("recently", "for three days") and
    what is no date ("February 30") is None. A calendar day stays the day that was said, in whatever zone; a clock time
    with a known zone is an instant, in UTC in `edtf`.
    """
    today = date.fromisoformat(anchor[:10]) if anchor else None
    try:
        found = _stretch(phrase, today, tense)
        bound = found and _bounded(phrase, found, today, tense)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return None
    if found is None or bound is None:
        return None
    if phrase.hour is not None and phrase.bound in {"at", "by"} and found.precision == "day" and found.first:
        return _instant(phrase, found.first)
    start = bound.first.isoformat() if bound.first else None
    end = bound.last.isoformat() if bound.last else None
    return Moment(text=phrase.text, start=start, end=end, edtf=bound.edtf, precision=bound.precision, span=phrase.span)


def _stretch(phrase: TimePhrase, today: date | None, tense: Tense) -> Stretch | None:
    """Return the days of the phrase itself, without its "since" or "before"."""
    if phrase.kind in _BY_ITSELF:
        return _BY_ITSELF[phrase.kind](phrase, today, tense)
    if today is None or phrase.kind not in _FROM_TODAY:
        return None
    if phrase.amount:
        return _reach(phrase, today, tense)
    return _FROM_TODAY[phrase.kind](phrase, today, tense)


def _reach(phrase: TimePhrase, today: date, tense: Tense) -> Stretch | None:
    """Return the days of "the past 24 hours": up to today, or from it on.

    The day before and today are a night, a day, 24 hours and two days; a week reaches back to its own weekday.
    """
    amount, ahead = phrase.amount or 0, (phrase.offset or 0) > 0 or (phrase.offset == 0 and tense == "future")
    sign = 1 if ahead else -1
    match phrase.unit:
        case "minute" | "hour":
            days = amount / 24 / (60 if phrase.unit == "minute" else 1)
            far = today + sign * timedelta(days=int(days) + (days > int(days)))
        case "day":
            far = today + sign * timedelta(days=max(1, int(amount) - 1))
        case "week":
            far = today + sign * timedelta(days=int(7 * amount))
        case "month" | "year":
            far = months_on(today, sign * int(amount * (12 if phrase.unit == "year" else 1)))
        case _:
            return None
    first, last = (today, far) if ahead else (far, today)
    return day_range(first, last, "days" if abs((last - first).days) < 28 else "range")


def _away(phrase: TimePhrase, today: date, _: Tense) -> Stretch | None:
    """Return the days of "three days ago" and "last month": as exact as the unit."""
    offset = phrase.offset
    if offset is None:
        return None
    found: Stretch | None = None
    match phrase.unit:
        case "minute" | "hour":
            hours = offset / (60 if phrase.unit == "minute" else 1)
            found = one_day(today + timedelta(days=int(hours / 24)))
        case "day":
            found = one_day(today + timedelta(days=offset))
        case "week":
            found = _of_week(phrase, today, _)
        case "month":
            day = months_on(today.replace(day=1), offset)
            found = part_of_month(day.year, day.month, phrase.part)
        case "year":
            found = part_of_year(today.year + offset, phrase.part)
    return found


def _of_day(phrase: TimePhrase, today: date, _: Tense) -> Stretch:
    return one_day(today + timedelta(days=phrase.offset or 0))


def _of_week(phrase: TimePhrase, today: date, _: Tense) -> Stretch:
    return part_of_week(today + timedelta(days=7 * (phrase.offset or 0) - today.weekday()), phrase.part)


def _of_weekday(phrase: TimePhrase, today: date, tense: Tense) -> Stretch | None:
    """Return the day of "Wednesday": in the past the latest one, the anchor's own day included; else the next one."""
    if phrase.weekday is None:
        return None
    back, on = (today.weekday() - phrase.weekday) % 7, (phrase.weekday - today.weekday()) % 7
    if phrase.unit == "week":
        away = 7 * (phrase.offset or 0) - today.weekday() + phrase.weekday
    elif phrase.offset == -1:
        away = -(back or 7)
    elif phrase.offset == 1:
        away = on or 7
    else:
        away = on if tense == "future" else -back
    return one_day(today + timedelta(days=away))


def _of_weekend(phrase: TimePhrase, today: date, tense: Tense) -> Stretch:
    """Return the Saturday and Sunday: the latest before the anchor that has begun, or the next one."""
    since_saturday = (today.weekday() - 5) % 7
    saturday = today - timedelta(days=since_saturday)
    if phrase.offset == 1 or (phrase.offset != -1 and tense == "future" and since_saturday > 1):
        saturday += timedelta(days=7)
    elif phrase.offset == -1 and since_saturday < 2:
        saturday -= timedelta(days=7)
    return day_range(saturday, saturday + timedelta(days=1), "weekend")


def _of_year(phrase: TimePhrase, _: date | None, __: Tense) -> Stretch | None:
    return part_of_year(phrase.year, phrase.part) if phrase.year else None


def _of_clock(_: TimePhrase, today: date, __: Tense) -> Stretch:
    return one_day(today)


def _of_month(phrase: TimePhrase, today: date | None, tense: Tense) -> Stretch | None:
    if phrase.month is None:
        return None
    year = _year_of(phrase, today, tense, phrase.month)
    return None if year is None else part_of_month(year, phrase.month, phrase.part)


def _year_of(phrase: TimePhrase, today: date | None, tense: Tense, month: int) -> int | None:
    """Return the year of a month: said, pointed at, or that of the latest (or next) such month."""
    if phrase.year is not None or today is None:
        return phrase.year
    if phrase.unit == "year":
        return today.year + (phrase.offset or 0)
    if phrase.offset == 0:
        return today.year
    if phrase.offset == -1:
        return today.year - (month >= today.month)
    if phrase.offset == 1:
        return today.year + (month <= today.month)
    ahead = tense == "future"
    return today.year + (month < today.month if ahead else -(month > today.month))


def _of_date(phrase: TimePhrase, today: date | None, tense: Tense) -> Stretch | None:
    found: date | None = None
    if phrase.day is not None and phrase.month is not None and phrase.year is not None:
        found = _by_evidence(phrase, date(phrase.year, phrase.month, phrase.day), today)
    elif phrase.day is None or today is None:
        return None
    elif phrase.month is None:
        found = _of_day_alone(phrase.day, phrase, today, tense)
    elif phrase.unit == "year":
        found = date(today.year + (phrase.offset or 0), phrase.month, phrase.day)
    else:
        found = _nearest(phrase, today, tense)
    return one_day(found)


def _by_evidence(phrase: TimePhrase, said: date, today: date | None) -> date:
    """Return the date of "12/7/2016": the reading of its two that lies by the passage's date, if only one does."""
    numbers = _BY_NUMBERS.search(phrase.text)
    if numbers is None or today is None or said.day > 12 or said.month == said.day:
        return said
    other = date(said.year, said.day, said.month)
    near = [abs(today - day) <= _AROUND for day in (said, other)]
    return other if near == [False, True] else said


def _nearest(phrase: TimePhrase, today: date, tense: Tense) -> date:
    """Return the day of a date without a year: the latest that is not later than the anchor, or the next one.

    A day of the same year in the weeks around the anchor is meant as such whatever the tense ("talks were set for
    May 3"): whoever means one that lies eleven months away says its year.
    A weekday beside it picks the year it fits.
    """
    years = [today.year + on for on in (-1, 0, 1)]
    leap = phrase.month == 2 and phrase.day == 29
    days = [date(y, phrase.month or 1, phrase.day or 1) for y in years if not leap or calendar.isleap(y)]
    if phrase.weekday is not None:
        days = [day for day in days if day.weekday() == phrase.weekday] or days
    around = [day for day in days if day.year == today.year and abs(day - today) <= _AROUND]
    if around:
        return around[0]
    if tense == "future":
        return next((day for day in days if day >= today), days[-1])
    return next((day for day in reversed(days) if day <= today), days[0])


def _of_day_alone(number: int, phrase: TimePhrase, today: date, tense: Tense) -> date:
    """Return the day of "on the 26th": of this month, or of the one before or after it; a weekday beside it tells which."""
    month = today.replace(day=1)
    if phrase.weekday is not None:
        around = [months_on(month, on) for on in (0, -1, 1)]
        days = [m.replace(day=number) for m in around if number <= calendar.monthrange(m.year, m.month)[1]]
        return next((day for day in days if day.weekday() == phrase.weekday), days[0])
    if phrase.unit == "month":
        month = months_on(month, phrase.offset or 0)
    elif tense == "future":
        month = months_on(month, 1) if number < today.day else month
    elif number > today.day:
        month = months_on(month, -1)
    return month.replace(day=number)


def _of_decade(phrase: TimePhrase, _: date | None, __: Tense) -> Stretch | None:
    if phrase.year is None:
        return None
    if phrase.part:
        first, last = YEARS_OF_DECADE[phrase.part]
        return from_to(whole_year(phrase.year + first), whole_year(phrase.year + last))
    return Stretch(date(phrase.year, 1, 1), date(phrase.year + 9, 12, 31), f"{phrase.year // 10}X", "decade")


def _of_season(phrase: TimePhrase, today: date | None, tense: Tense) -> Stretch | None:
    """Return the three months of a season; winter begins in December of its year."""
    number = phrase.month or 0
    first = _SEASON_BEGINS.get(number)
    year = _year_of(phrase, today, tense, first) if first else None
    if first is None or year is None:
        return None
    if (
        phrase.year is None
        and phrase.unit is None
        and phrase.offset == 0
        and today
        and number == 24
        and today.month < 3
    ):
        year -= 1
    last = first + 2
    if phrase.part:
        first = last = first + {"early": 0, "mid": 1, "late": 2}[phrase.part]
    start, end = (whole_month(year + (month > 12), (month - 1) % 12 + 1) for month in (first, last))
    edtf = start.edtf if phrase.part else f"{year:04}-{number}"
    return Stretch(start.first, end.last, edtf, "month" if phrase.part else "season")


def _of_range(phrase: TimePhrase, today: date | None, tense: Tense) -> Stretch | None:
    """Return the stretch between two ends; the one that says less is placed by the other."""
    if phrase.start is None or phrase.end is None:
        return None
    if tense == "future" or phrase.start.span == phrase.end.span == phrase.span:
        start = _stretch(phrase.start, today, tense)
        end = _stretch(phrase.end, (start and start.first) or today, "future")
    else:
        end = _stretch(phrase.end, today, tense)
        upto = end.last if end and end.last and phrase.start.kind in {"weekday", "date", "month"} else today
        start = _stretch(phrase.start, upto, tense)
    if start is None or end is None or (start.first and end.last and start.first > end.last):
        return None
    if phrase.text.lower().endswith("century"):
        return Stretch(start.first, end.last, f"{(phrase.start.year or 0) // 100:02}XX", "range")
    return from_to(start, end)


def _bounded(phrase: TimePhrase, found: Stretch, today: date | None, tense: Tense) -> Stretch:
    """Return the stretch that "since", "before" or "until" makes of it."""
    simple = found.precision in {"day", "month", "year"}
    whole = found.edtf if simple else ""
    match phrase.bound:
        case "since":
            return _open_or_to(found, whole, today if today and found.first and found.first <= today else None)
        case "after":
            return _open_or_to(
                found, whole, today if tense == "past" and today and found.first and found.first <= today else None
            )
        case "before" if found.first:
            last = found.first if found.precision == "day" else found.first - timedelta(days=1)
            if phrase.part == "late" and found.last:  # "before the end of the year"
                last = found.last
            return Stretch(None, last, f"../{last.isoformat()}", "range")
        case "until" if found.last:
            first = today if tense == "future" and today and today <= found.last else None
            return Stretch(first, found.last, f"{first or '..'}/{whole or found.last.isoformat()}", "range")
    return found


def _open_or_to(found: Stretch, whole: str, last: date | None) -> Stretch:
    """Return the stretch from the beginning of `found` to `last`, or open."""
    if found.first is None:
        return found
    if last == found.first:
        return one_day(found.first)
    return Stretch(found.first, last, f"{whole or found.first.isoformat()}/{last or '..'}", "range")


def _instant(phrase: TimePhrase, day: date) -> Moment:
    """Return the clock time on its day: with its zone where one is known, else as the local time that was said."""
    local = datetime(day.year, day.month, day.day, phrase.hour or 0, phrase.minute or 0)  # noqa: DTZ001 - zone unknown
    zone = _zone(phrase.zone)
    start = edtf = local.isoformat()
    if zone is not None:
        aware = local.replace(tzinfo=zone)
        start = aware.isoformat().replace("+00:00", "Z")
        edtf = aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
    precision: Precision = "hour" if phrase.minute is None else "instant"
    return Moment(text=phrase.text, start=start, end=start, edtf=edtf, precision=precision, span=phrase.span)


def _zone(name: str | None) -> timezone | None:
    """Return the zone of "GMT" or "+03:00"; None for a local time, whose place is not known here."""
    if name in {"GMT", "UTC"}:
        return UTC
    if name is None or name[0] not in "+-":
        return None
    hours, minutes = name[1:].split(":")
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-distance if name[0] == "-" else distance)


_BY_ITSELF: Mapping[str, Callable[[TimePhrase, date | None, Tense], Stretch | None]] = {
    "date": _of_date,
    "month": _of_month,
    "year": _of_year,
    "decade": _of_decade,
    "season": _of_season,
    "range": _of_range,
}
"""What can hold its own year."""
_FROM_TODAY: Mapping[str, Callable[[TimePhrase, date, Tense], Stretch | None]] = {
    "weekday": _of_weekday,
    "day": _of_day,
    "clock": _of_clock,
    "weekend": _of_weekend,
    "week": _of_week,
    "relative": _away,
}
"""What is said from the day of writing."""
