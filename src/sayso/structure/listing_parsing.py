"""The work that is done inside the worker for lists: from bytes to addresses, with no trust in the list.

XML is read by expat without entities and without a document type; nothing is opened or loaded, and the worker could not: its
share of open files is used up. Feeds are read by feedparser, which raises what it likes on broken ones: all of that is an answer.
"""

import gc
import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any, Never
from urllib.parse import urljoin
from xml.parsers import expat

import feedparser
import msgspec

from sayso.fetches import Listed
from sayso.structure.listing import MOST_ITEMS, Item, Leads, Listing, ListingAnswer, ListingRequest
from sayso.structure.parsing import allow_seconds, bind, receive, send, told

_LONGEST = 2_000
"""Characters of an address; a longer one is none."""
_DEEPEST = 100
"""Levels of elements."""
_FIRST_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")


class NoListingError(Exception):
    """What was given is no list that can be read; the message says why."""


class _JsonItem(msgspec.Struct, frozen=True):
    """One item of a JSON Feed 1.1, as far as it is used; what has another type than it should is left alone."""

    id: Any = None
    url: Any = None
    title: Any = None
    summary: Any = None
    content_text: Any = None
    content_html: Any = None
    date_published: Any = None
    date_modified: Any = None


class _JsonFeed(msgspec.Struct, frozen=True):
    items: list[Any]
    version: str = ""


def read_listing(data: bytes, base: str, charset: str | None) -> Listing:
    """Return what a list says; raises NoListingError, or whatever its parser raises, when it is none."""
    start = data[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _json_feed(data, base)
    tag = next((hit[1].lower() for hit in _FIRST_TAG.finditer(data[:65_536])), b"")
    if tag == b"opml":
        return _opml(data, base)
    if tag in {b"urlset", b"sitemapindex"}:
        return _sitemap(data, base)
    return _feed(data, base, charset)


def _json_feed(data: bytes, base: str) -> Listing:
    try:
        feed = msgspec.json.decode(data, type=_JsonFeed)
    except (msgspec.DecodeError, RecursionError) as trouble:
        message = f"it is no JSON Feed: {trouble}"
        raise NoListingError(message) from trouble
    found: list[Item | None] = []
    for entry in feed.items:
        if not isinstance(entry, dict):
            found.append(None)
            continue
        item = msgspec.convert(entry, _JsonItem)
        published, updated = _iso(item.date_published), _iso(item.date_modified)
        words = (item.title, item.summary, item.content_text, item.content_html)
        found.append(_item(base, item.url or item.id, published, updated, words))
    return _listing("json-feed", found)


def _feed(data: bytes, base: str, charset: str | None) -> Listing:
    # Through a stream, for a string could be taken for an address or a path.
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    parsed = feedparser.parse(
        BytesIO(data),
        response_headers={**headers, "content-location": base},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = parsed.get("entries") or []
    if not entries and not parsed.get("version"):
        message = "it is no feed"
        raise NoListingError(message)
    found = []
    for entry in entries[: 20 * MOST_ITEMS]:
        # `dict.get`: feedparser's own gives `published` where there is no `updated`.
        published, updated = (_of_struct(dict.get(entry, f"{name}_parsed")) for name in ("published", "updated"))
        words = (entry.get("title"), entry.get("summary"), *(part.get("value") for part in entry.get("content") or ()))
        found.append(_item(base, entry.get("link") or _permalink(entry), published, updated, words))
    return _listing("feed", found, len(entries))


def _permalink(entry: Any) -> str | None:  # noqa: ANN401 - feedparser's own dictionaries
    name = entry.get("id")
    return name if isinstance(name, str) and name.startswith(("http://", "https://")) else None


def _opml(data: bytes, base: str) -> Listing:
    found: list[Item | None] = []

    def outline(path: tuple[str, ...], attributes: dict[str, str], _text: str) -> None:
        address = attributes.get("xmlUrl") or attributes.get("xmlurl")
        if path[-1] == "outline" and address:
            found.append(_item(base, address, None, None, (attributes.get("text"),), leads="feed"))

    _walk(data, outline)
    return _listing("opml", found)


def _sitemap(data: bytes, base: str) -> Listing:
    found: list[Item | None] = []
    now: dict[str, str] = {}

    def element(path: tuple[str, ...], _attributes: dict[str, str], text: str) -> None:
        name = path[-1]
        if name in {"loc", "lastmod"} and len(path) == 3:
            now[name] = text.strip()
        elif name in {"url", "sitemap"} and len(path) == 2:
            leads: Leads = "sitemap" if name == "sitemap" else "page"
            found.append(_item(base, now.get("loc"), None, _iso(now.get("lastmod")), (), leads=leads))
            now.clear()

    _walk(data, element)
    return _listing("sitemap", found)


def _walk(data: bytes, ended: Callable[[tuple[str, ...], dict[str, str], str], None]) -> None:
    """Call `ended` for each element when it ends: the local names down to it, its attributes, its own text."""
    parser = expat.ParserCreate()
    path: list[str] = []
    attributes: list[dict[str, str]] = []
    texts: list[str] = []

    def refuse(*_declared: object) -> Never:
        message = "it declares a document type or entities"
        raise NoListingError(message)

    def begin(name: str, given: dict[str, str]) -> None:
        if len(path) >= _DEEPEST:
            message = f"its elements lie more than {_DEEPEST} deep"
            raise NoListingError(message)
        path.append(name.rpartition(":")[2])
        attributes.append(given)
        texts.append("")

    def end(_name: str) -> None:
        ended(tuple(path), attributes.pop(), texts.pop())
        path.pop()

    def text(data: str) -> None:
        if texts and len(texts[-1]) < _LONGEST:
            texts[-1] += data

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as trouble:
        message = f"it is no XML: {trouble}"
        raise NoListingError(message) from trouble


def _item(  # noqa: PLR0913, PLR0917 - what a list says of an address
    base: str,
    address: object,
    published: str | None,
    updated: str | None,
    words: Iterable[object],
    leads: Leads = "page",
) -> Item | None:
    """Return an item; None where it leads to no address of the web."""
    if not isinstance(address, str):
        return None
    try:
        whole = urljoin(base, address.strip())
    except ValueError:
        return None
    if len(whole) > _LONGEST or not whole.startswith(("http://", "https://")):
        return None
    said = "\0".join(word if isinstance(word, str) else "" for word in (published, updated, *words))
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    whole = whole.encode("utf-8", "replace").decode()
    return Item(address=whole, leads=leads, listed=Listed(published=published, updated=updated, digest=digest))


def _listing(kind: str, found: list[Item | None], listed: int | None = None) -> Listing:
    once = {item.address: item for item in reversed(found) if item is not None}
    items = tuple(reversed(once.values()))[:MOST_ITEMS]
    return msgspec.convert({"kind": kind, "items": items, "listed": len(found) if listed is None else listed}, Listing)


def _of_struct(value: object) -> str | None:
    """Return an ISO instant of what feedparser makes of a date: a struct_time in UTC."""
    if not isinstance(value, struct_time):
        return None
    try:
        return datetime(*value[:6], tzinfo=UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _iso(value: object) -> str | None:
    """Return an ISO instant in UTC of one with an offset, a date as it stands; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value.strip()[:40])
        return read.date().isoformat() if read.tzinfo is None else read.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def serve(memory_bytes: int) -> None:
    """Answer requests from standard input on standard output until it closes."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(ListingRequest)
    feedparser.parse(BytesIO(b"<rss version='2.0'><channel><item><title>a</title></item></channel></rss>"))
    bind(memory_bytes)
    send(sink, b"")
    while (message := receive(source)) is not None:
        send(sink, encoder.encode(_answer(decoder, message)))
        gc.collect()


def _answer(decoder: "msgspec.msgpack.Decoder[ListingRequest]", message: bytes) -> ListingAnswer:
    try:
        request = decoder.decode(message)
        allow_seconds(request.cpu_s)
        return ListingAnswer(listing=read_listing(request.data, request.base, request.charset))
    except NoListingError as trouble:
        return ListingAnswer(refused=str(trouble))
    except MemoryError:
        return ListingAnswer(fault="memory")
    except Exception as trouble:  # noqa: BLE001 - told to the asking process in full; one list must not end the next
        return ListingAnswer(fault=told(trouble))
