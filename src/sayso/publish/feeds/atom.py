"""Writes a feed as Atom (RFC 4287) with tombstones (RFC 6721), archive pages (RFC 5005) and, where there is one, a point (GeoRSS)."""

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from sayso.publish.characters import for_xml
from sayso.publish.exports import File
from sayso.publish.exports.when import written
from sayso.publish.feeds.entries import PAGE, Entries, Entry, Tombstone, entries
from sayso.publish.public.record import PublicRecord

MEDIA_TYPE = "application/atom+xml"
NAMESPACES = {
    "": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
    "georss": "http://www.georss.org/georss",
}
XHTML = "http://www.w3.org/1999/xhtml"
CURRENT = "feed.atom"


def atom(record: PublicRecord) -> tuple[File, ...]:
    """Return the current document, with the newest entries and every tombstone, and the archives before it.

    Archives are filled from the oldest change on, so that a full one changes only where an entry of it does.
    """
    told = entries(record)
    archives = math.ceil(max(0, len(told.entries) - PAGE) / PAGE)
    oldest_first = told.entries[::-1]
    found = [_file(record, told, told.entries[:PAGE], CURRENT, {"prev-archive": archives})]
    for number in range(1, archives + 1):
        held = oldest_first[(number - 1) * PAGE : number * PAGE][::-1]
        around = {"prev-archive": number - 1, "next-archive": number + 1 if number < archives else 0}
        found.append(_file(record, told, held, archive(number), around))
    return tuple(found)


def archive(number: int) -> str:
    """Return the name of an archive page; the first holds the oldest entries."""
    return f"feed-archive-{number}.atom"


def _file(record: PublicRecord, told: Entries, held: Sequence[Entry], name: str, around: dict[str, int]) -> File:
    current = name == CURRENT
    feed = ET.Element("feed", {f"xmlns{':' if prefix else ''}{prefix}": space for prefix, space in NAMESPACES.items()})
    feed.set("xml:lang", record.language)
    _text(feed, "id", told.id)
    _text(feed, "title", record.title)
    _text(feed, "updated", written(told.updated if current else max(one.updated for one in held)))
    author = ET.SubElement(feed, "author")
    _text(author, "name", record.publisher or record.title)
    _text(feed, "rights", f"The record: {record.licence}. Quotes belong to their sources.")
    _text(feed, "generator", record.state.engine)
    _link(feed, _place(record, name), "self", MEDIA_TYPE)
    if record.address:
        _link(feed, record.address, "alternate", "text/html")
    if not current:
        _link(feed, _place(record, CURRENT), "current", MEDIA_TYPE)
        ET.SubElement(feed, "fh:archive")
    for relation, number in around.items():
        if number:
            _link(feed, _place(record, archive(number)), relation, MEDIA_TYPE)
    for one in told.tombstones if current else ():
        _tombstone(feed, record, one)
    for entry in held:
        _entry(feed, entry)
    data = (
        b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8", xml_declaration=False) + b"\n"
    )
    return File(name, data, MEDIA_TYPE, "Feed of events as Atom." if current else "Older entries of the feed.")


def _entry(feed: ET.Element, entry: Entry) -> None:
    made = ET.SubElement(feed, "entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", written(entry.updated))
    _text(made, "published", written(entry.published))
    if entry.link:
        _link(made, entry.link, "alternate", "text/html")
    for tag in entry.tags:
        ET.SubElement(made, "category", {"term": tag})
    _text(made, "summary", entry.summary)
    content = ET.SubElement(made, "content", {"type": "xhtml"})
    content.append(body(entry))
    point = next((one for one in entry.event.places if one.lat is not None), None) if entry.event else None
    if point is not None:
        _text(made, "georss:point", f"{point.lat!r} {point.lon!r}")
        if point.radius_m is not None:
            _text(made, "georss:radius", str(point.radius_m))


def body(entry: Entry) -> ET.Element:
    """Return what an entry says as XHTML: paragraphs, and each quote with the address of its words."""
    made = ET.Element("div", {"xmlns": XHTML})
    for one in entry.paragraphs:
        if not one.quote:
            ET.SubElement(made, "p", {"dir": "auto"}).text = for_xml(one.text)
            continue
        quote = ET.SubElement(made, "blockquote", {"dir": "auto"})
        if one.link:
            quote.set("cite", for_xml(one.link))
        ET.SubElement(quote, "p").text = for_xml(one.text)
        if one.link:
            ET.SubElement(ET.SubElement(made, "p"), "a", {"href": for_xml(one.link)}).text = "The words in their place"
    return made


def _tombstone(feed: ET.Element, record: PublicRecord, one: Tombstone) -> None:
    made = ET.SubElement(feed, "at:deleted-entry", {"ref": one.id, "when": written(one.when)})
    by = ET.SubElement(made, "at:by")
    _text(by, "name", record.publisher or record.title)
    _text(made, "at:comment", one.sentence)
    if one.link:
        _link(made, one.link, "alternate", "text/html")
    if one.into:
        _link(made, one.into, "related", "text/html")


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = for_xml(text)


def _link(parent: ET.Element, address: str, relation: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": for_xml(address)})


def _place(record: PublicRecord, name: str) -> str:
    """Return where a document of the feed stands; beside the others where the record has no address."""
    return f"{record.address.rstrip('/')}/{name}" if record.address else name
