"""Finds the expressions of time in a block of text and says what their words hold.

One pass of re2 finds where they stand, with the preposition and the "late" or "early" before them; what is a date only
by its looks ("may have", "2000 fighters", "Sun-Times") is left out by its neighbours; neighbours that say one thing
together ("between … and …", "Thursday at 10.42am") are joined. Linear in the length of the text.
"""

import re
from collections.abc import Iterator

import re2

from sayso.extract.time_checks import Checks
from sayso.extract.time_hits import Hit
from sayso.extract.time_joins import Joiner
from sayso.extract.time_meanings import plain
from sayso.extract.time_patterns import any_of, lead, leaves, without_fields
from sayso.extract.time_readings import Reader, phrase
from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load
from sayso.values.time_phrase import TimePhrase

_LEAD_GROUPS = 3
_MEMORY = 64 << 20
"""What re2 may use for its automaton, in bytes; the default of 8 MB is too small for this pattern."""
_POINTED = frozenset({"week", "relative"})
_CALENDAR = frozenset({"date", "month", "year", "weekday"})
_WITHIN = frozenset({"weekday", "date", "day"})
_BEFORE_STAMP = re.compile(r"[\[(]?\s?(?:[A-Z][\w#]*[\s,:|(–—-]{1,4}){0,4}")
_BEHIND_STAMP = re.compile(r"\s?(?:[\])|]|:(?!\d)|[–—-]\s)|\s*\n|\s+[“\"]?[A-Z](?:\s|[a-z])")


class TimeFinder:
    """Finds expressions of time in texts of one language; holds the compiled patterns, and no state between calls."""

    def __init__(self, language: str) -> None:
        words = load(language, "times", TimeWords)
        grammar = load(language, "grammar", GrammarWords)
        patterns = leaves(words, grammar)
        self._names = tuple(patterns)
        self._fields = tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns.values())
        options = re2.Options()
        options.max_mem, options.case_sensitive = _MEMORY, False
        branches = "|".join(f"({without_fields(pattern)})" for pattern in patterns.values())
        self._scan = re2.compile(rf"\b{lead(words, grammar)}(?:{branches})", options)
        self._words = words
        self._reader = Reader(words, grammar)
        self._checks = Checks(words, grammar, self._reader)
        self._joiner = Joiner(words, grammar)
        self._definite = tuple(f"{word} " for word in grammar.definite)
        self._since = re.compile(rf"\b{any_of(words.since)}\s[^,.;:()]{{3,80}}$", re.IGNORECASE)
        self._ever_after = re.compile(rf"\s?,[^,.;:]{{1,60}}?\b{any_of(grammar.have & grammar.full_auxiliary)}\b")

    def find(self, text: str, start: int, end: int, *, stamps: bool = False) -> list[TimePhrase]:
        """Return the expressions of time in `text[start:end]`, in their order; spans are offsets into `text`.

        A clock time that only labels the block ("UPDATE 0900 GMT: …") is left out unless `stamps` are asked for: it says
        when something was written, not when it happened.
        """
        block = text[start:end]
        hits = self._checks.day_first(list(self._hits(block)))
        found: list[TimePhrase] = []
        for hit in self._joiner.join(block, hits):
            if not found and not stamps and _is_stamp(block, hit):
                continue
            self._bind(block, hit)
            found.append(phrase(block, start, (hit.start, hit.end), hit.values))
        return found

    def _hits(self, block: str) -> Iterator[Hit]:
        """Yield the single expressions of the block, in their order."""
        before: Hit | None = None
        for match in self._scan.finditer(block):
            leaf = next(n for n in range(len(self._names)) if match.span(_LEAD_GROUPS + 1 + n)[0] >= 0)
            start, end = match.span(_LEAD_GROUPS + 1 + leaf)
            fields = self._fields[leaf].fullmatch(block, start, end)
            if fields is None:
                continue
            hit = Hit(leaf=self._names[leaf], lead=match.start(), leaf_start=start, end=end)
            hit.context, hit.day_part, hit.part = (plain(match.group(n) or "") for n in (1, 2, 3))
            hit.start = min(at for at in (match.span(2)[0], match.span(3)[0], start) if at >= 0)
            if self._checks.accepts(block, hit, fields, before):
                self._qualify(hit)
                before = hit
                yield hit

    def _qualify(self, hit: Hit) -> None:
        """Put the "late" or "the morning of" before the expression into its values."""
        values = hit.values
        if hit.day_part and values["kind"] in {"date", "weekday", "day"}:
            values["day_part"] = values.get("day_part") or self._words.day_parts[hit.day_part]
        if not hit.part:
            return
        if part := self._words.parts.get(hit.part):
            values["part"] = part
        elif values["kind"] in _POINTED and values.get("offset") == 0 and not values.get("amount"):
            today = TimePhrase(text=hit.part, span=(hit.start, hit.end), kind="day", offset=0, unit="day")
            unit = TimePhrase(text=hit.part, span=(hit.start, hit.end), **values)
            ends = (unit, today) if hit.part in self._words.until_now else (today, unit)
            hit.values = {"kind": "range", "start": ends[0], "end": ends[1]}

    def _bind(self, block: str, hit: Hit) -> None:
        """Put the "since" or "before" in front of the expression into its values."""
        values, kind = hit.values, hit.values["kind"]
        if hit.context in self._words.within and kind == "duration" and values["amount"]:
            hit.values = values | {"kind": "relative", "offset": 0}
            hit.start = hit.lead
            return
        bound = self._words.bounds.get(hit.context)
        if hit.context in self._words.begun and kind in _CALENDAR and self._opens_since(block, hit):
            hit.values = values | {"bound": "since"}
            return
        if bound is None or kind in {"duration", "recent"}:
            return
        if bound in {"before", "after", "by"} and self._checks.attributive(block, hit.end):
            return
        if bound in {"before", "after"} and self._is_within_day(block, hit):
            hit.start = hit.lead
            return
        hit.values = values | {"bound": bound}
        hit.start = hit.lead

    def _is_within_day(self, block: str, hit: Hit) -> bool:
        """Tell whether a time before or after an hour of a day lies on that day: "before dawn on Tuesday", "after 9 p.m. on …"."""
        if hit.values["kind"] not in _WITHIN:
            return False
        clocked = hit.values.get("hour") is not None and hit.context in self._words.after
        if clocked:
            hit.values = hit.values | {"hour": None, "minute": None, "zone": None}
        return clocked or (bool(hit.day_part) and not block[hit.lead : hit.start].endswith(self._definite))

    def _opens_since(self, block: str, hit: Hit) -> bool:
        """Tell whether the date begins a time that has gone on: "Since the bridge fell on March 31, two men have …"."""
        ever = self._ever_after.match(block, hit.end)
        return ever is not None and self._since.search(block, max(0, hit.lead - 90), hit.lead) is not None


def _is_stamp(block: str, hit: Hit) -> bool:
    """Tell whether a clock time is the label of its block: nothing but capitalised words before it, a mark behind it."""
    if hit.values.get("hour") is None or hit.context or _BEFORE_STAMP.fullmatch(block, 0, hit.start) is None:
        return False
    return _BEHIND_STAMP.match(block, hit.end) is not None
