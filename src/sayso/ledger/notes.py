"""Signed notes and checkpoints in the form of C2SP (signed-note, tlog-checkpoint), with Ed25519 keys in its own form too.

A checkpoint is three lines (where it comes from, how many entries, the root in base64), a blank line, and a line for each
signature: `— name base64(four bytes of key hash ‖ signature)`. What is signed is the text up to and with the newline before
the blank line. A verifier key is `name+hash+base64(0x01 ‖ public key)`; a signer key has `PRIVATE+KEY+` before it and holds
the private key.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sayso.errors import InputError, UsageError

_ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_DASH = "\u2014 "


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One signature line of a note."""

    name: str
    key_hash: bytes
    signature: bytes


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint as it was read."""

    text: str
    """The whole note."""
    signed: bytes
    """What the signatures are over."""
    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...]


class VerifierKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that can check signatures."""

    name: str
    public: bytes
    """32 bytes."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key as C2SP writes it; raises UsageError."""
        name, key = _parse(text.strip(), text)
        return cls(name=name, public=key)

    def key_hash(self) -> bytes:
        """Return the four bytes by which a signature names its key."""
        return _key_hash(self.name, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_hash().hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    def signed(self, note: Note) -> bool | None:
        """Tell whether this key signed a note; None when the note bears no signature that names it."""
        ours = [s for s in note.signatures if s.name == self.name and s.key_hash == self.key_hash()]
        if not ours:
            return None
        try:
            for signature in ours:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature.signature, note.signed)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A key that can sign: `SigningKey.at(path)` reads it, or makes one there that only its owner can read."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.verifier = VerifierKey(name=name, public=private.public_key().public_bytes_raw())

    @classmethod
    def new(cls, name: str | None = None) -> Self:
        """Make a key; without a name it bears the beginning of its own hash."""
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        return cls(name or f"sayso-{hashlib.sha256(public).hexdigest()[:8]}", private)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a signer key; raises UsageError."""
        written = text.strip()
        if not written.startswith(_PRIVATE):
            message = f"a signing key begins with {_PRIVATE}"
            raise UsageError(message)
        name, seed = _parse(written.removeprefix(_PRIVATE), "the signing key", private=True)
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def at(cls, path: Path) -> Self:
        """Read the key of a file, or make one there, readable by its owner only; raises UsageError when neither can be."""
        try:
            if path.exists():
                return cls.parse(path.read_text(encoding="ascii"))
            made = cls.new()
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{made}\n")
                file.flush()
                os.fsync(descriptor)
        except (OSError, UnicodeDecodeError) as trouble:
            message = f"{path} cannot be used as a signing key: {trouble}"
            raise UsageError(message) from trouble
        return made

    def __str__(self) -> str:
        found = self.verifier
        seed = base64.b64encode(_ED25519 + self._private.private_bytes_raw()).decode()
        return f"{_PRIVATE}{found.name}+{found.key_hash().hex()}+{seed}"

    def __repr__(self) -> str:
        """Name the key without telling it."""
        return f"SigningKey({self.verifier.name})"

    def checkpoint(self, origin: str, size: int, root: bytes) -> str:
        """Return a signed note that a tree of `size` entries has this root."""
        return self.note(f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n")

    def note(self, text: str) -> str:
        """Return a text that ends with a newline as a signed note."""
        line = base64.b64encode(self.verifier.key_hash() + self.sign(text.encode())).decode()
        return f"{text}\n{_DASH}{self.verifier.name} {line}\n"

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of an Ed25519 signature."""
        return self._private.sign(data)


def read_note(text: str) -> Note:
    """Read a checkpoint; raises InputError when it is none in every byte."""
    try:
        head, blank, tail = text.partition("\n\n")
        origin, size, root = head.split("\n")
        lines = tail.removesuffix("\n").split("\n")
        signatures = tuple(_signature(line) for line in lines)
        decoded = base64.b64decode(root, validate=True)
    except (ValueError, binascii.Error) as trouble:
        message = "that is no checkpoint (a signed note of C2SP)"
        raise InputError(message) from trouble
    again = f"{origin}\n{int(size) if size.isdecimal() else -1}\n{base64.b64encode(decoded).decode()}"
    if (
        again != head
        or not blank
        or not tail.endswith("\n")
        or not origin
        or len(decoded) != hashlib.sha256().digest_size
    ):
        message = "that is no checkpoint (a signed note of C2SP)"
        raise InputError(message)
    return Note(
        text=text, signed=f"{head}\n".encode(), origin=origin, size=int(size), root=decoded, signatures=signatures
    )


def _signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise ValueError(line)
    name, blob = line.removeprefix(_DASH).split(" ")
    data = base64.b64decode(blob, validate=True)
    if base64.b64encode(data).decode() != blob or not name:
        raise ValueError(line)
    return Signature(name=name, key_hash=data[:4], signature=data[4:])


def _key_hash(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _parse(text: str, shown: str, *, private: bool = False) -> tuple[str, bytes]:
    """Return the name and the 32 bytes of a key."""
    message = f"{shown} is no Ed25519 key as C2SP writes one (name+hash+base64)"
    try:
        name, hashed, blob = text.split("+", 2)
        data = base64.b64decode(blob, validate=True)
    except (ValueError, binascii.Error) as trouble:
        raise UsageError(message) from trouble
    if not name or " " in name or len(data) != 33 or data[:1] != _ED25519:
        raise UsageError(message)
    key = data[1:]
    public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw() if private else key
    if _key_hash(name, public).hex() != hashed:
        raise UsageError(message)
    return name, key
