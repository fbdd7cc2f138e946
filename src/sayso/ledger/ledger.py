"""The ledger: what was captured, read and claimed, in the order in which we came to know it."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from sayso.errors import LedgerError
from sayso.ledger.contract import Appended, Entry, EntryKind, Recorded, Store
from sayso.ledger.sqlite import open_store
from sayso.records import Capture, Claim, Finding, Report

_TYPES: dict[EntryKind, type[msgspec.Struct]] = {
    "capture": Capture,
    "report": Report,
    "claim": Claim,
    "finding": Finding,
}

_encoder = msgspec.json.Encoder(order="sorted")


class Ledger:
    """An append-only record; entries go in through the pipeline and are never changed.

    `with Ledger.open("desk.ledger") as ledger: …` opens a file or begins one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open the ledger at a path, or begin one there; raises LedgerError when that cannot be."""
        return cls(open_store(Path(path)))

    def append(
        self, records: Sequence[Capture | Report | Claim | Finding], captures: Sequence[tuple[str, bytes]], at: str
    ) -> Appended:
        """Record what is new, in order, all or nothing; `captures` are pairs of SHA-256 and bytes, `at` an ISO instant."""
        return self._store.append([entry(record) for record in records], captures, at)

    def reports(self) -> Iterator[Report]:
        """Yield the reports in the order of recording."""
        return (msgspec.json.decode(e.body, type=Report) for e in self._store.entries("report"))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims in the order of recording."""
        return (msgspec.json.decode(e.body, type=Claim) for e in self._store.entries("claim"))

    def findings(self) -> Iterator[Finding]:
        """Yield what was amiss with the reports, in the order of recording."""
        return (msgspec.json.decode(e.body, type=Finding) for e in self._store.entries("finding"))

    def sources(self) -> dict[str, str]:
        """Return where each report came from, by its id: the path or address under which its bytes were first taken."""
        captures = (msgspec.json.decode(e.body, type=Capture) for e in self._store.entries("capture"))
        return {capture.id: capture.source for capture in captures}

    def entries(self) -> Iterator[Recorded]:
        """Yield all entries in the order of recording."""
        return self._store.entries()

    def ids(self, beginning: str) -> tuple[str, ...]:
        """Return the ids of reports, claims and findings that begin so, each once."""
        return tuple(dict.fromkeys(e.id for e in self._store.find(beginning) if e.kind != "capture"))

    def get(self, name: str) -> Capture | Report | Claim | Finding:
        """Return the record with this id, or with an id that begins so; raises LedgerError when none or several do.

        A report and its capture share an id; the report is meant.
        """
        if not name:
            message = "an id is needed"
            raise LedgerError(message)
        found = {e.id: e for e in self._store.find(name) if e.kind != "capture"}
        exact = found.get(name)
        if exact is None and len(found) > 1:
            message = f"{name} is the beginning of {len(found)} ids; give more of it"
            raise LedgerError(message)
        chosen = exact or next(iter(found.values()), None)
        if chosen is None:
            message = f"the ledger holds nothing with the id {name}"
            raise LedgerError(message)
        return decode(chosen)

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture, checked against their hash; None when the ledger does not hold them."""
        return self._store.capture(sha256)

    def close(self) -> None:
        """Close the ledger."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def entry(record: Capture | Report | Claim | Finding) -> Entry:
    """Return a record as an entry; a finding, which has no id of its own, is named by its content."""
    body = _encoder.encode(record)
    kind = next(kind for kind, made in _TYPES.items() if type(record) is made)
    name = record.id if not isinstance(record, Finding) else hashlib.sha256(body).hexdigest()[:20]
    return Entry(kind=kind, id=name, body=body)


def decode(recorded: Recorded) -> Capture | Report | Claim | Finding:
    """Return the record that an entry holds."""
    return msgspec.json.decode(recorded.body, type=_TYPES[recorded.kind])  # type: ignore[return-value]  # one of the four
