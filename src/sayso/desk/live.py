"""Tells open pages what happens, as server-sent events: each is an entry of the ledger and bears its number."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec

BEAT_S = 5.0
"""After so many seconds of silence a line is sent that says nothing, so that no proxy takes the connection for dead."""
_MOST_WAITING = 200
"""Events that wait for one page; one that takes them more slowly is told to load anew."""
AGAIN_MS = 2_000
"""How soon a page should come back when the connection breaks."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event: `Told(id=812, event="decision", data={…})`."""

    id: int | None
    event: str
    """`head`, `captured`, `decision`, `job`, or `anew` where a page missed too much."""
    data: dict[str, Any]

    @property
    def line(self) -> bytes:
        """The event as it is sent."""
        named = b"" if self.id is None else b"id: %d\n" % self.id
        return b"%bevent: %b\ndata: %b\n\n" % (named, self.event.encode(), msgspec.json.encode(self.data))


class Hub:
    """Passes events on to all open pages."""

    def __init__(self, beat_s: float = BEAT_S) -> None:
        self._beat_s = beat_s
        self._open: set[asyncio.Queue[Told | None]] = set()
        self._closed = False

    @property
    def listeners(self) -> int:
        """How many pages listen."""
        return len(self._open)

    def tell(self, told: Told) -> None:
        """Pass an event on; whoever has too many waiting gets one that says so in their stead."""
        for queue in self._open:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(Told(id=None, event="anew", data={}))
            queue.put_nowait(told)

    async def listen(self, missed: list[Told]) -> AsyncIterator[bytes]:
        """Yield what a page is sent: first what it missed, then what comes, until the desk ends."""
        queue: asyncio.Queue[Told | None] = asyncio.Queue(_MOST_WAITING)
        self._open.add(queue)
        try:
            yield b"retry: %d\n\n" % AGAIN_MS
            for told in missed:
                yield told.line
            while not self._closed:
                try:
                    async with asyncio.timeout(self._beat_s):
                        found = await queue.get()
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if found is None:
                    return
                yield found.line
        finally:
            self._open.discard(queue)

    def close(self) -> None:
        """End every connection, so that the server can end."""
        self._closed = True
        for queue in self._open:
            while queue.full():
                queue.get_nowait()
            queue.put_nowait(None)
