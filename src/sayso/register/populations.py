"""Whom a figure counts: brings the words for them ("Hill Brigade troops") under one population and one mark."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from sayso.lexicon.forms import noun_forms
from sayso.lexicon.load import WordList, fold, load
from sayso.lexicon.names import NameWords
from sayso.values.figure import Figure


class PopulationWords(WordList, frozen=True):
    """Words for those who are counted."""

    populations: dict[str, tuple[str, ...]]
    """Population → nouns and noun phrases that mean it, in the singular."""
    bare: tuple[str, ...]
    """Words that count the dead or hurt and say nothing of who they were."""
    aside: tuple[str, ...]
    behind: tuple[str, ...]
    """Words that lead in what stands behind the noun."""
    """Words before the noun that make no other population of it."""


class Population(NamedTuple):
    """`Population("soldiers", "turkish")`: who is counted, and the words that narrow it down."""

    name: str
    """Empty when the words say nothing of who was counted ("deaths")."""
    mark: str = ""
    """Id in the register of the body that narrows it down, else the folded words that do."""
    words: str = ""
    """Those words as said."""


class Populations:
    """Reads the words of figures under one language; `identify` gives the id of a body by its name. Built once."""

    def __init__(self, language: str, identify: Callable[[str], str | None]) -> None:
        words = load(language, "populations", PopulationWords)
        self._names: Mapping[str, str] = {
            form: name for name, nouns in words.populations.items() for noun in nouns for form in noun_forms(fold(noun))
        } | {form: "" for noun in words.bare for form in noun_forms(fold(noun))}
        self._listed = frozenset(self._names.values())
        self._aside = frozenset(words.aside)
        self._behind = re.compile(rf"\s+(?:{'|'.join(words.behind)})\s")
        self._identify = identify
        self._known: dict[str, Population] = {}

    def of(self, words: str) -> Population:
        """Return the population that words name: the longest known noun at their end, and what stands before it."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = self._read(words)
        return known

    def lists(self, population: Population) -> bool:
        """Tell whether the list knows the noun; one that it does not know may as well be the people of another count."""
        return population.name in self._listed

    def _read(self, words: str) -> Population:
        tokens = self._behind.split(f"{words} ", maxsplit=1)[0].split()
        for start in range(len(tokens)):
            name = self._names.get(fold(" ".join(tokens[start:])))
            if name is not None:
                return self._marked(name, tokens[:start])
        return self._marked(fold(tokens[-1]), tokens[:-1]) if tokens else Population("")

    def _marked(self, name: str, tokens: list[str]) -> Population:
        """Return a population with what stands before its noun."""
        words = " ".join(token for token in tokens if fold(token) not in self._aside and not token.isdigit())
        return Population(name, self._identify(words) or fold(words), words) if words else Population(name)


def person(figure: Figure) -> str | None:
    """Return the folded family name and the name before it when one named person is counted, else None.

    "Colonel Adem Varo" is a person; "Turkish soldier" and a count of several are not.
    """
    names = figure.of.split()
    if (
        (figure.low, figure.high) != (1, 1)
        or len(names) < 2
        or not all(_article().sub("", name)[:1].isupper() for name in names[-2:])
    ):
        return None
    return fold(" ".join(names[-2:]))


@cache
def _article() -> re.Pattern[str]:
    """Return the pattern of an article before the name of a family: "al-Rish"."""
    return re.compile(rf"(?:{'|'.join(load('mul', 'names', NameWords).of_persons)})[-‑]")
