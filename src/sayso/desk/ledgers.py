"""The ledger as the server's threads use it: some open connections for reading, one for writing, each used by one thread at a time."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TypeVar

from sayso.errors import ConflictError, LedgerError
from sayso.ledger.ledger import Ledger

_T = TypeVar("_T")
READERS = 4


Identity = tuple[int, int] | None
"""Device and number of a file."""


class Ledgers:
    """Lends out connections; a slow reader holds up nobody but the fifth."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._idle: LifoQueue[tuple[Ledger, Identity]] = LifoQueue()
        self._reading = asyncio.Semaphore(READERS)
        self._writing = asyncio.Lock()
        self._ended = False

    async def read(self, ask: Callable[[Ledger], _T]) -> _T:
        """Return what a question gives, asked in a thread."""
        async with self._reading:
            return await asyncio.to_thread(self._lent, ask)

    async def write(self, do: Callable[[Ledger], _T]) -> _T:
        """Return what an append gives; one at a time, for the ledger takes one at a time."""
        async with self._writing:
            return await asyncio.to_thread(self._lent, do)

    def end(self) -> None:
        """Close all connections: those in use as soon as they are given back."""
        self._ended = True
        self.close()

    def close(self) -> None:
        """Close the connections that nobody uses."""
        while True:
            try:
                self._idle.get_nowait()[0].close()
            except Empty:
                return

    def _lent(self, use: Callable[[Ledger], _T]) -> _T:
        ledger: Ledger | None
        ledger, file = self._current()
        try:
            return use(ledger)
        except LedgerError as trouble:
            if trouble.__cause__ is not None and not isinstance(trouble, ConflictError):
                # The store itself failed: this session is worth nothing, and those beside it may be as old. The next begins anew.
                ledger.close()
                self.close()
                ledger = None
            raise
        finally:
            if ledger is not None:
                self._idle.put((ledger, file))
            if self._ended:
                self.close()

    def _current(self) -> tuple[Ledger, Identity]:
        """Return an open ledger of the file that stands there now: what was opened before it was taken away would take words to nowhere."""
        now = _identity(self._place)
        while True:
            try:
                ledger, file = self._idle.get_nowait()
            except Empty:
                return Ledger.open(self._place, begin=False), now
            if file == now:
                return ledger, file
            ledger.close()


def _identity(place: str) -> Identity:
    """Return which file stands at a path; None for an address, and where there is none."""
    try:
        found = Path(place).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
