"""Turns what a person asks for, by the beginnings of ids, into a decision about the claims that a ledger holds."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from sayso.addressed import events_named
from sayso.decisions import Decision, Verb
from sayso.errors import LedgerError, UsageError
from sayso.ledger.checkpoint import origin
from sayso.ledger.ledger import Ledger, decode
from sayso.ledger.notes import SigningKey
from sayso.ledger.overrides import registered_keys, signed_override
from sayso.records import Claim, Incident
from sayso.review.deciding import (
    Signature,
    corrected,
    embargoed,
    judged,
    merged,
    overridden,
    parted,
    pinned,
    retracted,
    told_otherwise,
    undone,
)
from sayso.state import State

_ID = re.compile(r"[0-9a-f]{4,20}")
"""The id of a claim, or so much of it that nothing else is meant."""
RecordT = TypeVar("RecordT", Claim, Decision)
_OF_CLAIMS = frozenset({"accept", "reject", "edit", "grade", "split", "correct"})


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
    names: Sequence[str] = ()
    """For `retract` and `embargo`: ids of claims or of events, or addresses under which events were published."""
    public_note: str = ""
    """For `correct` and `retract`: what readers are told."""
    until: str = ""
    """For `embargo`."""
    stop: str = ""
    """For `override`: the code of the gate's stop."""
    subject: str = ""
    """For `override`: what may pass; the id of a claim or its beginning is taken for the claim."""
    by: str
    reason: str
    """For the desk alone."""


def after(now: datetime, recorded: str | None) -> str:
    """Return what the clock says, or just after the ledger's last entry where the clock is behind: decisions have an order."""
    last = None if recorded is None else datetime.fromisoformat(recorded) + timedelta(microseconds=1)
    return (now if last is None else max(now, last)).isoformat(timespec="microseconds")


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
        case "correct" | "retract" | "embargo" | "override":
            return _of_what_goes_out(state, request, claims, signature)
        case "edit":
            return corrected(claims[0], request.field or "", request.value or "", signature)
        case "merge":
            return merged(_events(state, computed, request.events), signature)
        case "pin" | "split":
            event = _one_event(state, computed, request.events)
            return pinned(event, signature) if request.verb == "pin" else parted(event, claims, signature)
        case "undo":
            return undone(_record(state, request.undoes or "", Decision, "decision"), signature)
        case _:
            return judged(request.verb, claims, signature, request.value)


def _of_what_goes_out(state: State, request: Request, claims: Sequence[Claim], signature: Signature) -> Decision:
    """Return the decision of a request about what goes out."""
    match request.verb:
        case "correct":
            return told_otherwise(claims[0], request.field or "", request.value or "", signature, request.public_note)
        case "retract":
            return retracted(_claims_of(state, request.names), signature, request.public_note)
        case "embargo":
            return embargoed(_claims_of(state, request.names), request.until, signature)
        case _:
            about = _claim_named(state, request.subject)
            subject = about.id if about else request.subject
            return overridden(request.stop, subject, [about] if about else [], signature)


def signed_by(ledger: Ledger, override: Decision, key: SigningKey | None) -> Decision:
    """Return an override signed; UsageError without a key, and for one that the ledger's register does not name."""
    if key is None:
        message = "an override is signed: give --key"
        raise UsageError(message)
    if key.verifier not in registered_keys(ledger.register_changes()):
        message = (
            f"the key {key.verifier.name} is not in the ledger's register; `sayso checkpoint` with it puts it there"
        )
        raise UsageError(message)
    return signed_override(override, origin(ledger.store), key)


def _claims_of(state: State, names: Sequence[str]) -> list[Claim]:
    """Return the claims with ids that begin so, and of events those that they hold; UsageError where nothing is meant."""
    found: list[Claim] = []
    for name in names:
        claim = _claim_named(state, name)
        found += [claim] if claim else _events(state, state.events, [name])[0].claims
    return found


def _claim_named(state: State, name: str) -> Claim | None:
    """Return the claim that a subject of the gate is; None where it is something else."""
    if not _ID.fullmatch(name):
        return None
    try:
        found = decode(state.view.ledger.find(name))
    except LedgerError:  # the gate has subjects of other kinds, which may look like an id
        return None
    return found if isinstance(found, Claim) else None


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


def _one_event(state: State, events: Callable[[], Sequence[Incident]], names: Sequence[str]) -> Incident:
    """Return the event with an id that begins so; UsageError where none is named, or it fits none or several."""
    if not names:
        message = "this is decided of an event: name one"
        raise UsageError(message)
    return _events(state, events, names)[0]


def _events(state: State, events: Callable[[], Sequence[Incident]], names: Sequence[str]) -> list[Incident]:
    """Return the events with ids that begin so, in the order of the names; UsageError where one fits none or several."""
    computed = events()
    return [event for name in names for event in events_named(state, computed, [name])]
