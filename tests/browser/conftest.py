"""One Chromium for the tests of one file, and desks for them to look at: while a Chromium runs, so does its event loop, and tests elsewhere begin loops of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sayso.ledger.ledger import Ledger
from tests.browser import odd
from tests.browser.chromium import started
from tests.browser.desks import Place, served
from tests.desk.orvaal import write


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once a file; a machine without one fails these tests with a sentence that says how to get it."""
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a week as six outlets tell it; to be copied."""
    place = tmp_path_factory.mktemp("week") / "week.ledger"
    write(place)
    return place


@pytest.fixture(scope="module")
def read_only(week: Path) -> Iterator[str]:
    """A desk that tests only look at."""
    with served(week) as url:
        yield url


@pytest.fixture
def desk(week: Path, tmp_path: Path) -> Iterator[Place]:
    """A desk that a test may write to."""
    copy = tmp_path / "desk.ledger"
    copy.write_bytes(week.read_bytes())
    with served(copy) as url:
        yield Place(url, copy)


@pytest.fixture(scope="session")
def odd_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of everything that makes a page burst."""
    place = tmp_path_factory.mktemp("odd") / "odd.ledger"
    with Ledger.open(place) as record:
        odd.write(record)
    return place
