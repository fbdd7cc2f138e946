"""A store in one SQLite file: write-ahead log, every commit forced to disk, changes and deletions refused by the file itself.

SQLite before 3.51.3 can damage a write-ahead log that two connections use at once (its "WAL-reset" defect, fixed
2026-03-13), so an older one is refused. `synchronous=FULL` is what makes a commit survive a power cut.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import apsw

from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.contract import Appended, Entry, EntryKind, Recorded

APPLICATION_ID = 0x53617973
"""Marks the file as a Sayso ledger: "Says" in ASCII, in the header field that SQLite keeps for this."""
SCHEMA_VERSION = 1
OLDEST_SQLITE = (3, 51, 3)
BUSY_MS = 10_000
"""How long to wait for another program that is writing, in milliseconds."""

_SCHEMA = """
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    body BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
CREATE INDEX entries_by_id ON entries (id);
CREATE TABLE captures (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER entries_stand BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER captures_stand BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_stay BEFORE DELETE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never deleted'); END;
"""


class SqliteStore:
    """Entries in a SQLite file; made by `open_store`."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def append(self, entries: Sequence[Entry], captures: Iterable[tuple[str, bytes]], at: str) -> Appended:
        """Record what is new, in order, all or nothing; what is known by kind and id is left as it stands."""
        new: list[Entry] = []
        with _trouble(self._path), self._connection:
            cursor = self._connection.cursor()
            for sha256, data in captures:
                cursor.execute("INSERT OR IGNORE INTO captures VALUES (?, ?)", (sha256, data))
            for entry in entries:
                digest = hashlib.sha256(entry.body).hexdigest()
                cursor.execute(
                    "INSERT INTO entries (kind, id, body, sha256, recorded_at) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (kind, id) DO NOTHING",
                    (entry.kind, entry.id, entry.body, digest, at),
                )
                if self._connection.changes():
                    new.append(entry)
        return Appended(new=tuple(new), known=len(entries) - len(new))

    def entries(self, kind: EntryKind | None = None) -> Iterator[Recorded]:
        """Yield the entries in the order of recording; raises IntegrityError at one whose bytes have changed."""
        query = "SELECT seq, kind, id, body, sha256, recorded_at FROM entries"
        with _trouble(self._path):
            cursor = self._connection.cursor()
            if kind is None:
                cursor.execute(f"{query} ORDER BY seq")
            else:
                cursor.execute(f"{query} WHERE kind = ? ORDER BY seq", (kind,))
            for row in cursor:
                yield self._checked(row)

    def find(self, prefix: str) -> list[Recorded]:
        """Return the entries whose id begins so, in the order of recording."""
        with _trouble(self._path):
            rows = self._connection.execute(
                "SELECT seq, kind, id, body, sha256, recorded_at FROM entries WHERE id >= ? AND id < ? ORDER BY seq",
                (prefix, prefix + "\U0010ffff"),
            )
            return [self._checked(row) for row in rows]

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture; raises IntegrityError when they are not the bytes that were taken."""
        with _trouble(self._path):
            row = self._connection.execute("SELECT bytes FROM captures WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        data = bytes(row[0])
        if hashlib.sha256(data).hexdigest() != sha256:
            message = f"{self._path}: the bytes of capture {sha256} are not those that were taken"
            raise IntegrityError(message)
        return data

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _checked(self, row: tuple[object, ...]) -> Recorded:
        """Return a row as an entry whose body is still what its hash says."""
        seq, kind, name, body, digest, at = row
        data = bytes(body)  # type: ignore[call-overload]  # a BLOB column
        if hashlib.sha256(data).hexdigest() != digest:
            message = f"{self._path}: entry {seq} is not what was recorded"
            raise IntegrityError(message)
        return Recorded(seq=seq, kind=kind, id=name, body=data, sha256=digest, recorded_at=at)  # type: ignore[arg-type]  # the table is STRICT


class _trouble:  # noqa: N801 - reads as a clause: with _trouble(path)
    """Turns SQLite's errors into a LedgerError that names the file and what to do."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, trace: object) -> None:
        if not isinstance(trouble, apsw.Error):
            return
        if isinstance(trouble, apsw.BusyError | apsw.LockedError):
            message = f"{self._path} is being written to by another program; try again"
        elif isinstance(trouble, apsw.NotADBError):
            message = f"{self._path} is no Sayso ledger"
        elif isinstance(trouble, apsw.FullError):
            message = f"{self._path}: the disk is full; nothing was recorded"
        elif isinstance(trouble, apsw.ReadOnlyError | apsw.CantOpenError):
            message = f"{self._path} cannot be opened for writing"
        else:
            message = f"{self._path}: {trouble}"
        raise LedgerError(message) from trouble


def open_store(path: Path) -> SqliteStore:
    """Open the ledger at a path, or begin one there.

    Raises LedgerError: an older SQLite than 3.51.3, a folder, a file that is no ledger, one of a newer version, one that
    may not be written to.
    """
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < OLDEST_SQLITE:
        message = f"SQLite {apsw.sqlite_lib_version()} can damage a ledger; 3.51.3 or newer is needed"
        raise LedgerError(message)
    if path.is_dir():
        message = f"{path} is a folder, not a ledger"
        raise LedgerError(message)
    if not path.parent.is_dir():
        message = f"{path}: there is no folder {path.parent}"
        raise LedgerError(message)
    with _trouble(path):
        connection = apsw.Connection(str(path))
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return SqliteStore(connection, path)


def _prepare(connection: apsw.Connection, path: Path) -> None:
    """Check whose file it is, and lay out an empty one."""
    connection.set_busy_timeout(BUSY_MS)
    owner = connection.pragma("application_id")
    version = connection.pragma("user_version")
    empty = not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    if owner != APPLICATION_ID and not (empty and owner == 0 and version == 0):
        message = f"{path} is a database of another program, not a Sayso ledger"
        raise LedgerError(message)
    if owner == APPLICATION_ID and version > SCHEMA_VERSION:
        message = f"{path} was written by a newer Sayso (ledger version {version}; this one reads {SCHEMA_VERSION})"
        raise LedgerError(message)
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", 2)  # FULL
    if not empty:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have laid it out between the look and the lock.
        if not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            connection.execute(_SCHEMA)
            connection.pragma("application_id", APPLICATION_ID)
            connection.pragma("user_version", SCHEMA_VERSION)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
