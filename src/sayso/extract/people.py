"""The persons of one report: who is mentioned where, and whom a surname or an office stands for."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, Protocol

import msgspec

from sayso.extract.titles import Titles
from sayso.lexicon.load import load
from sayso.lexicon.names import NameWords
from sayso.register.load import Register
from sayso.spans import Span


class PersonMention(msgspec.Struct, frozen=True, gc=False):
    """A person where the text names one."""

    span: Span
    """Of the name, without its title."""
    name: str
    """The full name as far as the report gives it."""
    title: str
    """The words of the title before the name, as written; empty for none."""
    office: str = ""
    """The office held, by its key in the list of titles; empty if none is given here."""
    country: str | None = None
    """Id of the state that the office is of, if the words give it."""
    subject: bool = False
    """Whether the sentence is about this person: the name opens it or a verb follows."""


class _Holder(NamedTuple):
    """Who holds an office, with the state and the words of the title that were given."""

    name: str
    country: str | None
    words: frozenset[str]


class _Folding(Protocol):
    """What folds a text without moving a character."""

    def fold(self, text: str) -> str: ...


_TOKEN = re.compile(r"[^\W_]+(?:[-‐'’.][^\W_]+)*|['’]s\b")


class Persons:
    """Who is who among the persons of a report."""

    def __init__(self, mentions: Iterable[PersonMention], titles: Titles, register: Register) -> None:
        self._titles = titles
        self._register = register
        self._degrees = frozenset(titles.words.degrees)
        self._fillers = frozenset(titles.words.fillers) | self._degrees
        found = sorted(mentions, key=_begin)
        self._full = _full_names(found, register)
        self.mentions: tuple[PersonMention, ...] = tuple(
            msgspec.structs.replace(m, name=self._full.get(m.name, m.name)) for m in found
        )
        self._starts = [mention.span[0] for mention in self.mentions]
        self._surnames: dict[str, list[int]] = defaultdict(list)
        self._offices: dict[str, dict[_Holder, None]] = defaultdict(dict)
        self._subjects: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, mention in enumerate(self.mentions):
            for key in _keys(mention.name, register):
                self._surnames[key].append(number)
            if mention.office:
                words = frozenset(_TOKEN.findall(mention.title.lower()))
                self._offices[mention.office][_Holder(mention.name, mention.country, words)] = None
            if mention.subject:
                self._subjects[mention.name].append(mention.span[0])
            self._by_name[mention.name].append(number)

    def at(self, place: int) -> PersonMention | None:
        """Return the person named at an offset of the text, None if nobody is."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place < self.mentions[number].span[1]:
            return self.mentions[number]
        return None

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is the surname of somebody in the report."""
        return _plain(word, self._register) in self._surnames

    def surname(self, word: str, at: int) -> str | None:
        """Return the full name of whom a surname means at an offset: the last one named so before, else the first."""
        numbers = self._surnames.get(_plain(word, self._register))
        return self.mentions[self._nearest(numbers, at)].name if numbers else None

    def resolve(self, words: str, at: int) -> str | None:
        """Return whom words mean at an offset: a name, a surname with or without title, an office; None if nobody.

        Where the report gives no given name, the title stands in its place ("President Assad").
        """
        tokens = _TOKEN.findall(words)
        lower = [token.lower() for token in tokens]
        titles = self._titles.find(lower)
        titled = {number for title in titles for number in range(title.start, title.end)}
        rest = [n for n, word in enumerate(lower) if n not in titled and word not in self._titles.words.small]
        names = [n for n in rest if lower[n] not in self._fillers and not self._state(lower[n])]
        if names:
            return self._by_words([tokens[n] for n in names], at)
        country = next((state for n in reversed(rest) if (state := self._state(lower[n]))), None)
        offices = [title.office for title in titles if title.office]
        if not offices:
            return None
        extra = {lower[n] for n in rest if lower[n] not in self._degrees and not self._state(lower[n])}
        return self._holder(offices[-1], country, extra, at)

    def _by_words(self, names: Sequence[str], at: int) -> str | None:
        """Return whom the words of a name mean, if all of them are that person's."""
        found = self.surname(names[-1], at)
        if found is None:
            return None
        known = set(self._register.fold(found).split())
        words = set(self._register.fold(" ".join(names)).split()) - _articles()
        return self.display(found) if words <= known else None

    def _holder(self, office: str, country: str | None, extra: set[str], at: int) -> str | None:
        """Return who holds an office at a place in the text: of those who do, whom the text is about just then.

        `extra` are words that say more of the office ("army" spokesman); they must stand with the holder's name too.
        """
        degree, _, plain = office.rpartition(" ")
        others = (f"{degree} {other}".strip() for other in self._titles.words.also.get(plain, ()))
        holders = [holder for known in (office, *others) for holder in self._offices.get(known, {})]
        fitting = [h for h in holders if country is None or h.country in {None, country}]
        exact = [h for h in fitting if country is not None and h.country == country]
        names = {h.name for h in exact or fitting if extra <= h.words}
        if not names:
            return None
        latest = max((self._last_subject(name, at), name) for name in names)
        if latest[0] >= 0:
            return self.display(latest[1])
        nearest = {name: self._starts[self._nearest(self._by_name[name], at)] for name in sorted(names)}
        before = [name for name in nearest if nearest[name] <= at]
        chosen = max(before, key=nearest.__getitem__) if before else min(nearest, key=nearest.__getitem__)
        return self.display(chosen)

    def _last_subject(self, name: str, at: int) -> int:
        """Return where a person was last what a sentence is about before an offset, -1 if never."""
        subjects = self._subjects.get(name, [])
        before = bisect_left(subjects, at)
        return subjects[before - 1] if before else -1

    def _nearest(self, numbers: Sequence[int], at: int) -> int:
        """Return the last of some mentions before an offset, else the first."""
        before = bisect_right(numbers, at, key=self._starts.__getitem__)
        return numbers[max(0, before - 1)]

    def _state(self, word: str) -> str | None:
        """Return the id of the state that a word names, None for any other word."""
        name = self._register.named(word) if word[0].isalpha() else None
        return name.ids[0] if name is not None and name.ids and name.ids[0].startswith("state:") else None

    def display(self, name: str) -> str:
        """Return a name as it is shown: a surname alone with the title that it was first given."""
        if len(name.split()) > 1:
            return name
        for number in self._by_name.get(name, []):
            title = self.mentions[number].title
            if title:
                return f"{title} {name}"
        return name


def _begin(mention: PersonMention) -> Span:
    """Return where a mention stands."""
    return mention.span


def _plain(word: str, folding: _Folding) -> str:
    """Return a surname folded, its Arabic article left out: "al-Assad" and "Assad" are one."""
    return _article().sub("", folding.fold(word).strip(), count=1)


def _keys(name: str, folding: _Folding) -> list[str]:
    """Return by which single words a person may be named again: every word of the name but the first."""
    words = name.split()
    later = [_plain(word, folding) for word in (words[1:] or words)]
    return [word for word in later if len(word) > 1]


def _full_names(found: Sequence[PersonMention], folding: _Folding) -> dict[str, str]:
    """Return the full name for each name of one word, when the report gives one that ends with it."""
    longer: dict[str, str] = {}
    for mention in found:
        words = mention.name.split()
        if len(words) > 1:
            longer.setdefault(_plain(words[-1], folding), mention.name)
    single = {mention.name for mention in found if len(mention.name.split()) == 1}
    return {name: longer[key] for name in single if (key := _plain(name, folding)) in longer}


@cache
def _articles() -> frozenset[str]:
    """Return the Arabic article in the ways in which it is written."""
    return frozenset(load("mul", "names", NameWords).articles)


@cache
def _article() -> re.Pattern[str]:
    """Return the pattern of an Arabic article before a name."""
    return re.compile(rf"(?:{'|'.join(sorted(_articles()))})[- ](?=\w)")
