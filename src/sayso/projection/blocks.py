"""The blocks of a projection: who may meet, by the hash of what they have in common, with those lately asked for held in memory."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice

import apsw

from sayso.reconcile import reach

_HELD = 300_000
"""How many blocks are held between transactions; one takes about 250 bytes."""
_NOBODY: Sequence[int] = ()

Block = Sequence[int] | None
"""The numbers of accounts; None for a block that is too large for comparing all pairs: it never grows small again.

One that is kept whole holds them also when it is too large.
"""


def crowded(block: Block) -> bool:
    """Tell whether a block is too large for comparing all pairs."""
    return block is None or len(block) > reach.MOST


class BlockCache:
    """Blocks in a file, read when they are asked for and written by `write`, within a transaction of the caller."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._held: dict[int, array[int] | Sequence[int] | None] = {}
        self._changed: set[int] = set()

    def get(self, key: int) -> Block:
        """Return a block; an empty one where nobody stands in it."""
        try:
            return self._held[key]
        except KeyError:
            row = self._connection.execute("SELECT accounts FROM blocks WHERE key = ?", (key,)).fetchone()
            if row is None:
                found: Block = _NOBODY
            else:
                found = None if row[0] is None else array("I", row[0])
            self._held[key] = found
            return found

    def enter(self, key: int, number: int, *, whole: bool) -> Iterable[int]:
        """Put an account into a block, which is kept `whole` or not; return those in it where it became too large by that."""
        block = self.get(key)
        if block is None:
            return _NOBODY
        self._changed.add(key)
        if not isinstance(block, array):
            block = self._held[key] = array("I")
        block.append(number)
        if not crowded(block):
            return _NOBODY
        if whole:
            return block if len(block) == reach.MOST + 1 else _NOBODY
        self._held[key] = None
        return block

    def write(self) -> None:
        """Write what changed; what has not been asked for lately is let go."""
        changed = ((key, self._held[key]) for key in self._changed)
        written = ((key, block.tobytes() if isinstance(block, array) else None) for key, block in changed)
        self._connection.executemany("INSERT OR REPLACE INTO blocks VALUES (?, ?)", written)
        self._changed.clear()
        for key in list(islice(self._held, max(0, len(self._held) - _HELD))):
            del self._held[key]
