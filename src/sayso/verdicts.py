"""Turns what a person asks for, by the beginnings of ids, into a decision about the claims that a ledger holds."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from sayso.decisions import Decision, Verb
from sayso.errors import UsageError
from sayso.ledger.ledger import decode
from sayso.records import Claim, Incident
from sayso.review.deciding import Signature, corrected, judged, merged, parted, pinned, undone
from sayso.state import State

RecordT = TypeVar("RecordT", Claim, Decision)
_OF_CLAIMS = frozenset({"accept", "reject", "edit", "grade", "split"})


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks for: `Request(verb="split", event="3f9c", claims=("4b61",), by="r1", reason="another bridge")`."""

    verb: Verb
    claims: Sequence[str] = ()
    """Ids of claims, or their beginnings."""
    events: Sequence[str] = ()
    """Ids of events, or their beginnings, as the ledger gives them now."""
    undoes: str | None = None
    field: str | None = None
    value: str | None = None
    by: str
    reason: str


def decision_of(
    state: State, request: Request, at: str, events: Callable[[], Sequence[Incident]] | None = None
) -> Decision:
    """Return the decision that a request makes; UsageError or LedgerError for what is not there or cannot be decided.

    `events` gives the events in which the request's are looked up; without it the state's own.
    """
    computed = events or state.events
    signature = Signature(by=request.by, at=at, reason=request.reason)
    claims = [_record(state, name, Claim, "claim") for name in request.claims]
    if not claims and request.verb in _OF_CLAIMS:
        message = f"{request.verb} is decided of claims: name one"
        raise UsageError(message)
    match request.verb:
        case "edit":
            return corrected(claims[0], request.field or "", request.value or "", signature)
        case "merge":
            return merged(_events(computed, request.events), signature)
        case "pin":
            return pinned(_one_event(computed, request.events), signature)
        case "split":
            return parted(_one_event(computed, request.events), claims, signature)
        case "undo":
            return undone(_record(state, request.undoes or "", Decision, "decision"), signature)
        case _:
            return judged(request.verb, claims, signature, request.value)


def made_at(now_: datetime, recorded: str | None) -> str:
    """Return what the clock says, or just after the ledger's last entry where the clock is behind: decisions have an order."""
    last = None if recorded is None else datetime.fromisoformat(recorded) + timedelta(microseconds=1)
    return (now_ if last is None else max(now_, last)).isoformat(timespec="microseconds")


def _record(state: State, name: str, made: type[RecordT], kind: str) -> RecordT:
    """Return the claim or decision with an id that begins so."""
    if not name:
        message = f"name the {kind} by its id"
        raise UsageError(message)
    found = decode(state.view.ledger.find(name))
    if not isinstance(found, made):
        message = f"{name} is no {kind}"
        raise UsageError(message)
    return found


def _one_event(events: Callable[[], Sequence[Incident]], names: Sequence[str]) -> Incident:
    """Return the event with an id that begins so; UsageError where none is named, or it fits none or several."""
    if not names:
        message = "this is decided of an event: name one"
        raise UsageError(message)
    return _events(events, names)[0]


def _events(events: Callable[[], Sequence[Incident]], names: Sequence[str]) -> list[Incident]:
    """Return the events with ids that begin so; UsageError where one fits none or several."""
    computed = events()
    found: list[Incident] = []
    for name in names:
        fitting = [event for event in computed if name and event.id.startswith(name)]
        if len(fitting) != 1:
            many = "no" if not fitting else str(len(fitting))
            message = f"{many} events of the ledger have an id that begins with {name!r}"
            raise UsageError(message)
        found += fitting
    return found
