"""Measures kill -9: a writer acknowledges each append on a pipe and is killed in the midst of it; the ledger is read again.

    python -m bench.promises.kills 1000

Writers are forked, so that a kill costs no start of Python; that wants a process without threads, hence the command. After a
kill the next writer begins again with the append that was not acknowledged, as a person would: it must not be there twice.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import Batch, put
from bench.promises.power import fast_folder, integrity, workload
from sayso.errors import LedgerError
from sayso.ledger.sealing import read
from sayso.ledger.sqlite import open_store

KILLS = 1_000
_KILLS_A_LEDGER = 25
_SHORTEST, _LONGEST = 0.002, 0.030
"""Seconds after which a writer is killed."""
_FROM_OPENING = 0.8
"""Share of writers whose time is counted from when the ledger is open; the others mostly die while they open it."""
_APPENDS = 600
"""More than one ledger's writers get done before they are killed."""


class Life(msgspec.Struct, frozen=True):
    """How one writer lives and dies."""

    seconds: float
    """After which it is killed: from when it has opened the ledger, or from its very start."""
    from_opening: bool
    acks_early: bool
    """Whether it acknowledges before it appends: the planted fault that has to be found."""


def tally(kills: int, seed: int, *, acks_early: bool = False) -> Counter[str]:
    """Kill so many writers, and return how often which verdict was found; `acknowledged` counts appends.

    A ledger that is not whole is left at that; what came after would only tell the same again.
    """
    chance = random.Random(seed)  # noqa: S311 - the same moments every time, as far as the machine allows
    found: Counter[str] = Counter()
    for begun in range(0, kills, _KILLS_A_LEDGER):
        batches = workload(seed + begun, _APPENDS)
        # On a disk most kills fall into a sync; in memory, where there is none to wait for, into everything else.
        with tempfile.TemporaryDirectory(dir=fast_folder() if begun // _KILLS_A_LEDGER % 2 else None) as folder:
            path, acknowledged = Path(folder) / "desk.ledger", 0
            for _ in range(min(_KILLS_A_LEDGER, kills - begun)):
                life = Life(chance.uniform(_SHORTEST, _LONGEST), chance.random() < _FROM_OPENING, acks_early)
                now = _killed(path, batches, acknowledged, life)
                found["acknowledged"] += now - acknowledged
                acknowledged = now
                verdict = _verdict(path, batches, acknowledged)
                found[verdict] += 1
                if verdict != "whole":
                    break
    return found


def _killed(path: Path, batches: Sequence[Batch], first: int, life: Life) -> int:
    """Let a writer append from `first` on, kill it, and return how many appends are acknowledged."""
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(reading)
        _write(path, batches[first:], writing, acks_early=life.acks_early)
    os.close(writing)
    said = os.read(reading, 1) if life.from_opening else b""
    time.sleep(life.seconds)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    with os.fdopen(reading, "rb") as acks:
        said += acks.read()
    if b"!" in said:
        message = f"the writer failed: {said.decode()}"
        raise RuntimeError(message)
    return first + said.count(b".")


def _write(path: Path, batches: Sequence[Batch], acks: int, *, acks_early: bool) -> NoReturn:
    """Append, acknowledging each with a byte, until killed; trouble is told on the pipe after a `!`."""
    try:
        store = open_store(path)
        os.write(acks, b"o")
        for batch in batches:
            if acks_early:
                os.write(acks, b".")
            put(store, batch)
            if not acks_early:
                os.write(acks, b".")
    except BaseException as trouble:  # noqa: BLE001 - the parent is told and raises
        os.write(acks, f"!{trouble!r}".encode())
    finally:
        os._exit(0)


def _verdict(path: Path, batches: Sequence[Batch], acknowledged: int) -> str:
    """Return what became of the ledger: `whole`, `lost`, `doubled`, or what else is wrong."""
    if integrity(path) != "ok":
        return "corrupt"
    try:
        store = open_store(path)
    except LedgerError:
        return "corrupt"
    try:
        found = [(sealed.kind, sealed.id) for sealed in store.sealed() if read(sealed)]
        missing = [name for batch in batches[:acknowledged] for name, _ in batch.captures if not store.capture(name)]
    except LedgerError:
        return "corrupt"
    finally:
        store.close()
    removed = {cut.capture for batch in batches for cut in batch.cuts}
    if set(missing) - removed:
        return "lost"
    return compared(found, _names(batches[:acknowledged]), _names(batches[acknowledged : acknowledged + 1]))


def compared(
    found: Sequence[tuple[str, str]], sure: Sequence[tuple[str, str]], under_way: Sequence[tuple[str, str]]
) -> str:
    """Return what is wrong with entries, by kind and id, against those acknowledged and those of the append under way."""
    if len(found) != len(set(found)):
        return "doubled"
    if found[: len(sure)] != sure:
        return "lost"
    return "whole" if found[len(sure) :] in ([], under_way) else "half an append"


def _names(batches: Sequence[Batch]) -> list[tuple[str, str]]:
    return [(entry.kind, entry.id) for batch in batches for entry in batch.entries]


def run(data_dir: Path) -> list[Outcome]:
    """Return what 1,000 kills left; needs no data."""
    del data_dir
    command = [sys.executable, "-m", "bench.promises.kills", str(KILLS)]
    begun = time.perf_counter()
    found = Counter(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    seconds = time.perf_counter() - begun
    bad = {name: number for name, number in found.items() if name not in {"whole", "acknowledged", "lost", "doubled"}}
    measures = (
        Measured(name="kills", value=KILLS),
        Measured(name="acknowledged appends", value=found["acknowledged"]),
        Measured(name="lost", value=found["lost"], gated=True, less_is_better=True),
        Measured(name="doubled", value=found["doubled"], gated=True, less_is_better=True),
        Measured(name="corrupt or half", value=sum(bad.values()), gated=True, less_is_better=True),
        Measured(name="kills a second", value=KILLS / seconds, unit="/s"),
    )
    return [Outcome(set="kill -9", measures=measures)]


if __name__ == "__main__":
    print(json.dumps(tally(int(sys.argv[1]), seed=1, acks_early="early" in sys.argv)))
