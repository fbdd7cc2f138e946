"""The file of a projection: its tables in SQLite, whose file it is, up to where it goes, and what is read from it.

Nothing stands in it but ids of claims, numbers, and hashes of what claims have in common, made with a secret of the file's own.
A hash of a name can be found by trying names for whoever holds the secret too: so a redaction removes the file.
"""

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import apsw
import msgspec

from sayso.errors import LedgerError

APPLICATION_ID = 0x53617250
"""Marks the file as a projection of ours: "SarP" in ASCII, in the header field that SQLite keeps for this."""
MEMORY = Path(":memory:")
"""A projection that ends with the process."""
_BUSY_MS = 60_000
"""How long to wait for another program that is catching up, in milliseconds."""
_SETTINGS = {"trusted_schema": 0, "cache_size": -65_536}
"""64 MB of pages are kept. All else stays at SQLite's defaults, which survive a kill and a power cut: with thousands of claims in a
transaction that costs next to nothing, and a file that is damaged without anybody noticing would answer wrongly."""
_TABLES = """
CREATE TABLE head (
    engine TEXT NOT NULL, salt BLOB NOT NULL, seq INTEGER NOT NULL, last TEXT NOT NULL, known INTEGER NOT NULL,
    closed INTEGER NOT NULL
) STRICT;
CREATE TABLE claims (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, part INTEGER NOT NULL) STRICT;
CREATE INDEX claims_by_part ON claims (part);
CREATE TABLE parts (part INTEGER PRIMARY KEY, size INTEGER NOT NULL, open INTEGER NOT NULL) STRICT;
CREATE TABLE told (
    report INTEGER, heading INTEGER, number INTEGER, claim INTEGER NOT NULL, PRIMARY KEY (report, heading, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE blocks (key INTEGER PRIMARY KEY, accounts BLOB) STRICT;
CREATE TABLE bound (key INTEGER PRIMARY KEY, claim INTEGER NOT NULL) STRICT;
CREATE TABLE edited (key INTEGER PRIMARY KEY) STRICT;
CREATE TABLE versions (number INTEGER PRIMARY KEY, claim INTEGER NOT NULL, key INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE completed (
    number INTEGER PRIMARY KEY, said INTEGER NOT NULL, place_of INTEGER, day_of INTEGER, key INTEGER NOT NULL UNIQUE
) STRICT;
"""
"""`claims` and `parts` answer; the rest serves to add more. `told` are the accounts of a report, `blocks` the numbers of those
that may meet (nothing for a block with too many), `bound` what makes claims of one part, `edited` which words people edited,
`versions` the accounts of claims as edited, `completed` those that take a place or a day from another, by the numbers of these."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Up to where a projection goes, and what it was made by."""

    engine: str
    salt: bytes
    seq: int = 0
    """The last entry of the ledger that is in it."""
    last: str = ""
    """Id and instant of that entry."""
    known: int = 0
    """The last entry of the ledger when words were last read from it: later redactions took some of these words away."""
    closed: bool = False
    """Whether nothing is promised of any claim, for one was edited too often."""


class trouble_of:  # noqa: N801 - reads as a clause: with trouble_of(path)
    """Turns SQLite's errors into a LedgerError that names the file and what to do."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, trace: object) -> None:
        if isinstance(trouble, apsw.BusyError | apsw.LockedError):
            message = f"{self._path} is being written to by another program; try again"
            raise LedgerError(message) from trouble
        if isinstance(trouble, apsw.ReadOnlyError | apsw.CantOpenError):
            message = f"{self._path} cannot be opened for writing; give it another place"
            raise LedgerError(message) from trouble
        if isinstance(trouble, apsw.Error):
            message = f"{self._path}: {trouble}; the file can be deleted, it is made again from the ledger"
            raise LedgerError(message) from trouble


class ProjectionFile:
    """An open file; what is written is written by `Linking`."""

    def __init__(self, path: Path, engine: str) -> None:
        """Open a file or begin one; one of another engine is begun anew. LedgerError for a file of another program."""
        self.path = path
        self._engine = engine
        self._reopen()
        if self.head().engine != engine:
            self.begin_anew()

    def head(self) -> Head:
        """Return up to where it goes."""
        with trouble_of(self.path):
            (row,) = rows(self.connection, "SELECT engine, salt, seq, last, known, closed FROM head")
        return Head(engine=row[0], salt=row[1], seq=row[2], last=row[3], known=row[4], closed=bool(row[5]))

    def begin_anew(self) -> None:
        """Remove the file and begin an empty one, with another secret."""
        with trouble_of(self.path):
            # Nobody is in the middle of writing to it when it goes.
            self.connection.execute("BEGIN EXCLUSIVE")
            self.connection.execute("ROLLBACK")
        self.close()
        removed(self.path)
        self._reopen()

    def renew(self) -> bool:
        """Open the file again where the one that was opened has been removed since; tell whether it was."""
        if self.path == MEMORY or _identity(self.path) == self._opened:
            return False
        self.close()
        self._reopen()
        return True

    def _reopen(self) -> None:
        self.connection = self._open()
        self._opened = _identity(self.path)

    def around(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return the ids of the claims that are of one part with some; None where that is open or one is not known."""
        parts = self._parts(claims)
        return None if parts is None or any(parts.values()) else self._members(parts)

    def around_open(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return what `around` returns, and with any claim of an open part those of all open parts; None where one is not known."""
        parts = self._parts(claims)
        if parts is not None and any(parts.values()):
            with trouble_of(self.path):
                parts.update((row[0], True) for row in rows(self.connection, "SELECT part FROM parts WHERE open"))
        return None if parts is None else self._members(parts)

    def _parts(self, claims: Iterable[str]) -> dict[int, bool] | None:
        """Return the parts in which some claims stand, and which of them are open; None where a claim is not known, or nothing is promised."""
        query = "SELECT part, open FROM claims JOIN parts USING (part) WHERE id = ?"
        parts: dict[int, bool] = {}
        with trouble_of(self.path):
            if self.head().closed:
                return None
            for claim in claims:
                found = rows(self.connection, query, (claim,))
                if not found:
                    return None
                parts[found[0][0]] = bool(found[0][1])
        return parts

    def _members(self, parts: Iterable[int]) -> tuple[str, ...]:
        members = "SELECT id FROM claims WHERE part = ? ORDER BY seq"
        with trouble_of(self.path):
            return tuple(row[0] for part in sorted(parts) for row in rows(self.connection, members, (part,)))

    def headings(self, report: int) -> Sequence[str]:
        """Return the ids of the claims of a report's headings; the report by the hash of its id."""
        query = "SELECT DISTINCT id FROM told JOIN claims ON claims.seq = told.claim WHERE report = ? AND heading ORDER BY seq"
        with trouble_of(self.path):
            return tuple(row[0] for row in rows(self.connection, query, (report,)))

    def open_share(self) -> float:
        """Return the share of claims of which nothing is promised."""
        query = "SELECT coalesce(sum(size * open), 0), coalesce(sum(size), 0) FROM parts"
        with trouble_of(self.path):
            ((unpromised, every),) = rows(self.connection, query)
        return 1.0 if self.head().closed else unpromised / (every or 1)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def _open(self) -> apsw.Connection:
        with trouble_of(self.path):
            connection = apsw.Connection(str(self.path))
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
        return connection

    def _prepare(self, connection: apsw.Connection) -> None:
        """Check whose file it is, and lay out an empty one."""
        connection.set_busy_timeout(_BUSY_MS)
        for name, value in _SETTINGS.items():
            connection.pragma(name, value)
        connection.execute("BEGIN IMMEDIATE")
        owner = connection.pragma("application_id")
        empty = not rows(connection, "SELECT 1 FROM sqlite_schema LIMIT 1")
        if owner != APPLICATION_ID and not empty:
            message = f"{self.path} is a database of another program, not what is kept beside a ledger"
            raise LedgerError(message)
        if empty:
            connection.execute(_TABLES)
            connection.pragma("application_id", APPLICATION_ID)
            salt = secrets.token_bytes(16)
            connection.execute("INSERT INTO head VALUES (?, ?, 0, '', 0, 0)", (self._engine, salt))
        connection.execute("COMMIT")


def rows(connection: apsw.Connection, query: str, values: tuple[object, ...] = ()) -> list[Any]:
    """Return all rows that a query finds, each a tuple."""
    return connection.execute(query, values).fetchall()


def removed(path: Path) -> None:
    """Remove a projection with the journal that a killed program may have left; nothing where there is none."""
    if path == MEMORY:
        return
    try:
        for file in (path, path.with_name(f"{path.name}-journal")):
            file.unlink(missing_ok=True)
    except OSError as trouble:
        message = f"{path} cannot be removed: {trouble.strerror}; delete it yourself"
        raise LedgerError(message) from trouble


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
