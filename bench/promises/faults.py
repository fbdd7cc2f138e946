"""Measures failing disks: each call that a ledger makes of its file system fails once, with EIO and with ENOSPC.

Whatever is done ends in success or in one clear error; the ledger opens afterwards, holds all of it or nothing of it, is
whole, and takes it when it is tried again.
"""

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.failing import LAYERS, Layer, Trouble, failing
from bench.promises.made_up import KEY, Batch, checkpoint, put, redaction, reports
from bench.promises.power import fast_folder, integrity
from sayso.errors import LedgerError
from sayso.ledger import sqlite
from sayso.ledger.care import copy_ledger
from sayso.ledger.sqlite import open_store
from sayso.ledger.verify import verify

TROUBLES: tuple[Trouble, ...] = ("EIO", "ENOSPC")
_FILE = "desk.ledger"
_COPY = "copy.ledger"

Arm = Callable[[], None]
Act = Callable[[Path, Arm], None]


class Flow(msgspec.Struct, frozen=True):
    """Something that is done to a ledger while the disk fails."""

    name: str
    act: Act
    """Takes the ledger's path, and what is to be called when counting begins."""
    begins: bool = False
    """Whether there is no ledger before it."""
    gone: bytes = b""
    """Words that must be in no file once it is done."""
    copies: bool = False
    """Whether it makes a copy beside the ledger."""


class Fault(msgspec.Struct, frozen=True):
    """One call that failed, and how that ended."""

    flow: str
    layer: Layer
    trouble: Trouble
    call: str
    verdict: str
    """`success`, `clean error`, or what is wrong."""

    @property
    def clean(self) -> bool:
        """Whether the promise was kept."""
        return self.verdict in {"success", "clean error"}


def flows() -> list[Flow]:
    """Return what is done while the disk fails."""
    first, *_, last = reports(6, seed=3, characters=9_000)
    words = redaction(900, {2: "words", 3: "people"}, (first.captures[0][0],))
    return [
        Flow("begin", _open, begins=True),
        Flow("open", _open),
        Flow("append", _putting(last)),
        Flow("redact", _putting(words), gone=first.captures[0][1]),
        Flow("checkpoint", _putting(checkpoint(901, 20))),
        Flow("verify", _verify),
        Flow("backup", _copy, copies=True),
    ]


def _open(path: Path, arm: Arm) -> None:
    arm()
    open_store(path).close()


def _verify(path: Path, arm: Arm) -> None:
    store = open_store(path)
    try:
        arm()
        found = verify(store)
        if found.first is not None:
            raise LedgerError(found.first.message)
    finally:
        store.close()


def _copy(path: Path, arm: Arm) -> None:
    arm()
    copy_ledger(path, path.with_name(_COPY))


def _putting(batch: Batch) -> Act:
    def act(path: Path, arm: Arm) -> None:
        store = open_store(path)
        try:
            arm()
            put(store, batch)
        finally:
            store.close()

    return act


def sweep(flow: Flow, layer: Layer, trouble: Trouble, *, step: int = 1) -> Iterator[Fault]:
    """Let the first call of a flow fail, then the second, and so on until none is left; `step` passes over some."""
    with tempfile.TemporaryDirectory(dir=fast_folder()) as folder, _impatient():
        path = Path(folder) / _FILE
        if not flow.begins:
            _begin(path)
        before = path.read_bytes() if path.exists() else None
        untouched = _contents(path)
        flow.act(path, _nothing)
        done = _contents(path)
        for fails_at in count(1, step):
            for file in path.parent.iterdir():
                file.unlink()
            if before is not None:
                path.write_bytes(before)
            with failing(layer, fails_at, trouble) as fault:
                verdict = _end(flow, path, fault.arm)
            if fault.failed is None:
                return
            verdict = _judged(verdict, path, flow, untouched, done)
            yield Fault(flow.name, layer, trouble, fault.failed, verdict)


@contextmanager
def _impatient() -> Iterator[None]:
    """Let the ledger give up soon: a lock that could not be let go looks like another program's."""
    patience, sqlite.BUSY_MS = sqlite.BUSY_MS, 50
    try:
        yield
    finally:
        sqlite.BUSY_MS = patience


def _begin(path: Path) -> None:
    """Write the ledger to which everything is done."""
    store = open_store(path)
    for batch in reports(6, seed=3, characters=9_000)[:5]:
        put(store, batch)
    store.close()


def _nothing() -> None:
    return


def _end(flow: Flow, path: Path, arm: Arm) -> str:
    """Return how a flow ended."""
    try:
        flow.act(path, arm)
    except LedgerError as trouble:
        return "clean error" if str(trouble) and "\n" not in str(trouble) else f"more than a line: {trouble}"
    except Exception as trouble:  # noqa: BLE001 - that it is another error is what is looked for
        return f"ended in {type(trouble).__name__}"
    return "success"


def _judged(verdict: str, path: Path, flow: Flow, before: str, done: str) -> str:
    """Return the verdict, or what is wrong with the ledger that was left."""
    found = _contents(path)
    if found not in {before, done}:
        return f"after {verdict}: {found if ' ' in found else 'half of it'}"
    if verdict == "success" and found != done:
        return "success, but nothing was recorded"
    wrong = _copied(verdict, path, done) if flow.copies else None
    if wrong:
        return f"after {verdict}: {wrong}"
    again = _end(flow, path, _nothing)
    if again != "success" or _contents(path) != done:
        return f"after {verdict}, tried again: {again}"
    if flow.gone and any(flow.gone in file.read_bytes() for file in path.parent.iterdir()):
        return f"after {verdict}: redacted words are left"
    return verdict


def _copied(verdict: str, path: Path, done: str) -> str | None:
    """Return what is wrong with a copy, and take it away: after a success it is there, and it is never there in part."""
    copy = path.with_name(_COPY)
    beside = {file.name for file in path.parent.iterdir()} - {
        path.name,
        copy.name,
        f"{path.name}-wal",
        f"{path.name}-shm",
    }
    if beside:
        return f"{len(beside)} files are left behind"
    if not copy.exists():
        return "there is no copy" if verdict == "success" else None
    found = _contents(copy)
    copy.unlink()
    return None if found == done else f"the copy is not the ledger: {found}"


def _contents(path: Path) -> str:
    """Return a digest of what a ledger says, without salts, or in words what is wrong with it."""
    digest = hashlib.sha256()
    try:
        store = open_store(path)
        try:
            for entry in store.entries():
                digest.update(msgspec.json.encode((entry.kind, entry.id, entry.body.decode(), entry.withheld)))
            for name in store.captures():
                digest.update(store.capture(name) or b"")
            amiss = verify(store, keys=[KEY.verifier]).first
        finally:
            store.close()
    except LedgerError as trouble:
        return f"does not open: {trouble}"
    if amiss is not None:
        return f"verify: {amiss.message}"
    sound = integrity(path)
    return digest.hexdigest() if sound == "ok" else f"integrity check: {sound}"


def all_faults(*, step: int = 1) -> list[Fault]:
    """Return every fault of every flow."""
    return [
        fault
        for flow in flows()
        for layer in LAYERS
        for trouble in TROUBLES
        for fault in sweep(flow, layer, trouble, step=step)
    ]


def run(data_dir: Path) -> list[Outcome]:
    """Return how every fault ended; needs no data."""
    del data_dir
    begun = time.perf_counter()
    found = all_faults()
    seconds = time.perf_counter() - begun
    ends = Counter(fault.verdict for fault in found)
    for fault in found:
        if not fault.clean:
            print(f"{fault.flow}, {fault.layer}, {fault.trouble} at {fault.call}: {fault.verdict}")
    measures = (
        Measured(name="calls that failed", value=len(found)),
        Measured(name="ended in success", value=ends["success"]),
        Measured(name="ended in a clean error", value=ends["clean error"]),
        Measured(name="broken promises", value=sum(not f.clean for f in found), gated=True, less_is_better=True),
        Measured(name="faults a second", value=len(found) / seconds, unit="/s"),
    )
    return [Outcome(set="failing disk", measures=measures)]
