"""One Chromium for the tests of one file: while it runs, so does its event loop, and tests elsewhere in the process begin loops of their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once a file; a machine without one fails these tests with a sentence that says how to get it."""
    with started() as browser:
        yield browser
