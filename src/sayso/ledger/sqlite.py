"""A store in one SQLite file: write-ahead log, every commit forced to disk, changes and deletions refused by the file itself.

SQLite before 3.51.3 can damage a write-ahead log that two connections use at once (its "WAL-reset" defect, fixed
2026-03-13), so an older one is refused. `synchronous=FULL` is what makes a commit survive a power cut.
"""

import contextlib
import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import apsw
import msgspec

from sayso.errors import IntegrityError, LedgerError, RedactedError
from sayso.ledger.contract import NO_EXPECTATIONS, Appended, Cut, Entry, EntryKind, Head, Recorded, Sealed
from sayso.ledger.instants import instant, recording_time
from sayso.ledger.readings import conflict, left_over, read_all, removed_by, stand_ins
from sayso.ledger.sealing import SALT, part_names, seal
from sayso.ledger.sqlite_errors import trouble_of
from sayso.ledger.sqlite_schema import APPLICATION_ID, SCHEMA_VERSION, insert, lay_out, look_for_tables, migrate

OLDEST_SQLITE = (3, 51, 3)
BUSY_MS = 10_000
"""How long to wait for another program that is writing, in milliseconds."""
SETTINGS: Mapping[str, int] = {"synchronous": 2, "secure_delete": 1, "trusted_schema": 0, "mmap_size": 0}
"""What is set on opening and read back: every commit forced to disk (FULL), deleted bytes overwritten, no function called that
a file brings with it, no memory mapping (an error of the disk must be an error, not a crash)."""
PACE: Mapping[str, int] = {"cache_size": -65_536, "wal_autocheckpoint": 4_000}
"""For speed, no promise hangs on it: 64 MB of pages kept (ids are random, so every report touches pages all over the index), and
the log, up to 16 MB, written back less often."""
MEMORY = Path(":memory:")
"""A ledger that ends with the process."""

_COLUMNS = (
    "SELECT e.seq, e.kind, e.id, e.about, e.by, e.recorded_at, e.clock, e.commitments, "
    "o.salts, CAST(o.parts AS BLOB), o.withheld, o.redaction "
    "FROM entries AS e JOIN openings AS o ON o.seq = e.seq "
)
_AT_ONCE = 2_000
"""How many entries are held at a time while going through a ledger."""
_LAST = 2**62
"""Later than any entry."""


class SqliteStore:
    """Entries in a SQLite file; made by `open_store`."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._stopped = False
        self._stand_ins: dict[int, dict[str, bytes]] = {}
        self._gone: dict[str, int] = {}
        self._redactions = 0
        """The last redaction that these two know."""

    def append(
        self,
        entries: Sequence[Entry],
        captures: Iterable[tuple[str, bytes]],
        at: str,
        *,
        expects: Mapping[str, int] = NO_EXPECTATIONS,
        cuts: Sequence[Cut] = (),
    ) -> Appended:
        """Record what is new, in order, all or nothing; see the contract."""
        with self._writing():
            head = self.head()
            new = self._new(entries)
            again = bool(entries) and not new
            if not again:
                self._expect(expects)
            recorded_at, clock = recording_time(at, head.recorded_at)
            salts = secrets.token_bytes(SALT * sum(len(part_names(entry.kind)) for entry in new))
            sealed, used = [], 0
            for seq, entry in enumerate(new, head.seq + 1):
                needed = SALT * len(part_names(entry.kind))
                sealed.append(seal(entry, seq, recorded_at, clock, salts[used : used + needed]))
                used += needed
            self._keep(captures)
            insert(self._connection, sealed)
            if not again:
                self._cut(cuts, sealed)
        return Appended(new=tuple(new), known=len(entries) - len(new), seq=head.seq + len(new))

    def entries(self, kind: EntryKind | None = None, *, after: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the entries with `after < seq <= until` in the order of recording; raises IntegrityError at a changed one."""
        for some in self._sealed(kind, after, until):
            yield from self._read(some)

    def find(self, prefix: str) -> list[Recorded]:
        """Return the entries whose id begins so, in the order of recording."""
        with trouble_of(self.path):
            beyond = prefix + "\U0010ffff"
            rows = self._rows(f"{_COLUMNS} WHERE e.id >= ? AND e.id < ? ORDER BY e.seq", (prefix, beyond))
        return self._read(rows)

    def about(self, name: str, kind: EntryKind, *, after: int = 0, until: int | None = None) -> list[Recorded]:
        """Return the entries of a kind that are about this id, in the order of recording."""
        last = _LAST if until is None else until
        if kind == "decision":
            # The list of subjects only leads there: what a decision is about is what its entry says.
            where = (
                "JOIN subjects AS s ON s.seq = e.seq WHERE s.about = ?1 AND e.kind = ?2 AND e.seq <= ?3 AND e.seq > ?4 "
                "AND instr(' ' || e.about || ' ', ' ' || ?1 || ' ') ORDER BY e.seq"
            )
        else:
            where = "WHERE e.about = ?1 AND e.kind = ?2 AND e.seq <= ?3 AND e.seq > ?4 ORDER BY e.seq"
        with trouble_of(self.path):
            rows = self._rows(_COLUMNS + where, (name, kind, last, after))
        return self._read(rows)

    def sealed(self, *, after: int = 0, until: int | None = None) -> Iterator[Sealed]:
        """Yield the entries with what proves them, unchecked: for `verify`, proofs and moving."""
        for some in self._sealed(None, after, until):
            yield from some

    def head(self) -> Head:
        """Return how far the ledger goes."""
        with trouble_of(self.path):
            row = self._connection.execute("SELECT seq, recorded_at FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
        return Head(seq=0, recorded_at=None) if row is None else Head(seq=row[0], recorded_at=row[1])

    def seq_at(self, moment: str) -> int:
        """Return the last entry recorded at or before an instant (ISO, with its zone); 0 when there is none."""
        query = "SELECT seq FROM entries WHERE recorded_at <= ? ORDER BY recorded_at DESC, seq DESC LIMIT 1"
        with trouble_of(self.path):
            row = self._connection.execute(query, (instant(moment),)).fetchone()
        return 0 if row is None else row[0]

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture; raises IntegrityError when they are not the bytes that were taken."""
        with trouble_of(self.path):
            row = self._connection.execute("SELECT bytes FROM captures WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        data: bytes = row[0]
        if type(data) is not bytes or hashlib.sha256(data).hexdigest() != sha256:
            message = f"{self.path}: the bytes of capture {sha256} are not those that were taken"
            raise IntegrityError(message)
        return data

    def captures(self) -> Iterator[str]:
        """Yield the SHA-256 of every capture whose bytes are held, in order."""
        last = ""
        query = "SELECT sha256 FROM captures WHERE sha256 > ? AND typeof(sha256) = 'text' ORDER BY sha256 LIMIT ?"
        while True:
            with trouble_of(self.path):
                some = [row[0] for row in self._connection.execute(query, (last, _AT_ONCE))]
            if not some:
                return
            yield from some
            last = some[-1]

    def put_back(self, entries: Iterable[Sealed], captures: Iterable[tuple[str, bytes]]) -> None:
        """Fill an empty store with entries as they were sealed; LedgerError when it is not empty."""
        with self._writing():
            if self.head().seq or self._connection.execute("SELECT 1 FROM captures LIMIT 1").fetchone():
                message = f"{self.path} is not empty"
                raise LedgerError(message)
            coming = iter(entries)
            while some := list(islice(coming, _AT_ONCE)):
                insert(self._connection, some)
            self._connection.executemany("INSERT INTO captures VALUES (?, ?)", captures)

    def purge(self) -> None:
        """Leave no trace of what was cut out in the store's files: the log is emptied, the file written anew."""
        with trouble_of(self.path):
            self._connection.execute("VACUUM")
            if self.path == MEMORY:
                return
            busy, _, _ = next(self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
        if busy:
            message = (
                f"{self.path}: another program is reading, so old bytes stay in the log; close it and do the same again"
            )
            raise LedgerError(message)

    def copy_into(self, path: Path) -> None:
        """Write the ledger as it stands now into a file that is not there; free pages, and what was in them, stay behind."""
        with trouble_of(path):
            self._connection.execute("VACUUM INTO ?", (str(path),))

    def settings(self) -> dict[str, str]:
        """Return the settings that matter, read back from the open file."""
        names = ("journal_mode", "synchronous", "secure_delete", "trusted_schema", "mmap_size", "user_version")
        with trouble_of(self.path):
            return {"sqlite": apsw.sqlite_lib_version()} | {n: str(self._connection.pragma(n)) for n in names}

    def close(self) -> None:
        """Close the file."""
        with trouble_of(self.path):
            self._connection.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the one writer's lock for a transaction that is whole or nothing."""
        if self._stopped:
            message = f"{self.path}: the disk failed before; open the ledger again to see what stands in it"
            raise LedgerError(message)
        with trouble_of(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException as trouble:
                # After a failed sync nobody knows what is on the disk, and a second sync would claim what is not so.
                self._stopped = isinstance(trouble, apsw.IOError)
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _expect(self, expects: Mapping[str, int]) -> None:
        """Raise ConflictError when somebody decided about one of these after what the caller knew."""
        for name, known in expects.items():
            later = self.about(name, "decision", after=known)
            if later:
                raise conflict(name, later[-1])

    def _new(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return those entries that the ledger does not hold, each once."""
        wanted = msgspec.json.encode([entry.id for entry in entries]).decode()
        query = "SELECT e.kind, e.id FROM json_each(?) AS wanted CROSS JOIN entries AS e ON e.id = wanted.value"
        known = set(self._connection.execute(query, (wanted,)))
        new = []
        for entry in entries:
            if (entry.kind, entry.id) not in known:
                known.add((entry.kind, entry.id))
                new.append(entry)
        return new

    def _keep(self, captures: Iterable[tuple[str, bytes]]) -> None:
        """Keep the bytes of captures that are not held yet; raises RedactedError for those that a redaction removed."""
        for sha256, data in captures:
            if self._connection.execute("SELECT 1 FROM captures WHERE sha256 = ?", (sha256,)).fetchone():
                continue
            removed = self._removed().get(sha256)
            if removed is not None:
                message = f"capture {sha256[:12]} was removed by the redaction in entry {removed}; nothing was recorded"
                raise RedactedError(message)
            self._connection.execute("INSERT INTO captures VALUES (?, ?)", (sha256, data))

    def _cut(self, cuts: Sequence[Cut], sealed: Sequence[Sealed]) -> None:
        """Take out what the redaction among the new entries names."""
        for left in left_over(cuts, sealed, lambda seq: self._rows(f"{_COLUMNS} WHERE e.seq = ?", (seq,))):
            self._connection.execute(
                "UPDATE openings SET salts = ?, parts = CAST(? AS TEXT), withheld = ?, redaction = ? WHERE seq = ?",
                (left.salts, left.parts, ",".join(left.withheld), left.redaction, left.seq),
            )
        for cut in cuts:
            if cut.capture is not None:
                self._connection.execute("DELETE FROM captures WHERE sha256 = ?", (cut.capture,))

    def _sealed(self, kind: EntryKind | None, after: int, until: int | None) -> Iterator[list[Sealed]]:
        """Yield sealed entries some at a time, as far as the ledger goes now; no transaction stays open in between."""
        last = self.head().seq if until is None else until
        where = "WHERE e.seq > ? AND e.seq <= ? " + ("" if kind is None else "AND e.kind = ? ")
        query = f"{_COLUMNS} {where} ORDER BY e.seq LIMIT {_AT_ONCE}"
        while True:
            with trouble_of(self.path):
                some = self._rows(query, (after, last) if kind is None else (after, last, kind))
            if not some:
                return
            yield some
            after = some[-1].seq

    def _read(self, sealed: list[Sealed]) -> list[Recorded]:
        """Return entries as they are read, what is withheld with what its redaction put there."""
        return read_all(sealed, self._instead() if any(one.withheld for one in sealed) else {})

    def _instead(self) -> Mapping[int, Mapping[str, bytes]]:
        """Return what redactions put in the stead of what they cut out; gathered anew after a new redaction."""
        with trouble_of(self.path):
            (last,) = next(
                self._connection.execute("SELECT coalesce(max(seq), 0) FROM entries WHERE kind = 'redaction'")
            )
            if last != self._redactions:
                rows = self._rows(f"{_COLUMNS} WHERE e.kind = 'redaction' ORDER BY e.seq DESC", ())
                self._stand_ins, self._redactions = stand_ins(rows), last
                readable = read_all(rows, self._stand_ins)
                self._gone = {sha256: recorded.seq for recorded in readable for sha256 in removed_by(recorded)}
        return self._stand_ins

    def _removed(self) -> Mapping[str, int]:
        """Return the captures that redactions removed, with the entry of each."""
        self._instead()
        return self._gone

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Sealed]:
        return [
            Sealed(
                seq=row[0],
                kind=row[1],
                id=row[2],
                about=row[3],
                by=row[4],
                recorded_at=row[5],
                clock=row[6],
                commitments=row[7],
                salts=row[8],
                parts=row[9],
                withheld=tuple(str(row[10]).split(",")) if row[10] else (),
                redaction=row[11],
            )
            for row in self._connection.execute(query, values)
        ]


def open_store(path: Path, *, vfs: str | None = None) -> SqliteStore:
    """Open the ledger at a path, or begin one there; `vfs` names another file layer of SQLite, for tests of faults.

    Raises LedgerError: an older SQLite than 3.51.3, a folder, a file that is no ledger, one of a newer version, one that
    may not be written to, settings that did not take.
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
    with trouble_of(path):
        connection = apsw.Connection(str(path), vfs=vfs)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return SqliteStore(connection, path)


def _prepare(connection: apsw.Connection, path: Path) -> None:
    """Check whose file it is, set what makes it safe, and lay out an empty one."""
    connection.set_busy_timeout(BUSY_MS)
    owner = connection.pragma("application_id")
    version = connection.pragma("user_version")
    empty = _is_empty(connection)
    if owner != APPLICATION_ID and not (empty and owner == 0 and version == 0):
        message = f"{path} is a database of another program, not a Sayso ledger"
        raise LedgerError(message)
    if owner == APPLICATION_ID and version > SCHEMA_VERSION:
        message = f"{path} was written by a newer Sayso (ledger version {version}; this one reads {SCHEMA_VERSION})"
        raise LedgerError(message)
    if version == SCHEMA_VERSION and not empty:
        look_for_tables(connection, path)
    mode = connection.pragma("journal_mode", "wal")
    if mode != "wal" and path != MEMORY:
        message = f"{path}: no write-ahead log can be kept there (the file system gives {mode}); use a local disk"
        raise LedgerError(message)
    for name, value in SETTINGS.items():
        connection.pragma(name, value)
        if (connection.pragma(name) or 0) != value:
            message = f"{path}: SQLite did not take {name}={value}, without which a ledger is not safe"
            raise LedgerError(message)
    for name, value in PACE.items():
        connection.pragma(name, value)
    if empty or version < SCHEMA_VERSION:
        _bring_up(connection)


def _bring_up(connection: apsw.Connection) -> None:
    """Lay out an empty file, or bring one of version 1 to ours; whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have done it between the look and the lock.
        if _is_empty(connection):
            lay_out(connection)
        elif connection.pragma("user_version") < SCHEMA_VERSION:
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _is_empty(connection: apsw.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
