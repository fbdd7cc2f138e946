"""Keeps a process that parses pages, so that a hostile one can be stopped: by its deadline, its memory, or its own crash.

The process is started when the first page comes, serves one page after another, and is replaced after it had to be
killed. It ends with its keeper: its input closes, or the keeper's own end stops it.
"""

import os
import subprocess
import sys
import threading
import time
import weakref
from functools import cache
from typing import BinaryIO, Self, cast

import msgspec

from sayso.errors import SaysoError
from sayso.structure.markup import MarkupWords
from sayso.structure.outline import ParsedPage
from sayso.structure.parsing import Answer, Request, receive, send
from sayso.structure.watch import Watch

MEMORY_BYTES = 2 * 1024**3
"""Address space of a worker; a page of 20 MB with a million tags takes about half of it."""

_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from {} import serve; serve(int(sys.argv[1]))"
_STARTING_S = 20.0
"""What a worker may take to start, on the busiest machine."""


class NoPage(msgspec.Struct, frozen=True, kw_only=True):
    """Why a page could not be parsed."""

    code: str
    """`html-deadline`, `html-memory`, `html-crash`, or `html-fault` (an error of the program, met on this page)."""
    message: str


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker does: the module whose `serve` is its life, and how findings about its work are called."""

    module: str
    prefix: str
    noun: str

    def faulty(self, fault: str | None) -> NoPage:
        """Return why there is nothing, from what the worker says: `memory`, or an error in words."""
        if fault == "memory":
            message = f"parsing the {self.noun} took more than {MEMORY_BYTES // 1024**2:,} MB"
            return NoPage(code=f"{self.prefix}-memory", message=message)
        return NoPage(code=f"{self.prefix}-fault", message=f"the {self.noun} met a fault of the parser: {fault}")

    def late(self, deadline_s: float) -> NoPage:
        """Return that the work was stopped for time."""
        message = f"reading the {self.noun} was stopped after {deadline_s:g} s"
        return NoPage(code=f"{self.prefix}-deadline", message=message)

    def crashed(self, code: int | None) -> NoPage:
        """Return that the worker died of it."""
        message = f"the parser crashed on the {self.noun} (exit {code})"
        return NoPage(code=f"{self.prefix}-crash", message=message)


PAGES = Serving(module="sayso.structure.parsing", prefix="html", noun="page")


class ParseWorker:
    """Parses pages, or what else it is made for, in a process of its own, one at a time; from several threads they wait for each other.

    Use it in a `with` block, or leave it: it stops when it is collected, and at the latest when Python ends.
    """

    def __init__(self, serving: Serving = PAGES) -> None:
        self._serving = serving
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stop: weakref.finalize[[subprocess.Popen[bytes]], ParseWorker] | None = None
        self._fresh = False
        self._owner = os.getpid()
        self._watch = Watch()

    def __enter__(self) -> Self:
        """Start the process, so that it is ready when the first page comes."""
        self.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Stop the process."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The number of the process, None when none runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the process if it does not run; returns at once, while it is still getting ready."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """Stop the process if it runs; the next page starts a new one."""
        with self._lock:
            self._end()

    def parse(self, html: str, words: MarkupWords, deadline_s: float) -> ParsedPage | NoPage:
        """Return a page's lines, or why there are none. Takes no longer than `deadline_s`, and starting a process."""
        message = msgspec.msgpack.encode(Request(html=html, words=words, cpu_s=int(deadline_s) + 1))
        reply = self.ask(message, deadline_s)
        return reply if isinstance(reply, NoPage) else _read(reply)

    def ask(self, message: bytes, deadline_s: float) -> bytes | NoPage:
        """Return the worker's reply to a request, or why there is none; in no more time than `parse` takes."""
        with self._lock:
            process = self._ready()
            started = time.monotonic()
            reply = self._exchange(process, message, deadline_s)
            if reply is None:
                overdue = time.monotonic() - started >= deadline_s
                self._end()
                return self._serving.late(deadline_s) if overdue else self._serving.crashed(process.returncode)
        return reply

    def _ready(self) -> "subprocess.Popen[bytes]":
        """Return the process once it is ready, so that a page's deadline is the page's alone."""
        process = self._running()
        if self._fresh and self._exchange(process, None, _STARTING_S) is None:
            self._end()
            message = f"the process that parses pages does not start (exit {process.returncode})"
            raise SaysoError(message)
        self._fresh = False
        return process

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._owner != os.getpid():  # a fork of the process that started it: its pipes belong to the other
            self._forget()
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code, nothing of the page
                [sys.executable, "-I", "-S", "-c", _BOOT.format(self._serving.module), str(MEMORY_BYTES), *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._stop = weakref.finalize(self, _stop, self._process)
            self._fresh = True
        return self._process

    def _end(self) -> None:
        if self._stop is not None:
            self._stop()
        self._process = self._stop = None

    def _forget(self) -> None:
        if self._stop is not None:
            self._stop.detach()
        self._process = self._stop = None
        self._owner = os.getpid()
        self._watch = Watch()

    def _exchange(self, process: "subprocess.Popen[bytes]", message: bytes | None, patience_s: float) -> bytes | None:
        """Send a message, if there is one, and return the reply; None when the worker died, or had to be killed for time."""
        self._watch.begin(process, patience_s)
        try:
            if message is not None:
                send(cast("BinaryIO", process.stdin), message)
            return receive(cast("BinaryIO", process.stdout))
        except OSError:  # the pipe broke: the worker is gone, which the caller tells from its end
            return None
        finally:
            self._watch.end()


@cache
def shared_worker() -> ParseWorker:
    """Return the worker that all readings of this process share when they are given none."""
    return ParseWorker()


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            _close(cast("BinaryIO", pipe))


def _close(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return  # what was still on its way to a dead worker is of no use to anyone


def _read(reply: bytes) -> ParsedPage | NoPage:
    answer = msgspec.msgpack.decode(reply, type=Answer)
    if answer.page is not None:
        return answer.page
    return PAGES.faulty(answer.fault)
