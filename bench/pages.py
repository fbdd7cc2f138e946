"""Measures how pages are read against a hundred made-up ones with their truth (`tests/pages`), and trafilatura on the same.

Right is a page of which everything is exact: title, date of publication, passages with their kind, label and time, and every
block with its channel, its marks, its passage, its author and its words. The text is compared token by token, each as often as
it stands there: headings, paragraphs, posts and captions, without title and readers' comments.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import trafilatura

from bench.outcome import Counts, Measured, Outcome, share
from sayso.structure.worker import ParseWorker
from tests.pages.judged import article_text, differences, overlap, read
from tests.pages.page import Page, Truth
from tests.pages.shapes import pages

_ROUNDS = 5


def run(data_dir: Path) -> list[Outcome]:
    """Return structure and text of the made-up pages, and pages a second; needs no data."""
    del data_dir
    given = pages()
    cases: dict[str, Counts] = {}
    ours, theirs = [], []
    with ParseWorker() as worker:
        for page in given:
            report, truth = read(page, worker), page.truth()
            right = not differences(report, truth)
            cases[page.name] = Counts(int(right), 1, 1)
            ours.append(overlap(article_text(report), truth.text))
            theirs.append(overlap(_trafilatura(page, truth), truth.text))
        rate = _rate(given, worker)
    measures = (
        share("structure right", sum(count.correct for count in cases.values()), len(given), gated=True),
        Measured(name="text F1", value=_mean(ours), gated=True),
        Measured(name="text F1 of trafilatura", value=_mean(theirs)),
        Measured(name="pages a second, one after another", value=rate, unit="pages/s"),
    )
    return [Outcome(set="pages", measures=measures, cases=cases, characters=sum(len(page.html) for page in given))]


def _trafilatura(page: Page, truth: Truth) -> str:
    """Return the text that trafilatura takes from a page, without comments and, as ours, without the title."""
    text = trafilatura.extract(page.html, include_comments=False) or ""
    return "\n".join(line for line in text.split("\n") if line.strip(" #") != truth.title)


def _mean(counts: Sequence[Counts]) -> float:
    return sum(count.f1 for count in counts) / len(counts)


def _rate(given: Sequence[Page], worker: ParseWorker) -> float:
    """Return pages a second of wall time, capture and all, through one parser's process."""
    begin = time.perf_counter()
    for _ in range(_ROUNDS):
        for page in given:
            read(page, worker)
    return _ROUNDS * len(given) / (time.perf_counter() - begin)
