"""The places that the ledger's tests share: a file, a database."""

import pytest

from sayso.ledger.contract import Store
from tests.ledger.places import Place, place


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
