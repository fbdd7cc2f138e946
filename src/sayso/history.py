"""What changed between two moments of a ledger."""

from collections.abc import Iterator
from typing import NamedTuple

from sayso.errors import UsageError
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.publish.changes import difference
from sayso.publish.difference import Difference, Snapshot
from sayso.reconcile.reach import Surroundings
from sayso.reconcile.rules import ENVELOPE
from sayso.register.grades import NO_GRADES, Grades
from sayso.state import State


class Between(NamedTuple):
    """Two moments on one clock: `Between("2031-05-14T09:00Z", "2031-05-14T18:00Z")`."""

    before: str
    """An instant, a day (its end, UTC), or the number of an entry."""
    after: str
    clock: str | None = None
    """`said` or `known`; without it numbers are known and instants are said."""


def compared(
    ledger: Ledger,
    between: Between,
    *,
    rule: str = ENVELOPE.name,
    grades: Grades = NO_GRADES,
    reach: Surroundings | None = None,
) -> Difference:
    """Return what is otherwise at the later of two moments; with `reach` only the events are made that can be.

    UsageError for what is no moment, for a number on the clock of saying, and where the later moment comes first.
    """
    before, after, clock = between
    numbers = before.isdecimal() and after.isdecimal()
    if clock == "said" and (before.isdecimal() or after.isdecimal()):
        message = "an entry's number says when it was known: leave out --clock said"
        raise UsageError(message)
    known = clock == "known" or (clock is None and numbers)
    earlier, later = (
        State(View.of(ledger, None if known else moment, moment if known else None), grades)
        for moment in (before, after)
    )
    if _turned(earlier.view, later.view):
        message = f"{before} is later than {after}: give the earlier moment first"
        raise UsageError(message)
    claims_unlike = None if reach is None else later.unlike(earlier, reach)
    was, now = _unlike(*(_snapshot(state, rule, claims_unlike, reach) for state in (earlier, later)))
    claims = {claim.id: claim for state in (later, earlier) for claim in state.claims}
    wanted = {claims[name].report for snapshot in (was, now) for name in _named(snapshot) if name in claims}
    return difference(
        was,
        now,
        claims=[claim for claim in claims.values() if claim.report in wanted],
        reports=[report for report in later.view.reports() if report.id in wanted],
    )


def _turned(earlier: View, later: View) -> bool:
    """Tell whether the later moment comes first."""
    if earlier.said is not None and later.said is not None:
        return earlier.said > later.said
    return earlier.head.seq > later.head.seq


def _snapshot(state: State, rule: str, unlike: frozenset[str] | None, reach: Surroundings | None) -> Snapshot:
    head = state.view.head
    sentence = state.view.sentence or f"The newest state. Ledger head: entry {head.seq}."
    told = state.events(rule) if unlike is None or reach is None else state.events_among(unlike, reach, rule)
    return Snapshot(sentence, told, state.positions(), tuple(state.view.decisions()))


def _unlike(one: Snapshot, two: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Return two snapshots without the events, positions and decisions that are the same in both: those need no telling."""
    return _without(one, two), _without(two, one)


def _without(snapshot: Snapshot, other: Snapshot) -> Snapshot:
    same = {event.id: event for event in other.events}
    decided = {decision.id for decision in other.decisions}
    stood = {(position.party, position.id, position.subject, position.place): position for position in other.positions}
    return snapshot._replace(
        events=[event for event in snapshot.events if same.get(event.id) != event],
        positions=[p for p in snapshot.positions if stood.get((p.party, p.id, p.subject, p.place)) != p],
        decisions=[decision for decision in snapshot.decisions if decision.id not in decided],
    )


def _named(snapshot: Snapshot) -> Iterator[str]:
    """Yield the ids of claims that a snapshot speaks of."""
    for event in snapshot.events:
        yield from (claim.id for claim in event.claims)
    for position in snapshot.positions:
        yield from (claim for stance in position.stances for claim in stance.claims)
    for decision in snapshot.decisions:
        yield from decision.claims
