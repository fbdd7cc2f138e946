"""The strip of time under the map: how many events each day, week, month or year has, each a bar that leads to these."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from sayso.desk.screen_words import day_of, wording
from sayso.records import Incident

WIDTH, HEIGHT, FOOT = 640, 76, 16
_MOST_BARS = 62
_GAP = 1.5
_EARLY = 0.03
"""What share of events may lie so far before the others that it would squeeze them together; these stand left of the axis."""
Step = Literal["day", "week", "month", "year"]
_DAYS: dict[Step, int] = {"day": 1, "week": 7, "month": 31, "year": 366}


class StripBar(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of days."""

    x: float
    width: float
    y: float
    height: float
    since: str
    until: str
    words: str
    """"12 to 18 May 2031"."""
    count: int
    chosen: bool
    """Whether the page shows events of it alone, or among others."""


class Mark(msgspec.Struct, frozen=True):
    """A word under the axis."""

    x: float
    words: str
    anchor: Literal["start", "middle", "end"]


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """The strip as geometry, in a box of `WIDTH` by `HEIGHT`."""

    step: Step
    bars: tuple[StripBar, ...]
    marks: tuple[Mark, ...]
    most: int
    """How many events the highest bar stands for."""
    earlier: int
    """How many began before the axis does."""
    undated: int
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


def strip(events: Sequence[Incident], since: date | None, until: date | None) -> Strip | None:
    """Return events by when they began; None where none has a day."""
    days = sorted(day for event in events if (day := _day(event)) is not None)
    if not days:
        return None
    first = _first(days)
    held = [day for day in days if day >= first]
    step = _step(held[0], held[-1])
    counted = Counter(_begin(day, step) for day in held)
    begins = list(_all(_begin(held[0], step), held[-1], step))
    most = max(counted.values())
    width = min(WIDTH / len(begins), 40)
    bars = tuple(_bar(begin, counted[begin], n * width, width, most, step, (since, until)) for n, begin in enumerate(begins))
    return Strip(
        step=step, bars=bars, marks=_marks(begins, width, step), most=most, earlier=len(days) - len(held),
        undated=len(events) - len(days),
    )  # fmt: skip


def _day(event: Incident) -> date | None:
    return None if event.time is None else day_of(event.time.start or event.time.end)


def _first(days: Sequence[date]) -> date:
    """Return where the axis begins: at the first day, or where few far ones would take most of the room."""
    usual = days[int(len(days) * _EARLY)] if len(days) >= 30 else days[min(len(days) // 5, len(days) - 1)]  # noqa: PLR2004
    whole, rest = (days[-1] - days[0]).days, (days[-1] - usual).days
    return usual if whole > 4 * max(rest, 14) else days[0]


def _step(first: date, last: date) -> Step:
    length = (last - first).days + 1
    return next((step for step, days in _DAYS.items() if length / days <= _MOST_BARS), "year")


def _begin(day: date, step: Step) -> date:
    match step:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def _next(begin: date, step: Step) -> date:
    return _begin(begin + timedelta(days=_DAYS[step]), step)


def _all(begin: date, last: date, step: Step) -> Iterable[date]:
    while begin <= last and begin.year < date.max.year:
        yield begin
        begin = _next(begin, step)


def _bar(  # noqa: PLR0913 - a bar is as many things
    begin: date, count: int, x: float, width: float, most: int, step: Step, chosen: tuple[date | None, date | None]
) -> StripBar:
    end = _next(begin, step) - timedelta(days=1)
    room = HEIGHT - FOOT - 2
    height = max(3.0, room * count / most) if count else 0.0
    since, until = chosen
    inside = (since is not None or until is not None) and (since is None or end >= since) and (until is None or begin <= until)
    return StripBar(
        x=round(x, 2), width=round(max(width - _GAP, 1), 2), y=round(HEIGHT - FOOT - height, 2), height=round(height, 2),
        since=begin.isoformat(), until=end.isoformat(), words=_words(begin, end, step), count=count, chosen=inside,
    )  # fmt: skip


def _words(begin: date, end: date, step: Step) -> str:
    months = wording().words.months
    match step:
        case "day":
            return f"{begin.day} {months[begin.month - 1]} {begin.year}"
        case "week":
            return f"{begin.day} {months[begin.month - 1]} to {end.day} {months[end.month - 1]} {end.year}"
        case "month":
            return f"{months[begin.month - 1]} {begin.year}"
        case "year":
            return str(begin.year)


def _marks(begins: Sequence[date], width: float, step: Step) -> tuple[Mark, ...]:
    """Return the words under the axis: the first, and some evenly apart."""
    room = max(1, round(len(begins) * width / 90))
    wanted = sorted({round(n * (len(begins) - 1) / room) for n in range(room + 1)}) if len(begins) > 1 else [0]
    found = []
    for number in wanted:
        begin = begins[number]
        middle = (number + 0.5) * width
        anchor: Literal["start", "middle", "end"] = "start" if middle < 32 else "end" if middle > WIDTH - 32 else "middle"  # noqa: PLR2004
        x = number * width if anchor == "start" else middle if anchor == "middle" else WIDTH
        found.append(Mark(round(x, 1), _short(begin, step), anchor))
    return tuple(found)


def _short(begin: date, step: Step) -> str:
    month = wording().words.months[begin.month - 1]
    short = month if len(month) <= 4 else month[:3]  # noqa: PLR2004 - June and July are not shortened
    match step:
        case "day" | "week":
            return f"{begin.day} {short}"
        case "month":
            return f"{short} {begin.year}"
        case "year":
            return str(begin.year)
