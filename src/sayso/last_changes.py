"""When what is told of an event last changed since it was first published, by what the ledger recorded and by nothing that was said.

The same state gives the same instants: between two publications the newest claim that came to the event, the newest decision about its
claims, and, where neither is there and it stood with other claims all the same (an embargo was over, a delay had passed), the last entry that
the later of the two had seen. What becomes more exact with time alone counts as no change.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from sayso.decisions import Decision
from sayso.publications import Publication
from sayso.publish.public.lasting import Going
from sayso.state import State


class _Stand(NamedTuple):
    """With which claims events stood in one publication, by lasting id, and up to which entry it had seen the ledger."""

    events: Mapping[str, frozenset[str]]
    head: int


class _Entry(NamedTuple):
    """An entry of the ledger: its number, and when it was recorded."""

    seq: int
    at: str


def last_changes(
    state: State, going: Going, names: Mapping[str, str], publications: Sequence[Publication]
) -> dict[str, str]:
    """Return by lasting id of an event that goes out the instant, ISO in UTC; of those alone that changed since they were first published.

    `names` gives for a computed event its lasting id, `publications` are those before this one, oldest first.
    """
    earlier = {event.id for one in publications for event in one.events}
    stood = {names[event]: frozenset(claim.id for claim in claims) for event, claims in going.items()}
    stood = {name: claims for name, claims in stood.items() if name in earlier}
    if not stood:
        return {}
    stands = [*(_of(one, state.heir_of) for one in publications), _Stand(stood, state.view.head.seq)]
    decided = _decided(state)
    changes = {name: max(_changes(state, name, stands, decided), default=None) for name in stood}
    return {name: newest.at for name, newest in changes.items() if newest is not None}


def _of(publication: Publication, carried: Callable[[str], str | None]) -> _Stand:
    """Return how events stood in a publication, each claim as the one of the newest reading that it belongs to."""
    events = {one.id: frozenset(carried(claim) or claim for claim in one.claims) for one in publication.events}
    return _Stand(events, publication.head)


def _decided(state: State) -> Mapping[str, Sequence[_Entry]]:
    """Return by claim what was decided about it that readers see: all but who may pass the gate."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    for entry in state.view.ledger.entries("decision", until=state.view.head.seq):
        decision = msgspec.json.decode(entry.body, type=Decision)
        if decision.verb != "override":
            for claim in decision.claims:
                found[state.heir_of(claim) or claim].append(_Entry(entry.seq, entry.recorded_at))
    return found


def _changes(
    state: State, name: str, stands: Sequence[_Stand], decided: Mapping[str, Sequence[_Entry]]
) -> Iterable[_Entry]:
    """Yield the entries after its first publication by which what is told of an event changed."""
    stands = stands[next(at for at, stand in enumerate(stands) if name in stand.events) :]
    ever = frozenset[str]().union(*(stand.events.get(name, ()) for stand in stands))
    came = ever - stands[0].events[name]
    told = [*(entry for claim in ever for entry in decided.get(claim, ())), *_recorded(state, came)]
    after = [entry for entry in told if entry.seq > stands[0].head]
    yield from after
    for before, then in pairwise(stands):
        known = any(before.head < entry.seq <= then.head for entry in after)
        if not known and before.events.get(name) != then.events.get(name):
            yield from _entry(state, then.head)


def _recorded(state: State, claims: Collection[str]) -> Iterable[_Entry]:
    """Yield the entries of claims."""
    store, head = state.view.ledger.store, state.view.head.seq
    for claim in sorted(claims):
        yield from (
            _Entry(one.seq, one.recorded_at) for one in store.find(claim) if one.id == claim and one.seq <= head
        )


def _entry(state: State, seq: int) -> Iterable[_Entry]:
    return (_Entry(one.seq, one.recorded_at) for one in state.view.ledger.entries(after=seq - 1, until=seq))
