"""A hundred made-up pages over more than thirty shapes: each is read exactly as the truth beside it says."""

import re

import msgspec
import pytest

from sayso.structure.worker import ParseWorker
from tests.pages.judged import article_text, differences, overlap, read
from tests.pages.page import Page, TrueBlock
from tests.pages.shapes import SHAPES, pages

PAGES = pages()


@pytest.fixture(scope="module")
def worker() -> ParseWorker:
    return ParseWorker()


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_structure_is_right(page: Page, worker: ParseWorker) -> None:
    report = read(page, worker)
    assert differences(report, page.truth()) == []
    assert overlap(article_text(report), page.truth().text).f1 > 0.95  # the names of columns stand in no block


def test_there_are_a_hundred_pages_of_more_than_thirty_shapes_each_marked_as_a_sample() -> None:
    assert len(PAGES) == len({page.name for page in PAGES}) >= 100
    assert len(SHAPES) > 30
    assert all("SAMPLE" in page.html for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_words_of_the_truth_stand_on_the_page_in_their_order(page: Page) -> None:
    """So that the truth speaks of the page and not of something else; what only the JSON-LD says may stand before."""
    shown = _bare(re.sub(r"<[^<>]*>", "", page.html.partition("<body")[2]))
    said, at = _bare(page.html), 0
    for block in page.truth().blocks:
        words = _bare(block.words)
        found = shown.find(words, at)
        assert found >= 0 or words in said, block.words
        at = max(at, found)


def _bare(text: str) -> str:
    return re.sub(r"\W+|&\w+;", "", text)


SPOILED = [
    # each row: what is made wrong in the truth, and how the judge names it
    ({"title": "Another title"}, "title"),
    ({"published": "2001-01-01"}, "published"),
    ({"passages": ()}, "passage"),
    ({"blocks": (TrueBlock("body", "Words that nobody wrote.", 0),)}, "block"),
]


@pytest.mark.parametrize(("change", "named"), SPOILED)
def test_the_judge_sees_what_is_wrong(change: dict[str, object], named: str, worker: ParseWorker) -> None:
    page = PAGES[0]
    found = differences(read(page, worker), msgspec.structs.replace(page.truth(), **change))
    assert found
    assert all(line.startswith(named) for line in found)


def test_the_judge_sees_a_wrong_order(worker: ParseWorker) -> None:
    page = PAGES[0]
    truth = page.truth()
    turned = msgspec.structs.replace(truth, blocks=(*truth.blocks[:1], *reversed(truth.blocks[1:])))
    assert differences(read(page, worker), turned) == ["blocks in another order"]
