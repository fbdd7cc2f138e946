"""What every store of the ledger must do; the ledger's suite runs on each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

EntryKind = Literal[
    "capture",
    "report",
    "claim",
    "finding",
    "claim-set",
    "decision",
    "register",
    "redaction",
    "checkpoint",
    "fetch",
    "access",
    "publication",
]

NO_EXPECTATIONS: Mapping[str, int] = {}


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing to be recorded: its canonical bytes, made once and never made again."""

    kind: EntryKind
    id: str
    about: str | None
    """Id of what it is about, for those that are asked for by it: of a claim and a set of claims their report, of a change of
    the register its name; of a fetch its address; of a decision the ids of all claims that it touches and of the decision that it undoes, with a
    space between them: a store finds it by each."""
    by: str
    """Pseudonym of who records it; `sayso` for the engine."""
    body: bytes
    """The record as canonical JSON (RFC 8785), UTF-8."""


class Sealed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry as it stands in a store, with what proves it."""

    seq: int
    """Its place in the order of recording, from 1, without gaps, never used twice."""
    kind: EntryKind
    id: str
    about: str | None
    by: str
    recorded_at: str
    """When we knew it: an ISO instant in UTC to the microsecond; never earlier than that of the entry before."""
    clock: str | None
    """What the clock said, where it had jumped back and so is not what `recorded_at` says; None otherwise."""
    commitments: bytes
    """One SHA-256 for each part of its kind, in the order of `PARTS`; 32 bytes each."""
    salts: bytes
    """The salts of the parts, 16 bytes each; zeros for a part that is withheld."""
    parts: bytes
    """A canonical JSON object: for each part that is not withheld an object of its fields."""
    withheld: tuple[str, ...] = ()
    """Names of the parts that were cut out, in the order of `PARTS`."""
    redaction: int | None = None
    """The entry that cut out the last of them."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry as it is read."""

    seq: int
    kind: EntryKind
    id: str
    about: str | None
    by: str
    recorded_at: str
    body: bytes
    """The record as JSON; what is withheld stands blacked out as its redaction says."""
    withheld: tuple[str, ...] = ()
    """Names of the parts of it that were redacted."""


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """What an append did."""

    new: tuple[Entry, ...]
    known: int
    """How many of the entries stood in the ledger before."""
    seq: int
    """The last entry of the ledger afterwards; 0 for an empty one."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far a ledger goes."""

    seq: int
    recorded_at: str | None
    """Of the last entry; None for an empty ledger."""


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """What a redaction takes out of a store: a part of an entry, or the bytes of a capture."""

    seq: int | None = None
    part: str | None = None
    capture: str | None = None


class Store(Protocol):
    """A place that entries are appended to; it has no way to change or remove one."""

    def append(
        self,
        entries: Sequence[Entry],
        captures: Iterable[tuple[str, bytes]],
        at: str,
        *,
        expects: Mapping[str, int] = NO_EXPECTATIONS,
        cuts: Sequence[Cut] = (),
    ) -> Appended:
        """Record what is new, in order, all or nothing; what is known by kind and id is left as it stands.

        `captures` are pairs of SHA-256 and bytes; `at` is what the clock says, an ISO instant in UTC. `expects` names for
        an id the last decision about it (a sequence number, 0 for none) that the caller knew: when there is a later one,
        nothing is recorded and ConflictError is raised. `cuts` is what the one redaction among the entries takes out.
        Where all entries are known already, nothing is asked and nothing is cut: whoever does not know whether an append
        came through may safely repeat it.
        """
        ...

    def entries(self, kind: EntryKind | None = None, *, after: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the entries with `after < seq <= until` in the order of recording; raises IntegrityError at a changed one."""
        ...

    def find(self, prefix: str) -> list[Recorded]:
        """Return the entries whose id begins so, in the order of recording."""
        ...

    def about(self, name: str, kind: EntryKind, *, after: int = 0, until: int | None = None) -> list[Recorded]:
        """Return the entries of a kind with `after < seq <= until` that are about this id, in the order of recording; a decision is about several."""
        ...

    def sealed(self, *, after: int = 0, until: int | None = None) -> Iterator[Sealed]:
        """Yield the entries with what proves them, unchecked: for `verify`, proofs and moving."""
        ...

    def head(self) -> Head:
        """Return how far the ledger goes."""
        ...

    def seq_at(self, instant: str) -> int:
        """Return the last entry recorded at or before an instant (ISO, UTC); 0 when there is none."""
        ...

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture, or None when the ledger does not hold them."""
        ...

    def captures(self) -> Iterator[str]:
        """Yield the SHA-256 of every capture whose bytes are held, in order."""
        ...

    def put_back(self, entries: Iterable[Sealed], captures: Iterable[tuple[str, bytes]]) -> None:
        """Fill an empty store with entries as they were sealed, for `move` and `restore`; LedgerError when it is not empty."""
        ...

    def purge(self) -> None:
        """Leave no trace of what was cut out in the store's files: free pages, logs, indexes."""
        ...

    def settings(self) -> dict[str, str]:
        """Return the settings on which it rests that nothing is lost, as they are in force."""
        ...

    def close(self) -> None:
        """Close the store; nothing that was appended is lost."""
        ...
