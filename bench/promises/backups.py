"""Measures backups under load: a writer appends all the while; each backup is restored and verified.

    python -m bench.promises.backups WRITER_LEDGER

A plain copy of the file alone, as `cp` makes it, is taken beside each backup, to show what the promise is worth.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import moment, put, reports
from bench.promises.power import integrity
from sayso.errors import LedgerError
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.sqlite import open_store
from sayso.ledger.verify import verify

BACKUPS = 100
_BREATH = 0.02
"""Seconds between two appends of the writer, so that the ledger stays small enough for a hundred backups."""


class Tally(msgspec.Struct):
    """What became of some backups."""

    whole: int = 0
    """Restored, verified, and holding all that was acknowledged when the backup began."""
    bad: int = 0
    plain_bad: int = 0
    """Plain copies that lack what was acknowledged, or do not open."""
    entries: int = 0
    """In the last backup."""


def back_up(number: int) -> Tally:
    """Make so many backups of a ledger that grows meanwhile, and restore each."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.ledger"
        open_store(path).close()
        writer = subprocess.Popen([sys.executable, "-m", "bench.promises.backups", path], stdout=subprocess.PIPE)
        try:
            if writer.stdout is None or not writer.stdout.readline():
                message = "the writer did not begin"
                raise RuntimeError(message)
            for _ in range(number):
                _once(path, tally)
            if writer.poll() is not None:
                message = "the writer ended before the backups did"
                raise RuntimeError(message)
        finally:
            writer.kill()
            writer.wait()
            writer.communicate()
    return tally


def _once(path: Path, tally: Tally) -> None:
    """Make one backup, restore it, and look at both; then a plain copy."""
    backup, restored, plain = (path.with_name(name) for name in ("backup", "restored", "plain"))
    with Ledger.open(path) as ledger:
        acknowledged = ledger.head().seq
    shutil.copy(path, plain)
    try:
        copy_ledger(path, backup)
        found = copy_ledger(backup, restored)
        good = found.whole and found.size >= acknowledged and integrity(restored) == "ok"
        tally.whole += good
        tally.bad += not good
        tally.entries = found.size
    except LedgerError:
        tally.bad += 1
    tally.plain_bad += not _holds(plain, acknowledged)
    for made in path.parent.iterdir():
        if not made.name.startswith(path.name):
            made.unlink()


def _holds(path: Path, entries: int) -> bool:
    """Tell whether a ledger opens, is whole and has so many entries."""
    try:
        with Ledger.open(path) as ledger:
            return verify(ledger.store).whole and ledger.head().seq >= entries
    except LedgerError:
        return False


def _write(path: Path) -> None:
    """Append reports for ever, one line said for the first."""
    store = open_store(path)
    for seed in count():
        for number, batch in enumerate(reports(50, seed)):
            put(store, msgspec.structs.replace(batch, at=moment(50 * seed + number)))
            if seed == number == 0:
                print("began", flush=True)
            time.sleep(_BREATH)


def run(data_dir: Path) -> list[Outcome]:
    """Return how many of 100 backups verify when they are restored; needs no data."""
    del data_dir
    begun = time.perf_counter()
    found = back_up(BACKUPS)
    seconds = time.perf_counter() - begun
    measures = (
        Measured(name="backups", value=BACKUPS),
        Measured(name="restored and whole", value=found.whole, gated=True),
        Measured(name="plain copies in want", value=found.plain_bad),
        Measured(name="entries in the last", value=found.entries),
        Measured(name="seconds a backup", value=seconds / BACKUPS, unit="s", less_is_better=True),
    )
    return [Outcome(set="backups under load", measures=measures)]


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
