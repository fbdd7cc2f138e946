"""The world that fetches are tested in."""

from collections.abc import Iterator

import pytest

from bench.web.world import World


@pytest.fixture
def world() -> Iterator[World]:
    with World().running() as made:
        yield made
