"""Finds withheld words in any text: names by their words, in whatever case, spelling of accents and white space they stand."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import pairwise

from sayso.spans import Span

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_START = 4
"""By how many of their first letters names are looked up."""
_GAP = 3
"""How many characters may stand between two words of a name: "Marta  Oll", "marta_oll", "Oll, Marta" is two."""


class Terms:
    """Words that may stand nowhere: `Terms(["Marta Oll"]).spans(text)`.

    A term of several words is found in any case; one of a single word only where it begins with a capital, so that
    the surname "Hill" is no hill; a single word without any capital, such as an account's, is found in any case.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        self._low: set[str] = set()
        self._joined: set[str] = set()
        for term in terms:
            words = tokens(term)
            if not words:
                continue
            self._by_first.setdefault(words[0], set()).add(words)
            if len(words) > 1:
                self._joined.add("".join(words))
            elif term == term.lower():
                self._low.add(words[0])

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def spans(self, text: str) -> list[Span]:
        """Return where terms stand, in order, without overlap, the longest first."""
        if not self._by_first:
            return []
        found = list(_TOKEN.finditer(text))
        keys = [_key(token[0]) for token in found]
        if self._by_first.keys().isdisjoint(keys):
            return []
        spans: list[Span] = []
        at = 0
        while at < len(found):
            beginning = self._by_first.get(keys[at], ())
            length = max((len(term) for term in beginning if _stands(found, keys, at, term, low=self._low)), default=0)
            if length:
                spans.append((found[at].start(), found[at + length - 1].end()))
            at += length or 1
        return spans

    def found(self, text: str) -> bool:
        """Tell whether any term stands in a text."""
        return bool(self.spans(text))

    def masked(self, text: str, instead: str = "[name withheld]") -> str:
        """Return a text that is no quotation with every term replaced."""
        for start, end in reversed(self.spans(text)):
            text = text[:start] + instead + text[end:]
        return text

    def in_address(self, address: str) -> bool:
        """Tell whether an address says a term, in any case, its words joined by whatever sign or by none."""
        words = [_key(token[0]) for token in _TOKEN.finditer(address)]
        if any((word,) in self._by_first.get(word, ()) for word in words):
            return True
        run = "".join(words)
        return any(run[at : at + length] in self._joined for length in self._lengths for at in range(len(run)))

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """How long terms of several words are when these are joined."""
        return frozenset(map(len, self._joined))


class Verbatim:
    """Texts that may stand to the letter in others: `Verbatim(["Marta Oll"]).named_in(text)`; many are sought as quickly as few."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for name in dict.fromkeys(filter(None, names)):
            self._by_start.setdefault(name[:_START], []).append(name)
        self._lengths = {len(start) for start in self._by_start}

    def named_in(self, text: str) -> list[str]:
        """Return those that stand in a text, in order of their letters."""
        starts = {text[at : at + length] for length in self._lengths for at in range(len(text))}
        names = (name for start in self._by_start.keys() & starts for name in self._by_start[start])
        return sorted(name for name in names if name in text)


def _stands(found: list[re.Match[str]], keys: list[str], at: int, term: tuple[str, ...], *, low: set[str]) -> bool:
    """Tell whether a term stands at a word of a text."""
    if tuple(keys[at : at + len(term)]) != term:
        return False
    if len(term) == 1:
        return term[0] in low or not found[at][0][0].islower()
    pairs = pairwise(found[at : at + len(term)])
    return all(after.start() - before.end() <= _GAP for before, after in pairs)


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return tuple(_key(found[0]) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
