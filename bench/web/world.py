"""A world to fetch from that is all on this machine: names, numbers that look public, and servers on loopback behind them."""

import asyncio
import itertools
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpcore2

from sayso.capture.exchange import Line, Unreached
from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Wanted
from sayso.capture.manners import Manners
from sayso.fetches import Fetch

PUBLIC = "93.184.215."
"""The beginning of numbers that invented hosts have; nothing is ever sent there, the dialler goes to loopback instead."""
TRUST = ssl.create_default_context()
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter, "Asked"], Awaitable[None]]


class Asked:
    """A request as a server got it."""

    def __init__(self, head: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        self.target = lines[0].split(" ")[1]
        self.headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}


def page(body: bytes | str, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """Return a whole answer."""
    data = body.encode() if isinstance(body, str) else body
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(data)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + data


def always(answer: bytes) -> Serve:
    """Return a server that gives one answer to everything but robots.txt, of which it has none."""

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(page("", status="404 Not Found") if asked.target == "/robots.txt" else answer)

    return serve


class World:
    """Servers on loopback, a resolver that knows only invented names, and a dialler that goes nowhere but to loopback.

    `dialled` lists the numbers that were dialled. A number that belongs to no server leads to the trap, which counts.
    """

    def __init__(self) -> None:
        self.names: dict[str, Iterator[tuple[str, ...]]] = {}
        self.ports: dict[str, int] = {}
        self.dialled: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.asked_for: list[str] = []
        self.waited: list[float] = []
        self.trapped = 0
        self.time = 1000.0
        self.requests: list[Asked] = []
        self._numbers = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def host(self, name: str, serve: Serve | bytes, *, tls: ssl.SSLContext | None = None) -> str:
        """Begin a server under a name; return its number."""
        answer = always(serve) if isinstance(serve, bytes) else serve
        number = f"{PUBLIC}{next(self._numbers)}"
        self.ports[number] = self._call(self._listen(name, answer, tls))
        self.names[name] = itertools.repeat((number,))
        return number

    def name(self, name: str, *answers: tuple[str, ...]) -> None:
        """Let a name stand for numbers: the first answer, then the next, the last for ever."""
        self.names[name] = itertools.chain(answers, itertools.repeat(answers[-1]))

    # What a fetcher is given.

    async def numbers(self, host: str, port: int) -> tuple[str, ...]:
        """Answer as a resolver."""
        del port
        self.asked_for.append(host)
        if host not in self.names:
            message = "its name is not known"
            raise Unreached(message, code="no-such-host")
        return next(self.names[host])

    async def connect(self, number: str, port: int, timeout: float) -> httpcore2.AsyncNetworkStream:  # noqa: ASYNC109 - httpcore2's own way
        """Go to the server on loopback that a number stands for, or to the trap."""
        del port
        self.dialled.append(number)
        place = self.ports.get(number, self.ports["trap"])
        return await httpcore2.AnyIOBackend().connect_tcp("127.0.0.1", place, timeout=timeout)

    async def sleep(self, seconds: float) -> None:
        """Let invented time pass."""
        self.waited.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    def now(self) -> datetime:
        """Return the invented time."""
        return datetime(2031, 5, 14, 9, tzinfo=UTC) + timedelta(seconds=self.time - 1000)

    def fetcher(self, manners: Manners | None = None, tls: ssl.SSLContext | None = None) -> Fetcher:
        """Return a fetcher in this world."""
        line = Line(resolver=self, dialler=self, tls=tls or TRUST)
        return Fetcher(manners, line=line, sleep=self.sleep, monotonic=lambda: self.time, now=self.now)

    def fetch(self, address: str, manners: Manners | None = None) -> Fetch:
        """Fetch one address with a fetcher of its own, and return the record."""
        fetched = asyncio.run(self.fetcher(manners).fetch(Wanted(address=address)))
        if fetched.body is not None:
            fetched.body.close()
        return fetched.record

    # How it runs.

    def _call(self, work: Awaitable[int]) -> int:
        async def run() -> int:
            return await work

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    async def _listen(self, name: str, serve: Serve, tls: ssl.SSLContext | None) -> int:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            try:
                asked = Asked(await reader.readuntil(b"\r\n\r\n"))
                self.requests.append(asked)
                self.asked.append((name, asked.target))
                await serve(reader, writer, asked)
                await writer.drain()
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the client has gone away, as it may; or the world ends
            finally:
                writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=tls)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _trap(self) -> int:
        async def count(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.trapped += 1
            writer.close()

        server = await asyncio.start_server(count, "127.0.0.1", 0)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _end(self) -> int:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return 0

    @contextmanager
    def running(self) -> Iterator["World"]:
        """Run the servers in a thread of their own, until the end of the block."""
        self._thread.start()
        try:
            self.ports["trap"] = self._call(self._trap())
            yield self
        finally:
            self._call(self._end())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
