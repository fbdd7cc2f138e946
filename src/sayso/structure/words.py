"""The words by which a page's layers are told apart, loaded from `lexicon/<language>/structure.yaml` and compiled.

Everything here is matched on folded text (`lexicon.load.fold`) unless it says otherwise.
"""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from sayso.lexicon.load import WordList, fold, load
from sayso.lexicon.names import NameWords


class StructureWords(WordList, frozen=True):
    """The list as written; what each field is for stands in the list itself."""

    alone: tuple[str, ...]
    begins: tuple[str, ...]
    openers: tuple[str, ...]
    comments: tuple[str, ...]
    counted: tuple[str, ...]
    counts: tuple[str, ...]
    comment_verbs: tuple[str, ...]
    sign_offs: tuple[str, ...]
    credits: tuple[str, ...]
    media: tuple[str, ...]
    quote_cues: tuple[str, ...]
    narrating: tuple[str, ...]
    first_person: tuple[str, ...]
    binding: tuple[str, ...]
    finite: tuple[str, ...]
    minor: tuple[str, ...]
    country_starts: tuple[str, ...]
    updates: tuple[str, ...]
    originals: tuple[str, ...]
    posted: tuple[str, ...]
    zones: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    counted_for: tuple[str, ...]
    byline: tuple[str, ...]
    byline_links: tuple[str, ...]
    joined: tuple[str, ...]
    agencies: tuple[str, ...]
    sources: tuple[str, ...]
    told: tuple[str, ...]
    told_on: tuple[str, ...]
    ordinal_suffixes: tuple[str, ...]
    month_of: tuple[str, ...]
    clock_at: tuple[str, ...]
    update_number: tuple[str, ...]
    posting: tuple[str, ...]
    hours: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, gc=False):
    """The list compiled: sets for look-ups, patterns for scans."""

    lists: StructureWords
    alone: frozenset[str]
    openers: frozenset[str]
    minor: frozenset[str]
    begins: re.Pattern[str]
    opens: re.Pattern[str]
    """An opener at the start of a line."""
    comments: re.Pattern[str]
    """A whole line that opens the comments."""
    commenter: re.Pattern[str]
    """"Name says:" as a whole line."""
    sign_off: re.Pattern[str]
    """A sign-off from its first word; not folded, any case."""
    closing: re.Pattern[str]
    """A bracket that opens with a sign-off, or "Source Name and agencies" at the very end; not folded."""
    credit: re.Pattern[str]
    """A credit word anywhere in a bracket; not folded, any case."""
    counts: re.Pattern[str]
    """A whole line that counts readers or time ("12K views", "3 hours ago"); not folded, any case."""
    media: re.Pattern[str]
    """A caption's first word with its colon."""
    cue: re.Pattern[str]
    narrating: re.Pattern[str]
    first_person: re.Pattern[str]
    binding: re.Pattern[str]
    finite: re.Pattern[str]
    byline: re.Pattern[str]
    """"By Ana Zorn and Omar Haro" as a whole line; not folded."""
    agencies: re.Pattern[str]
    """Names of agencies as a whole bracket; not folded."""
    told: re.Pattern[str]
    """A verb of saying with a day or without at the end of a line."""
    articles: tuple[str, ...]
    """Articles before a hyphen, with which a name may begin in small letters."""


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, white space in them free."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def structure_words(language: str) -> Words:
    """Return the compiled words of a language; DataFileError when its list is damaged."""
    lists = load(language, "structure", StructureWords)
    sources, both, agencies = either(lists.sources), either(lists.joined), either(lists.agencies)
    any_case = re.IGNORECASE
    return Words(
        lists=lists,
        alone=frozenset(lists.alone),
        openers=frozenset(lists.openers),
        minor=frozenset(lists.minor),
        begins=re.compile(rf"(?:{either(lists.begins)})(?!\w)"),
        opens=re.compile(rf"(?:{either(lists.openers)})(?!\w)"),
        comments=re.compile(
            rf"(?:{either(lists.comments)})(?:\s*\(\d+\))?\W*$|[1-9]\d*\s+(?:{either(lists.counted)})\b(?:\s+(?:{either(lists.counted_for)})\s.*)?\W*$"
        ),
        commenter=re.compile(rf"\S.{{0,40}}\s(?:{either(lists.comment_verbs)}):?$"),
        sign_off=re.compile(rf"(?:{either(lists.sign_offs)})\s+(?=\S)|(?:{sources}):\s*(?=\S)", any_case),
        closing=re.compile(
            rf"(?:\(|\[|-LRB-\s)(?:(?:{either(lists.sign_offs)})\s|(?:{sources}):)"
            rf"|\b(?:{sources}):?\s+(?-i:[A-Z])[\w.]*(?:,?\s(?:{both}|{agencies}|(?-i:[A-Z])[\w.]*)){{0,6}}\.?\s*\Z",
            any_case,
        ),
        credit=re.compile(rf"(?<!\w)(?:{either(lists.credits)})(?!\w)", any_case),
        counts=re.compile(rf"[\d.,:KkMm]+(?:\s+(?:{either(lists.counts)}))?$", any_case),
        media=re.compile(rf"(?:{either(lists.media)})\s*:"),
        cue=re.compile(rf"\b(?:{either(lists.quote_cues)})\b"),
        narrating=re.compile(rf"\b(?:{either(lists.narrating)})\b"),
        first_person=re.compile(rf"(?<![\w'])(?:{either(lists.first_person)})(?![\w'])"),
        binding=re.compile(rf"(?:{either(lists.binding)})\b"),
        finite=re.compile(rf"\b(?:{either(lists.finite)})\b"),
        byline=_byline(lists),
        agencies=re.compile(
            rf"(?:[A-Z][\w.&]*)(?:(?:,\s|\s|/)(?:(?:{both})\s)?[A-Z][\w.&]*){{0,4}}(?:\s(?:{both})\s(?i:{agencies}))?$"
        ),
        told=re.compile(rf"\b(?:{either(lists.told)})\b(?:\s+(?:(?:{either(lists.told_on)})\s+)?\w+(?:\s\w+)?)?$"),
        articles=tuple(f"{article}-" for article in load("mul", "names", NameWords).in_headlines),
    )


def _byline(lists: StructureWords) -> re.Pattern[str]:
    """Return the pattern of a line that names who wrote the text."""
    by = "|".join(form for word in lists.byline for form in (word.capitalize(), word.upper(), word))
    name = rf"[A-Z][\w’'.-]*|{either(lists.byline_links)}"
    return re.compile(rf"(?:{by})\s+(?:{name}|,|&|/|\|)(?:[\s,&/|]+(?:{name}))*\W*$")


def bare(line: str) -> str:
    """Return a line folded and without punctuation or symbols at its ends, to look up whole."""
    return fold(_ENDS.sub("", line))


_ENDS = re.compile(r"^[^\w@#]+|[^\w]+$")
