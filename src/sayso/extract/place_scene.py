"""Says which of a sentence's places is the scene of a happening: the nearest, and of those that lie in each other the narrowest."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sayso.extract.place_found import FoundPlace, Role
from sayso.extract.sentences import Sentence

_WITHIN = frozenset({"(", ","})
"""Marks that join a place to the wider one behind it: "Zenda, Ruritania"."""
_FILLS = frozenset({"DT", "JJ", "JJS", "NN", "NNP", "VBG", "VBN", "RB", "RBS"})
_MOST_BETWEEN = 6
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_WEAK: frozenset[Role] = frozenset({"bound", "named", "taken", "list"})
"""Roles in which a place belongs to the verb beside it."""


def scene(
    sentence: Sentence, places: Sequence[FoundPlace], start: int, end: int, features: Mapping[str, str]
) -> FoundPlace | None:
    """Return where that happens of which the tokens `[start, end)` tell: the nearest place behind, else before them.

    None where no place is named that can be it: a finite verb between takes a place of a weak role for itself.
    """
    behind = [place for place in places if place.start >= end]
    before = [place for place in places if place.start < end]
    ahead = _reached(sentence, behind, start, end, features)
    if ahead:
        return ahead[0]
    back = _reached(sentence, before, start, end, features)
    return back[-1] if back else None


def _reached(
    sentence: Sentence, places: Sequence[FoundPlace], start: int, end: int, features: Mapping[str, str]
) -> list[FoundPlace]:
    """Return the narrowest place of each chain, where the happening may be there."""
    inner = [narrowest(sentence, chain, features) for chain in nested(sentence, places, features)]
    return [place for place in inner if _reaches(sentence, place, start, end)]


def _reaches(sentence: Sentence, place: FoundPlace, start: int, end: int) -> bool:
    """Tell whether a happening may be at the place, by what stands between them."""
    gap = range(end, place.start) if place.start >= end else range(place.end, start)
    if not any(sentence.tags[i] in _FINITE for i in gap):
        return True
    return place.role not in _WEAK and not (place.start >= end and any(_sets_apart(sentence, i) for i in gap))


def nested(sentence: Sentence, places: Sequence[FoundPlace], features: Mapping[str, str]) -> list[list[FoundPlace]]:
    """Return the places in order, those together of which one lies in the other: "Zenda in northern Ruritania"."""
    chains: list[list[FoundPlace]] = [[place] for place in places[:1]]
    for one, other in pairwise(places):
        if _holds(sentence, one, other, features) or _lies_in(sentence, one, other):
            chains[-1].append(other)
        else:
            chains.append([other])
    return chains


def without_outer(sentence: Sentence, places: Sequence[FoundPlace], features: Mapping[str, str]) -> list[FoundPlace]:
    """Return the places without those that only describe the one behind: "the East Ruritania city of Zenda"."""
    outer = {one.start for one, other in pairwise(places) if _describes(sentence, one, other, features)}
    return [place for place in places if place.start not in outer]


def narrowest(sentence: Sentence, chain: Sequence[FoundPlace], features: Mapping[str, str]) -> FoundPlace:
    """Return the innermost place of a chain; `features` gives for a kind's word what kind it is."""
    inner = chain[0]
    for one, other in pairwise(chain):
        if inner is one and _holds(sentence, one, other, features):
            inner = other
    return inner


def _holds(sentence: Sentence, one: FoundPlace, other: FoundPlace, features: Mapping[str, str]) -> bool:
    """Tell whether a place holds the one behind it: "the East Ruritania city of Zenda", "Ruritania's city of Zenda"."""
    gap = sentence.lower[one.end : other.start]
    if _describes(sentence, one, other, features):
        return True
    return (
        0 < len(gap) <= _MOST_BETWEEN
        and gap[0] in sentence.grammar.clitic
        and _only_fills(sentence, range(one.end + 1, other.start))
    )


def _describes(sentence: Sentence, one: FoundPlace, other: FoundPlace, features: Mapping[str, str]) -> bool:
    """Tell whether a place's words only say what settlement the one behind is."""
    gap = sentence.lower[one.end : other.start]
    return len(gap) == 1 and gap[0] in sentence.grammar.genitive and features.get(sentence.lower[one.end - 1]) == "city"


def _lies_in(sentence: Sentence, one: FoundPlace, other: FoundPlace) -> bool:
    """Tell whether a place lies in the one behind it."""
    gap = range(one.end, other.start)
    return 0 < len(gap) <= _MOST_BETWEEN and _leads_out(sentence, one.end) and _only_fills(sentence, gap)


def _only_fills(sentence: Sentence, gap: range) -> bool:
    return all(sentence.tags[i] in _FILLS or _leads_out(sentence, i) for i in gap)


def _leads_out(sentence: Sentence, i: int) -> bool:
    """Tell whether the word at `i` joins a place to the wider one behind it: "Zenda in Ruritania", "Zenda district of X"."""
    word, grammar = sentence.lower[i], sentence.grammar
    return word in _WITHIN or word in grammar.inessive or word in grammar.genitive


def _sets_apart(sentence: Sentence, i: int) -> bool:
    """Tell whether the word at `i` begins another matter: "was killed, but the army held Zenda"."""
    word, grammar = sentence.lower[i], sentence.grammar
    return word in grammar.adversative or word in grammar.relative
