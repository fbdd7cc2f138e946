"""Picks from events those that somebody asks for: of some days, places and kinds, or in dispute."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sayso.gazetteer.sphere import distance_km
from sayso.lexicon.load import fold
from sayso.records import Incident
from sayso.values.kinds import Event
from sayso.values.moment import Moment
from sayso.values.place import Place


class Wanted(NamedTuple):
    """What is asked for; what is left open is not asked."""

    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    """Names as reports write them, or ids of the gazetteer; one is enough."""
    kinds: tuple[Event, ...] = ()
    disputed: bool = False


class Selection(NamedTuple):
    """The events that fit, in the order in which they were given."""

    events: tuple[Incident, ...]
    undated: int
    """How many would fit, but are of no known day while days are asked for."""


def select(events: Iterable[Incident], wanted: Wanted) -> Selection:
    """Return the events that fit everything that is asked for.

    An event is of the days that its time touches; an open end reaches on. It is at a place when one of its places bears that
    name or id, or lies within the radius of one of these events' places that does.
    """
    given = tuple(events)
    around = _named(given, wanted.places)
    fitting = [event for event in given if _fits(event, wanted, around)]
    if wanted.since is None and wanted.until is None:
        return Selection(tuple(fitting), 0)
    dated = tuple(event for event in fitting if event.time is not None and _touches(event.time, wanted))
    return Selection(dated, sum(event.time is None for event in fitting))


def _fits(event: Incident, wanted: Wanted, around: Sequence[Place]) -> bool:
    """Tell whether an event fits what is asked for beside the days."""
    if wanted.kinds and event.kind not in wanted.kinds:
        return False
    if wanted.disputed and not event.disputes:
        return False
    return not wanted.places or any(_is(place, wanted.places) or _inside(place, around) for place in event.places)


def _touches(time: Moment, wanted: Wanted) -> bool:
    first = date.fromisoformat(time.start[:10]) if time.start else date.min
    last = date.fromisoformat(time.end[:10]) if time.end else date.max
    return (wanted.until is None or first <= wanted.until) and (wanted.since is None or last >= wanted.since)


def _named(events: Iterable[Incident], names: Sequence[str]) -> list[Place]:
    """Return the located places of some events that bear one of some names, each once."""
    if not names:
        return []
    places = (place for event in events for place in event.places if place.lat is not None and _is(place, names))
    return list({place.id or place.name: place for place in places}.values())


def _is(place: Place, names: Sequence[str]) -> bool:
    return any(place.id == name or fold(place.name) == fold(name) for name in names)


def _inside(place: Place, around: Sequence[Place]) -> bool:
    """Tell whether the point of a place lies within the radius of one of some others."""
    if place.lat is None or place.lon is None:
        return False
    return any(
        distance_km(place.lat, place.lon, wide.lat, wide.lon) * 1000 <= wide.radius_m
        for wide in around
        if wide.lat is not None and wide.lon is not None and wide.radius_m is not None
    )
