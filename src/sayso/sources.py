"""The sources that a desk follows, and how each of them stands."""

from typing import Literal

import msgspec

SourceKind = Literal["feed", "page", "live blog", "folder", "OPML", "sitemap"]
SourceState = Literal["live", "quiet", "empty", "failing", "broken", "gone", "unasked"]
"""The first that fits, of what was last asked. `unasked`: never, or not for three intervals. `gone`: the server says that there is
nothing (404, 410). `failing`: no answer that says anything of it (unreachable, broken off). `broken`: an answer that cannot be taken
(refused, not what its kind says). `empty`: a good answer with nothing in it. `quiet`: good, and nothing new for longer than
its `quiet`. `live`: good. Nothing is counted together to a score."""
LISTS: frozenset[SourceKind] = frozenset({"feed", "OPML", "sitemap"})
"""Kinds that lead to others and are no reports themselves."""
_DAY = 86_400.0
GIVEN_BY = "source "
"""How the parent of a source's own fetches begins: its name follows."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One source of `sayso.toml`: `Source(name="Harbour Watch", address="https://…/feed", kind="feed")`."""

    name: str
    address: str
    """An address of the web; for a folder its path; for an OPML file either."""
    kind: SourceKind
    interval_s: float = 900.0
    """Seconds from one asking to the next."""
    quiet_s: float = 3 * _DAY
    """After so many seconds without anything new it counts as quiet."""
    again_s: float | None = None
    """After so many seconds a page that a list leads to is asked for again though the list says nothing new; None: never."""
    robots: bool = True
    register: str | None = None
    """Id of the body that speaks there, in the register."""
    label: str | None = None
    """Licence or sensitivity, for the record of every fetch."""

    @property
    def parent(self) -> str:
        """What stands in the record as what led to its fetches."""
        return f"{GIVEN_BY}{self.name}"


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How one source stands; instants are ISO, in UTC, and None where there is none."""

    name: str
    address: str
    kind: SourceKind
    state: SourceState
    reason: str
    """Which rule gave the state, in words."""
    last_asked: str | None = None
    last_success: str | None = None
    """When it last answered well, with news or without."""
    last_new: str | None = None
    """When it, or a page that it leads to, last had content that was not kept before."""
    newest_item: str | None = None
    """The newest time that it gives an item itself; times that were still to come when it gave them are passed over."""
    moved_to: str | None = None
    """Where it says for good that it has moved (301, 308)."""
    register: str | None = None
    label: str | None = None
