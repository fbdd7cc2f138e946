"""The ledger: what was captured, read, claimed and decided, in the order in which we came to know it."""

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from sayso.decisions import Access, Decision, Redaction, RegisterChange
from sayso.errors import IntegrityError, LedgerError
from sayso.fetches import Fetch
from sayso.ledger.contract import (
    NO_EXPECTATIONS,
    Appended,
    Cut,
    Entry,
    EntryKind,
    Head,
    Recorded,
    Store,
)
from sayso.ledger.sealing import canonical
from sayso.ledger.sqlite import MEMORY, open_store
from sayso.publications import Publication
from sayso.records import Capture, Checkpoint, Claim, ClaimSet, Finding, Report

Record = (
    Capture
    | Report
    | Claim
    | Finding
    | ClaimSet
    | Decision
    | RegisterChange
    | Redaction
    | Checkpoint
    | Fetch
    | Access
    | Publication
)
"""What an entry can hold."""
_R = TypeVar(
    "_R",
    Capture,
    Report,
    Claim,
    Finding,
    ClaimSet,
    Decision,
    RegisterChange,
    Redaction,
    Checkpoint,
    Fetch,
    Access,
    Publication,
)

ENGINE = "sayso"
"""Who records what no person records."""
ADDRESSES = ("postgresql://", "postgres://")
"""How the address of a ledger begins that is no file."""

_KINDS: dict[type[msgspec.Struct], EntryKind] = {
    Capture: "capture",
    Report: "report",
    Claim: "claim",
    Finding: "finding",
    ClaimSet: "claim-set",
    Decision: "decision",
    RegisterChange: "register",
    Redaction: "redaction",
    Checkpoint: "checkpoint",
    Fetch: "fetch",
    Access: "access",
    Publication: "publication",
}
RECORDS: dict[EntryKind, type[msgspec.Struct]] = {kind: made for made, kind in _KINDS.items()}
"""What an entry of each kind holds."""
_DECODERS: dict[EntryKind, msgspec.json.Decoder[Record]] = {
    kind: msgspec.json.Decoder(made) for made, kind in _KINDS.items()
}


class Ledger:
    """An append-only record; entries go in through the pipeline and are never changed.

    `with Ledger.open("desk.ledger") as ledger: …` opens a file or begins one.
    """

    def __init__(self, store: Store, place: str | None = None) -> None:
        self.store = store
        self.place = place
        """Where it can be opened again: a path or an address; None for one in memory."""

    @classmethod
    def open(cls, place: str | os.PathLike[str], *, begin: bool = True) -> Self:
        """Open the ledger at a path or at an address `postgresql://…`, or begin one there unless told not to.

        Raises LedgerError when that cannot be.
        """
        if not isinstance(place, str) or not place.startswith(ADDRESSES):
            path = Path(place)
            if not begin and not path.exists():
                message = f"there is no ledger at {place}; `sayso add` begins one"
                raise LedgerError(message)
            return cls(open_store(path), None if path == MEMORY else str(path.absolute()))
        # Only teams need it, and it needs a library that not everybody installs.
        return cls(import_module("sayso.ledger.postgres").open_store(place, begin=begin), place)

    def append(
        self,
        records: Sequence[Record],
        captures: Iterable[tuple[str, bytes]],
        at: str,
        *,
        expects: Mapping[str, int] = NO_EXPECTATIONS,
        cuts: Sequence[Cut] = (),
    ) -> Appended:
        """Record what is new, in order, all or nothing.

        `captures` are pairs of SHA-256 and bytes, `at` what the clock says, an ISO instant. `expects` names for an id the last
        decision about it that the caller knew (a sequence number, 0 for none): ConflictError when there is a later one.
        """
        return self.store.append([entry(record) for record in records], captures, at, expects=expects, cuts=cuts)

    def reports(self, *, until: int | None = None) -> Iterator[Report]:
        """Yield the reports in the order of recording, up to an entry where one is given; so do the others below."""
        return self._records("report", Report, until)

    def claims(self, *, until: int | None = None) -> Iterator[Claim]:
        """Yield the claims of all readings."""
        return self._records("claim", Claim, until)

    def findings(self, *, until: int | None = None) -> Iterator[Finding]:
        """Yield what was amiss with the reports."""
        return self._records("finding", Finding, until)

    def claim_sets(self, *, until: int | None = None) -> Iterator[ClaimSet]:
        """Yield which claims each reading took from its report; the last of a report says which stand."""
        return self._records("claim-set", ClaimSet, until)

    def decisions(self, *, until: int | None = None) -> Iterator[Decision]:
        """Yield what people decided."""
        return self._records("decision", Decision, until)

    def register_changes(self, *, until: int | None = None) -> Iterator[RegisterChange]:
        """Yield the changes of who is who."""
        return self._records("register", RegisterChange, until)

    def redactions(self, *, until: int | None = None) -> Iterator[Redaction]:
        """Yield what was made unreadable, and by whose authority."""
        return self._records("redaction", Redaction, until)

    def checkpoints(self, *, until: int | None = None) -> Iterator[Checkpoint]:
        """Yield the signed states of the tree."""
        return self._records("checkpoint", Checkpoint, until)

    def fetches(self, *, until: int | None = None) -> Iterator[Fetch]:
        """Yield what was asked of the web, and what came of it."""
        return self._records("fetch", Fetch, until)

    def accesses(self, *, until: int | None = None) -> Iterator[Access]:
        """Yield who looked at what is not for everybody, and when."""
        return self._records("access", Access, until)

    def publications(self, *, until: int | None = None) -> Iterator[Publication]:
        """Yield what went out, and under which addresses."""
        return self._records("publication", Publication, until)

    def fetches_of(self, address: str, *, until: int | None = None) -> list[Fetch]:
        """Return the fetches of one address, as it stands in the record, in the order of recording."""
        return [_as(recorded, Fetch) for recorded in self.store.about(address, "fetch", until=until)]

    def entries(self, kind: EntryKind | None = None, *, after: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the entries with `after < seq <= until` in the order of recording, with when and by whom; see `decode`."""
        return self.store.entries(kind, after=after, until=until)

    def decisions_about(self, name: str, *, until: int | None = None) -> list[tuple[int, Decision]]:
        """Return the decisions about a claim or about a decision, each with its sequence number."""
        found = self.store.about(name, "decision", until=until)
        return [(recorded.seq, _as(recorded, Decision)) for recorded in found]

    def sources(self) -> dict[str, str]:
        """Return where each report came from, by its id: the path or address under which its bytes were first taken."""
        return {capture.id: capture.source for capture in self._records("capture", Capture, None)}

    def ids(self, beginning: str) -> tuple[str, ...]:
        """Return the ids of reports, claims and findings that begin so, each once."""
        meant = {"report", "claim", "finding"}
        return tuple(dict.fromkeys(e.id for e in self.store.find(beginning) if e.kind in meant))

    def get(self, name: str) -> Record:
        """Return the record with this id, or with an id that begins so; raises LedgerError when none or several do.

        A report and its capture share an id; the report is meant.
        """
        return decode(self.find(name))

    def find(self, name: str) -> Recorded:
        """Return the entry with this id, or with an id that begins so, as `get` does."""
        if not name:
            message = "an id is needed"
            raise LedgerError(message)
        entries = self.store.find(name)
        found = {e.id: e for e in sorted(entries, key=lambda e: e.kind != "capture")}
        exact = found.get(name)
        if exact is None and len(found) > 1:
            message = f"{name} is the beginning of {len(found)} ids; give more of it"
            raise LedgerError(message)
        chosen = exact or next(iter(found.values()), None)
        if chosen is None:
            message = f"the ledger holds nothing with the id {name}"
            raise LedgerError(message)
        return chosen

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture, checked against their hash; None when the ledger does not hold them."""
        return self.store.capture(sha256)

    def head(self) -> Head:
        """Return how far the ledger goes."""
        return self.store.head()

    def seq_at(self, moment: str) -> int:
        """Return the last entry recorded at or before an ISO instant; 0 when there is none."""
        return self.store.seq_at(moment)

    def last_checkpoint(self) -> tuple[Recorded, Checkpoint] | None:
        """Return the newest checkpoint with its entry; None when there is none."""
        newest = deque(self.store.entries("checkpoint"), maxlen=1)
        return (newest[0], _as(newest[0], Checkpoint)) if newest else None

    def last_publication(self) -> Publication | None:
        """Return what went out last; None where nothing did."""
        newest = deque(self.publications(), maxlen=1)
        return newest[0] if newest else None

    def close(self) -> None:
        """Close the ledger."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _records(self, kind: EntryKind, made: type[_R], until: int | None) -> Iterator[_R]:
        return (_as(recorded, made) for recorded in self.store.entries(kind, until=until))


def entry(record: Record) -> Entry:
    """Return a record as an entry; a finding, which has no id of its own, is named by its content."""
    body = canonical(record)
    name = hashlib.sha256(body).hexdigest()[:20] if isinstance(record, Finding) else record.id
    by = record.by if isinstance(record, Decision | RegisterChange | Redaction | Access | Publication) else ENGINE
    return Entry(kind=_KINDS[type(record)], id=name, about=_about(record), by=by, body=body)


def decode(recorded: Recorded) -> Record:
    """Return the record that an entry holds; raises IntegrityError when it holds none of its kind."""
    try:
        return _DECODERS[recorded.kind].decode(recorded.body)
    except (msgspec.DecodeError, KeyError) as trouble:
        message = f"entry {recorded.seq} ({recorded.kind} {recorded.id}) holds no {recorded.kind}: {trouble}"
        raise IntegrityError(message) from trouble


def _as(recorded: Recorded, made: type[_R]) -> _R:
    record = decode(recorded)
    assert isinstance(record, made)  # noqa: S101 - the store was asked for this kind
    return record


def _about(record: Record) -> str | None:
    """Return the id or ids by which an entry is asked for."""
    match record:
        case Claim() | ClaimSet():
            return record.report
        case RegisterChange():
            return record.name
        case Fetch():
            return record.address
        case Decision():
            touched = (*record.claims, *record.against, *([record.undoes] if record.undoes else ()))
            return " ".join(dict.fromkeys(touched)) or None
        case _:
            return None
