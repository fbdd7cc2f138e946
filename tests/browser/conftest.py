"""One Chromium for the tests of a module: while it runs, its driver holds the event loop of the process, and tests elsewhere want their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; a machine without one fails these tests with a sentence that says how to get it."""
    with started() as browser:
        yield browser
