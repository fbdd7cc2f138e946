"""Seals entries: what is hashed of each, in which bytes, so that a stranger can compute it again and a part can go.

Every entry is a leaf of an RFC 6962 tree. The leaf does not hold the record but a salted commitment to each part of it,
so that a part can be made unreadable (its salt and its words deleted) while the leaf and every proof stay as they were:

    commitment = SHA-256(0x02 ‖ salt ‖ id of the entry as JSON ‖ name of the part as JSON ‖ the part's fields as JSON)
    leaf hash  = SHA-256(0x00 ‖ leaf)        the leaf is a JSON object, see `Leaf`

All JSON is canonical (RFC 8785). The salt of 16 random bytes keeps a name that was cut out from being found by trying
names; binding entry and part keeps a commitment from being moved elsewhere (as in SD-JWT, RFC 9901).
"""

import hashlib
import re
from collections.abc import Mapping
from itertools import combinations

import msgspec
import rfc8785

from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.contract import Entry, EntryKind, Recorded, Sealed

SALT = 16
"""Bytes of salt for each part."""
DIGEST = 32

REST = "rest"
PARTS: dict[EntryKind, tuple[tuple[str, frozenset[str]], ...]] = {
    "claim": (
        ("people", frozenset({"actors", "figures", "speakers"})),
        (REST, frozenset()),
        ("words", frozenset({"quote"})),
    ),
    "report": ((REST, frozenset()), ("words", frozenset({"text", "title"}))),
}
"""The parts of each kind of entry, in order of their names, with the fields of each; all other fields, and all of a kind that
is not here, are the part `rest`. This table is what a leaf's version 1 means: it may gain kinds and never changes."""
_NO_SALT = bytes(SALT)
_NOTHING = bytes(DIGEST)
_NAMES: dict[str, tuple[str, ...]] = {kind: tuple(name for name, _ in layout) for kind, layout in PARTS.items()}
_ONE = (REST,)
_HOMES = {kind: {field: part for part, own in layout for field in own} for kind, layout in PARTS.items()}
"""For each field of a kind with several parts the part in which it is; `rest` for one that is not here."""
_FRAMES = {
    shown: sum(len(name) + 4 for name in shown) + 1 + (not shown)
    for names in (*_NAMES.values(), _ONE)
    for count in range(len(names) + 1)
    for shown in combinations(names, count)
}
"""For each set of parts that can be readable the bytes that its object has beside the values: names, quotes, colons, commas."""

NOTHING_INSTEAD: Mapping[str, bytes] = {}


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """What is hashed of an entry; its canonical JSON is the leaf."""

    v: int = 1
    seq: int
    kind: str
    id: str
    about: str | None
    by: str
    recorded_at: str
    clock: str | None
    parts: dict[str, str]
    """For each part its commitment in hex."""


_encoder = msgspec.json.Encoder(order="sorted")
_NUMBERS = re.compile(rb"[:,\[]-?(?:[0-9]{16}|[0-9]+(?:[eE]|\.(?:0[,}\]]|0{5}|[0-9]*[eE])))")
"""A number that two writers of JSON might write in two ways: long, whole with a fraction, or with an exponent. One within a text
that looks so does no harm."""
_raw_decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])


def canonical(record: object) -> bytes:
    """Return a record as canonical JSON (RFC 8785); raises LedgerError for what JSON cannot hold exactly.

    Names of fields are ASCII. But for some numbers a sorted record of msgspec is canonical, and a fortieth of the work.
    """
    try:
        written = _encoder.encode(record)
        return rfc8785.dumps(msgspec.json.decode(written)) if _NUMBERS.search(written) else written
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as trouble:
        message = f"this cannot be recorded exactly: {trouble}"
        raise LedgerError(message) from trouble


def part_names(kind: EntryKind) -> tuple[str, ...]:
    """Return the names of the parts of a kind of entry, in order."""
    return _NAMES.get(kind, _ONE)


def split(kind: EntryKind, body: bytes) -> dict[str, bytes]:
    """Return for each part of a record, given as canonical JSON, the canonical JSON of its fields."""
    homes = _HOMES.get(kind)
    if homes is None:
        return {REST: body}
    # In one pass, since this is done for every claim; fields of a part that come in order stay in order.
    parts: dict[str, list[bytes]] = {name: [] for name in _NAMES[kind]}
    for name, raw in sorted(_raw_decoder.decode(body).items()):
        parts[homes.get(name, REST)].append(b'"%b":%b' % (name.encode(), raw))
    return {name: b"{%b}" % b",".join(fields) for name, fields in parts.items()}


def _object(fields: Mapping[str, bytes]) -> bytes:
    """Return fields, whose values are canonical, as a canonical object; names of fields are ASCII."""
    return b"{" + b",".join(b'"%b":%b' % (name.encode(), fields[name]) for name in sorted(fields)) + b"}"


def without(parts: bytes, part: str) -> bytes:
    """Return an entry's parts less one of them."""
    kept = {name: bytes(raw) for name, raw in _raw_decoder.decode(parts).items() if name != part}
    return _object(kept)


def cut_out(sealed: Sealed, part: str, redaction: int) -> Sealed:
    """Return an entry less the words and the salt of one part; raises LedgerError when it has no such part to lose."""
    names = part_names(sealed.kind)
    if part not in names or part in sealed.withheld:
        message = f"entry {sealed.seq} ({sealed.kind}) has no part {part!r} that could be withheld"
        raise LedgerError(message)
    at = names.index(part)
    return msgspec.structs.replace(
        sealed,
        salts=sealed.salts[: at * SALT] + _NO_SALT + sealed.salts[(at + 1) * SALT :],
        parts=without(sealed.parts, part),
        withheld=tuple(name for name in names if name == part or name in sealed.withheld),
        redaction=redaction,
    )


def commit(salt: bytes, entry_id: str, part: str, value: bytes) -> bytes:
    """Return the commitment to one part of an entry, 32 bytes."""
    return _digest(salt, msgspec.json.encode(entry_id), part, value)


def _digest(salt: bytes, entry_id: bytes, part: str, value: bytes) -> bytes:
    """Return a commitment, the entry's id given as JSON."""
    return hashlib.sha256(b'\x02%b%b"%b"%b' % (salt, entry_id, part.encode(), value)).digest()


def seal(entry: Entry, seq: int, recorded_at: str, clock: str | None, salts: bytes) -> Sealed:
    """Return an entry with its commitments; `salts` are `SALT` random bytes for each part."""
    parts = split(entry.kind, entry.body)
    framed = msgspec.json.encode(entry.id)
    commitments = b"".join(
        [
            _digest(salts[at * SALT : (at + 1) * SALT], framed, name, value)
            for at, (name, value) in enumerate(parts.items())
        ]
    )
    return Sealed(
        seq=seq,
        kind=entry.kind,
        id=entry.id,
        about=entry.about,
        by=entry.by,
        recorded_at=recorded_at,
        clock=clock,
        commitments=commitments,
        salts=salts,
        parts=_object(parts),
    )


def leaf(sealed: Sealed) -> bytes:
    """Return the leaf of an entry: canonical JSON, the same for ever, whatever is cut out of it."""
    hexed = sealed.commitments.hex()
    names = part_names(sealed.kind)
    parts = {name: hexed[at * 2 * DIGEST : (at + 1) * 2 * DIGEST] for at, name in enumerate(names)}
    found = Leaf(
        seq=sealed.seq,
        kind=sealed.kind,
        id=sealed.id,
        about=sealed.about,
        by=sealed.by,
        recorded_at=sealed.recorded_at,
        clock=sealed.clock,
        parts=parts,
    )
    return _encoder.encode(found)


def shaped(sealed: Sealed) -> bool:
    """Tell whether every field of an entry is of its type; somebody who rewrites a file can put anything there."""
    return (
        type(sealed.seq) is int
        and type(sealed.kind) is str
        and type(sealed.id) is str
        and (sealed.about is None or type(sealed.about) is str)
        and type(sealed.by) is str
        and type(sealed.recorded_at) is str
        and (sealed.clock is None or type(sealed.clock) is str)
        and type(sealed.commitments) is bytes
        and type(sealed.salts) is bytes
        and type(sealed.parts) is bytes
        and (sealed.redaction is None or type(sealed.redaction) is int)
    )


def check(sealed: Sealed) -> dict[str, bytes]:
    """Return an entry's readable parts; raises IntegrityError when they are not what its commitments say."""
    if not shaped(sealed):
        raise _changed(sealed)
    names = part_names(sealed.kind)
    commitments, salts, withheld = sealed.commitments, sealed.salts, sealed.withheld
    if len(commitments) != DIGEST * len(names) or len(salts) != SALT * len(names):
        raise _changed(sealed)
    try:
        parts = {name: bytes(raw) for name, raw in _raw_decoder.decode(sealed.parts).items()}
    except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
        raise _changed(sealed) from trouble
    # Another set of parts, another order, or the same values spaced otherwise is a change too.
    shown = tuple(name for name in names if name not in withheld) if withheld else names
    if tuple(parts) != shown or len(shown) + len(withheld) != len(names):
        raise _changed(sealed)
    # What is withheld is named in order, and by a redaction; what is not has none.
    if withheld != tuple(name for name in names if name in withheld) or (sealed.redaction is not None) != bool(
        withheld
    ):
        raise _changed(sealed)
    if sum(map(len, parts.values())) + _FRAMES[shown] != len(sealed.parts):
        raise _changed(sealed)
    framed = msgspec.json.encode(sealed.id)
    found = b"".join(
        _NOTHING if name in withheld else _digest(salts[at * SALT : (at + 1) * SALT], framed, name, parts[name])
        for at, name in enumerate(names)
    )
    if found != commitments and not (withheld and _cut_rightly(sealed, names, found)):
        raise _changed(sealed)
    return parts


def _cut_rightly(sealed: Sealed, names: tuple[str, ...], found: bytes) -> bool:
    """Tell whether an entry's commitments are those found where a part is readable, and where none is its salt is gone."""
    return all(
        sealed.salts[at * SALT : (at + 1) * SALT] == _NO_SALT
        if name in sealed.withheld
        else sealed.commitments[at * DIGEST : (at + 1) * DIGEST] == found[at * DIGEST : (at + 1) * DIGEST]
        for at, name in enumerate(names)
    )


def read(sealed: Sealed, instead: Mapping[str, bytes] = NOTHING_INSTEAD) -> Recorded:
    """Return an entry as it is read, checked; `instead` gives for a withheld part what its redaction put there."""
    parts = check(sealed)
    for part in sealed.withheld:
        parts[part] = instead.get(part, b"{}")
    inner = b",".join(value[1:-1] for value in parts.values() if value != b"{}")
    return Recorded(
        seq=sealed.seq,
        kind=sealed.kind,
        id=sealed.id,
        about=sealed.about,
        by=sealed.by,
        recorded_at=sealed.recorded_at,
        body=b"{" + inner + b"}",
        withheld=sealed.withheld,
    )


def _changed(sealed: Sealed) -> IntegrityError:
    return IntegrityError(f"entry {sealed.seq} ({sealed.kind} {sealed.id}) is not what was recorded")
