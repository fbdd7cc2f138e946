"""Jobs: what takes longer than a request, such as reading a report, with how far it is; each can be cancelled."""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Literal

import msgspec

from sayso.desk import reading_room
from sayso.desk.reading_room import Brought, Step
from sayso.errors import SaysoError

_log = logging.getLogger("sayso.desk")
_KEPT = 200
"""Jobs that are remembered."""
_PATIENCE_S = 2.0
"""How long a step may still take after its job was cancelled, before its process is ended; an append is whole or not at all."""
MOST_HELD = 1024 * 1024 * 1024
"""Bytes of files that were sent and wait to be read, of all people together."""
_STEPS = 200
WAITING = 20
"""Jobs of one person that may wait at a time."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One job and how far it is."""

    id: str
    what: str
    """What is read, in words: a file's name, an address."""
    by: str
    begun: str
    state: Literal["waiting", "running", "done", "cancelled", "failed"] = "waiting"
    done: int = 0
    """Reports that were read."""
    claims: int = 0
    """New claims of them."""
    steps: tuple[Step, ...] = ()
    """What came of the last two hundred; what could not be read, or was amiss, stays longest."""
    trouble: str | None = None
    ended: str | None = None


class Jobs:
    """Does jobs one after the other."""

    def __init__(
        self, place: str, clock: Callable[[], datetime], *, apart: bool = True, told: Callable[[str], str] = str
    ) -> None:
        """Take the ledger's place, a clock, whether to read in a process of its own, and how trouble is told."""
        self._told = told
        self._place = place
        self._clock = clock
        self._apart = apart
        self._pool: Executor | None = None
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._brought: dict[str, bytes] = {}
        self._files: dict[str, Path] = {}
        self._folder: TemporaryDirectory[str] | None = None
        self._keeping = threading.Lock()
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self.watchers: list[Callable[[Job], None]] = []
        """Who is told of every step."""

    def begin(self, brought: Brought, what: str) -> Job | None:
        """Put a job in the row; None where its owner has too many there."""
        mine = [job for job in self._jobs.values() if job.by == brought.by and job.state in {"waiting", "running"}]
        if len(mine) >= WAITING:
            return None
        job = Job(id=uuid.uuid4().hex[:16], what=what, by=brought.by, begun=self._clock().isoformat())
        self._jobs[job.id] = job
        self._brought[job.id] = msgspec.msgpack.encode(brought)
        if brought.file:
            self._files[job.id] = Path(brought.file)
        self._queue.put_nowait(job.id)
        ended = [name for name, one in self._jobs.items() if one.ended]
        for name in ended[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[name]
        return job

    def keep(self, file: BinaryIO) -> Path | None:
        """Write a file that was sent where it lies until its job ends; None where too much lies there. OSError where it cannot be written."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with self._keeping:  # called in threads
            if sum(path.stat().st_size for path in list(self._files.values()) if path.exists()) + size > MOST_HELD:
                return None
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="sayso-desk-")
            path = Path(self._folder.name, uuid.uuid4().hex)
            try:
                with path.open("xb") as stream:
                    shutil.copyfileobj(file, stream)
            except OSError:
                path.unlink(missing_ok=True)
                raise
        return path

    def get(self, name: str) -> Job | None:
        """Return a job."""
        return self._jobs.get(name)

    def all(self) -> list[Job]:
        """Return the jobs, the newest first."""
        return list(reversed(self._jobs.values()))

    def cancel(self, name: str) -> Job | None:
        """Stop a job; what it has read stays. None when there is none of that name."""
        job = self._jobs.get(name)
        if job is None or job.ended:
            return job
        if job.state == "waiting":
            self._let_go(name)
        return self._change(job, state="cancelled", ended=self._clock().isoformat())

    async def run(self) -> None:
        """Do what is in the row until cancelled."""
        while True:
            name = await self._queue.get()
            brought = self._brought.pop(name, b"")
            if name in self._jobs and self._jobs[name].ended is None:
                await self._do(self._jobs[name], brought)
            self._let_go(name)

    def _let_go(self, name: str) -> None:
        """Remove what was sent for a job."""
        self._brought.pop(name, None)
        file = self._files.pop(name, None)
        if file is not None:
            file.unlink(missing_ok=True)

    async def close(self) -> None:
        """End the process, and remove what was sent and not read."""
        await self._close()
        if self._folder is not None:
            await asyncio.to_thread(self._folder.cleanup)

    async def _close(self) -> None:
        pool, self._pool = self._pool, None
        if isinstance(pool, ThreadPoolExecutor):
            await asyncio.get_running_loop().run_in_executor(pool, reading_room.close, self._place)
            pool.shutdown(wait=True)
        elif pool is not None:
            await asyncio.to_thread(_end, pool)

    async def _do(self, job: Job, brought: bytes) -> None:
        job = self._change(job, state="running")
        try:
            while self._jobs[job.id].ended is None:
                found = await self._step(job.id, brought)
                if found is None:
                    break
                job = self._change(
                    self._jobs[job.id],
                    done=job.done + 1,
                    claims=job.claims + found.new,
                    steps=_told(job.steps, found),
                )
            if self._jobs[job.id].ended is None:
                self._change(job, state="done", ended=self._clock().isoformat())
        except BrokenProcessPool:
            self._pool = None
            self._fail(job.id, "the process that read it ended")
        except SaysoError as error:
            self._fail(job.id, str(error))
        except Exception:  # noqa: BLE001 - whatever it is, it is logged and told; the jobs behind it have their turn
            _log.exception("a job failed")
            self._fail(job.id, "the desk made a mistake; its log has the details")

    def _fail(self, name: str, trouble: str) -> None:
        if self._jobs[name].ended is None:
            self._change(self._jobs[name], state="failed", trouble=self._told(trouble), ended=self._clock().isoformat())

    async def _step(self, name: str, brought: bytes) -> Step | None:
        """Do one step; where the job is cancelled meanwhile and the step does not end, end its process."""
        if self._pool is None:
            self._pool = self._begun()
        loop = asyncio.get_running_loop()
        step = loop.run_in_executor(self._pool, reading_room.step, name, self._place, brought)
        cancelled_at: float | None = None
        while not step.done():
            await asyncio.wait([step], timeout=0.2)
            if self._jobs[name].ended is None or step.done():
                continue
            cancelled_at = cancelled_at or loop.time()
            if self._apart and loop.time() - cancelled_at > _PATIENCE_S:
                pool, self._pool = self._pool, None
                await asyncio.to_thread(_end, pool)
                with contextlib.suppress(BrokenProcessPool, asyncio.CancelledError):
                    await step
                return None
        found = await step
        return None if found is None else msgspec.msgpack.decode(found, type=Step)

    def _begun(self) -> Executor:
        if not self._apart:
            return ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=reading_room.settle_in)

    def _change(self, job: Job, **changes: object) -> Job:
        changed = msgspec.structs.replace(job, **changes)
        self._jobs[job.id] = changed
        for watcher in self.watchers:
            watcher(changed)
        return changed


def _told(steps: tuple[Step, ...], found: Step) -> tuple[Step, ...]:
    """Return the steps that are told: beyond so many the oldest goes of which there is nothing to say."""
    if len(steps) < _STEPS:
        return (*steps, found)
    gone = next((n for n, step in enumerate(steps) if not step.trouble and not step.notes), 0)
    return (*steps[:gone], *steps[gone + 1 :], found)


def _end(pool: Executor | None) -> None:
    """End a pool's process at once."""
    for process in list(getattr(pool, "_processes", None) or {}):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)
    if pool is not None:
        pool.shutdown(wait=True, cancel_futures=True)
