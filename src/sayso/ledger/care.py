"""Copies of a ledger: backup, restore and move. A copy is verified before it takes its place, and never takes another's."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.contract import Store
from sayso.ledger.ledger import ADDRESSES, Ledger
from sayso.ledger.sqlite import SqliteStore
from sayso.ledger.verification import Verification
from sayso.ledger.verify import verify

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open."""


def copy_ledger(
    source: str | os.PathLike[str], destination: str | os.PathLike[str], processes: int = 1
) -> Verification:
    """Copy a ledger as it stands now, SQLite or PostgreSQL, to a place where there is none; return what the copy holds.

    The copy has the same entries, proofs and root. Raises LedgerError when there is no ledger to copy or one in the place,
    IntegrityError when the copy is not whole: then nothing stays of it.
    """
    with opened(source) as ledger:
        if str(destination).startswith(ADDRESSES):
            with Ledger.open(destination) as other:
                _put_back(ledger.store, other.store)
                return _whole(other, processes)
        return _copy_to_file(ledger, Path(destination), processes)


@contextmanager
def opened(place: str | os.PathLike[str]) -> Iterator[Ledger]:
    """Open a ledger that is there; asking for one must not begin one."""
    with Ledger.open(place, begin=False) as ledger:
        yield ledger


def _copy_to_file(ledger: Ledger, destination: Path, processes: int) -> Verification:
    """Write a copy beside its place, verify it, force it to disk, and only then give it its name."""
    if destination.exists():
        message = f"{destination} is there already; a ledger is never written over"
        raise LedgerError(message)
    # A log that an earlier ledger of that name left would be taken for this one's, and written into it.
    for left in (destination.with_name(destination.name + end) for end in _BESIDE):
        if left.exists():
            message = f"{left} is left of another ledger; move it away first"
            raise LedgerError(message)
    beside = destination.with_name(f".{destination.name}.{uuid.uuid4().hex[:12]}")
    try:
        if isinstance(ledger.store, SqliteStore):
            ledger.store.copy_into(beside)
            with Ledger.open(beside) as copy:
                found = _whole(copy, processes)
        else:
            with Ledger.open(beside) as copy:
                _put_back(ledger.store, copy.store)
                found = _whole(copy, processes)
        _settle(beside, destination)
    finally:
        for left in (beside, *(beside.with_name(beside.name + end) for end in _BESIDE)):
            left.unlink(missing_ok=True)
    return found


def _put_back(source: Store, destination: Store) -> None:
    captures = ((sha256, source.capture(sha256)) for sha256 in source.captures())
    destination.put_back(source.sealed(), ((sha256, data) for sha256, data in captures if data is not None))


def _whole(copy: Ledger, processes: int) -> Verification:
    found = verify(copy.store, place=copy.place, processes=processes)
    if found.first is not None:
        message = f"the copy is not whole and was not kept: {found.first.message}"
        raise IntegrityError(message)
    return found


def _settle(beside: Path, destination: Path) -> None:
    """Force a file to disk and give it its name, unless something bears it meanwhile."""
    try:
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        # A link, unlike a renaming, fails where something is in the place.
        destination.hardlink_to(beside)
        folder = os.open(destination.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as trouble:
        message = f"{destination} cannot be written: {trouble.strerror}"
        raise LedgerError(message) from trouble
