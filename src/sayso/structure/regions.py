"""Finds the regions of a page: what holds the report, what readers' comments, what is furniture.

Three passes over the flat outline, each linear: an element inherits from the one that holds it, and hands up how much
prose it holds. A mark on an element that holds much of the page's prose is not believed: themes name wrappers oddly.
"""

from collections.abc import Sequence

import msgspec

from sayso.structure.marks import Mark
from sayso.structure.metadata import bare_words, same_address
from sayso.structure.walker import Element, Outline, RawLine

_PROSE = 40
"""A line of fewer characters is no evidence of prose."""
_WRAPPER = 0.35
"""Furniture that holds more than this share of the page's prose is a wrapper with an odd name."""
_CERTAIN = frozenset({"nav", "footer"})
"""Furniture by the name of the element itself is believed however much prose it holds."""
_TEASER = 600
"""A card with a linked heading and no more prose than this is about another page."""
_HALF = 0.5
_ALONE = 0.75
"""Of several parts marked alike, one is the report's if it holds at least this share of their prose."""
_LISTING = 0.3
"""A page of which cards leave less than this share is a list of them, and they are its content."""
_DOMINANT = 0.85
"""How much of an element's prose one child must hold to be the whole of its content."""


class Regions(msgspec.Struct):
    """What each element of an outline belongs to."""

    furniture: list[bool]
    comment: list[int]
    """The element of the comment (or of the section of comments) it stands in, -1 outside."""
    inside: list[bool]
    """Whether it stands in the part that holds the report."""
    container: int
    titled: list[int]
    """Not zero for an element that holds the main heading, or the part marked as the report's."""
    other: list[bool]
    """Whether it stands in another story that the page goes on with."""
    listing: bool
    """Whether the page is a list of cards that stand for other pages: then they are its content."""


def survey(outline: Outline, address: str | None, titles: Sequence[str]) -> Regions:
    """Find the regions of a page.

    `address` is its own, so that links to itself can be told from teasers; `titles` are what its head calls it.
    """
    elements = outline.elements
    titled = _holding_title(outline)
    comment = _comments(elements, titled)
    prose = [0 if comment[line.element] >= 0 else _prose(line) for line in outline.lines]
    mass = _gather(outline, prose)
    other = _other_stories(outline, titles)
    furniture = [one or two for one, two in zip(_furniture(elements, comment, titled, mass), other, strict=True)]
    prose = [0 if furniture[line.element] else size for line, size in zip(outline.lines, prose, strict=True)]
    furniture, listing = _without_teasers(outline, furniture, prose, titled, address)
    prose = [0 if furniture[line.element] else size for line, size in zip(outline.lines, prose, strict=True)]
    container = _container(elements, _gather(outline, prose))
    return Regions(furniture, comment, _inside(elements, container), container, titled, other, listing)


def _prose(line: RawLine) -> int:
    """Return how many characters of prose a line holds: headings, short lines and lists of links hold none."""
    size = len(line.text)
    return size if not line.level and size >= _PROSE and line.linked * 3 <= size else 0


def _gather(outline: Outline, values: Sequence[int]) -> list[int]:
    """Return the sum of the lines' values in each element, with all that it holds."""
    sums = [0] * len(outline.elements)
    for line, value in zip(outline.lines, values, strict=True):
        sums[line.element] += value
    for number in range(len(sums) - 1, 0, -1):
        sums[outline.elements[number].parent] += sums[number]
    return sums


def _holding_title(outline: Outline) -> list[int]:
    """Count, for each element, what a section of comments does not hold: the main heading, the part for the report."""
    held = _gather(outline, [int(line.level == 1) for line in outline.lines])
    for number in range(len(held) - 1, 0, -1):
        element = outline.elements[number]
        if element.marks & (Mark.MAIN | Mark.BODY_TEXT) and not element.marks & Mark.COMMENT:
            at = number
            while at >= 0 and not held[at]:
                held[at] = 1
                at = outline.elements[at].parent
    return held


def _comments(elements: Sequence[Element], titled: Sequence[int]) -> list[int]:
    """Return for each element the comment it stands in. A reply is a comment of its own inside another's element."""
    comment = [-1] * len(elements)
    for number in range(1, len(elements)):
        element = elements[number]
        here = comment[element.parent]
        if not titled[number]:
            around = elements[here] if here >= 0 else None
            if element.marks & Mark.COMMENT:
                if around is None or not around.marks & Mark.COMMENT or _alike(element, around):
                    here = number
            elif element.marks & Mark.COMMENTS and around is None:
                here = number
        comment[number] = here
    return comment


def _alike(one: Element, other: Element) -> bool:
    return one.tag == other.tag and one.word == other.word


def _furniture(
    elements: Sequence[Element], comment: Sequence[int], titled: Sequence[int], mass: Sequence[int]
) -> list[bool]:
    furniture = [False] * len(elements)
    report = [False] * len(elements)
    quote = [False] * len(elements)
    asking = _asks_leave(elements, titled, mass)
    wrapper = (mass[0] - sum(mass[number] for number in asking)) * _WRAPPER
    for number in range(1, len(elements)):
        element = elements[number]
        parent, marks = element.parent, element.marks
        report[number] = report[parent] or bool(marks & (Mark.ARTICLE | Mark.MAIN))
        quote[number] = quote[parent] or bool(marks & (Mark.QUOTE | Mark.EMBED))
        if comment[number] != comment[parent]:
            continue  # a comment may stand in furniture, and is none
        own = bool(marks & Mark.FURNITURE) and not (marks & Mark.FOOTER and quote[parent])
        if marks & Mark.HEADER and not report[number] and not titled[number]:
            own = True
        certain = element.tag in _CERTAIN and not titled[number]
        furniture[number] = furniture[parent] or number in asking or (own and (certain or mass[number] <= wrapper))
    return furniture


def _asks_leave(elements: Sequence[Element], titled: Sequence[int], mass: Sequence[int]) -> frozenset[int]:
    """Return the outermost elements that ask leave to watch the reader, or that speak over the page.

    They may have more words than the report; one that holds the report's title, or all the prose there is, is none.
    """
    within = [False] * len(elements)
    found = []
    for number in range(1, len(elements)):
        parent = elements[number].parent
        asks = bool(elements[number].marks & Mark.CONSENT) and not titled[number] and mass[number] < mass[0]
        if asks and not within[parent]:
            found.append(number)
        within[number] = asks or within[parent]
    return frozenset(found)


def _other_stories(outline: Outline, titles: Sequence[str]) -> list[bool]:
    """Return which elements stand in another story: an article with a main heading of its own that the head does not name.

    Only where another article of the page has the main heading that it does name.
    """
    elements = outline.elements
    outermost = [0] * len(elements)
    for number in range(1, len(elements)):
        outermost[number] = outermost[elements[number].parent]
        if not outermost[number] and elements[number].marks & Mark.ARTICLE:
            outermost[number] = number
    heads: dict[int, str] = {}
    for line in outline.lines:
        if line.level == 1 and outermost[line.element]:
            heads.setdefault(outermost[line.element], bare_words(line.text))
    wanted = [words for title in titles if (words := bare_words(title))]
    own = next((article for article, words in heads.items() if words and words in wanted), None)
    if own is None or len(heads) < 2:
        return [False] * len(elements)
    return [article != own and article in heads for article in outermost]


def _without_teasers(
    outline: Outline, furniture: list[bool], prose: Sequence[int], titled: Sequence[int], address: str | None
) -> tuple[list[bool], bool]:
    """Return the furniture with the cards added that stand for other pages, unless the page is made of them: then True."""
    mass = _gather(outline, prose)
    cards = {card for line in outline.lines if (card := _card(outline, line, titled, mass, address)) > 0}
    if not cards:
        return furniture, False
    more = list(furniture)
    for number in range(1, len(more)):
        more[number] = more[number] or number in cards or more[outline.elements[number].parent]
    left = sum(size for line, size in zip(outline.lines, prose, strict=True) if not more[line.element])
    listing = not left or left < mass[0] * _LISTING
    return (furniture, len(cards) > 1) if listing else (more, False)


def _card(outline: Outline, line: RawLine, titled: Sequence[int], mass: Sequence[int], address: str | None) -> int:
    """Return the element of the card that a heading heads, 0 when it heads none: it must be a link to another page."""
    if line.level < 2 or not leads_elsewhere(line, address):
        return 0
    card = outline.elements[line.element].parent
    while card > 0 and outline.elements[card].tag in {"header", "hgroup"}:
        card = outline.elements[card].parent
    if card <= 0 or titled[card] or mass[card] > _TEASER or outline.elements[card].tag in {"body", "html"}:
        return 0
    return card


def leads_elsewhere(line: RawLine, address: str | None) -> bool:
    """Tell whether nearly all of a line is a link to another page."""
    return (
        line.linked >= len(line.text) * 0.9
        and line.href is not None
        and not same_address(line.href, address)
        and not (address is None and line.level == 1)
    )


def _container(elements: Sequence[Element], mass: Sequence[int]) -> int:
    """Return the element that holds the report: the one marked so with half of the prose, or where the prose lies."""
    half = mass[0] * _HALF
    for mark in (Mark.ARTICLE, Mark.MAIN, Mark.BODY_TEXT):
        alike = sum(mass[number] for number in _outermost(elements, mark))
        for number, element in enumerate(elements):
            if element.marks & mark and mass[number] and mass[number] >= max(half, alike * _ALONE):
                return number
    return _densest(elements, mass)


def _outermost(elements: Sequence[Element], mark: int) -> list[int]:
    """Return the elements with a mark that stand in no other such element."""
    within = [False] * len(elements)
    found = []
    for number in range(1, len(elements)):
        marked = bool(elements[number].marks & mark)
        if marked and not within[elements[number].parent]:
            found.append(number)
        within[number] = marked or within[elements[number].parent]
    return found


def _densest(elements: Sequence[Element], mass: Sequence[int]) -> int:
    """Go down from the whole page as long as one child holds nearly all the prose of its parent."""
    best = [0] * len(elements)
    for number in range(1, len(elements)):
        parent = elements[number].parent
        if mass[number] > (mass[best[parent]] if best[parent] else 0):
            best[parent] = number
    at = 0
    while best[at] and elements[best[at]].tag in _HOLDERS and mass[best[at]] >= mass[at] * _DOMINANT:
        at = best[at]
    return at


_HOLDERS = frozenset(
    {
        "html",
        "body",
        "div",
        "section",
        "table",
        "tbody",
        "tr",
        "td",
        "center",
        "form",
        "article",
        "main",
        "font",
        "span",
    }
)


def _inside(elements: Sequence[Element], container: int) -> list[bool]:
    inside = [False] * len(elements)
    inside[container] = True
    for number in range(container + 1, len(elements)):
        inside[number] = inside[elements[number].parent]
    if container == 0:
        inside = [True] * len(elements)
    return inside
