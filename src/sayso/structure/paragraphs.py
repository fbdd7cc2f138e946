"""Cuts plain text into paragraphs: blank lines, one line a paragraph, hard-wrapped wire text, list items.

A paragraph is a span of the text as it stands; nothing is changed. One pass over the lines, then one over their joints.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

TERMINAL = frozenset(".!?…")
"""Marks that end a sentence."""
CLOSERS = "\"'”’»)]｝} \t"
"""What may still follow such a mark."""

_MARKER = re.compile(
    r"""\\?[*•▪●‣◦·‧∙■□➤►▶✓✔][ \t]*(?=\S)   # a bullet
      | (?:-{1,2}|[–—])[ \t]+(?=[^\s\[])      # a dash that stands alone, not that of a dateline: "-- [TEXT]"
      | >[ \t]*(?=\S)                         # a quoted line of a message
      | \(?(?P<number>\d{1,3})[.)][ \t]+(?=\S)
      | \(?[a-zA-Z]\)[ \t]+(?=\S)
      | (?P<level>\#{1,6})[ \t]+(?=\S)""",
    re.VERBOSE,
)
_NOTE = re.compile(r"\s*\[[^\[\]]{1,60}\]$")
_WORD = re.compile(r"\w")
_LONG = 110
"""A line longer than this is a paragraph of its own; no page is hard-wrapped so wide."""
_WRAPPED = 45
"""Text wrapped more narrowly than this is a list of short lines."""


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph: `text[start:end]`, without the white space around it."""

    start: int
    end: int
    body: int
    """Where its words begin: after a bullet or number."""
    indent: int
    item: bool
    number: int
    """The number it is marked with, 0 when it has none."""
    level: int
    """Of a heading marked with `#`; 0 when it is none."""
    quoted: bool
    """Whether its lines are marked with `>`."""
    gap: bool
    """Whether a blank line stands before it."""


class _Line(msgspec.Struct, gc=False):
    start: int
    end: int
    indent: int
    gap: bool


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text in its order; lines without a letter or digit separate and belong to none."""
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    found: list[Paragraph] = []
    first = 0
    for number in range(1, len(lines) + 1):
        if number < len(lines) and _runs_on(text, lines, first, number, width):
            continue
        found.append(_paragraph(text, lines[first], lines[number - 1].end))
        first = number
    return found


def complete(words: str) -> bool:
    """Tell whether a paragraph closes like a sentence: with a full stop, question or exclamation mark."""
    return final(words) in TERMINAL


def final(words: str) -> str:
    """Return the last mark or letter of a paragraph, closing marks and an editor's note ("[passage omitted]") left out."""
    shown = words.rstrip()
    if shown.endswith("]"):
        shown = _NOTE.sub("", shown)
    return shown.rstrip(CLOSERS)[-1:]


def shouts(words: str) -> bool:
    """Tell whether words are written in capitals, so that case says nothing; a head of some hundred characters will do."""
    small = sum(char.islower() for char in words)
    return small * 10 < sum(char.isupper() for char in words)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold a letter or digit, stripped, with whether a blank one stood before."""
    at, gap = 0, True
    breaker = "\r" if "\r" in text and "\n" not in text else "\n"
    for raw in text.split(breaker):
        words = raw.strip()
        if words and _WORD.search(words):
            indent = len(raw) - len(raw.lstrip())
            yield _Line(at + indent, at + indent + len(words), indent, gap)
            gap = False
        else:
            gap = True
        at += len(raw) + 1


def _wrap_width(text: str, lines: Sequence[_Line]) -> int:
    """Return the width at which a text was hard-wrapped, 0 when its lines are paragraphs.

    Wrapped text has hardly a long line, and the lines before another are nearly full and seldom end a sentence.
    """
    lengths = sorted(line.end - line.start for line in lines)
    if not lengths or lengths[int(0.95 * (len(lengths) - 1))] > _LONG:
        return 0
    inner = [a for a, b in pairwise(lines) if not b.gap]
    if len(inner) < 2 or len(inner) < 0.4 * len(lines):
        return 0
    sizes = sorted(line.end - line.start for line in inner)
    width = sizes[int(0.95 * (len(sizes) - 1))]
    full = sum(size >= 0.75 * width for size in sizes)
    ended = sum(complete(text[max(line.start, line.end - 40) : line.end]) for line in inner)
    return width if width >= _WRAPPED and full >= 0.6 * len(sizes) and ended <= 0.5 * len(sizes) else 0


def _runs_on(text: str, lines: Sequence[_Line], first: int, number: int, width: int) -> bool:
    """Tell whether line `number` goes on with the paragraph that line `first` began."""
    before, line = lines[number - 1], lines[number]
    if line.gap:
        return False
    if not text[line.start].isalpha() and _MARKER.match(text, line.start, line.end):
        return text[line.start] == text[before.start] == ">"
    closed = complete(text[max(before.start, before.end - 40) : before.end])
    if not width:
        return not closed and text[line.start].islower() and text[before.end - 1] not in ":;"
    size = before.end - before.start
    indented = line.indent > before.indent + 1 and not _MARKER.match(text, lines[first].start, before.end)
    if indented or size > width + 20:
        return False
    shouting = text[before.start : before.end].isupper()
    return size >= 0.6 * width or (not closed and (shouting or not text[line.start].isupper()))


def _paragraph(text: str, first: _Line, end: int) -> Paragraph:
    """Return the paragraph from a first line up to `end`, its marker read."""
    start = first.start
    mark = None if text[start].isalpha() else _MARKER.match(text, start, first.end)
    if mark is None:
        return Paragraph(start, end, start, first.indent, item=False, number=0, level=0, quoted=False, gap=first.gap)
    level = len(mark["level"] or "")
    quoted = mark.group()[0] == ">"
    return Paragraph(
        start,
        end,
        mark.end(),
        first.indent,
        item=not level and not quoted,
        number=int(mark["number"] or 0),
        level=level,
        quoted=quoted,
        gap=first.gap,
    )
