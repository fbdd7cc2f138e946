"""Names as they are compared whatever their spelling: places that nobody can locate, and persons."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.gazetteer.names import ARTICLES, difference, skeleton, tokens
from sayso.gazetteer.words import PlaceWords, plural
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load

_ARTICLE = re.compile("(?:al|el|ul)[-‑]")
_NAME = re.compile(r"[A-ZÀ-ÞŁŞİĞ][^\W\d_]*[a-zß-ÿ][\w'’-]*")
"""A capitalised word that is no abbreviation."""
_SOUNDS = 4
"""How many consonants two names must share to be one whatever their vowels."""
_ONE_EDIT = 4
_TWO_EDITS = 8
"""How many letters a name must have for one letter, and for two, to be a matter of spelling."""


class PlaceSpelling:
    """Takes the words for kinds of place off names, under one language's words: "Shorik village" is "shorik"."""

    def __init__(self, language: str) -> None:
        words = load(language, "places", PlaceWords)
        kinds = {noun for nouns in words.features.values() for noun in nouns}
        self._kinds = kinds | {plural(noun) for noun in kinds} | set(words.kind_modifiers)
        self._definite = load(language, "grammar", GrammarWords).definite
        self._kept: dict[str, str] = {}

    def bare(self, name: str) -> str:
        """Return a name in plain letters, without articles and words for kinds of place; empty when nothing else is left."""
        known = self._kept.get(name)
        if known is None:
            words = [word for word in tokens(name) if word not in ARTICLES and word not in self._definite]
            known = self._kept[name] = " ".join(word for word in words if word not in self._kinds)
        return known


@lru_cache(maxsize=8192)
def one_name(a: str, b: str) -> bool:
    """Tell whether two names in plain letters are spellings of one: the same consonants, or hardly another letter."""
    if not a or not b:
        return False
    if a == b:
        return True
    ours = skeleton(a)
    if ours != skeleton(b):
        return False
    a, b = a.replace(" ", ""), b.replace(" ", "")
    shorter = min(len(a), len(b))
    allowed = 2 if shorter >= _TWO_EDITS else 1 if shorter >= _ONE_EDIT else 0
    return len(ours) >= _SOUNDS or difference(a, b, allowed) <= allowed


def person_of(name: str) -> Iterator[str]:
    """Yield the two last words of a name that is a person's by its shape, in plain letters: "Colonel Adem Varo"."""
    words = [_ARTICLE.sub("", word) for word in name.split()]
    if len(words) < 2 or not all(_NAME.fullmatch(word) for word in words[-2:]):
        return
    yield " ".join(" ".join(token for token in tokens(word) if token not in ARTICLES) for word in words[-2:])
