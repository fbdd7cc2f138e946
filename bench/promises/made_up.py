"""Made-up things to record: reports with their captures and claims, checkpoints and redactions, the same for the same seed."""

import hashlib
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from bench.reconcile import synthetic
from sayso.decisions import Decision, Redaction, Withheld
from sayso.ledger.contract import Cut, Entry, EntryKind, Store
from sayso.ledger.notes import SigningKey, read_note
from sayso.ledger.sealing import canonical, leaf
from sayso.ledger.tree import leaf_hash, root_of
from sayso.records import Capture, Checkpoint, Claim, Report

_BEGIN = datetime(2031, 1, 1, tzinfo=UTC)
_WORDS = (
    "harbour",
    "shelling",
    "said",
    "the",
    "ministry",
    "three",
    "people",
    "hurt",
    "near",
    "bridge",
    "no",
    "word",
    "of",
)
BY = "r1"
KEY = SigningKey.new("sample")


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What one append is handed."""

    entries: tuple[Entry, ...]
    captures: tuple[tuple[str, bytes], ...] = ()
    cuts: tuple[Cut, ...] = ()
    signs: int = 0
    """For a checkpoint, the size of the tree to be signed; its entry is only made when the ledger's root is known."""
    at: str


def moment(number: int) -> str:
    """Return the instant of a step, some seconds after the one before."""
    return (_BEGIN + timedelta(seconds=7 * number)).isoformat(timespec="microseconds")


def reports(number: int, seed: int, *, claims: int = 4, characters: int = 3_000) -> list[Batch]:
    """Return so many reports as a pipeline would append them, each with a capture and up to so many claims."""
    chance = random.Random(seed)  # noqa: S311 - the same data every time, not a secret
    told, _ = synthetic(number * claims, seed=seed)
    return [_report(chance, at, told[at * claims :][: chance.randint(1, claims)], characters) for at in range(number)]


def _report(chance: random.Random, number: int, told: list[Claim], characters: int) -> Batch:
    length = chance.randint(1, characters)
    text = " ".join(chance.choices(_WORDS, k=length // 6 + 1)) + f" SAMPLE {chance.getrandbits(64):x}"
    data = text.encode()
    name = hashlib.sha256(data).hexdigest()
    at = moment(number)
    capture = Capture(
        id=name, source=f"sample-{number}.txt", captured_at=at, size=len(data), media_type="text/plain",
        encoding="utf-8", encoding_basis="utf-8",
    )  # fmt: skip
    report = Report(
        id=name, capture=capture, text=text, title=f"Report {number}", published=None, published_basis="",
        passages=(), blocks=(),
    )  # fmt: skip
    made = [record_entry("capture", capture, name), record_entry("report", report, name)]
    for place, claim in enumerate(told):
        own = msgspec.structs.replace(
            claim, id=hashlib.sha256(f"{name} {place}".encode()).hexdigest()[:20], report=name
        )
        made.append(record_entry("claim", own, own.id, about=name))
    return Batch(entries=tuple(made), captures=((name, data),), at=at)


def record_entry(kind: EntryKind, record: object, name: str, about: str | None = None) -> Entry:
    """Return a record as an entry."""
    return Entry(kind=kind, id=name, about=about, by="sayso", body=canonical(record))


def redaction(number: int, seqs: dict[int, str], captures: tuple[str, ...] = ()) -> Batch:
    """Return the append that cuts a part out of each of these entries, and bytes of captures; nothing is put instead."""
    name = f"redaction {number}"
    record = Redaction(
        id=name,
        withheld=tuple(Withheld(seq=seq, part=part, instead=msgspec.Raw(b"{}")) for seq, part in seqs.items()),
        captures=captures, authority="the person concerned", by=BY, at=moment(number), reason="SAMPLE",
    )  # fmt: skip
    cuts = [Cut(seq=seq, part=part) for seq, part in seqs.items()] + [Cut(capture=sha256) for sha256 in captures]
    return Batch(
        entries=(Entry(kind="redaction", id=name, about=None, by=BY, body=canonical(record)),),
        cuts=tuple(cuts),
        at=moment(number),
    )


def append(store: Store, batch: Batch) -> None:
    """Append a batch; a checkpoint is signed first."""
    entries = batch.entries
    if batch.signs:
        root = root_of(leaf_hash(leaf(sealed)) for sealed in store.sealed(until=batch.signs))
        entries = (checkpoint_entry(KEY.checkpoint("sayso/sample", batch.signs, root)),)
    store.append(entries, batch.captures, batch.at, cuts=batch.cuts)


def put(store: Store, batch: Batch) -> None:
    """Append a batch and purge what it cuts out, as a person would who does not know whether it was done already."""
    if not (batch.cuts and store.find(batch.entries[0].id)):
        append(store, batch)
    if batch.cuts:
        store.purge()


def checkpoint(number: int, size: int) -> Batch:
    """Return the append of a checkpoint of the first `size` entries."""
    unsigned = Entry(kind="checkpoint", id=f"checkpoint {size}", about=None, by="sayso", body=b"{}")
    return Batch(entries=(unsigned,), signs=size, at=moment(number))


def checkpoint_entry(note: str) -> Entry:
    """Return a signed note as an entry."""
    read = read_note(note)
    record = Checkpoint(id=f"checkpoint {read.size}", size=read.size, root=read.root.hex(), note=note)
    return record_entry("checkpoint", record, record.id)


def decision(number: int, claims: Sequence[str]) -> Batch:
    """Return the append of a decision that these claims stay together."""
    name = f"decision {number}"
    record = Decision(id=name, verb="pin", claims=tuple(claims), by=BY, at=moment(number), reason="SAMPLE")
    entry = Entry(kind="decision", id=name, about=" ".join(claims), by=BY, body=canonical(record))
    return Batch(entries=(entry,), at=moment(number))
