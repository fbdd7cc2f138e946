"""What is due: which sources, and which addresses of their lists, as the record of fetches has it; no state of its own is kept.

A list says an address once and for all, or says something new of it; then its page is asked for. One that no longer stands in its
list, though older ones do, is asked for once more: it may have been taken away.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from sayso.capture.fetched import Wanted, spelled
from sayso.fetches import Fetch, Listed
from sayso.sources import Source, SourceKind
from sayso.structure.listing import MOST_ITEMS, Item, Leads, Listing

_MOST_TRIES = 3
"""So often in a row what may pass is asked for at the pace of its list; then only when the list says something new of it."""
_LEADS: Mapping[SourceKind, Leads] = {"feed": "feed", "OPML": "feed", "sitemap": "sitemap"}
_MAY_PASS = frozenset({"unreachable", "truncated"})


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """An address to ask for, for which source, and what is expected there."""

    wanted: Wanted
    source: Source
    leads: Leads | None
    """None for a source that is a page, and `page` for a page that a list leads to."""
    depth: int = 0
    """How many lists led to it."""

    @property
    def is_list(self) -> bool:
        """Whether what is there leads to further addresses."""
        return self.leads in {"feed", "sitemap"}


class Known:
    """What the fetches say of addresses: the last one of each, and what each list led to."""

    def __init__(self, fetches: Iterable[Fetch] = ()) -> None:
        self.last: dict[str, Fetch] = {}
        self.kept: dict[str, Fetch] = {}
        """The last one that stands for a capture."""
        self._failed: dict[str, int] = {}
        self._led: dict[str, dict[str, str]] = {}
        """By list its addresses, each with its time: the publisher's own, or when it was first asked for."""
        for fetch in fetches:
            self.note(fetch)

    def note(self, fetch: Fetch) -> None:
        """Take in a fetch that was recorded."""
        slim = msgspec.structs.replace(
            fetch, hops=(), wire_sha256=None, clock="", tool="", reason=""
        )  # one an address is held
        self.last[fetch.address] = slim
        if fetch.capture is not None:
            self.kept[fetch.address] = slim
        failed = fetch.verdict in _MAY_PASS
        self._failed[fetch.address] = self._failed.get(fetch.address, 0) + 1 if failed else 0
        if fetch.listed is not None:
            when = fetch.listed.published or fetch.listed.updated or fetch.started
            self._led.setdefault(fetch.parent, {}).setdefault(fetch.address, when)

    def due_at(self, source: Source) -> float:
        """Return when a source is due, as a time stamp; 0 for one that was never asked."""
        last = self.last.get(spelled(source.address))
        return datetime.fromisoformat(last.started).timestamp() + source.interval_s if last else 0.0

    def of_list(self, source: Source, place: str, listing: Listing, now: datetime, depth: int) -> Iterator[Job]:
        """Yield what a list leads to and is due: lists within it, new pages, pages of which it says something new, those that left.

        `place` is the list's own address as it stands in the record.
        """
        names = {spelled(item.address): item for item in listing.items}
        for name, item in names.items():
            if item.leads == "page":
                due = self._page_due(source, place, name, item, now)
            else:
                due = depth < 3 and self._list_due(place, name)
            if due:
                yield _job(source, place, item.address, item.listed, item.leads, depth)
        for name, last in self._left(place, listing, names):
            listed = msgspec.structs.replace(last.listed or Listed(digest=""), left=True)
            yield _job(source, place, name, listed, "page", depth)

    def _page_due(self, source: Source, place: str, name: str, item: Item, now: datetime) -> bool:
        last = self.last.get(name)
        if last is None or last.listed is None:
            return True
        if last.parent != place:
            return False  # another list led to it first, and says what is new of it
        if last.listed.digest != item.listed.digest or last.listed.left:
            return True
        if last.verdict in _MAY_PASS:
            return self._failed[name] < _MOST_TRIES
        since = now - datetime.fromisoformat(last.started)
        return source.again_s is not None and since.total_seconds() >= source.again_s

    def _list_due(self, place: str, name: str) -> bool:
        """Tell whether a list within a list was not asked for since that one was."""
        last, parent = self.last.get(name), self.last.get(place)
        return last is None or parent is None or last.started < parent.started

    def _left(self, place: str, listing: Listing, names: dict[str, Item]) -> Iterator[tuple[str, Fetch]]:
        """Yield the pages that a list no longer names though it names older ones: it did not just grow past them."""
        led = self._led.get(place, {})
        times = [item.listed.published or item.listed.updated or led.get(name) for name, item in names.items()]
        if listing.kind == "sitemap" and 0 < listing.listed <= MOST_ITEMS:
            oldest = ""  # a sitemap names all that there is
        else:
            oldest = min((time for time in times if time), default="~")
        for name, when in led.items():
            last = self.last[name]
            done = last.parent != place or last.verdict == "gone" or (last.listed is not None and last.listed.left)
            if name not in names and not done and when > oldest:
                yield name, last


def own_job(source: Source) -> Job:
    """Return the asking for a source itself."""
    leads = _LEADS.get(source.kind)
    wanted = Wanted(address=source.address, parent=source.parent, label=source.label, robots=source.robots)
    return Job(wanted=wanted, source=source, leads=leads)


def _job(source: Source, place: str, address: str, listed: Listed, leads: Leads, depth: int) -> Job:  # noqa: PLR0913, PLR0917 - what a job holds
    wanted = Wanted(address=address, parent=place, label=source.label, listed=listed, robots=source.robots)
    return Job(wanted=wanted, source=source, leads=leads, depth=depth + 1)
