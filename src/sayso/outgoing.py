"""What stands in a public record beside its claims: addresses, what is gone, corrections, changes, earlier publications.

Addresses are given to what goes out, and only a projection knows that. So a record is made twice:

    first = projection with what `held_of(state, now)` says
    beside = outgoing(state, Shown(first.record, first.claims, first.events), Issue(at=…, secret=…))
    second = projection with that and with `beside`'s names, first_published, corrections, gone, changes, publications
    pipeline.publish(ledger, recorded(state, beside, by=…, overrides=…, digests=…))

The fields bear the names under which a projection takes them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from sayso.corrections import Telling, ToldCorrection, changes_since, corrections, embargoed, retracted
from sayso.publications import FormDigest, GoneEvent, Publication, publication
from sayso.publish.public.lasting import (
    Going,
    Held,
    Past,
    addresses,
    first_published,
    gone_sentences,
    homes,
    published_events,
    retraction_notes,
    told_publications,
)
from sayso.publish.public.record import Correction, Gone, PublicRecord
from sayso.publish.public.record import Publication as Earlier
from sayso.reconcile.rules import ENVELOPE
from sayso.state import State
from sayso.values.instants import instant

_EXACT = frozenset({"places", "time", "said"})
"""Fields that can be told more exactly than they may go out."""


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """One publication in the making."""

    at: str
    """Its instant, ISO in UTC."""
    secret: bytes = b""
    """Keys new addresses."""
    rule: str = ENVELOPE.name
    language: str = "en"


class HeldOf(msgspec.Struct, frozen=True, kw_only=True):
    """What people decided about which claims go out, as a projection takes it."""

    embargoed: Mapping[str, str]
    """By id of the claim until when."""
    retracted: frozenset[str]
    corrected: frozenset[str]


class Shown(NamedTuple):
    """What a first projection gave: the record, and for its public ids those of the ledger."""

    record: PublicRecord
    claims: Mapping[str, str]
    """By public id of a claim its id in the ledger."""
    events: Mapping[str, str]
    """By public id of an event the id of the event as computed."""


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a record beside its claims, and what its entry in the ledger will say."""

    at: str
    """The instant of the publication."""
    rule: str
    names: Mapping[str, str]
    """By id of the computed event its lasting id."""
    first_published: Mapping[str, str]
    """By lasting id; at this instant for one that is new."""
    corrections: tuple[Correction, ...]
    """Newest first."""
    gone: tuple[Gone, ...]
    changes: tuple[str, ...]
    publications: tuple[Earlier, ...]
    """Newest first."""
    going: Mapping[str, tuple[str, ...]]
    """By id of the computed event the ids of those of its claims that go out."""
    gone_events: tuple[GoneEvent, ...]
    after: str | None
    """Id of the publication before."""


def held_of(state: State, now: datetime) -> HeldOf:
    """Return what people decided about which claims of a state go out at an instant."""
    decided = state.standing.decisions
    return HeldOf(
        embargoed=embargoed(state, now),
        retracted=frozenset(retracted(state)),
        corrected=frozenset(claim for one in decided if one.verb == "correct" for claim in one.claims),
    )


def outgoing(state: State, shown: Shown, issue: Issue) -> Outgoing:
    """Return what stands beside the claims that a first projection let out.

    What a corrected place or time was and is stays out where that
    claim's place or time is coarsened, and a correction of a claim that is under an embargo stays out whole.
    """
    at, rule, language = issue.at, issue.rule, issue.language
    past = Past(list(state.view.publications()), state.heir_of, issue.secret)
    going = _going(state, shown)
    out = {claim.id for claims in going.values() for claim in claims}
    notes, embargo = retracted(state), embargoed(state, instant(at))
    held = Held(notes, frozenset(claim.id for claim in state.claims if claim.id not in out and claim.id not in notes))
    found = addresses(going, past, at, held)
    told = corrections(state, homes(going, found.ids, past.publications), language)
    exact = _exact(shown)
    last = past.publications[-1] if past.publications else None
    return Outgoing(
        at=at,
        rule=rule,
        names=found.ids,
        first_published={**dict.fromkeys(found.ids.values(), at), **first_published(past.publications)},
        corrections=tuple(_may_go(told, out, exact, embargo)),
        gone=gone_sentences(found.gone, retraction_notes(found.gone, past, held), language),
        changes=changes_since(
            state, last, Telling(out & exact, out - exact | held.held_back), rule=rule, language=language
        )
        if last
        else (),
        publications=told_publications(past.publications, language=language),
        going={event: tuple(claim.id for claim in claims) for event, claims in going.items()},
        gone_events=found.gone,
        after=last.id if last else None,
    )


def recorded(
    state: State,
    beside: Outgoing,
    *,
    by: str,
    overrides: Iterable[str] = (),
    digests: Sequence[FormDigest] = (),
) -> Publication:
    """Return the entry of a publication; `overrides` are ids of the decisions that were used, `digests` of the forms that went out."""
    claims = {claim.id: claim for claim in state.claims}
    going = {event: [claims[name] for name in names] for event, names in beside.going.items()}
    view = state.view
    return publication(
        by=by,
        at=beside.at,
        after=beside.after,
        as_of=None if view.said is None else view.said.isoformat(),
        known=view.known,
        head=view.head.seq,
        rule=beside.rule,
        events=published_events(going, beside.names),
        gone=beside.gone_events,
        overrides=tuple(overrides),
        digests=tuple(digests),
    )


def _going(state: State, shown: Shown) -> Going:
    """Return by id of a computed event those of its claims that a record tells."""
    claims = {claim.id: claim for claim in state.claims}
    return {
        shown.events[event.id]: tuple(claims[shown.claims[name]] for name in event.claims)
        for event in shown.record.events
        if event.claims
    }


def _exact(shown: Shown) -> frozenset[str]:
    """Return the claims whose place and time are told as exactly as they are."""
    return frozenset(
        shown.claims[claim.id]
        for claim in shown.record.claims
        if not any(place.coarsened for place in claim.places) and not (claim.time and claim.time.coarsened)
    )


def _may_go(
    told: Iterable[ToldCorrection], out: Collection[str], exact: Collection[str], embargo: Collection[str]
) -> Iterable[Correction]:
    """Yield corrections as they may go out."""
    for one in told:
        if one.claim in embargo:
            continue
        hidden = one.claim not in out or (one.field in _EXACT and one.claim not in exact)
        yield msgspec.structs.replace(one.correction, was="", now="") if hidden else one.correction
