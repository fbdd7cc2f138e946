"""Reads what is brought in, in a process of its own: one report after the other into the ledger, a step at a time, so that it can be stopped."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from sayso.capture.fetch import Fetcher
from sayso.capture.fetching import Fetching
from sayso.capture.manners import Manners, own_agent
from sayso.errors import RedactedError, SaysoError
from sayso.intake import Reading, Refusal, Taken
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline

_KEPT = frozenset({"content", "unchanged", "shell"})


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody brings in: a pasted text, a file that was sent, addresses, or paths of this machine."""

    kind: Literal["sent", "file", "addresses", "paths"]
    data: bytes = b""
    """A pasted text."""
    file: str = ""
    """Where the file that was sent lies meanwhile."""
    name: str = ""
    """What it is called: the file's name, or how whoever pasted a text calls it."""
    media_type: str | None = None
    addresses: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    published: str | None = None
    by: str = "sayso"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one report."""

    source: str
    report: str | None = None
    """Id of the report, where one was read."""
    new: int = 0
    """Claims that the ledger did not hold."""
    known: int = 0
    trouble: str | None = None
    """Why it could not be read or kept."""
    notes: tuple[str, ...] = ()
    seq: int = 0
    """The last entry of the ledger afterwards."""


_UNDER_WAY: dict[str, Iterator[Step]] = {}
_LEDGERS: dict[str, Ledger] = {}
_own = threading.local()
"""The pipeline of a thread: the gazetteer is open in the one that opened it."""


def step(job: str, place: str, brought: bytes) -> bytes | None:
    """Do the next step of a job and return what came of it; None when nothing is left: the door of the process."""
    if job not in _UNDER_WAY:
        if not hasattr(_own, "pipeline"):
            _own.pipeline = Pipeline()
        if place not in _LEDGERS:
            _LEDGERS[place] = Ledger.open(place, begin=False)
        given = msgspec.msgpack.decode(brought, type=Brought)
        _UNDER_WAY[job] = _steps(_own.pipeline, _LEDGERS[place], given)
    try:
        found = next(_UNDER_WAY[job], None)
    except BaseException:
        # What failed may be the store itself: the next job begins with a ledger opened anew.
        forget(job)
        close(place)
        raise
    if found is None:
        del _UNDER_WAY[job]
        return None
    return msgspec.msgpack.encode(found)


def forget(job: str) -> None:
    """Leave a job where it is."""
    _UNDER_WAY.pop(job, None)


def close(place: str) -> None:
    """Close a ledger."""
    ledger = _LEDGERS.pop(place, None)
    if ledger is not None:
        ledger.close()


def settle_in() -> None:
    """Begin the process: a Ctrl-C is the server's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _steps(pipeline: Pipeline, ledger: Ledger, brought: Brought) -> Iterator[Step]:
    match brought.kind:
        case "sent":
            yield _sent(pipeline, ledger, brought)
        case "file":
            given = pipeline.read_file(Path(brought.file), brought.name, published=brought.published)
            yield from (_read(pipeline, ledger, found) for found in given)
        case "paths":
            every = pipeline.read_all(brought.paths, published=brought.published)
            yield from (_read(pipeline, ledger, found) for found in every)
        case "addresses":
            fetcher = Fetcher(Manners(collector=brought.by, agent=own_agent()))
            fetching = Fetching(fetcher, pipeline.wanted(ledger, brought.addresses))
            for fetched in fetching:
                yield _taken(pipeline.take(ledger, fetched, published=brought.published))


def _sent(pipeline: Pipeline, ledger: Ledger, brought: Brought) -> Step:
    try:
        reading = pipeline.read_sent(
            brought.data,
            brought.name,
            published=brought.published,
            media_type=brought.media_type,
        )
    except SaysoError as error:
        return Step(source=brought.name, trouble=str(error))
    return _kept(pipeline, ledger, reading)


def _read(pipeline: Pipeline, ledger: Ledger, found: Reading | Refusal) -> Step:
    if isinstance(found, Refusal):
        return Step(source=found.source, trouble=str(found.error))
    return _kept(pipeline, ledger, found)


def _kept(pipeline: Pipeline, ledger: Ledger, reading: Reading) -> Step:
    source = reading.report.capture.source
    try:
        ((_, appended),) = pipeline.add(ledger, [reading])
    except RedactedError as error:
        return Step(source=source, trouble=str(error))
    new = sum(entry.kind == "claim" for entry in appended.new)
    return Step(
        source=source,
        report=reading.report.id,
        new=new,
        known=len(reading.claims) - new,
        notes=tuple(finding.message for finding in reading.findings),
        trouble=None if reading.report.blocks else "no text of a report in it",
        seq=appended.seq,
    )


def _taken(taken: Taken) -> Step:
    fetch, reading = taken.fetch, taken.reading
    new = sum(entry.kind == "claim" for entry in taken.appended.new)
    return Step(
        source=fetch.final or fetch.address,
        report=reading.report.id if reading else None,
        new=new,
        known=len(reading.claims) - new if reading else 0,
        trouble=None if fetch.verdict in _KEPT else f"{fetch.verdict}: {fetch.reason}",
        seq=taken.appended.seq,
    )
