"""Finds what stands inside a paragraph without a line of its own, as in texts that were run together into one line.

Captions before a picture credit, posts before their author's name, lines in capitals, a headline after a date.
"""

import re
from collections.abc import Iterator

from sayso.lexicon.load import fold
from sayso.records import Passage
from sayso.spans import Span
from sayso.structure.furniture import title_case
from sayso.structure.paragraphs import shouts
from sayso.structure.piece import Piece
from sayso.structure.posts import credited, inner_tweet
from sayso.structure.words import Words

_MARK = re.compile(
    r"""\((?P<bracket>[^()\n]{2,80})\)
      | (?P<link>pic\.twitter\.?com|https?://t\.co/)
      | (?<![A-Z\d])(?=[‘“'"(]?[A-Z])(?P<capitals>
          (?:[‘“'"(]?(?:[A-Z][A-Z’'./&-]{1,30}|[AI]|[$£€]?\d[\d,.]{0,12})[’”'"),:]?\s{1,3}){4,40}
          [‘“'"]?[A-Z]{1,30}(?=[A-Z‘“][a-z]|\W|$)[’”'"]?)""",
    re.VERBOSE,
)
_SENTENCE = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)(?<!\b[A-Z][a-z]{3}\.)[\"”’)]{0,2}\s+|(?<=[a-z][.!?…])[\"”’)]{0,2}(?=[A-Z“\"])"
)
_BARE_DATE = re.compile(r"\s*(?:[A-Z][a-z]+\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[A-Z][a-z]+\s\d{4})\.?\s*$")
_BACK = 400
"""A caption is sought no further back from its credit than this."""


def split_inline(text: str, span: Span, words: Words, language: str, *, item: bool = False) -> list[Piece]:
    """Return the pieces of a paragraph: body, with the captions, posts and lines in capitals in it set apart."""
    start, end = span
    pieces: list[Piece] = []
    at = start
    for piece, until in _found(text, start, end, words, language):
        if piece.start < at:
            continue
        _add_body(pieces, text, at, piece.start)
        if piece.end > piece.start:
            pieces.append(piece)
        at = until
    _add_body(pieces, text, at, end)
    for piece in pieces:
        piece.item = item and piece.channel == "body"
    return pieces


def inline_title(text: str, start: int, end: int, words: Words) -> int:
    """Return where the headline ends with which a text run together begins; `start` when there is none.

    A headline is a first sentence of at least five words in which every word of weight has a capital, not all of it.
    """
    stop = re.compile(r"[.!?](?=\s+[A-Z“\"])").search(text, start, min(end, start + 200))
    if stop is None:
        return start
    line = text[start : stop.end()]
    weighty = [word for word in line.split() if len(word) > 3]
    if line.count(" ") < 4 or line.isupper() or len(weighty) < 4 or not title_case(line, words):
        return start
    return stop.end()


def _found(text: str, start: int, end: int, words: Words, language: str) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces that are not body, each with the place where the body goes on."""
    floor, shouting = start, shouts(text[start : min(end, start + 400)])
    for mark in _MARK.finditer(text, start, end):
        if mark.start() < floor:
            continue
        found = None
        if mark["link"]:
            found = _tweet(text, mark.start(), floor, end, language)
        elif mark["bracket"]:
            found = _caption(text, mark, floor, words)
        elif not shouting and _is_line(text, mark, start, words):
            found = Piece(start=mark.start(), end=mark.start(), channel="heading"), mark.end()
        if found:
            yield found
            floor = found[1]


def _tweet(text: str, mark: int, floor: int, end: int, language: str) -> tuple[Piece, int] | None:
    """Return a post amid running text."""
    found = inner_tweet(text, mark, floor, end, language)
    if found is None:
        return None
    post, until = found
    own = Passage(kind="post", label=None, at=post.at, span=post.span)
    start, stop = post.span
    return Piece(start=start, end=_rstrip(text, start, stop), channel="quoted", author=post.author, own=own), until


def _caption(text: str, mark: re.Match[str], floor: int, words: Words) -> tuple[Piece, int] | None:
    """Return the caption that a credit in brackets closes; None when the bracket is something else."""
    low = max(floor, mark.start() - _BACK)
    before = text[low : mark.start()]
    dated = _BARE_DATE.search(before)
    bracket = mark["bracket"]
    if not credited(bracket, words) and not (dated and words.agencies.match(bracket)):
        return None
    body = before[: dated.start()] if dated else before
    ends = [hit.end() for hit in _SENTENCE.finditer(body.rstrip()) if hit.end() < len(body.rstrip())]
    begin = low + (ends[-1] if ends else 0)
    return Piece(start=begin, end=_rstrip(text, begin, low + len(body)), channel="caption"), mark.end()


def _is_line(text: str, mark: re.Match[str], start: int, words: Words) -> bool:
    """Tell whether words in capitals are a line that lost its breaks: it stands between sentences, with long words."""
    before = text[max(start, mark.start() - 3) : mark.start()].rstrip()
    weighty = sum(len(word) > 4 for word in mark["capitals"].split()) >= 3
    promoting = words.begins.match(fold(mark["capitals"])) is not None
    following = text[mark.end() : mark.end() + 1]
    return (
        (not before or before[-1] in '.!?…"”’)')
        and (weighty or promoting)
        and (not following or not following.islower())
    )


def _add_body(pieces: list[Piece], text: str, start: int, end: int) -> None:
    """Append `text[start:end]` as body, unless it holds no word."""
    while start < end and not (text[start].isalnum() or text[start] in "“‘\"'(["):
        start += 1
    end = _rstrip(text, start, end)
    if any(char.isalnum() for char in text[start : min(end, start + 40)]):
        pieces.append(Piece(start=start, end=end, channel="body"))


def _rstrip(text: str, start: int, end: int) -> int:
    """Return `end` moved before white space."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
