"""Where the tests' ledgers lie: a SQLite file, or a database of a private PostgreSQL server; both answer the same questions."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from bench.private_postgres import PrivatePostgres
from sayso.ledger import postgres, sqlite
from sayso.ledger.contract import Store


class Place(Protocol):
    """A place for one ledger at a time."""

    kind: str
    refused: type[Exception]
    """What a stranger gets who tries to change it."""

    def begin(self) -> Store:
        """Open an empty ledger; what was there before is gone."""
        ...

    def again(self) -> Store:
        """Open the ledger that is there once more."""
        ...

    def close(self) -> None:
        """Close every ledger that was opened here."""
        ...

    def stranger(self, *statements: str) -> None:
        """Run statements as somebody with all rights and without Sayso; in SQL that both databases read."""
        ...

    def unguarded(self, statement: str) -> None:
        """Run a statement with the database's own guards taken away before."""
        ...

    def holds(self, words: bytes) -> list[str]:
        """Return the names of the files in which these bytes stand."""
        ...


class Opened:
    """What was opened, to be closed when the test is over, however it ends."""

    def __init__(self) -> None:
        self._stores: list[Store] = []

    def keep(self, store: Store) -> Store:
        self._stores.append(store)
        return store

    def close(self) -> None:
        while self._stores:
            self._stores.pop().close()


class SqlitePlace(Opened):
    """One file."""

    kind = "sqlite"
    refused: type[Exception] = sqlite3.IntegrityError

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._number = 0

    @property
    def path(self) -> Path:
        return self._folder / f"{self._number}.ledger"

    @property
    def address(self) -> str:
        return str(self.path)

    def begin(self) -> Store:
        self.close()
        self._number += 1
        return self.again()

    def again(self) -> Store:
        return self.keep(sqlite.open_store(self.path))

    def stranger(self, *statements: str) -> None:
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                for statement in statements:
                    connection.execute(statement)
        finally:
            connection.close()

    def unguarded(self, statement: str) -> None:
        guards = sqlite3.connect(self.path)
        drops = [
            f"DROP TRIGGER {row[0]}" for row in guards.execute("SELECT name FROM sqlite_schema WHERE type='trigger'")
        ]
        guards.close()
        self.stranger(*drops, statement)

    def holds(self, words: bytes) -> list[str]:
        return _with_words(self._folder.glob(f"{self._number}.ledger*"), words)


class PostgresPlace(Opened):
    """One database, made empty for each ledger."""

    kind = "postgresql"
    refused: type[Exception] = psycopg.errors.IntegrityConstraintViolation

    def __init__(self, server: PrivatePostgres, database: str) -> None:
        super().__init__()
        self.server = server
        self.database = database
        self.address = server.database(database)

    def begin(self) -> Store:
        self.close()
        self.server.empty(self.database)
        return self.again()

    def again(self) -> Store:
        return self.keep(postgres.open_store(self.address))

    def stranger(self, *statements: str) -> None:
        with self.server.ask(self.database) as connection, connection.transaction():
            connection.execute("SET LOCAL search_path = sayso; SET LOCAL client_min_messages = error")
            for statement in statements:
                connection.execute(statement.encode())

    def unguarded(self, statement: str) -> None:
        tables = ("entries", "openings", "captures")
        self.stranger(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables), statement)

    def holds(self, words: bytes) -> list[str]:
        return _with_words(self.server.folder.rglob("*"), words)


def _with_words(paths: Iterable[Path], words: bytes) -> list[str]:
    files = [path for path in paths if path.is_file()]
    return [str(path) for path in files if words in path.read_bytes()]


def place(kind: str, request: pytest.FixtureRequest) -> Place:
    """Return a place of a kind; the server starts when the first test asks for one."""
    found: Place
    if kind == "sqlite":
        found = SqlitePlace(request.getfixturevalue("tmp_path_factory").mktemp("place"))
    else:
        found = PostgresPlace(request.getfixturevalue("postgres"), "tests")
    request.addfinalizer(found.close)
    return found
