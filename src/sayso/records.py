"""The language of the house: the frozen records in which the stages speak to each other.

A record cannot be made without saying where it came from. Stages meet here and nowhere else. Frozen records hold no
circles, so the garbage collector need not look at those of which there are many (`gc=False`).
"""

from typing import Literal

import msgspec

from sayso.spans import Span
from sayso.values.figure import Figure
from sayso.values.kinds import Channel, Event, Measure, Status
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place, PlaceMention
from sayso.values.time_phrase import TimePhrase


class Capture(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Bytes from the world, kept exactly: `Capture(id="9f86…", source="day.html", media_type="text/html", …)`."""

    id: str
    """SHA-256 of the bytes, in hex: the content is the address."""
    source: str
    """Where it came from, as given: a path, an address, or `-` for standard input."""
    captured_at: str
    """When we took it, an ISO instant in UTC."""
    size: int
    """Length in bytes."""
    media_type: str
    """`text/plain`, `text/html` or `application/json`; for a PDF or a Word document its own."""
    encoding: str
    """The name of the codec that turns the bytes into text (Python's name, e.g. `utf-8`)."""
    encoding_basis: str
    """How the encoding was decided: `bom`, `declared`, `utf-8`, `detected`, `fallback`; `bytes` for a document that is no text."""
    replaced: int = 0
    """How many characters could not be decoded and were replaced."""


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A dated part of a report: `Passage(kind="update", label="UPDATE 0845 GMT", at="2016-12-08T08:45:00Z", …)`."""

    kind: Literal["article", "update", "original", "post", "comment", "quoted"]
    label: str | None
    at: str | None
    """When it was said: an ISO instant with zone, or an ISO date when no clock time is known."""
    span: Span


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A run of text with one layer: a paragraph, a heading, a list item, a caption, a comment.

    Blocks come in the order of the text and do not overlap; what no block covers is furniture (navigation, adverts,
    "Related posts", bylines) and holds no claim.
    """

    channel: Channel
    span: Span
    passage: int
    """Index into the report's passages."""
    author: str | None = None
    """Who wrote it, when it is a pasted post or article with a name to it; never the report itself."""
    item: bool = False
    """Whether it is an item of a list."""
    level: int = 0
    """For a heading: 1 is the highest; 0 when unknown."""
    quotation: bool = False
    """Whether the page set it off as a quotation (blockquote, or indented after a colon) of the speaker before it."""


class Report(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A capture as readable text with its layers told apart.

    For a plain-text file `text` is the file as decoded, unchanged. For HTML it is our own canonical text; the same
    bytes give the same text.
    """

    id: str
    """The capture's id."""
    capture: Capture
    text: str
    title: str | None
    published: str | None
    """ISO date or instant; None when unknown. Never today's date in silence."""
    published_basis: str
    """What `published` rests on, in words: `given`, `metadata: article:published_time`, `text: "…"`, `unknown`."""
    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]


class PassageRef(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The dated part in which a claim stands, as the claim record carries it."""

    kind: str
    label: str | None
    at: str | None


class Rule(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Which extractor and which rule made a claim; rule names are stable from run to run."""

    extractor: str
    rule: str


class Draft(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A claim in words: what `extract` hands to `resolve`, before places, times and bodies are looked up."""

    span: Span
    channel: Channel
    passage: int
    speakers: tuple[Speaker, ...]
    event: Event
    status: Status
    actors: tuple[Actor, ...]
    figures: tuple[Figure, ...]
    places: tuple[PlaceMention, ...]
    time: TimePhrase | None
    tense: Literal["past", "present", "future"]
    """Of the verb that reports the happening: decides whether "Thursday" is the last or the next one."""
    dated_by_passage: bool
    """Whether the happening is dated by its passage when the words give no time ("has announced", "now")."""
    by: Rule


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that one text says happened, is so, or is asked for, with the words that say it.

    "A ministry admitted three deaths" and "a team counts four" are two claims, whoever is right.
    """

    id: str
    report: str
    span: Span
    quote: str
    channel: Channel
    passage: PassageRef
    speakers: tuple[Speaker, ...]
    """Innermost first; empty when the report says it in its own voice."""
    event: Event
    status: Status
    actors: tuple[Actor, ...]
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    time: Moment | None
    """When it happened; None when the text gives no time."""
    said: str | None
    """When it was said or published: the passage's or the report's time."""
    by: Rule


class ClaimSet(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The claims that one engine took from one report; a later reading of the report stands beside it, not in its place."""

    id: str
    report: str
    engine: str
    """Name and version of the reader, with a digest of its word lists: `sayso 0.1.0 3f9c…`."""
    claims: tuple[str, ...]
    """Ids, in the order of the text."""


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a signer said the ledger's tree was: a C2SP checkpoint as a signed note, and a time stamp where one was got."""

    id: str
    size: int
    """How many entries the tree has."""
    root: str
    """The RFC 6962 root hash in hex."""
    note: str
    """The signed note as text."""
    stamp: str | None = None
    """An RFC 3161 authority's answer (DER) with its time-stamp token over the note, in base64."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Trouble in the data, with its place; the work goes on."""

    code: str
    """Stable and short: `encoding-replaced`, `html-deadline`, `published-unknown`, …"""
    message: str
    """One sentence for a person."""
    source: str
    """The report's path, address or `-`."""
    span: Span | None = None


class Resolution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the words of a name were taken for, and what else they might have meant."""

    words: str
    span: Span
    chosen: str | None
    """Id in the gazetteer or the register; None when it stays open."""
    candidates: tuple[str, ...]
    """Ids, best first; the chosen one among them."""
    reason: str
    """One sentence: why this one."""


class Step(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One step of a toll that rises: the figures said on one day."""

    said: str
    """ISO date."""
    low: int | float | None
    high: int | float | None
    claims: tuple[str, ...]


class Range(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Between which figures claims of one event lie for one measure and population, and which of them a rule takes."""

    measure: Measure
    population: str
    low: int | float | None
    best: int | float | None = None
    """The figure that the rule takes; None where it takes none."""
    high: int | float | None
    rule: str
    """The name of the rule: one of `RULES` in `reconcile/rules.py`."""
    extent: Literal["stock", "flow"] | None = None
    """Of people on the move or cut off: those who are so at a time, or those who became so; None for other measures."""
    rounded: tuple[Literal["low", "best", "high"], ...] = ()
    """Which of the three rest only on rounded or vague words ("about 50", "dozens")."""
    rise: tuple[Step, ...] = ()
    """The steps of a toll that rose from day to day, oldest first; empty for one that did not."""
    claims: tuple[str, ...]
    """Ids of the claims that give a figure."""


class Dispute(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A point on which accounts of one event cannot all be right, named by its kind."""

    kind: Literal["figure", "outcome", "denial", "actor", "place", "time"]
    claims: tuple[str, ...]
    """Ids of the claims that stand against each other, in the order of the reports."""
    sentence: str
    """What they disagree about, in neutral words."""


class Origin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One independent source of an event: copies, rewrites and relays of one account are of one origin."""

    name: str | None
    """The speaker to whom it goes back, as named or described; None when a report says it in its own voice."""
    reports: tuple[str, ...]
    """Ids of the reports that carry it."""
    claims: tuple[str, ...]
    outcomes: tuple[Literal["taken", "repelled"], ...] = ()
    """How an assault ended by its accounts; both where they say both, none where they do not say."""


class Grading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How well one question about an event is borne out, by stated rules: `GRADES` in `reconcile/grading.py`."""

    question: Literal["happened", "responsibility"]
    """Did it happen, or: who did it. The two are graded apart."""
    grade: Literal["confirmed", "fair", "weak", "contested", "discounted"]
    reason: str
    """The rule that gave it, in words."""
    claims: tuple[str, ...]
    """Ids of the claims that were looked at."""


class Rating(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The Admiralty code of one claim: `F6` where nobody graded the source or the claim."""

    claim: str
    source: Literal["A", "B", "C", "D", "E", "F"]
    """How reliable the source was held to be on the day on which it spoke."""
    credibility: Literal["1", "2", "3", "4", "5", "6"]
    """How credible the claim itself is held to be."""


class NamedPerson(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person whom claims of an event count by name. For the ledger's owner: a brief names no private person."""

    name: str
    """In the spelling that most claims have."""
    measure: Measure
    spellings: tuple[str, ...]
    ranks: tuple[str, ...]
    claims: tuple[str, ...]
    reason: str
    """Why several spellings were taken for one person's; empty for one spelling."""


class Inclusion(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A count of one event that lies within a count of another: "61 in the city … among 97 across the country"."""

    event: str
    """Id of the other event."""
    claims: tuple[str, str]
    """Ids of the claim that gives the part and of the one that gives the whole."""
    measure: Measure
    population: str
    part: int | float
    whole: int | float
    sentence: str


class Incident(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What claims of one event say together: computed from claims, never stored as truth, without a verdict."""

    id: str
    kind: Event
    status: Status
    places: tuple[Place, ...]
    time: Moment | None
    claims: tuple[Claim, ...]
    figures: tuple[Range, ...]
    disputes: tuple[Dispute, ...]
    origins: tuple[Origin, ...] = ()
    """Independent sources: "4 reports, 1 origin"; readers' comments are none."""
    grades: tuple[Grading, ...] = ()
    """Did it happen, and who did it: two grades apart, or fewer where there is nothing to grade."""
    ratings: tuple[Rating, ...] = ()
    """One a claim."""
    persons: tuple[NamedPerson, ...] = ()
    """Those who are counted by name."""
    contains: tuple[Inclusion, ...] = ()
    """Counts of other events that lie within those of this one; never added up."""
    within: tuple[Inclusion, ...] = ()
    """Counts of other events within which those of this one lie."""
    findings: tuple[Finding, ...] = ()
    """What is amiss in its claims: parts that exceed their whole, a count that falls, no place, a value that cannot be."""
    reasons: tuple[str, ...]
    """Why these claims stand together, a sentence each."""


class WeighedReason(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One reason for or against two claims being of one happening, with the points that it gave."""

    points: float
    sentence: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What all reasons together say of a claim and one of an event's."""

    claim: str
    """Id of the event's claim."""
    points: float
    joins: bool
    """Whether the two are taken to tell of one happening."""
    forbids: bool
    """Whether the two can stand in no event together."""
    reasons: tuple[WeighedReason, ...]
    """Those that spoke; where it was settled that the two cannot stand together, the rest was not asked."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Why a claim stands in an event, or why it does not."""

    claim: str
    event: str
    together: bool
    sentence: str
    comparisons: tuple[Comparison, ...]
    """The most telling first: the strongest, and before them, for a claim that is not in the event, those that forbid."""
    more: int
    """How many further comparisons are not shown."""


class Stance(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How one party stood at one time, as somebody says."""

    said: str | None
    """When it was said."""
    standing: str
    """For truces and talks the status; for ground `gained`, `held`, `left` or `lost`, with the status where it is not done."""
    since: str | None
    """When it is said to have been so, in EDTF."""
    places: tuple[str, ...]
    figures: tuple[Figure, ...]
    """How much ground, where a share was said."""
    by: tuple[str, ...]
    """Who says so, innermost first; empty for the report itself."""
    own: bool
    """Whether it is the party's own word."""
    claims: tuple[str, ...]


class Position(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where one party stands over time on truces, on talks, or on one place."""

    party: str
    id: str | None
    subject: Literal["ceasefire", "negotiation", "territory"]
    place: str | None
    """For territory: the place as first named."""
    stances: tuple[Stance, ...]
    """Oldest first; what was said later does not replace what was said before."""
