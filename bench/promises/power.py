"""Measures power cuts: a ledger is written while every call to the disk is recorded, then found as a cut would have left it.

After each cut the file is opened again without any of this in between. An acknowledged entry must be there, whole and as it
was sealed; an append that was under way is there wholly or not at all. The harness must have teeth: with commits that are not
forced to disk, or acknowledged too early, it has to report losses.
"""

import hashlib
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import apsw
import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import KEY, Batch, append, checkpoint, moment, redaction, reports
from bench.promises.medium import Call, Medium, recording
from sayso.ledger.contract import Store
from sayso.ledger.sealing import check
from sayso.ledger.sqlite import open_store
from sayso.ledger.verify import verify

Sabotage = Literal["commits not forced to disk", "acknowledged too early", "a disk that forgets to sync"]
Verdict = Literal["whole", "lost", "corrupt", "words left"]

CUTS = 10_000
_CUTS_A_RUN = 250
_APPENDS = 16
_PAGES_IN_LOG = 40
"""Pages after which SQLite writes the log back into the database: few, so that cuts fall into that too."""
_FILE = "desk.ledger"


class Run(msgspec.Struct, frozen=True):
    """One ledger's life as the disk saw it, and what it held after each acknowledgement."""

    calls: tuple[Call, ...]
    states: tuple[bytes, ...]
    """Digests of all that the ledger holds: before the first append, and after each."""
    gone: tuple[tuple[int, bytes], ...]
    """Words that were redacted and purged, with the number of calls after which that was done."""


class Cut(msgspec.Struct, frozen=True):
    """What was found after one cut."""

    verdict: Verdict
    says: str = ""
    """What is wrong, for whoever looks into it."""


def workload(seed: int, appends: int = _APPENDS) -> list[Batch]:
    """Return appends of reports of many sizes; after every eighth a checkpoint, or a redaction of the report and its capture."""
    found: list[Batch] = []
    last = 0
    for number, batch in enumerate(reports(appends, seed, characters=9_000)):
        found.append(msgspec.structs.replace(batch, at=moment(len(found))))
        if number % 8 == 3:
            found.append(checkpoint(len(found), last))
            last += 1
        if number % 8 == 7:
            found.append(redaction(len(found), {last + 2: "words"}, (batch.captures[0][0],)))
            last += 1
        last += len(batch.entries)
    return found


def record(batches: Sequence[Batch], *, sabotage: Sabotage | None = None) -> Run:
    """Write a ledger and return what the disk saw."""
    acks_early = sabotage == "acknowledged too early"
    with tempfile.TemporaryDirectory(dir=fast_folder()) as folder, recording() as recorder:
        path = Path(folder) / _FILE
        gone: list[tuple[int, bytes]] = []
        with small_log(normal=sabotage == "commits not forced to disk") as settle:
            store = settle(open_store(path))
            states = [state(store)]
            for number, batch in enumerate(batches, start=1):
                done = Call("ack", at=number)
                if acks_early:
                    recorder.calls.append(done)
                append(store, batch)
                if not acks_early:
                    recorder.calls.append(done)
                states.append(state(store))
                if batch.cuts:
                    store.purge()
                    gone.append((len(recorder.calls), batches[number - 2].captures[0][1]))
                if number % 10 == 0:
                    store.close()
                    store = settle(open_store(path))
            store.close()
        calls = recorder.calls
    if sabotage == "a disk that forgets to sync":
        calls = [call for call in calls if call.verb != "sync"]
    return Run(tuple(calls), tuple(states), tuple(gone))


@contextmanager
def small_log(*, normal: bool = False) -> Iterator[Callable[[Store], Store]]:
    """Let connections write their log back often; with `normal`, what is handed a store makes it lose its `synchronous=FULL`."""
    opened: list[apsw.Connection] = []

    def hook(connection: apsw.Connection) -> None:
        connection.wal_autocheckpoint(_PAGES_IN_LOG)
        opened.append(connection)

    def settle(store: Store) -> Store:
        if normal:
            opened[-1].pragma("synchronous", 1)
        return store

    apsw.connection_hooks.append(hook)
    try:
        yield settle
    finally:
        apsw.connection_hooks.remove(hook)


def state(store: Store) -> bytes:
    """Return a digest of all that a ledger holds; raises IntegrityError when any of it is not what was sealed."""
    digest = hashlib.sha256()
    for sealed in store.sealed():
        check(sealed)
        digest.update(msgspec.json.encode(sealed))
    for name in store.captures():
        digest.update(name.encode())
        digest.update(store.capture(name) or b"")
    return digest.digest()


def cuts(run: Run, number: int, seed: int) -> Iterator[Cut]:
    """Cut the power so many times at random moments of a run, and yield what was found."""
    chance = random.Random(seed)  # noqa: S311 - the same cuts every time, not a secret
    medium, done, acknowledged = Medium(), 0, 0
    for at in sorted(chance.choices(range(len(run.calls) + 1), k=number)):
        for call in run.calls[done:at]:
            medium.step(call)
            acknowledged = call.at if call.verb == "ack" else acknowledged
        done = at
        gone = [words for after, words in run.gone if after <= at]
        yield _found(medium.cut(chance), run.states, acknowledged, gone)


def _found(files: dict[str, bytes], states: Sequence[bytes], acknowledged: int, gone: Iterable[bytes]) -> Cut:
    """Open what a cut left, and compare it with what was acknowledged."""
    with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
        path = Path(folder) / _FILE
        for name, content in files.items():
            (path.parent / name).write_bytes(content)
        try:
            store = open_store(path)
            try:
                now, amiss = state(store), verify(store, keys=[KEY.verifier]).first
                again = store.append(*_NEXT)
            finally:
                store.close()
            sound = integrity(path)
        except Exception as trouble:  # noqa: BLE001 - whatever stops the reader, the ledger is corrupt; the tally says how often
            return Cut("corrupt", f"{type(trouble).__name__}: {trouble}")
        left = [words for words in gone for file in path.parent.iterdir() if words in file.read_bytes()]
    if sound != "ok" or amiss is not None or not again.new:
        return Cut("corrupt", amiss.message if amiss else sound)
    if now in states[acknowledged : acknowledged + 2]:
        return Cut("words left", f"{len(left)} texts") if left else Cut("whole")
    if now in states:
        return Cut("lost", f"{acknowledged} acknowledged, {states.index(now)} found")
    return Cut("corrupt", "holds what it never held before")


_NEXT_BATCH = reports(1, seed=99)[0]
_NEXT = (_NEXT_BATCH.entries, _NEXT_BATCH.captures, moment(10_000))


def integrity(path: Path) -> str:
    """Return what SQLite itself says of a database: `ok`, or what is wrong."""
    connection = apsw.Connection(str(path))
    try:
        return str(connection.pragma("integrity_check"))
    finally:
        connection.close()


def fast_folder() -> str | None:
    """Return a folder in memory where the machine has one: what is judged there has been cut already."""
    memory = Path("/dev/shm")  # noqa: S108 - folders with random names are made in it
    return str(memory) if memory.is_dir() else None


def tally(number: int, seed: int, *, sabotage: Sabotage | None = None, a_run: int = _CUTS_A_RUN) -> Counter[str]:
    """Return how many of so many cuts ended in which verdict, `a_run` of them in each of several ledgers."""
    found: Counter[str] = Counter()
    for begun in range(0, number, a_run):
        run = record(workload(seed + begun), sabotage=sabotage)
        found.update(cut.verdict for cut in cuts(run, min(a_run, number - begun), seed + begun))
    return found


def run(data_dir: Path) -> list[Outcome]:
    """Return what 10,000 cuts left, and how often the planted faults were caught; needs no data."""
    del data_dir
    begun = time.perf_counter()
    found = tally(CUTS, seed=1)
    seconds = time.perf_counter() - begun
    normal = tally(1_000, seed=2, sabotage="commits not forced to disk")
    early = tally(1_000, seed=3, sabotage="acknowledged too early")
    measures = (
        Measured(name="cuts", value=found.total(), unit=""),
        Measured(name="with acknowledged loss", value=found["lost"], gated=True, less_is_better=True),
        Measured(name="corrupt", value=found["corrupt"], gated=True, less_is_better=True),
        Measured(name="redacted words left", value=found["words left"], gated=True, less_is_better=True),
        Measured(name="lost with NORMAL, 1,000", value=normal["lost"]),
        Measured(name="lost with early acks", value=early["lost"]),
        Measured(name="cuts a second", value=found.total() / seconds, unit="/s"),
    )
    return [Outcome(set="power cuts", measures=measures)]
