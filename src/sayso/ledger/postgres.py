"""A store in a PostgreSQL database, for teams: one writer at a time, changes and deletions refused by the database itself.

Order does not rest on SERIALIZABLE, which has been broken before, but on three plain things: an advisory lock that is the
first statement of every append, READ COMMITTED (so that what follows sees all that was committed before), and a unique,
contiguous `seq`. Nothing stays open between calls: entries are read in pages of bounded size, each a statement of its own.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import RLock

from sayso.errors import IntegrityError, LedgerError, RedactedError
from sayso.ledger.contract import NO_EXPECTATIONS, Appended, Cut, Entry, EntryKind, Head, Recorded, Sealed
from sayso.ledger.instants import instant, recording_time
from sayso.ledger.postgres_purge import purge
from sayso.ledger.postgres_session import (
    TURN,
    Connection,
    Row,
    Watch,
    connect,
    lay_out,
    name_of,
    settings,
    trouble,
)
from sayso.ledger.readings import conflict, left_over, read_all, removed_by, stand_ins
from sayso.ledger.sealing import SALT, part_names, seal

_COLUMNS = """
    SELECT e.seq, e.kind, e.id, e.about, e."by", e.recorded_at, e.clock, e.commitments,
        o.salts, o.parts, o.withheld, o.redaction
    FROM sayso.entries AS e JOIN sayso.openings AS o ON o.seq = e.seq """
_ABOUT = "string_to_array(e.about, ' ') @> ARRAY[%s] AND e.kind = 'decision'"
"""Of the decisions about an id, as the index has them."""
_AT_ONCE = 2_000
"""How many entries are held at a time while going through a ledger,"""
_BYTES_AT_ONCE = 8_000_000
"""and of how many bytes: what is beyond waits for the next page, but for a single entry that is larger."""
_WITHIN_BYTES = f"""
    SELECT seq, kind, id, about, "by", recorded_at, clock, commitments, salts, parts, withheld, redaction
    FROM (
        SELECT *, sum(octet_length(parts)) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - octet_length(parts) AS before
        FROM ({_COLUMNS} WHERE e.seq > %s AND e.seq <= %s AND o.seq > %s AND o.seq <= %s {{kind}}) AS page
    ) AS measured WHERE before < {_BYTES_AT_ONCE} ORDER BY seq"""  # noqa: S608 - put together from constants
_PAGE = _WITHIN_BYTES.format(kind="")
_PAGE_OF_KIND = _WITHIN_BYTES.format(kind=f"AND e.kind = %s ORDER BY e.seq LIMIT {_AT_ONCE}")
_LAST = 2**62
"""Later than any entry."""


class PostgresStore:
    """Entries in a PostgreSQL database; made by `open_store`. Threads may share it; they take turns."""

    def __init__(self, address: str, *, begin: bool) -> None:
        self.name = name_of(address)
        self._address = address
        self._lock = RLock()
        self._watch = Watch()
        self._open: Connection | None = connect(address)
        self._stand_ins: dict[int, dict[str, bytes]] = {}
        self._gone: dict[str, int] = {}
        self._redactions = 0
        """The last redaction that `_stand_ins` and `_gone` know."""
        try:
            lay_out(self._connection(), self.name, begin=begin)
        except BaseException:
            self.close()
            raise

    def append(
        self,
        entries: Sequence[Entry],
        captures: Iterable[tuple[str, bytes]],
        at: str,
        *,
        expects: Mapping[str, int] = NO_EXPECTATIONS,
        cuts: Sequence[Cut] = (),
    ) -> Appended:
        """Record what is new, in order, all or nothing; see the contract.

        When the connection is lost while the server commits, it is not known whether it did: LedgerError says so, and adding
        the same again records what is missing and nothing twice.
        """
        with self._writing():
            head = self.head()
            new = self._new(entries)
            again = bool(entries) and not new
            if not again:
                self._expect(expects)
            sealed = _sealed_anew(new, head, at)
            self._keep(captures)
            self._insert(sealed)
            if not again:
                self._cut(cuts, sealed)
        return Appended(new=tuple(new), known=len(entries) - len(new), seq=head.seq + len(new))

    def entries(self, kind: EntryKind | None = None, *, after: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the entries with `after < seq <= until` in the order of recording; raises IntegrityError at a changed one."""
        for some in self._pages(kind, after, until):
            yield from self._read(some)

    def find(self, prefix: str) -> list[Recorded]:
        """Return the entries whose id begins so, in the order of recording."""
        beyond = prefix + "\U0010ffff"
        return self._read(self._rows(f"{_COLUMNS} WHERE e.id >= %s AND e.id < %s ORDER BY e.seq", (prefix, beyond)))

    def about(self, name: str, kind: EntryKind, *, after: int = 0, until: int | None = None) -> list[Recorded]:
        """Return the entries of a kind that are about this id, in the order of recording."""
        last = _LAST if until is None else until
        if kind == "decision":
            where = f"WHERE {_ABOUT} AND e.seq <= %s AND e.seq > %s"
            return self._read(self._rows(f"{_COLUMNS} {where} ORDER BY e.seq", (name, last, after)))
        where = "WHERE e.about = %s AND e.kind = %s AND e.kind <> 'decision' AND e.seq <= %s AND e.seq > %s"
        return self._read(self._rows(f"{_COLUMNS} {where} ORDER BY e.seq", (name, kind, last, after)))

    def sealed(self, *, after: int = 0, until: int | None = None) -> Iterator[Sealed]:
        """Yield the entries with what proves them, unchecked: for `verify`, proofs and moving."""
        for some in self._pages(None, after, until):
            yield from some

    def head(self) -> Head:
        """Return how far the ledger goes."""
        row = self._row("SELECT seq, recorded_at FROM sayso.entries ORDER BY seq DESC LIMIT 1", ())
        return Head(seq=0, recorded_at=None) if row is None else Head(seq=row[0], recorded_at=row[1])

    def seq_at(self, moment: str) -> int:
        """Return the last entry recorded at or before an instant (ISO, with its zone); 0 when there is none."""
        query = "SELECT seq FROM sayso.entries WHERE recorded_at <= %s ORDER BY recorded_at DESC, seq DESC LIMIT 1"
        row = self._row(query, (instant(moment),))
        return 0 if row is None else row[0]

    def capture(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture; raises IntegrityError when they are not the bytes that were taken."""
        row = self._row("SELECT bytes FROM sayso.captures WHERE sha256 = %s", (sha256,))
        if row is None:
            return None
        data = bytes(row[0])
        if hashlib.sha256(data).hexdigest() != sha256:
            message = f"{self.name}: the bytes of capture {sha256} are not those that were taken"
            raise IntegrityError(message)
        return data

    def captures(self) -> Iterator[str]:
        """Yield the SHA-256 of every capture whose bytes are held, in order."""
        last = ""
        query = "SELECT sha256 FROM sayso.captures WHERE sha256 > %s ORDER BY sha256 LIMIT %s"
        while some := [str(row[0]) for row in self._all(query, (last, _AT_ONCE))]:
            yield from some
            last = some[-1]

    def put_back(self, entries: Iterable[Sealed], captures: Iterable[tuple[str, bytes]]) -> None:
        """Fill an empty store with entries as they were sealed; LedgerError when it is not empty."""
        with self._writing() as connection:
            # The other store may be slow to give; this transaction may take its time.
            connection.execute("SET LOCAL statement_timeout = 0")
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            if self.head().seq or self._row("SELECT 1 FROM sayso.captures LIMIT 1", ()):
                message = f"{self.name} is not empty"
                raise LedgerError(message)
            coming = iter(entries)
            while some := list(islice(coming, _AT_ONCE)):
                self._insert(some)
            for pair in captures:
                connection.execute("INSERT INTO sayso.captures VALUES (%s, %s)", pair)

    def purge(self) -> None:
        """Leave no trace of what was cut out in the server's files: tables are written anew, the server's log overwritten.

        Asks for the ledger's owner, who may also see and switch the server's log and ask for a checkpoint
        (docs/postgresql.md); raises LedgerError where that is not so.
        """
        with self._lock, trouble(self.name, self._watch):
            purge(self._connection(), self.name)

    def settings(self) -> dict[str, str]:
        """Return the settings that matter, as the server has them."""
        with self._lock, trouble(self.name, self._watch):
            return settings(self._connection())

    def close(self) -> None:
        """Close the session."""
        with self._lock:
            if self._open is not None:
                self._open.close()

    def _connection(self) -> Connection:
        """Return the session; a new one after the last was lost, which the caller was told."""
        with self._lock:
            if self._open is None or self._open.broken:
                self._open = connect(self._address)
            return self._open

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Hold the one writer's lock for a transaction that is whole or nothing."""
        with self._lock:
            connection, self._watch = self._connection(), Watch(writing=True)
            try:
                with trouble(self.name, self._watch), _transaction(connection, self._watch):
                    # The first statement: whatever is read after it sees all that was committed before.
                    connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
                    yield connection
            finally:
                self._watch = Watch()

    def _new(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return those entries that the ledger does not hold, each once."""
        query = "SELECT e.kind, e.id FROM unnest(%s::text[]) AS wanted JOIN sayso.entries AS e ON e.id = wanted"
        known = set(self._all(query, ([entry.id for entry in entries],)))
        new = []
        for entry in entries:
            if (entry.kind, entry.id) not in known:
                known.add((entry.kind, entry.id))
                new.append(entry)
        return new

    def _expect(self, expects: Mapping[str, int]) -> None:
        """Raise ConflictError when somebody decided about one of these after what the caller knew."""
        query = f"{_COLUMNS} WHERE {_ABOUT} AND e.seq > %s ORDER BY e.seq DESC LIMIT 1"
        for name, known in expects.items():
            later = self._read(self._rows(query, (name, known)))
            if later:
                raise conflict(name, later[0])

    def _keep(self, captures: Iterable[tuple[str, bytes]]) -> None:
        """Keep the bytes of captures that are not held yet; raises RedactedError for those that a redaction removed."""
        for sha256, data in captures:
            if self._row("SELECT 1 FROM sayso.captures WHERE sha256 = %s", (sha256,)):
                continue
            removed = self._removed().get(sha256)
            if removed is not None:
                message = f"capture {sha256[:12]} was removed by the redaction in entry {removed}; nothing was recorded"
                raise RedactedError(message)
            self._all("INSERT INTO sayso.captures VALUES (%s, %s) RETURNING 1", (sha256, data))

    def _insert(self, sealed: Sequence[Sealed]) -> None:
        """Write sealed entries into both tables, each by one COPY."""
        if not sealed:
            return
        cursor = self._connection().cursor()
        with cursor.copy("COPY sayso.entries FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "text", "text", "text", "text", "text", "text", "bytea"])
            for s in sealed:
                copy.write_row((s.seq, s.kind, s.id, s.about, s.by, s.recorded_at, s.clock, s.commitments))
        with cursor.copy("COPY sayso.openings FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "bytea", "bytea", "text[]", "int8"])
            for s in sealed:
                copy.write_row((s.seq, s.salts, s.parts, list(s.withheld), s.redaction))

    def _cut(self, cuts: Sequence[Cut], sealed: Sequence[Sealed]) -> None:
        """Take out what the redaction among the new entries names."""
        self._replace(left_over(cuts, sealed, lambda seq: self._rows(f"{_COLUMNS} WHERE e.seq = %s", (seq,))))
        gone = [cut.capture for cut in cuts if cut.capture is not None]
        if gone:
            self._all("DELETE FROM sayso.captures WHERE sha256 = ANY (%s) RETURNING 1", (gone,))

    def _replace(self, left: Sequence[Sealed]) -> None:
        """Put openings in the place of those that held more; by few statements, since the guard looks at each as a whole."""
        update = (
            "UPDATE sayso.openings AS o SET salts = n.salts, parts = n.parts, redaction = n.redaction, "
            "withheld = string_to_array(n.withheld, ',') "
            "FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[], %s::bigint[], %s::text[]) "
            "AS n (seq, salts, parts, redaction, withheld) WHERE o.seq = n.seq RETURNING 1"
        )
        coming = iter(left)
        while some := list(islice(coming, _AT_ONCE)):
            columns = zip(*((s.seq, s.salts, s.parts, s.redaction, ",".join(s.withheld)) for s in some), strict=True)
            self._all(update, tuple(map(list, columns)))

    def _pages(self, kind: EntryKind | None, after: int, until: int | None) -> Iterator[list[Sealed]]:
        """Yield sealed entries some at a time, as far as the ledger goes now; no transaction stays open in between."""
        last = self.head().seq if until is None else until
        while after < last:
            # Seq is contiguous, so that a range of it is a page; entries of one kind lie scattered.
            to = last if kind else min(last, after + _AT_ONCE)
            values = (after, to, after, to)
            some = self._rows(_PAGE_OF_KIND, (*values, kind)) if kind else self._rows(_PAGE, values)
            if some:
                yield some
            # Where somebody took entries out, what follows is still shown; `verify` counts.
            after = some[-1].seq if some else to

    def _read(self, sealed: list[Sealed]) -> list[Recorded]:
        """Return entries as they are read, what is withheld with what its redaction put there."""
        return read_all(sealed, self._instead() if any(one.withheld for one in sealed) else {})

    def _instead(self) -> Mapping[int, Mapping[str, bytes]]:
        """Return what redactions put in the stead of what they cut out; gathered anew after a new redaction."""
        row = self._row("SELECT max(seq) FROM sayso.entries WHERE kind = 'redaction'", ())
        last = row[0] if row else None
        if isinstance(last, int) and last != self._redactions:
            rows = self._rows(f"{_COLUMNS} WHERE e.kind = 'redaction' ORDER BY e.seq DESC", ())
            self._stand_ins, self._redactions = stand_ins(rows), last
            readable = read_all(rows, self._stand_ins)
            self._gone = {sha256: recorded.seq for recorded in readable for sha256 in removed_by(recorded)}
        return self._stand_ins

    def _removed(self) -> Mapping[str, int]:
        """Return the captures that redactions removed, with the entry of each."""
        self._instead()
        return self._gone

    def _row(self, query: str, values: Sequence[object]) -> Row | None:
        return next(iter(self._all(query, values)), None)

    def _all(self, query: str, values: Sequence[object]) -> list[Row]:
        with self._lock, trouble(self.name, self._watch):
            return self._connection().execute(query.encode(), values, binary=True).fetchall()

    def _rows(self, query: str, values: Sequence[object]) -> list[Sealed]:
        return [_sealed(row) for row in self._all(query, values)]


@contextmanager
def _transaction(connection: Connection, watch: Watch) -> Iterator[None]:
    """Commit what is done within, or nothing of it; psycopg's own would log beside the error that is raised."""
    connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
    try:
        yield
        watch.committing = True
        connection.execute("COMMIT")
    except BaseException:
        if not connection.closed:
            connection.execute("ROLLBACK")
        raise


def _sealed(row: Row) -> Sealed:
    """Return a row as a sealed entry."""
    *columns, withheld, redaction = row
    seq, kind, name, about, by, recorded_at, clock, commitments, salts, parts = columns
    return Sealed(
        seq=seq,
        kind=kind,
        id=name,
        about=about,
        by=by,
        recorded_at=recorded_at,
        clock=clock,
        commitments=commitments,
        salts=salts,
        parts=parts,
        withheld=tuple(withheld),
        redaction=redaction,
    )


def _sealed_anew(new: Sequence[Entry], head: Head, at: str) -> list[Sealed]:
    """Return entries as they follow the head, each part with a salt of its own."""
    recorded_at, clock = recording_time(at, head.recorded_at)
    return [
        seal(entry, seq, recorded_at, clock, secrets.token_bytes(SALT * len(part_names(entry.kind))))
        for seq, entry in enumerate(new, head.seq + 1)
    ]


def open_store(address: str, *, begin: bool = True) -> PostgresStore:
    """Open the ledger at an address `postgresql://USER@HOST:PORT/DATABASE`, or begin one there unless told not to.

    Raises LedgerError: a server older than 15, one that may lose what it acknowledged, a database that is no ledger, one of a
    newer version, a role that may not begin one, a server that cannot be reached.
    """
    return PostgresStore(address, begin=begin)
