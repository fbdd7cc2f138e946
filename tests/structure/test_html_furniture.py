"""Rules by which real pages are cleared of what is none of the report; each row is one rule, with what must stay beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest

from sayso.capture.files import capture_stream
from sayso.records import Report
from sayso.settings import Settings
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker

FIRST = "The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter."
SECOND = "Shells fell on the northern bridge for an hour, according to two residents of the town."
THIRD = "The council has asked both sides to let an ambulance through to the river clinic."


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def read(worker: ParseWorker, html: str) -> Report:
    taken = capture_stream(BytesIO(f"<!doctype html>{html}".encode()), Settings(), datetime(2022, 1, 1, tzinfo=UTC))
    return structure_html(taken.capture, taken.data, Settings(), None, worker=worker)[0]


CLEARED = [
    # each row: why, the page, the words that stay
    (
        "several lines in one link to another page are a card",
        f"<article><h1>Truce</h1><p>{FIRST}</p><a href=/x><div>Ferries</div><div>{SECOND}</div></a><p>{THIRD}</p></article>",
        ["Truce", FIRST, THIRD],
    ),
    (
        "one line that is all a link is a sentence of the report when it ends like one",
        f"<article><h1>Truce</h1><p>{FIRST}</p><p><a href=/x>{SECOND}</a></p></article>",
        ["Truce", FIRST, SECOND],
    ),
    (
        "the next story below the page's own, known by what the head calls the page",
        f"<title>Truce in Orvaal</title><article><h1>Truce in Orvaal</h1><p>{FIRST}</p></article><article><h1>Ferries</h1><p>{SECOND}</p></article>",
        ["Truce in Orvaal", FIRST],
    ),
    (
        "articles that the head does not tell apart are all read",
        f"<title>Orvaal</title><main><article><h1>Truce</h1><p>{FIRST}</p></article><article><h1>Ferries</h1><p>{SECOND}</p></article></main>",
        ["Truce", FIRST, "Ferries", SECOND],
    ),
    (
        "the report laid out twice is read once",
        f"<div class=big><h1>Truce</h1><p>{FIRST}</p><p>{SECOND}</p></div><div class=small><h2>Truce</h2><p>{FIRST}</p><p>{SECOND}</p></div>",
        ["Truce", FIRST, SECOND],
    ),
    (
        "short lines may stand twice, and so may quotations",
        f"<article><h1>Truce</h1><p>{FIRST}</p><p>He left.</p><blockquote>{FIRST}</blockquote><p>He left.</p></article>",
        ["Truce", FIRST, "He left.", FIRST, "He left."],
    ),
    (
        "leave is asked at any length",
        f"<div class=cookie-consent>{'<p>' + SECOND + '</p>'}<p>{THIRD} {THIRD}</p></div><div class=s><h1>Truce</h1><p>{FIRST}</p></div>",
        ["Truce", FIRST],
    ),
    (
        "a wrapper that holds the title asks nothing, whatever its name",
        f"<div class='page cookie-consent'><h1>Truce</h1><p>{FIRST}</p></div>",
        ["Truce", FIRST],
    ),
    (
        "names of parts stand in data attributes too",
        f"<article><h1>Truce</h1><div data-component=byline-block><span>Ada Roe</span></div><p>{FIRST}</p></article>",
        ["Truce", FIRST],
    ),
    (
        "beside a picture, who took it; a table in a figure stays",
        (f"<article><h1>Truce</h1><figure><img><span>Kestrel/Roe</span><figcaption>{SECOND}</figcaption></figure><p>{FIRST}</p>"
        "<figure><table><tr><td>Orvaal<td>12</table></figure></article>"),
        ["Truce", SECOND, FIRST, "Orvaal | 12"],
    ),
    (
        "what stands above the title and is no sentence names a section",
        f"<main><p>War and Peace</p><h1>Truce</h1><p>{FIRST}</p></main>",
        ["Truce", FIRST],
    ),
    (
        "a heading of nothing but teasers goes with them",
        f"<article><h1>Truce</h1><p>{FIRST}</p><p>{THIRD}</p><h3>More of it</h3><div class=related><p>{SECOND}</p></div></article>",
        ["Truce", FIRST, THIRD],
    ),
    (
        "files to be fetched, and who wrote the wire's copy",
        f"<article><h1>Truce</h1><p>{FIRST}</p><p>MW/ak/lp</p><p>Attachments</p><p>list.pdf (213 KB)</p></article>",
        ["Truce", FIRST],
    ),
    (
        "the title of a page without headings is the line that says what the head says",
        f"<title>Truce in Orvaal</title><table><tr><td><font size=5>Truce in Orvaal</font><br><br>{FIRST}</table>",
        ["Truce in Orvaal", FIRST],
    ),
    (
        "on a page of cards they are what it says",
        "".join(f"<div class=s><h2><a href=/{n}>Story {n}</a></h2><p>{line}</p></div>" for n, line in enumerate((FIRST, SECOND))),
        ["Story 0", FIRST, "Story 1", SECOND],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("html", "lines"), [row[1:] for row in CLEARED], ids=[row[0] for row in CLEARED])
def test_what_stays_of_a_page(worker: ParseWorker, html: str, lines: list[str]) -> None:
    report = read(worker, html)
    assert [report.text[slice(*block.span)] for block in report.blocks] == lines


PUBLISHED = [
    # each row: why, what stands in the article, the date
    ("seconds since 1970", "<span data-timestamp=1614852000>x</span>", "2021-03-04T10:00:00Z"),
    ("milliseconds since 1970", "<span data-utime=1614852000000>x</span>", "2021-03-04T10:00:00Z"),
    ("no count of seconds", "<span data-time=30>x</span>", None),
    ("the hAtom microformat", "<abbr class=published title=2021-03-04T10:00:00Z>x</abbr>", "2021-03-04T10:00:00Z"),
    ("an abbreviation spelt out", "<abbr title='United Relief'>UR</abbr>", None),
    ("RDFa", "<span property=dc:date content=2021-03-04>x</span>", "2021-03-04"),
    ("a line that is only a date", "<p>4 March 2021</p>", "2021-03-04"),
    ("the day of a reader's comment", "<div class=comment><time datetime=2021-03-04>x</time><p>So it is.</p></div>", None),
    ("the day of a post in it", "<blockquote class=tweet><time datetime=2021-03-04>x</time><p>Fire</p></blockquote>", None),
    ("the day of a teaser", "<aside><time datetime=2021-03-04>x</time>Ferries</aside>", None),
    ("the footer of an entry", "<footer><time datetime=2021-03-04>x</time></footer>", "2021-03-04"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "published"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED])
def test_when_a_page_was_published(worker: ParseWorker, inside: str, published: str | None) -> None:
    assert (
        read(worker, f"<article><h1>Truce</h1><p>{FIRST}</p>{inside}<p>{SECOND}</p></article>").published == published
    )


def test_a_message_that_was_sent_on_is_of_the_one_who_wrote_it(worker: ParseWorker) -> None:
    html = (
        "<div class=tgme_widget_message><a class=tgme_widget_message_owner_name>Mill Watch</a><div>Forwarded from "
        f"<span class=tgme_widget_message_forwarded_from_name>Lom Now</span></div><p>{FIRST}</p></div>"
    )
    assert [(block.channel, block.author) for block in read(worker, html).blocks] == [("quoted", "Lom Now")]


def test_a_live_blog_laid_out_as_a_list_has_updates_and_no_items(worker: ParseWorker) -> None:
    rows = "".join(f"<li><b>{clock}</b> – {line}</li>" for clock, line in (("10:42", FIRST), ("08:05", SECOND)))
    report = read(worker, f"<meta name=date content=2021-03-04><article><h1>Live</h1><ul>{rows}</ul></article>")
    assert [passage.kind for passage in report.passages] == ["article", "update", "update"]
    assert not any(block.item for block in report.blocks)
