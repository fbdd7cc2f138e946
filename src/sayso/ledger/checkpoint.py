"""Checkpoints of a ledger: made, signed, and stamped with the time by an authority; and proofs that one entry is in one.

Before anything is signed the whole ledger is opened afresh and verified: a signature over damaged data can never be taken back.
Nothing here uses the network: a time-stamp request is written to a file, and its answer is read from one.
"""

import base64
import hashlib
from collections.abc import Sequence

import msgspec
from cryptography import x509

from sayso.decisions import RegisterChange
from sayso.errors import InputError, IntegrityError, LedgerError, UsageError
from sayso.ledger.contract import Store
from sayso.ledger.ledger import ENGINE, Ledger
from sayso.ledger.notes import SigningKey, VerifierKey
from sayso.ledger.sealing import leaf
from sayso.ledger.tree import inclusion_proof, leaf_hash
from sayso.ledger.verify import verify
from sayso.records import Checkpoint


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That an entry is in the tree of a checkpoint: with `includes` of `tree.py`, or RFC 9162, 2.1.3.2, anybody can check it."""

    leaf: bytes
    """What is hashed of the entry: canonical JSON."""
    index: int
    """Its place in the tree, from 0."""
    size: int
    hashes: tuple[bytes, ...]
    """From the leaf's neighbour up to the root."""


def origin(store: Store) -> str:
    """Return the name of a ledger in its checkpoints: it follows from its first entry, so no two share one."""
    first = next(iter(store.sealed(until=1)), None)
    if first is None:
        message = "an empty ledger has nothing to sign"
        raise LedgerError(message)
    return f"sayso/{leaf_hash(leaf(first)).hex()[:16]}"


def make_checkpoint(ledger: Ledger, key: SigningKey, processes: int = 1) -> Checkpoint:
    """Return a signed checkpoint of the ledger as it stands on the disk; raises IntegrityError when it is not whole."""
    if ledger.place is None:
        return _make(ledger, key, processes)
    with Ledger.open(ledger.place) as afresh:
        return _make(afresh, key, processes)


def _make(ledger: Ledger, key: SigningKey, processes: int) -> Checkpoint:
    named = origin(ledger.store)
    found = verify(ledger.store, keys=[key.verifier], place=ledger.place, processes=processes)
    if found.first is not None:
        message = f"nothing was signed: {found.first.message}"
        raise IntegrityError(message)
    return checkpoint_of(key.checkpoint(named, found.size, bytes.fromhex(found.root)), found.size, found.root, None)


def checkpoint_of(note: str, size: int, root: str, stamp: str | None) -> Checkpoint:
    """Return the record of a signed note; the same note with the same stamp is the same record."""
    name = hashlib.sha256(f"{note}\n{stamp or ''}".encode()).hexdigest()[:20]
    return Checkpoint(id=name, size=size, root=root, note=note, stamp=stamp)


def key_change(key: VerifierKey, at: str) -> RegisterChange:
    """Return the entry that names a key as one that signs for this ledger."""
    public = str(key)
    identity = hashlib.sha256(public.encode()).hexdigest()[:20]
    return RegisterChange(
        id=identity, subject="key", name=key.name, value=public, by=ENGINE, at=at,
        reason="signs checkpoints of this ledger",
    )  # fmt: skip


def stamp_request(checkpoint: Checkpoint) -> bytes:
    """Return an RFC 3161 request (DER) over a checkpoint's note, SHA-256, for any time-stamping authority."""
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as trouble:
        raise _no_extra() from trouble
    builder = TimestampRequestBuilder().data(checkpoint.note.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.build().as_bytes()


def stamped(checkpoint: Checkpoint, answer: bytes, roots: Sequence[x509.Certificate]) -> Checkpoint:
    """Return a checkpoint with an authority's answer (DER), checked to be over its note and signed under one of these roots.

    Raises InputError when the answer is none, is over something else, or is not signed as it should be.
    """
    try:
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response  # noqa: PLC0415
    except ModuleNotFoundError as trouble:
        raise _no_extra() from trouble
    if not roots:
        message = "a time stamp proves nothing without the root certificate of its authority (--roots)"
        raise UsageError(message)
    builder = VerifierBuilder()
    for root in dict.fromkeys(roots):
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(decode_timestamp_response(answer), checkpoint.note.encode())
    except (ValueError, VerificationError) as trouble:
        message = f"that is no time stamp of this checkpoint: {trouble}"
        raise InputError(message) from trouble
    stamp = base64.b64encode(answer).decode()
    return checkpoint_of(checkpoint.note, checkpoint.size, checkpoint.root, stamp)


def prove(store: Store, seq: int, size: int) -> Proof:
    """Return the proof that entry `seq` is in the tree of the first `size` entries; LedgerError when it is not."""
    if not 0 < seq <= size <= store.head().seq:
        message = f"there is no entry {seq} in a tree of {size}"
        raise LedgerError(message)
    leaves = [leaf(sealed) for sealed in store.sealed(until=size)]
    hashes = [leaf_hash(one) for one in leaves]
    return Proof(leaf=leaves[seq - 1], index=seq - 1, size=size, hashes=tuple(inclusion_proof(hashes, seq - 1)))


def _no_extra() -> UsageError:
    return UsageError("time stamps need one more library; install sayso[stamps]")
