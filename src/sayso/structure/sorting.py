"""Sorts the paragraphs of a plain text's main part into layers: title, heading, caption, body, list, furniture."""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from sayso.lexicon.load import fold
from sayso.structure.furniture import is_furniture, links, open_ended, opens_links, title_case, words_in
from sayso.structure.paragraphs import Paragraph, complete, shouts
from sayso.structure.posts import after_dateline, credited, tweet_line
from sayso.structure.words import Words

Layer = Literal["title", "heading", "caption", "body", "listed", "furniture", "signature"]
"""`listed`: a line of a list without bullets. `signature`: a line that names the author of the post before it."""

_CREDIT_AT_END = re.compile(r"\(([^()]{2,90})\)\W*$")
_AGENCY_AT_END = re.compile(r"\s[–—-]\s(?:[A-Z]{2,6}|[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,3})(?:/[A-Z]\w+)?$")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SHOWN = 200
"""How much of a long paragraph's head and tail is looked at."""


class Page(msgspec.Struct, frozen=True):
    """The paragraphs of a page's main part with what the decisions need."""

    text: str
    paragraphs: Sequence[Paragraph]
    lines: Sequence[str]
    """Each paragraph on one line; of long ones, head and tail."""
    labelled: frozenset[int]
    """Which paragraphs open an update."""
    promotes: bool
    """Whether lines in capitals are links to other stories here."""
    words: Words
    language: str


def page(text: str, paragraphs: Sequence[Paragraph], labelled: frozenset[int], words: Words, language: str) -> Page:
    """Return a page ready to be sorted."""
    lines = [_line(text, p.body, p.end) for p in paragraphs]
    return Page(text, paragraphs, lines, labelled, _promotes(lines, words), words, language)


def sort_paragraphs(page: Page) -> list[Layer]:
    """Return the layer of every paragraph."""
    found: list[Layer] = ["body"] * len(page.lines)
    _furniture(page, found)
    _linked_headlines(page, found)
    _title(page, found)
    _runs(page, found)
    for number in range(len(found)):
        if found[number] != "body":
            continue
        paragraph = page.paragraphs[number]
        if page.text[paragraph.start] in "—–-" and tweet_line(page.text, paragraph.start, paragraph.end, page.language):
            found[number] = "signature"
        elif not paragraph.item:
            found[number] = _short(page, found, number)
    return found


def _line(text: str, start: int, end: int) -> str:
    """Return a paragraph on one line; of a long one, its head and tail."""
    if end - start > 2 * _SHOWN:
        return text[start : start + _SHOWN] + " … " + text[end - _SHOWN : end]
    line = text[start:end]
    return " ".join(line.split()) if "\n" in line or "\t" in line else line


def _furniture(page: Page, found: list[Layer]) -> None:
    """Mark furniture known by its own words, and headlines of other stories after a line that opens them."""
    after_opener = False
    for number, line in enumerate(page.lines):
        if number in page.labelled:
            after_opener = False
        elif is_furniture(line, page.words, page.language):
            found[number] = "furniture"
            after_opener = after_opener or opens_links(line, page.words)
        elif opens_links(line, page.words):
            found[number], after_opener = "furniture", True
        elif after_opener:
            after_opener = words_in(line) < 6 or (open_ended(line) and len(line) <= 2 * _SHOWN)
            if after_opener:
                found[number] = "furniture"


def _linked_headlines(page: Page, found: list[Layer]) -> None:
    """Mark the headlines of other stories that stand after the report's last sentence."""
    whole = [
        number
        for number, line in enumerate(page.lines)
        if found[number] == "body" and (page.paragraphs[number].item or number in page.labelled or not open_ended(line))
    ]
    if not whole:
        return
    tail = range(whole[-1] + 1, len(found))
    count = links([page.lines[n] for n in tail], [found[n] == "furniture" for n in tail])
    loose = [number for number in tail if found[number] == "body" and number >= len(found) - count]
    if len(loose) >= 2 or (len(loose) == 1 and words_in(page.lines[loose[0]]) <= 4):
        for number in loose:
            found[number] = "furniture"


def _title(page: Page, found: list[Layer]) -> None:
    """Mark the title, if the page begins with one; what stands above it and is too short for one is furniture."""
    for number, line in enumerate(page.lines[:12]):
        if found[number] == "furniture":
            continue
        paragraph = page.paragraphs[number]
        if number in page.labelled or paragraph.item or number + 1 == len(page.lines):
            return
        if _is_caption(page, found, number) or not _LATIN.search(line):
            found[number] = "caption"
        elif paragraph.level == 1 or (_is_title(line, page.words) and not _filed(page, paragraph, line)):
            found[number] = "title"
            return
        elif words_in(line) <= 2 and open_ended(line):
            found[number] = "furniture"
        else:
            return


def _filed(page: Page, paragraph: Paragraph, line: str) -> bool:
    """Tell whether a line in capitals begins with a wire's dateline: then it is text that was broken, not a title."""
    start, end = paragraph.body, paragraph.end
    return shouts(line) and after_dateline(page.text, start, end, page.words, shouting=True) > start


def _is_title(line: str, words: Words) -> bool:
    """Tell whether the first line of a page is its headline and not its first sentence."""
    parted = " |" in line or "| " in line  # "Latest developments | Fifteen killed …": two headlines in one
    if not 3 <= words_in(line) <= 40 or len(line) > 260 or line[-1] in ":;,":
        return False
    if complete(line) and not line.endswith(("?", "…")):
        return title_case(line, words) and not line.isupper()
    return words_in(line) <= (40 if parted else 24) and not words.told.search(line)


def _runs(page: Page, found: list[Layer]) -> None:
    """Mark menus, four or more open-ended lines in a row, and lists, which a line with a colon at its end announced."""
    run: list[int] = []
    for number in range(len(found) + 1):
        if number < len(found) and found[number] == "body" and _loose(page, number):
            run.append(number)
            continue
        announced = bool(run) and run[0] > 0 and page.lines[run[0] - 1].endswith(":")
        if announced and len(run) >= 2:
            for member in run:
                found[member] = "listed"
        elif len(run) >= 4:
            for member in run[:-1]:
                found[member] = "furniture"
        run = []


def _loose(page: Page, number: int) -> bool:
    """Tell whether a paragraph is a short open-ended line that is neither item nor update nor announcement."""
    line, paragraph = page.lines[number], page.paragraphs[number]
    return (
        not paragraph.item
        and not paragraph.quoted
        and number not in page.labelled
        and len(line) <= 160
        and line[-1] not in ":,;"
        and open_ended(line)
    )


def _short(page: Page, found: Sequence[Layer], number: int) -> Layer:
    """Return the layer of a paragraph that is neither furniture nor title nor item: caption, heading or body."""
    paragraph = page.paragraphs[number]
    if number in page.labelled or paragraph.quoted:
        return "body"
    if paragraph.level:
        return "heading"
    if _is_caption(page, found, number):
        return "caption"
    return _heads(page, number, last=number + 1 == len(found))


def _heads(page: Page, number: int, *, last: bool) -> Layer:
    """Return what a line that is no caption is: a heading of what follows, a link in capitals, or body."""
    line = page.lines[number]
    if last or not _loose(page, number):
        return "body"
    if line.isupper() and words_in(line) >= 5 and page.promotes:
        return "furniture"
    return "heading" if _is_heading(line, page.words) else "body"


def _is_caption(page: Page, found: Sequence[Layer], number: int) -> bool:
    """Tell whether a line describes a picture: by its first word, its credit, or as a name that ends in a colon."""
    line, words = page.lines[number], page.words
    if len(line) > 2 * _SHOWN:
        return False
    folded = fold(line)
    credit = _CREDIT_AT_END.search(line)
    if words.media.match(folded) or (credit and credited(credit[1], words)):
        return True
    following = number + 1 < len(found) and fold(page.lines[number + 1][:12]).startswith("credit:")
    if following and open_ended(line):
        return True
    if line.endswith(":"):
        listed = number + 1 < len(found) and (page.paragraphs[number + 1].item or found[number + 1] == "listed")
        named = not words.finite.search(folded) and not words.cue.search(folded)
        return words_in(line) <= 15 and not listed and named
    near_title = "title" in found[max(0, number - 2) : number]
    return near_title and open_ended(line) and bool(_AGENCY_AT_END.search(line))


def _is_heading(line: str, words: Words) -> bool:
    """Tell whether a loose line heads what follows: in capitals, written like a headline, or very short."""
    if words_in(line) > 25:
        return False
    return line.isupper() or title_case(line, words) or (words_in(line) <= 8 and not words.narrating.search(fold(line)))


def _promotes(lines: Sequence[str], words: Words) -> bool:
    """Tell whether a page writes its links in capitals ("CLICK HERE …"): then its lines in capitals are links."""
    return any(len(line) < 160 and line.isupper() and words.begins.match(fold(line)) for line in lines)
