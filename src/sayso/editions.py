"""One edition of a state: its public record with everything beside it, what stops it, and what its entry in the ledger will say."""

from collections.abc import Sequence

import msgspec

from sayso.corrections import overrides
from sayso.decisions import Decision
from sayso.outgoing import Issue, Outgoing, Shown, held_of, outgoing, recorded
from sayso.publication import Given, material_of, secret_of
from sayso.publications import FormDigest, Publication
from sayso.publish.public.gate import Override, Stop, gate
from sayso.publish.public.material import Projected
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import project
from sayso.reconcile.rules import ENVELOPE
from sayso.records import Finding
from sayso.sources import SourceHealth
from sayso.state import State
from sayso.values.instants import instant


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition is to be made by."""

    policy: Policy
    at: str
    """Its instant, ISO in UTC."""
    rule: str = ENVELOPE.name
    engine: str = "sayso"
    watched: Sequence[SourceHealth] = ()
    root: str | None = None
    """RFC 6962 root of the ledger at the state's head, in hex."""


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """A public record that may go out where nothing stops it."""

    projected: Projected
    stops: tuple[Stop, ...]
    """Those that were overridden too, with who did it."""
    refused: tuple[Finding, ...]
    """Overrides that do not count, and why."""
    beside: Outgoing
    used: tuple[str, ...]
    """Ids of the decisions by which stops were passed."""


def edition(state: State, wanted: Wanted) -> Edition:
    """Return an edition of a state: projected once to see what goes out, given addresses, projected again and held against the gate."""
    now, secret = instant(wanted.at), secret_of(state)
    held = held_of(state, now)
    given = Given(
        watched=wanted.watched,
        embargoed=held.embargoed,
        retracted=held.retracted,
        corrected=held.corrected,
        secret=secret,
        engine=wanted.engine,
        root=wanted.root,
    )
    first = project(material_of(state, now=now, rule=wanted.rule, given=given), wanted.policy, now=now)
    issue = Issue(at=wanted.at, secret=secret, rule=wanted.rule, language=wanted.policy.language)
    beside = outgoing(state, Shown(first.record, first.claims, first.events), issue)
    given = msgspec.structs.replace(
        given,
        names=beside.names,
        first_published=beside.first_published,
        corrections=beside.corrections,
        gone=beside.gone,
        changes=beside.changes,
        publications=beside.publications,
    )
    material = material_of(state, now=now, rule=wanted.rule, given=given)
    projected = project(material, wanted.policy, now=now)
    signed = overrides(state)
    public = {claim: name for name, claim in projected.claims.items()}
    passed: dict[tuple[str, str], Decision] = {
        (stop, public.get(subject, subject)): decision for (stop, subject), decision in signed.passed.items()
    }
    stops = gate(
        projected,
        material,
        wanted.policy,
        now=now,
        overrides={what: Override(by=decision.by, at=decision.at) for what, decision in passed.items()},
    )
    used = {passed[stop.code, stop.subject].id for stop in stops if stop.overridden is not None}
    return Edition(projected=projected, stops=stops, refused=signed.refused, beside=beside, used=tuple(sorted(used)))


def entry_of(state: State, made: Edition, by: str, digests: Sequence[FormDigest] = ()) -> Publication:
    """Return what the ledger records of an edition that went out; `Pipeline.publish` appends it."""
    return recorded(state, made.beside, by=by, overrides=made.used, digests=digests)
