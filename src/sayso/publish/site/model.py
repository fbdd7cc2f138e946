"""What a site is made of beside the public record: files to take away, the method in words, and what stood there before."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from sayso.publish.model import Brief
from sayso.publish.public.record import State


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that goes out with the site: an export, a codebook, a feed."""

    name: str
    """Its path in the site: "data/events.csv"."""
    data: bytes
    title: str
    about: str
    """A sentence or two for those who have not seen it."""
    media_type: str
    kind: Literal["data", "feed"] = "data"


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A rule: how it is called, and what it does in a sentence."""

    name: str
    about: str
    in_force: bool = True


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """Rules that decide one thing."""

    heading: str
    lead: str
    rules: tuple[Named, ...]


class Extras(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages hold beside the record; all of it may be left out."""

    attachments: tuple[Attachment, ...] = ()
    method: tuple[Chapter, ...] = ()
    """The rules in force, made of the tables that the engine runs on."""
    linked_data: Mapping[str, str] = {}
    """JSON-LD by event id; under the empty name that of the first page."""
    draft: bool = False
    """Whether it is for the desk alone: every page says so, and no brief of it is kept."""
    outlines: bytes | None = None
    """TopoJSON or GeoJSON to draw instead of the bundled outlines."""


NO_EXTRAS = Extras()


class KeptBrief(msgspec.Struct, frozen=True, kw_only=True):
    """A brief as it went out, kept as data so that words which may no longer be shown can be taken from it."""

    name: str
    """The last part of its address, without the suffix."""
    title: str
    state: State
    brief: Brief
    addresses: dict[str, str]
    """Under which event each claim was told: claim id to event id."""
    taken_out: int = 0
    """How many of its lines have been taken out since."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What `site.json` says: which files the site holds, and which lasting addresses it must keep."""

    made_by: Literal["sayso"] = "sayso"
    version: Literal[1] = 1
    draft: bool = False
    files: dict[str, str]
    """SHA-256 by path."""
    events: tuple[str, ...] = ()
    """Every id of an event that ever had a page here."""
    sources: tuple[str, ...] = ()
    briefs: tuple[str, ...] = ()
    """Names of the briefs, the newest publication first."""


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """What stood in the folder before."""

    events: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    briefs: tuple[str, ...] = ()
    kept: Mapping[str, KeptBrief | None] = {}
    """By name; None for one that can no longer be read."""
    pages: Mapping[str, bytes] = {}
    """The pages of those briefs, as they stand."""


NOTHING = Earlier()
