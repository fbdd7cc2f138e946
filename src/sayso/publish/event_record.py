"""The event record: an event as programs take it away, each claim with its report's file or address, and the codes of others."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.publish.codes import Code, Coder
from sayso.records import Claim, Dispute, Finding, Grading, Incident, Inclusion, NamedPerson, Origin, Range, Rating
from sayso.values.kinds import Event, Status
from sayso.values.moment import Moment
from sayso.values.place import Place


class SourcedClaim(Claim, frozen=True, kw_only=True, gc=False):
    """A claim with where its report came from."""

    source: str | None
    """The report's path or address as given, `-` for standard input; None when the ledger does not know the report."""
    superseded_by: str | None = None
    """The report that is the page's newest version, where this claim's is an older one; only in a past state."""


class EventRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An event with everything that it rests on; the fields are those of `Incident`, and the last one."""

    id: str
    kind: Event
    status: Status
    places: tuple[Place, ...]
    time: Moment | None
    claims: tuple[SourcedClaim, ...]
    figures: tuple[Range, ...]
    disputes: tuple[Dispute, ...]
    origins: tuple[Origin, ...]
    grades: tuple[Grading, ...]
    ratings: tuple[Rating, ...]
    persons: tuple[NamedPerson, ...]
    contains: tuple[Inclusion, ...]
    within: tuple[Inclusion, ...]
    findings: tuple[Finding, ...]
    reasons: tuple[str, ...]
    codes: tuple[Code, ...]
    """How ACLED, PLOVER and UCDP would code it, with the reason where no code fits."""


def event_records(
    events: Iterable[Incident], sources: Mapping[str, str], coder: Coder, superseded: Mapping[str, str] | None = None
) -> Iterator[EventRecord]:
    """Yield the records of events; `sources` gives by id of a report where it came from.

    `superseded` names for older versions of pages the newest, as the whole ledger knows them.
    """
    newer = superseded or {}
    for event in events:
        claims = tuple(
            SourcedClaim(
                source=sources.get(claim.report), superseded_by=newer.get(claim.report), **msgspec.structs.asdict(claim)
            )
            for claim in event.claims
        )
        yield EventRecord(codes=coder.codes(event), **(msgspec.structs.asdict(event) | {"claims": claims}))
