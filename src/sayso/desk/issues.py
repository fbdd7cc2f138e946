"""The issues that are held: each is made once however many ask, nobody waits for one longer than they want to, and old ones serve meanwhile."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec

from sayso.desk.issue import IssueAsked, IssueSeen
from sayso.desk.snapshot import Moment
from sayso.reconcile.selection import Wanted

_HELD = 12
"""How many issues are held; a page of each is some tens of kilobytes."""
_WAITING = 4
"""How many may wait to be made: who asked earlier and still wants it asks again."""


class Key(NamedTuple):
    """One issue as a page shows it: nothing else that could change makes a difference to it."""

    moment: Moment
    """Fixed: of so many entries."""
    newest: bool
    """Whether it was asked for as the newest state."""
    asked: IssueAsked
    wanted: Wanted


class Look(NamedTuple):
    """What there is to look at now."""

    issue: IssueSeen | None
    entry: int | None
    """Of which entry it is, where it is an older one; None for the one that is asked for."""
    under_way_s: float | None
    """For how long the one that is asked for has been in the making; None when it is there."""


class Issues:
    """Makes issues one after the other and holds the last ones."""

    def __init__(self, make: Callable[[Moment, IssueAsked, Wanted], Awaitable[IssueSeen]]) -> None:
        self._make = make
        self._held: OrderedDict[Key, IssueSeen] = OrderedDict()
        self._tasks: OrderedDict[Key, asyncio.Task[IssueSeen]] = OrderedDict()
        self._begun: dict[Key, float] = {}

    async def look(self, key: Key, within_s: float) -> Look:
        """Return an issue if it is there within some seconds, and otherwise how far it is and the last one like it; what fails is raised."""
        found = self._held.get(key)
        if found is None:
            task = self._asked(key)
            done, _ = await asyncio.wait({task}, timeout=within_s)
            if not done or task.cancelled():
                return self._meanwhile(key)
            found = task.result()
        return Look(found, None, None)

    def forget(self) -> None:
        """Let go of all: of what they say something may have been cut out, or they have gone out."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._begun.clear()
        self._held.clear()

    def _asked(self, key: Key) -> asyncio.Task[IssueSeen]:
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(self._made(key))
            task.add_done_callback(lambda done: self._ended(key, done))
            self._begun[key] = asyncio.get_running_loop().time()
            # The first is being made; of those behind it the one that waits longest goes.
            while len(self._tasks) > _WAITING + 1:
                oldest = list(self._tasks)[1]
                self._tasks.pop(oldest).cancel()
        return task

    async def _made(self, key: Key) -> IssueSeen:
        made = await self._make(key.moment, key.asked, key.wanted)
        self._held[key] = made
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return made

    def _ended(self, key: Key, task: asyncio.Task[IssueSeen]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]
            self._begun.pop(key, None)
        if not task.cancelled():
            task.exception()  # whoever waits is told; with nobody waiting, the next who asks is

    def _meanwhile(self, key: Key) -> Look:
        begun = self._begun.get(key)
        waited = 0.0 if begun is None else asyncio.get_running_loop().time() - begun
        like = [held for held in self._held if _alike(held, key)]
        if not like:
            return Look(None, None, waited)
        return Look(self._held[like[-1]], int(like[-1].moment.known or 0), waited)


def _alike(held: Key, key: Key) -> bool:
    """Tell whether an issue is an older one of the same: of the newest state then, by the same policy, of the same days."""
    same = msgspec.structs.replace(held.asked, now=key.asked.now) == key.asked
    return held.newest and key.newest and held.wanted == key.wanted and same
