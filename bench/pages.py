"""Measures how pages are read against a hundred made-up ones with their truth (`tests/pages`), and trafilatura on the same.

Right is a page of which everything is exact: title, date of publication, passages with their kind, label and time, and every
block with its channel, its marks, its passage, its author and its words. The text is compared token by token, each as often as
it stands there: headings, paragraphs, posts and captions, without title and readers' comments.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import trafilatura

from bench.outcome import Counts, Measured, Outcome, share
from sayso.structure.markup import markup_words
from sayso.structure.parsing import parse
from sayso.structure.worker import ParseWorker
from tests.pages.judged import article_text, differences, overlap, read
from tests.pages.page import Page, Truth
from tests.pages.shapes import pages

_ROUNDS = 3
_WEIGHT = (
    "".join(f'<li class="menu-item menu-item-{n}"><a href="/section/{n}/">Section {n}</a></li>' for n in range(120)),
    "".join(
        f'<div class="related card c{n % 7}"><a href="/n/{n}"><img src="/i/{n}.jpg" alt=""><h3>Headline number {n} of the day</h3></a>'
        "<p>Our reporters on what it means for you and for the valley.</p></div>"
        for n in range(60)
    ),
    "<script>"
    + "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)};" * 250
    + "</script>",
    "<style>" + ".site-nav .menu-item>a{color:#123;padding:0 8px}" * 250 + "</style>",
)
"""What real pages carry besides their words: a menu, cards of other stories, scripts and a style sheet; about 55 KB."""


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
    heavy = [_heavy(page) for page in given]
    alone, two, spent = _rate(heavy, 1), _rate(heavy, 2), _processor_ms(heavy)
    measures = (
        share("structure right", sum(count.correct for count in cases.values()), len(given), gated=True),
        Measured(name="text F1", value=_mean(ours), gated=True),
        Measured(name="text F1 of trafilatura", value=_mean(theirs)),
        Measured(name="page of 55 KB, processor time", value=spent, unit="ms", less_is_better=True),
        Measured(name="pages of 55 KB, one after another", value=alone, unit="pages/s"),
        Measured(name="pages of 55 KB, two at a time", value=two, unit="pages/s"),
    )
    return [Outcome(set="pages", measures=measures, cases=cases, characters=sum(len(page.html) for page in given))]


def _trafilatura(page: Page, truth: Truth) -> str:
    """Return the text that trafilatura takes from a page, without comments and, as ours, without the title."""
    text = trafilatura.extract(page.html, include_comments=False) or ""
    return "\n".join(line for line in text.split("\n") if line.strip(" #") != truth.title)


def _mean(counts: Sequence[Counts]) -> float:
    return sum(count.f1 for count in counts) / len(counts)


def _heavy(page: Page) -> Page:
    """Return a page with the weight of a real one around its words; its structure is not judged."""
    menu, cards, script, style = _WEIGHT
    heavy = Page(page.name, published=None)
    heavy.html = page.html.replace("</head>", f"{style}{script}</head>", 1).replace(
        "</body>", f"<nav><ul>{menu}</ul></nav><aside>{cards}</aside></body>", 1
    )
    return heavy


def _processor_ms(given: Sequence[Page]) -> float:
    """Return the processor time of a page in milliseconds: parsing, which the worker does, and all that our process does."""
    words = markup_words()
    begin = time.process_time()
    for page in given:
        parse(page.html, words)
    with ParseWorker() as worker:
        for page in given:
            read(page, worker)
    return 1000 * (time.process_time() - begin) / len(given)


def _rate(given: Sequence[Page], workers: int) -> float:
    """Return pages a second of wall time, capture and all, with so many parsers at work at once."""
    with ExitStack() as stack, ThreadPoolExecutor(workers) as pool:
        parsers = [stack.enter_context(ParseWorker()) for _ in range(workers)]
        for parser in parsers:
            read(given[0], parser)
        begin = time.perf_counter()
        shares = [pool.submit(_all, given[number::workers], parser) for number, parser in enumerate(parsers)]
        for part in shares:
            part.result()
        return _ROUNDS * len(given) / (time.perf_counter() - begin)


def _all(given: Sequence[Page], parser: ParseWorker) -> None:
    for _ in range(_ROUNDS):
        for page in given:
            read(page, parser)
