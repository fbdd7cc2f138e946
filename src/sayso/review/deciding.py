"""Makes a decision of a person out of what was asked for, checked; its id is a hash of what it says."""

import hashlib
import re
from collections.abc import Sequence
from typing import get_args

import msgspec

from sayso.decisions import Decision, Verb
from sayso.errors import UsageError
from sayso.records import Claim, Incident
from sayso.register.grades import DIGITS
from sayso.review.edits import as_json, edited
from sayso.values.instants import asked_instant, instant

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
VERBS: tuple[str, ...] = get_args(Verb)


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides, when and why."""

    by: str
    """A pseudonym; who is behind it is an entry of its own."""
    at: str
    """An ISO instant in UTC."""
    reason: str

    def __post_init__(self) -> None:
        """Raise UsageError where nobody decides, or for no reason."""
        if not self.by.strip() or self.by != " ".join(self.by.split()):
            message = "who decides is missing: give --by NAME, or set SAYSO_USER"
            raise UsageError(message)
        if not self.reason.strip():
            message = "a decision needs a reason: give --reason"
            raise UsageError(message)


def judged(verb: Verb, claims: Sequence[Claim], signature: Signature, value: str | None = None) -> Decision:
    """Return that claims were read rightly (`accept`), or not (`reject`), or how credible they are (`grade`, 1 to 6)."""
    if verb == "grade" and value not in DIGITS:
        message = f"{value!r} is no grade of a claim; grades are 1 (confirmed by others) to 5 (improbable), and 6"
        raise UsageError(message)
    return _made(verb, signature, claims=_ids(claims), value=value)


def corrected(claim: Claim, field: str, value: str, signature: Signature) -> Decision:
    """Return that a field of a claim stands otherwise; a bare word is text, all else JSON. UsageError for what cannot stand."""
    written = as_json(field, value)
    edited(claim, field, written, signature.by)
    return _made("edit", signature, claims=(claim.id,), field=field, value=written)


def told_otherwise(claim: Claim, field: str, value: str, signature: Signature, public_note: str) -> Decision:
    """Return an edit that is told in public, with what readers are told; UsageError as for `corrected`."""
    written = as_json(field, value)
    edited(claim, field, written, signature.by)
    note = _public(public_note)
    return _made("correct", signature, claims=(claim.id,), field=field, value=written, public_note=note)


def retracted(claims: Sequence[Claim], signature: Signature, public_note: str) -> Decision:
    """Return that claims are withdrawn in public, with what readers are told."""
    return _made("retract", signature, claims=_some(claims), public_note=_public(public_note))


def embargoed(claims: Sequence[Claim], until: str, signature: Signature) -> Decision:
    """Return that claims are held back until an instant (ISO; a day is its end, UTC); UsageError for one that has passed."""
    moment = asked_instant(until)
    if moment <= instant(signature.at):
        message = f"an embargo until {until} would be over already"
        raise UsageError(message)
    return _made("embargo", signature, claims=_some(claims), until=moment.isoformat())


def overridden(stop: str, subject: str, claims: Sequence[Claim], signature: Signature) -> Decision:
    """Return that a stop of the publish gate lets one thing pass; it counts only once it is signed."""
    if not _CODE.fullmatch(stop):
        message = f"{stop!r} is no code of a stop, such as private-person"
        raise UsageError(message)
    if not subject.isprintable():
        message = f"{subject!r} is nothing that may pass; give the subject as the gate names it"
        raise UsageError(message)
    return _made("override", signature, claims=_ids(claims), stop=stop, subject=subject)


def merged(events: Sequence[Incident], signature: Signature) -> Decision:
    """Return that some events are one."""
    if len({event.id for event in events}) < 2:
        message = "to merge takes two events that are not the same"
        raise UsageError(message)
    return _made("merge", signature, claims=_ids([claim for event in events for claim in event.claims]))


def pinned(event: Incident, signature: Signature) -> Decision:
    """Return that the claims of an event stay together."""
    return _made("pin", signature, claims=_ids(event.claims))


def parted(event: Incident, claims: Sequence[Claim], signature: Signature) -> Decision:
    """Return that some claims are of another event than the rest of those with which they stand."""
    leaving = _ids(claims)
    held = _ids(event.claims)
    strange = [claim for claim in leaving if claim not in held]
    if strange:
        message = f"{', '.join(strange)} is not in event {event.id}"
        raise UsageError(message)
    staying = tuple(claim for claim in held if claim not in leaving)
    if not staying:
        message = f"all claims of event {event.id} would leave it; name those that are of another event than the rest"
        raise UsageError(message)
    return _made("split", signature, claims=leaving, against=staying)


def undone(decision: Decision, signature: Signature) -> Decision:
    """Return that a decision no longer holds; it is about the same claims."""
    return _made("undo", signature, claims=decision.claims, against=decision.against, undoes=decision.id)


def _some(claims: Sequence[Claim]) -> tuple[str, ...]:
    if not claims:
        message = "name at least one claim or event"
        raise UsageError(message)
    return _ids(claims)


def _public(note: str) -> str:
    """Return a public note in one line; UsageError where readers would be told nothing."""
    told = " ".join(note.split())
    if not told or not told.isprintable():
        message = "what readers are told is missing: give --note; --reason stays within the desk"
        raise UsageError(message)
    return told


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.id for claim in claims))


def _made(verb: Verb, signature: Signature, **said: object) -> Decision:
    fields = {"verb": verb, **msgspec.structs.asdict(signature), **said}
    named = hashlib.sha256(msgspec.json.encode(fields, order="deterministic")).hexdigest()[:20]
    return msgspec.convert({"id": named, **fields}, Decision)
