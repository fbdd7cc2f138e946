"""Plans a redaction: which parts of which entries hold the words, what is read in their stead, which captures must go.

A plan changes nothing. Only the pipeline carries it out: it appends the redaction, and the store cuts in the same transaction.
"""

import hashlib
import html
from collections.abc import Iterable

import msgspec

from sayso.decisions import Redaction, Withheld
from sayso.errors import UsageError
from sayso.ledger.blackening import BLACK, Words, blacked, emptied
from sayso.ledger.contract import Cut, EntryKind, Recorded, Sealed
from sayso.ledger.ledger import Ledger
from sayso.ledger.sealing import REST, canonical, check, part_names, split
from sayso.records import Capture

_SPARED: frozenset[EntryKind] = frozenset({"claim-set", "checkpoint"})
"""Kinds that hold ids and hashes and nobody's words."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One part of one entry that a redaction would take out."""

    seq: int
    kind: EntryKind
    id: str
    part: str
    instead: bytes
    """What is read afterwards, as canonical JSON."""


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes something out, on whose authority, and why; it stays readable for ever."""

    authority: str
    """A court, an editor, the person concerned."""
    reason: str
    by: str
    """A pseudonym."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a redaction would take out of a ledger."""

    parts: tuple[Found, ...]
    captures: tuple[str, ...]
    """SHA-256 of captures whose bytes hold the words, or belong to a report that does."""
    kept: tuple[str, ...]
    """Where the words stand and stay, a sentence each: in a pseudonym or a name by which entries are found."""
    seq: int
    """How far the ledger was searched."""


def words_plan(ledger: Ledger, words: Words, *, after: int = 0) -> Plan:
    """Return where some words stand in the entries after one, whatever their case and however spaced."""
    last = ledger.head().seq
    parts: list[Found] = []
    captures: dict[str, None] = {}
    kept: list[str] = []
    for sealed in ledger.store.sealed(after=after, until=last):
        named = [name for name in (sealed.about, sealed.by) if name is not None and words.are_in(name)]
        kept += [f"entry {sealed.seq} is found by the name {name!r}, which stays" for name in named]
        if sealed.kind not in _SPARED and words.may_be_in(sealed.parts):
            found = _in_entry(ledger, sealed, words)
            parts += found
            if found and sealed.kind == "report":
                captures[sealed.id] = None
        if sealed.kind == "capture" and sealed.id not in captures and _in_bytes(ledger, sealed, words):
            captures[sealed.id] = None
    held = tuple(sha256 for sha256 in captures if ledger.capture(sha256) is not None)
    return Plan(parts=tuple(parts), captures=held, kept=tuple(kept), seq=last)


def part_plan(ledger: Ledger, name: str, part: str) -> Plan:
    """Return what goes with one part of the entry with this id: `people`, `words`, or `rest` for what has no other."""
    recorded = ledger.find(name)
    if part not in part_names(recorded.kind):
        names = ", ".join(part_names(recorded.kind))
        message = f"{recorded.kind} {recorded.id} has no part {part!r} to withhold; it has {names}"
        raise UsageError(message)
    parts = _where_it_stands(ledger, {(recorded.seq, part): emptied(recorded.kind, recorded.body, part)})
    return Plan(parts=parts, captures=(), kept=(), seq=ledger.head().seq)


def report_plan(ledger: Ledger, name: str) -> Plan:
    """Return what goes with the whole text of a report: its words and headings, those of all its claims, its bytes."""
    recorded = ledger.find(name)
    if recorded.kind != "report":
        message = f"{name} is a {recorded.kind}, not a report"
        raise UsageError(message)
    wanted = {
        (entry.seq, part): emptied(entry.kind, entry.body, part)
        for entry in [recorded, *ledger.store.about(recorded.id, "claim")]
        for part in part_names(entry.kind)
    }
    captures = (recorded.id,) if ledger.capture(recorded.id) is not None else ()
    return Plan(parts=_where_it_stands(ledger, wanted), captures=captures, kept=(), seq=ledger.head().seq)


def redaction_of(plan: Plan, mandate: Mandate, at: str) -> tuple[Redaction, list[Cut]]:
    """Return a plan as the record of a redaction, with what it takes out; `at` is what the clock says."""
    unnamed = Redaction(
        id="",
        withheld=tuple(Withheld(seq=f.seq, part=f.part, instead=msgspec.Raw(f.instead)) for f in plan.parts),
        captures=plan.captures,
        authority=mandate.authority,
        by=mandate.by,
        at=at,
        reason=mandate.reason,
    )
    redaction = msgspec.structs.replace(unnamed, id=hashlib.sha256(canonical(unnamed)).hexdigest()[:20])
    cuts = [Cut(seq=found.seq, part=found.part) for found in plan.parts]
    return redaction, [*cuts, *(Cut(capture=sha256) for sha256 in plan.captures)]


def plan_lines(plan: Plan) -> Iterable[str]:
    """Yield a plan in words: what goes, and what would be read in its stead."""
    for found in plan.parts:
        black = found.instead.decode().count(BLACK)
        yield f"entry {found.seq}: {found.part} of {found.kind} {found.id} ({black} characters blacked out)"
    for sha256 in plan.captures:
        yield f"capture {sha256}: all bytes"
    yield from plan.kept


def _in_entry(ledger: Ledger, sealed: Sealed, words: Words) -> list[Found]:
    """Return the parts of an entry in which the words stand."""
    held = [part for part, written in check(sealed).items() if words.may_be_in(written)]
    if not held:
        return []
    recorded = _reading(ledger, sealed.seq)
    found = []
    for part in held:
        instead = blacked(recorded, part, words, lambda seq: _reading(ledger, seq))
        if instead is not None:
            found.append(Found(seq=sealed.seq, kind=sealed.kind, id=sealed.id, part=part, instead=instead))
    return found


def _reading(ledger: Ledger, seq: int) -> Recorded:
    return next(iter(ledger.store.entries(after=seq - 1, until=seq)))


def _in_bytes(ledger: Ledger, sealed: Sealed, words: Words) -> bool:
    """Tell whether the words stand in the bytes of a capture: as they are, or as HTML writes characters."""
    data = ledger.capture(sealed.id)
    if data is None:
        return False
    encoding = msgspec.json.decode(_reading(ledger, sealed.seq).body, type=Capture).encoding
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return words.are_in(text) or words.are_in(html.unescape(text))


def _where_it_stands(ledger: Ledger, wanted: dict[tuple[int, str], bytes]) -> tuple[Found, ...]:
    """Return what must be cut so that some parts, by entry and name, are read as wanted.

    What is read of a part that is withheld already stands in the redaction that withheld it: that one is cut instead.
    """
    wanted = {
        (seq, part): instead
        for (seq, part), instead in wanted.items()
        if instead != canonical(msgspec.json.decode(split((now := _reading(ledger, seq)).kind, now.body)[part]))
    }
    # From the oldest on, since a redaction that withheld an earlier one is cut with all that is new in both.
    for recorded in ledger.entries("redaction"):
        redaction = msgspec.json.decode(recorded.body, type=Redaction)
        if not wanted.keys().isdisjoint((one.seq, one.part) for one in redaction.withheld):
            withheld = tuple(
                msgspec.structs.replace(one, instead=msgspec.Raw(wanted.get((one.seq, one.part), bytes(one.instead))))
                for one in redaction.withheld
            )
            wanted[recorded.seq, REST] = canonical(msgspec.structs.replace(redaction, withheld=withheld))
    found = [
        Found(seq=seq, kind=recorded.kind, id=recorded.id, part=part, instead=instead)
        for (seq, part), instead in sorted(wanted.items())
        if part not in (recorded := _reading(ledger, seq)).withheld
    ]
    return tuple(found)
