"""What the API answers: the shapes of its JSON, from which the OpenAPI document is made too."""

from typing import Literal

import msgspec

from sayso.decisions import Decision
from sayso.publish.difference import Difference
from sayso.publish.event_record import EventRecord
from sayso.publish.model import Brief
from sayso.records import Claim, Dispute, Grading, Position, Range
from sayso.sources import SourceHealth
from sayso.values.kinds import Event, Status
from sayso.values.moment import Moment
from sayso.values.place import Place


class StateOf(msgspec.Struct, frozen=True, kw_only=True):
    """Of which state of the ledger an answer is."""

    entry: int
    """The last entry of the ledger that can make a difference to it; send it as `seen` when you decide."""
    recorded_at: str | None
    """When that was recorded; None for an empty ledger."""
    sentence: str
    """Which past state it is, in words; empty for the newest."""
    as_of: str | None
    known: str | None
    rule: str
    behind: int
    """Entries that are being worked in and not in the answer yet; 0 as a rule."""
    private: bool
    """Whether names of private people and exact points stand in it, or roles and a grid."""


class EventItem(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a list; `/api/v1/events/{id}` has all of it."""

    id: str
    kind: Event
    status: Status
    places: tuple[Place, ...]
    time: Moment | None
    figures: tuple[Range, ...]
    disputes: tuple[Dispute, ...]
    grades: tuple[Grading, ...]
    reports: int
    origins: int
    """Independent sources."""
    first_said: str | None
    last_said: str | None
    claims: tuple[str, ...]
    """Ids."""


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """A page of events."""

    state: StateOf
    total: int
    """How many fit the filters."""
    undated: int
    """How many would fit, but are of no known day while days are asked for."""
    next: str | None
    """Address of the next page."""
    items: tuple[EventItem, ...]


class AccountLine(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as it is told beside others."""

    claim: str
    report: str
    who: str
    """Who says so, with the chain."""
    says: str
    """What, in neutral words."""
    where: str
    when: str
    said: str
    quote: str
    label: str
    """The dated part of the report in which it stands."""
    link: str | None
    """Web address of the words; None where there is none."""
    rating: str
    """The Admiralty code: `F6` where nobody graded the source or the claim."""
    accepted: bool
    disputed: tuple[str, ...]
    """Kinds of the disputes that it is part of."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What goes back to one source: a row beside the others."""

    origin: str | None
    """Who; None when reports say it in their own voice."""
    reports: int
    outcomes: tuple[Literal["taken", "repelled"], ...]
    lines: tuple[AccountLine, ...]
    """The oldest first."""


class DecisionItem(Decision, frozen=True, kw_only=True, gc=False):
    """A decision, with its entry."""

    seq: int
    undone: bool


class OneEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event: everything that it rests on, and its accounts side by side."""

    state: StateOf
    event: EventRecord
    accounts: tuple[Account, ...]
    """One a source, the one that spoke first first."""
    decisions: tuple[DecisionItem, ...]
    """What people decided about its claims, the oldest first."""


class ClaimItem(Claim, frozen=True, kw_only=True, gc=False):
    """A claim as it stands, with its event."""

    event_id: str | None
    source: str | None
    accepted: bool
    rating: str


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """A page of claims."""

    state: StateOf
    total: int
    next: str | None
    items: tuple[ClaimItem, ...]


class OneClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with the words around it."""

    state: StateOf
    claim: ClaimItem
    stands: bool
    """Whether it stands: not rejected, of the newest reading and version."""
    before: str
    after: str
    """What the report prints just before and after the quote."""
    decisions: tuple[DecisionItem, ...]


class Positions(msgspec.Struct, frozen=True, kw_only=True):
    """A page of positions: where parties stand over time."""

    state: StateOf
    total: int
    next: str | None
    items: tuple[Position, ...]


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """How the sources stand that are followed."""

    state: StateOf
    items: tuple[SourceHealth, ...]


class ReportItem(msgspec.Struct, frozen=True, kw_only=True):
    """A report, without its text."""

    id: str
    """SHA-256 of its bytes."""
    seq: int
    title: str | None
    source: str
    published: str | None
    published_basis: str
    captured_at: str
    media_type: str
    size: int
    claims: int
    """Claims of it that stand."""


class Reports(msgspec.Struct, frozen=True, kw_only=True):
    """A page of reports."""

    state: StateOf
    next: str | None
    items: tuple[ReportItem, ...]


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """A page of decisions."""

    state: StateOf
    total: int
    next: str | None
    items: tuple[DecisionItem, ...]


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded."""

    entry: int
    """The entry of the ledger."""
    decision: Decision


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What changed between two moments."""

    before: str
    after: str
    difference: Difference


class BriefOf(msgspec.Struct, frozen=True, kw_only=True):
    """The brief of a state; private people are roles in it, whoever asks."""

    state: StateOf
    brief: Brief


class HeadOf(msgspec.Struct, frozen=True, kw_only=True):
    """How far the ledger goes, and how far the answers."""

    ledger: int
    """The last entry."""
    entry: int
    """The last entry that answers are of."""
    behind: int
    trouble: str | None
    """Why the ledger cannot be followed; None while it can."""
    events: int


class ProblemOf(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (RFC 9457); some kinds have further members."""

    type: str
    """Where it is explained."""
    title: str
    status: int
    detail: str
    advice: str
    """What to do."""
    instance: str
