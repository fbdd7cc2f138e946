"""What a state of a ledger comes to for the public: gathers the material, and hands it to the projection."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from sayso.fetches import Fetch
from sayso.publish.public.holding import embargo_over
from sayso.publish.public.material import Material, Outlet, Projected
from sayso.publish.public.policy import POLICY, Policy
from sayso.publish.public.projection import project
from sayso.publish.public.record import Correction, Gone, Publication, Review
from sayso.publish.public.record import State as RecordState
from sayso.reconcile.rules import ENVELOPE
from sayso.records import Claim
from sayso.review.edits import PERSON
from sayso.sources import GIVEN_BY, SourceHealth
from sayso.state import State


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the record beside the claims: what was published before, and what was decided about that."""

    watched: Sequence[SourceHealth] = ()
    embargoed: Mapping[str, str] = {}
    """By id of the claim until when; empty for an embargo without an end."""
    retracted: frozenset[str] = frozenset()
    corrected: frozenset[str] = frozenset()
    """Ids of claims of which a correction was told."""
    names: Mapping[str, str] = {}
    """By id of the event its lasting public id."""
    first_published: Mapping[str, str] = {}
    """By public id of the event."""
    corrections: Sequence[Correction] = ()
    gone: Sequence[Gone] = ()
    changes: Sequence[str] = ()
    publications: Sequence[Publication] = ()
    secret: bytes = b""
    """Keys the public ids; see `secret_of`."""
    engine: str = "sayso"
    """Name and version of what made the record."""
    root: str | None = None
    """RFC 6962 root of the ledger at the state's head, in hex."""


NOTHING_GIVEN = Given()


def public(
    state: State,
    policy: Policy = POLICY,
    *,
    now: datetime,
    rule: str = ENVELOPE.name,
    given: Given = NOTHING_GIVEN,
) -> Projected:
    """Return the public record of a state as of `now`, which has a zone, with what was held back."""
    return project(material_of(state, now=now, rule=rule, given=given), policy, now=now)


def material_of(state: State, *, now: datetime, rule: str = ENVELOPE.name, given: Given = NOTHING_GIVEN) -> Material:
    """Return what a projection of a state looks at; the gate looks at the same.

    Claims that are under an embargo or retracted have no part in the events: nothing that goes out rests on them.
    """
    out = {*given.retracted, *(claim for claim, until in given.embargoed.items() if not embargo_over(until, now))}
    head = state.view.head
    return Material(
        reports=tuple(state.reports()),
        claims=state.claims,
        events=state.events(rule, without=out),
        state=RecordState(
            sentence=state.view.sentence,
            as_of=None if state.view.said is None else state.view.said.isoformat(),
            recorded=head.recorded_at,
            entries=head.seq,
            root=given.root,
            rule=rule,
            engine=given.engine,
        ),
        findings=tuple(state.view.findings()),
        watched=given.watched,
        outlets=_outlets(state.view.fetches()),
        reviews={claim.id: _review(claim, state, given) for claim in state.claims},
        decisions=len(state.standing.decisions),
        embargoed=given.embargoed,
        retracted=given.retracted,
        names=given.names,
        first_published=given.first_published,
        corrections=given.corrections,
        gone=given.gone,
        changes=given.changes,
        publications=given.publications,
        secret=given.secret,
    )


def secret_of(state: State) -> bytes:
    """Return a lasting secret of a ledger for its public ids: a hash of the salts of its first entry.

    The salts are made by chance when the entry is sealed and move with it from store to store. Empty for an empty ledger, and where
    the first entry was redacted, for then its salts are gone.
    """
    first = next(iter(state.view.ledger.store.sealed(after=0, until=1)), None)
    salts = b"" if first is None else first.salts
    return hashlib.sha256(b"sayso public ids\x00" + salts).digest() if any(salts) else b""


def _review(claim: Claim, state: State, given: Given) -> Review:
    if claim.id in given.corrected:
        return "corrected"
    if claim.by.extractor == PERSON:
        return "edited"
    return "accepted" if claim.id in state.standing.accepted else "machine"


def _outlets(fetches: Iterable[Fetch]) -> dict[str, Outlet]:
    """Return by report what the desk calls the source that led to it, and the label of its fetch."""
    found: dict[str, Outlet] = {}
    for fetch in fetches:
        if fetch.capture is not None:
            name = fetch.parent.removeprefix(GIVEN_BY) if fetch.parent.startswith(GIVEN_BY) else ""
            found[fetch.capture] = Outlet(name=name, label=fetch.label or "")
    return found
