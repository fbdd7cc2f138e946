"""The word list of what goes out, `publishing.yaml`: what is sensitive, what is graphic, and how the record speaks of it."""

import re
from collections.abc import Iterable
from functools import cache

from sayso.lexicon.load import WordList, fold, load


class PublishingWords(WordList, frozen=True):
    """The list `publishing.yaml`."""

    sites: tuple[str, ...]
    graphic: tuple[str, ...]
    hours: tuple[str, ...]
    calendar: tuple[str, ...]
    closed: tuple[str, ...]
    senior_ranks: tuple[str, ...]
    keep: tuple[str, ...]
    rules: dict[str, str]
    notes: dict[str, str]
    findings: dict[str, str]


class Publishing:
    """The list of one language, compiled; made by `publishing("en")`."""

    def __init__(self, language: str) -> None:
        self.words = load(language, "publishing", PublishingWords)
        self._sites = _whole(self.words.sites)
        self._graphic = _whole(self.words.graphic)
        self._hours = re.compile(
            rf"(?<!\w)\d{{1,2}}(?:[:.]\d\d){{1,2}}(?!\w)|(?<!\w)\d{{3,4}}\s?(?:gmt|utc|h|hrs|hours)\b|(?<!\w)\d{{1,2}}\s?[ap]\.?m\b\.?"
            rf"|{_whole(self.words.hours).pattern}",
            re.IGNORECASE,
        )

    def tells_of_a_site(self, text: str) -> bool:
        """Tell whether a text speaks of a place of shelter, care, relief or flight."""
        return self._sites.search(fold(text)) is not None

    def site_spans(self, text: str) -> list[tuple[int, int]]:
        """Return where such words stand; `fold` keeps the length of a text."""
        return [found.span() for found in self._sites.finditer(fold(text))]

    def is_graphic(self, text: str) -> bool:
        """Tell whether a text tells of killing or abuse at length."""
        return self._graphic.search(fold(text)) is not None

    def hour_spans(self, text: str) -> list[tuple[int, int]]:
        """Return where a text says at what time of a day."""
        return [found.span() for found in self._hours.finditer(text)]


@cache
def publishing(language: str) -> Publishing:
    """Return the list of a language, compiled once per process."""
    return Publishing(language)


def _whole(entries: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any entry as whole words, with its plural."""
    forms = {form for entry in map(fold, entries) for form in (entry, *_plurals(entry))}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in ordered)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("y"):
        return (f"{word[:-1]}ies", f"{word}s")
    return (f"{word}s", f"{word}es") if word.endswith(("s", "x", "ch", "sh")) else (f"{word}s",)
