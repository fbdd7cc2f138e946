"""What an archive gives: members, each a capture of its own with what the archive says of its fetch; and caps on unpacking."""

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from sayso.capture.archives.mapping import Mapping
from sayso.capture.files import Captured, capture_bytes
from sayso.errors import InputError
from sayso.fetches import Fetch
from sayso.settings import Settings

FREE_BYTES = 1_000_000
"""What may come of however few packed bytes: small files are not bombs."""
_STEP = 65_536
_GZIP = b"\x1f\x8b"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an archive."""

    captured: Captured
    fetches: tuple[Fetch, ...] = ()
    """What the archive says of how it was had: when, from whom, with which headers."""


Found = Member | InputError
"""A report, or one sentence about a place that cannot be read."""


class Archive:
    """An archive that is being read: its path, the options, and how its members become captures."""

    def __init__(
        self, *, path: Path, settings: Settings, now: datetime, mapping: Mapping, name: str | None = None
    ) -> None:
        """Take where it lies, and what it is called where that is not its path: an upload lies under a name of ours."""
        self.path = path
        self._name = name
        self.settings = settings
        self.now = now
        self.mapping = mapping

    @cached_property
    def name(self) -> str:
        """What it is called, or its path as text that can be stored."""
        return self._name or os.fsencode(self.path).decode("utf-8", "backslashreplace")

    def capture(
        self, data: bytes, source: str, *, media_type: str | None = None, charset: str | None = None, suffix: str = ""
    ) -> Captured:
        """Return a member as a capture taken when the archive was opened; InputError when it is no report."""
        return capture_bytes(
            data, source, self.settings, self.now, media_type=media_type, charset=charset, suffix=suffix
        )

    def document(self, fields: dict[str, object], place: str | int) -> Found:
        """Return a row, message or post as a member: a JSON document of its own, the same fields in the same bytes."""
        data = msgspec.json.encode({name: value for name, value in fields.items() if value}, order="sorted")
        source = f"{self.name}#{place}"
        try:
            return Member(captured=self.capture(data, source, media_type="application/json"))
        except InputError as trouble:
            return trouble

    def whole(self) -> bytes:
        """Return the bytes of an export that is read in one piece; InputError when it is too large."""
        with self.path.open("rb") as stream:
            data = stream.read(self.settings.max_bytes + 1)
        if len(data) > self.settings.max_bytes:
            message = f"{self.name} is larger than {self.settings.max_bytes:,} bytes, the most that is read"
            raise InputError(message)
        return data


class Format(NamedTuple):
    """A kind of archive: how it is called, how it is told by name and first bytes, and how its members are read."""

    name: str
    fits: Callable[[str, bytes], bool]
    members: Callable[[Archive], Iterator[Found]]


class Unpacked:
    """A stream of bytes, unpacked in steps when they are gzip; over a cap or at a fault it ends, and `trouble` says why.

    It never raises for what the bytes are: whoever reads from it gets what came before the fault.
    """

    def __init__(self, stream: IO[bytes], settings: Settings) -> None:
        self._stream = stream
        self._settings = settings
        self._taken = self._made = self._at = 0
        self._ready = bytearray()
        self._ended = False
        self.trouble: str | None = None
        self._left = self._more()
        packed = self._left.startswith(_GZIP)
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed else None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            piece = self._next()
            self._made += len(piece)
            self._ready += piece
            self._count()
        end = len(self._ready) if size < 0 else size
        found = bytes(self._ready[:end])
        del self._ready[:end]
        self._at += len(found)
        return found

    def tell(self) -> int:
        """Return how many bytes were given out."""
        return self._at

    def _more(self) -> bytes:
        """Return the next bytes as they are packed; at a fault of what holds them none, and `trouble` says so."""
        try:
            piece = self._stream.read(_STEP)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as trouble:
            self._ended, self.trouble = True, f"it is broken ({trouble})"
            return b""
        self._taken += len(piece)
        return piece

    def _next(self) -> bytes:
        if not self._left:
            self._left = self._more()
        piece, self._left = self._left, b""
        if not piece:
            self._ended = True
            if self._inflater is not None and not self._inflater.eof and self.trouble is None:
                self.trouble = "its end is missing"
        return self._inflated(piece) if self._inflater is not None and piece else piece

    def _inflated(self, packed: bytes) -> bytes:
        """Return one step of what packed bytes become; what is left of them comes next."""
        if self._inflater is None or self._inflater.eof:
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            piece = self._inflater.decompress(packed, _STEP)
        except zlib.error:
            self._ended, self.trouble = True, "its packing is broken"
            return b""
        self._left = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
        return piece

    def _count(self) -> None:
        if self._made > self._settings.archive_bytes:
            self.trouble = f"it is larger than {self._settings.archive_bytes:,} bytes when it is unpacked"
        elif self._inflater and self._made > max(FREE_BYTES, self._settings.archive_ratio * self._taken):
            self.trouble = f"it becomes more than {self._settings.archive_ratio} times as large when it is unpacked"
        else:
            return
        self._ended = True
