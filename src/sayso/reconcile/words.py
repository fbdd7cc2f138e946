"""The words by which one account refers to another or tells an end, compiled for use on the quotes of claims."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal

from sayso.gazetteer.words import PlaceWords
from sayso.lexicon.forms import noun_forms
from sayso.lexicon.load import WordList, fold, load

Outcome = Literal["taken", "repelled"]
_REMEMBERED = 16_384
"""How many names are remembered with what came of them; the same few speak and act again and again."""


class AccountWords(WordList, frozen=True):
    """Words of accounts: see `lexicon/<language>/accounts.yaml`, which says what each list holds."""

    repelled: tuple[str, ...]
    taken: tuple[str, ...]
    happening: tuple[str, ...]
    definite: tuple[str, ...]
    another: tuple[str, ...]
    apart: tuple[str, ...]
    bodies: tuple[str, ...]
    risen: tuple[str, ...]
    among: tuple[str, ...]
    so_far: tuple[str, ...]
    contrasting: tuple[str, ...]
    body_links: tuple[str, ...]
    windows: dict[str, tuple[str, ...]]
    kinds: dict[str, str]
    measures: dict[str, str]


class SideWords(WordList, frozen=True):
    """Words that take a side: see `lexicon/<language>/loaded.yaml`."""

    words: tuple[str, ...]


class Phrasing:
    """Asks a quote what it says of other accounts, and names parties in neutral words; built once for a language.

    `title` gives the name of a body by its id in the register.
    """

    named: Callable[[str, str | None], str]
    """Returns a name as a neutral sentence may use it: the register's, or in quotation marks, when it takes a side."""

    def __init__(self, language: str, title: Callable[[str], str | None]) -> None:
        words = load(language, "accounts", AccountWords)
        self.language = language
        self._organised = frozenset(load(language, "places", PlaceWords).organisations)
        self._title = title
        self.kinds, self.measures = words.kinds, words.measures
        nouns = _any(form for noun in words.happening for form in noun_forms(fold(noun)))
        self._repelled = _whole(words.repelled)
        self._taken = _whole(words.taken)
        self._back = re.compile(rf"\b(?:{_any(words.definite)})\s+(?:[\w-]+\s+)?(?:{nouns})\b")
        self._apart = re.compile(
            rf"\b(?:(?:{_any(words.another)})\s+(?:[\w-]+\s+)?(?:{nouns})|(?:{_any(words.apart)}))\b"
        )
        heads = _any(form for noun in words.bodies for form in noun_forms(fold(noun)))
        self._body = re.compile(rf"(?:.*\b)?(?:{heads})(?:\s+(?:{_any(words.body_links)})\b.*)?")
        self._contrast = re.compile(rf"\W*(?:{_any(words.contrasting)})\b")
        self._risen = _whole(words.risen)
        self._among = _whole(words.among)
        self._so_far = _whole(words.so_far)
        self._windows = {window: _whole(phrases) for window, phrases in words.windows.items()}
        self._loaded = _whole(load(language, "loaded", SideWords).words)
        self.named = lru_cache(maxsize=_REMEMBERED)(self._named)

    def outcome(self, folded: str) -> Outcome | None:
        """Return how an assault ended by the words of a folded quote; None when they say nothing or both."""
        others, failures = self._repelled.subn(" ", folded)
        if (self._taken.search(others) is None) == (failures == 0):
            return None
        return "repelled" if failures else "taken"

    def points_back(self, folded: str) -> bool:
        """Tell whether a folded quote speaks of a happening as known ("the attack")."""
        return self._back.search(folded) is not None

    def contrasts(self, folded: str) -> bool:
        """Tell whether a folded quote opens by setting itself against what was said ("however")."""
        return self._contrast.match(folded) is not None

    def sets_apart(self, folded: str) -> bool:
        """Tell whether a folded quote brings up another happening ("another attack", "elsewhere")."""
        return self._apart.search(folded) is not None

    def is_body(self, name: str) -> bool:
        """Tell whether a name without a proper noun means a body ("local council"), not a person."""
        return self._body.fullmatch(fold(name)) is not None

    def is_organisation(self, name: str) -> bool:
        """Tell whether a name has the words of one of a body ("Hill Brigade")."""
        return self.is_body(name) or not self._organised.isdisjoint(fold(name).split())

    def counts_among(self, folded: str) -> bool:
        """Tell whether a folded quote sets a count within another ("were among 97")."""
        return self._among.search(folded) is not None

    def risen(self, folded: str) -> bool:
        """Tell whether a folded quote says that a toll has risen, and so speaks of one that was given before."""
        return self._risen.search(folded) is not None

    def so_far(self, folded: str) -> bool:
        """Tell whether a folded quote gives a running total ("so far")."""
        return self._so_far.search(folded) is not None

    def window(self, folded: str) -> str:
        """Return the window of time that a folded time phrase names ("24 hours"); empty when it names none."""
        return next((window for window, phrases in self._windows.items() if phrases.search(folded)), "")

    def _named(self, name: str, key: str | None) -> str:
        if not self._takes_side(name):
            return name
        title = self._title(key) if key else None
        return title if title and not self._takes_side(title) else f"“{name}”"

    def _takes_side(self, words: str) -> bool:
        return self._loaded.search(fold(words)) is not None


def _any(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest first."""
    return "|".join(sorted((re.escape(fold(word)) for word in set(words)), key=lambda word: (-len(word), word)))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words)})\b")
