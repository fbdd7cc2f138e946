"""The desk itself: the ledger, its snapshots, people, jobs and listeners, put together; begun and ended with the server."""

import asyncio
import contextlib
import logging
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime

from sayso import clock
from sayso.desk.audit import Audit
from sayso.desk.index import Index
from sayso.desk.jobs import Job, Jobs
from sayso.desk.ledgers import Ledgers
from sayso.desk.live import Hub, Told
from sayso.desk.options import DeskSettings
from sayso.desk.people import People, Person
from sayso.desk.reckoning import Order
from sayso.desk.snapshot import Moment, Snapshot
from sayso.desk.snapshots import Snapshots
from sayso.desk.telling import Telling
from sayso.desk.throttle import Rate, Tries
from sayso.errors import LedgerError
from sayso.ledger.ledger import Ledger, decode
from sayso.pipeline import Pipeline
from sayso.publish.codes import Coder
from sayso.records import Report

_log = logging.getLogger("sayso.desk")
HASHES_AT_ONCE = 2
"""Passwords that are checked at a time: each takes 64 MB."""


class Desk:
    """Everything that requests share."""

    def __init__(self, settings: DeskSettings, now: Callable[[], datetime] = clock.instant) -> None:
        """Take how it is set up, and a clock; LedgerError when the file of accounts cannot be opened."""
        self.settings = settings
        self.now = now
        self.pipeline = Pipeline()
        self.ledgers = Ledgers(settings.ledger)
        self.index = Index()
        self.telling = Telling()
        self.hub = Hub(settings.beat_s)
        self.people = None if settings.accounts is None else People(settings.accounts)
        self.tries = Tries()
        limits = settings.limits
        self.reads, self.writes = Rate(limits.reads_a_minute), Rate(limits.writes_a_minute)
        self.exports = Rate(limits.exports_a_minute)
        self.audit = Audit(self.ledgers, self.pipeline)
        grades = None if settings.grades is None else str(settings.grades)
        self.snapshots = Snapshots(Order(place=settings.ledger, grades=grades), apart=settings.apart)
        self.jobs = Jobs(settings.ledger, now, apart=settings.apart, told=self.told)
        self.listening: Counter[str] = Counter()
        """How many pages of somebody listen."""
        self._hashing: asyncio.Semaphore | None = None
        self._moved = asyncio.Event()
        self.snapshots.watchers.append(self._noticed)
        self.jobs.watchers.append(self._told_of)

    @property
    def coder(self) -> Coder:
        """What codes events by the schemes of others."""
        return self.pipeline.coder

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the ledger, do jobs and write down who read what, until the server ends."""
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)
        await self.ledgers.read(self.index.follow)
        tasks = [
            asyncio.create_task(work)
            for work in (self.snapshots.run(), self.jobs.run(), self.audit.run(), self._follow_index())
        ]
        try:
            yield
        finally:
            self.hub.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            try:
                await self.audit.flush()
            except LedgerError as error:
                _log.error("who read what in the last minute could not be written down: %s", error)
            await self.jobs.close()
            await self.snapshots.close()
            self.ledgers.end()
            if self.people is not None:
                self.people.close()

    async def hashing(self, work: Callable[[], object]) -> object:
        """Check a password in a thread, so many at a time."""
        assert self._hashing is not None  # noqa: S101 - made when the desk began
        async with self._hashing:
            return await asyncio.to_thread(work)

    async def snapshot(self, moment: Moment) -> Snapshot:
        """Return the snapshot of a moment."""
        return await self.snapshots.of(moment)

    async def ready_to_tell(self, snapshot: Snapshot, reports: Iterable[str]) -> None:
        """Have the reports of some claims at hand."""
        claims_of = snapshot.by_report
        missing = self.telling.missing(claims_of, reports)
        if not missing:
            return
        found = await self.ledgers.read(lambda ledger: [report_in(ledger, name) for name in missing])
        for report in found:
            if report is not None:
                self.telling.take(report, claims_of.get(report.id, ()))
                await asyncio.sleep(0)  # two milliseconds each: others have their turn in between

    async def follow_index(self) -> None:
        """Take what the ledger has got since into the index, and tell those who listen."""
        captures, decisions = await self.ledgers.read(self.index.follow)
        for seq, made, _ in captures:
            self.hub.tell(Told(id=seq, event="captured", data={"report": made.id}))
        for seq, decision in decisions:
            self.hub.tell(Told(id=seq, event="decision", data=_decided(decision)))

    def monotonic(self) -> float:
        """Return seconds that never go back, for limits of rate."""
        return time.monotonic()

    def told(self, trouble: str) -> str:
        """Return a sentence about trouble without where the files of a team's desk lie; one person on their own machine wants to know."""
        if self.people is None:
            return trouble
        for place, name in (
            (self.settings.ledger, "the ledger"),
            (str(self.settings.accounts), "the file of accounts"),
        ):
            trouble = trouble.replace(place, name)
        return _SERVER.sub("the ledger", trouble)

    def still(self, person: Person) -> bool:
        """Tell whether somebody who came in a while ago may still be here."""
        if self.people is None or person.by == "local":
            return True
        return self.people.holds(person, self.now())

    def missed(self, since: int) -> list[Told]:
        """Return what happened after an entry, for a page that comes back; one event that says so where it is too much."""
        captures, decisions = self.index.since(since)
        if len(captures) + len(decisions) > _MOST_MISSED:
            return [Told(id=self.index.seen, event="anew", data={})]
        told = [
            *(Told(id=seq, event="captured", data={"report": made.id}) for seq, made, _ in captures),
            *(Told(id=seq, event="decision", data=_decided(made)) for seq, made in decisions),
        ]
        return sorted(told, key=lambda one: one.id or 0)

    def _noticed(self, snapshot: Snapshot) -> None:
        self.hub.tell(Told(id=None, event="head", data={"entry": snapshot.facts.entry, "events": len(snapshot.events)}))
        self._moved.set()

    def _told_of(self, job: Job) -> None:
        self.hub.tell(Told(id=None, event="job", data={"id": job.id, "state": job.state, "done": job.done}))
        if job.done:
            self.snapshots.wake()

    async def _follow_index(self) -> None:
        while True:
            await self._moved.wait()
            self._moved.clear()
            try:
                await self.follow_index()
            except (
                LedgerError
            ):  # the snapshots say so; what came meanwhile is told as soon as the ledger is there again
                self._moved.set()
                await asyncio.sleep(_AGAIN_S)


_MOST_MISSED = 500
_SERVER = re.compile(r"postgresql://\S+?(?=[:,;]?(?:\s|$))")
"""An address of a server, as messages name it."""
_AGAIN_S = 1.0
"""How long to wait before a ledger that could not be read is asked again."""


def _decided(decision: object) -> dict[str, object]:
    made = {name: getattr(decision, name) for name in ("id", "verb", "by")}
    return made | {"claims": list(getattr(decision, "claims", ()))}


def report_in(ledger: Ledger, name: str) -> Report | None:
    """Return a report of a ledger by its whole id; None when there is none."""
    for recorded in ledger.store.find(name):
        if recorded.id == name and recorded.kind == "report":
            made = decode(recorded)
            assert isinstance(made, Report)  # noqa: S101 - of that kind
            return made
    return None
