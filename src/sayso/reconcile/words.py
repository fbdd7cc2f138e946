"""The words by which one account refers to another or tells an end, compiled for use on the quotes of claims."""

import re
from collections.abc import Iterable
from typing import Literal

from sayso.lexicon.forms import noun_forms
from sayso.lexicon.load import WordList, fold, load

Outcome = Literal["taken", "repelled"]


class AccountWords(WordList, frozen=True):
    """Words of accounts: see `lexicon/<language>/accounts.yaml`, which says what each list holds."""

    repelled: tuple[str, ...]
    taken: tuple[str, ...]
    happening: tuple[str, ...]
    definite: tuple[str, ...]
    another: tuple[str, ...]
    apart: tuple[str, ...]
    loaded: tuple[str, ...]
    kinds: dict[str, str]
    measures: dict[str, str]


class Phrasing:
    """Asks a quote what it says of other accounts; built once for a language, and holds no state."""

    def __init__(self, language: str) -> None:
        words = load(language, "accounts", AccountWords)
        self.kinds, self.measures = words.kinds, words.measures
        nouns = _any(form for noun in words.happening for form in noun_forms(fold(noun)))
        self._repelled = _whole(words.repelled)
        self._taken = _whole(words.taken)
        self._back = re.compile(rf"\b(?:{_any(words.definite)})\s+(?:[\w-]+\s+)?(?:{nouns})\b")
        self._apart = re.compile(
            rf"\b(?:(?:{_any(words.another)})\s+(?:[\w-]+\s+)?(?:{nouns})|(?:{_any(words.apart)}))\b"
        )
        self._loaded = _whole(words.loaded)

    def outcome(self, folded: str) -> Outcome | None:
        """Return how an assault ended by the words of a folded quote; None when they say nothing or both."""
        repelled, taken = self._repelled.search(folded), self._taken.search(folded)
        if (repelled is None) == (taken is None):
            return None
        return "repelled" if repelled else "taken"

    def points_back(self, folded: str) -> bool:
        """Tell whether a folded quote speaks of a happening as known ("the attack")."""
        return self._back.search(folded) is not None

    def sets_apart(self, folded: str) -> bool:
        """Tell whether a folded quote brings up another happening ("another attack", "elsewhere")."""
        return self._apart.search(folded) is not None

    def named(self, name: str) -> str:
        """Return a name as a neutral sentence may use it: in quotation marks when it holds a word of judgement."""
        return f"“{name}”" if self._loaded.search(fold(name)) else name


def _any(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest first."""
    return "|".join(sorted((re.escape(fold(word)) for word in set(words)), key=lambda word: (-len(word), word)))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words)})\b")
