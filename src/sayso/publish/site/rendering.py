"""Renders the templates of the site: text that a page may hold, links as they read from it, and what stands on every page."""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.publish.excerpt import marks
from sayso.publish.public.record import PublicEvent, State
from sayso.publish.ranges import HEIGHT, WIDTH, largest, range_mark
from sayso.publish.site.addresses import At, anchor, numbered, safe_link
from sayso.publish.site.catalogue import Catalogue
from sayso.publish.site.ladder import HEIGHT as LADDER_HEIGHT
from sayso.publish.site.ladder import WIDTH as LADDER_WIDTH
from sayso.publish.site.model import Attachment, Extras
from sayso.publish.wording import Wording

_LAST_TWO = "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_NOT_IN_HTML = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_TWO}]")
"""Characters that HTML has no way to write (WHATWG HTML 13.2.3.5): they are shown as U+FFFD."""
_LONG = 140
MOST_GIVERS = 40
"""How many accounts stand below one range of a brief; the page of the event has all."""


def shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Return a value as a page may print it: text with a sign for each character that HTML cannot hold."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _NOT_IN_HTML.sub("\ufffd", value)
    return value


def short(text: str, most: int = _LONG) -> str:
    """Return a text on one line, cut where it is long; its own page has the whole."""
    line = " ".join(text.split()) or "untitled"
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def many(number: int, one: str, several: str = "") -> str:
    """Return a count with its noun: "1 account", "1,200 accounts"."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def embedded(text: str) -> Markup:
    """Return JSON as it may stand in a `script` element: no character in it can end the element."""
    packed = json.dumps(json.loads(text), ensure_ascii=True, sort_keys=True)
    return Markup(packed.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped just now


def to_the_second(time: str) -> str:
    """Return a day as it is, and an instant in UTC as HTML takes one: without the microseconds of records."""
    return time if "T" not in time else f"{time[:19]}Z"


def in_runs(rows: Iterable[tuple[str, PublicEvent]]) -> list[tuple[str, list[PublicEvent]]]:
    """Return events under each heading, once a run of the same heading."""
    return [(heading, [event for _, event in run]) for heading, run in groupby(rows, key=lambda row: row[0])]


def environment() -> Environment:
    """Return the environment that all pages of a site, and the desk, are rendered in."""
    made = Environment(
        loader=PackageLoader("sayso.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    made.filters.update(
        marks=marks,
        safe_link=safe_link,
        range_mark=range_mark,
        largest=largest,
        short=short,
        anchor=anchor,
        embedded=embedded,
        in_runs=in_runs,
        to_the_second=to_the_second,
    )
    made.globals.update(
        many=many,
        numbered=numbered,
        width=WIDTH,
        height=HEIGHT,
        ladder_width=LADDER_WIDTH,
        ladder_height=LADDER_HEIGHT,
        most_givers=MOST_GIVERS,
    )
    return made


class Renderer:
    """Renders pages of one record; the templates are compiled once."""

    def __init__(self, catalogue: Catalogue, extras: Extras, words: Wording) -> None:
        self.catalogue = catalogue
        self.words = words.words
        self._environment = environment()
        self._draft = extras.draft
        self._feeds: Sequence[Attachment] = [one for one in extras.attachments if one.kind == "feed"]

    def page(self, template: str, path: str, **context: object) -> bytes:
        """Return a page: `page("event.html", "events/e1.html", event=…)`."""
        record = self.catalogue.record
        rendered = self._environment.get_template(f"site/{template}").render(
            at=self._at(path),
            path=path,
            record=record,
            state=context.pop("state", record.state),
            claim_at=self.catalogue.claim_path,
            event_of=self.catalogue.event_of,
            catalogue_events=self.catalogue.events,
            feeds=self._feeds,
            draft=self._draft,
            words=self.words,
            **context,
        )
        return rendered.encode("utf-8")

    def _at(self, path: str) -> At:
        """Return links as they read from a page; those of the page for unknown addresses, which may be shown at any, begin at the root."""
        at = At(path)
        address = safe_link(self.catalogue.record.address)
        if path == "404.html" and address is not None:
            at.root = urlsplit(address).path.rstrip("/") + "/"
        return at


def state_words(state: State, months: Sequence[str]) -> str:
    """Return of which state of the ledger a page is, in a sentence."""
    if state.recorded is None:
        return "Made of an empty ledger."
    day = state.recorded
    clock = f", {day[11:16]} UTC" if len(day) > len("2031-05-14T0") else ""
    named = f"{int(day[8:10])} {months[int(day[5:7]) - 1]} {day[:4]}"
    return f"Made of {many(state.entries, 'entry', 'entries')} of the ledger, the last of {named}{clock}."


def heading_of(event: PublicEvent) -> str:
    """Return an event's heading as a title of a page."""
    return short(event.heading, 110)
