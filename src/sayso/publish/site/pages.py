"""Makes every page of a site of one public record; the same record, extras and earlier briefs give the same bytes."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from sayso.errors import UsageError
from sayso.publish.public.record import PublicEvent, PublicRecord
from sayso.publish.site import front, outlines
from sayso.publish.site.addresses import brief_name, brief_path, content_digest, event_path, numbered, source_path
from sayso.publish.site.catalogue import ACCOUNTS_A_PAGE, Catalogue, in_rows
from sayso.publish.site.days import by_day, by_place
from sayso.publish.site.earlier import kept_brief, still_told
from sayso.publish.site.ladder import ladder
from sayso.publish.site.model import NO_EXTRAS, NOTHING, Attachment, Earlier, Extras, KeptBrief, Manifest
from sayso.publish.site.rendering import Renderer, heading_of, state_words
from sayso.publish.site.sheet import style_sheet
from sayso.publish.wording import Wording

File = tuple[str, bytes]
"""A path in the site, and what stands there."""
RowT = TypeVar("RowT")
MANIFEST = "site.json"
EVENTS_A_PAGE = 400
QUOTES_A_PAGE = 150
SOURCES_A_PAGE = 400


def site(record: PublicRecord, extras: Extras = NO_EXTRAS, earlier: Earlier = NOTHING) -> Iterator[File]:
    """Yield every file of a site, the manifest last, which names all the others.

    Raises UsageError when the boundaries in `extras` cannot be read, or two files want one address.
    """
    digests: dict[str, str] = {}
    making = _Making(record, extras, earlier)
    for path, data in making.files():
        if path in digests:
            message = f"two files of the site want the address {path}"
            raise UsageError(message)
        digests[path] = hashlib.sha256(data).hexdigest()
        yield path, data
    manifest = Manifest(
        draft=extras.draft,
        files=dict(sorted(digests.items())),
        events=making.events,
        sources=making.sources,
        briefs=making.briefs,
    )
    yield MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=1) + b"\n"


class _Making:
    """The making of one site."""

    def __init__(self, record: PublicRecord, extras: Extras, earlier: Earlier) -> None:
        self._record = record
        self._extras = extras
        self._earlier = earlier
        self._catalogue = Catalogue(record)
        wording = Wording(record.language)
        self._months = wording.words.months
        self._render = Renderer(self._catalogue, extras, wording)
        self._render_state = state_words(record.state, self._months)
        self._kept = self._this_brief()
        self.briefs = tuple(dict.fromkeys((self._kept.name, *earlier.briefs)))
        self.events = tuple(sorted({*self._catalogue.events, *self._catalogue.gone, *earlier.events}))
        self.sources = tuple(sorted({*self._catalogue.sources, *earlier.sources}))

    def _this_brief(self) -> KeptBrief:
        """Return the brief of this record; where the same words went out before, that brief, at its address."""
        made = kept_brief("", self._catalogue)
        digest = content_digest(msgspec.json.encode((made.title, made.state.sentence, made.brief)))
        for name in self._earlier.briefs:
            before = self._earlier.kept.get(name)
            if before is not None and name.rpartition("-")[2] == digest:
                return before
        return msgspec.structs.replace(made, name=brief_name(made.state, digest))

    def files(self) -> Iterator[File]:
        """Yield every file but the manifest."""
        yield "style.css", style_sheet()
        yield from self._front()
        yield from self._events()
        yield from self._sources()
        yield from self._briefs()
        yield self._file("corrections.html", "corrections.html")
        yield self._file("method.html", "method.html", chapters=self._extras.method)
        data = [one for one in self._extras.attachments if one.kind == "data"]
        feeds = [one for one in self._extras.attachments if one.kind == "feed"]
        yield self._file("data.html", "data.html", data=data, told_feeds=feeds, sizes=_sizes(self._extras.attachments))
        yield self._file("404.html", "404.html")
        yield "robots.txt", b"User-agent: *\nAllow: /\n"
        for one in self._extras.attachments:
            yield one.name, one.data

    def _file(self, template: str, path: str, **context: object) -> File:
        context.setdefault("state_line", self._render_state)
        context.setdefault("linked", None)
        return path, self._render.page(template, path, **context)

    def _front(self) -> Iterator[File]:
        drawn = outlines.bundled() if self._extras.outlines is None else outlines.read(self._extras.outlines)
        made = front.front(self._catalogue, drawn, self._months)
        yield self._file(
            "index.html",
            "index.html",
            front=made,
            kept=self._kept,
            own_outlines=self._extras.outlines is not None,
            linked=self._extras.linked_data.get(""),
        )

    def _events(self) -> Iterator[File]:
        days, places = by_day(self._record.events, self._months), by_place(self._record.events)
        yield from self._list("events.html", "events/index.html", days, "day")
        yield from self._list("events.html", "events/places.html", places, "place")
        for event in self._record.events:
            yield from self._event(event)
        for name in self.events:
            if name not in self._catalogue.events:
                path = event_path(name)
                yield self._file("gone.html", path, gone=self._catalogue.gone.get(name), name=name, what="event")

    def _list(self, template: str, path: str, rows: Sequence[tuple[str, PublicEvent]], by: str) -> Iterator[File]:
        pages = _cut(rows, EVENTS_A_PAGE)
        for number, part in enumerate(pages, 1):
            yield self._file(
                template, numbered(path, number), rows=part, by=by, number=number, pages=len(pages), base=path
            )

    def _event(self, event: PublicEvent) -> Iterator[File]:
        pages = _cut(self._catalogue.told[event.id], ACCOUNTS_A_PAGE)
        ladders = [ladder(one, self._catalogue.claims) for one in event.ranges]
        corrections = [one for one in self._record.corrections if one.event == event.id]
        for number, claims in enumerate(pages, 1):
            yield self._file(
                "event.html",
                numbered(event_path(event.id), number),
                event=event,
                title=heading_of(event),
                rows=in_rows(claims),
                ladders=ladders if number == 1 else (),
                corrections=corrections,
                sources=self._catalogue.sources,
                events=self._catalogue.events,
                number=number,
                pages=len(pages),
                base=event_path(event.id),
                linked=self._extras.linked_data.get(event.id) if number == 1 else None,
            )

    def _sources(self) -> Iterator[File]:
        pages = _cut(self._record.sources, SOURCES_A_PAGE)
        for number, part in enumerate(pages, 1):
            path = numbered("sources/index.html", number)
            yield self._file(
                "sources.html", path, sources=part, number=number, pages=len(pages), base="sources/index.html"
            )
        for source in self._record.sources:
            parts = _cut(self._catalogue.of_source.get(source.id, []), QUOTES_A_PAGE)
            for number, claims in enumerate(parts, 1):
                path = numbered(source_path(source.id), number)
                yield self._file(
                    "source.html", path, source=source, claims=claims, number=number, pages=len(parts), base=source_path(source.id)
                )  # fmt: skip
        for name in self.sources:
            if name not in self._catalogue.sources:
                yield self._file("gone.html", source_path(name), gone=None, name=name, what="source")

    def _briefs(self) -> Iterator[File]:
        """Yield this brief and the earlier ones: as they stand, made again without some lines, or a notice in their place."""
        kept: dict[str, KeptBrief | None] = {self._kept.name: self._kept}
        yield from self._as_it_was(self._kept)
        for name in self.briefs:
            if name == self._kept.name:
                continue
            before = self._earlier.kept.get(name)
            if before is None:
                kept[name] = None
                yield self._file("gone.html", brief_path(name), gone=None, name=name, what="brief")
                continue
            less = still_told(before, self._catalogue)
            kept[name] = less or before
            yield from self._as_it_was(before) if less is None else self._brief(less)
        yield self._file(
            "briefs.html", "briefs/index.html", kept=kept, lines={one: _line(kept[one], self._months) for one in kept}
        )

    def _as_it_was(self, kept: KeptBrief) -> Iterator[File]:
        """Yield a brief to the byte as it went out; made now where there is no page of it."""
        page = self._earlier.pages.get(kept.name)
        if page is None:
            yield from self._brief(kept)
        else:
            yield brief_path(kept.name), page
            yield f"briefs/{kept.name}.json", _json(kept)

    def _brief(self, kept: KeptBrief) -> Iterator[File]:
        path = brief_path(kept.name)
        line = state_words(kept.state, self._months)
        yield self._file("brief.html", path, kept=kept, state=kept.state, state_line=line)
        yield f"briefs/{kept.name}.json", _json(kept)


def _json(kept: KeptBrief) -> bytes:
    return msgspec.json.encode(kept, order="deterministic") + b"\n"


def _line(kept: KeptBrief | None, months: Sequence[str]) -> str:
    return "" if kept is None else state_words(kept.state, months)


def _cut(rows: Sequence[RowT], most: int) -> list[Sequence[RowT]]:
    """Return rows in pages, at least one."""
    return [rows[start : start + most] for start in range(0, max(len(rows), 1), most)]


def _sizes(attachments: Sequence[Attachment]) -> dict[str, str]:
    """Return how large each file is, in words, and its SHA-256 beside it."""
    return {one.name: _size(len(one.data)) for one in attachments}


def _size(octets: int) -> str:
    for unit, least in (("MB", 1_000_000), ("kB", 1_000)):
        if octets >= least:
            return f"{octets / least:,.1f} {unit}"
    return f"{octets} bytes"
