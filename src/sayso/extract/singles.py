"""Finds single victims that no number counts: "a colonel", "his father", "Captain Nadim Haro"."""

from collections.abc import Sequence

from sayso.extract.counted import Mention, NounReader
from sayso.extract.harm import Harm
from sayso.extract.sentences import Sentence

_NAME = frozenset({"NNP", "NNPS"})
_DASHES = frozenset({"-", "–"})


class SingleReader:
    """Reads noun phrases in the singular that name one person or one aircraft."""

    def __init__(self, nouns: NounReader, harm: Harm) -> None:
        self._nouns = nouns
        self._harm = harm
        grammar = nouns.grammar
        self._determiners = grammar.definite | grammar.indefinite | grammar.possessive | grammar.another
        self._skipped = nouns.words.aged | _DASHES

    def find(self, sentence: Sentence, start: int, end: int, counted: Sequence[Mention]) -> list[Mention]:
        """Return the single persons and aircraft among tokens `[start, end)` that no number in `counted` covers."""
        lower, tags = sentence.lower, sentence.tags
        titles = self._nouns.titles
        ordinals = {mention.start for mention in counted if mention.kind == "ordinal"}
        taken = {i for mention in counted if mention.kind != "ordinal" for i in range(mention.start, mention.end)}
        found: list[Mention] = []
        done = start
        for i in [i for i in range(start, end) if lower[i] in self._determiners or lower[i] in titles]:
            if i < done or i in taken:
                continue
            if lower[i] in sentence.grammar.another and i + 1 < end and tags[i + 1][0] == "V":
                single: Mention | None = _single(i, i, i + 1)
            elif lower[i] in self._determiners:
                single = self._described(sentence, i, end, ordinals)
            else:
                single = self._named(sentence, i, end) if tags[i] in _NAME or tags[i] == "NN" else None
            if single is not None and taken.isdisjoint(range(single.start, single.end)):
                found.append(single)
                done = single.end
        return found

    def _described(self, sentence: Sentence, i: int, end: int, ordinals: set[int]) -> Mention | None:
        """Return "a young female fighter", "our commander Nadim Haro": one person or one aircraft behind a determiner."""
        place = i + 1
        while place < end and (sentence.lower[place] in self._skipped or sentence.lower[place][0].isdecimal()):
            place += 1
        place += place in ordinals
        single = _single(i, place, place)
        self._nouns.read(sentence, single, place, end)
        if single.head is None or sentence.lower[single.head] not in self._nouns.singular:
            return None
        grammar = sentence.grammar
        if single.kind_of not in {"person", "aircraft"} or sentence.lower[single.head] in grammar.other:
            return None
        if single.kind_of == "aircraft" and sentence.lower[i] not in grammar.indefinite | grammar.another:
            return None
        if single.own != self._harm.nouns.get(sentence.lower[single.head]):
            single.own = None
        single.end = self._name_end(sentence, single.end, end)
        return single

    def _named(self, sentence: Sentence, i: int, end: int) -> Mention | None:
        """Return "Captain Nadim Haro": a title before a name."""
        name_end = self._name_end(sentence, i + 1, end)
        if name_end == i + 1:
            return None
        single = _single(i, i, name_end)
        single.nouns, single.known = (i, name_end), True
        single.head, single.kind_of, single.via = i, "person", "named"
        return single

    def _name_end(self, sentence: Sentence, place: int, end: int) -> int:
        """Return the end of the name that goes on at `place`."""
        while place < end and sentence.tags[place] in _NAME and sentence.lower[place] not in self._nouns.time:
            place += 1
        return place


def _single(start: int, noun: int, end: int) -> Mention:
    """Return a mention of one of tokens `[start, end)`, whose noun phrase, if it has one, begins at `noun`."""
    return Mention(start, start, end, 1, 1, "exact", "single", (noun, noun))
