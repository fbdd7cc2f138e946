"""A made-up page with the truth about it: every word of the report is written down as true at the moment it is put into the page.

No part of Sayso makes the truth: the one who writes a page says of each line what it is. `p.body("…")` returns the HTML of a
line and notes "body: …" in the passage that is open; what is written into the page without such a call is furniture.
"""

import html
import json
import re

import msgspec


class TrueBlock(msgspec.Struct, frozen=True):
    """A line of the report: its channel, what marks it, its words as a reader sees them, and the passage it stands in."""

    channel: str
    words: str
    passage: int
    author: str | None = None
    item: bool = False
    quotation: bool = False


class TruePassage(msgspec.Struct, frozen=True):
    """A dated part: kind, the words in which the page gives its time, and when it was said."""

    kind: str
    label: str | None
    at: str | None


class Truth(msgspec.Struct, frozen=True):
    """What is so about one page; `text` is the article without its title, readers' comments and furniture."""

    title: str | None
    published: str | None
    author: str | None
    passages: tuple[TruePassage, ...]
    blocks: tuple[TrueBlock, ...]
    text: str


class Page:
    """One page in the making; `html` is set last. Lines are noted in the order in which they are made, which is the page's."""

    def __init__(self, name: str, *, published: str | None, author: str | None = None) -> None:
        self.name = name
        self.html = ""
        self.published = published
        self.author = author
        self._title: str | None = None
        self._passages: list[TruePassage] = []
        self._blocks: list[TrueBlock] = []
        self._text: list[str] = []
        self._by: str | None = None
        self._comments = 0
        self._main = 0
        self.article(published)

    def article(self, at: str | None = None) -> str:
        """What follows is the article's own again."""
        self._by = None
        if not self._passages:
            self._passages.append(TruePassage("article", None, at))
        self._open = self._main
        return ""

    def update(self, label: str | None, at: str | None, *, kind: str = "update") -> str:
        """What follows is a dated update; gives the words of its time, to be shown or not."""
        self._by = None
        self._passages.append(TruePassage(kind, label, at))
        self._open = self._main = len(self._passages) - 1
        return label or ""

    def post(self, author: str, at: str | None, label: str | None = None) -> str:
        """What follows, until `back`, is a post set into the page."""
        self._passages.append(TruePassage("post", label, at))
        self._open, self._by = len(self._passages) - 1, author
        return ""

    def back(self) -> str:
        """The part that was left for a post goes on."""
        self._open, self._by = self._main, None
        return ""

    def reader(self, at: str | None = None) -> str:
        """What follows is the next comment of a reader."""
        self._comments += 1
        self._passages.append(TruePassage("comment", f"comment {self._comments}", at))
        self._open, self._by = len(self._passages) - 1, None
        return ""

    def title(self, words: str) -> str:
        self._title = shown(words)
        return self._note("title", words)

    def head(self, words: str) -> str:
        return self._note("heading", words)

    def body(self, words: str, *, before: str = "") -> str:
        """A paragraph; `before` is a dateline that is no part of what it states."""
        return before + self._note("quoted" if self._by else "body", words)

    def item(self, words: str) -> str:
        return self._note("quoted" if self._by else "body", words, item=True)

    def row(self, *cells: str) -> str:
        """A row of a table: its cells, each in `<td>`, are one line of the report."""
        self._note("body", " | ".join(cells))
        return "".join(f"<td>{cell}</td>" for cell in cells)

    def columns(self, *cells: str) -> str:
        """The names of a table's columns: words of the article, but no statement."""
        self._text.append(" ".join(map(shown, cells)))
        return "".join(f"<th>{cell}</th>" for cell in cells)

    def quote(self, words: str, author: str | None = None) -> str:
        """A quotation set off: of the speaker before it, or with a name of its own to it, which makes it a passage."""
        if author:
            self._passages.append(TruePassage("quoted", None, self._passages[self._main].at))
            self._open, self._by = len(self._passages) - 1, author
        note = self._note("quoted" if author else "body", words, quotation=True)
        self.back()
        return note

    def caption(self, words: str) -> str:
        return self._note("caption", words)

    def comment(self, words: str, author: str | None = None, *, quotation: bool = False) -> str:
        self._by = author
        return self._note("comment", words, quotation=quotation)

    def _note(self, channel: str, words: str, *, item: bool = False, quotation: bool = False) -> str:
        self._blocks.append(TrueBlock(channel, shown(words), self._open, self._by, item, quotation))
        if channel not in {"title", "comment"}:
            self._text.append(shown(words))
        return words

    def truth(self) -> Truth:
        """Return the truth; passages that came to hold no line are none."""
        used = sorted({block.passage for block in self._blocks}, key=[b.passage for b in self._blocks].index)
        blocks = tuple(msgspec.structs.replace(b, passage=used.index(b.passage)) for b in self._blocks)
        passages = tuple(self._passages[number] for number in used)
        return Truth(self._title, self.published, self.author, passages, blocks, "\n".join(self._text))


def shown(words: str) -> str:
    """Return words with their markup as a reader sees them."""
    lines = html.unescape(re.sub(r"<[^<>]*>", "", re.sub(r"<br ?/?>", "\n", words))).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def script(value: object) -> str:
    """Return an object as a script of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def document(head: str, body: str, *, attributes: str = 'lang="en"', on_body: str = "") -> str:
    """Return a whole page, marked as a sample."""
    mark = "<!-- SAMPLE: outlet, people and places are invented -->"
    return (
        f"<!DOCTYPE html>\n<html {attributes}>\n<head><meta charset=utf-8>{head}</head>\n"
        f"<body {on_body}>{mark}\n{body}\n</body></html>\n"
    )
