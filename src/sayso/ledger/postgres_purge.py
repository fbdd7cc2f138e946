"""Leaves no trace, in the files of a PostgreSQL server, of what a redaction cut out: tables written anew, the log overwritten.

Rows that were changed stay in a table's file until it is written anew, and the server keeps old files of its write-ahead
log, with their old bytes, to use them again.
"""

import re

from sayso.errors import LedgerError
from sayso.ledger.postgres_session import Connection, Diagnostic

_RIGHTS = {
    "be the ledger's owner": "pg_has_role(relowner, 'USAGE')",
    "see the server's log (GRANT pg_monitor)": "has_function_privilege('pg_ls_waldir()', 'EXECUTE')",
    "switch the server's log (GRANT EXECUTE ON FUNCTION pg_switch_wal)": "has_function_privilege('pg_switch_wal()', 'EXECUTE')",
    "ask for a checkpoint (GRANT pg_checkpoint)": "pg_has_role('pg_checkpoint', 'USAGE')",
}
"""What a role must do or be to purge, and how PostgreSQL is asked whether it may."""
_UNREADABLE = "what was cut out can no longer be read"


def purge(connection: Connection, name: str) -> None:
    """Write the ledger's tables anew and the server's log over; there is no limit of time.

    Raises LedgerError when the role may not, or when the server must keep old rows for a transaction that began before.
    """
    _may_purge(connection, name)
    connection.execute("SET statement_timeout = 0")
    try:
        _write_anew(connection, name)
        _overwrite_log(connection)
    finally:
        if not connection.closed:
            connection.execute("RESET statement_timeout")


def _may_purge(connection: Connection, name: str) -> None:
    query = f"SELECT {', '.join(_RIGHTS.values())} FROM pg_class WHERE oid = 'sayso.openings'::regclass"  # noqa: S608 - constants
    row = connection.execute(query.encode()).fetchone() or ()
    lacks = [right for right, held in zip(_RIGHTS, row, strict=True) if not held]
    if lacks:
        message = (
            f"{name}: {_UNREADABLE}, but stays in the server's files; to purge, this role must also {'; '.join(lacks)}; "
            "let one that may run the same again (docs/postgresql.md)"
        )
        raise LedgerError(message)


def _write_anew(connection: Connection, name: str) -> None:
    kept: list[str] = []

    def hear(told: Diagnostic) -> None:
        # "0 dead row versions cannot be removed yet.", in the server's language.
        kept.extend(re.findall(r"\b[1-9][0-9]*\b", (told.message_detail or "").partition("\n")[0]))

    connection.add_notice_handler(hear)
    try:
        connection.execute("VACUUM (FULL, VERBOSE) sayso.openings, sayso.captures")
    finally:
        connection.remove_notice_handler(hear)
    if kept:
        message = (
            f"{name}: {_UNREADABLE}, but the server keeps the old rows for a transaction that began before; end it, then run "
            "the same again"
        )
        raise LedgerError(message)


def _overwrite_log(connection: Connection) -> None:
    """Have the server write over each file of its log, also over those that wait to be used again."""
    connection.execute("SELECT pg_switch_wal()")
    connection.execute("CHECKPOINT")
    for _ in connection.execute("SELECT name FROM pg_ls_waldir()").fetchall():
        connection.execute("SELECT pg_logical_emit_message(false, 'sayso', '')")
        connection.execute("SELECT pg_switch_wal()")
    connection.execute("CHECKPOINT")
