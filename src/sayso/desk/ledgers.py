"""The ledger as the server's threads use it: some open connections for reading, one for writing, each used by one thread at a time."""

import asyncio
from collections.abc import Callable
from queue import Empty, LifoQueue
from typing import TypeVar

from sayso.ledger.ledger import Ledger

_T = TypeVar("_T")
READERS = 4


class Ledgers:
    """Lends out connections; a slow reader holds up nobody but the fifth."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._idle: LifoQueue[Ledger] = LifoQueue()
        self._reading = asyncio.Semaphore(READERS)
        self._writing = asyncio.Lock()

    async def read(self, ask: Callable[[Ledger], _T]) -> _T:
        """Return what a question gives, asked in a thread."""
        async with self._reading:
            return await asyncio.to_thread(self._lent, ask)

    async def write(self, do: Callable[[Ledger], _T]) -> _T:
        """Return what an append gives; one at a time, for the ledger takes one at a time."""
        async with self._writing:
            return await asyncio.to_thread(self._lent, do)

    def close(self) -> None:
        """Close the connections that nobody uses."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _lent(self, use: Callable[[Ledger], _T]) -> _T:
        try:
            ledger = self._idle.get_nowait()
        except Empty:
            ledger = Ledger.open(self._place, begin=False)
        try:
            return use(ledger)
        finally:
            self._idle.put(ledger)
