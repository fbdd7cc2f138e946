"""Pages: which lines are the report, in which layer, by whom, and when; every page and outlet here is invented."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest

from sayso.capture.files import capture_stream
from sayso.records import Block, Report
from sayso.settings import Settings
from sayso.structure.html import structure_html
from sayso.structure.worker import ParseWorker

NOW = datetime(2022, 1, 1, tzinfo=UTC)
FIRST = "The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter."
SECOND = "Shells fell on the northern bridge for an hour, according to two residents of the town."
THIRD = "The council has asked both sides to let an ambulance through to the river clinic."


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def read(worker: ParseWorker, html: str, published: str | None = None) -> Report:
    taken = capture_stream(BytesIO(f"<!doctype html>{html}".encode()), Settings(), NOW)
    report, findings = structure_html(taken.capture, taken.data, Settings(), published, worker=worker)
    assert not [finding for finding in findings if finding.code.startswith("html-")]
    for block in report.blocks:
        start, end = block.span
        assert report.text[start:end] == report.text[start:end].strip() != ""
        passage = report.passages[block.passage].span
        assert passage[0] <= start < end <= passage[1]
    return report


def shown(report: Report) -> list[str]:
    """Write a report's blocks down, a line each: layer, marks (level, item, quotation, author) and words."""
    return [f"{block.channel}{_marks(block)}: {report.text[slice(*block.span)]}" for block in report.blocks]


def _marks(block: Block) -> str:
    return "".join(
        (
            str(block.level or ""),
            "*" * block.item,
            ">" * block.quotation,
            f" by {block.author}" if block.author else "",
        )
    )


def dated(report: Report) -> list[str]:
    """Write a report's passages down, a line each: kind, label, time."""
    return [" ".join((passage.kind, passage.label or "-", passage.at or "-")) for passage in report.passages]


LAYERS = [
    # each row: why, the page, its blocks
    (
        "inline elements join without a gap, white space collapses, a single break is a line",
        f"<article><h1>Truce</h1><p>{FIRST[:20]}<b>{FIRST[20:30]}</b>\n   {FIRST[30:]}<br>He left.</p></article>",
        ["title1: Truce", f"body: {FIRST[:20]}{FIRST[20:30]} {FIRST[30:]}\nHe left."],
    ),
    (
        "two breaks end a paragraph",
        f"<body><h1>Truce</h1><div>{FIRST}<br><br>{SECOND}<br>\n<br/>{THIRD}</div>",
        ["title1: Truce", f"body: {FIRST}", f"body: {SECOND}", f"body: {THIRD}"],
    ),
    (
        "soft hyphens and zero-width spaces stand in no word; no-break spaces are spaces",
        "<article><p>Shells fell on Orv&shy;aal and\u200b its&nbsp;bridge for an hour, residents of it said.</p></article>",
        ["body: Shells fell on Orvaal and its bridge for an hour, residents of it said."],
    ),
    (
        "headings keep their level, list items are items, also with a paragraph inside",
        f"<article><h1>Truce</h1><p>{FIRST}</p><h3>Hurt</h3><ul><li>Twelve in Orvaal.<li><p>Two in Lom.</p></ul></article>",
        ["title1: Truce", f"body: {FIRST}", "heading3: Hurt", "body*: Twelve in Orvaal.", "body*: Two in Lom."],
    ),
    (
        "a short bold paragraph is a heading; a bold sentence is not",
        f"<article><p>{FIRST}</p><p><strong>What the council wants</strong></p><p><b>{SECOND}</b></p></article>",
        [f"body: {FIRST}", "heading: What the council wants", f"body: {SECOND}"],
    ),
    (
        "captions are captions, picture credits are not there",
        (
            f"<article><p>{FIRST}</p><figure><img alt='x'><figcaption>Smoke over Lom on Tuesday"
            "<span class='photo-credit'>J. Roe / Kestrel</span></figcaption></figure>"
            "<div class='wp-caption'><p class='wp-caption-text'>The bridge in June</p></div></article>"
        ),
        [f"body: {FIRST}", "caption: Smoke over Lom on Tuesday", "caption: The bridge in June"],
    ),
    (
        "a block quotation is the words of whom the paragraph before names",
        f"<article><p>{FIRST}</p><p>The governor said:</p><blockquote><p>{SECOND}</p><p>{THIRD}</p></blockquote></article>",
        [f"body: {FIRST}", "body: The governor said:", f"body>: {SECOND}", f"body>: {THIRD}"],
    ),
    (
        "a quotation signed inside is by who signs it",
        f"<article><p>{FIRST}</p><blockquote>{SECOND}<cite>— Dr Imre Sandor</cite></blockquote></article>",
        [f"body: {FIRST}", f"quoted> by Dr Imre Sandor: {SECOND}"],
    ),
    (
        "a cited work amid a quotation signs nothing",
        f"<article><p>{FIRST}</p><blockquote>He told <cite>The Kestrel</cite> so: {SECOND}</blockquote></article>",
        [f"body: {FIRST}", f"body>: He told The Kestrel so: {SECOND}"],
    ),
    (
        "the words between q tags are in quotation marks",
        "<article><p>The mayor of Orvaal said <q>nobody will leave</q> before the guns are silent there.</p></article>",
        ["body: The mayor of Orvaal said “nobody will leave” before the guns are silent there."],
    ),
    (
        "an embedded post is its author's",
        (
            f"<article><p>{FIRST}</p><blockquote class='twitter-tweet'><p>Three shells near the old mill</p>"
            "&mdash; Mill Watch (@millwatch) <a href='https://social.example/1'>March 3, 2021</a></blockquote></article>"
        ),
        [f"body: {FIRST}", "quoted by Mill Watch: Three shells near the old mill"],
    ),
    (
        "a shared picture's words are those of who shared it",
        (
            f"<article><p>{FIRST}</p><blockquote class='instagram-media'><p>The mill burns again</p>"
            "<p>A post shared by Lom Now (@lomnow) on Mar 3, 2021 at 5:00am</p></blockquote></article>"
        ),
        [f"body: {FIRST}", "quoted by Lom Now: The mill burns again"],
    ),
    (
        "the cells of a row stand in one line; the names of columns are no statement",
        f"<article><p>{FIRST}</p><table><tr><th>Town<th>Hurt<tr><td>Lom<td>2</table></article>",
        [f"body: {FIRST}", "body: Lom | 2"],
    ),
    (
        "preformatted text keeps its lines, an empty one ends a paragraph",
        f"<article><pre>{FIRST}\nHe left.\n\n{SECOND}</pre></article>",
        [f"body: {FIRST}\nHe left.", f"body: {SECOND}"],
    ),
    (
        "navigation, asides, forms, adverts, sharing, hidden words and the foot are no part of it",
        (
            "<header><h1>Kestrel Post</h1><nav><a href='/a'>World</a></nav></header>"
            f"<article><h1>Truce</h1><p>{FIRST}</p><div class='adSlot ad'>Buy our very fine umbrellas today at any shop.</div>"
            "<div class='share-buttons'>Share this with all of the people that you know and like.</div>"
            "<p style='display: none'>Nine hundred people were killed, said words that no reader sees.</p>"
            "<i hidden>Ninety were killed, said others.</i>"
            f"<aside><p>{THIRD}</p></aside><form><p>Sign up for our letter and read it every day of the week.</p></form></article>"
            "<footer><p>The Kestrel Post, founded in a very long time ago, all rights reserved for it.</p></footer>"
        ),
        ["title1: Truce", f"body: {FIRST}"],
    ),
    (
        "cards of other stories and lists of links are no part of it",
        (
            f"<main><h1>Truce</h1><p>{FIRST}</p><p>{SECOND}</p><h2>More from Lom</h2>"
            "<div class=card><h3><a href='/o'>Twenty killed in Lom</a></h3><p>The ministry in Lom gave no details of it.</p></div>"
            "<h4>Read as well</h4><ul><li><a href='/p'>Forty hurt in a bridge collapse</a></li></ul></main>"
        ),
        ["title1: Truce", f"body: {FIRST}", f"body: {SECOND}"],
    ),
    (
        "a link within a sentence is part of it; a link to a place on the page is no other page",
        f"<article><p><a href='/mayor'>The mayor of Orvaal</a>{FIRST[19:]}</p><h2><a href='#b'>The bridge</a></h2><p>{SECOND}</p></article>",
        [f"body: {FIRST}", "heading2: The bridge", f"body: {SECOND}"],
    ),
    (
        "without any word of the page on where its text is, it is where the prose is",
        (
            "<div id=a><div class=x>Menu</div><table><tr><td>Home<br>World<br>Sport<td>"
            f"<font size=2>{FIRST}<p>{SECOND}<p>{THIRD}</font></table></div>"
        ),
        [f"body: {FIRST}", f"body: {SECOND}", f"body: {THIRD}"],
    ),
    (
        "a mark on the wrapper of everything is not believed",
        (
            f"<body class='has-sidebar share'><div class='sidebar-layout sidebar'><div class=promo><h1>Truce</h1>"
            f"<p>{FIRST}</p><p>{SECOND}</p></div></div>"
        ),
        ["title1: Truce", f"body: {FIRST}", f"body: {SECOND}"],
    ),
    (
        "a form around the whole page holds the report",
        f"<form id=aspnetForm><div><h1>Truce</h1><p>{FIRST}</p><p>{SECOND}</p></div></form>",
        ["title1: Truce", f"body: {FIRST}", f"body: {SECOND}"],
    ),
    (
        "the standfirst between title and text belongs to the report",
        (
            f"<div><header><h1>Truce talks in Orvaal</h1><p class=lead>{THIRD}</p></header>"
            f"<div itemprop=articleBody><p>{FIRST}</p><p>{SECOND}</p></div></div>"
        ),
        ["title1: Truce talks in Orvaal", f"body: {THIRD}", f"body: {FIRST}", f"body: {SECOND}"],
    ),
    (
        "bylines, datelines and sign-offs are none of its statements",
        (
            "<article><h1>Truce</h1><p class=byline>By Ines Calder</p><time datetime='2021-03-04T10:00Z'>4 March</time>"
            f"<p>ORVAAL, Marland (Kestrel) - {FIRST}</p><p>{SECOND} (Reporting by Ines Calder; Editing by J. Roe)</p></article>"
        ),
        ["title1: Truce", f"body: {FIRST}", f"body: {SECOND}"],
    ),
    (
        "an entry's subjects in its classes name no part of the page",
        (
            "<article class='post-7 hentry category-ads tag-tweet tag-share author-jroe'><h1>Truce</h1>"
            f"<p>{FIRST}</p><p>{SECOND}</p></article>"
        ),
        ["title1: Truce", f"body: {FIRST}", f"body: {SECOND}"],
    ),
    (
        "a page indented by a block quotation is not quoted",
        f"<body><blockquote><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></blockquote>",
        [f"body: {FIRST}", f"body: {SECOND}", f"body: {THIRD}"],
    ),
    (
        "comments are apart; what readers paste has an author, what they say has none",
        (
            f"<article><h1>Truce</h1><p>{FIRST}</p></article><section id=comments><h2>2 Comments</h2><ol class=commentlist>"
            "<li class=comment id=comment-7><div class=comment-body><cite class=fn>birdman</cite> says:"
            "<p>They should all go home.</p><p>“Two trucks burnt at the crossroads this morning” – MillWatch</p>"
            "<a class=comment-reply-link href='?r'>Reply</a></div><ul class=children><li class=comment id=comment-8>"
            "<div class=comment-body><cite class=fn>jay</cite><blockquote class=twitter-tweet><p>Fire at the mill again</p>"
            "— Lom Now (@lomnow) <a href='https://s.example/2'>March 4, 2021</a></blockquote></div></li></ul></li></ol>"
            "<div id=respond><form><p>Leave a reply to this</p></form></div></section>"
        ),
        [
            "title1: Truce",
            f"body: {FIRST}",
            "comment: They should all go home.",
            "comment by MillWatch: “Two trucks burnt at the crossroads this morning” – MillWatch",
            "comment by Lom Now: Fire at the mill again",
        ],
    ),
    (
        "the page of a channel: each message is a post by its owner",
        (
            "<main class=tgme_main><div class='tgme_widget_message'><a class='tgme_widget_message_owner_name' href='/m'>"
            "<span>Mill Watch</span></a><div class='tgme_widget_message_text'>Three shells near the old mill, nobody was hurt "
            "there.</div><a href='/m/1'><time datetime='2021-03-04T06:00:00+00:00'>06:00</time></a></div></main>"
        ),
        ["quoted by Mill Watch: Three shells near the old mill, nobody was hurt there."],
    ),
]


@pytest.mark.parametrize(("html", "blocks"), [row[1:] for row in LAYERS], ids=[row[0] for row in LAYERS])
def test_layers(worker: ParseWorker, html: str, blocks: list[str]) -> None:
    assert shown(read(worker, html)) == blocks


TITLES = [
    # each row: why, head, body, the title
    ("the main heading", "<title>Kestrel</title>", "<h1>Truce in Orvaal</h1>", "Truce in Orvaal"),
    ("the heading that the head names", "<meta property=og:title content='Truce in Orvaal'>",
     "<h1>The Kestrel Post</h1><h2>Truce in Orvaal</h2>", "Truce in Orvaal"),
    ("the head's, when the page shows none", "<title>Truce in Orvaal | The Kestrel Post</title>", "",
     "Truce in Orvaal"),
    ("without the name of the site", ("<meta property=og:site_name content=Kestrel><meta property=og:title "
     "content='Orvaal - truce talks - Kestrel'>"), "", "Orvaal - truce talks"),
    ("none", "", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_titles(worker: ParseWorker, head: str, body: str, title: str | None) -> None:
    report = read(
        worker, f"<html><head>{head}</head><body><main>{body}<p>{FIRST}</p><p>{SECOND}</p></main></body></html>"
    )
    assert report.title == title
    titles = [line.partition(": ")[2] for line in shown(report) if line.startswith("title")]
    assert titles == ([title] if title else [])


DATES = [
    # each row: why, head, body, the date and what it rests on
    ("its property", "<meta property=article:published_time content='2021-03-04T09:15:00+02:00'>", "",
     "2021-03-04T09:15:00+02:00", "metadata: article:published_time"),
    ("written without colon in the zone", "<meta property=article:published_time content='2021-03-04 09:15:00 +0200'>",
     "", "2021-03-04T09:15:00+02:00", "metadata: article:published_time"),
    ("JSON-LD", ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": '
     '"2021-03-04"}]}</script>'), "", "2021-03-04", "metadata: JSON-LD datePublished"),
    ("a name of Dublin Core", "<meta name=DC.date.issued content=2021-03-04>", "", "2021-03-04",
     "metadata: dc.date.issued"),
    ("a date in words", "<meta name=date content='4 March 2021'>", "", "2021-03-04", "metadata: date"),
    ("no date at all is passed over", "<meta name=date content='soon'>", "<time datetime='2021-03-04T08:00Z'>x</time>",
     "2021-03-04T08:00:00Z", "metadata: time element"),
    ("a day that the calendar lacks is passed over", "<meta name=date content='2021-02-30'>",
     "<time datetime='2021-03-04'>x</time>", "2021-03-04", "metadata: time element"),
    ("the byline", "", "<p class=byline>By Ines Calder, 4 March 2021</p>", "2021-03-04",
     'byline: "By Ines Calder, 4 March 2021"'),
    ("the address, the weakest", "<link rel=canonical href='https://k.example/2021/03/04/truce'>", "", "2021-03-04",
     "address: 2021/03/04"),
    ("a change is no publication", "<meta property=article:modified_time content='2021-03-09'>", "", None, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "published", "basis"), [row[1:] for row in DATES], ids=[row[0] for row in DATES]
)
def test_dates(worker: ParseWorker, head: str, body: str, published: str | None, basis: str) -> None:
    html = f"<html><head>{head}</head><body><article><h1>Truce</h1>{body}<p>{FIRST}</p><p>{SECOND}</p></article></body>"
    report = read(worker, html)
    assert (report.published, report.published_basis) == (published, basis)


def test_the_date_that_is_given_wins(worker: ParseWorker) -> None:
    html = f"<meta property=article:published_time content=2021-03-04><article><p>{FIRST}</p></article>"
    report = read(worker, html, published="2021-03-05")
    assert (report.published, report.published_basis) == ("2021-03-05", "given")
    assert dated(report) == ["article - 2021-03-05"]


def test_posts_and_comments_keep_their_own_time(worker: ParseWorker) -> None:
    html = (
        f"<meta name=date content=2021-03-05><article><p>{FIRST}</p><blockquote class=twitter-tweet><p>Fire at the mill"
        "</p>— Lom Now (@lomnow) <a href='https://s.example'>March 3, 2021</a></blockquote></article>"
        "<div class=comments><div class=comment><time datetime='2021-03-06T10:00:00Z'>10:00</time>"
        "<p>Go home all of you.</p></div><div class=comment><p>Agreed with that.</p></div></div>"
    )
    assert dated(read(worker, html)) == [
        "article - 2021-03-05",
        "post - 2021-03-03",
        "comment comment 1 2021-03-06T10:00:00Z",
        "comment comment 2 -",
    ]


def test_the_same_bytes_give_the_same_report(worker: ParseWorker) -> None:
    html = LAYERS[13][1]
    with ParseWorker() as other:
        assert read(worker, html) == read(other, html)
