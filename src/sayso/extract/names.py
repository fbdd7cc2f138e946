"""Reads the phrase that names one person, with what stands before the name: "former mayor Omar Haro", "Haro's son"."""

from sayso.extract.bodies import BodyWords
from sayso.extract.counted import NounReader
from sayso.extract.persons import GivenNames
from sayso.extract.phrases import Range
from sayso.extract.sentences import Sentence
from sayso.extract.titles import TitleWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load

_PARTS = frozenset({"JJ", "NN", "NNP", "HYPH", "POS", "VBN", "-LRB-", "-RRB-", "CD"})
"""Tags of what may stand before or inside a name, behind its determiner."""
_DETERMINERS = frozenset({"DT", "PRP$"})
_NO_START = frozenset({"POS", "-RRB-", "HYPH"})
_LONGEST = 14
_ABBREVIATED = 5
"""How many letters a word before a full stop has at most that is an initial or an abbreviated title."""


class NameReader:
    """Tells which phrases name one person; holds the words that come before names and those that end none."""

    def __init__(self, nouns: NounReader, language: str) -> None:
        words = load(language, "titles", TitleWords)
        bodies = load(language, "bodies", BodyWords)
        offices = [phrase for phrases in words.offices.values() for phrase in phrases]
        titles = [*offices, *words.ranks, *words.honorifics, *words.roles]
        persons = {word for word, kind in nouns.singular.items() if kind == "person"}
        self._persons = persons
        self._titles = {phrase.split()[-1] for phrase in titles} | persons
        self._given = frozenset(load(language, "given_names", GivenNames).names)
        self._particles = frozenset(words.particles)
        self._no_name = (
            frozenset(words.no_name) | {word for row in bodies.last.values() for word in row} | set(nouns.classes)
        )
        self._time = nouns.time
        self._aged = tuple(nouns.words.aged)
        grammar = load(language, "grammar", GrammarWords)
        self._joins = grammar.conjunctive | grammar.disjunctive

    def beginning(self, sentence: Sentence, at: int, end: int) -> Range | None:
        """Return the phrase that begins at `at` if it names one person: in "killed the lawyer Omar Haro in Lesk"."""
        place = at + (at < end and sentence.tags[at] in _DETERMINERS)
        reach = min(end, at + _LONGEST)
        while place < reach and self._belongs(sentence, place, at):
            place += 1
        return self._person(sentence, at, place)

    def ending(self, sentence: Sentence, end: int, floor: int) -> Range | None:
        """Return the phrase that ends before `end` if it names one person: in "Yesterday Omar Haro was killed"."""
        place = end
        reach = max(floor, end - _LONGEST)
        while place > reach and self._belongs(sentence, place - 1, reach):
            place -= 1
        while place < end and (sentence.tags[place] in _NO_START or self._is_number(sentence, place)):
            place += 1
        if place > floor and sentence.tags[place - 1] in _DETERMINERS:
            place -= 1
        return self._person(sentence, place, end)

    @staticmethod
    def _is_number(sentence: Sentence, i: int) -> bool:
        """Tell whether a number stands at `i` that is not the age of somebody: "41-year-old Omar Haro"."""
        return sentence.tags[i] == "CD" and sentence.lower[i + 1 : i + 2] != ("-",)

    def _belongs(self, sentence: Sentence, i: int, first: int) -> bool:
        """Tell whether the token at `i` may belong to a phrase that names somebody."""
        word = sentence.lower[i]
        if sentence.tags[i] in _PARTS or word == "-" or (word in self._titles and sentence.tags[i][0] != "V"):
            return word not in self._time
        if word in self._particles:
            return i > first and sentence.tags[i - 1] == "NNP" and sentence.tags[i + 1 : i + 2] == ("NNP",)
        if word in self._joins:  # "senator and candidate Omar Haro"
            return i > first and sentence.lower[i - 1] in self._titles and sentence.tags[i + 1 : i + 2] != ("DT",)
        between = i > first and sentence.tags[i - 1] == "NNP" and sentence.tags[i + 1 : i + 2] == ("NNP",)
        return word == "." and between and len(sentence.words[i - 1]) <= _ABBREVIATED

    @staticmethod
    def _is_short_name(sentence: Sentence, i: int) -> bool:
        """Tell whether the word at `i` is an abbreviation or a number, which no person's name is: "UN", "17th"."""
        word = sentence.words[i]
        spelled = len(word) > 1 and word.isupper() and not sentence.shouting
        return spelled or not word[0].isalpha() or "." in word

    def _person(self, sentence: Sentence, start: int, end: int) -> Range | None:
        """Return the tokens `[start, end)` if they name one person, without what follows the name."""
        tags, lower = sentence.tags, sentence.lower
        while end > start and tags[end - 1] in {"HYPH", "-LRB-", "CD", "VBN"}:
            end -= 1
        if end <= start:
            return None
        last = lower[end - 1]
        owner = next((i for i in range(end - 1, start, -1) if tags[i] == "POS"), None)
        if owner is not None and last in self._persons:
            return (start, end) if tags[owner - 1] in {"NNP", "NN"} else None
        if last in self._no_name or last in self._titles or self._is_short_name(sentence, end - 1):
            return None
        titled = next((i for i in range(end - 2, start - 1, -1) if lower[i] in self._titles), None)
        aged = any(lower[i].endswith(self._aged) for i in range(start, end))
        known = titled is not None or aged
        if tags[end - 1] == "NNP":
            return (start, end) if known or tags[start] not in _DETERMINERS else None
        given = any(word in self._given for word in lower[start : end - 1])
        hidden = sentence.shouting and tags[end - 1] in {"NN", "JJ"} and (titled is not None or given)
        return (start, end) if hidden else None
