"""How the reading of a made-up page is judged against its truth: exactly, part by part, with what differs in words."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from bench.outcome import Counts
from sayso.capture.files import capture_stream
from sayso.records import Report
from sayso.settings import Settings
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker
from tests.pages.page import Page, Truth

NOW = datetime(2031, 12, 1, tzinfo=UTC)
_TOKEN = re.compile(r"\w+")
_ARTICLE = frozenset({"heading", "body", "quoted", "caption"})


def read(page: Page, worker: ParseWorker) -> Report:
    """Return a page as Sayso reads it: its bytes alone, without an address or a date given."""
    taken = capture_stream(BytesIO(page.html.encode()), Settings(), NOW)
    return structure_html(taken.capture, taken.data, Settings(), None, worker=worker)[0]


def differences(report: Report, truth: Truth) -> list[str]:
    """Return what is not as it should be, a line each; empty when the structure is right."""
    return [
        *_differ("title", [report.title or "-"], [truth.title or "-"]),
        *_differ("published", [_moment(report.published)], [_moment(truth.published)]),
        *_differ("passage", *_passages(report, truth)),
        *_differ("block", _read_blocks(report), _true_blocks(truth)),
    ]


def _passages(report: Report, truth: Truth) -> tuple[list[str], list[str]]:
    return (
        [f"{p.kind} | {p.label or '-'} | {_moment(p.at)}" for p in report.passages],
        [f"{p.kind} | {p.label or '-'} | {_moment(p.at)}" for p in truth.passages],
    )


def _read_blocks(report: Report) -> list[str]:
    return [
        _block(b.channel, b.passage, b.author, report.text[slice(*b.span)], item=b.item, quotation=b.quotation)
        for b in report.blocks
    ]


def _true_blocks(truth: Truth) -> list[str]:
    return [_block(b.channel, b.passage, b.author, b.words, item=b.item, quotation=b.quotation) for b in truth.blocks]


def _block(channel: str, passage: int, author: str | None, words: str, *, item: bool, quotation: bool) -> str:
    """Write a block down: channel, `*` for an item of a list, `>` for a quotation, its passage, its author, its words."""
    by = f" by {author}" if author else ""
    return f"{channel}{'*' * item}{'>' * quotation} in {passage}{by}: {' '.join(words.split())}"


def _moment(written: str | None) -> str:
    return (written or "-").replace("+00:00", "Z")


def _differ(what: str, read: list[str], true: list[str]) -> Iterator[str]:
    """Yield what was read and is not so, and what is so and was not read; or that the order differs."""
    spurious, missing = Counter(read) - Counter(true), Counter(true) - Counter(read)
    yield from (f"{what} read, not so: {line}" for line in spurious.elements())
    yield from (f"{what} so, not read: {line}" for line in missing.elements())
    if not spurious and not missing and read != true:
        yield f"{what}s in another order"


def article_text(report: Report) -> str:
    """Return the words of the article as read: no title, readers' comments or furniture."""
    return "\n".join(report.text[slice(*block.span)] for block in report.blocks if block.channel in _ARTICLE)


def overlap(read: str, true: str) -> Counts:
    """Return how many tokens two texts share, each as often as it stands in both."""
    one, other = Counter(_TOKEN.findall(read.lower())), Counter(_TOKEN.findall(true.lower()))
    return Counts((one & other).total(), other.total(), one.total())
