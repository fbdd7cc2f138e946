"""What somebody who owns a ledger's file can do to it; every attack works on the bare tables and says what it touched first."""

import json
import random
from collections.abc import Callable

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


def _pick(db: apsw.Connection, chance: random.Random, table: str = "entries") -> int:
    return int(chance.choice(db.execute(f"SELECT seq FROM {table}").fetchall())[0])  # noqa: S608 - one of our tables


def _field(table: str, fields: tuple[str, ...]) -> Act:
    def act(db: apsw.Connection, chance: random.Random) -> int:
        field, seq = chance.choice(fields), _pick(db, chance, table)
        was = db.execute(f"SELECT {field} FROM {table} WHERE seq = ?", (seq,)).fetchone()[0]  # noqa: S608
        other = db.execute(f"SELECT {field} FROM {table} WHERE seq = ?", (_pick(db, chance, table),)).fetchone()[0]  # noqa: S608
        now = chance.choice((other, _otherwise(was, chance), _otherwise(was, chance)))
        db.execute(f"UPDATE {table} SET {field} = ? WHERE seq = ?", (now, seq))  # noqa: S608
        return seq

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
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))  # noqa: S608
    return seq


def _shift(db: apsw.Connection, first: int, by: int) -> None:
    """Number entries from `first` on anew."""
    for table in ("entries", "openings", "subjects"):
        db.execute(f"UPDATE {table} SET seq = seq + ? WHERE seq >= ?", (by, first))  # noqa: S608


def _hide(db: apsw.Connection, chance: random.Random) -> int:
    seq = _pick(db, chance)
    for table in ("entries", "openings", "subjects"):
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))  # noqa: S608
    _shift(db, seq, -1)
    return seq


def _truncate(db: apsw.Connection, chance: random.Random) -> int:
    seq = _pick(db, chance)
    for table in ("entries", "openings"):
        db.execute(f"DELETE FROM {table} WHERE seq >= ?", (seq,))  # noqa: S608
    return seq


def _copy(db: apsw.Connection, seq: int, to: int) -> None:
    entry = ", ".join(_ENTRY_FIELDS)
    opening = ", ".join(_OPENING_FIELDS)
    db.execute(f"INSERT INTO entries SELECT ?, {entry} FROM entries WHERE seq = ?", (to, seq))  # noqa: S608
    db.execute(f"INSERT INTO openings SELECT ?, {opening} FROM openings WHERE seq = ?", (to, seq))  # noqa: S608


def _duplicate(db: apsw.Connection, chance: random.Random) -> int:
    """Put a copy of an entry before another, or beside itself under the same number."""
    seq, to = _pick(db, chance), _pick(db, chance)
    if chance.random() < 0.3:
        table = chance.choice(("entries", "openings"))
        db.execute(f"INSERT INTO {table} SELECT * FROM {table} WHERE seq = ?", (seq,))  # noqa: S608
        return seq
    _shift(db, to, 1)
    _copy(db, seq + (seq >= to), to)
    return to


def _insert(db: apsw.Connection, chance: random.Random) -> int:
    """Put an entry that never was before another, sealed as it should be."""
    to = _pick(db, chance)
    at = db.execute("SELECT recorded_at FROM entries WHERE seq = ?", (to,)).fetchone()[0]
    forged = Entry(kind="finding", id="forged", about=None, by="r1", body=canonical({"message": "forged"}))
    _shift(db, to, 1)
    _write(db, seal(forged, to, at, None, chance.randbytes(SALT)))
    return to


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
    one, other = sorted(chance.sample([row[0] for row in db.execute("SELECT seq FROM entries")], 2))
    for table in ("entries", "openings", "subjects"):
        swapped = "CASE seq WHEN ?1 THEN ?2 ELSE ?1 END"
        db.execute(f"UPDATE {table} SET seq = {swapped} WHERE seq IN (?1, ?2)", (one, other))  # noqa: S608
    if chance.random() < 0.5:
        times = dict(db.execute("SELECT seq, recorded_at FROM entries WHERE seq IN (?, ?)", (one, other)))
        db.execute("UPDATE entries SET recorded_at = ? WHERE seq = ?", (times[other], one))
        db.execute("UPDATE entries SET recorded_at = ? WHERE seq = ?", (times[one], other))
    return one


def _swap_openings(db: apsw.Connection, chance: random.Random) -> int:
    """Let two entries change their openings alone."""
    one, other = sorted(chance.sample([row[0] for row in db.execute("SELECT seq FROM openings")], 2))
    db.execute("UPDATE openings SET seq = CASE seq WHEN ?1 THEN ?2 ELSE ?1 END WHERE seq IN (?1, ?2)", (one, other))
    return one


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
    rows = db.execute(
        "SELECT seq, kind, id, commitments, salts, CAST(parts AS BLOB), withheld FROM entries JOIN openings USING (seq) "
        "WHERE parts <> '{}'"
    ).fetchall()
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
    rows = db.execute("SELECT seq, kind FROM entries JOIN openings USING (seq) WHERE withheld = ''").fetchall()
    seq, kind = chance.choice(rows)
    names = part_names(kind)
    at = chance.randrange(len(names))
    salts, written = db.execute("SELECT salts, CAST(parts AS BLOB) FROM openings WHERE seq = ?", (seq,)).fetchone()
    parts = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
    body = b"{" + b",".join(b'"%b":%b' % (n.encode(), raw) for n, raw in parts.items() if n != names[at]) + b"}"
    redactions = [row[0] for row in db.execute("SELECT seq FROM entries WHERE kind = 'redaction'")]
    db.execute(
        "UPDATE openings SET salts = ?, parts = CAST(? AS TEXT), withheld = ?, redaction = ? WHERE seq = ?",
        (salts[: at * SALT] + bytes(SALT) + salts[(at + 1) * SALT :], body, names[at], chance.choice([None, *redactions]), seq),
    )
    return int(seq)


def _times(db: apsw.Connection, chance: random.Random) -> int:
    """Put all times of recording from an entry on elsewhere."""
    seq = _pick(db, chance)
    db.execute(
        "UPDATE entries SET recorded_at = replace(recorded_at, '2031-', ?) WHERE seq >= ?",
        (chance.choice(("2030-", "2032-")), seq),
    )
    return seq


def _capture(db: apsw.Connection, chance: random.Random) -> int:
    """Change, rename, swap or remove the bytes of a capture."""
    held = db.execute("SELECT sha256, bytes FROM captures").fetchall()
    (name, data), (_, other) = chance.sample(held, 2)
    seq = db.execute("SELECT seq FROM entries WHERE kind = 'capture' AND id = ?", (name,)).fetchone()[0]
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
    decisions = [row[0] for row in db.execute("SELECT seq FROM entries WHERE kind = 'decision'")]
    rows = db.execute("SELECT about, seq FROM subjects").fetchall()
    name, seq = chance.choice(rows)
    match chance.randrange(3):
        case 0:
            db.execute("DELETE FROM subjects WHERE about = ? AND seq = ?", (name, seq))
        case 1:
            db.execute("UPDATE subjects SET seq = ? WHERE about = ? AND seq = ?", (chance.choice(decisions), name, seq))
        case _:
            claims = [row[0] for row in db.execute("SELECT id FROM entries WHERE kind = 'claim'")]
            seq = chance.choice(decisions)
            db.execute("INSERT INTO subjects VALUES (?, ?)", (chance.choice(claims), seq))
    return min(decisions)


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
    for (seq,) in db.execute("SELECT seq FROM entries WHERE kind = 'checkpoint' ORDER BY seq").fetchall():
        sealed = next(one for one in store.sealed(after=seq - 1, until=seq))
        record = json.loads(sealed.parts)["rest"]
        size = min(record["size"], seq - 1)
        root = root_of(leaf_hash(leaf(one)) for one in store.sealed(until=size))
        origin, _, _, *signed = record["note"].split("\n")
        lines = [origin, str(size), msgspec.json.encode(root).decode().strip('"'), *signed]
        record |= {"size": size, "root": root.hex(), "note": "\n".join(lines)}
        body = canonical(record)
        entry = Entry(kind="checkpoint", id=sealed.id, about=sealed.about, by=sealed.by, body=body)
        _write(db, seal(entry, seq, sealed.recorded_at, sealed.clock, sealed.salts))
