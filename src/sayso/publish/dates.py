"""Days in words: "13 May 2031", "10 to 11 May 2031", "until 20 April 2031", never more exact than what was said."""

import re
from calendar import monthrange
from collections.abc import Sequence

from sayso.values.moment import Moment

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CLOCK = re.compile(r"T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?")


def day_words(iso: str, months: Sequence[str]) -> str:
    """Return an ISO date or instant as a day: "14 May 2031"; what is no such date is returned as it is."""
    found = _DAY.match(iso)
    return f"{int(found[3])} {months[int(found[2]) - 1]} {found[1]}" if found and _is_month(found[2]) else iso


def said_words(iso: str | None, months: Sequence[str]) -> str:
    """Return an instant as day and clock time, "14 May 2031, 09:30 UTC", without a zone where none is known."""
    if iso is None:
        return ""
    clock = _CLOCK.search(iso)
    if clock is None:
        return day_words(iso, months)
    zone = {"Z": " UTC", None: ""}.get(clock[2], f" {clock[2]}")
    return f"{day_words(iso, months)}, {clock[1]}{zone}"


def moment_words(moment: Moment | None, months: Sequence[str]) -> str:
    """Return when something happened as calendar days, with the words they were read from when these say less."""
    if moment is None:
        return ""
    days = stretch_words(moment.start, moment.end, months)
    words = " ".join(moment.text.split())
    if not days or not words or any(character.isdigit() for character in words):
        return days or words
    return f"{days} (“{words}”)"


def stretch_words(start: str | None, end: str | None, months: Sequence[str]) -> str:
    """Return a stretch of days, both ends included: "10 to 11 May 2031", "May 2031", "until 20 April 2031"."""
    if start is None or end is None:
        if end is not None:
            return f"until {day_words(end, months)}"
        return f"from {day_words(start, months)}" if start is not None else ""
    first, last = _DAY.match(start), _DAY.match(end)
    if first is None or last is None or not (_is_month(first[2]) and _is_month(last[2])):
        return start if start == end else f"{start} to {end}"
    return _between(first, last, months)


def _between(first: re.Match[str], last: re.Match[str], months: Sequence[str]) -> str:
    """Return the days from one date to another; a whole month or year is named as such."""
    until = day_words(last.group(), months)
    if first.group() == last.group():
        return until
    if first[1] != last[1]:
        return f"{day_words(first.group(), months)} to {until}"
    month = months[int(first[2]) - 1]
    if first[2] != last[2]:
        whole = first.group()[5:] == "01-01" and last.group()[5:] == "12-31"
        return first[1] if whole else f"{int(first[3])} {month} to {until}"
    whole = first[3] == "01" and int(last[3]) == monthrange(int(first[1]), int(first[2]))[1]
    return f"{month} {first[1]}" if whole else f"{int(first[3])} to {until}"


def _is_month(number: str) -> bool:
    """Tell whether two digits name a month."""
    return 1 <= int(number) <= 12
