"""Many fetches at once, in a thread of their own: what came of each is handed over in the order of coming.

So that whoever reads and records (slowly, and one at a time) neither delays the answers of others nor has them piled up in
memory: beyond a backlog no further request is begun until some were taken.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Fetched, Wanted

_BACKLOG = 64


class Fetching:
    """Fetches what is wanted: `for fetched in Fetching(Fetcher(), [Wanted(address="https://…")]): …`; to be iterated once.

    `stop` may be called from anywhere, a signal handler too. A fetcher that is used for several of these, one after another, keeps
    its manners between them when they are given one `runner`.
    """

    def __init__(self, fetcher: Fetcher, wanted: Iterable[Wanted], runner: asyncio.Runner | None = None) -> None:
        self._runner = runner
        self._fetcher = fetcher
        self._wanted = list(wanted)
        self._done: queue.SimpleQueue[Fetched | None] = queue.SimpleQueue()
        self._untaken = 0
        self._given = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopped = threading.Event()
        self._trouble: BaseException | None = None

    def __len__(self) -> int:
        return len(self._wanted)

    @property
    def stopped_early(self) -> bool:
        """Whether it was told to stop before all was handed over."""
        return self._stopped.is_set() and self._given < len(self._wanted)

    def stop(self) -> None:
        """Begin nothing more and break off what is under way; what has come whole is still handed over."""
        self._stopped.set()
        self._call(self._cancel)

    def __iter__(self) -> Iterator[Fetched]:
        thread = threading.Thread(target=self._run, name="sayso-fetching", daemon=True)
        thread.start()
        try:
            while (fetched := self._done.get()) is not None:
                self._given += 1
                self._call(self._taken)
                yield fetched
        finally:
            self.stop()
            thread.join()
            while not self._done.empty():
                left = self._done.get()
                if left is not None and left.body is not None:
                    left.body.close()
        if self._trouble is not None:
            raise self._trouble

    def _run(self) -> None:
        try:
            if self._runner is None:
                asyncio.run(self._all())
            else:
                self._runner.run(self._all())
        except asyncio.CancelledError:
            pass
        except BaseException as trouble:  # noqa: BLE001 - it is raised again where the results are taken
            self._trouble = trouble.exceptions[0] if isinstance(trouble, BaseExceptionGroup) else trouble
        finally:
            self._done.put(None)

    async def _all(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopped.is_set():
            return
        async with asyncio.TaskGroup() as group:
            for wanted in self._wanted:
                group.create_task(self._one(wanted))

    async def _one(self, wanted: Wanted) -> None:
        self._done.put(await self._fetcher.fetch(wanted))
        self._untaken += 1
        if self._untaken >= _BACKLOG:
            self._fetcher.hold()

    def _taken(self) -> None:
        self._untaken -= 1
        if self._untaken < _BACKLOG:
            self._fetcher.go_on()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _call(self, what: Callable[[], None]) -> None:
        """Have something done in the thread of the fetches, where that still runs."""
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(what)
        except RuntimeError:
            # The loop is closed: everything was handed over, and there is nothing left to stop or to let go on.
            self._loop = None
