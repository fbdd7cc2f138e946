"""Hostile and damaged pages: nothing of ours crashes on one, and a page without text says why. The bench runs fifty times as many."""

from collections.abc import Iterator

import pytest

from bench.bomb_shapes import BOMBS, Bomb, damaged
from sayso.records import Capture
from sayso.settings import Settings
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker
from tests.pages.shapes import pages

SEEDS = [page.html.encode() for page in pages()]
BATCH = 100


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def must_hold(data: bytes, worker: ParseWorker, *refusals: str) -> None:
    """A page comes out as a report whose blocks lie in its text, or as none with a finding that says why."""
    capture = Capture(
        id="0" * 64, source="-", captured_at="", size=len(data), media_type="text/html", encoding="utf-8",
        encoding_basis="utf-8",
    )  # fmt: skip
    report, findings = structure_html(capture, data, Settings(), "2031-05-14", worker=worker)
    codes = {finding.code for finding in findings if finding.code.startswith("html-")}
    assert codes <= {"html-without-text", *refusals}
    assert report.blocks or codes
    at = 0
    for block in report.blocks:
        assert at <= block.span[0] < block.span[1] <= len(report.text)
        at = block.span[1]


@pytest.mark.parametrize("first", range(0, 1000, BATCH))
def test_damaged_pages_are_read(first: int, worker: ParseWorker) -> None:
    for number in range(first, first + BATCH):
        must_hold(damaged(SEEDS, number), worker, "html-refused")


@pytest.mark.parametrize("bomb", BOMBS, ids=[bomb.name for bomb in BOMBS])
def test_bombs_are_read_or_refused(bomb: Bomb, worker: ParseWorker) -> None:
    for size in (400, 20_000):
        must_hold(bomb.page(size), worker, "html-refused")


def test_the_shapes_are_many_and_the_damage_is_the_same_each_time() -> None:
    assert len({bomb.name for bomb in BOMBS}) == len(BOMBS) >= 60
    assert damaged(SEEDS, 7) == damaged(SEEDS, 7) != damaged(SEEDS, 8)
