"""Writes into the ledger who looked at what is not for everybody: gathered for some seconds, so that looking stays quick."""

import asyncio
import contextlib
import hashlib
import logging
from datetime import datetime
from typing import Literal

import msgspec

from sayso.decisions import Access
from sayso.desk.ledgers import Ledgers
from sayso.desk.people import Person
from sayso.errors import SaysoError
from sayso.pipeline import Pipeline

_log = logging.getLogger("sayso.desk")
Did = Literal["read-private", "export", "people", "sign-in"]
EVERY_S = 10.0
"""How often it is written down who read what. A crash loses at most so much; an export is written down before it is sent."""
_MOST = 500
"""Ids in one entry."""


class Audit:
    """Gathers by person and deed what was looked at, and appends it."""

    def __init__(self, ledgers: Ledgers, pipeline: Pipeline) -> None:
        self._ledgers = ledgers
        self._pipeline = pipeline
        self._held: dict[tuple[str, Did], tuple[dict[str, None], str, str]] = {}
        self._full = asyncio.Event()

    def note(self, person: Person, did: Did, what: str, at: datetime) -> None:
        """Take note of one look; of the one person of a desk without accounts nothing is written down."""
        if person.by == "local":
            return
        stamp = at.isoformat()
        ids, first, _ = self._held.get((person.name, did), ({}, stamp, stamp))
        ids[what] = None
        self._held[person.name, did] = (ids, first, stamp)
        if len(ids) >= _MOST:
            self._full.set()

    async def flush(self) -> None:
        """Append what was gathered; LedgerError where that cannot be, and then it is still held."""
        held, self._held = self._held, {}
        if not held:
            return
        made = [_access(name, did, tuple(ids), first, last) for (name, did), (ids, first, last) in held.items()]
        try:
            await self._ledgers.write(lambda ledger: self._pipeline.note(ledger, made))
        except BaseException:
            for key, (ids, first, last) in held.items():
                later = self._held.get(key, ({}, first, last))
                self._held[key] = (ids | later[0], first, later[2])
            raise

    async def run(self) -> None:
        """Append every few seconds until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._full.wait(), EVERY_S)
            self._full.clear()
            try:
                await self.flush()
            except SaysoError as error:
                _log.warning("who read what could not be written down yet: %s", error)
                await asyncio.sleep(1)


def _access(name: str, did: Did, what: tuple[str, ...], first: str, last: str) -> Access:
    made = Access(id="", by=name, did=did, what=what, first=first, at=last)
    named = hashlib.sha256(msgspec.json.encode(made, order="deterministic")).hexdigest()[:20]
    return msgspec.structs.replace(made, id=named)
