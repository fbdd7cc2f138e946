"""A ledger with one live blog, an invented one, read as any report is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.state import State

LIVE_BLOG = """SAMPLE: an invented live blog

UPDATE 1800 GMT: Foreign Minister Ludo Varga has announced a ceasefire in Brask.

UPDATE 1545 GMT: The Olm Watch group says four soldiers were killed by shelling of a base in Brask on Tuesday.

UPDATE 0845 GMT: The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday.

ORIGINAL ENTRY: President Hanne Sool has rejected a ceasefire in Brask.
"""
PUBLISHED = "2031-05-14"


@pytest.fixture(name="ledger")
def ledger_(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger to which the live blog was added."""
    page = tmp_path / "blog.txt"
    page.write_text(LIVE_BLOG, encoding="utf-8")
    pipeline = Pipeline()
    with Ledger.open(tmp_path / "desk.ledger") as record:
        for _ in pipeline.add(record, [pipeline.read(page, published=PUBLISHED)]):
            pass
        yield record


def asked(ledger: Ledger, said: str | None = None, known: str | int | None = None) -> State:
    """The ledger as of a moment."""
    return State(View.of(ledger, said, known))


def told(state: State) -> list[str]:
    """Each event in a line: kind, how it stands, its figures: `shelling happened killed 3..4`."""
    return sorted(
        " ".join([event.kind, event.status, *(f"{f.measure} {f.low}..{f.high}" for f in event.figures)])
        for event in state.events()
    )
