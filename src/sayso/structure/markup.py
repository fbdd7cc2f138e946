"""The words by which pages name their own parts, compiled: what a class or id says an element is.

The list is `lexicon/mul/markup.yaml`; `reading` turns an attribute into the form in which it is matched.
"""

import re
from collections.abc import Iterable
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


class Markup(msgspec.Struct, frozen=True):
    """The list compiled; every pattern is searched in what `reading` returns."""

    furniture: re.Pattern[str]
    invisible: re.Pattern[str]
    byline: re.Pattern[str]
    comments: re.Pattern[str]
    not_comments: re.Pattern[str]
    author: re.Pattern[str]
    embed: re.Pattern[str]
    caption: re.Pattern[str]
    update: re.Pattern[str]
    consent: re.Pattern[str]
    forwarded: re.Pattern[str]
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
        furniture=_run_of(words.furniture),
        invisible=_run_of(words.invisible),
        byline=_run_of(words.byline),
        comments=_run_of(words.comments),
        not_comments=_run_of(words.not_comments),
        author=_run_of(words.author),
        embed=_run_of(words.embed),
        caption=_run_of(words.caption),
        update=_run_of(words.update),
        consent=_run_of(words.consent),
        forwarded=_run_of(words.forwarded),
        comment=frozenset(words.comment),
        signature=re.compile(
            rf"\W*(?:{'|'.join(map(re.escape, words.signatures))})\s+(?P<author>[^()\n]{{2,60}}?)"
            r"(?:\s*\(@?[\w.]{2,30}\))?(?:\s+on\s+(?P<date>[^\n]{6,60}))?\W*$",
            re.IGNORECASE,
        ),
    )


def reading(attribute: str) -> str:
    """Return a class or id as its words between hyphens: `relatedPosts__list` gives `-related-posts-list-`."""
    return f"-{_GAP.sub('-', _CAMEL.sub('-', attribute)).strip('-').lower()}-"


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[^A-Za-z0-9]+")


def _run_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"-(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})(?=-)")
