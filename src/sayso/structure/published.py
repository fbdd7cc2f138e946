"""Works out when a report was published, and says what that rests on.

What the caller gives wins; then the page's metadata; then evidence in the words: a dateline or date at the top, a stamp
in a pasted article or post, weighed by whether its weekday is one the report speaks of. Never the present day.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import msgspec

from sayso.errors import UsageError
from sayso.lexicon.load import fold
from sayso.structure.dates import Stamp, date_pattern, leading_stamp, stamps
from sayso.structure.posts import post_stamp
from sayso.structure.words import either, structure_words

_TOP = 600
"""Characters at the top in which a date is most likely the report's own."""
_SEARCHED = 400_000
"""Characters in which dates are sought."""
_MOST = 500
"""How many dates of one text are weighed."""


class Published(msgspec.Struct, frozen=True):
    """When a report was published: an ISO date or instant, or None, and what it rests on in words."""

    value: str | None
    basis: str

    @classmethod
    def read(cls, written: str, basis: str) -> "Published | None":
        """Return what metadata state, None when it is neither an ISO date nor an instant."""
        try:
            return cls(given(written), basis)
        except UsageError:
            return None


def given(published: str) -> str:
    """Return the date or instant that a caller gave, as written; UsageError when it is neither.

    A year alone or a month is refused: it would date every "Thursday" wrongly.
    """
    written = published.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            date.fromisoformat(written)
            return written
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", written):
            datetime.fromisoformat(written)
            return written.replace(" ", "T", 1)
    except ValueError:
        pass
    message = f"'{published}' is no date: give it as 2016-12-08 or 2016-12-08T18:00:00Z"
    raise UsageError(message)


def publication(text: str, language: str, *, published: str | None, metadata: Published | None = None) -> Published:
    """Return when a report was published, by the best evidence there is; basis `unknown` when there is none."""
    if published is not None:
        return Published(given(published), "given")
    if metadata is not None and metadata.value is not None:
        return metadata
    best = _best(text, language)
    if best is None:
        return Published(None, "unknown")
    return Published(best.value, f'text: "{_words(text, best)}"')


def _words(text: str, stamp: Stamp) -> str:
    """Return the words of a stamp on one line."""
    return " ".join(text[stamp.day[0] : stamp.day[1]].split())


def _best(text: str, language: str) -> Stamp | None:
    """Return the stamp that best shows when the text was published."""
    post = _post_stamp(text, language)
    if post is not None:
        return post
    spoken = _weekdays(text[: 40 * _TOP], language)
    best, weight = None, 0
    for number, stamp in enumerate(_candidates(text, language)):
        if number >= _MOST:
            break
        value = _weight(text, stamp, spoken, language)
        if value > weight:
            best, weight = stamp, value
    return best


def _candidates(text: str, language: str) -> Iterator[Stamp]:
    """Yield the dates of a text; in the dateline at its very top the year may have two figures."""
    head = len(text[:400]) - len(text[:400].lstrip())
    for hit in date_pattern(language).finditer(text, head, head + 120):
        stamp = leading_stamp(text, hit.start(), head + 160, language)
        if stamp is not None:
            yield stamp
            break
    yield from stamps(text, 0, min(len(text), _SEARCHED), language)


def _post_stamp(text: str, language: str) -> Stamp | None:
    """Return the stamp of a text that is a single post as a page shows it: "9:56 PM · Jun 10, 2025 8.6K Views"."""
    hit = post_stamp(text)
    return leading_stamp(text[: hit.end()], hit.start(), hit.end(), language) if hit else None


def _weight(text: str, stamp: Stamp, spoken: frozenset[int], language: str) -> int:
    """Return how well a stamp shows the day of publication; 0 when it does not.

    A date that stands in a sentence dates what the sentence tells; a date that stands alone, in a dateline, in
    brackets after an agency or beside a clock time dates the words around it. Weak but better than nothing: the date
    with which a headline ends.
    """
    alone = _stands_alone(text, stamp, language)
    top = stamp.day[0] < _TOP
    closing = top and not alone and stamp.span[1] == _headline_end(text)
    if not alone and not stamp.clock and not closing:
        return 0
    weekday = stamp.date.weekday()
    if stamp.weekday is not None and stamp.weekday != weekday:
        return 0
    weight = 1 + 2 * stamp.sure + stamp.clock + (stamp.weekday is not None)
    weight += 2 * (weekday in spoken) - 2 * (bool(spoken) and weekday not in spoken)
    return max(1, weight) + (10 if top and alone else 0)


_HEADLINE = re.compile(r"\S+(?:[ \t]+\S+){2,}")


def _headline_end(text: str) -> int:
    """Return where the first line of at least three words near the top ends; -1 when there is none."""
    hit = _HEADLINE.search(text, 0, _TOP)
    return hit.end() if hit else -1


_BEFORE = re.compile(r"(?:^|[\n|(/·—–]|--?|[.!?”\"]|\b[A-Z]{2,}(?:\s\([A-Z ]+\))?,|\))\s*$")
_FILED = re.compile(r"(?:^|\n)[ \t]*[A-Z][\w’'-]+(?:[ ,]{1,2}[A-Z][\w’'-]+){0,5},\s*$")
"""A place at the head of a line, before its date: "Port Aran, 3 May 2031 -"."""
_AFTER = re.compile(r"\s*(?:$|[\n|)/·—–(]|-{1,2}|(?-i:[A-Z“\"])|[.]\s*(?:$|\n|\())")


def _stands_alone(text: str, stamp: Stamp, language: str) -> bool:
    """Tell whether a date is a stamp of its own, not a part of a sentence: also after "Published:"."""
    start, end = stamp.span
    before = text[max(0, start - 60) : start]
    if posted_before(language).search(before):
        return True
    return bool(_BEFORE.search(before) or _FILED.search(before)) and bool(_AFTER.match(text, end, end + 20))


@cache
def posted_before(language: str) -> re.Pattern[str]:
    """Return the pattern of "Published:" and its like at the end of the words before a date."""
    return re.compile(rf"(?:^|\W)(?:{either(structure_words(language).lists.posted)})\s*[:|]\s*$", re.IGNORECASE)


def _weekdays(text: str, language: str) -> frozenset[int]:
    """Return the weekdays a text speaks of, 0 is Monday."""
    lists = structure_words(language).lists
    names = {name: number for name, number in lists.weekdays.items() if len(name) > 5}
    return frozenset(names[fold(word)] for word in re.findall(rf"\b(?:{either(names)})\b", text, re.IGNORECASE))
