"""Finds what stands between quotation marks, over sentences and paragraphs, and never lets an open mark swallow a text.

Curly, straight, angle and tokenised marks (``` `` ```, `''`) are read. A quotation that is not closed ends with its
paragraph, unless the next paragraph opens with a mark: then it is the same quotation running on.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from sayso.records import Block, Report
from sayso.spans import Span

_MARK = re.compile(r"[“”„\"«»]|``|''|(?<![\w’])‘(?=\w)|(?<=[.,!?])’(?=\s|$)")
_OPENING = frozenset({"“", "„", "«", "``", "‘"})
_CLOSING = frozenset({"”", "»", "''", "’"})
_SPACE_BEFORE = frozenset(" \n\t\r\u00a0([{—–-/:;,")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """One run of words between marks: `outer` with its marks, `inner` without."""

    outer: Span
    inner: Span
    block: int
    closed: bool
    continues: bool = False
    """Whether it carries on the quotation that the paragraph before left open."""


def quotations(report: Report) -> list[Quotation]:
    """Return the quotations of a report in the order of the text; none nests in another."""
    found: list[Quotation] = []
    left_open = False
    for number, block in enumerate(report.blocks):
        of_block = list(_of_block(report.text, number, block, carried=left_open))
        left_open = bool(of_block) and not of_block[-1].closed and _runs_on(report, number)
        if of_block and not of_block[-1].closed and not left_open:
            of_block[-1] = _cut_short(report.text, of_block[-1])
        found.extend(of_block)
    return found


def _of_block(text: str, number: int, block: Block, *, carried: bool) -> Iterator[Quotation]:
    """Yield the quotations of one block; the last one may be open."""
    start, end = block.span
    opened: re.Match[str] | None = None
    first = True
    for mark in _MARK.finditer(text, start, end):
        opens = _opens(text, mark, start, end, within=opened is not None)
        if opens and opened is not None and mark.group() == "‘":
            continue
        if opens:
            if opened is not None:
                span = opened.start(), mark.start()
                yield _quotation(text, number, span, len(opened.group()), continues=carried and first)
                first = False
            opened = mark
        elif opened is not None:
            if (mark.group() == "’") != (opened.group() == "‘"):
                continue
            span = opened.start(), mark.end()
            yield _quotation(text, number, span, len(opened.group()), continues=carried and first)
            first, opened = False, None
    if opened is not None:
        span = opened.start(), end
        yield _quotation(text, number, span, len(opened.group()), continues=carried and first)


def _opens(text: str, mark: re.Match[str], start: int, end: int, *, within: bool) -> bool:
    """Tell whether a mark opens a quotation: by its shape, else by the white space around it."""
    sign = mark.group()
    if sign in _OPENING:
        return True
    if sign in {"”", "»", "’"} and (within or sign == "’"):
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if sign in _CLOSING and sign != "''":
        return before.isspace()
    if before in _SPACE_BEFORE and not after.isspace():
        return not within or before.isspace()
    if after.isspace() and not before.isspace():
        return False
    return not within


def _quotation(text: str, number: int, span: Span, mark: int, *, continues: bool) -> Quotation:
    """Return the quotation at `span`, the opening mark of which is `mark` characters long; a closing mark may lack."""
    start, end = span
    closers = "’" if text[start] == "‘" else '”»"“'
    closed = end - start > mark and (text[end - 2 : end] == "''" or text[end - 1] in closers)
    while not closed and end > start + mark and text[end - 1].isspace():
        end -= 1
    inner_end = end - (2 if text[end - 2 : end] == "''" else 1) if closed else end
    return Quotation((start, end), (start + mark, max(start + mark, inner_end)), number, closed, continues)


def _runs_on(report: Report, number: int) -> bool:
    """Tell whether the block after `number` opens with a mark, so that an open quotation runs on into it."""
    blocks: Sequence[Block] = report.blocks
    if number + 1 >= len(blocks):
        return False
    start, end = blocks[number + 1].span
    head = report.text[start : min(end, start + 4)].lstrip()
    return head.startswith(("“", '"', "``", "«", "„", "‘"))


def _cut_short(text: str, open_one: Quotation) -> Quotation:
    """Return an unclosed quotation cut at the end of its sentence when its paragraph goes on for long."""
    start, end = open_one.outer
    if end - start <= 600:
        return open_one
    stop = _SENTENCE_END.search(text, start + 1, min(end, start + 600))
    end = stop.end() - 1 if stop else start + 600
    return Quotation((start, end), (open_one.inner[0], end), open_one.block, closed=False, continues=open_one.continues)


def between(found: list[Quotation], start: int, end: int) -> list[Quotation]:
    """Return the quotations that touch `[start, end)`."""
    k = bisect_left(found, start + 1, key=lambda q: q.outer[1])
    touched: list[Quotation] = []
    while k < len(found) and found[k].outer[0] < end:
        touched.append(found[k])
        k += 1
    return touched
