"""What somebody who owns a ledger's file can do to it; every attack works on the bare tables and says what it touched first."""

import json
import random
from collections.abc import Callable
from typing import Any

import apsw
import msgspec

from sayso.ledger.contract import Entry, Sealed
from sayso.ledger.sealing import DIGEST, SALT, canonical, commit, leaf, part_names, seal
from sayso.ledger.sqlite import SqliteStore
from sayso.ledger.tree import leaf_hash, root_of

Act = Callable[[apsw.Connection, random.Random], int]


class Attack(msgspec.Struct, frozen=True):
    """One way to tamper."""

    name: str
    act: Act
    """Changes the tables and returns the first entry that it touched."""
    recomputes: bool = False
    """Whether the ledger's own checkpoints are made to fit afterwards, as far as that goes without a key."""


_ENTRY_FIELDS = ("kind", "id", "about", "by", "recorded_at", "clock", "commitments")
_OPENING_FIELDS = ("salts", "parts", "withheld", "redaction")


def _ask(db: apsw.Connection, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """Return the rows that a query finds."""
    return list(db.execute(query, values))


def _pick(db: apsw.Connection, chance: random.Random, table: str = "entries") -> int:
    return int(chance.choice(_ask(db, f"SELECT seq FROM {table}"))[0])


def _field(table: str, fields: tuple[str, ...]) -> Act:
    def act(db: apsw.Connection, chance: random.Random) -> int:
        field, seq = chance.choice(fields), _pick(db, chance, table)
        was = _ask(db, f"SELECT {field} FROM {table} WHERE seq = ?", (seq,))[0][0]
        other = _ask(db, f"SELECT {field} FROM {table} WHERE seq = ?", (_pick(db, chance, table),))[0][0]
        # A table's own number is a number in every file that SQLite can read.
        anew = [was + 1, was - 1] if field == "seq" else [_otherwise(was, chance), _otherwise(was, chance)]
        now = chance.choice((other, *anew))
        db.execute(f"UPDATE {table} SET {field} = ? WHERE seq = ?", (now, seq))
        return int(seq)

    return act


def _otherwise(was: object, chance: random.Random) -> object:
    """Return a value that is not what it was: one character or byte otherwise, longer, shorter, none, or of another type."""
    if was is None or chance.random() < 0.1:
        return chance.choice((None, "", "x", 0, 7, b"", b"\xff", 1.5))
    if isinstance(was, bytes | str) and was:
        at = chance.randrange(len(was))
        if isinstance(was, bytes):
            flipped = bytes([was[at] ^ 1 << chance.randrange(8)])
            return chance.choice((was[:at] + flipped + was[at + 1 :], was[:at], was + b"\0", was[at:] + was[:at]))
        return chance.choice((was[:at] + chr(ord(was[at]) ^ 1) + was[at + 1 :], was[:at], was + " ", f" {was}"))
    return was + chance.choice((-1, 1)) if isinstance(was, int) else "x"


def _delete(db: apsw.Connection, chance: random.Random) -> int:
    seq = _pick(db, chance)
    for table in chance.choice((("entries",), ("openings",), ("entries", "openings"))):
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
    return int(seq)


def _shift(db: apsw.Connection, first: int, by: int) -> None:
    """Give entries from `first` on other numbers."""
    for table in ("entries", "openings", "subjects"):
        db.execute(f"UPDATE {table} SET seq = seq + ? WHERE seq >= ?", (by, first))


def _hide(db: apsw.Connection, chance: random.Random) -> int:
    seq = _pick(db, chance)
    for table in ("entries", "openings", "subjects"):
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
    _shift(db, seq, -1)
    return int(seq)


def _truncate(db: apsw.Connection, chance: random.Random) -> int:
    seq = _pick(db, chance)
    for table in ("entries", "openings"):
        db.execute(f"DELETE FROM {table} WHERE seq >= ?", (seq,))
    return int(seq)


def _copy(db: apsw.Connection, seq: int, to: int) -> None:
    entry = ", ".join(_ENTRY_FIELDS)
    opening = ", ".join(_OPENING_FIELDS)
    db.execute(f"INSERT INTO entries SELECT ?, {entry} FROM entries WHERE seq = ?", (to, seq))
    db.execute(f"INSERT INTO openings SELECT ?, {opening} FROM openings WHERE seq = ?", (to, seq))


def _duplicate(db: apsw.Connection, chance: random.Random) -> int:
    """Put a copy of an entry before another, or beside itself under the same number."""
    seq, to = _pick(db, chance), _pick(db, chance)
    if chance.random() < 0.3:
        table = chance.choice(("entries", "openings"))
        db.execute(f"INSERT INTO {table} SELECT * FROM {table} WHERE seq = ?", (seq,))
        return int(seq)
    if (
        to == seq
    ):  # before itself: the one that follows is the one that changes, and after the last that is no tampering
        to = seq - 1 or seq + 1
    _shift(db, to, 1)
    _copy(db, seq + (seq >= to), to)
    return int(to)


def _insert(db: apsw.Connection, chance: random.Random) -> int:
    """Put an entry that never was before another, sealed as it should be."""
    to = _pick(db, chance)
    at = _ask(db, "SELECT recorded_at FROM entries WHERE seq = ?", (to,))[0][0]
    forged = Entry(kind="finding", id="forged", about=None, by="r1", body=canonical({"message": "forged"}))
    _shift(db, to, 1)
    _write(db, seal(forged, to, at, None, chance.randbytes(SALT)))
    return int(to)


def _write(db: apsw.Connection, sealed: Sealed) -> None:
    s = sealed
    db.execute("DELETE FROM entries WHERE seq = ?", (s.seq,))
    db.execute("DELETE FROM openings WHERE seq = ?", (s.seq,))
    entry = (s.seq, s.kind, s.id, s.about, s.by, s.recorded_at, s.clock, s.commitments)
    db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry)
    opening = (s.seq, s.salts, s.parts, ",".join(s.withheld), s.redaction)
    db.execute("INSERT INTO openings VALUES (?, ?, CAST(? AS TEXT), ?, ?)", opening)


def _swap(db: apsw.Connection, chance: random.Random) -> int:
    """Let two entries change places, with or without their times of recording."""
    one, other = sorted(chance.sample([row[0] for row in _ask(db, "SELECT seq FROM entries")], 2))
    for table in ("entries", "openings", "subjects"):
        swapped = "CASE seq WHEN ?1 THEN ?2 ELSE ?1 END"
        db.execute(f"UPDATE {table} SET seq = {swapped} WHERE seq IN (?1, ?2)", (one, other))
    if chance.random() < 0.5:
        times = dict(_ask(db, "SELECT seq, recorded_at FROM entries WHERE seq IN (?, ?)", (one, other)))
        db.execute("UPDATE entries SET recorded_at = ? WHERE seq = ?", (times[other], one))
        db.execute("UPDATE entries SET recorded_at = ? WHERE seq = ?", (times[one], other))
    return int(one)


def _swap_openings(db: apsw.Connection, chance: random.Random) -> int:
    """Let two entries change their openings alone."""
    one, other = sorted(chance.sample([row[0] for row in _ask(db, "SELECT seq FROM openings")], 2))
    db.execute("UPDATE openings SET seq = CASE seq WHEN ?1 THEN ?2 ELSE ?1 END WHERE seq IN (?1, ?2)", (one, other))
    return int(one)


def _salt_anew(db: apsw.Connection, chance: random.Random) -> int:
    """Seal an entry with another salt, its words unchanged."""
    return _reseal(db, chance, lambda value: value)


def _reword(db: apsw.Connection, chance: random.Random) -> int:
    """Change what a part of an entry says, and commit to it with its salt."""

    def reworded(value: bytes) -> bytes:
        fields = json.loads(value)
        field = chance.choice(sorted(fields))
        was = fields[field]
        fields[field] = f"{was}!" if isinstance(was, str) else [*was, "x"] if isinstance(was, list) else "x"
        return canonical(fields)

    return _reseal(db, chance, reworded)


def _reseal(db: apsw.Connection, chance: random.Random, change: Callable[[bytes], bytes]) -> int:
    """Change one readable part of an entry and compute its commitment anew."""
    rows = _ask(
        db,
        "SELECT seq, kind, id, commitments, salts, CAST(parts AS BLOB), withheld FROM entries JOIN openings USING (seq) "
        "WHERE parts <> '{}'",
    )
    seq, kind, name, commitments, salts, written, _ = chance.choice(rows)
    parts = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
    part = chance.choice([one for one, raw in sorted(parts.items()) if bytes(raw) != b"{}"])
    value = change(bytes(parts[part]))
    at = part_names(kind).index(part)
    salt = chance.randbytes(SALT)
    salts = salts[: at * SALT] + salt + salts[(at + 1) * SALT :]
    sure = commit(salt, name, part, value)
    commitments = commitments[: at * DIGEST] + sure + commitments[(at + 1) * DIGEST :]
    kept = {one: value if one == part else bytes(raw) for one, raw in parts.items()}
    body = b"{" + b",".join(b'"%b":%b' % (one.encode(), kept[one]) for one in sorted(kept)) + b"}"
    db.execute("UPDATE entries SET commitments = ? WHERE seq = ?", (commitments, seq))
    db.execute("UPDATE openings SET salts = ?, parts = CAST(? AS TEXT) WHERE seq = ?", (salts, body, seq))
    return int(seq)


def _withhold(db: apsw.Connection, chance: random.Random) -> int:
    """Cut out a part that no redaction names."""
    rows = _ask(db, "SELECT seq, kind FROM entries JOIN openings USING (seq) WHERE withheld = ''")
    seq, kind = chance.choice(rows)
    names = part_names(kind)
    at = chance.randrange(len(names))
    salts, written = _ask(db, "SELECT salts, CAST(parts AS BLOB) FROM openings WHERE seq = ?", (seq,))[0]
    parts = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
    body = b"{" + b",".join(b'"%b":%b' % (n.encode(), raw) for n, raw in parts.items() if n != names[at]) + b"}"
    redactions = [row[0] for row in _ask(db, "SELECT seq FROM entries WHERE kind = 'redaction'")]
    db.execute(
        "UPDATE openings SET salts = ?, parts = CAST(? AS TEXT), withheld = ?, redaction = ? WHERE seq = ?",
        (
            salts[: at * SALT] + bytes(SALT) + salts[(at + 1) * SALT :],
            body,
            names[at],
            chance.choice([None, *redactions]),
            seq,
        ),
    )
    return int(seq)


def _times(db: apsw.Connection, chance: random.Random) -> int:
    """Put all times of recording from an entry on elsewhere."""
    seq = _pick(db, chance)
    db.execute(
        "UPDATE entries SET recorded_at = replace(recorded_at, '2031-', ?) WHERE seq >= ?",
        (chance.choice(("2030-", "2032-")), seq),
    )
    return int(seq)


def _capture(db: apsw.Connection, chance: random.Random) -> int:
    """Change, rename, swap or remove the bytes of a capture."""
    held = _ask(db, "SELECT sha256, bytes FROM captures")
    (name, data), (_, other) = chance.sample(held, 2)
    seq = _ask(db, "SELECT seq FROM entries WHERE kind = 'capture' AND id = ?", (name,))[0][0]
    match chance.randrange(4):
        case 0:
            db.execute("UPDATE captures SET bytes = ? WHERE sha256 = ?", (_otherwise(data, chance), name))
        case 1:
            db.execute("UPDATE captures SET sha256 = ? WHERE sha256 = ?", (_otherwise(name, chance), name))
        case 2:
            db.execute("UPDATE captures SET bytes = ? WHERE sha256 = ?", (other, name))
        case _:
            db.execute("DELETE FROM captures WHERE sha256 = ?", (name,))
    return int(seq)


def _subject(db: apsw.Connection, chance: random.Random) -> int:
    """Make a decision be found, or not found, by an id."""
    decisions = [row[0] for row in _ask(db, "SELECT seq FROM entries WHERE kind = 'decision'")]
    rows = _ask(db, "SELECT about, seq FROM subjects")
    name, seq = chance.choice(rows)
    match chance.randrange(3):
        case 0:
            first = seq
            db.execute("DELETE FROM subjects WHERE about = ? AND seq = ?", (name, seq))
        case 1:
            to = chance.choice(decisions)
            first = seq
            db.execute("UPDATE subjects SET seq = ? WHERE about = ? AND seq = ?", (to, name, seq))
        case _:
            claims = [row[0] for row in _ask(db, "SELECT id FROM entries WHERE kind = 'claim'")]
            first = chance.choice(decisions)
            db.execute("INSERT INTO subjects VALUES (?, ?)", (chance.choice(claims), first))
    return int(first)


ATTACKS = (
    *[Attack("a field of an entry", _field("entries", ("seq", *_ENTRY_FIELDS)))] * 3,
    *[Attack("a field of an opening", _field("openings", ("seq", *_OPENING_FIELDS)))] * 3,
    Attack("an entry deleted", _delete),
    Attack("an entry deleted, the others numbered anew", _hide),
    Attack("the end cut off", _truncate),
    Attack("an entry duplicated", _duplicate),
    Attack("an entry inserted", _insert),
    Attack("two entries swapped", _swap),
    Attack("two openings swapped", _swap_openings),
    Attack("a part cut out without a redaction", _withhold),
    Attack("times of recording changed", _times),
    Attack("a capture changed", _capture),
    Attack("the list of subjects changed", _subject),
    *(
        Attack(f"{name}, all hashes recomputed", act, recomputes=True)
        for name, act in (
            ("a part reworded", _reword),
            ("a part salted anew", _salt_anew),
            ("an entry deleted, the others numbered anew", _hide),
            ("an entry inserted", _insert),
            ("two entries swapped", _swap),
            ("a field of an entry", _field("entries", ("about", "by", "recorded_at", "clock"))),
        )
    ),
)
"""All attacks; those on single fields more often, for there are many fields."""


def rewrite_checkpoints(db: apsw.Connection, store: SqliteStore) -> None:
    """Make the ledger's own checkpoints fit its changed tree: their roots, records and hashes; the signatures stay."""
    for (seq,) in _ask(db, "SELECT seq FROM entries WHERE kind = 'checkpoint' ORDER BY seq"):
        sealed = next(one for one in store.sealed(after=seq - 1, until=seq))
        record = json.loads(sealed.parts)["rest"]
        size = min(record["size"], seq - 1) if isinstance(record["size"], int) else seq - 1
        root = root_of(leaf_hash(leaf(one)) for one in store.sealed(until=size))
        origin, _, _, *signed = record["note"].split("\n")
        lines = [origin, str(size), msgspec.json.encode(root).decode().strip('"'), *signed]
        record |= {"size": size, "root": root.hex(), "note": "\n".join(lines)}
        body = canonical(record)
        entry = Entry(kind="checkpoint", id=sealed.id, about=sealed.about, by=sealed.by, body=body)
        _write(db, seal(entry, seq, sealed.recorded_at, sealed.clock, sealed.salts))
