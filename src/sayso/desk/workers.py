"""A worker: one process that does the tasks of a reckoning one after the other, so that the server's own is free to answer."""

import asyncio
import contextlib
import os
import signal
import uuid
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

import msgspec

from sayso.desk import reckoning
from sayso.desk.reckoning import Order

_T = TypeVar("_T")
_encode = msgspec.msgpack.Encoder().encode


class Worker:
    """Does one task at a time; a process that died is replaced, and what it held is worked out again."""

    def __init__(self, order: Order, *, apart: bool = True) -> None:
        """Take what to work on; not `apart`, it is a thread of this process: for tests, which need no quickness."""
        self._order = _encode(msgspec.structs.replace(order, name=uuid.uuid4().hex))
        self._apart = apart
        self._pool: Executor | None = None
        self._turn = asyncio.Lock()

    async def do(self, task: str, *arguments: object) -> list[bytes]:
        """Return what a task gives; errors of the tree are raised as they were in the process."""
        async with self._turn:
            return await self._run(reckoning.work, self._order, task, _encode(arguments))

    async def _run(self, function: Callable[..., _T], *arguments: Any) -> _T:  # noqa: ANN401 - a function's own
        if self._pool is None:
            self._pool = self._begun()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, function, *arguments)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = None
            raise

    def _begun(self) -> Executor:
        if not self._apart:
            return ThreadPoolExecutor(max_workers=1, thread_name_prefix="reckoning")
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=reckoning.settle_in)

    async def close(self) -> None:
        """Let go of what it holds and end it; a task that is under way is not waited for."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if isinstance(pool, ThreadPoolExecutor):
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(pool, reckoning.work, self._order, "close", b"")
            pool.shutdown(wait=True)
            return
        # There is no other way to end a long task than to end its process.
        processes = list(getattr(pool, "_processes", None) or {})
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)
