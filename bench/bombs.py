"""Feeds hostile pages to the reader: 50,000 damaged pages and every bomb shape at six sizes, and counts what must not happen.

A fault is: an exception in our own process, a page over its deadline and half a second, a page without text and without a
finding that says why. Lateness is counted twice: on the wall, which depends on what else the machine does, and in processor
time, ours and the parser's together (a parser that was stopped has had no more than the deadline).
"""

import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec

from bench.bomb_shapes import BOMBS, damaged
from bench.outcome import Measured, Outcome
from sayso.capture.files import capture_stream
from sayso.errors import InputError
from sayso.records import Capture
from sayso.settings import Settings
from sayso.structure import structure
from sayso.structure.worker import shared_worker
from tests.pages.shapes import pages

DAMAGED = 50_000
SIZES = (1_000, 30_000, 300_000, 1_000_000, 5_000_000, 19_000_000)
_SETTINGS = Settings(parse_deadline_s=1.0)
_NOW = datetime(2031, 12, 1, tzinfo=UTC)
_LATE_S = 0.5


class Tally(msgspec.Struct):
    """What came of some pages."""

    pages: int = 0
    crashes: int = 0
    late: int = 0
    late_on_the_wall: int = 0
    silent: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    times: list[float] = msgspec.field(default_factory=list)
    faults: list[str] = msgspec.field(default_factory=list)

    def take(self, name: str, data: bytes) -> None:
        """Read one page and count what comes of it."""
        begin, worked, parsed = time.monotonic(), time.process_time(), _worked_s(shared_worker().pid)
        worker = shared_worker().pid
        try:
            told = structure(_captured(data), data, _SETTINGS, "2031-05-14")
        except Exception as trouble:  # noqa: BLE001 - counted and named: that it happens at all is what is measured
            self.crashes += 1
            self.faults.append(f"{name}: {type(trouble).__name__}: {trouble}"[:200])
            return
        spent, worked = time.monotonic() - begin, time.process_time() - worked
        if shared_worker().pid == worker:
            worked += _worked_s(worker) - parsed
        elif any(finding.code.startswith("html-") for finding in told.findings):
            worked += _SETTINGS.parse_deadline_s
        self.pages += 1
        self.times.append(spent)
        self.slowest_s = max(self.slowest_s, worked)
        self.late_on_the_wall += spent > _SETTINGS.parse_deadline_s + _LATE_S
        if worked > _SETTINGS.parse_deadline_s + _LATE_S:
            self.late += 1
            self.faults.append(f"{name}: {worked:.2f} s of processor time")
        self.refused += any(finding.code.startswith("html-") for finding in told.findings)
        self.crashes += any(finding.code == "html-fault" for finding in told.findings)
        self.silent += not told.report.text and not told.findings


def _captured(data: bytes) -> Capture:
    """Return a capture of a page; one that capture itself refuses as no text is handed on as UTF-8, for the reader's sake."""
    try:
        taken = capture_stream(BytesIO(data), _SETTINGS, _NOW).capture
    except InputError:
        taken = capture_stream(BytesIO(b"<!doctype html>"), _SETTINGS, _NOW).capture
    return msgspec.structs.replace(taken, media_type="text/html")


def mutations(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield damaged pages, each with a name by which it can be made again."""
    whole = [page.html.encode() for page in pages()]
    return ((f"damaged {number}", damaged(whole, number)) for number in range(count))


def bombs(sizes: Iterable[int]) -> Iterator[tuple[str, bytes]]:
    """Yield every shape at every size."""
    return ((f"{bomb.name}, {size:,} bytes", bomb.page(size)) for size in sizes for bomb in BOMBS)


def run(data_dir: Path, damage: int = DAMAGED, sizes: Iterable[int] = SIZES) -> list[Outcome]:
    """Return what came of the damaged pages and of the bombs; needs no data."""
    del data_dir
    return [_outcome("damaged pages", mutations(damage)), _outcome("bombs", bombs(sizes))]


def _outcome(name: str, given: Iterator[tuple[str, bytes]]) -> Outcome:
    tally = Tally()
    for _number, (page, data) in zip(range(200), given, strict=False):
        tally.take(page, data)
    before = _resident_mb(os.getpid())
    most = worker_most = 0.0
    for number, (page, data) in enumerate(given):
        tally.take(page, data)
        if number % 50 == 0 or len(data) > 100_000:
            most = max(most, _resident_mb(os.getpid()) - before)
            worker_most = max(worker_most, _resident_mb(shared_worker().pid))
    for fault in tally.faults[:20]:
        print(f"FAULT {fault}")
    spent = sorted(tally.times)
    return Outcome(
        set=name,
        measures=(
            Measured(name="crashes", value=tally.crashes, gated=True, less_is_better=True),
            Measured(name="without a word", value=tally.silent, gated=True, less_is_better=True),
            Measured(name="over deadline + 0.5 s", value=tally.late, less_is_better=True),
            Measured(name="over deadline + 0.5 s, on the wall", value=tally.late_on_the_wall, less_is_better=True),
            Measured(name="refused, each a finding", value=tally.refused),
            Measured(name="slowest, processor time", value=tally.slowest_s, unit="s", less_is_better=True),
            Measured(name="p99, on the wall", value=spent[int(0.99 * (len(spent) - 1))], unit="s", less_is_better=True),
            Measured(
                name="p99.9, on the wall", value=spent[int(0.999 * (len(spent) - 1))], unit="s", less_is_better=True
            ),
            Measured(name="memory of the reader, more", value=most, unit="MB", less_is_better=True),
            Measured(name="memory of the parser's process", value=worker_most, unit="MB", less_is_better=True),
        ),
        seconds=sum(spent),
    )


def _worked_s(pid: int | None) -> float:
    """Return the processor time of a process where the system tells it, else 0."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int | None) -> float:
    """Return the resident memory of a process where the system tells it, else 0."""
    try:
        pages_held = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages_held * os.sysconf("SC_PAGE_SIZE") / 1024**2
