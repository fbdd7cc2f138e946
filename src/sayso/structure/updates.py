"""Finds the dated updates of a live blog in a page's outline: as its publisher states them, or by the dates in its markup.

What the JSON-LD states is matched to the page's own lines (by the id of an element, else by how the text begins), so that
claims stand on words that readers saw; only an update that the page does not show is taken from the JSON-LD itself.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from sayso.structure.jsonld import StatedUpdate
from sayso.structure.marks import Mark
from sayso.structure.metadata import bare_words
from sayso.structure.outline import Group
from sayso.structure.walker import Outline

_BEGINNING = 40
"""So many letters and digits tell one paragraph of a page from another."""
_FEWEST = 12
_SHARE = 0.5
"""Dated elements are updates when they hold at least this share of the report's prose between them."""


class Updates(msgspec.Struct):
    """The updates of a page: their groups, which one each line stands in, and the text of those the page lacks."""

    groups: list[Group]
    of_line: dict[int, int]
    """By line: index into `groups`; a line that is not in it stands in none."""
    unseen: list[tuple[int, StatedUpdate]]
    """What only the JSON-LD has, with the index of its group."""


def find_updates(outline: Outline, kept: Sequence[int], stated: Sequence[StatedUpdate]) -> Updates:
    """Return the updates among the kept lines (indices, in order); a page with fewer than two has none."""
    if stated:
        return _stated(outline, kept, stated)
    return _marked(outline, kept)


def _stated(outline: Outline, kept: Sequence[int], stated: Sequence[StatedUpdate]) -> Updates:
    by_id = {element.id: number for number, element in enumerate(outline.elements) if element.id}
    beginnings = _Beginnings(outline, kept)
    holders = _holders(outline, kept)
    all_midnight = all((update.at or "")[10:19] == "T00:00:00" for update in stated)
    found = Updates([], {}, [])
    starts: list[tuple[int, int]] = []
    for update in stated:
        at = update.at[:10] if update.at and all_midnight else update.at
        found.groups.append(Group("update", None, at))
        group = len(found.groups) - 1
        element = by_id.get(update.fragment) if update.fragment else None
        if element is not None and element in holders:
            for position in holders[element]:
                found.of_line.setdefault(kept[position], group)
            continue
        position_found = beginnings.position(update)
        if position_found is None:
            found.unseen.append((group, update))
        else:
            starts.append((position_found, group))
    _spread(sorted(starts), kept, found.of_line)
    return found


def _holders(outline: Outline, kept: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each element with an id, the positions of the kept lines in it."""
    nearest = [0] * len(outline.elements)
    for number in range(1, len(nearest)):
        element = outline.elements[number]
        nearest[number] = number if element.id else nearest[element.parent]
    holders: dict[int, list[int]] = {}
    for position, number in enumerate(kept):
        at = nearest[outline.lines[number].element]
        for _ in range(8):  # an update's own element is at most a few ids further out
            if not at:
                break
            holders.setdefault(at, []).append(position)
            at = nearest[outline.elements[at].parent]
    return holders


class _Beginnings:
    """Where on the page a heading or a paragraph with certain first words stands."""

    def __init__(self, outline: Outline, kept: Sequence[int]) -> None:
        self._headings: dict[str, int] = {}
        self._paragraphs: dict[str, int] = {}
        for position, number in enumerate(kept):
            line = outline.lines[number]
            (self._headings if line.level else self._paragraphs).setdefault(_beginning(line.text), position)

    def position(self, update: StatedUpdate) -> int | None:
        """Return where an update begins: at its heading if the page shows it, else at its first words."""
        headline, text = _beginning(update.headline), _beginning(update.text)
        if headline and headline in self._headings:
            return self._headings[headline]
        if len(text) >= _FEWEST and text in self._paragraphs:
            return self._paragraphs[text]
        return self._paragraphs.get(headline) if len(headline) >= _FEWEST else None


def _beginning(text: str) -> str:
    return bare_words(text[: 3 * _BEGINNING])[:_BEGINNING]


def _spread(starts: Sequence[tuple[int, int]], kept: Sequence[int], of_line: dict[int, int]) -> None:
    """Let each update run on to where the next begins."""
    ends = [position for position, _group in starts[1:]] + [len(kept)] * bool(starts)
    for (position, group), end in zip(starts, ends, strict=True):
        for number in kept[position:end]:
            of_line.setdefault(number, group)


def _marked(outline: Outline, kept: Sequence[int]) -> Updates:
    """Find updates by the markup: elements named so, or siblings that each carry a date of their own."""
    found = Updates([], {}, [])
    elements = _named(outline, kept) or _dated_siblings(outline, kept)
    if len(elements) < 2:
        return found
    update = [-1] * len(outline.elements)
    for number in range(1, len(update)):
        element = outline.elements[number]
        if number in elements and update[element.parent] < 0:
            found.groups.append(Group("update", element.stated_label, element.stated))
            update[number] = len(found.groups) - 1
        else:
            update[number] = update[element.parent]
    for number in kept:
        if update[outline.lines[number].element] >= 0:
            found.of_line[number] = update[outline.lines[number].element]
    return found


def _named(outline: Outline, kept: Sequence[int]) -> frozenset[int]:
    mass = _mass(outline, kept)
    return frozenset(
        number
        for number, element in enumerate(outline.elements)
        if element.marks & Mark.UPDATE and element.stated and mass[number]
    )


def _dated_siblings(outline: Outline, kept: Sequence[int]) -> frozenset[int]:
    """Return elements of one parent and one name that have each a date with a clock time, and most of the prose."""
    mass = _mass(outline, kept)
    families: dict[tuple[int, str], list[int]] = {}
    for number in range(1, len(mass)):
        element = outline.elements[number]
        if element.stated and "T" in element.stated and mass[number]:
            families.setdefault((element.parent, element.tag), []).append(number)
    for family in families.values():
        dates = Counter(outline.elements[number].stated for number in family)
        if len(dates) >= 2 and sum(mass[number] for number in family) >= mass[0] * _SHARE:
            return frozenset(family)
    return frozenset()


def _mass(outline: Outline, kept: Sequence[int]) -> list[int]:
    mass = [0] * len(outline.elements)
    for number in kept:
        line = outline.lines[number]
        mass[line.element] += 0 if line.level else len(line.text)
    for number in range(len(mass) - 1, 0, -1):
        mass[outline.elements[number].parent] += mass[number]
    return mass
