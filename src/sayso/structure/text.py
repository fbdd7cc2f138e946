"""Structures plain text: the file as decoded, unchanged, becomes passages and blocks that point into it."""

import re
from collections.abc import Sequence

import msgspec

from sayso.records import Block, Capture, Finding, Passage, Report
from sayso.settings import Settings
from sayso.spans import strip
from sayso.structure.comments import comments_start, read_comments
from sayso.structure.dates import leading_stamp
from sayso.structure.furniture import sign_off_at
from sayso.structure.inline import inline_title, split_inline
from sayso.structure.liveblog import Label, find_labels, instants
from sayso.structure.paragraphs import Paragraph, paragraphs, shouts
from sayso.structure.piece import Piece
from sayso.structure.posts import after_account, after_dateline, post_stamp, signed_quote, tweet_line
from sayso.structure.published import Published, publication
from sayso.structure.quotations import mark_quotations
from sayso.structure.sorting import Layer, Page, page, sort_paragraphs
from sayso.structure.words import structure_words

_RUN_TOGETHER = 500
"""A paragraph longer than this, or one of at most three, may hold lines that lost their breaks."""


def structure_text(  # noqa: PLR0913 - a container's title and date come beside what every capture has
    capture: Capture,
    text: str,
    settings: Settings,
    published: str | None,
    *,
    title: str | None = None,
    metadata: Published | None = None,
) -> tuple[Report, tuple[Finding, ...]]:
    """Return the report that a plain text is, and what was amiss.

    `title` and `metadata` are what a container (a JSON report) says about the text. UsageError when `published` is
    neither an ISO date nor an instant. Linear in the length of the text.
    """
    language = settings.language
    words = structure_words(language)
    when = publication(text, language, published=published, metadata=metadata)
    found = _until_stamp(text, paragraphs(text))
    split = comments_start(text, found, words)
    main, rest = found[:split], found[split:]
    labels = find_labels(text, [(p.body, p.end) for p in main], language)
    sheet = page(text, main, frozenset(label.paragraph for label in labels), words, language)
    kinds = sort_paragraphs(sheet)
    pieces = _main_pieces(sheet, kinds, labels)
    passages = _passages(text, main, labels, when.value, language)
    _place(pieces, passages)
    comments = read_comments(text, rest, words, language)
    for piece in comments.pieces:
        piece.passage += len(passages)
    passages.extend(comments.passages)
    report = Report(
        id=capture.id,
        capture=capture,
        text=text,
        title=title or _title(text, pieces),
        published=when.value,
        published_basis=when.basis,
        blocks=_blocks(text, [*pieces, *comments.pieces], passages),
        passages=tuple(passages),
    )
    return report, _findings(capture, when)


def _until_stamp(text: str, found: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs without what stands below the stamp of a single post: views, replies to it."""
    stamp = post_stamp(text)
    if stamp is None:
        return found
    kept = [p for p in found if p.start < stamp.start()]
    if kept:
        last = kept[-1]
        end = min(last.end, stamp.start())
        while end > last.body and text[end - 1].isspace():
            end -= 1
        kept[-1] = msgspec.structs.replace(last, end=end)
        begin = after_account(text, kept[0].start, kept[0].end)
        kept[0] = msgspec.structs.replace(kept[0], start=begin, body=begin)
    return [p for p in kept if p.body < p.end]


def _findings(capture: Capture, when: Published) -> tuple[Finding, ...]:
    """Return the finding that the day of publication is not known, if so."""
    if when.value is not None:
        return ()
    message = "The text does not show when it was published; weekdays and 'today' stay undated (give --published)."
    return (Finding(code="published-unknown", message=message, source=capture.source),)


def _main_pieces(sheet: Page, kinds: Sequence[Layer], labels: Sequence[Label]) -> list[Piece]:
    """Return the pieces of a page's main part, in order."""
    text, pieces = sheet.text, list[Piece]()
    alone = {label.paragraph for label in labels if label.end >= sheet.paragraphs[label.paragraph].end}
    bodies = 0
    for number, (kind, paragraph) in enumerate(zip(kinds, sheet.paragraphs, strict=True)):
        if kind == "furniture" or number in alone:
            continue
        if kind == "signature":
            _sign(text, paragraph, pieces, sheet.language)
        elif kind == "body":
            bodies += 1
            pieces.extend(_body(sheet, number, bodies))
        elif kind == "listed":
            pieces.append(Piece(start=paragraph.body, end=paragraph.end, channel="body", item=True))
        else:
            level = paragraph.level if kind == "heading" else 0
            pieces.append(Piece(start=paragraph.body, end=paragraph.end, channel=kind, level=level))
    stamped = frozenset(sheet.paragraphs[label.paragraph].start for label in labels)
    mark_quotations(text, pieces, stamped, sheet.words)
    return pieces


def _sign(text: str, paragraph: Paragraph, pieces: list[Piece], language: str) -> None:
    """Give the piece before a line "— Name (@handle) date" to the author that the line names."""
    post = tweet_line(text, paragraph.start, paragraph.end, language)
    if post and pieces and pieces[-1].channel == "body":
        last = pieces[-1]
        last.channel, last.author = "quoted", post.author
        last.own = Passage(kind="post", label=None, at=post.at, span=(last.start, last.end))


def _body(sheet: Page, number: int, bodies: int) -> list[Piece]:
    """Return the pieces of a paragraph of the body; `bodies` says the how-manieth it is."""
    text, paragraph = sheet.text, sheet.paragraphs[number]
    start, end = paragraph.body, paragraph.end
    if number in sheet.labelled:
        start = paragraph.start
    elif paragraph.quoted:
        return [Piece(start=start, end=end, channel="quoted")]
    else:
        post = signed_quote(text, start, end)
        if post and post.author:
            return [Piece(start=start, end=end, channel="quoted", author=post.author)]
    pieces: list[Piece] = []
    if bodies <= 2 and not paragraph.item and number not in sheet.labelled:
        start = _after_head(sheet, start, end, pieces, first=bodies == 1)
    end = sign_off_at(text, start, end, sheet.words)
    if end - start > _RUN_TOGETHER or len(sheet.paragraphs) <= 3:
        pieces.extend(split_inline(text, (start, end), sheet.words, sheet.language, item=paragraph.item))
    else:
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            pieces.append(Piece(start=start, end=end, channel="body", item=paragraph.item))
    return pieces


_SPACER = re.compile(r"[\s|,:–—-]*")


def _after_head(sheet: Page, start: int, end: int, pieces: list[Piece], *, first: bool) -> int:
    """Return where a body's words begin after the date, headline and dateline run together with it."""
    text = sheet.text
    stamp = leading_stamp(text, start, min(end, start + 120), sheet.language) if first else None
    if stamp and text[stamp.span[1] : stamp.span[1] + 1].isspace():
        spacer = _SPACER.match(text, stamp.span[1], end)
        begin = spacer.end() if spacer else start
        start = begin if text[begin : begin + 1].isupper() or not text[begin : begin + 1].isalpha() else start
    if first:
        head = inline_title(text, start, end, sheet.words)
        if head > start:
            pieces.append(Piece(start=start, end=head, channel="title"))
            start = head + len(text[head : head + 20]) - len(text[head : head + 20].lstrip())
    shouting = shouts(text[start : min(end, start + 400)])
    return after_dateline(text, start, end, sheet.words, shouting=shouting)


def _passages(
    text: str, main: Sequence[Paragraph], labels: Sequence[Label], published: str | None, language: str
) -> list[Passage]:
    """Return the article's passage and one for each update, in the order of the text."""
    end = main[-1].end if main else 0
    start = main[0].start if main else 0
    starts = [main[label.paragraph].start for label in labels]
    passages: list[Passage] = []
    if not starts or starts[0] > start:
        passages.append(Passage(kind="article", label=None, at=published, span=(start, starts[0] if starts else end)))
    times = instants(labels, published, language)
    for label, at, begin, stop in zip(labels, times, starts, [*starts[1:], end][: len(starts)], strict=True):
        written = text[label.span[0] : label.span[1]]
        passages.append(Passage(kind=label.kind, label=written, at=at or published, span=(begin, stop)))
    return passages


def _place(pieces: Sequence[Piece], passages: Sequence[Passage]) -> None:
    """Give every piece the passage in which it stands."""
    at = 0
    for piece in pieces:
        while at + 1 < len(passages) and passages[at + 1].span[0] <= piece.start:
            at += 1
        piece.passage = at


def _blocks(text: str, pieces: Sequence[Piece], passages: list[Passage]) -> tuple[Block, ...]:
    """Return the pieces as blocks; dated posts and pasted articles add their own passage to `passages`."""
    blocks: list[Block] = []
    numbers: dict[tuple[int, int], int] = {}
    for piece in pieces:
        number = piece.passage
        span = strip(text, (piece.start, piece.end))
        if span[0] == span[1]:
            continue
        if piece.own is not None:
            number = numbers.setdefault(piece.own.span, len(passages))
            if number == len(passages):
                passages.append(piece.own)
        blocks.append(
            Block(
                channel=piece.channel,
                span=span,
                passage=number,
                author=piece.author,
                item=piece.item,
                level=piece.level,
                quotation=piece.quotation,
            )
        )
    return tuple(blocks)


def _title(text: str, pieces: Sequence[Piece]) -> str | None:
    """Return the words of the title, on one line."""
    for piece in pieces:
        if piece.channel == "title":
            return " ".join(text[piece.start : piece.end].split())
    return None
