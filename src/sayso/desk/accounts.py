"""The file of accounts as a file: opened, laid out, brought up to date, and its trouble told in one sentence."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from sayso.errors import LedgerError

BUSY_MS = 5_000
"""How long to wait for another program that holds the file, in milliseconds."""
APPLICATION_ID = 0x53617941
"""Marks the file as accounts of ours: "SayA" in ASCII, in the header field that SQLite keeps for this."""
VERSION = 2
_TABLES = """
CREATE TABLE users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, totp TEXT, step INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0, made TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (hash BLOB PRIMARY KEY, name TEXT NOT NULL, begun TEXT NOT NULL, seen TEXT NOT NULL) STRICT;
CREATE INDEX sessions_by_name ON sessions (name);
CREATE TABLE tokens (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, label TEXT NOT NULL,
    made TEXT NOT NULL, ends TEXT NOT NULL
) STRICT;
"""
_SINCE = {
    2: """
ALTER TABLE users ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;
CREATE TABLE codes (hash BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE INDEX codes_by_name ON codes (name);
"""
}
"""What each version of the file has beyond the one before it; a file of the first is marked with 0."""
_SAYS: tuple[tuple[type[Exception], str], ...] = (
    (apsw.BusyError, "another program holds it"),
    (apsw.FullError, "the disk is full"),
    (apsw.ReadOnlyError, "it may not be written to"),
    (apsw.CantOpenError, "it may not be opened for writing"),
    (apsw.NotADBError, "it is no file of accounts"),
)


class AccountsError(LedgerError):
    """The file of accounts cannot be opened, read or written to."""


class AccountsFile:
    """One connection, which threads take in turns."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin one that only its owner may read; AccountsError when that cannot be."""
        self.path = path
        self._lock = threading.RLock()
        with self._trouble():
            if not path.exists():
                path.touch(mode=0o600)
            self._connection = apsw.Connection(str(path))
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        connection = self._connection
        connection.set_busy_timeout(BUSY_MS)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", 2)
        connection.pragma("secure_delete", 1)
        owner = connection.pragma("application_id")
        if owner != APPLICATION_ID and (owner or connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()):
            message = f"{self.path} is a file of another program"
            raise AccountsError(message)
        version = max(1, connection.pragma("user_version"))
        if version > VERSION:
            message = f"{self.path} was written by a newer Sayso"
            raise AccountsError(message)
        if owner == APPLICATION_ID and version == VERSION:
            return
        with connection:
            if owner != APPLICATION_ID:
                connection.execute(_TABLES)
                connection.pragma("application_id", APPLICATION_ID)
            for later in range(version + 1, VERSION + 1):
                connection.execute(_SINCE[later])
            connection.pragma("user_version", VERSION)

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Return what a question gives."""
        with self._trouble(), self._lock:
            return list(self._connection.execute(query, values))

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """Hold the file for a change that is whole or nothing."""
        with self._trouble(), self._lock, self._connection:
            yield self._connection

    def change(self, statement: str, values: tuple[object, ...] = ()) -> int:
        """Make one change; return how many rows it touched."""
        with self.writing() as connection:
            connection.execute(statement, values)
            return connection.changes()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Turn the errors of SQLite and of the system into one sentence that names the file."""
        try:
            yield
        except (apsw.Error, OSError) as trouble:
            other = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
            said = next((says for kind, says in _SAYS if isinstance(trouble, kind)), other)
            message = f"the file of accounts {self.path} cannot be used: {said}"
            raise AccountsError(message) from trouble
