"""The words by which a text ties names to each other: abbreviations to full names, organs to states, peoples to each other."""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, load
from sayso.lexicon.names import NameWords

_SHORT = r"([A-Z][A-Z&/-]{1,7})"
_CAPITALISED = r"[A-Z][^\W\d_]+(?:['’]s?|[‐-][A-Z][^\W\d_]+)*"


class NamingWords(WordList, frozen=True):
    """The list `naming`; what each of its rows is for stands in the file."""

    called: tuple[str, ...]
    called_by: tuple[str, ...]
    its: tuple[str, ...]
    initials: tuple[str, ...]
    initials_links: tuple[str, ...]
    commonly: tuple[str, ...]
    within: tuple[str, ...]
    small: tuple[str, ...]
    organ_of: tuple[str, ...]
    civil_organ_in: tuple[str, ...]
    civil: tuple[str, ...]


class Naming(msgspec.Struct, frozen=True):
    """The words of a language, compiled."""

    called: re.Pattern[str]
    """What leads in an abbreviation: "known as the X", "abbreviated X"; its group is the abbreviation."""
    between: re.Pattern[str]
    """What may stand between the full name and that."""
    run: re.Pattern[str]
    """A run of words with capitals, with small ones between them."""
    small: frozenset[str]
    """Words of a name whose initials an abbreviation may leave out."""
    article: re.Pattern[str]
    organ_of: re.Pattern[str]
    """Between the head of an organ and its state: "ministry of the"; and for civil ones, "authorities in"."""
    civil_organ_in: re.Pattern[str]
    civil: re.Pattern[str]
    joined: re.Pattern[str]
    """Between two peoples that share an organ: "Chadian and Malian troops"."""


@cache
def naming(language: str = "en") -> Naming:
    """Return the words of a language; `DataFileError` when a list cannot be used."""
    words, grammar = load(language, "naming", NamingWords), load(language, "grammar", GrammarWords)
    names = load("mul", "names", NameWords)
    the, one = _any(grammar.definite), _any(grammar.indefinite)
    small = _any([*words.within, *names.in_bodies])
    return Naming(
        called=_called(words, the),
        between=re.compile(rf"(?:,?\s+(?:{_any(words.commonly)}))?[\s,]*\Z"),
        run=re.compile(rf"{_CAPITALISED}(?:[ \n](?:(?:{small})[ \n](?:(?:{the})[ \n])?)?{_CAPITALISED}){{1,6}}"),
        small=frozenset({*words.small, *names.in_initials}),
        article=re.compile(rf"(?:{the}|{one})\s+", re.IGNORECASE),
        organ_of=re.compile(rf"\s+(?:{_any(words.organ_of)})\s+(?:(?:{the})\s+)?", re.IGNORECASE),
        civil_organ_in=re.compile(rf"\s+(?:{_any(words.civil_organ_in)})\s+(?:(?:{the})\s+)?", re.IGNORECASE),
        civil=re.compile(_any(words.civil)),
        joined=_joined(grammar, the),
    )


def _called(words: NamingWords, the: str) -> re.Pattern[str]:
    """Return the pattern of what leads in an abbreviation; every branch begins with its first letter, which is quick to seek."""
    links = "".join(f"| {re.escape(link)}" for link in words.initials_links)
    its = rf"(?:{_any(words.its)}) (?:\w+ )?(?:{_any(words.initials)})(?:,{links})?"
    phrases = [(word, "") for word in words.called] + [(word, f" {its}") for word in words.called_by]
    phrases.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    branches = "|".join(rf"(?<=\s{word[0]}){re.escape(word[1:])}{rest}" for word, rest in phrases)
    firsts = "".join(sorted({word[0] for word, _ in phrases}))
    return re.compile(rf"[{firsts}](?:{branches})\s+(?:(?:{the})\s+)?[“\"]?{_SHORT}\b")


def _joined(grammar: GrammarWords, the: str) -> re.Pattern[str]:
    both, either = _any(grammar.conjunctive), _any(grammar.conjunctive | grammar.disjunctive)
    pattern = rf"\s?(?:,\s?|,?\s+(?:{either})\s+|\s?/\s?|\s*-\s*|\s+(?:{both})\s+(?:{the})\s+)"
    return re.compile(pattern, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Return the words as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
