"""The body of an answer, taken in steps: hashed as it was sent, its encodings undone under caps, on disk when it is large.

A bomb is found while it opens, not afterwards: no step makes more than 64 KiB, and every step is counted, those of an
encoding within an encoding too. Only `gzip` and `deflate` are asked for and undone.
"""

import hashlib
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO

from sayso.capture.addresses import Refused
from sayso.capture.manners import MEGABYTE, Manners

_STEP = 65_536
_IN_MEMORY = 262_144
_MEMBERS = 1_000
"""How many gzip members one body may have."""
_ZLIB_HEAD = 2
"""Bytes by which zlib's form of deflate is told from the raw one."""
_WINDOWS = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


class BrokenOff(Exception):  # noqa: N818 - it reads as the condition it names
    """An answer that did not come whole; `code` is short and stable, the message a part of a sentence."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class Body:
    """What came of an answer; fed by the fetch, then read once or several times, then closed."""

    def __init__(self, encodings: Sequence[str], manners: Manners) -> None:
        self._manners = manners
        self._wire = hashlib.sha256()
        self._plain = hashlib.sha256()
        self.wire_bytes = 0
        self.size = 0
        self._made = 0
        self._layers = [_Layer(name) for name in reversed(encodings)]
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by `close`

    @property
    def wire_sha256(self) -> str:
        """SHA-256 of the bytes as they were sent."""
        return self._wire.hexdigest()

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes without their encodings."""
        return self._plain.hexdigest()

    def feed(self, data: bytes) -> None:
        """Take some bytes as they were sent; raises Refused over a cap, BrokenOff for a broken encoding."""
        self.wire_bytes += len(data)
        self._wire.update(data)
        if self.wire_bytes > self._manners.wire_bytes:
            message = f"more than {self._manners.wire_bytes:,} bytes were sent"
            raise Refused(message, code="too-large")
        for piece in self._opened(data, 0):
            self._plain.update(piece)
            self.size += len(piece)
            self._file.write(piece)

    def end(self) -> None:
        """Say that everything was sent; raises BrokenOff when an encoding is not at its end."""
        if self.wire_bytes and not all(layer.at_end for layer in self._layers):
            message = "the end of a compressed answer is missing"
            raise BrokenOff(message, code="broken-off")

    def read(self) -> bytes:
        """Return the whole body without its encodings."""
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Let go of the bytes."""
        self._file.close()

    def _opened(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._layers):
            if not self._layers:
                self._count(len(data))
            yield data
            return
        for piece in self._layers[depth].pieces(data):
            self._count(len(piece))
            yield from self._opened(piece, depth + 1)

    def _count(self, made: int) -> None:
        """Count what an encoding made; those within others count together."""
        self._made += made
        if self._made > self._manners.body_bytes:
            message = f"it is larger than {self._manners.body_bytes:,} bytes when it is unpacked"
            raise Refused(message, code="bomb" if self._layers else "too-large")
        if self._made > MEGABYTE and self._made > self._manners.ratio * self.wire_bytes:
            message = f"it becomes more than {self._manners.ratio} times as large when it is unpacked"
            raise Refused(message, code="bomb")


def encodings_of(value: str, most: int) -> tuple[str, ...]:
    """Return the encodings that a `Content-Encoding` names; raises Refused for too many and for those we did not ask for."""
    names = [name.strip().lower().removeprefix("x-") for name in value.split(",")]
    names = [name for name in names if name not in {"", "identity"}]
    if len(names) > most:
        message = f"it is packed {len(names)} times over"
        raise Refused(message, code="encoding")
    for name in names:
        if name not in _WINDOWS:
            message = f"it is packed as {name[:20]}, which was not asked for"
            raise Refused(message, code="encoding")
    return tuple(names)


class _Layer:
    """One encoding, undone in steps."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inflater = zlib.decompressobj(_WINDOWS[name])
        self._head = b""
        self._members = 1
        self.at_end = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what some bytes become, at most `_STEP` bytes a piece."""
        more = False
        while data or more:
            if self.at_end and not self._begins_again(data):
                return
            piece = self._step(data)
            if piece:
                yield piece
            self.at_end = self._inflater.eof
            data = self._inflater.unused_data if self.at_end else self._inflater.unconsumed_tail
            # All may have been taken in, and not all been given out.
            more = len(piece) == _STEP and not self.at_end

    def _step(self, data: bytes) -> bytes:
        try:
            piece = self._inflater.decompress(data, _STEP)
        except zlib.error as trouble:
            if self._name == "deflate" and len(self._head) < _ZLIB_HEAD:
                # Some servers send raw deflate under this name, and browsers take it (RFC 9110, 8.4.1.2).
                data, self._head = self._head + data, bytes(_ZLIB_HEAD)
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
                return self._step(data)
            message = f"its {self._name} is damaged"
            raise BrokenOff(message, code="damaged") from trouble
        self._head += data[: _ZLIB_HEAD - len(self._head)]
        return piece

    def _begins_again(self, data: bytes) -> bool:
        """Tell whether another member of a gzip follows, and begin it; whatever else follows the end is padding."""
        if self._name != "gzip" or not data.startswith(b"\x1f\x8b"[: len(data)]):
            return False
        self._members += 1
        if self._members > _MEMBERS:
            message = f"its gzip has more than {_MEMBERS:,} members"
            raise Refused(message, code="bomb")
        self._inflater = zlib.decompressobj(_WINDOWS["gzip"])
        self.at_end = False
        return True
