"""Reads lists of addresses: feeds (RSS, Atom, RDF, JSON Feed), OPML and sitemaps, parsed in a process that can be killed."""

from functools import cache
from typing import Literal

import msgspec

from sayso.errors import InputError
from sayso.fetches import Listed
from sayso.structure.worker import MEMORY_BYTES, NoPage, ParseWorker, Serving

Leads = Literal["page", "feed", "sitemap"]
MOST_ITEMS = 500
"""So many are taken of one list, in its order."""
_LIFE = 1_000
"""Lists that one process parses: feedparser leaves something behind of each, and after some ten thousand its memory is full."""
DEADLINE_S = 10.0
"""Until a list must be parsed."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An address that a list leads to, with what the list says of it."""

    address: str
    leads: Leads = "page"
    listed: Listed


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What one list says."""

    kind: Literal["feed", "json-feed", "opml", "sitemap"]
    items: tuple[Item, ...]
    """At most `MOST_ITEMS`, in the order of the list, each address once."""
    listed: int
    """How many entries it has, those without an address and those beyond the limit among them."""


class ListingRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A list to parse."""

    data: bytes
    base: str
    """Its own address, for those that are relative to it."""
    charset: str | None
    cpu_s: int


class ListingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The list, or why there is none: in `refused` what is wrong with it, in `fault` what went wrong with the parser."""

    listing: Listing | None = None
    refused: str | None = None
    fault: str | None = None


_LISTS = Serving(module="sayso.structure.listing_parsing", prefix="list", noun="list")


class ListingWorker(ParseWorker):
    """Parses lists in a process of its own: `ListingWorker().read(data, "https://sample.example/feed")`."""

    def __init__(self) -> None:
        super().__init__(_LISTS)
        self._read = 0

    def read(self, data: bytes, base: str, charset: str | None = None, deadline_s: float = DEADLINE_S) -> Listing:
        """Return what a list says; InputError, with a sentence, when it is none that can be read."""
        self._read += 1
        if self._read % _LIFE == 0:
            self.close()
        request = ListingRequest(data=data, base=base, charset=charset, cpu_s=int(deadline_s) + 1)
        reply = self.ask(msgspec.msgpack.encode(request), deadline_s)
        if isinstance(reply, NoPage):
            raise InputError(reply.message)
        answer = msgspec.msgpack.decode(reply, type=ListingAnswer)
        if answer.listing is not None:
            return answer.listing
        if answer.fault == "memory":
            self.close()  # what others left behind may have filled it
            message = f"parsing the list took more than {MEMORY_BYTES // 1024**2:,} MB"
            raise InputError(message)
        raise InputError(answer.refused or f"the list met a fault of the parser: {answer.fault}")


@cache
def shared_listing_worker() -> ListingWorker:
    """Return the worker that all readings of this process share."""
    return ListingWorker()
