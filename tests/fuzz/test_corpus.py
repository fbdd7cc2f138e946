"""A corpus of small awkward files, made here: each is refused in one line or read as a report whose spans hold."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.capture.files import capture_stream
from sayso.errors import InputError
from sayso.records import Finding, Report
from sayso.settings import Settings
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker

NOW = datetime(2022, 1, 1, tzinfo=UTC)
SETTINGS = Settings(parse_deadline_s=5)
SAID = "The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter."
GOOD = (
    "<!doctype html><html><head><meta charset=utf-8><title>Truce - Kestrel</title><meta property='og:title' content='Truce'>"
    '<script type=\'application/ld+json\'>{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"articleBody": "Shells fell '
    'on the northern bridge", "datePublished": "2021-03-04T08:00Z"}]}</script></head><body class=\'single\'><header><nav>'
    f"<a href=/a>World</a></nav></header><main><article><h1>Truce</h1><p class=byline>By Ines Calder</p><p>{SAID}</p>"
    "<blockquote class='twitter-tweet'><p>Fire at the mill</p>&mdash; Lom (@lom) <a href=/s>March 3, 2021</a></blockquote>"
    "<figure><img src=x><figcaption>Smoke</figcaption></figure><table><tr><td>Lom<td>2</table><ul><li>One<li>Two</ul>"
    "</article><ol class=commentlist><li class=comment id=comment-1><cite class=fn>jay</cite><p>Go home.</p></ol></main></body>"
)


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file of the corpus."""
    good = GOOD.encode()
    yield "good", good
    yield "cut in a tag", good[: good.index(b"<blockquote") + 9]
    yield "cut in an attribute", good[: good.index(b"twitter") + 3]
    yield "cut in the JSON-LD", good[: good.index(b"northern")]
    yield "cut in an entity", good[: good.index(b"&mdash") + 4]
    yield "twice", good + good
    yield "backwards", good[::-1]
    yield "with a byte order mark", b"\xef\xbb\xbf" + good
    yield "in UTF-16", GOOD.encode("utf-16")
    yield "in UTF-16 without mark", GOOD.encode("utf-16-le")
    yield "in UTF-32", GOOD.encode("utf-32")
    yield "with a mark of the wrong width", b"\xff\xfe" + good
    yield "saying UTF-7", good.replace(b"utf-8", b"utf-7")
    yield "with half characters", good.replace(b"Orvaal", b"Orv\xed\xa0\x80aal")
    yield "with overlong characters", good.replace(b"Orvaal", b"Orv\xc0\xafaal")
    yield "with NULs", good.replace(b"Orvaal", b"Orv\0aal")
    yield "with NULs in tags", good.replace(b"<article", b"<art\0icle")
    yield "with control characters", good.replace(b"Orvaal", b"\x1b[31mOrvaal\x07")
    yield "with marks that turn the line around", GOOD.replace("Orvaal", "\u202elaavrO\u202c").encode()
    yield "with 5,000 accents on one letter", GOOD.replace("Orvaal", "Orva" + "\u0301" * 5000).encode()
    yield "with characters beyond the first plane", GOOD.replace("Orvaal", "\U0001f525\U0010ffff").encode()
    yield "with numbered characters that are none", good.replace(b"Orvaal", b"&#0;&#xD800;&#x110000;&#99999999999;")
    yield "with every entity broken", good.replace(b" ", b"&nbsp")
    yield "without any space", good.replace(b" ", b"")
    yield "with stray end tags", good.replace(b"<p>", b"</p></div></article></body></html><p>")
    yield "with misnested tags", b"<b><p><i></b>" + SAID.encode() + b"</p></i>" * 9
    yield "with nested links", b"<a href=1>" * 300 + SAID.encode()
    yield "with tables in tables", b"<table><tr><td>" * 40 + SAID.encode()
    yield "with a table without rows", b"<table>" + SAID.encode() + b"<tr>x<td>y</table>"
    yield "with frames", b"<html><frameset><frame src=x></frameset><noframes>" + SAID.encode() + b"</noframes>"
    yield "with a template", b"<template><p>" + SAID.encode() + b"</template>"
    yield "with drawings", b"<svg><title>x</title><foreignObject><p>" + SAID.encode() + b"</svg><math><mi>y</math>"
    yield "only a title", b"<title>Truce in Orvaal</title>"
    yield "only a script", b"<script>document.write('<p>x</p>')</script>"
    yield "only comments", b"<!doctype html><!-- " + SAID.encode() + b" -->"
    yield "only a doctype", b"<!doctype html>"
    yield "only links", b"<html>" + b"<p><a href=/x>Another story of ours</a></p>" * 40
    yield "only readers", b"<html><div class=comments><div class=comment><p>" + SAID.encode() + b"</p></div></div>"
    yield (
        "marks on everything",
        b"<html>" + b"<div class='comment ad share tweet update caption author'>" * 30 + SAID.encode(),
    )
    yield (
        "an empty class",
        b"<html><div class id role itemprop itemtype rel datetime style><time datetime>" + SAID.encode(),
    )
    yield "dates that are none", b"<html><time datetime='9999-99-99T99:99'>x</time><p>" + SAID.encode()
    yield "gzip", gzip.compress(good, mtime=0)
    yield "JSON", json.dumps({"title": "Truce", "text": SAID}).encode()
    yield "half of a JSON", json.dumps({"title": "Truce", "text": SAID}).encode()[:30]
    yield "prose", SAID.encode()
    yield "one letter", b"x"
    yield "one bracket", b"<"


CORPUS = dict(corpus())


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def read(worker: ParseWorker, data: bytes, published: str | None = None) -> tuple[Report, tuple[Finding, ...]] | None:
    """Read any bytes as a page, whatever they are; None when they are refused."""
    try:
        taken = capture_stream(BytesIO(data), SETTINGS, NOW)
    except InputError as refused:
        assert "\n" not in str(refused)  # noqa: PT017 - any bytes may be refused, in one line
        return None
    return structure_html(taken.capture, taken.data, SETTINGS, published, worker=worker)


def check(report: Report, findings: tuple[Finding, ...]) -> None:
    """Check what holds of every report: spans in order and in their passages, and a record that can be stored."""
    assert not {finding.code for finding in findings} & {"html-fault", "html-crash", "html-memory", "html-deadline"}
    at = 0
    for block in report.blocks:
        start, end = block.span
        assert at <= start < end <= len(report.text)
        assert report.text[start:end] == report.text[start:end].strip()
        within = report.passages[block.passage].span
        assert within[0] <= start < end <= within[1]
        at = end
    stored = msgspec.json.encode(report)
    assert msgspec.json.decode(stored, type=Report) == report


@pytest.mark.parametrize("data", CORPUS.values(), ids=CORPUS.keys())
def test_every_file_is_refused_or_read(worker: ParseWorker, data: bytes) -> None:
    first = read(worker, data)
    if first is not None:
        check(*first)
        assert read(worker, data) == first


PIECES = sorted(
    {bytes([byte]) for byte in b"<>/=\"'&;- x\n\0\xff"} | {b"<p>", b"</p>", b"<!--", b"-->", b"<script>", b"</"}
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, len(GOOD.encode())), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6)
        ),
        max_size=12,
    )
)
def test_a_mutated_page_is_refused_or_read(worker: ParseWorker, edits: list[tuple[int, int, bytes]]) -> None:
    data = bytearray(GOOD.encode())
    for at, size, piece in edits:
        data[at : at + size] = piece
    result = read(worker, bytes(data))
    if result is not None:
        check(*result)


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "a",
        "b",
        "article",
        "main",
        "section",
        "blockquote",
        "li",
        "ul",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "time",
        "cite",
        "q",
        "br",
        "hr",
        "pre",
        "figure",
        "figcaption",
        "aside",
        "header",
        "footer",
        "nav",
        "form",
    ]
)
CLASSES = st.sampled_from(
    ["", "comment", "comments", "twitter-tweet", "share", "byline", "caption", "live-update", "author", "sr-only"]
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw a page with elements in any order, opened and closed as it comes."""
    parts: list[str] = []
    for _ in range(draw(st.integers(0, 40))):
        tag, name = draw(TAGS), draw(CLASSES)
        parts.append(draw(st.sampled_from([
            f"<{tag} class='{name}' id='comment-{len(parts)}' datetime='2021-03-04T10:00Z'>", f"<{tag}>", f"</{tag}>", SAID,
            "12 hurt", "UPDATE 1800 GMT: ", "— Lom (@lom) March 3, 2021", " ", "<a href=/x>More</a>",
        ])))  # fmt: skip
    return "<!doctype html><body>" + "".join(parts)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages())
def test_any_order_of_elements_is_read(worker: ParseWorker, html: str) -> None:
    result = read(worker, html.encode(), "2021-03-04")
    assert result is not None
    check(*result)
