"""Finds the persons that a report names, and leads "Lavrov", "the Foreign Minister" back to who was named so.

Only what the report itself says is used. A name is taken for a person's on evidence: a title, a given name, a verb of
saying beside it, or an apposition that says what somebody does. Names without evidence are left alone.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from sayso.extract.bodies import Body
from sayso.extract.people import PersonMention, Persons
from sayso.extract.sentences import Sentence, word_at
from sayso.extract.titles import Title, Titles
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, load
from sayso.lexicon.names import NameWords
from sayso.register.load import Register
from sayso.spans import Span

__all__ = ["PersonFinder", "PersonMention", "Persons"]


class GivenNames(WordList, frozen=True):
    """Given names, folded."""

    names: tuple[str, ...]


class _Reading(msgspec.Struct, frozen=True, gc=False):
    """A sentence as it is read for persons: which tokens may belong to a name, and its titles."""

    sentence: Sentence
    free: tuple[bool, ...]
    """Whether a token is written like a part of a name and belongs to no body or place."""
    by_start: dict[int, Title]
    by_end: dict[int, Title]
    inside: frozenset[int]
    """The tokens of titles."""


_NOUNS = frozenset(["NNP", "NNPS", "NN", "NNS", "JJ", "FW", "UH"])
_PROPER = frozenset(["NNP", "NNPS"])
_SURE = frozenset(["office", "rank", "honorific"])


class PersonFinder:
    """Finds persons in a report's sentences; holds the register it was handed and the language's words."""

    def __init__(self, register: Register, language: str) -> None:
        self._register = register
        self._titles = Titles(language)
        words = self._titles.words
        self._given = frozenset(load(language, "given_names", GivenNames).names)
        self._no_name = frozenset(words.no_name) | {w for p in words.offices.values() for o in p for w in o.split()}
        self._fillers = frozenset(words.fillers) | frozenset(words.degrees)
        self._degrees = frozenset(words.degrees)
        self._particles = frozenset(words.particles)
        self._speech = frozenset(words.speech)
        self._before_places = words.before_places
        self._telling = words.telling
        self._articles = tuple(f"{article}-" for article in load("mul", "names", NameWords).articles)
        grammar = load(language, "grammar", GrammarWords)
        self._introducing = grammar.definite | grammar.indefinite | grammar.possessive | grammar.who

    def find(self, sentences: Sequence[Sentence], taken: Sequence[Body | Span] = ()) -> Persons:
        """Return the persons of a report; `taken` are bodies and places, in any order, whose words are no persons'."""
        readings = list(self._readings(sentences, _spans(taken)))
        named = [mention for reading in readings for mention in self._named(reading)]
        persons = Persons(named, self._titles, self._register)
        again = [mention for reading in readings for mention in self._again(reading, persons)]
        return Persons(named + again, self._titles, self._register)

    def _readings(self, sentences: Sequence[Sentence], taken: list[Span]) -> Iterator[_Reading]:
        """Yield the sentences that may name somebody, ready for reading."""
        at = 0
        for sentence in sentences:
            while at < len(taken) and taken[at][1] <= sentence.span[0]:
                at += 1
            inside = []
            upto = at
            while upto < len(taken) and taken[upto][0] < sentence.span[1]:
                inside.append(taken[upto])
                upto += 1
            free = self._free(sentence, inside)
            if any(free):
                titles = self._titles.find(sentence.lower)
                tokens = frozenset(number for title in titles for number in range(title.start, title.end))
                by_start = {title.start: title for title in titles}
                yield _Reading(sentence, free, by_start, {title.end: title for title in titles}, tokens)

    def _free(self, sentence: Sentence, taken: list[Span]) -> tuple[bool, ...]:
        """Tell of each token whether it may belong to a person's name."""
        if sentence.shouting:
            given = self._given
            free = [tag in _PROPER or word in given for word, tag in zip(sentence.lower, sentence.tags, strict=True)]
        else:
            free = [word[0].isupper() or word[:3].lower() in self._articles for word in sentence.words]
        for start, end in taken:
            low, high = bisect_left(sentence.starts, start), bisect_left(sentence.starts, end)
            free[low:high] = [False] * (high - low)
        return tuple(free)

    def _named(self, reading: _Reading) -> Iterator[PersonMention]:
        """Yield the persons that a sentence names with evidence."""
        number, count = 0, len(reading.free)
        while number < count:
            if not reading.free[number] or number in reading.inside:
                number += 1
                continue
            end = self._name_end(reading, number)
            title = reading.by_end.get(number)
            if end > number and self._is_person(reading, number, end, title):
                yield self._mention(reading, number, end, title)
            number = max(end, number + 1)

    def _name_end(self, reading: _Reading, start: int) -> int:
        """Return where the name that begins at `start` ends; `start` itself if no name begins there."""
        sentence, free = reading.sentence, reading.free
        end = at = start
        while at < len(free) and at - start < 7:
            word = sentence.lower[at]
            if free[at] and at not in reading.inside and self._in_name(sentence, at, start):
                end = at = at + 1
            elif at > start and (word in self._particles or (word == "." and len(sentence.words[at - 1]) == 1)):
                at += 1
            else:
                break
        while end > start + 1 and sentence.lower[end - 1] in self._particles:
            end -= 1
        return end

    def _in_name(self, sentence: Sentence, at: int, start: int) -> bool:
        """Tell whether a capitalised token may be part of a name: not a month, a verb, the first word of a sentence."""
        word = sentence.lower[at]
        if word in self._no_name or not word[0].isalpha() or "/" in word:
            return False
        if sentence.shouting:
            return word not in self._speech
        first = at == 0 or not any(char.isalnum() for char in sentence.words[at - 1])
        tag = sentence.tags[at]
        return tag in _NOUNS or word in self._given or (at > start and not first and tag[0] != "V")

    def _is_person(self, reading: _Reading, start: int, end: int, title: Title | None) -> bool:
        """Tell whether there is evidence that a name is a person's."""
        sentence = reading.sentence
        size = sum(1 for number in range(start, end) if reading.free[number])
        if title is not None:
            return title.kind in _SURE or size > 1
        if size < 2 or size > 5 or (start and sentence.lower[start - 1] in self._before_places):
            return False
        if sentence.lower[start] in self._given:
            return True
        return not sentence.shouting and (self._speaks(sentence, start, end) or self._described(reading, end))

    def _speaks(self, sentence: Sentence, start: int, end: int) -> bool:
        """Tell whether a verb of saying stands beside a name."""
        after = sentence.lower[end] if end < len(sentence.lower) else ""
        before = sentence.lower[start - 1] if start else ""
        to = before in sentence.grammar.allative and word_at(sentence.lower, start - 2) in self._telling
        return after in self._speech or before in self._speech or to

    def _described(self, reading: _Reading, end: int) -> bool:
        """Tell whether a name is followed by an age, or by an apposition that says what somebody is: ", a nurse"."""
        lower = reading.sentence.lower
        if end + 1 >= len(lower) or lower[end] != ",":
            return False
        if lower[end + 1].isdigit() and len(lower[end + 1]) == 2 and end + 2 < len(lower) and lower[end + 2] == ",":
            return True
        return self._apposition(reading, end) is not None

    def _apposition(self, reading: _Reading, end: int) -> Title | None:
        """Return the title of an apposition after a name: "Ana Zorn, a spokeswoman for …"; None if there is none."""
        lower = reading.sentence.lower
        if end + 1 >= len(lower) or lower[end] != ",":
            return None
        for start in range(end + 1, min(end + 7, len(lower))):
            title = reading.by_start.get(start)
            if title is not None:
                words = lower[end + 1 : start]
                known = all(word in self._fillers or self._state(word) for word in words)
                return title if known or (lower[end + 1] in self._introducing and "," not in words) else None
        return None

    def _mention(self, reading: _Reading, start: int, end: int, title: Title | None) -> PersonMention:
        """Return a named person with the office and the country that the words around give."""
        sentence = reading.sentence
        begin, office, country = start, "", None
        if title is not None:
            begin, office, country = self._before(reading, title)
        else:
            after = self._apposition(reading, end)
            if after is not None and after.office:
                office = after.office
                country = self._country(sentence, end + 1, after.start)
        return PersonMention(
            span=sentence.slice(start, end),
            name=_joined(sentence, start, end),
            title=_joined(sentence, begin, start),
            office=office,
            country=country,
            subject=_is_subject(sentence, begin, end),
        )

    def _before(self, reading: _Reading, title: Title) -> tuple[int, str, str | None]:
        """Return where the titles before a name begin, the office among them, and the state named with it."""
        sentence, office, begin = reading.sentence, title.office, title.start
        at = begin
        while at > 0 and begin - at < 5:
            other = reading.by_end.get(at)
            if other is not None and (at == begin or not office):
                office = office or other.office
                begin = at = other.start
                continue
            word = sentence.lower[at - 1]
            named = sentence.words[at - 1][0].isupper() and not reading.free[at - 1]
            if word not in self._fillers and not self._state(word) and not named:
                break
            at -= 1
        country = self._country(sentence, at, begin)
        while begin > 0 and sentence.lower[begin - 1] in self._degrees:
            begin -= 1
        return begin, office, country

    def _country(self, sentence: Sentence, start: int, end: int) -> str | None:
        """Return the last state named among tokens, None if there is none."""
        for number in range(end - 1, start - 1, -1):
            state = self._state(sentence.lower[number])
            if state is not None:
                return state
        return None

    def _state(self, word: str) -> str | None:
        """Return the id of the state or territory that a single word names, None for any other word."""
        name = self._register.named(word) if word[0].isalpha() else None
        return name.ids[0] if name is not None and name.ids and name.ids[0].startswith("state:") else None

    def _again(self, reading: _Reading, persons: Persons) -> Iterator[PersonMention]:
        """Yield the later mentions of known persons, by surname alone."""
        sentence = reading.sentence
        free = reading.free
        for number, word in enumerate(sentence.lower):
            if not free[number] or not persons.knows(word):
                continue
            span = sentence.slice(number, number + 1)
            if persons.at(span[0]) is not None or self._runs_on(reading, number):
                continue
            name = persons.surname(word, span[0])
            if name is not None:
                yield PersonMention(span=span, name=name, title="", subject=_is_subject(sentence, number, number + 1))

    def _runs_on(self, reading: _Reading, number: int) -> bool:
        """Tell whether a word is part of a longer capitalised name: "Lavrov Street", "New Assad"."""
        sentence = reading.sentence
        for beside in (number - 1, number + 1):
            if 0 <= beside < len(reading.free) and reading.free[beside] and sentence.tags[beside] in _PROPER:
                word = sentence.lower[beside]
                if beside > number or not (beside == 0 or word in self._no_name):
                    return True
        return False


def _spans(taken: Sequence[Body | Span]) -> list[Span]:
    """Return the spans of bodies and places, in order."""
    return sorted(place.span if isinstance(place, Body) else place for place in taken)


def _joined(sentence: Sentence, start: int, end: int) -> str:
    """Return tokens as words: with a space between them, none before a full stop or a possessive."""
    words: list[str] = []
    for word in sentence.words[start:end]:
        if words and (word == "." or word[0] in "'’"):
            words[-1] += word
        else:
            words.append(word)
    return " ".join(words)


def _is_subject(sentence: Sentence, begin: int, end: int) -> bool:
    """Tell whether a mention opens its sentence or has a verb right after it: it is what the text goes on about."""
    after = sentence.tags[end] if end < len(sentence.tags) else ""
    return begin <= 1 or after[:2] in {"VB", "MD"}
