"""The snapshots that are held: the newest, which follows the ledger, and some past ones; answers wait for neither to be made anew."""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import msgspec

from sayso.desk.issue import IssueAsked, IssueSeen, Published
from sayso.desk.issues import Issues, Key, Look
from sayso.desk.reckoning import Order
from sayso.desk.snapshot import Change, Moment, Snapshot
from sayso.desk.workers import Worker
from sayso.errors import SaysoError
from sayso.projection.stored import beside
from sayso.publish.difference import Difference
from sayso.publish.model import Brief
from sayso.reconcile.selection import Wanted
from sayso.records import Explanation, Position

_log = logging.getLogger("sayso.desk")
_T = TypeVar("_T")
_PAST = 12
"""How many past snapshots are held; most of what they hold is the newest's own, or another's that was made of it."""
_OTHERS = 16
"""How many positions, briefs and lists of changes are held."""
_LOOK_S = 0.5
"""How often to look whether others wrote to the ledger."""
_PACE_S = 0.1
"""How long to rest at least between two looks: what comes in the meantime is taken together."""


class _Begun(msgspec.Struct):
    """What of a piece says whether it begins a snapshot anew."""

    anew: bool = False


class Snapshots:
    """Holds snapshots of one ledger and keeps the newest up to date."""

    def __init__(self, order: Order, *, apart: bool = True) -> None:
        self._folder = None if beside(order.place) is not None else TemporaryDirectory(prefix="sayso-desk-")
        """For a ledger on a server, what is otherwise kept beside it; it goes with the desk."""
        if self._folder is not None:
            order = msgspec.structs.replace(order, reach=str(Path(self._folder.name) / "ledger.reach"))
        self._following = Worker(order, apart=apart)
        self._aside = Worker(order, apart=apart)
        self._issuing = Worker(order, apart=apart)
        """Apart from what others ask of the past: the gate goes through everything that would go out."""
        self.newest = Snapshot.empty(Moment())
        """The newest state that is worked out; the ledger may hold later entries."""
        self.trouble: str | None = None
        """Why the newest state cannot be followed, in words; None while it can."""
        self.ready = asyncio.Event()
        """Set once there is a first snapshot."""
        self.watchers: list[Callable[[Snapshot], None]] = []
        """Who is told of each new snapshot."""
        self._prepared = False
        """Whether it is known which claims can matter to each other."""
        self._moved = asyncio.Condition()
        self._woken = asyncio.Event()
        self._past: OrderedDict[Hashable, asyncio.Task[Any]] = OrderedDict()
        self._others: OrderedDict[Hashable, asyncio.Task[Any]] = OrderedDict()
        self.issues = Issues(self._issued)

    async def run(self) -> None:
        """Follow the ledger until cancelled."""
        begun = False
        while True:
            try:
                if not begun:
                    await self._take(await self._following.do("begin"))
                    begun = True
                if not self._prepared:
                    await self._following.do("prepare")
                    self._prepared = True
                await self._take(await self._following.do("follow"))
                self.trouble = None
            except BrokenProcessPool:
                _log.warning("the process that follows the ledger ended; it is begun again")
                begun = False
            except SaysoError as error:
                if self.trouble != str(error):
                    _log.warning("the ledger cannot be followed: %s", error)
                self.trouble = str(error)
                await asyncio.sleep(2)
            with contextlib.suppress(TimeoutError):
                # not `wait_for`: in Python 3.11 it swallows an end that comes together with what is waited for
                async with asyncio.timeout(_LOOK_S):
                    await self._woken.wait()
            await asyncio.sleep(_PACE_S)
            self._woken.clear()

    def wake(self) -> None:
        """Say that the ledger holds something new."""
        self._woken.set()

    async def reached(self, entry: int, within_s: float) -> bool:
        """Wait until the newest snapshot knows an entry; return whether it does in time."""
        self.wake()

        async def wait() -> None:
            async with self._moved:
                await self._moved.wait_for(lambda: self.newest.facts.seen >= entry)

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await wait()
        return self.newest.facts.seen >= entry

    async def of(self, moment: Moment) -> Snapshot:
        """Return the snapshot of a moment; raises UsageError for what is none."""
        if moment == Moment():
            await self.ready.wait()
            return self.newest
        if not moment.past:
            await self.ready.wait()
            moment = msgspec.structs.replace(moment, known=str(self.newest.facts.entry))
        found: Snapshot = await _held(self._past, moment, _PAST, lambda: self._made(moment))
        return found

    async def positions(self, moment: Moment) -> tuple[Position, ...]:
        """Return where parties stood at a moment."""
        fixed = self._fixed(moment)
        return await self._other(("positions", fixed), tuple[Position, ...], "positions", fixed)

    async def changes(self, before: str, after: str, *, said: bool, rule: str) -> Difference:
        """Return what is otherwise at the later of two moments, both numbers of entries or both instants."""
        # What is told names its entry; within a minute it is not made anew for every entry that comes.
        key = ("changes", before, after, said, rule, int(time.monotonic() // 60))
        return await self._other(key, Difference, "changes", before, after, said, rule)

    async def brief(self, snapshot: Snapshot, wanted: Wanted) -> Brief:
        """Return the brief of a snapshot, of the events asked for; of some it is made of their claims alone."""
        fixed = self._fixed(snapshot.moment)
        claims: list[str] = []
        if wanted != Wanted() and self._prepared:
            claims = [claim.id for event in snapshot.select(wanted).events for claim in event.claims]
        return await self._other(("brief", fixed, wanted), Brief, "brief", fixed, wanted, claims)

    async def issue(self, moment: Moment, asked: IssueAsked, wanted: Wanted, within_s: float) -> Look:
        """Return the issue that would go out of a moment, its brief of the events asked for; after some seconds, how far it is."""
        fixed = (
            moment
            if moment.known is not None
            else msgspec.structs.replace(moment, known=str(self.newest.facts.outgoing))
        )
        return await self.issues.look(Key(fixed, not moment.past, asked, wanted), within_s)

    async def _issued(self, moment: Moment, asked: IssueAsked, wanted: Wanted) -> IssueSeen:
        done = await self._issuing.do("issue", moment, asked, wanted)
        return msgspec.msgpack.decode(done[0], type=IssueSeen)

    async def put_out(
        self, moment: Moment, asked: IssueAsked, folder: str, by: str, boundaries: str | None
    ) -> Published:
        """Put out the issue of a moment; GateError where anything stops it."""
        done = await self._issuing.do("put_out", moment, asked, folder, by, boundaries)
        self.issues.forget()
        return msgspec.msgpack.decode(done[0], type=Published)

    async def why(self, moment: Moment, claim: str, event: str) -> Explanation:
        """Return why a claim stands in an event, or why not."""
        fixed = self._fixed(moment)
        return await self._other(("why", fixed, claim, event), Explanation, "why", fixed, claim, event)

    async def close(self) -> None:
        """End the workers."""
        for task in (*self._past.values(), *self._others.values()):
            task.cancel()
        self.issues.forget()
        await self._aside.close()
        await self._issuing.close()
        await self._following.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _fixed(self, moment: Moment) -> Moment:
        """Return a moment that stays the same while the ledger grows."""
        if moment.known is not None:
            return moment
        return msgspec.structs.replace(moment, known=str(self.newest.facts.entry))

    async def _made(self, moment: Moment) -> Snapshot:
        newest = self.newest
        if not self._prepared or moment.rule != newest.moment.rule:
            return await _changed(Snapshot.empty(moment), await self._aside.do("at", moment))
        # What is not otherwise is shared with the newest or another, and neither made nor sent again.
        held = [newest, *self._made_already(moment)]
        moments = [msgspec.structs.replace(one.moment, known=str(one.facts.seen)) for one in held]
        place, *pieces = await self._aside.do("past", moment, moments)
        return await _changed(held[msgspec.msgpack.decode(place, type=int)], pieces, moment)

    def _made_already(self, moment: Moment) -> list[Snapshot]:
        """Return the past snapshots that are there, by the rule of a moment."""
        done = (
            task for task in self._past.values() if task.done() and not task.cancelled() and task.exception() is None
        )
        return [found for found in (task.result() for task in done) if found.moment.rule == moment.rule]

    async def _other(self, key: Hashable, kind: type[_T], task: str, *arguments: object) -> _T:
        async def made() -> _T:
            return msgspec.msgpack.decode((await self._aside.do(task, *arguments))[0], type=kind)

        found: _T = await _held(self._others, key, _OTHERS, made)
        return found

    async def _take(self, pieces: list[bytes]) -> None:
        if not pieces:
            return
        if msgspec.msgpack.decode(pieces[0], type=_Begun).anew:
            # As after a redaction: what is held may say what was cut out.
            self._past.clear()
            self._others.clear()
            self.issues.forget()
        self.newest = await _changed(self.newest, pieces)
        self.ready.set()
        async with self._moved:
            self._moved.notify_all()
        for watcher in self.watchers:
            watcher(self.newest)


async def _changed(snapshot: Snapshot, pieces: list[bytes], moment: Moment | None = None) -> Snapshot:
    """Return the snapshot after changes that came from a process; other requests have their turn between two pieces."""
    changes = []
    for piece in pieces:
        changes.append(msgspec.msgpack.decode(piece, type=Change))
        await asyncio.sleep(0)
    if len(pieces) == 1 and moment is None:
        return snapshot.changed(changes)
    return await asyncio.to_thread(snapshot.changed, changes, moment)


async def _held(
    held: OrderedDict[Hashable, asyncio.Task[Any]],
    key: Hashable,
    most: int,
    make: Callable[[], Coroutine[Any, Any, Any]],
) -> Any:  # noqa: ANN401 - of whatever kind
    """Return what is held under a key, made once also for those who ask at the same time; failures are not held."""
    task = held.get(key)
    if task is None:
        task = held[key] = asyncio.create_task(make())
        while len(held) > most:
            held.popitem(last=False)
    else:
        held.move_to_end(key)
    try:
        return await asyncio.shield(task)
    except BaseException:
        if task.done() and held.get(key) is task:
            del held[key]
        raise
