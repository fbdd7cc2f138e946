"""One Chromium for all tests of this folder that a process runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; a machine without one fails these tests with a sentence that says how to get it."""
    with started() as browser:
        yield browser
