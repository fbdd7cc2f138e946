"""Turns the lines of a page into pieces in one layer each: whose words they are, where the report's own begin and end."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.spans import Span
from sayso.structure.furniture import sign_off_at
from sayso.structure.liveblog import Label
from sayso.structure.outline import Group, Line
from sayso.structure.patience import Patience
from sayso.structure.piece import Piece
from sayso.structure.posts import addressed_post, after_dateline, pasted_article, signed_quote
from sayso.structure.quotations import mark_quotations
from sayso.structure.words import Words

_DATELINES = 2
"""A dateline stands before one of the first paragraphs."""


class Stood(msgspec.Struct, frozen=True, gc=False):
    """A line with its place in the text."""

    line: Line
    span: Span
    group: Group
    label: Label | None
    signature: bool
    """Whether it names the author of the post it stands in."""


def pieces_of(text: str, stood: Sequence[Stood], words: Words, language: str, patience: Patience) -> list[Piece]:
    """Return the pieces of a page in the order of the text; `passage` of each is the index of its line."""
    pieces = [piece for piece in _pieces(text, patience.over(stood), words, language) if piece.start < piece.end]
    stamped = frozenset(line.span[0] for line in stood if line.label is not None)
    set_off = [piece.quotation for piece in pieces]
    mark_quotations(text, pieces, stamped, words)
    for piece, quoted in zip(pieces, set_off, strict=True):
        piece.quotation = piece.quotation or quoted
    return pieces


def _pieces(text: str, stood: Iterable[Stood], words: Words, language: str) -> Iterator[Piece]:
    bodies = 0
    pasted: tuple[int, str] | None = None
    for number, line in enumerate(stood):
        if (
            line.signature
            or line.line.role == "label"
            or (line.label is not None and line.label.end >= len(line.line.text))
        ):
            continue
        if line.line.inside_comment:
            head = pasted_article(text, *line.span, language) if line.group.kind == "comment" else None
            if head is not None:
                pasted = line.line.group, head.author
            begin = head.begin if head is not None else line.span[0]
            author = pasted[1] if pasted is not None and pasted[0] == line.line.group else None
            piece = _comment(text, (begin, line.span[1]), line, author)
        else:
            piece = _own(text, line)
            if piece.channel == "body" and line.label is None and not piece.quotation:
                bodies += not piece.item
                _trim(text, piece, words, top=bodies <= _DATELINES)
        piece.passage = number
        yield piece


def _own(text: str, line: Stood) -> Piece:
    """Return a line of the article, of an update, or of a post set into them."""
    start, end = line.span
    of_others = line.group.kind in {"post", "quoted"}
    piece = Piece(start=start, end=end, channel="body", item=line.line.item, quotation=line.line.quotation)
    if of_others:
        piece.channel, piece.author = "quoted", line.group.author
    elif line.line.role in {"title", "heading"}:
        piece.channel, piece.level = "title" if line.line.role == "title" else "heading", line.line.level
    elif line.line.role == "caption":
        piece.channel = "caption"
    else:
        post = signed_quote(text, start, end)
        if post is not None and post.author:
            piece.channel, piece.author = "quoted", post.author
    return piece


def _comment(text: str, span: Span, line: Stood, pasted: str | None) -> Piece:
    """Return a line of a reader's comment: the author of what was pasted into it, none for the reader's own words."""
    author = line.group.author if line.group.kind in {"post", "quoted"} else pasted
    if author is None:
        post = signed_quote(text, *span) or addressed_post(text, *span)
        author = post.author if post is not None else None
    return Piece(start=span[0], end=span[1], channel="comment", author=author, quotation=line.line.quotation)


def _trim(text: str, piece: Piece, words: Words, *, top: bool) -> None:
    """Cut off what is no part of a paragraph's statement: a dateline at the top, a sign-off in brackets at its end."""
    if top and not piece.item:
        shouting = text[piece.start : min(piece.end, piece.start + 2000)].isupper()
        piece.start = after_dateline(text, piece.start, piece.end, words, shouting=shouting)
    piece.end = sign_off_at(text, piece.start, piece.end, words)
    while piece.end > piece.start and text[piece.end - 1].isspace():
        piece.end -= 1
