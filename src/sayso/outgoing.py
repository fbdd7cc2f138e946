"""What stands in a public record beside its claims: addresses, what is gone, corrections, changes, earlier publications.

Addresses are given to what goes out, and only a projection knows that. So it is asked twice:

    projection = Projection(material with what `held_of(state, now)` says, policy, now=now)
    beside = outgoing(state, projection.going_out(), Issue(at=…, secret=…))
    record = projection.projected(beside).record
    pipeline.publish(ledger, recorded(state, beside, by=…, overrides=…, digests=…))

The fields bear the names under which a projection takes them; what is decided, quoted and made into stand-ins is the same both times.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from sayso.corrections import Telling, ToldCorrection, changes_since, corrections, embargoed, retracted
from sayso.last_changes import last_changes
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
from sayso.publish.public.material import GoingOut
from sayso.publish.public.record import Correction, Gone
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


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a record beside its claims, and what its entry in the ledger will say."""

    at: str
    """The instant of the publication."""
    rule: str
    names: Mapping[str, str]
    """By id of the computed event its lasting id."""
    first_published: Mapping[str, str]
    """By lasting id; one that is new is not among them, so that the same state is told in the same bytes at any moment."""
    changed: Mapping[str, str]
    """By lasting id when what is told of it last changed since it was first published; those alone that did."""
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


def outgoing(state: State, shown: GoingOut, issue: Issue) -> Outgoing:
    """Return what stands beside the claims that a projection lets out.

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
    exact = shown.exact
    last = past.publications[-1] if past.publications else None
    return Outgoing(
        at=at,
        rule=rule,
        names=found.ids,
        first_published=first_published(past.publications),
        changed=last_changes(state, going, found.ids, past.publications),
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


def _going(state: State, shown: GoingOut) -> Going:
    """Return by id of a computed event those of its claims that go out."""
    claims = {claim.id: claim for claim in state.claims}
    return {event: tuple(claims[name] for name in names) for event, names in shown.events.items()}


def _may_go(
    told: Iterable[ToldCorrection], out: Collection[str], exact: Collection[str], embargo: Collection[str]
) -> Iterable[Correction]:
    """Yield corrections as they may go out."""
    for one in told:
        if one.claim in embargo:
            continue
        hidden = one.claim not in out or (one.field in _EXACT and one.claim not in exact)
        yield msgspec.structs.replace(one.correction, was="", now="") if hidden else one.correction
