"""What a brief is made of, before it takes a form: frozen records in which every line carries the words it rests on."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from sayso.publish.codes import Code
from sayso.sources import SourceHealth
from sayso.spans import Span
from sayso.values.kinds import Measure


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a claim as the report prints them, and where they stand."""

    id: str
    """The claim's id; in the HTML form also the anchor."""
    text: str
    """Verbatim: `report.text[span[0]:span[1]]`."""
    span: Span
    before: str
    """What the report prints just before them, for reading on; private names are replaced. May be empty."""
    after: str
    source: str
    """The report's source as given."""
    link: str | None
    """Address of the place in the text; None when the report came from standard input."""
    label: str
    """The dated part they stand in, as printed ("UPDATE 1800 GMT"), else its kind; of several reports also which."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as a brief tells it: in neutral words, with the quote beside them."""

    claim: str
    who: str
    """Who says so, with the chain; a private person is a role."""
    says: str
    """The kind of event, how it stands and the figures, never a paraphrase: "shelling; at least 3 killed"."""
    where: str
    """Places as written; empty when none was said."""
    when: str
    """When it happened, with the words that were resolved: "13 May 2031 (“Tuesday”)"; empty when not said."""
    said: str
    """When it was said: "14 May 2031, 09:30 UTC"; empty when unknown."""
    words: Words


class FigureSource(msgspec.Struct, frozen=True, kw_only=True):
    """Who gives a figure, and which."""

    figure: str
    """As bounded as it was said: "at least 25"."""
    low: int | float | None
    high: int | float | None
    line: Line


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One quantity with the lowest and the highest that anybody gives; `parts` are contained in it and never added."""

    measure: Measure
    what: str
    """What is counted, in words: "killed"."""
    population: str
    """Who or what, in the source's words; empty when the words were loaded or say no more than the measure."""
    low: int | float | None
    high: int | float | None
    range: str
    """Low to high in words: "3 to 4", "25 or more"."""
    taken: str
    """The figure that a named rule takes, with the rule: "by the rule “conservative” 3"; empty where none is asked for."""
    where: str
    when: str
    sources: tuple[FigureSource, ...]
    parts: "tuple[FigureRow, ...]" = ()


class Development(msgspec.Struct, frozen=True, kw_only=True):
    """One event with those who report it."""

    heading: str
    """Kind, place and day in neutral words."""
    figure: str
    """The widest range of harm in words ("3 to 4 killed"); empty when no figure was given."""
    standing: str
    """How well it is borne out: reports, origins, grades; empty for a single claim."""
    lines: tuple[Line, ...]
    more: int
    """How many further claims report the same event and are not shown."""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """How the schemes of others would code one event."""

    event: str
    """The event's id."""
    heading: str
    codes: tuple[Code, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """A point on which accounts of one event differ; `lines` stand side by side, without a verdict."""

    kind: Literal["figure", "outcome", "denial", "actor", "place", "time"]
    heading: str
    sentence: str
    lines: tuple[Line, ...]
    more: int


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What one party is reported to say about a truce or talks, newest first."""

    party: str
    lines: tuple[Line, ...]
    more: int


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing that is not known."""

    heading: str
    lines: tuple[Line, ...]
    more: int
    note: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A report that the brief rests on."""

    title: str
    source: str
    link: str | None
    published: str
    """The day, or "date unknown"."""
    basis: str
    """What the date rests on."""
    claims: int
    digest: str
    """SHA-256 of the bytes as captured, in hex; empty where it is not given."""
    notes: tuple[str, ...]
    """Trouble met while reading it, a sentence each."""


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """In which language a brief speaks, and of which state of a ledger."""

    language: str = "en"
    state: str = ""
    """Which past state it is, in words; empty for the newest."""
    decisions: int = 0
    """How many decisions of people stand in it."""
    watched: tuple[SourceHealth, ...] = ()
    """How the sources stand that are followed."""


EDITION = Edition()


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A brief, ready for any form."""

    title: str
    span: str
    """From when to when things were said, in words; empty when unknown."""
    counts: str
    """How many claims of how many reports, in words."""
    state: str
    """Which past state of a ledger it shows, in words; empty for the newest."""
    review: str
    """Whether people looked at it, a sentence."""
    developments: tuple[Development, ...]
    more: int
    """How many further events are not shown."""
    disputes: tuple[Disagreement, ...]
    disputes_more: int
    figures: tuple[FigureRow, ...]
    figures_more: int
    positions: tuple[Position, ...]
    positions_more: int
    gaps: tuple[Gap, ...]
    comments: tuple[Line, ...]
    """Claims in reader comments and pasted posts: shown apart, never counted."""
    comments_more: int
    coded: tuple[Coded, ...]
    """The events that any scheme has a code for, in the order of the developments, at most as many."""
    limits: tuple[str, ...]
    sources: tuple[Source, ...]
    watched: tuple[SourceHealth, ...] = ()
    """How the sources stand that are followed; none where none are."""


def lines_of(brief: Brief) -> Iterator[Line]:
    """Yield every line of a brief, as often as it stands there."""
    for development in brief.developments:
        yield from development.lines
    for dispute in brief.disputes:
        yield from dispute.lines
    for position in brief.positions:
        yield from position.lines
    for gap in brief.gaps:
        yield from gap.lines
    for row in brief.figures:
        yield from _lines_of(row)
    yield from brief.comments


def _lines_of(row: FigureRow) -> Iterator[Line]:
    """Yield the lines of a row of figures and of its parts."""
    for source in row.sources:
        yield source.line
    for part in row.parts:
        yield from _lines_of(part)
