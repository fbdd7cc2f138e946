"""Live blogs as pages: updates from JSON-LD, from the dates in the markup, from stamps in the words; all invented."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest

from sayso.capture.files import capture_stream
from sayso.records import Finding, Report
from sayso.settings import Settings
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker

NOW = datetime(2022, 1, 1, tzinfo=UTC)
ONE = "Shells fell on the northern bridge of Orvaal for an hour, two residents of the town said."
TWO = "The mayor of Orvaal says that twelve people were hurt in the market quarter this morning."
THREE = "Talks on a truce are to resume in Lom on Friday, a spokesman for the council has said."


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def read(worker: ParseWorker, html: str, published: str | None = None) -> tuple[Report, tuple[Finding, ...]]:
    taken = capture_stream(BytesIO(f"<!doctype html>{html}".encode()), Settings(), NOW)
    report, findings = structure_html(taken.capture, taken.data, Settings(), published, worker=worker)
    assert not [finding for finding in findings if finding.code.startswith("html-")]
    return report, findings


def told(report: Report) -> list[str]:
    """Write a report down, a line for each block: kind and time of its passage, and its words."""
    return [
        f"{report.passages[block.passage].kind} {report.passages[block.passage].at or '-'}: "
        f"{report.text[slice(*block.span)]}"
        for block in report.blocks
    ]


def script(*updates: dict[str, str]) -> str:
    statement = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Orvaal live",
                 "datePublished": "2021-03-04T05:00:00Z", "liveBlogUpdate": [{"@type": "BlogPosting", **u} for u in updates]}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(statement)}</script>'


LATE = {"datePublished": "2021-03-04T10:42:00+02:00", "headline": "Twelve hurt", "articleBody": TWO}
EARLY = {"datePublished": "2021-03-04T08:05:00+02:00", "headline": "Bridge hit", "articleBody": ONE}


def test_stated_updates_are_found_on_the_page_by_their_words(worker: ParseWorker) -> None:
    body = f"<main><h1>Orvaal live</h1><p>{THREE}</p><h2>Twelve hurt</h2><p>{TWO}</p><p>He left.</p><h2>Bridge hit</h2><p>{ONE}</p></main>"
    report, findings = read(worker, f"<head>{script(LATE, EARLY)}</head>{body}")
    assert findings == ()
    assert told(report) == [
        "article 2021-03-04T05:00:00Z: Orvaal live",
        f"article 2021-03-04T05:00:00Z: {THREE}",
        "update 2021-03-04T10:42:00+02:00: Twelve hurt",
        f"update 2021-03-04T10:42:00+02:00: {TWO}",
        "update 2021-03-04T10:42:00+02:00: He left.",
        "update 2021-03-04T08:05:00+02:00: Bridge hit",
        f"update 2021-03-04T08:05:00+02:00: {ONE}",
    ]


def test_stated_updates_are_found_by_the_id_in_their_address(worker: ParseWorker) -> None:
    late, early = {**LATE, "url": "https://k.example/live#u-2"}, {**EARLY, "url": "https://k.example/live#u-1"}
    body = f"<main><h1>Orvaal live</h1><div id=u-2><p>Words edited since.</p><p>{TWO}</p></div><div id=u-1><p>{ONE}</p></div></main>"
    report, _findings = read(worker, script(late, early) + body)
    assert told(report)[1:] == [
        "update 2021-03-04T10:42:00+02:00: Words edited since.",
        f"update 2021-03-04T10:42:00+02:00: {TWO}",
        f"update 2021-03-04T08:05:00+02:00: {ONE}",
    ]


def test_an_update_that_the_page_does_not_show_is_read_from_the_statement(worker: ParseWorker) -> None:
    shell = {**EARLY, "articleBody": f"<p>{ONE}</p><p>More &amp; more.</p>"}
    report, _findings = read(worker, script(LATE, shell) + "<div id=app></div>")
    assert told(report) == [
        "article 2021-03-04T05:00:00Z: Orvaal live",
        "update 2021-03-04T10:42:00+02:00: Twelve hurt",
        f"update 2021-03-04T10:42:00+02:00: {TWO}",
        "update 2021-03-04T08:05:00+02:00: Bridge hit",
        f"update 2021-03-04T08:05:00+02:00: {ONE}",
        "update 2021-03-04T08:05:00+02:00: More & more.",
    ]


def test_updates_all_stamped_at_midnight_have_a_day_and_no_time(worker: ParseWorker) -> None:
    late, early = {**LATE, "datePublished": "2021-03-04T00:00:00"}, {**EARLY, "datePublished": "2021-03-03T00:00:00"}
    report, _findings = read(worker, script(late, early) + f"<main><h1>Orvaal live</h1><p>{TWO}</p><p>{ONE}</p></main>")
    assert told(report)[1:] == [f"update 2021-03-04: {TWO}", f"update 2021-03-03: {ONE}"]


@pytest.mark.parametrize(
    "entry",
    [
        "<div class='live-blog-post'><time datetime='{at}'>{label}</time><p>{words}</p></div>",
        # no name says that it is an update: siblings with a clock time each
        "<section><header><span><time datetime='{at}'>{label}</time></span></header><p>{words}</p></section>",
        "<article><time datetime='{at}'>{label}</time><div><p>{words}</p></div></article>",
        "<li itemprop=liveBlogUpdate><meta itemprop=datePublished content='{at}'><p>{words}</p></li>",
    ],
)
def test_updates_by_the_dates_in_the_markup(worker: ParseWorker, entry: str) -> None:
    late = entry.format(at="2021-03-04T10:42:00Z", label="10.42", words=TWO)
    early = entry.format(at="2021-03-04T08:05:00Z", label="08.05", words=ONE)
    report, _findings = read(worker, f"<main><h1>Orvaal live</h1><div>{late}{early}</div></main>", "2021-03-04")
    assert told(report) == [
        "article 2021-03-04: Orvaal live",
        f"update 2021-03-04T10:42:00Z: {TWO}",
        f"update 2021-03-04T08:05:00Z: {ONE}",
    ]


def test_the_label_of_an_update_is_its_time_as_shown(worker: ParseWorker) -> None:
    entry = "<div class='live-update'><time datetime='2021-03-04T{0}:00Z'>{0} GMT</time><p>{1}</p></div>"
    html = f"<main><h1>Orvaal live</h1>{entry.format('10:42', TWO)}{entry.format('08:05', ONE)}</main>"
    report, _findings = read(worker, html)
    assert [passage.label for passage in report.passages] == [None, "10:42 GMT", "08:05 GMT"]


def test_an_article_with_one_date_is_no_live_blog(worker: ParseWorker) -> None:
    html = f"<article><h1>Truce</h1><div><time datetime='2021-03-04T10:42Z'>10.42</time></div><p>{ONE}</p><p>{TWO}</p></article>"
    report, _findings = read(worker, html)
    assert {passage.kind for passage in report.passages} == {"article"}


def test_stamps_in_the_words_where_the_markup_has_none(worker: ParseWorker) -> None:
    html = (
        f"<article><h1>Orvaal live</h1><p><strong>UPDATE 1800 GMT:</strong> {THREE}</p><p>He left.</p>"
        f"<p><strong>UPDATE 0845 GMT:</strong> {TWO}</p><p>ORIGINAL ENTRY: {ONE}</p></article>"
    )
    report, _findings = read(worker, html, "2021-03-04")
    assert told(report) == [
        "article 2021-03-04: Orvaal live",
        f"update 2021-03-04T18:00:00Z: UPDATE 1800 GMT: {THREE}",
        "update 2021-03-04T18:00:00Z: He left.",
        f"update 2021-03-04T08:45:00Z: UPDATE 0845 GMT: {TWO}",
        f"original 2021-03-04: ORIGINAL ENTRY: {ONE}",
    ]
    assert [passage.label for passage in report.passages][1:] == [
        "UPDATE 1800 GMT",
        "UPDATE 0845 GMT",
        "ORIGINAL ENTRY",
    ]


def test_a_post_within_an_update_without_a_date_is_as_old_as_the_update(worker: ParseWorker) -> None:
    html = (
        f"<article><h1>Live</h1><p>UPDATE 1800 GMT: {THREE}</p><blockquote class=fb-post><p>Fire at the mill</p></blockquote>"
        f"<p>UPDATE 0845 GMT: {TWO}</p></article>"
    )
    report, _findings = read(worker, html, "2021-03-04")
    assert told(report)[2] == "post 2021-03-04T18:00:00Z: Fire at the mill"


def test_a_page_whose_text_is_only_in_its_statement(worker: ParseWorker) -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "Truce",
        "datePublished": "2021-03-04",
        "articleBody": f"{ONE}\n\n{TWO}",
    }
    html = f'<body><script type="application/ld+json">{json.dumps(article)}</script><div id=root></div></body>'
    report, _findings = read(worker, html)
    assert told(report) == [f"article 2021-03-04: {words}" for words in ("Truce", ONE, TWO)]


@pytest.mark.parametrize(
    "broken",
    ['{"@type": "NewsArticle", "headline": ', "[" * 5000, "nonsense", '"just words"', "12", '{"@type": ["NewsArticle", 3]}',
     '{"@type": "NewsArticle", "articleBody": {"a": [1]}, "liveBlogUpdate": "x", "datePublished": 7}',
     '{"@type": "NewsArticle", "headline": "\\ud800 half a character"}'],
)  # fmt: skip
def test_a_broken_statement_stops_nothing(worker: ParseWorker, broken: str) -> None:
    html = f'<script type="application/ld+json">{broken}</script><article><h1>Truce</h1><p>{ONE}</p></article>'
    report, findings = read(worker, html, "2021-03-04")
    assert told(report) == ["article 2021-03-04: Truce", f"article 2021-03-04: {ONE}"]
    assert {finding.code for finding in findings} <= {"json-ld-unreadable"}
