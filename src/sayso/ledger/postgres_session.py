"""Sessions with a PostgreSQL server: the address read, the server's settings checked, its errors put into one clear sentence.

A server that may lose what it acknowledged is refused: `fsync`, `full_page_writes` and `synchronous_commit` must be on.
No message names a password, nor any part of an address that may hold one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import msgspec

from sayso.errors import LedgerError

try:
    import psycopg
    from psycopg import conninfo, errors
    from psycopg.rows import TupleRow
except ImportError as missing:
    _MESSAGE = "a ledger in PostgreSQL needs a library that is not installed: pip install 'sayso[postgres]'"
    raise LedgerError(_MESSAGE) from missing

SCHEMA_VERSION = 1
OLDEST_SERVER = 15
TURN = 0x536179736F
"""Who holds this advisory lock of the database may append; "Sayso" in ASCII."""
WAIT_MS = 10_000
"""How long to wait for another program that is writing, in milliseconds."""
STATEMENT_MS = 60_000
"""How long one statement may take, in milliseconds; purging and moving have no limit."""

Row = TupleRow
Diagnostic = errors.Diagnostic
Connection = psycopg.Connection[TupleRow]

_DEFAULTS: dict[str, str | int] = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 30,
    "application_name": "sayso",
}
_REFUSED = {
    "fsync": "a crash of the machine can destroy the ledger",
    "full_page_writes": "a power cut can tear pages of the ledger",
    "synchronous_commit": "a crash can lose what was acknowledged",
}
_SETTINGS = ("server_version", *_REFUSED, "server_encoding", "data_checksums")


_LOST = {"57P", "080"}
"""How the codes of errors begin that end a session: the server was stopped or stops it, the connection failed."""
_SAYS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, f"another program has kept the ledger busy for {WAIT_MS // 1000} seconds; try again"),
    (errors.QueryCanceled, "the server gave up ({})"),
    (errors.DiskFull, "the disk of the server is full"),
    (errors.ReadOnlySqlTransaction, "this server takes no entries (a copy that only reads)"),
    (errors.InsufficientPrivilege, "this role may not do that ({}); docs/postgresql.md names the roles"),
    (errors.UniqueViolation, "another program wrote to the ledger without waiting for its turn; try again"),
)


class Watch(msgspec.Struct):
    """What is being done and how far it has come, for what is said when the connection is lost."""

    writing: bool = False
    committing: bool = False


def name_of(address: str) -> str:
    """Return an address as messages name it: host, port and database; raises LedgerError for one that is not understood."""
    try:
        parts = conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        parts = {"host": "@"}
    host, port, database = (str(parts.get(key) or "") for key in ("host", "port", "dbname"))
    # A password with `@`, `/` or `:` that is not percent-encoded lands in other parts of the address; none of it is shown.
    if "@" in host + database or (port and not port.replace(",", "").isdigit()):
        message = (
            "this address of a ledger is not understood; it reads postgresql://USER@HOST:PORT/DATABASE, and signs such as "
            "@ : / in a password stand percent-encoded (better: no password in it, but in ~/.pgpass)"
        )
        raise LedgerError(message) from None
    return f"postgresql://{host}{':' if port else ''}{port}/{database}"


def connect(address: str) -> Connection:
    """Return a session with a server that keeps what it acknowledges; raises LedgerError for any other."""
    name = name_of(address)
    given = conninfo.conninfo_to_dict(address)
    options = (
        f"-c statement_timeout={STATEMENT_MS} -c lock_timeout={WAIT_MS} -c idle_in_transaction_session_timeout=300000"
    )
    fixed = {"options": f"{options} {given.get('options') or ''}".strip(), "client_encoding": "utf8"}
    with trouble(name, Watch()):
        connection = psycopg.connect(**(_DEFAULTS | given | fixed), autocommit=True)  # type: ignore[arg-type]  # options of libpq
        try:
            _check(connection, name)
        except BaseException:
            connection.close()
            raise
    return connection


def settings(connection: Connection) -> dict[str, str]:
    """Return the settings that matter, as the server has them in this session."""
    query = "SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name"
    return {str(name): str(value) for name, value in connection.execute(query, (list(_SETTINGS),))}


def _check(connection: Connection, name: str) -> None:
    """Raise LedgerError for a server that is too old, or that may lose what it acknowledged."""
    if connection.info.server_version < OLDEST_SERVER * 10_000:
        message = f"{name} is PostgreSQL {connection.info.server_version // 10_000}; {OLDEST_SERVER} or newer is needed"
        raise LedgerError(message)
    found = settings(connection)
    for setting, why in _REFUSED.items():
        if found[setting] == "off":
            message = f"{name} runs with {setting}=off: {why}; switch it on"
            raise LedgerError(message)
    if found["server_encoding"] != "UTF8":
        message = f"{name} is a database in {found['server_encoding']}; a ledger needs one in UTF8"
        raise LedgerError(message)


def lay_out(connection: Connection, name: str, *, begin: bool) -> None:
    """Begin a ledger in an empty database, or see that the one there is ours; raises LedgerError."""
    with trouble(name, Watch()):
        if not _one(connection, "SELECT to_regnamespace('sayso') IS NOT NULL"):
            if not begin:
                message = f"{name} holds no ledger; `sayso add` begins one"
                raise LedgerError(message)
            if not _one(connection, "SELECT has_database_privilege(current_database(), 'CREATE')"):
                message = f"{name} holds no ledger, and this role may not begin one; docs/postgresql.md says how"
                raise LedgerError(message)
            _begin(connection)
        if not _one(connection, "SELECT to_regclass('sayso.ledger') IS NOT NULL"):
            message = f"{name} has a schema `sayso` of another program, not a Sayso ledger"
            raise LedgerError(message)
        version = _one(connection, "SELECT version FROM sayso.ledger")
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        message = f"{name} was written by a newer Sayso (ledger version {version}; this one reads {SCHEMA_VERSION})"
        raise LedgerError(message)


def _begin(connection: Connection) -> None:
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
        # Another program may have laid it out between the look and the lock.
        if not _one(connection, "SELECT to_regnamespace('sayso') IS NOT NULL"):
            connection.execute(files("sayso.ledger").joinpath("postgres.sql").read_bytes())


def _one(connection: Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


@contextmanager
def trouble(name: str, watch: Watch) -> Iterator[None]:
    """Turn psycopg's errors into a LedgerError that names the ledger and what to do."""
    try:
        yield
    except psycopg.Error as found:
        message = f"{name}: {_sentence(found, watch)}"
        raise LedgerError(message) from found


def _sentence(found: psycopg.Error, watch: Watch) -> str:
    first = (found.diag.message_primary or str(found)).strip().partition("\n")[0]
    if isinstance(found, psycopg.OperationalError) and (found.sqlstate is None or found.sqlstate[:3] in _LOST):
        if not watch.writing:
            return f"there is no connection ({first})"
        known = "it is not known whether this was recorded" if watch.committing else "nothing was recorded"
        return f"the connection was lost ({first}); {known}; adding the same again is safe"
    says = next((says.format(first) for kind, says in _SAYS if isinstance(found, kind)), first)
    return f"{says}; nothing was recorded" if watch.writing else says
