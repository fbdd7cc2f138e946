"""The first screen: events as a list, on a map over a strip of time, and the words of the one that is chosen."""

from collections.abc import Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

import msgspec

from sayso.desk.asked import EventsAsked
from sayso.desk.paging import paged
from sayso.desk.reading import standing_sources
from sayso.desk.route import Ask
from sayso.desk.screen_event import event_at
from sayso.desk.screen_evidence import Evidence, evidence_of
from sayso.desk.screen_map import outlines_of
from sayso.desk.screen_strip import Strip, strip
from sayso.desk.screen_words import FigureMark, Heading, day_of, dispute_words, figure_marks, heading, kind_words
from sayso.desk.shown import readable
from sayso.desk.snapshot import Snapshot, event_key
from sayso.desk.telling import on_grid
from sayso.publish.public.record import PublicEvent
from sayso.publish.site.map_drawing import Drawing, Spot, chart
from sayso.publish.site.outlines import Outlines
from sayso.reconcile.selection import Selection, Wanted
from sayso.records import Incident
from sayso.values.kinds import EVENTS
from sayso.values.place import Place

MAP_WIDTH, MAP_HEIGHT, LETTERS = 440, 310, 13
_KEPT = 8
_CARDS = 6
"""Source cards beside the words; the page of the event has all."""
_DOWN = frozenset({"failing", "broken", "gone"})
"""How a source stands of which silence says nothing."""
_MADE: "WeakKeyDictionary[Snapshot, dict[tuple[Wanted, bool], Charted]]" = WeakKeyDictionary()


class DeskAsked(EventsAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events, and which of them is looked at."""

    selected: str | None = None
    """The event, or a claim of it, whose words are shown."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An event in the list."""

    id: str
    heading: Heading
    figures: tuple[FigureMark, ...]
    disputes: tuple[str, ...]
    reports: int
    origins: int
    spot: str
    """By what the map knows its place; empty where it has none."""
    day: str
    """The day under which it stands in the strip; empty where it has none."""
    reviewed: int
    claims: int


class Charted(msgspec.Struct, frozen=True, kw_only=True):
    """The map and the strip of a selection: made once for all who ask."""

    drawing: Drawing | None
    spots: tuple[Spot, ...]
    strip: Strip | None


async def desk_values(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the desk's template shows."""
    query: DeskAsked = ask.query
    selection = snapshot.select(query.wanted)
    found = paged(selection.events, event_key, after=query.after, limit=query.limit, order=query.order)
    shown = await readable(ask, snapshot, found.rows)
    chosen = event_at(ask.desk.snapshots.newest, snapshot, query.selected) if query.selected else None
    event = chosen or (found.rows[0] if found.rows else None)
    evidence: Evidence | None = await evidence_of(ask, snapshot, event, _CARDS) if event is not None else None
    charted = charted_of(ask, snapshot, selection, query.wanted)
    sources = () if found.rows else await standing_sources(ask.desk, snapshot)
    return {
        "down": [source for source in sources if source.state in _DOWN],
        "accepted": bool(snapshot.accepted),
        "rows": [row(snapshot, one) for one in shown],
        "total": len(selection.events),
        "every": len(snapshot.events),
        "undated": selection.undated,
        "following": found.next,
        "query": query,
        "kinds": [(kind, kind_words(kind)) for kind in EVENTS],
        "evidence": evidence,
        "chosen": chosen is not None,
        "spot": spot_of(event.places) if event is not None else "",
        "day": _day(event) if event is not None else "",
        "charted": charted,
        "filtered": query.wanted != Wanted(),
        "spot_of": spot_of,
    }


def row(snapshot: Snapshot, event: Incident) -> Row:
    """Return an event, as it may be seen, as a row."""
    return Row(
        id=event.id,
        heading=heading(event),
        figures=figure_marks(event),
        disputes=tuple(dict.fromkeys(dispute_words(dispute.kind) for dispute in event.disputes)),
        reports=len({claim.report for claim in event.claims}),
        origins=len(event.origins),
        spot=spot_of(event.places),
        day=_day(event),
        reviewed=sum(claim.id in snapshot.accepted for claim in event.claims),
        claims=len(event.claims),
    )


def _day(event: Incident) -> str:
    day = None if event.time is None else day_of(event.time.start or event.time.end)
    return day.isoformat() if day is not None else ""


def spot_of(places: Sequence[Place]) -> str:
    """Return by what the map knows a place."""
    return (places[0].id or places[0].name) if places else ""


def charted_of(ask: Ask, snapshot: Snapshot, selection: Selection, wanted: Wanted) -> Charted:
    """Return the map and the strip of a selection."""
    held = _MADE.setdefault(snapshot, {})
    key = (wanted, ask.private)
    if key not in held:
        while len(held) >= _KEPT:
            held.pop(next(iter(held)))
        held[key] = _charted(selection.events, outlines_of(ask.desk.settings.boundaries), wanted, private=ask.private)
    return held[key]


class _Placed(msgspec.Struct, frozen=True):
    """What the map needs of an event."""

    id: str
    places: tuple[Place, ...]


def _charted(events: Sequence[Incident], outlines: Outlines, wanted: Wanted, *, private: bool) -> Charted:
    placed = [
        _Placed(event.id, event.places[:1] if private else tuple(map(on_grid, event.places[:1]))) for event in events
    ]
    # The map looks at no more than the id and the places of an event, which ours have under the same names.
    drawing, spots = chart(cast("Sequence[PublicEvent]", placed), outlines, MAP_WIDTH, MAP_HEIGHT, LETTERS)
    return Charted(drawing=drawing, spots=spots, strip=strip(events, wanted.since, wanted.until))
