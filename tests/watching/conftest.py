"""A desk that follows sources in a world on loopback, under an invented clock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.web.desk import Desk
from bench.web.world import World
from sayso.sources import Source

Make = Callable[..., Desk]


@pytest.fixture(name="make")
def make_(tmp_path: Path) -> Iterator[Make]:
    """Make a desk that follows some sources."""
    made: list[Desk] = []
    with World().running() as world:

        def make(*sources: Source) -> Desk:
            made.append(Desk(world, tmp_path / "desk.ledger", sources))
            return made[-1]

        yield make
        for desk in made:
            desk.close()
