"""Writes into the ledger who looked at what is not for everybody: each record once an hour, gathered for a while, so that looking stays quick."""

import asyncio
import contextlib
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

import msgspec

from sayso.decisions import Access
from sayso.desk.ledgers import Ledgers
from sayso.desk.people import Person
from sayso.desk.problems import Problem
from sayso.errors import SaysoError
from sayso.pipeline import Pipeline

_log = logging.getLogger("sayso.desk")
Did = Literal["read-private", "export", "people", "sign-in"]
EVERY_S = 60.0
"""How often it is written down who read what. A crash loses at most so much; all else is written down at once, an export before it is sent."""
AGAIN = timedelta(hours=1)
"""Who looks at the same record again within so long is not written down again: one entry says it."""
_AGAIN_S = 5.0
"""How long to wait after that failed."""
_MOST = 500
"""Records in one entry."""
_HELD = 20_000
"""Records that wait to be written down; beyond that nobody sees more of what is private until they are."""
_REMEMBERED = 100_000
_SELECTS = frozenset({"claim", "event", "report"})
"""Parameters that name the record that is looked at."""
_NARROWS = _SELECTS | {"as_of", "known", "since", "until", "kind", "place", "disputed", "reviewed", "by", "did"}
"""Parameters that say what was taken away. Words that were searched for are in neither: they may be a name, and the ledger forgets nothing."""


def named(path: str, query: Iterable[tuple[str, str]], *, export: bool) -> str:
    """Return how an address stands in the ledger: `/review?claim=4b61…`."""
    kept = [(name, value) for name, value in query if name in (_NARROWS if export else _SELECTS) and value]
    return f"{path}?{urlencode(kept)}" if kept else path


class Audit:
    """Gathers by person and deed what was looked at, and appends it."""

    def __init__(self, ledgers: Ledgers, pipeline: Pipeline) -> None:
        self._ledgers = ledgers
        self._pipeline = pipeline
        self._held: dict[tuple[str, Did], tuple[dict[str, None], str, str]] = {}
        self._seen: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        """When it was last noted that somebody looked at something."""
        self._turn = asyncio.Lock()
        self._full = asyncio.Event()

    def note(self, person: Person, did: Did, what: str, at: datetime) -> None:
        """Take note of one look; of the one person of a desk without accounts nothing is written down."""
        if person.by == "local" or (did == "read-private" and self._lately(person.name, what, at)):
            return
        stamp = at.isoformat()
        ids, first, _ = self._held.get((person.name, did), ({}, stamp, stamp))
        ids[what] = None
        self._held[person.name, did] = (ids, first, stamp)
        if did != "read-private" or len(ids) >= _MOST:
            self._full.set()

    def ready(self) -> None:
        """Raise Problem where so much waits to be written down that nobody may see more of what is private."""
        if sum(len(ids) for ids, _, _ in self._held.values()) >= _HELD:
            raise Problem("ledger-unavailable", "who reads what cannot be written down just now")

    def _lately(self, name: str, what: str, at: datetime) -> bool:
        """Tell whether it is noted already that somebody looked at this within the hour; it is afterwards."""
        last = self._seen.get((name, what))
        if last is not None and timedelta() <= at - last < AGAIN:
            return True
        self._seen[name, what] = at
        self._seen.move_to_end((name, what))
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return False

    async def flush(self) -> None:
        """Append what was gathered; LedgerError where that cannot be, and then it is still held."""
        async with self._turn:  # what another has taken to write down is written down before this returns
            await self._flush()

    async def _flush(self) -> None:
        held, self._held = self._held, {}
        if not held:
            return
        made = [
            _access(name, did, tuple(ids)[at : at + _MOST], first, last)
            for (name, did), (ids, first, last) in held.items()
            for at in range(0, len(ids), _MOST)
        ]
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
                async with asyncio.timeout(EVERY_S):
                    await self._full.wait()
            self._full.clear()
            try:
                await self.flush()
            except SaysoError as error:
                _log.warning("who read what could not be written down yet: %s", error)
                await asyncio.sleep(_AGAIN_S)
                self._full.set()


def _access(name: str, did: Did, what: tuple[str, ...], first: str, last: str) -> Access:
    made = Access(id="", by=name, did=did, what=what, first=first, at=last)
    named = hashlib.sha256(msgspec.json.encode(made, order="deterministic")).hexdigest()[:20]
    return msgspec.structs.replace(made, id=named)
