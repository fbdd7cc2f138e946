"""A store of captured bytes, each under its own SHA-256: written whole or not at all, checked on every reading."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

import msgspec

from sayso.errors import IntegrityError, MissingInput, UsageError

_ADDRESS = re.compile(r"[0-9a-f]{64}")


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """Where bytes lie now, and whether they were there before: `Stored(id="9f86…", was="absent")`."""

    id: str
    was: str
    """`absent`, `present`, or `damaged`: another content lay at the address and was replaced by the right one."""


class CaptureStore(msgspec.Struct, frozen=True):
    """Bytes by content under one folder: `CaptureStore(Path("captures"))` keeps them in `sha256/9f/86d0…`."""

    root: Path

    def put(self, data: bytes) -> Stored:
        """Store bytes and return their address; storing the same bytes again changes nothing."""
        address = hashlib.sha256(data).hexdigest()
        place = self.place(address)
        if place.is_file():
            if hashlib.sha256(place.read_bytes()).hexdigest() == address:
                return Stored(id=address, was="present")
            _write_whole(place, data)
            return Stored(id=address, was="damaged")
        _write_whole(place, data)
        return Stored(id=address, was="absent")

    def get(self, address: str) -> bytes:
        """Return the bytes at an address; `MissingInput` if none lie there, `IntegrityError` if they are not the same."""
        place = self.place(address)
        try:
            data = place.read_bytes()
        except OSError as trouble:
            message = f"the store holds no capture {address}"
            raise MissingInput(message) from trouble
        if hashlib.sha256(data).hexdigest() != address:
            message = f"capture {address} is damaged: its bytes are not those that were stored"
            raise IntegrityError(message)
        return data

    def holds(self, address: str) -> bool:
        """Tell whether bytes lie at an address, without checking them."""
        return self.place(address).is_file()

    def place(self, address: str) -> Path:
        """Return the file for an address; nothing but 64 hex digits is one, so that no name leads out of the store."""
        if not _ADDRESS.fullmatch(address):
            message = f"{address!r} is no capture's id (64 hexadecimal digits)"
            raise UsageError(message)
        return self.root / "sha256" / address[:2] / address[2:]


def _write_whole(place: Path, data: bytes) -> None:
    """Write a file so that after a crash it is there whole or not at all: beside it, to disk, then into its place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to disk, where the system knows such a thing."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
