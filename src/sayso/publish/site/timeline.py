"""A timeline as geometry: each event a bar from its first to its last possible day, on one axis; undated ones stand apart."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from sayso.publish.public.record import PublicEvent, PublicTime

MOST = 60
"""How many events one timeline shows; the rest is told in a sentence."""
_LEAST = 0.8
"""How wide a bar is at least, in hundredths of the axis: a day in a year can still be seen."""
_FAR = 4
"""Events count as far off when they would make the axis this many times as long."""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One event on the axis; x in hundredths of its length."""

    event: PublicEvent
    x: float
    width: float
    open_left: bool = False
    """It began earlier than anybody says, or before the axis does."""
    open_right: bool = False


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A day that the axis names."""

    x: float
    words: str


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Bars in the order of time, and what has no place on the axis."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    undated: tuple[PublicEvent, ...]
    more: int
    """How many events are not shown."""


def timeline(events: Sequence[PublicEvent], months: Sequence[str], most: int = MOST) -> Timeline:
    """Return events on one axis; `months` are their names, January first."""
    spans = [(event, _days(event.time)) for event in events]
    dated = [(event, span) for event, span in spans if span is not None]
    undated = [event for event, span in spans if span is None]
    shown = sorted(dated[:most], key=lambda one: (one[1][0] or one[1][1] or date.min, one[1][1] or date.max, one[0].id))
    first, last = _window([span for _, span in shown])
    length = max((last - first).days, 1)
    bars = tuple(_bar(event, span, first, last, length) for event, span in shown)
    return Timeline(
        bars=bars,
        ticks=_ticks(first, last, months) if bars else (),
        undated=tuple(undated[:most]),
        more=max(0, len(dated) - most) + max(0, len(undated) - most),
    )


_Span = tuple[date | None, date | None]


def _days(time: PublicTime | None) -> _Span | None:
    """Return the first and the last day of a time, each None where it is open; None where nothing is known."""
    if time is None:
        return None
    start, end = _day(time.start), _day(time.end)
    return None if start is None and end is None else (start, end)


def _day(text: str | None) -> date | None:
    """Return the calendar day of a date or instant, as it is written there and in no other zone."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _window(spans: Sequence[_Span]) -> tuple[date, date]:
    """Return from where to where the axis goes, the day after the last included; what lies far before most is left of it."""
    if not spans:
        today = datetime.fromtimestamp(0, UTC).date()
        return today, today
    starts = sorted(start or end or date.min for start, end in spans)
    ends = [end or start or date.min for start, end in spans]
    last = max(*ends, *starts)
    first = starts[0]
    usual = starts[len(starts) // 10] if len(starts) >= 5 else first
    if (last - first).days > _FAR * max((last - usual).days, 14):
        first = usual
    return first, last + timedelta(days=1)


def _bar(event: PublicEvent, span: _Span, first: date, last: date, length: int) -> Bar:
    start, end = span
    left = max((start or first), first)
    right = min((end + timedelta(days=1)) if end else last, last)
    x = 100 * (left - first).days / length
    width = max(100 * (right - left).days / length, _LEAST)
    return Bar(
        event=event,
        x=round(min(x, 100 - width), 2),
        width=round(width, 2),
        open_left=start is None or start < first,
        open_right=end is None,
    )


def _ticks(first: date, last: date, months: Sequence[str]) -> tuple[Tick, ...]:
    """Return up to four days of the axis, evenly apart, none twice."""
    length = (last - first).days
    steps = min(4, length)
    ticks: dict[str, Tick] = {}
    for step in range(steps):
        day = first + timedelta(days=step * length // steps)
        words = _words(day, length, months)
        ticks.setdefault(words, Tick(x=round(100 * (day - first).days / length, 2), words=words))
    return tuple(ticks.values())


def _words(day: date, length: int, months: Sequence[str]) -> str:
    """Return a day no more exactly than an axis of so many days needs: "14 May", "May 2031", "2031"."""
    month = months[day.month - 1]
    if length <= 330:
        return f"{day.day} {month[:3]}" if len(month) > 4 else f"{day.day} {month}"
    return f"{month[:3]} {day.year}" if length <= 1460 else str(day.year)
