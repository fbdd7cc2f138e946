"""Finds the names of the register in a text: every name, its whole words only, the longest where they overlap."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from sayso.register.entry import Name
from sayso.register.fold import Table, fold
from sayso.register.naming import naming

_BREAK = re.compile(r"\r\n[ \t]*|\n[ \t]+")
_GAP = re.compile(r"\.?(?:\s?['’][sS]?)?[ \n\r]+(?:[“‘\"]\s?)?")
_FAR = sys.maxsize
_APOSTROPHES = frozenset("'’ʼ")
_IN_INITIALS = frozenset(".-‐/")
_OWNS = re.compile(r"['’ʼ](?:[sS]\b|[^\w]|\Z)")


class Hit(NamedTuple):
    """A name where it stands; `organ` is the id of the state's organ that it names together with its neighbour."""

    start: int
    end: int
    name: Name
    organ: str = ""
    """Id of an organ made from a state and a head ("Chadian" + "army"), empty for a name that stands alone."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the bodies that the words may mean."""
        return (self.organ,) if self.organ else self.name.ids


class NameIndex:
    """An automaton over all names. Matching is by whole words and overlapping, and the longest is chosen afterwards.

    The other way round, a longer name that fails the test of its case or borders would hide a shorter one that passes.
    """

    def __init__(self, names: Sequence[Name], table: Table) -> None:
        self._names = tuple(names)
        self._table = table
        self._automaton = AhoCorasick([f" {name.key} " for name in names])

    def find(self, text: str, start: int = 0, end: int | None = None, *, shouting: bool = False) -> list[Hit]:
        """Return the names in `text[start:end]`, in order and without overlap, organs put together with their states.

        Offsets are those of `text`. With `shouting`, case says nothing and is not looked at. Linear in the length.
        """
        part = text[start:end]
        folded, shifts = self._folded(part)
        found: list[tuple[int, int, Name]] = []
        names = self._names
        for number, low, high in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            name = names[number]
            begin, stop = (low, high - 2) if not shifts else (_place(low, shifts), _place(high - 2, shifts))
            if name.key[1:2] == " " and name.key[3:4] in {"", " "} and part[begin + 1 : begin + 2] not in _IN_INITIALS:
                continue
            if part[stop : stop + 1] in _APOSTROPHES and not _OWNS.match(part, stop):
                continue
            if shouting or name.case == "any" or _written(part[begin:stop], name):
                found.append((begin, -stop, name))
        found.sort(key=_order)
        hits = [Hit(b + start, e + start, name) for b, e, name in _longest(found, part)]
        return list(_composed(hits, text))

    def _folded(self, part: str) -> tuple[str, list[tuple[int, int]]]:
        """Return the folded text with a space at both ends, and where it is shorter than the text, if anywhere.

        Words of one name may be parted by the end of a line; line ends of two characters and lines that begin with
        white space are drawn together to one space, and `(place in the folded text, characters left out so far)` kept.
        """
        if "\r\n" not in part and "\n " not in part and "\n\t" not in part:
            return f" {fold(part, self._table)} ", []
        pieces: list[str] = []
        shifts: list[tuple[int, int]] = []
        at = out = 0
        for gap in _BREAK.finditer(part):
            pieces.append(part[at : gap.start()])
            pieces.append(" ")
            out += gap.start() - at + 1
            at = gap.end()
            shifts.append((out, at - out))
        pieces.append(part[at:])
        return f" {fold(''.join(pieces), self._table)} ", shifts


def _place(folded: int, shifts: list[tuple[int, int]]) -> int:
    """Return the place in the text of a place in the folded text."""
    before = bisect_right(shifts, (folded, _FAR))
    return folded + (shifts[before - 1][1] if before else 0)


def _order(found: tuple[int, int, Name]) -> tuple[int, int]:
    """Sort by where a name begins, the longest first."""
    return found[0], found[1]


def _written(words: str, name: Name) -> bool:
    """Tell whether words are written as the name asks: a capital at the first or second word, or letter for letter."""
    if name.case == "exact":
        return "".join(filter(str.isalnum, words)) == name.spelling
    if words[0].isupper():
        return True
    cut = re.search(r"[\s’'-]+", words)
    return cut is not None and words[cut.end() : cut.end() + 1].isupper()


def _longest(found: Iterable[tuple[int, int, Name]], part: str) -> Iterator[tuple[int, int, Name]]:
    """Yield the leftmost longest of names that overlap; initials keep the full stop that closes them."""
    reached = 0
    for begin, stop, name in found:
        end = -stop
        if begin < reached:
            continue
        reached = end
        if part[end : end + 1] == "." and part[end - 2 : end - 1] == ".":
            end += 1
        yield begin, end, name


def _composed(hits: list[Hit], text: str) -> Iterator[Hit]:
    """Yield the names with organs put together; heads of organs that stand alone stay as they are."""
    at = 0
    while at < len(hits):
        hit = hits[at]
        whole, used = _organ_after(hits, at, text) or _organ_before(hits, at, text) or (hit, 1)
        if used == 1:
            yield _shared_head(hits, at, text)
        else:
            yield whole
        at += used


def _code(hit: Hit) -> str:
    """Return the code of the state a name means, empty if it means none or another thing."""
    first = hit.name.ids[0] if hit.name.ids else ""
    return first[6:] if first.startswith("state:") and not hit.organ else ""


def _organ_after(hits: list[Hit], at: int, text: str) -> tuple[Hit, int] | None:
    """Return "Chadian army", "Chad's Defense Ministry": a state and the head of an organ."""
    hit, code = hits[at], _code(hits[at])
    if not code or at + 1 == len(hits) or hit.name.form == "capital":
        return None
    head = hits[at + 1]
    if not head.name.organ or head.start - hit.end > 6 or not _GAP.fullmatch(text, hit.end, head.start):
        return None
    if text[hit.end - 1] != "." and text[hit.end : hit.end + 1] == ".":
        return None
    return Hit(hit.start, head.end, head.name, head.name.organ.format(code)), 2


def _organ_before(hits: list[Hit], at: int, text: str) -> tuple[Hit, int] | None:
    """Return "Ministry of Defense of Chad", "government of Chad": the head of an organ and a state."""
    hit = hits[at]
    if not hit.name.organ or at + 1 == len(hits) or (hit.name.ids and hit.name.case != "any"):
        return None
    state = hits[at + 1]
    if not _code(state) or state.name.form != "name" or state.start - hit.end > 10:
        return None
    words = naming()
    civil = words.civil.search(hit.name.key) is not None and words.civil_organ_in.fullmatch(text, hit.end, state.start)
    if not civil and not words.organ_of.fullmatch(text, hit.end, state.start):
        return None
    return Hit(hit.start, state.end, hit.name, hit.name.organ.format(_code(state))), 2


def _shared_head(hits: list[Hit], at: int, text: str) -> Hit:
    """Return a people's word as the organ that it shares with the next: "Chadian" in "Chadian and Malian troops"."""
    hit = hits[at]
    if hit.name.form != "people" or not _code(hit):
        return hit
    for step in range(at + 1, min(at + 4, len(hits))):
        following = hits[step]
        if not _code(following) or not naming().joined.fullmatch(text, hits[step - 1].end, following.start):
            return hit
        composed = _organ_after(hits, step, text)
        if composed is not None:
            return hit._replace(organ=composed[0].name.organ.format(_code(hit)))
    return hit
