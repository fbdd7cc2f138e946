"""The words by which pages name their own parts, compiled: what a class or id says an element is.

The list is `lexicon/mul/markup.yaml`; `reading` turns an attribute into the form in which it is matched.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from sayso.lexicon.load import WordList, load


class MarkupWords(WordList, frozen=True):
    """The list as written; what each field is for stands in the list itself."""

    furniture: tuple[str, ...]
    invisible: tuple[str, ...]
    byline: tuple[str, ...]
    comments: tuple[str, ...]
    not_comments: tuple[str, ...]
    comment: tuple[str, ...]
    author: tuple[str, ...]
    embed: tuple[str, ...]
    caption: tuple[str, ...]
    update: tuple[str, ...]
    consent: tuple[str, ...]
    forwarded: tuple[str, ...]
    signatures: tuple[str, ...]
    dated: tuple[str, ...]


class Markup(msgspec.Struct, frozen=True, eq=False):
    """The list compiled, to be looked up in what `reading` returns."""

    entries: dict[str, tuple[tuple[str, str], ...]]
    """By its first word: each entry with a hyphen at its end, and the field it stands in."""
    not_comments: re.Pattern[str]
    comment: frozenset[str]
    """Whole classes."""
    signature: re.Pattern[str]
    """Matched on a whole line below an embedded post."""


def markup_words() -> MarkupWords:
    """Return the list; DataFileError when it is damaged."""
    words: MarkupWords = load("mul", "markup", MarkupWords)
    return words


@cache
def compile_markup(words: MarkupWords) -> Markup:
    """Compile the list, once per list."""
    return Markup(
        entries=_by_first_word(words),
        not_comments=_run_of(words.not_comments),
        comment=frozenset(words.comment),
        signature=re.compile(
            rf"\W*(?:{'|'.join(map(re.escape, words.signatures))})\s+(?P<author>[^()\n]{{2,60}}?)"
            rf"(?:\s*\(@?[\w.]{{2,30}}\))?(?:\s+(?:{'|'.join(words.dated)})\s+(?P<date>[^\n]{{6,60}}))?\W*$",
            re.IGNORECASE,
        ),
    )


def reading(attribute: str) -> str:
    """Return a class or id as its words between hyphens: `relatedPosts__list` gives `-related-posts-list-`."""
    return f"-{_GAP.sub('-', _CAMEL.sub('-', attribute)).strip('-').lower()}-"


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[^A-Za-z0-9]+")


def found(entries: Mapping[str, tuple[tuple[str, str], ...]], said: str) -> Iterator[str]:
    """Yield the fields of which an entry stands in a reading, as a run of whole words."""
    at = 1
    for word in said[1:-1].split("-"):
        for entry, field in entries.get(word, ()):
            if said.startswith(entry, at):
                yield field
        at += len(word) + 1


_FIELDS = (
    "furniture",
    "invisible",
    "byline",
    "comments",
    "author",
    "embed",
    "caption",
    "update",
    "consent",
    "forwarded",
)


def _by_first_word(words: MarkupWords) -> dict[str, tuple[tuple[str, str], ...]]:
    entries: dict[str, tuple[tuple[str, str], ...]] = {}
    for field in _FIELDS:
        for entry in getattr(words, field):
            first = entry.partition("-")[0]
            entries[first] = (*entries.get(first, ()), (f"{entry}-", field))
    return entries


def _run_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"-(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})(?=-)")
