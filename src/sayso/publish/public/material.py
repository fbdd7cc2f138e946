"""What the public record is made from, and what comes of it: both for the desk alone, only the record in it goes out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import msgspec

from sayso.publish.public.record import Correction, Gone, Publication, PublicRecord, Review
from sayso.publish.public.record import State as RecordState
from sayso.records import Claim, Finding, Incident, Report
from sayso.sources import SourceHealth

_NONE: Mapping[str, str] = MappingProxyType({})


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk knows of where a report came from, beside what the capture says."""

    name: str = ""
    """How the desk calls the source."""
    label: str = ""
    """Licence or sensitivity, as it stands in the record of the fetch: `CC-BY-4.0`, `tlp:amber`."""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a projection looks at. What is not known to anybody yet has a default that says nothing."""

    reports: Sequence[Report]
    claims: Sequence[Claim]
    """As they stand after what people decided, without the rejected ones."""
    events: Sequence[Incident]
    state: RecordState
    findings: Sequence[Finding] = ()
    watched: Sequence[SourceHealth] = ()
    outlets: Mapping[str, Outlet] = MappingProxyType({})
    """By id of the report."""
    reviews: Mapping[str, Review] = MappingProxyType({})
    """By id of the claim; the machine's where none stands."""
    decisions: int = 0
    embargoed: Mapping[str, str] = _NONE
    """By id of the claim until when it is held back: an ISO instant; empty for an embargo without an end."""
    retracted: frozenset[str] = frozenset()
    """Ids of claims."""
    names: Mapping[str, str] = _NONE
    """By id of the event its lasting public id; where none stands, one is made of the event's public claims."""
    first_published: Mapping[str, str] = _NONE
    """By public id of the event."""
    changed: Mapping[str, str] = _NONE
    """By public id of the event when what is told of it last changed since then: an ISO instant."""
    corrections: Sequence[Correction] = ()
    gone: Sequence[Gone] = ()
    changes: Sequence[str] = ()
    publications: Sequence[Publication] = ()
    secret: bytes = b""
    """Keys the public ids, so that nobody who guesses a report's bytes can see from an id that he guessed right. Lasting."""


class Beside(Protocol):
    """What stands in a record beside its claims; a `Material` has it, and what an issue puts there."""

    @property
    def names(self) -> Mapping[str, str]:
        """By id of the event its lasting public id."""

    @property
    def first_published(self) -> Mapping[str, str]:
        """By public id of the event."""

    @property
    def changed(self) -> Mapping[str, str]:
        """By public id of the event."""

    @property
    def corrections(self) -> Sequence[Correction]:
        """Newest first."""

    @property
    def gone(self) -> Sequence[Gone]:
        """Ids under which nothing stands any more."""

    @property
    def changes(self) -> Sequence[str]:
        """A sentence each."""

    @property
    def publications(self) -> Sequence[Publication]:
        """Newest first."""


class GoingOut(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims go out, by their ids in the ledger."""

    events: Mapping[str, tuple[str, ...]]
    """By id of the event as computed, in the order of a record without lasting ids."""
    exact: frozenset[str]
    """Those whose place and time are told as exactly as they are."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that does not go out, and by which rule."""

    claim: str
    """Its id in the ledger."""
    rule: str
    """One of `rules` in `publishing.yaml`."""
    until: str | None = None
    """When it may go out, where that is known: an ISO instant."""


class Projected(msgspec.Struct, frozen=True, kw_only=True):
    """A record, and for the desk what stands behind it. Only `record` may leave the house."""

    record: PublicRecord
    held: tuple[Held, ...] = ()
    claims: Mapping[str, str] = _NONE
    """By public id of a claim its id in the ledger."""
    events: Mapping[str, str] = _NONE
    """By public id of an event the id of the event as computed."""
    sources: Mapping[str, str] = _NONE
    """By public id of a source the id of the report."""
    withheld: frozenset[str] = frozenset()
    """Names of private people that the record may hold nowhere."""
