"""The server and the places that the ledger's tests share; each process of the tests starts a server when it first needs one."""

import os
from collections.abc import Iterator

import pytest

from bench.private_postgres import SETTINGS, NoPostgres, PrivatePostgres
from sayso.ledger.contract import Store
from tests.ledger.places import Place, place


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A PostgreSQL server of our own; where none can be had, CI fails and others skip with the reason."""
    try:
        server = PrivatePostgres(SETTINGS)
    except NoPostgres as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    with server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def there(request: pytest.FixtureRequest) -> Place:
    """A place for a ledger, of each kind of store."""
    return place(request.param, request)


@pytest.fixture
def store(there: Place) -> Store:
    """An empty store of each kind."""
    return there.begin()


@pytest.fixture
def both(request: pytest.FixtureRequest) -> tuple[Place, Place, Place]:
    """A SQLite file, a PostgreSQL database and another file, for what is moved."""
    return place("sqlite", request), place("postgresql", request), place("sqlite", request)
