"""The public record: what a state of the ledger comes to once everything private, precise or held back has been left out.

Every form that goes out (site, feeds, tables, bundle) is made from these records alone. A private value is not hidden in them, it is not
there. Ids are lasting and say nothing of order, time or names: `docs/publishing.md` has how each is made.
"""

from typing import Literal

import msgspec

from sayso.publish.codes import Code
from sayso.publish.model import Brief
from sayso.sources import SourceHealth
from sayso.values.kinds import Bound, Channel, Event, Measure, Role, Status
from sayso.values.moment import Precision
from sayso.values.place import PlacePrecision

Review = Literal["accepted", "edited", "corrected", "machine"]
"""Who stands for a claim: a person looked at it, a person changed a field of it, that change was told as a correction, or nobody looked yet."""
Redistribute = Literal["yes", "quote-only", "no"]
"""What a source's licence lets others do with its words. `quote-only`: quotes of ordinary length, no longer passages."""


class PublicPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place, no narrower than may be said: with a point only where the rules let one out."""

    name: str
    """As written by the source; where the place is coarsened, the name of the wider one."""
    id: str | None = None
    """Of the gazetteer, and of the wider place where it is coarsened."""
    precision: PlacePrecision = "unknown"
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    """Name of the first-order division."""
    lat: float | None = None
    """WGS 84 degrees, on a grid of at least a kilometre; None where no point may be given."""
    lon: float | None = None
    radius_m: int | None = None
    """How far from the point the place may reach, the grid counted in."""
    coarsened: bool = False


class PublicTime(msgspec.Struct, frozen=True, kw_only=True):
    """When something happened, no narrower than may be said. Calendar days are strings in the event's own zone and never shift."""

    words: str
    """In the brief's words: "14 May 2031"."""
    edtf: str
    start: str | None
    """ISO date, or instant with zone; None for an open end."""
    end: str | None
    precision: Precision
    coarsened: bool = False


class PublicSpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a chain of attribution: a name, or for a private person a role."""

    shown: str
    id: str | None = None
    """Of the register; None for a role and for a name that it does not know."""
    role_only: bool = False


class PublicParty(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts or is acted on, as a public name or a role."""

    shown: str
    id: str | None = None
    role: Role


class PublicFigure(msgspec.Struct, frozen=True, kw_only=True):
    """How many of what, as bounded as it was said; an absent end is not known, never zero."""

    measure: Measure
    low: int | float | None
    high: int | float | None
    bound: Bound
    population: str
    """Who or what is counted in the source's words; empty where these are loaded, private, or say no more than the measure."""
    part_of: int | None = None
    """Index in the claim's own list of the figure that contains this one."""
    words: str
    """In the brief's words: "at least 25 killed (soldiers)"."""


class PublicClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that one source says, with the words that say it."""

    id: str
    event: str | None
    """Id of the event it is told under; None for what stands apart and counts nowhere (readers' comments, pasted posts)."""
    source: str
    """Id of a `PublicSource`."""
    kind: Event
    status: Status
    channel: Channel
    who: str
    """The chain in words: "The mayor, as told by Harbour Watch"."""
    says: str
    """In neutral words: "shelling; at least 3 killed"."""
    speakers: tuple[PublicSpeaker, ...]
    """Innermost first; empty when the report says it in its own voice."""
    parties: tuple[PublicParty, ...]
    figures: tuple[PublicFigure, ...]
    places: tuple[PublicPlace, ...]
    time: PublicTime | None
    """When it happened; None when the text gives no time."""
    said: str | None
    """When it was said or published: an ISO date, or an instant where that is not coarsened."""
    said_words: str
    quote: str
    """Verbatim from the source, the longest stretch that may go out; never empty."""
    label: str
    """The dated part of the report that it stands in, as printed."""
    link: str | None
    """Web address of the words in their place; None where the source has none, or where it would say what is held back."""
    rating: str
    """The Admiralty code: `F6` where nobody graded the source or the claim."""
    review: Review
    origin: int | None = None
    """Which of its event's independent origins it goes back to, counted from 0; None where nobody worked it out."""


class PublicRange(msgspec.Struct, frozen=True, kw_only=True):
    """Between which figures the claims of an event lie, for one measure and population."""

    measure: Measure
    what: str
    """What is counted in words: "killed"."""
    population: str
    low: int | float | None
    best: int | float | None
    """The figure that the rule takes; None where it takes none."""
    high: int | float | None
    rule: str
    extent: Literal["stock", "flow"] | None = None
    words: str
    """"3 to 4", "25 or more"."""
    claims: tuple[str, ...]


class PublicDispute(msgspec.Struct, frozen=True, kw_only=True):
    """A point on which accounts of an event differ, named by its kind, without a verdict."""

    kind: Literal["figure", "outcome", "denial", "actor", "place", "time"]
    sentence: str
    claims: tuple[str, ...]


class PublicGrade(msgspec.Struct, frozen=True, kw_only=True):
    """How well one question about an event is borne out, with the rule in words."""

    question: Literal["happened", "responsibility"]
    grade: Literal["confirmed", "fair", "weak", "contested", "discounted"]
    reason: str


class PublicLink(msgspec.Struct, frozen=True, kw_only=True):
    """A count of one event that lies within a count of another."""

    event: str
    sentence: str


class PublicEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What claims say together of one event, without a verdict."""

    id: str
    """Lasting: the same event keeps it in later publications, see `Publication`."""
    heading: str
    """Kind, place and day in neutral words."""
    kind: Event
    status: Status
    standing: str
    """Reports, origins, grades, in words; empty for a single claim."""
    places: tuple[PublicPlace, ...]
    time: PublicTime | None
    ranges: tuple[PublicRange, ...]
    disputes: tuple[PublicDispute, ...]
    grades: tuple[PublicGrade, ...]
    origins: int
    """How many independent sources."""
    reports: int
    claims: tuple[str, ...]
    """Ids of its claims, in the order in which they may be told."""
    contains: tuple[PublicLink, ...] = ()
    within: tuple[PublicLink, ...] = ()
    codes: tuple[Code, ...] = ()
    withheld: tuple[str, ...] = ()
    """What is left out or coarsened, a sentence a rule; never what it was."""
    graphic: bool = False
    """Whether its words tell of killing or abuse at length, so that a note stands before them."""
    one_party: str = ""
    """That only one party to the conflict says so, and which, in words; empty where that is not so. It stands beside the event."""
    first_published: str | None = None
    """Instant of the publication in which it first stood; None in a first publication."""


class PublicSource(msgspec.Struct, frozen=True, kw_only=True):
    """A report that claims were taken from."""

    id: str
    title: str
    outlet: str
    """Host of its address, or how the desk calls the source; never a path of a machine."""
    link: str | None
    published: str | None
    """ISO date or instant; None when unknown."""
    published_words: str
    basis: str
    digest: str | None
    """SHA-256 of the bytes as captured, where these can be had at a public address; None otherwise, for short words can be guessed from a hash."""
    licence: str | None
    attribution: str | None
    redistribute: Redistribute
    claims: int
    notes: tuple[str, ...] = ()


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk has put right since something went out; the old words stay reachable where they may."""

    id: str
    at: str
    """Instant of the decision."""
    kind: Literal["correction", "retraction"]
    event: str | None
    """Id of the event that it is about, or was."""
    sentence: str
    """What was wrong and what is so now, in the desk's words."""
    was: str = ""
    now: str = ""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """An event that stood in an earlier publication and stands no longer: its address stays and says why."""

    id: str
    at: str
    """Instant since which it is gone."""
    why: Literal["retracted", "joined", "held-back", "no-claims"]
    into: str | None = None
    """Id of the event that it is part of now, where `joined`."""
    sentence: str


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """One earlier publication, as its entry in the ledger says."""

    id: str
    at: str
    state: str
    events: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Of which state of which ledger the record is."""

    sentence: str
    """In words, empty for the newest."""
    as_of: str | None
    """Instant of saying up to which it goes."""
    recorded: str | None
    """Instant of the last entry that is seen; None for an empty ledger."""
    entries: int
    root: str | None
    """RFC 6962 root of the ledger's tree over these entries, in hex; None where it is not known."""
    rule: str
    """By which rule one of several figures is taken."""
    engine: str


class PublicRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that may go out of one state, complete in itself."""

    title: str
    language: str
    state: State
    brief: Brief
    """Made of public values alone, like everything here."""
    events: tuple[PublicEvent, ...]
    """In an order that does not tell the time of what is coarsened."""
    claims: tuple[PublicClaim, ...]
    sources: tuple[PublicSource, ...]
    watched: tuple[SourceHealth, ...]
    corrections: tuple[Correction, ...]
    """Newest first."""
    gone: tuple[Gone, ...]
    changes: tuple[str, ...]
    """What changed since the last publication, a sentence each."""
    publications: tuple[Publication, ...]
    """Earlier ones, newest first."""
    limits: tuple[str, ...]
    held_back: tuple[tuple[str, int], ...]
    """Which rules hold how many claims back: (rule in words, count)."""
    licence: str
    """Of the record itself, an SPDX id."""
    publisher: str
    contact: str
    """Where somebody can ask for a correction or a removal; empty where the desk names none."""
    address: str
    """Where it will stand on the web, for feeds and permanent links; empty where the desk names none."""
