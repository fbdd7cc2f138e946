"""Whose turn it is: one request at a time to a host, with a pause, and only what its robots.txt allows (RFC 9309)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec
from protego import Protego

from sayso.capture.addresses import Address, Refused
from sayso.capture.manners import Manners

Sleep = Callable[[float], Awaitable[None]]
Monotonic = Callable[[], float]


class Turns:
    """Lets one request at a time go to each host, with a pause between them."""

    def __init__(self, sleep: Sleep, monotonic: Monotonic) -> None:
        self._sleep = sleep
        self._monotonic = monotonic
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float) -> AsyncIterator[None]:
        """Wait until the host may be asked; `pause` in seconds is kept after it was."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            wait = self._free_at.get(host, 0.0) - self._monotonic()
            if wait > 0:
                await self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._monotonic() + pause


class Rules(msgspec.Struct, frozen=True):
    """What one origin's robots.txt says, with the time until which that is believed."""

    parsed: Protego | None
    """None where nothing may be fetched: the file could not be had (RFC 9309, 2.3.1.4)."""
    until: float


ROBOTS_BYTES = 512_000
"""How much of a robots.txt is read (RFC 9309, 2.5: at least 500 KiB)."""
_BELIEVED_S = 24 * 3600.0
_RETRIED_S = 600.0
GetRobots = Callable[[Address], Awaitable[tuple[int, bytes]]]
"""Fetches an address and returns status and body; raises what a fetch raises when there is no answer."""


class Robots:
    """The robots.txt of every origin, asked for once a day."""

    def __init__(self, manners: Manners, get: GetRobots, monotonic: Monotonic) -> None:
        self._manners = manners
        self._get = get
        self._monotonic = monotonic
        self._known: dict[str, Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, address: Address) -> None:
        """Raise Refused when robots.txt forbids an address; raises as a fetch does when its host cannot be reached."""
        if not self._manners.robots:
            return
        rules = await self._rules(address)
        if rules.parsed is None:
            message = "its robots.txt cannot be had, so nothing there is fetched"
            raise Refused(message, code="robots")
        if not rules.parsed.can_fetch(address.url, self._manners.product):
            message = f"robots.txt forbids it to {self._manners.product}"
            raise Refused(message, code="robots")

    def pause(self, address: Address) -> float:
        """Return the pause in seconds that an origin asks for, or our own where that is longer."""
        rules = self._known.get(address.origin)
        asked = rules.parsed.crawl_delay(self._manners.product) if rules and rules.parsed else None
        return max(self._manners.pause_s, min(asked or 0.0, self._manners.longest_pause_s))

    async def _rules(self, address: Address) -> Rules:
        async with self._locks.setdefault(address.origin, asyncio.Lock()):
            known = self._known.get(address.origin)
            if known is None or known.until < self._monotonic():
                known = self._known[address.origin] = await self._ask(address)
            return known

    async def _ask(self, address: Address) -> Rules:
        status, body = await self._get(msgspec.structs.replace(address, target="/robots.txt"))
        if status == 429 or status >= 500:
            return Rules(parsed=None, until=self._monotonic() + _RETRIED_S)
        text = body[:ROBOTS_BYTES].decode("utf-8", "replace") if status < 300 else ""
        # A file of half a megabyte takes a good part of a second; the others' answers must not wait for it.
        parsed = await asyncio.to_thread(Protego.parse, text)
        return Rules(parsed=parsed, until=self._monotonic() + _BELIEVED_S)
