"""For all tests: no test is judged by the time it takes; a PostgreSQL for those that need one, begun by each process when it does."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from bench.private_postgres import SETTINGS, NoPostgres, PrivatePostgres

settings.register_profile("house", deadline=None)
settings.load_profile("house")


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
