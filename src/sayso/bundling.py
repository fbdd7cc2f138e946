"""What goes into a bundle of a state: which entries of the ledger, which of their parts, which captures.

A private bundle shows everything of its entries that no redaction withheld. A public one is made of what is public already: it shows an
entry only where every word and number in it stands in the public record too (`publish/public/shown.py`), and nothing of all others.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from sayso.errors import UsageError
from sayso.ledger.checkpoint import origin
from sayso.ledger.contract import EntryKind
from sayso.ledger.disclosing import ALL, Disclosed, Parts, disclosed
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey
from sayso.publish.bundle import BundledCapture, Content, bundle_files
from sayso.publish.codes import Coder
from sayso.publish.event_record import event_records
from sayso.publish.public.record import PublicRecord
from sayso.publish.public.shown import wholly_public
from sayso.records import Capture, Checkpoint, Claim, Incident
from sayso.state import State

_NOTHING: Parts = frozenset()
_OF_REPORTS: tuple[EntryKind, ...] = ("report", "capture")
_CLAIM: tuple[EntryKind, ...] = ("claim",)


class Sealing(msgspec.Struct, frozen=True, kw_only=True):
    """The checkpoint that a bundle rests on, and the key that signed it."""

    checkpoint: Checkpoint
    key: SigningKey


def private_bundle(
    state: State, events: Sequence[Incident] | None, sealing: Sealing, coder: Coder, *, hashes: bool = False
) -> dict[str, bytes]:
    """Return the files of a bundle with everything of some events, or with the whole ledger up to the checkpoint where none are given.

    With `hashes` the captured bytes stay out, and only their hashes are told.
    """
    ledger, size = state.view.ledger, sealing.checkpoint.size
    told = state.events() if events is None else events
    wanted = None if events is None else _entries_of(ledger, events, size)
    shown = disclosed(ledger.store, wanted, size)
    record = list(event_records(told, ledger.sources(), coder, state.superseded))
    captures = _captures(ledger, shown, included=not hashes)
    return bundle_files(
        _content(ledger, sealing, shown, captures, audience="private", whole=wanted is None, record=_json(record)),
        sealing.key.sign,
    )


def public_bundle(
    ledger: Ledger, record: PublicRecord, claims: Mapping[str, str], sealing: Sealing
) -> dict[str, bytes]:
    """Return the files of a bundle of a public record; `claims` gives by public id of a claim its id in the ledger.

    Captured bytes stay out: names stand in them that may not go out. Where a source may be named by its digest, that is in the record.
    """
    size = sealing.checkpoint.size
    sources = {source.id: source for source in record.sources}
    wanted: dict[int, Parts] = {}
    withheld = 0
    for public in record.claims:
        found = _entry(ledger, claims[public.id], "claim", size)
        source = sources[public.source]
        # The salts of the first entry key the public ids, so it is never opened.
        if found is None or found[0] == 1 or not wholly_public(found[1], public, source):
            withheld += 1
            continue
        wanted[found[0]] = ALL
        # The leaf says when the report was recorded; of what stands in it nothing is shown.
        wanted.update(dict.fromkeys(_seqs(ledger, found[1].report, _OF_REPORTS, size), _NOTHING))
    shown = disclosed(ledger.store, wanted, size)
    content = _content(
        ledger, sealing, shown, [], audience="public", whole=False, record=_json(record), withheld=withheld
    )
    return bundle_files(content, sealing.key.sign)


def _content(
    ledger: Ledger,
    sealing: Sealing,
    shown: Sequence[Disclosed],
    captures: Sequence[tuple[BundledCapture, bytes | None]],
    **said: object,
) -> Content:
    checkpoint = sealing.checkpoint
    return msgspec.convert(
        {
            "origin": origin(ledger.store),
            "size": checkpoint.size,
            "root": checkpoint.root,
            "note": checkpoint.note,
            "stamp": checkpoint.stamp,
            "key": str(sealing.key.verifier),
            "entries": shown,
            "captures": [capture for capture, _ in captures],
            "held": {capture.sha256: data for capture, data in captures if data is not None},
            **said,
        },
        Content,
    )


def _entries_of(ledger: Ledger, events: Iterable[Incident], size: int) -> dict[int, Parts]:
    """Return what stands behind events: claims, what people decided about them, reports, captures, fetches, redactions, keys."""
    claims = [claim for event in events for claim in event.claims]
    if not claims:
        message = "no event to bundle"
        raise UsageError(message)
    seqs: set[int] = set()
    for claim in claims:
        seqs.update(_seqs(ledger, claim.id, _CLAIM, size))
        seqs.update(seq for seq, _ in ledger.decisions_about(claim.id, until=size))
    reports = {claim.report for claim in claims}
    for report in reports:
        seqs.update(_seqs(ledger, report, _OF_REPORTS, size))
    for recorded in ledger.entries("fetch", until=size):
        if msgspec.json.decode(recorded.body)["capture"] in reports:
            seqs.add(recorded.seq)
    for recorded in ledger.entries("redaction", until=size):
        told = msgspec.json.decode(recorded.body)
        if reports.intersection(told["captures"]) or seqs.intersection(one["seq"] for one in told["withheld"]):
            seqs.add(recorded.seq)
    seqs.update(recorded.seq for recorded in ledger.entries("register", until=size))
    return dict.fromkeys(sorted(seqs), ALL)


def _seqs(ledger: Ledger, name: str, kinds: Collection[EntryKind], size: int) -> list[int]:
    return [e.seq for e in ledger.store.find(name) if e.id == name and e.kind in kinds and e.seq <= size]


def _entry(ledger: Ledger, name: str, kind: EntryKind, size: int) -> tuple[int, Claim] | None:
    """Return a claim as it was recorded, with its place; None for one of which parts are redacted, or that came after."""
    found = next((e for e in ledger.store.find(name) if e.id == name and e.kind == kind), None)
    if found is None or found.seq > size or found.withheld:
        return None
    return found.seq, msgspec.json.decode(found.body, type=Claim)


def _captures(
    ledger: Ledger, shown: Iterable[Disclosed], *, included: bool
) -> list[tuple[BundledCapture, bytes | None]]:
    """Return the captures among entries that are shown, by hash, with their bytes where these are held and wanted."""
    found = {}
    for entry in shown:
        if '"kind":"capture"' not in entry.leaf or "rest" not in entry.open:
            continue
        capture = msgspec.json.decode(entry.open["rest"].fields, type=Capture)
        data = ledger.capture(capture.id) if included else None
        about = BundledCapture(
            sha256=capture.id, size=capture.size, media_type=capture.media_type, included=data is not None
        )
        found[capture.id] = about, data
    return [found[name] for name in sorted(found)]


def _json(record: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
