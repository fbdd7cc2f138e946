"""Writes a feed as JSON Feed 1.1. It knows no tombstones, so an event that is gone keeps its item, which then says why and nothing else."""

import xml.etree.ElementTree as ET

import msgspec

from sayso.publish.exports import File
from sayso.publish.exports.when import written
from sayso.publish.feeds.atom import body
from sayso.publish.feeds.entries import PAGE, Entry, Tombstone, entries
from sayso.publish.public.record import PublicRecord

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
Item = dict[str, object]


def json_feed(record: PublicRecord) -> tuple[File, ...]:
    """Return the first document with the newest changes and those after it; one alone where there is no address to go on at."""
    told = entries(record)
    dated = [(one.updated, one.id, _item(one)) for one in told.entries]
    dated += [(one.when, one.id, _gone(one)) for one in told.tombstones]
    items = [item for _, _, item in sorted(dated, key=lambda one: one[:2], reverse=True)]
    size = PAGE if record.address else max(1, len(items))
    pages = [items[begin : begin + size] for begin in range(0, max(1, len(items)), size)]
    return tuple(_file(record, held, number, len(pages)) for number, held in enumerate(pages, 1))


def _file(record: PublicRecord, items: list[Item], number: int, pages: int) -> File:
    name = _name(number)
    made: dict[str, object] = {"version": VERSION, "title": record.title}
    if record.address:
        made |= {"home_page_url": record.address, "feed_url": _place(record, number)}
        if number < pages:
            made["next_url"] = _place(record, number + 1)
    made |= {
        "description": "Events as sources tell of them, each with the words that say so.",
        "language": record.language,
        "authors": [{"name": record.publisher or record.title}],
        "items": items,
        "_sayso": {"about": "https://w3id.org/sayso/feeds", "licence": record.licence, "root": record.state.root},
    }
    return File(
        name,
        msgspec.json.encode(made) + b"\n",
        MEDIA_TYPE,
        "Feed of events as JSON Feed." if number == 1 else "Older items.",
    )


def _item(entry: Entry) -> Item:
    made: Item = {"id": entry.id, "title": entry.title}
    if entry.link:
        made["url"] = entry.link
    return made | {
        "summary": entry.summary,
        "content_html": ET.tostring(body(entry), encoding="unicode").replace("\n", " "),
        "content_text": "\n\n".join(one.text for one in entry.paragraphs) or entry.title,
        "date_published": written(entry.published),
        "date_modified": written(entry.updated),
        "tags": list(entry.tags),
    }


def _gone(one: Tombstone) -> Item:
    """Return the item in the stead of one that is gone: same id, so that a reader puts it in the old one's place."""
    made: Item = {"id": one.id, "title": "Withdrawn"}
    if one.link:
        made["url"] = one.link
    return made | {
        "content_text": one.sentence,
        "date_modified": written(one.when),
        "tags": ["withdrawn"],
        "_sayso": {"gone": True},
    }


def _name(number: int) -> str:
    return "feed.json" if number == 1 else f"feed-{number}.json"


def _place(record: PublicRecord, number: int) -> str:
    return f"{record.address.rstrip('/')}/{_name(number)}"
