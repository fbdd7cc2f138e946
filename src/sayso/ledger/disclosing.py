"""What is shown of single entries to somebody who does not hold the ledger: the leaf, the openings that may be seen, and the proof.

The leaf is shown as the very text that is hashed, and so is each part: whoever checks it need not write JSON as we do.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.errors import LedgerError
from sayso.ledger.contract import Sealed, Store
from sayso.ledger.sealing import SALT, check, leaf, part_names
from sayso.ledger.tree import leaf_hash, node_hash

ALL = None
"""In the stead of names of parts: every part that is not withheld by a redaction."""
Parts = frozenset[str] | None


class Opening(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One part of an entry, with what opens its commitment."""

    salt: str
    """In hex."""
    fields: str
    """The part's fields: canonical JSON, as it is hashed."""


class Disclosed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry as it is shown."""

    index: int
    """Its place in the tree, from 0."""
    leaf: str
    """What is hashed of the entry: canonical JSON."""
    open: dict[str, Opening]
    """The parts that are shown, by name."""
    proof: tuple[str, ...] | None = None
    """Hashes in hex from the leaf's neighbour up to the root (RFC 9162, 2.1.3.2); None where all entries of the tree are shown."""


def disclosed(store: Store, wanted: Mapping[int, Parts] | None, size: int) -> list[Disclosed]:
    """Return entries of the tree of the first `size` as they are shown, in order: all of them, or those named by `seq`.

    `wanted` names for each entry the parts that are shown. Raises LedgerError for an entry outside of the tree, IntegrityError for one
    that is not what was recorded.
    """
    if wanted is None:
        return [_shown(sealed, ALL, None) for sealed in store.sealed(until=size)]
    strange = next((seq for seq in wanted if not 0 < seq <= size), None)
    if strange is not None:
        message = f"there is no entry {strange} in a tree of {size}"
        raise LedgerError(message)
    chosen: list[Sealed] = []
    hashes: list[bytes] = []
    for sealed in store.sealed(until=size):
        hashes.append(leaf_hash(leaf(sealed)))
        if sealed.seq in wanted:
            chosen.append(sealed)
    proofs = inclusion_proofs(hashes, (sealed.seq - 1 for sealed in chosen))
    return [_shown(sealed, wanted[sealed.seq], proof) for sealed, proof in zip(chosen, proofs, strict=True)]


def inclusion_proofs(hashes: Sequence[bytes], indices: Iterable[int]) -> list[tuple[str, ...]]:
    """Return for each index the proof that `tree.inclusion_proof` gives, in hex; the tree is hashed once for all of them."""
    levels = [list(hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(above) * 2 :])
    found = []
    for index in indices:
        steps, at = [], index
        for level in levels[:-1]:
            if (at ^ 1) < len(level):
                steps.append(level[at ^ 1].hex())
            at >>= 1
        found.append(tuple(steps))
    return found


def _shown(sealed: Sealed, parts: Parts, proof: tuple[str, ...] | None) -> Disclosed:
    readable = check(sealed)
    names = part_names(sealed.kind)
    opened = {
        name: Opening(salt=sealed.salts[at * SALT : (at + 1) * SALT].hex(), fields=readable[name].decode())
        for at, name in enumerate(names)
        if name in readable and (parts is ALL or name in parts)
    }
    return Disclosed(index=sealed.seq - 1, leaf=leaf(sealed).decode(), open=opened, proof=proof)
