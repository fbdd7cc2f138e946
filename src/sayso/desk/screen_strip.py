"""The strip of time under the map: how many events each day, week, month or year has, each a bar that leads to these."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Literal, NamedTuple

import msgspec

from sayso.desk.screen_words import day_of, wording
from sayso.records import Incident

WIDTH, HEIGHT, FOOT = 440, 66, 18
_WIDEST = 56
"""Of a bar: few days do not fill the room."""
_MOST_BARS = 62
_GAP = 1.5
_APART = 62
"""How far words under the axis stand apart at least."""
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
    end: float
    """Where the last bar ends, and the axis with it."""
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
    width = min(WIDTH / len(begins), _WIDEST)
    frame = _Frame(width, most, step, since, until)
    bars = tuple(_bar(begin, counted[begin], number, frame) for number, begin in enumerate(begins))
    return Strip(
        step=step, bars=bars, marks=_marks(begins, width, step), most=most, earlier=len(days) - len(held),
        undated=len(events) - len(days), end=round(len(begins) * width, 1),
    )  # fmt: skip


def _day(event: Incident) -> date | None:
    return None if event.time is None else day_of(event.time.start or event.time.end)


def _first(days: Sequence[date]) -> date:
    """Return where the axis begins: at the first day, or where few far ones would take most of the room."""
    usual = days[int(len(days) * _EARLY)] if len(days) >= 30 else days[min(len(days) // 5, len(days) - 1)]
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


class _Frame(NamedTuple):
    """What all bars share."""

    width: float
    most: int
    step: Step
    since: date | None
    until: date | None

    def chosen(self, begin: date, end: date) -> bool:
        """Tell whether the page shows events of these days alone, or among some others."""
        asked = self.since is not None or self.until is not None
        return asked and (self.since is None or end >= self.since) and (self.until is None or begin <= self.until)


def _bar(begin: date, count: int, number: int, frame: _Frame) -> StripBar:
    end = _next(begin, frame.step) - timedelta(days=1)
    height = max(3.0, (HEIGHT - FOOT - 2) * count / frame.most) if count else 0.0
    return StripBar(
        x=round(number * frame.width, 2),
        width=round(max(frame.width - _GAP, 1), 2),
        y=round(HEIGHT - FOOT - height, 2),
        height=round(height, 2),
        since=begin.isoformat(),
        until=end.isoformat(),
        words=_words(begin, end, frame.step),
        count=count,
        chosen=frame.chosen(begin, end),
    )


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
    """Return the words under the axis, evenly apart from the first on."""
    wanted = range(0, len(begins), max(1, ceil(_APART / width)))
    found = []
    for number in wanted:
        begin = begins[number]
        middle = (number + 0.5) * width
        anchor: Literal["start", "middle", "end"] = (
            "start" if middle < 24 else "end" if middle > WIDTH - 24 else "middle"
        )
        x = number * width if anchor == "start" else middle if anchor == "middle" else WIDTH
        found.append(Mark(round(x, 1), _short(begin, step), anchor))
    return tuple(found)


def _short(begin: date, step: Step) -> str:
    month = wording().words.months[begin.month - 1]
    short = month if len(month) <= 4 else month[:3]
    match step:
        case "day" | "week":
            return f"{begin.day} {short}"
        case "month":
            return f"{short} {begin.year}"
        case "year":
            return str(begin.year)
