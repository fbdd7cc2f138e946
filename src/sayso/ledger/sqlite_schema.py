"""The tables of a ledger in SQLite, the rules that the file itself enforces, and the way from version 1.

`entries` and `openings` carry the truth. `entries` is what was proven and is never changed; `openings` holds the words and
the salts, and may only lose parts, by a redaction that is an entry itself. `subjects` lists which decisions are about which
ids; triggers fill it and it can be made again from `entries`.
"""

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import msgspec

from sayso.errors import IntegrityError
from sayso.ledger.contract import Entry, Sealed
from sayso.ledger.instants import recording_time
from sayso.ledger.sealing import SALT, part_names, seal

APPLICATION_ID = 0x53617973
"""Marks the file as a Sayso ledger: "Says" in ASCII, in the header field that SQLite keeps for this."""
SCHEMA_VERSION = 2
_NAMES = frozenset({"entries", "openings", "subjects", "captures"})

_TABLES = """
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    about TEXT,
    by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    clock TEXT,
    commitments BLOB NOT NULL,
    UNIQUE (id, kind)
) STRICT;
CREATE INDEX entries_about ON entries (about, kind) WHERE about IS NOT NULL;
CREATE INDEX entries_by_kind ON entries (kind);
CREATE INDEX entries_by_time ON entries (recorded_at);
CREATE TABLE openings (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    salts BLOB NOT NULL,
    parts TEXT NOT NULL,
    withheld TEXT NOT NULL DEFAULT '',
    redaction INTEGER
) STRICT;
CREATE TABLE subjects (about TEXT, seq INTEGER, PRIMARY KEY (about, seq)) STRICT, WITHOUT ROWID;
"""
_CAPTURES = "CREATE TABLE captures (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;"
_RULES = """
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
    OR NEW.recorded_at < (SELECT recorded_at FROM entries ORDER BY seq DESC LIMIT 1)
    OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id AND kind = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one and is never recorded twice'); END;
CREATE TRIGGER entries_stand BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER subjects_follow AFTER INSERT ON entries WHEN NEW.kind = 'decision' AND NEW.about IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO subjects
    SELECT value, NEW.seq FROM json_each('["' || replace(NEW.about, ' ', '","') || '"]');
END;
CREATE TRIGGER openings_once BEFORE INSERT ON openings WHEN EXISTS (SELECT 1 FROM openings WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'openings are never replaced'); END;
CREATE TRIGGER openings_stay BEFORE DELETE ON openings BEGIN SELECT RAISE(ABORT, 'openings are never deleted'); END;
CREATE TRIGGER openings_stand BEFORE UPDATE ON openings
WHEN NEW.seq <> OLD.seq
    OR NEW.redaction IS NULL
    OR NEW.redaction <= coalesce(OLD.redaction, NEW.seq)
    OR NOT EXISTS (SELECT 1 FROM entries WHERE seq = NEW.redaction AND kind = 'redaction')
    OR length(NEW.withheld) <= length(OLD.withheld)
    OR length(NEW.parts) >= length(OLD.parts)
    OR length(NEW.salts) <> length(OLD.salts)
    OR EXISTS (
        SELECT 1 FROM json_each(NEW.parts) AS kept
        WHERE kept.value IS NOT (SELECT value FROM json_each(OLD.parts) AS were WHERE were.key = kept.key)
    )
BEGIN SELECT RAISE(ABORT, 'openings are never changed but by a redaction'); END;
CREATE TRIGGER captures_stand BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_stay BEFORE DELETE ON captures
WHEN NOT EXISTS (
    SELECT 1 FROM entries JOIN openings USING (seq), json_each(openings.parts, '$.rest.captures') AS removed
    WHERE kind = 'redaction' AND removed.value = OLD.sha256
)
BEGIN SELECT RAISE(ABORT, 'captures are never deleted but by a redaction'); END;
"""

INSERT_ENTRY = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_OPENING = "INSERT INTO openings VALUES (?, ?, CAST(? AS TEXT), ?, ?)"


def lay_out(connection: apsw.Connection) -> None:
    """Make the tables of an empty file; within a transaction of the caller."""
    connection.execute(_TABLES + _CAPTURES + _RULES)
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", SCHEMA_VERSION)


def look_for_tables(connection: apsw.Connection, path: Path) -> None:
    """Raise IntegrityError for a file that calls itself a ledger of ours and lacks its tables; nothing is written to it."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if missing := _NAMES - there:
        message = f"{path} calls itself a Sayso ledger and has no table {min(missing)}"
        raise IntegrityError(message)


def insert(connection: apsw.Connection, sealed: list[Sealed]) -> None:
    """Write sealed entries into both tables."""
    connection.executemany(
        INSERT_ENTRY, [(s.seq, s.kind, s.id, s.about, s.by, s.recorded_at, s.clock, s.commitments) for s in sealed]
    )
    connection.executemany(
        INSERT_OPENING, [(s.seq, s.salts, s.parts, ",".join(s.withheld), s.redaction) for s in sealed]
    )


def migrate(connection: apsw.Connection) -> None:
    """Bring a ledger of version 1 to version 2: the old entries are sealed in their order, no byte of their records changed.

    Within a transaction of the caller. Raises IntegrityError when an old entry is not what was recorded.
    """
    for trigger in ("entries_stand", "entries_stay", "captures_stand", "captures_stay"):
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    connection.execute("ALTER TABLE entries RENAME TO old_entries; DROP INDEX IF EXISTS entries_by_id")
    connection.execute(_TABLES)
    for some in _old_entries(connection):
        insert(connection, some)
    # Every old entry stands in the new tables now; the old table holds the same bytes again and would escape redaction.
    connection.execute("DROP TABLE old_entries")
    connection.execute(_RULES)
    connection.pragma("user_version", SCHEMA_VERSION)


def _old_entries(connection: apsw.Connection) -> Iterator[list[Sealed]]:
    """Yield the entries of version 1 sealed, some at a time; seq is counted anew, for the old one could have gaps."""
    seq, last, old_seq = 0, None, 0
    query = "SELECT seq, kind, id, body, sha256, recorded_at FROM old_entries WHERE seq > ? ORDER BY seq LIMIT 1000"
    while rows := _rows(connection, query, old_seq):
        some: list[Sealed] = []
        for old_seq, kind, name, body, digest, recorded_at in rows:
            if hashlib.sha256(body).hexdigest() != digest:
                message = f"entry {old_seq} is not what was recorded; the ledger was left at version 1"
                raise IntegrityError(message)
            seq += 1
            last, clock = recording_time(recorded_at, last)
            about = msgspec.json.decode(body)["report"] if kind == "claim" else None
            entry = Entry(kind=kind, id=name, about=about, by="sayso", body=body)
            some.append(seal(entry, seq, last, clock, secrets.token_bytes(SALT * len(part_names(kind)))))
        yield some


def _rows(connection: apsw.Connection, query: str, after: int) -> list[tuple[Any, ...]]:
    return connection.execute(query, (after,)).fetchall()
