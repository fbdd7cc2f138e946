"""Reads the readers' comments below a page: where they begin, which is whose, and what in them was pasted.

A reader's own words get no author; a pasted post or article gets the author that its words name.
"""

from collections.abc import Sequence

import msgspec

from sayso.lexicon.load import fold
from sayso.records import Passage
from sayso.spans import Span
from sayso.structure.furniture import is_furniture, open_ended, opens_links, words_in
from sayso.structure.paragraphs import Paragraph, complete
from sayso.structure.piece import Piece
from sayso.structure.posts import Article, addressed_post, pasted_article, signed_quote, tweet_line
from sayso.structure.words import Words


class Comments(msgspec.Struct, frozen=True):
    """What the comments section holds: a passage a comment, and its pieces with their passage's index in here."""

    passages: tuple[Passage, ...]
    pieces: tuple[Piece, ...]


def comments_start(text: str, paragraphs: Sequence[Paragraph], words: Words) -> int:
    """Return the index of the first paragraph of the comments section; the number of paragraphs when there is none.

    It begins after a line that says so ("3 Comments", "Leave a reply"), or where a numbered list of whole paragraphs
    follows the links to other stories.
    """
    sentences = 0
    linked = False
    for number, paragraph in enumerate(paragraphs):
        size = paragraph.end - paragraph.start
        line = text[paragraph.body : paragraph.end] if size <= 120 else ""
        if size > 25 and complete(text[max(paragraph.start, paragraph.end - 8) : paragraph.end]):
            sentences += 1
        if line and sentences and words.comments.match(fold(line)) and _commented(text, paragraphs, number, words):
            return number
        if linked and paragraph.number == 1 and _numbered(text, paragraphs, number, words):
            return number
        linked = (linked and size < 200 and paragraph.number == 0) or bool(line and opens_links(line, words))
    return len(paragraphs)


def _commented(text: str, paragraphs: Sequence[Paragraph], number: int, words: Words) -> bool:
    """Tell whether comments follow a line that may open them: a share bar may hold such a line above the text.

    It does open them when readers' lines or numbers follow, or when most of the page is above it.
    """
    following = paragraphs[number + 1 : number + 6]
    if any(p.number == 1 or _names_reader(text, p, words) for p in following):
        return True
    return paragraphs[number].start > 0.6 * paragraphs[-1].end


def _numbered(text: str, paragraphs: Sequence[Paragraph], number: int, words: Words) -> bool:
    """Tell whether the numbered list from `number` on is comments rather than headlines: it holds whole sentences."""
    shown = [text[p.start : p.end] for p in paragraphs[number : number + 8]]
    last = text[paragraphs[-1].start : paragraphs[-1].end]
    closes = len(last) < 60 and bool(words.comments.match(fold(last)))
    return closes or sum(len(line) > 200 or not open_ended(line) for line in shown) > len(shown) / 2


def _names_reader(text: str, paragraph: Paragraph, words: Words) -> bool:
    """Tell whether a paragraph is the line above a comment: "Name says:"."""
    return paragraph.end - paragraph.start < 60 and bool(
        words.commenter.match(fold(text[paragraph.start : paragraph.end]))
    )


def read_comments(text: str, paragraphs: Sequence[Paragraph], words: Words, language: str) -> Comments:
    """Return the comments that the paragraphs of a comments section hold."""
    passages: list[Passage] = []
    pieces: list[Piece] = []
    groups = _groups(text, paragraphs, words)
    for label, members in groups:
        if not members:
            continue
        span = members[0].start, members[-1].end
        made = _pieces(text, members, words, language)
        if not made:
            continue
        passages.append(Passage(kind="comment", label=label, at=None, span=span))
        for piece in made:
            piece.passage = len(passages) - 1
        pieces.extend(made)
    return Comments(tuple(passages), tuple(pieces))


def _groups(text: str, paragraphs: Sequence[Paragraph], words: Words) -> list[tuple[str | None, list[Paragraph]]]:
    """Return the paragraphs of each comment with its number as written; unnumbered ones begin at their reader's line.

    A number counts when it is the next one and stands as far left as the first: a list within a comment does not.
    """
    groups: list[tuple[str | None, list[Paragraph]]] = []
    expected, indent = 1, None
    for paragraph in paragraphs:
        starts = paragraph.number == expected and (indent is None or paragraph.indent <= indent)
        if starts and (paragraph.gap or expected == 1):
            groups.append((text[paragraph.start : paragraph.body].strip(), [paragraph]))
            expected, indent = expected + 1, paragraph.indent
        elif indent is None and (_names_reader(text, paragraph, words) or not groups):
            named = _names_reader(text, paragraph, words)
            groups.append((None, [] if named else [paragraph]))
        else:
            groups[-1][1].append(paragraph)
    return groups


def _pieces(text: str, members: Sequence[Paragraph], words: Words, language: str) -> list[Piece]:
    """Return the pieces of one comment: the reader's own words, pasted posts, a pasted article with its headline."""
    made: list[Piece] = []
    article: Article | None = None
    own: Passage | None = None
    for place, paragraph in enumerate(members):
        start, end = paragraph.body, paragraph.end
        line = text[start:end] if end - start <= 300 else ""
        head = pasted_article(text, start, end, language)
        if line and (head is None or head.begin >= end) and is_furniture(line, words, language):
            article = None
            continue
        if made and line and text[paragraph.start] in "—–-":
            signed = tweet_line(text, paragraph.start, end, language)
            if signed:
                made[-1].author = signed.author
                continue
        if head:
            article, own = head, _article_passage(head, paragraph)
            if made and made[-1].start == members[place - 1].body and _is_headline(text[made[-1].start : made[-1].end]):
                made[-1].author, made[-1].own, made[-1].level = head.author, own, 1
            start = head.begin
        if start < end:
            made.append(_piece(text, (start, end), article, own if article else None))
    _widen(made)
    return made


def _widen(made: Sequence[Piece]) -> None:
    """Let the passage of each pasted article reach from its headline to its last paragraph."""
    first = 0
    while first < len(made):
        own, last = made[first].own, first
        while own is not None and last + 1 < len(made) and made[last + 1].own is own:
            last += 1
        if own is not None:
            wide = msgspec.structs.replace(own, span=(made[first].start, made[last].end))
            for piece in made[first : last + 1]:
                piece.own = wide
        first = last + 1


def _piece(text: str, span: Span, article: Article | None, own: Passage | None) -> Piece:
    """Return one paragraph of a comment, with its author where it was pasted."""
    start, end = span
    if article:
        return Piece(start=start, end=end, channel="comment", author=article.author, own=own)
    post = signed_quote(text, start, end) or addressed_post(text, start, end)
    if post:
        return Piece(start=post.span[0], end=post.span[1], channel="comment", author=post.author, quotation=True)
    return Piece(start=start, end=end, channel="comment")


def _article_passage(head: Article, paragraph: Paragraph) -> Passage:
    """Return the passage that a pasted article is."""
    return Passage(kind="quoted", label=None, at=head.at, span=(paragraph.start, paragraph.end))


def _is_headline(line: str) -> bool:
    """Tell whether the line above a pasted article is its headline, not a remark that announces it."""
    return len(line) <= 200 and open_ended(line) and words_in(line) >= 3 and not line.endswith(":")
