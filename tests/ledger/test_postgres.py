"""What is PostgreSQL's own: servers that are refused, roles, lost connections, waiting for one's turn, and no password told."""

import importlib
import sys
import threading
import time
from collections.abc import Iterator
from importlib.resources import files

import psycopg
import pytest

from bench.made_entries import AT, claim, finding, names, proven, redact
from bench.private_postgres import PrivatePostgres
from sayso.errors import LedgerError
from sayso.ledger import postgres_session
from sayso.ledger.contract import Store
from sayso.ledger.postgres import PostgresStore, open_store
from tests.ledger.half_open import Wire
from tests.ledger.places import PostgresPlace


@pytest.fixture
def there(postgres: PrivatePostgres) -> Iterator[PostgresPlace]:
    found = PostgresPlace(postgres, "tests")
    yield found
    found.close()


@pytest.fixture
def store(there: PostgresPlace) -> Store:
    return there.begin()


def fresh(server: PrivatePostgres, name: str, options: str = "") -> str:
    """Return the address of a new empty database; an old one of this name goes."""
    with server.ask() as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" {options}'.encode())
    return server.address(name)


# --- servers and databases that are refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_lose_what_it_acknowledged_is_refused(there: PostgresPlace, setting: str) -> None:
    with there.server.ask() as connection:
        connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
    try:
        _until(there.server, setting, "off")
        with pytest.raises(LedgerError, match=f"runs with {setting}=off: .*switch it on"):
            there.again()
    finally:
        with there.server.ask() as connection:
            connection.execute(f"ALTER SYSTEM RESET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
        _until(there.server, setting, "on")


def _until(server: PrivatePostgres, setting: str, value: str) -> None:
    for _ in range(200):
        with server.ask() as connection:
            if connection.execute("SELECT current_setting(%s)", (setting,)).fetchone() == (value,):
                return
        time.sleep(0.05)
    pytest.fail(f"the server did not take {setting}={value}")


def test_a_session_that_does_not_wait_for_the_disk_is_refused(there: PostgresPlace) -> None:
    with pytest.raises(LedgerError, match="synchronous_commit=off"):
        open_store(there.address + "&options=-csynchronous_commit%3Doff")


def test_an_older_server_is_refused(there: PostgresPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_session, "OLDEST_SERVER", 99)
    with pytest.raises(LedgerError, match=r"is PostgreSQL \d+; 99 or newer is needed"):
        there.again()


def test_a_database_that_cannot_hold_every_text_is_refused(postgres: PrivatePostgres) -> None:
    address = fresh(postgres, "ascii", "ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(LedgerError, match="SQL_ASCII; a ledger needs one in UTF8"):
        open_store(address)


def test_another_programs_schema_is_refused_and_left_alone(postgres: PrivatePostgres) -> None:
    address = fresh(postgres, "theirs")
    with postgres.ask("theirs") as connection:
        connection.execute("CREATE SCHEMA sayso CREATE TABLE notes (words text)")
        with pytest.raises(LedgerError, match="of another program"):
            open_store(address)
        assert connection.execute("SELECT count(*) FROM sayso.notes").fetchone() == (0,)


def test_a_ledger_of_a_newer_version_is_refused(postgres: PrivatePostgres) -> None:
    address = fresh(postgres, "newer")
    open_store(address).close()
    with postgres.ask("newer") as connection:
        connection.execute("UPDATE sayso.ledger SET version = version + 1")
    with pytest.raises(LedgerError, match="written by a newer Sayso"):
        open_store(address)


def test_asking_for_a_ledger_does_not_begin_one(postgres: PrivatePostgres) -> None:
    address = fresh(postgres, "empty")
    with pytest.raises(LedgerError, match="holds no ledger"):
        open_store(address, begin=False)
    with postgres.ask("empty") as connection:
        assert connection.execute("SELECT to_regnamespace('sayso')").fetchone() == (None,)


def test_a_server_that_only_reads_takes_no_entries(there: PostgresPlace) -> None:
    there.begin().append([finding("a")], [], AT)
    reading = open_store(there.address + "&options=-cdefault_transaction_read_only%3Don")
    with pytest.raises(LedgerError, match="takes no entries"):
        reading.append([finding("b")], [], AT)
    assert names(reading) == ["1 finding a"]
    reading.close()


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sayso.ledger.postgres", "sayso.ledger.postgres_session"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'sayso\[postgres\]'"):
        importlib.import_module("sayso.ledger.postgres")


# --- no password told ----------------------------------------------------------------------------------------------------

WORD = "hunter2"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://desk:hunter2@/nowhere?host=/nowhere",
        "postgresql://desk:hunter2@127.0.0.1:1/nowhere",
        "postgresql://desk:x@hunter2@127.0.0.1:1/nowhere",
        "postgresql://desk:x/hunter2@127.0.0.1:1/nowhere",
        "postgresql://desk:1/hunter2@127.0.0.1/nowhere",
        "postgresql://desk:hunter2/x@127.0.0.1/nowhere",
        "postgresql://desk:x?hunter2@127.0.0.1:1/nowhere",
        "postgresql://desk:hunter2%@127.0.0.1:1/nowhere",
        "postgresql://desk:x:hunter2@127.0.0.1:1/nowhere",
        "postgresql://desk@127.0.0.1:1/nowhere?password=hunter2",
        "postgresql://desk@127.0.0.1:1/nowhere?pasword=hunter2",
        "postgresql://desk:hunter2@127.0.0.1:port/nowhere",
    ],
)
def test_no_message_names_a_password_however_the_address_is_written(address: str) -> None:
    with pytest.raises(LedgerError) as told:
        open_store(address)
    trouble: BaseException | None = told.value
    while trouble is not None:
        assert WORD not in str(trouble)
        trouble = trouble.__cause__


def test_a_wrong_password_is_told_without_it(postgres: PrivatePostgres) -> None:
    """The server is asked over a socket that trusts everybody; only a role that is not there fails to log in."""
    with pytest.raises(LedgerError, match=r"there is no connection .*nobody_here") as told:
        open_store(f"postgresql://nobody_here:{WORD}@/postgres?host={postgres.folder}")
    assert WORD not in str(told.value)


# --- roles ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def team(postgres: PrivatePostgres) -> PrivatePostgres:
    """A ledger set up as docs/postgresql.md says, with somebody of each role."""
    open_store(fresh(postgres, "team")).close()
    with postgres.ask("team") as connection:
        connection.execute(files("sayso.ledger").joinpath("postgres_roles.sql").read_bytes())
        connection.execute("CREATE ROLE ada LOGIN IN ROLE sayso_desk; CREATE ROLE ed LOGIN IN ROLE sayso_redactor")
        connection.execute("CREATE ROLE stranger LOGIN")
    store = open_store(postgres.address("team"))
    store.append([claim(f"c{n}", "SAMPLE words") for n in range(4)], [("0" * 64, b"SAMPLE")], AT)
    store.close()
    return postgres


@pytest.mark.parametrize("who", ["ada", "ed"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sayso.entries SET about = 'x'",
        "DELETE FROM sayso.entries",
        "TRUNCATE sayso.entries",
        "TRUNCATE sayso.openings",
        "DELETE FROM sayso.openings",
        "UPDATE sayso.openings SET seq = seq",
        "UPDATE sayso.captures SET bytes = ''",
        "UPDATE sayso.ledger SET version = 9",
        "ALTER TABLE sayso.entries DISABLE TRIGGER ALL",
        "DROP TABLE sayso.entries",
        "SET session_replication_role = replica",
    ],
)
def test_nobody_of_the_team_may_change_or_delete(team: PrivatePostgres, who: str, statement: str) -> None:
    with (
        psycopg.connect(team.address("team", who)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sayso.entries SET about = 'x'",
        "DELETE FROM sayso.entries",
        "TRUNCATE sayso.entries",
        "TRUNCATE sayso.openings",
        "TRUNCATE sayso.captures",
        "DELETE FROM sayso.openings",
        "DELETE FROM sayso.captures",
        "UPDATE sayso.captures SET bytes = ''",
        "UPDATE sayso.openings SET parts = '{}'",
    ],
)
def test_not_even_the_owner_changes_or_deletes_also_not_as_a_replica(team: PrivatePostgres, statement: str) -> None:
    with team.ask("team") as connection:
        for role in ("origin", "replica"):
            connection.execute(f"SET session_replication_role = {role}".encode())
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="never"):
                connection.execute(statement.encode())


def test_the_desk_appends_and_reads_and_a_redactor_redacts(team: PrivatePostgres) -> None:
    ada, ed = open_store(team.address("team", "ada")), open_store(team.address("team", "ed"))
    assert ada.append([finding("by ada")], [("1" * 64, b"SAMPLE")], AT).new
    with pytest.raises(LedgerError, match=r"this role may not do that .*docs/postgresql.md"):
        redact(ada, "x1", (1, "words", {}))
    with pytest.raises(LedgerError, match="this role may not do that"):
        redact(ada, "x2", captures=("0" * 64,))
    before = ada.head().seq
    redact(ed, "x3", (1, "words", {}), captures=("0" * 64,))
    assert next(ada.entries()).withheld == ("words",)
    assert (ada.head().seq, list(ada.captures())) == (before + 1, ["1" * 64])
    for store in (ada, ed):
        with pytest.raises(
            LedgerError, match="to purge, this role must also be the ledger's owner; see the server's log"
        ):
            store.purge()
        store.close()


def test_a_role_that_may_not_begin_a_ledger_is_told_so(postgres: PrivatePostgres, team: PrivatePostgres) -> None:
    del team
    fresh(postgres, "unborn")
    with pytest.raises(LedgerError, match="holds no ledger, and this role may not begin one"):
        open_store(postgres.address("unborn", "ada"))


def test_a_stranger_sees_nothing(team: PrivatePostgres) -> None:
    with pytest.raises(LedgerError, match="this role may not do that"):
        open_store(team.address("team", "stranger"))


# --- lost connections ----------------------------------------------------------------------------------------------------


def kill(server: PrivatePostgres, database: str = "tests") -> None:
    """End every session with a database, as an administrator or a failing network does."""
    with server.ask() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (database,)
        )


def test_a_connection_lost_in_mid_append_leaves_nothing_and_says_so_once(
    there: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    store = there.begin()

    def captures() -> Iterator[tuple[str, bytes]]:
        yield "0" * 64, b"SAMPLE"
        kill(there.server)
        yield "1" * 64, b"SAMPLE"

    with pytest.raises(
        LedgerError, match=r"connection was lost .*; nothing was recorded; adding the same again is safe"
    ):
        store.append([finding("a"), finding("b")], captures(), AT)
    assert caplog.records == []
    assert (names(store), list(store.captures())) == ([], [])
    assert store.append([finding("a"), finding("b")], [], AT).seq == 2


def test_a_connection_lost_while_committing_leaves_open_whether_it_was_recorded_and_nothing_half(
    there: PostgresPlace,
) -> None:
    store = there.begin()
    there.stranger(
        "CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END'",
        "CREATE CONSTRAINT TRIGGER falls AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION fall()",
    )
    try:
        with pytest.raises(
            LedgerError, match="it is not known whether this was recorded; adding the same again is safe"
        ):
            store.append([finding("a"), finding("b")], [], AT)
    finally:
        there.stranger("DROP TRIGGER falls ON entries", "DROP FUNCTION fall()")
    assert names(store) == []
    assert store.append([finding("a"), finding("b")], [], AT).seq == 2


def test_an_append_that_was_recorded_but_never_acknowledged_can_be_repeated(there: PostgresPlace) -> None:
    there.begin()
    with Wire(there.server.folder) as wire:
        store = open_store(f"postgresql://owner@/tests?host={wire.folder}")
        wire.cut_after(b"COMMIT\0")
        with pytest.raises(
            LedgerError, match="it is not known whether this was recorded; adding the same again is safe"
        ):
            store.append([finding("a"), finding("b")], [], AT, expects={"c1": 0})
        assert names(store) == ["1 finding a", "2 finding b"]
        before = proven(store)
        again = store.append([finding("a"), finding("b")], [], AT, expects={"c1": 0})
        assert (again.known, again.seq, proven(store)) == (2, 2, before)
        store.close()


def test_a_store_whose_connection_was_lost_says_so_once_and_goes_on(there: PostgresPlace) -> None:
    store = there.begin()
    store.append([finding("a")], [], AT)
    kill(there.server)
    with pytest.raises(LedgerError, match="there is no connection"):
        store.head()
    assert names(store) == ["1 finding a"]


# --- taking turns --------------------------------------------------------------------------------------------------------


def test_who_waits_too_long_for_another_writer_is_told_so(there: PostgresPlace) -> None:
    there.begin()
    store = open_store(there.address + "&options=-clock_timeout%3D200")
    with there.server.ask("tests") as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(%s)", (postgres_session.TURN,))
        with pytest.raises(LedgerError, match=r"has kept the ledger busy .*; try again; nothing was recorded"):
            store.append([finding("a")], [], AT)
    assert store.append([finding("a")], [], AT).seq == 1
    store.close()


def test_purging_says_so_while_a_session_from_before_still_needs_the_old_rows(there: PostgresPlace) -> None:
    store = there.begin()
    store.append([claim("c1", "SAMPLE of Zacharias Quill")], [], AT)
    with there.server.ask("tests") as other:
        with other.transaction():
            other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            other.execute("SELECT count(*) FROM pg_class")
            redact(store, "x1", (1, "words", {}))
            with pytest.raises(LedgerError, match="keeps the old rows for a transaction that began before; end it"):
                store.purge()
        assert there.holds(b"Zacharias Quill")
        store.purge()
    assert there.holds(b"Zacharias Quill") == []


def test_purging_waits_for_readers_and_says_so_when_they_take_too_long(there: PostgresPlace) -> None:
    there.begin()
    store = open_store(there.address + "&options=-clock_timeout%3D200")
    with there.server.ask("tests") as other, other.transaction():
        other.execute("SELECT count(*) FROM sayso.openings")
        with pytest.raises(LedgerError, match=r"busy for 10 seconds; try again$"):
            store.purge()
    store.purge()
    store.close()


def test_a_writer_that_does_not_wait_for_its_turn_breaks_no_order(there: PostgresPlace) -> None:
    """The unique sequence stands behind the lock: of two that count the same number only one is recorded."""
    store = there.begin()
    store.append([finding("a")], [], AT)
    row = "INSERT INTO sayso.entries SELECT 2, kind, 'other', about, \"by\", recorded_at, clock, commitments FROM sayso.entries"
    outcomes: list[str] = []

    def append() -> None:
        try:
            store.append([finding("b")], [], AT)
            outcomes.append("recorded")
        except LedgerError as trouble:
            outcomes.append(str(trouble))

    with there.server.ask("tests") as other:
        with other.transaction():
            other.execute(row.encode())
            writer = threading.Thread(target=append)
            writer.start()
            _until_one_waits(other)
        writer.join()
    assert len(outcomes) == 1
    assert (
        "another program wrote to the ledger without waiting for its turn; try again; nothing was recorded"
        in outcomes[0]
    )
    assert store.append([finding("b")], [], AT).seq == 3


def _until_one_waits(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    for _ in range(200):
        if connection.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
            return
        time.sleep(0.05)
    pytest.fail("nobody waits")


def test_threads_share_a_store_and_take_turns(store: Store) -> None:
    def work(name: str) -> None:
        for n in range(20):
            store.append([finding(f"{name}{n}")], [], AT)
            assert len(list(store.entries())) > n

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [s.seq for s in store.sealed()] == list(range(1, 81))


def test_settings_that_matter_are_told(store: PostgresStore) -> None:
    told = store.settings()
    assert (told["fsync"], told["full_page_writes"], told["synchronous_commit"]) == ("on", "on", "on")
