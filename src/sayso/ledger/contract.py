"""What every store of the ledger must do; the ledger's suite runs on each of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Protocol

import msgspec

EntryKind = Literal["capture", "report", "claim", "finding"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was recorded: its canonical bytes, made once and never made again."""

    kind: EntryKind
    id: str
    body: bytes
    """The record as JSON with sorted keys, UTF-8."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it stands in the ledger."""

    seq: int
    """Its place in the order of recording, from 1, never used twice."""
    kind: EntryKind
    id: str
    body: bytes
    sha256: str
    """Of the body, in hex, as computed when it was recorded."""
    recorded_at: str
    """When we knew it: an ISO instant in UTC."""


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """What an append did."""

    new: tuple[Entry, ...]
    known: int
    """How many of the entries stood in the ledger before."""


class Store(Protocol):
    """A place that entries are appended to; it has no way to change or remove one."""

    def append(self, entries: Sequence[Entry], captures: Iterable[tuple[str, bytes]], at: str) -> Appended:
        """Record what is new, in order, all or nothing; what is known by kind and id is left as it stands."""
        ...

    def entries(self, kind: EntryKind | None = None) -> Iterator[Recorded]:
        """Yield the entries in the order of recording."""
        ...

    def find(self, prefix: str) -> list[Recorded]:
        """Return the entries whose id begins so, in the order of recording."""
        ...

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture, or None when the ledger does not hold them."""
        ...

    def close(self) -> None:
        """Close the store; nothing that was appended is lost."""
        ...
