"""The entries of feeds: one an event, with a lasting id, when it last changed, and what it says; and a tombstone for each that is gone."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from sayso.publish.public.record import Correction, Gone, PublicClaim, PublicEvent, PublicRecord
from sayso.values.instants import instant

PAGE = 100
"""How many entries a document of a feed holds."""
MOST_CLAIMS = 20
"""How many claims an entry quotes; the event's own page has all."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://w3id.org/sayso/feeds")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty ledger last changed."""


class Paragraph(NamedTuple):
    """One paragraph of an entry; a quote with the address of its words, where it has one."""

    text: str
    quote: bool = False
    link: str | None = None


class Entry(NamedTuple):
    """What a feed says of one event, or of a correction that is of none."""

    id: str
    title: str
    published: datetime
    updated: datetime
    link: str | None
    summary: str
    paragraphs: tuple[Paragraph, ...]
    tags: tuple[str, ...]
    event: PublicEvent | None = None


class Tombstone(NamedTuple):
    """What a feed says of an event that is gone: never what it was, only why."""

    id: str
    when: datetime
    sentence: str
    link: str | None
    into: str | None
    """Address of the event that it is part of now."""


class Entries(NamedTuple):
    """The whole of a feed, newest change first."""

    id: str
    updated: datetime
    """The newest change there is, never the time of writing."""
    entries: tuple[Entry, ...]
    tombstones: tuple[Tombstone, ...]


def entries(record: PublicRecord) -> Entries:
    """Return what the feeds of a record hold."""
    corrected: defaultdict[str | None, list[Correction]] = defaultdict(list)
    standing = {event.id for event in record.events}
    gone = {one.id for one in record.gone}
    for one in record.corrections:
        corrected[one.event if one.event in standing or one.event in gone else None].append(one)
    claims = {claim.id: claim for claim in record.claims}
    begun = _base(record)
    found = [
        _event(record, event, [claims[one] for one in event.claims if one in claims], corrected[event.id], begun)
        for event in record.events
    ]
    found += [_correction(record, one) for one in corrected[None]]
    tombstones = tuple(
        sorted((_tombstone(record, one) for one in record.gone), key=lambda one: (one.when, one.id), reverse=True)
    )
    ordered = tuple(sorted(found, key=lambda one: (one.updated, one.id), reverse=True))
    changes = [*(one.updated for one in ordered), *(one.when for one in tombstones)]
    return Entries(
        f"urn:uuid:{uuid.uuid5(_SPACE, record.address or record.title)}",
        max(changes, default=begun),
        ordered,
        tombstones,
    )


def lasting_id(kind: str, identity: str) -> str:
    """Return the id of an entry: the same for the same event in every feed, wherever the feed stands."""
    return f"urn:uuid:{uuid.uuid5(_SPACE, f'{kind}/{identity}')}"


def moment(text: str | None) -> datetime | None:
    """Return an instant in UTC; None for a day alone, of which no clock time is known, and for what is none."""
    try:
        return None if text is None or "T" not in text else instant(text)
    except (ValueError, OverflowError):
        return None


def event_address(record: PublicRecord, event: str) -> str | None:
    """Return where an event stands for good; None for a record without an address."""
    return f"{record.address.rstrip('/')}/events/{event}.html" if record.address else None


def web_link(link: str | None) -> str | None:
    """Return a link that leads into the web; None for any other, which no reader should follow."""
    return link if link is not None and link.startswith(("https://", "http://")) else None


def _base(record: PublicRecord) -> datetime:
    return moment(record.state.recorded) or moment(record.state.as_of) or _NEVER


def _event(
    record: PublicRecord, event: PublicEvent, claims: list[PublicClaim], corrections: list[Correction], begun: datetime
) -> Entry:
    published = moment(event.first_published) or begun
    return Entry(
        id=lasting_id("event", event.id),
        title=event.heading,
        published=published,
        updated=_changed(published, claims, corrections, begun),
        link=event_address(record, event.id),
        summary=". ".join(filter(None, (figures(event), event.one_party.removesuffix("."), event.standing)))
        or event.heading,
        paragraphs=tuple(_paragraphs(event, claims, corrections)),
        tags=(event.kind, event.status),
        event=event,
    )


def _changed(
    published: datetime, claims: Iterable[PublicClaim], corrections: Iterable[Correction], latest: datetime
) -> datetime:
    """Return when an entry last changed, as far as the record tells: its publication, what was said since, what was put right.

    What is dated after the ledger's last entry says nothing of it.
    """
    said = [found for claim in claims if (found := moment(claim.said)) is not None]
    right = [found for one in corrections if (found := moment(one.at)) is not None]
    return max([published, *(found for found in said if found <= latest), *right])


def figures(event: PublicEvent) -> str:
    """Return the figures of an event in words: "killed (people) 3 to 4; wounded 0 to 4"."""
    return "; ".join(
        f"{one.what}{f' ({one.population})' if one.population else ''} {one.words}" for one in event.ranges
    )


def _paragraphs(event: PublicEvent, claims: list[PublicClaim], corrections: list[Correction]) -> Iterable[Paragraph]:
    for one in corrections:
        yield Paragraph(f"{one.kind.capitalize()}, {one.at[:10]}: {one.sentence}")
    if event.graphic:
        yield Paragraph("Content note: this entry tells of killing or abuse at length.")
    for line in (
        figures(event),
        event.one_party,
        event.standing,
        *(dispute.sentence for dispute in event.disputes),
        *event.withheld,
    ):
        if line:
            yield Paragraph(line)
    for claim in claims[:MOST_CLAIMS]:
        yield Paragraph(f"{claim.who}: {claim.says}" + (f" ({claim.said_words})" if claim.said_words else ""))
        yield Paragraph(_in_marks(claim.quote), quote=True, link=web_link(claim.link))
    if len(claims) > MOST_CLAIMS:
        yield Paragraph(f"{len(claims) - MOST_CLAIMS} further claims are not shown here.")


def _in_marks(quote: str) -> str:
    """Return a quote in quotation marks, unless it has them: the words of a source never stand as ours, whatever a reader shows."""
    return quote if quote.startswith("“") and quote.endswith("”") else f"“{quote}”"


def _correction(record: PublicRecord, one: Correction) -> Entry:
    at = moment(one.at) or _base(record)
    return Entry(
        id=lasting_id("correction", one.id), title=one.kind.capitalize(), published=at, updated=at,
        link=record.address or None, summary=one.sentence, paragraphs=(Paragraph(one.sentence),), tags=(one.kind,),
    )  # fmt: skip


def _tombstone(record: PublicRecord, one: Gone) -> Tombstone:
    return Tombstone(
        lasting_id("event", one.id),
        moment(one.at) or _base(record),
        one.sentence,
        event_address(record, one.id),
        event_address(record, one.into) if one.into else None,
    )
