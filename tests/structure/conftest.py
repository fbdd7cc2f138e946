"""Ways to read an invented text and to write down what its structure is."""

from collections.abc import Callable

import pytest

from sayso.records import Block, Capture, Report
from sayso.settings import Settings
from sayso.structure.text import structure_text

ReadText = Callable[..., Report]


def capture(media_type: str = "text/plain") -> Capture:
    return Capture(
        id="0" * 64,
        source="invented.txt",
        captured_at="2031-05-07T00:00:00Z",
        size=0,
        media_type=media_type,
        encoding="utf-8",
        encoding_basis="utf-8",
    )


@pytest.fixture(name="read_text")
def read_text_() -> ReadText:
    """Read a plain text into a report, checking what must hold of every report."""

    def read(text: str, published: str | None = None) -> Report:
        report, _findings = structure_text(capture(), text, Settings(), published)
        assert report.text == text
        check(report)
        return report

    return read


def check(report: Report) -> None:
    """Blocks come in order, do not overlap, are stripped and stand inside the passage that they name."""
    at = 0
    for block in report.blocks:
        start, end = block.span
        assert at <= start < end <= len(report.text)
        assert report.text[start:end] == report.text[start:end].strip()
        low, high = report.passages[block.passage].span
        assert low <= start
        assert end <= high
        at = end


@pytest.fixture(name="layers")
def layers_() -> Callable[[Report], list[str]]:
    """Write a report's blocks down, a line each: layer, marks, words on one line."""
    return lambda report: [f"{_layer(block)}: {_words(report, block)}" for block in report.blocks]


def _layer(block: Block) -> str:
    marks = "*" * block.item + ">" * block.quotation + str(block.level or "")
    return f"{block.channel}{marks}" + (f" by {block.author}" if block.author else "")


def _words(report: Report, block: Block) -> str:
    return " ".join(report.text[block.span[0] : block.span[1]].split())


@pytest.fixture(name="dated")
def dated_() -> Callable[[Report], list[str]]:
    """Write a report's passages down, a line each: kind, label, time."""
    return lambda report: [f"{p.kind} | {p.label or '-'} | {p.at or '-'}" for p in report.passages]
