"""Goes through a ledger's entries in runs, each entry checked and hashed, in several processes where that pays.

A run of a power of two of entries comes back as one hash; only runs in which a checkpoint ends come back leaf by leaf. So
memory does not grow with the ledger, and whoever puts the tree together has little to do.
"""

from collections import deque
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import pairwise
from multiprocessing import get_context

import msgspec

from sayso.errors import LedgerError
from sayso.ledger.contract import Store
from sayso.ledger.ledger import Ledger
from sayso.ledger.sealing import DIGEST, check, leaf, shaped
from sayso.ledger.tree import full_root, leaf_hash
from sayso.ledger.verification import Trouble

HEIGHT = 13
"""A full run has `2 ** HEIGHT` entries."""
WORTH = 40_000
"""From how many entries on it pays to start processes."""
_TOLD = 20
"""How many troubles of one run are told; there may be more."""
_OPENED: list[Store] = []
"""The store of this worker process."""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What came of some entries that follow each other."""

    size: int
    """How many they are."""
    first: str | None
    """When the first was recorded."""
    last: str | None
    whole: bytes | None
    """The root over a full run; None where the leaves are given."""
    leaves: bytes
    """The leaf hashes, 32 bytes each; empty for a full run."""
    opened: int
    withheld: tuple[tuple[int, str, int | None], ...]
    """Entry, part and redaction of each part that is cut out."""
    troubles: tuple[Trouble, ...]


def runs(store: Store, size: int, ends: Collection[int], place: str | None, processes: int) -> Iterator[Run]:
    """Yield the runs of a ledger of `size` entries in order.

    `ends` are sizes of the tree whose roots are asked for. `place` is where the ledger can be opened again; without it, or for
    a small one, all is done in this process.
    """
    step = 1 << HEIGHT
    parts = [
        (after, min(after + step, size), any(after < end < after + step for end in ends))
        for after in range(0, size, step)
    ]
    if place is None or processes < 2 or size < WORTH:
        yield from (run(store, *part) for part in parts)
        return
    # A fresh interpreter, not a fork: an open database must not be carried over into another process.
    with ProcessPoolExecutor(processes, get_context("spawn"), _open, (place,)) as pool:
        waiting: deque[Future[Run]] = deque()
        try:
            for part in parts:
                waiting.append(pool.submit(_run_there, *part))
                if len(waiting) > 2 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as trouble:
            message = "a process that was reading the ledger could not open it, or was ended; try again"
            raise LedgerError(message) from trouble


def run(store: Store, after: int, until: int, split: bool) -> Run:  # noqa: FBT001 - sent to other processes by position
    """Check and hash the entries `after < seq <= until`; `split` asks for their leaves."""
    hashes: list[bytes] = []
    times: list[str] = []
    opened = 0
    withheld: list[tuple[int, str, int | None]] = []
    troubles: list[Trouble] = []
    expected = after + 1
    try:
        for sealed in store.sealed(after=after, until=until):
            if sealed.seq < expected:
                troubles.append(Trouble(seq=sealed.seq, message=f"entry {sealed.seq} is there twice"))
            elif sealed.seq > expected:
                troubles.append(Trouble(seq=expected, message=f"entry {expected} is missing"))
            expected = sealed.seq + 1
            try:
                opened += len(check(sealed))
                right_types = True
            except LedgerError as trouble:
                troubles.append(Trouble(seq=sealed.seq, message=str(trouble)))
                right_types = shaped(sealed)
            hashes.append(leaf_hash(leaf(sealed)) if right_types else bytes(DIGEST))
            if right_types:
                times.append(sealed.recorded_at)
            withheld.extend((sealed.seq, part, sealed.redaction) for part in sealed.withheld)
    except LedgerError as trouble:
        troubles.append(Trouble(seq=expected, message=str(trouble)))
    if expected <= until:
        troubles.append(Trouble(seq=expected, message=f"entry {expected} is missing"))
    if any(earlier > later for earlier, later in pairwise(times)):
        at = next(at for at, (earlier, later) in enumerate(pairwise(times)) if earlier > later)
        message = f"entry {after + at + 2} was recorded before the one before it"
        troubles.append(Trouble(seq=after + at + 1, among=2, message=message))
    full = not split and not troubles and len(hashes) == 1 << HEIGHT
    return Run(
        size=len(hashes),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        whole=full_root(hashes) if full else None,
        leaves=b"" if full else b"".join(hashes),
        opened=opened,
        withheld=tuple(withheld),
        troubles=tuple(sorted(troubles)[:_TOLD]),
    )


def _open(place: str) -> None:
    _OPENED.append(Ledger.open(place).store)


def _run_there(after: int, until: int, split: bool) -> Run:  # noqa: FBT001 - as `run`
    return run(_OPENED[0], after, until, split)
