"""Reads the titles that stand before and after persons' names: offices, ranks, forms of address, and what people do."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from sayso.lexicon.load import WordList, load

TitleKind = Literal["office", "rank", "honorific", "role"]


class TitleWords(WordList, frozen=True):
    """The words of titles and of what surrounds them; the fields are described in the list itself."""

    offices: dict[str, tuple[str, ...]]
    also: dict[str, tuple[str, ...]]
    ranks: tuple[str, ...]
    honorifics: tuple[str, ...]
    roles: tuple[str, ...]
    degrees: tuple[str, ...]
    fillers: tuple[str, ...]
    particles: tuple[str, ...]
    speech: tuple[str, ...]
    before_places: frozenset[str]
    telling: frozenset[str]
    small: frozenset[str]
    no_name: tuple[str, ...]


class Title(msgspec.Struct, frozen=True, gc=False):
    """A title in a sentence: tokens `start` up to, not including, `end`."""

    start: int
    end: int
    kind: TitleKind
    office: str = ""
    """Which office ("foreign-minister"), with its degree ("deputy foreign-minister"); empty for other titles."""


class Titles:
    """Finds titles in a sentence's folded words; holds the language's titles."""

    def __init__(self, language: str) -> None:
        self.words = load(language, "titles", TitleWords)
        self._degrees = frozenset(self.words.degrees)
        self._phrases: dict[str, list[tuple[tuple[str, ...], TitleKind, str]]] = {}
        for office, phrases in self.words.offices.items():
            self._add(phrases, "office", office)
        self._add(self.words.ranks, "rank", "")
        self._add(self.words.honorifics, "honorific", "")
        self._add(self.words.roles, "role", "")
        for known in self._phrases.values():
            known.sort(key=_length, reverse=True)

    def _add(self, phrases: Sequence[str], kind: TitleKind, office: str) -> None:
        """Take in the phrases of one title; what was there before them stays first."""
        for phrase in phrases:
            words = tuple(phrase.split())
            known = self._phrases.setdefault(words[0], [])
            if all(words != other for other, _, _ in known):
                known.append((words, kind, office))

    def find(self, lower: Sequence[str]) -> list[Title]:
        """Return the titles among folded words, in order and without overlap, the longest at each place."""
        phrases = self._phrases
        starts = [at for at, word in enumerate(lower) if word in phrases]
        return list(self._read(lower, starts)) if starts else []

    def _read(self, lower: Sequence[str], starts: Sequence[int]) -> Iterator[Title]:
        """Yield the titles that begin at one of `starts`."""
        reached = 0
        for at in starts:
            if at < reached:
                continue
            for words, kind, office in self._phrases[lower[at]]:
                end = _match(lower, at, words)
                if end:
                    reached = end
                    yield Title(at, end, kind, self._degree(lower, at) + office if office else "")
                    break

    def _degree(self, lower: Sequence[str], at: int) -> str:
        """Return the word before an office that makes another of it, with a space: "deputy "; else nothing."""
        before = lower[at - 1] if at else ""
        return f"{before} " if before in self._degrees else ""


def _length(phrase: tuple[tuple[str, ...], TitleKind, str]) -> int:
    """Return how many words a phrase has."""
    return len(phrase[0])


def _match(lower: Sequence[str], at: int, words: Sequence[str]) -> int:
    """Return where a phrase that begins at `at` ends, 0 if it does not stand there; full stops of abbreviations pass."""
    for word in words:
        if at < len(lower) and lower[at] == "." and word != ".":
            at += 1
        if at >= len(lower) or lower[at] != word:
            return 0
        at += 1
    short = len(words[-1]) <= 5
    return at + 1 if short and at + 1 < len(lower) and lower[at] == "." else at
