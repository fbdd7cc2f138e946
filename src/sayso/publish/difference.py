"""What became of events between two states: which are new, gone, joined or parted, matched by the claims that they share."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from sayso.decisions import Decision
from sayso.records import Incident, Position

ChangeKind = Literal[
    "new", "gone", "joined", "parted", "told", "figure", "status", "kind", "disputed", "settled", "position", "decision"
]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that changed, in words: `killed (soldiers): 3 -> 3 to 4; Olm Watch group, 14 May 2031, 15:45 UTC`."""

    kind: ChangeKind
    sentence: str
    """Without the name of any private person."""
    event: str | None = None
    """Id of the event in the later state; in the earlier one for an event that is gone."""
    heading: str = ""
    """What the event is, in words; empty where no one event changed."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that made the change."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What is otherwise in a later state than in an earlier one."""

    before: str
    """Which state the earlier one is, in words."""
    after: str
    changes: tuple[Change, ...]
    """By event in the order of the later state, then positions and decisions."""
    summary: str
    """How much changed, in words."""


class Snapshot(NamedTuple):
    """A state as it is compared."""

    sentence: str
    """Which state it is, in words."""
    events: Sequence[Incident]
    positions: Sequence[Position]
    decisions: Sequence[Decision]


class Match(NamedTuple):
    """One event of the later state, with what it was before."""

    now: Incident
    was: Incident | None
    """The event that it goes on from: the one with most of its claims; None when all of it is new."""
    took: tuple[Incident, ...]
    """Other events that are part of it now."""
    left: tuple[Incident, ...]
    """Events from which claims of it came, that go on by themselves."""


def matched(before: Iterable[Incident], after: Sequence[Incident]) -> tuple[list[Match], list[Incident]]:
    """Return each event of the later state with what it was before, and the events of which no claim is left in any.

    Events have no lasting ids; an event goes on in the later one that holds most of its claims, and each event goes on
    from one earlier one at most.
    """
    earlier = {event.id: event for event in before}
    home = {claim.id: event.id for event in earlier.values() for claim in event.claims}
    shared: dict[tuple[str, str], int] = {}
    for event in after:
        for claim in event.claims:
            if claim.id in home:
                key = home[claim.id], event.id
                shared[key] = shared.get(key, 0) + 1
    heir: dict[str, str] = {}
    root: dict[str, str] = {}
    for (was, now), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if was not in heir and now not in root:
            heir[was], root[now] = now, was
    reached: dict[str, list[str]] = {}
    for was, now in sorted(shared):
        if root.get(now) != was:
            reached.setdefault(now, []).append(was)
    matches = [
        Match(
            now=event,
            was=earlier[root[event.id]] if event.id in root else None,
            took=tuple(earlier[was] for was in reached.get(event.id, ()) if was not in heir),
            left=tuple(earlier[was] for was in reached.get(event.id, ()) if was in heir),
        )
        for event in after
    ]
    still = {was for was, _ in shared}
    return matches, [event for name, event in earlier.items() if name not in still]
