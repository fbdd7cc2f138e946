"""What an element of a page passes on to all that it holds: that it is quoted, embedded, a caption, a byline, an item."""

import re
from collections.abc import Sequence

import msgspec

from sayso.structure.marks import Mark
from sayso.structure.walker import Outline

_BYLINE_PART = 300
_NAME_PART = 120
_NAME_LINE = 160
_INDENTED = 0.8


class Context(msgspec.Struct, gc=False):
    """What an element inherits from those around it."""

    quote: int = 0
    embed: int = 0
    caption: bool = False
    item: bool = False
    byline: bool = False
    author: bool = False
    cite: bool = False
    dated: bool = False
    """Whether it stands in an update."""
    figure: bool = False
    """Whether it stands in a figure, beside its picture."""


def contexts(outline: Outline, titled: Sequence[int]) -> list[Context]:
    """Return what each element inherits; one that adds nothing shares the record of its parent."""
    mass = [0] * len(outline.elements)
    for line in outline.lines:
        mass[line.element] += len(line.text)
    for number in range(len(mass) - 1, 0, -1):
        mass[outline.elements[number].parent] += mass[number]
    found = [Context()]
    for number in range(1, len(outline.elements)):
        element = outline.elements[number]
        inherited = found[element.parent]
        marks = element.marks & ~_doubtful(mass[number], mass[0], titled=bool(titled[number]))
        found.append(_inherit(inherited, marks, number) if marks & _INHERITED else inherited)
    return found


def _doubtful(size: int, whole: int, *, titled: bool) -> int:
    """Return the marks that are not believed of an element of some size: themes put odd names on wrappers.

    What holds the report's title is no post within it. A block quotation with nearly the whole page in it is an
    indented page.
    """
    return (
        (Mark.BYLINE if size > _BYLINE_PART else 0)
        | (Mark.AUTHOR if size > _NAME_PART else 0)
        | (Mark.EMBED if titled else 0)
        | (Mark.QUOTE if size > whole * _INDENTED else 0)
    )


_INHERITED = (
    Mark.QUOTE | Mark.EMBED | Mark.CAPTION | Mark.ITEM | Mark.BYLINE | Mark.AUTHOR | Mark.CITE | Mark.FOOTER
    | Mark.COMMENT | Mark.UPDATE | Mark.ARTICLE | Mark.FIGURE | Mark.TABLE
)  # fmt: skip


def _inherit(inherited: Context, marks: int, number: int) -> Context:
    """Return the context inside an element with marks; a comment, an update and an article begin anew."""
    quoting = bool(inherited.quote or inherited.embed)
    if marks & (Mark.COMMENT | Mark.UPDATE) or (marks & Mark.ARTICLE and not quoting):
        inherited, quoting = Context(dated=inherited.dated and not marks & Mark.COMMENT), False
        marks &= ~Mark.ITEM
    embed = number if marks & Mark.EMBED and not inherited.embed else inherited.embed
    return Context(
        quote=number if marks & Mark.QUOTE and not embed and not inherited.quote else inherited.quote,
        embed=embed,
        caption=inherited.caption or bool(marks & Mark.CAPTION),
        item=(inherited.item or bool(marks & Mark.ITEM)) and not marks & (Mark.QUOTE | Mark.EMBED),
        byline=inherited.byline or (bool(marks & Mark.BYLINE) and not quoting),
        author=inherited.author or bool(marks & Mark.AUTHOR),
        figure=(inherited.figure or bool(marks & Mark.FIGURE)) and not marks & (Mark.TABLE | Mark.QUOTE | Mark.EMBED),
        dated=inherited.dated or bool(marks & Mark.UPDATE),
        cite=inherited.cite or (quoting and bool(marks & (Mark.CITE | Mark.FOOTER))),
    )


def authors(outline: Outline, contexts: Sequence[Context]) -> dict[int, str]:
    """Return, by the element of a post or quotation, who its own lines or marks name as its author."""
    named: dict[int, str] = {}
    for element, name in outline.authors.items():
        holder = contexts[element].embed or contexts[element].quote
        if holder:
            if outline.elements[element].marks & Mark.FORWARDED:
                named[holder] = _name(name)
            named.setdefault(holder, _name(name))
    for line in outline.lines:
        context = contexts[line.element]
        holder = context.embed or context.quote
        if holder and (context.cite or (context.author and context.embed)) and len(line.text) <= _NAME_LINE:
            named.setdefault(holder, _name(line.text))
    return {holder: name for holder, name in named.items() if name}


def _name(line: str) -> str:
    return _HANDLE.sub("", line.strip("-–—―~ \t\n,:;|·").removesuffix(" says")).strip()


_HANDLE = re.compile(r"(?<=\S)\s+\(?@[\w.@-]{2,80}\)?$")
"""An account's name after that of its owner: "Ada Roe @ada@town.example"."""
