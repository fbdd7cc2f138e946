"""The Merkle tree of RFC 6962 over the leaves of the ledger: its root, and proofs that a stranger can check.

Section 2.1 of the RFC; names are those of RFC 9162. Roots and hashes are 32 bytes.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node with these children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree as leaves come in, kept as the roots of its full subtrees: memory grows with the logarithm of its size."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes | None] = []
        """For each height the root of a full subtree of that height, where the size has that bit."""

    def add(self, hashed: bytes) -> None:
        """Add a leaf's hash."""
        self.size += 1
        for height, waiting in enumerate(self._subtrees):
            if waiting is None:
                self._subtrees[height] = hashed
                return
            hashed = node_hash(waiting, hashed)
            self._subtrees[height] = None
        self._subtrees.append(hashed)

    def add_full(self, height: int, root: bytes) -> None:
        """Add a full subtree of `2 ** height` leaves; ValueError where one does not fit on the leaves so far."""
        if self.size & (1 << height) - 1:
            message = f"a subtree of height {height} does not follow on {self.size} leaves"
            raise ValueError(message)
        self.size += 1 << height
        self._subtrees.extend([None] * (height - len(self._subtrees)))
        for at in range(height, len(self._subtrees)):
            waiting = self._subtrees[at]
            if waiting is None:
                self._subtrees[at] = root
                return
            root = node_hash(waiting, root)
            self._subtrees[at] = None
        self._subtrees.append(root)

    def root(self) -> bytes:
        """Return the root as it stands."""
        root: bytes | None = None
        for subtree in self._subtrees:
            if subtree is not None:
                root = subtree if root is None else node_hash(subtree, root)
        return EMPTY_ROOT if root is None else root


def root_of(hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    frontier = Frontier()
    for hashed in hashes:
        frontier.add(hashed)
    return frontier.root()


def full_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over `2 ** n` leaf hashes, quicker than one by one."""
    level = list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return level[0]


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at `index` (from 0) to the root, lowest first."""
    if not 0 <= index < len(hashes):
        message = f"a tree of {len(hashes)} leaves has none at {index}"
        raise IndexError(message)
    return _path(hashes, index)


def _path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    if len(hashes) == 1:
        return []
    cut = _cut(len(hashes))
    if index < cut:
        return [*_path(hashes[:cut], index), root_of(hashes[cut:])]
    return [*_path(hashes[cut:], index - cut), root_of(hashes[:cut])]


def _cut(size: int) -> int:
    """Return the largest power of two below a size of at least 2."""
    return 1 << (size - 1).bit_length() - 1


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a proof leads from a leaf's hash at `index` to the root of a tree of `size` (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    at, last, hashed = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            hashed = node_hash(step, hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        at, last = at >> 1, last >> 1
    return last == 0 and hashed == root
