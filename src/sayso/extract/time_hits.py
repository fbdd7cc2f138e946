"""One place where a pattern of time matched, and the words and signs beside it."""

import re
from dataclasses import dataclass, field

from sayso.extract.time_meanings import Values, plain
from sayso.extract.time_patterns import any_of
from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords

POSSESSIVE = re.compile(r"['’]s?\b")
_JOINABLE = frozenset({"month", "year", "date", "range", "weekday"})
_NEXT_WORD = re.compile(r"[ \t\r\n\u00a0]+([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \t\r\n\u00a0]+$")
_LONGEST_WORD = 24
_WINDOW = 40


@dataclass(slots=True, kw_only=True)
class Hit:
    """One place where a pattern matched: where it stands in the block, and what has been read from it so far."""

    leaf: str
    lead: int
    """Where the preposition before it begins."""
    leaf_start: int
    end: int
    start: int = 0
    """Where the expression itself begins, with its "late" or "morning of"."""
    context: str = ""
    day_part: str = ""
    part: str = ""
    values: Values = field(default_factory=dict)
    month_first: bool | None = None
    """For a date of numbers: whether the numbers prove its order; None when both readings are possible."""

    def intro(self, block: str) -> str:
        """Return what stands before the expression's own words: "in the", "early on"."""
        return plain(block[self.lead : self.leaf_start])


def next_word(block: str, end: int) -> str:
    """Return the word that follows `end`, as written; empty when something else follows."""
    word = _NEXT_WORD.match(block, end)
    return word.group(1) if word else ""


def last_word(block: str, start: int) -> str:
    """Return the word before `start`, as written; empty when something else stands there."""
    word = _LAST_WORD.search(block, max(0, start - _LONGEST_WORD), start)
    return word.group(1) if word else ""


def in_capitals(block: str, at: int) -> bool:
    """Tell whether the words around are in capitals, so that a capital says nothing."""
    return block[max(0, at - _WINDOW) : at + _WINDOW].isupper()


def inside_word(block: str, hit: Hit) -> bool:
    """Tell whether the hit is cut out of a longer word or number; drop a lead that is."""
    before, after = block[hit.lead - 1 : hit.lead], block[hit.end : hit.end + 1]
    if before == "-" and hit.lead != hit.leaf_start:  # "year-earlier third quarter": the lead belongs to a word
        hit.context = hit.part = hit.day_part = ""
        hit.lead = hit.start = hit.leaf_start
    elif before and (before.isalnum() or before in "_$£€#@"):
        return True
    if after.isalnum() or after == "_":
        return True
    first = block[hit.leaf_start - 2 : hit.leaf_start]
    return block[hit.leaf_start].isdigit() and first[-1:] in {".", ",", "/", ":", "-"} and first[:1].isdigit()


class Beside:
    """What the words beside a hit say of it; compiled once."""

    def __init__(self, words: TimeWords, grammar: GrammarWords) -> None:
        self.in_time = words.in_time
        """What stands before a time and before little else; `with_time`, `of_year` and `of_day` hold more."""
        self.with_time = words.in_time | words.with_time
        self.of_year = words.in_time | words.with_year
        self.of_day = words.of_day
        self.agentive = words.before_name | {""}
        """What stands before a person too: "by April Smith"."""
        self.genitive = grammar.genitive
        self.modal_or_month = grammar.modal_or_month
        self._joining = words.joining
        self._definite = tuple(grammar.definite)
        self.goes_on = re.compile(rf"[.,:/]\d|[-‐‑][^\W_]|%|\s?{any_of(words.per_cent)}")
        """What makes of the number before it something other than a day or a year: "20,000", "20-year-old", "20%"."""

    def definite(self, intro: str) -> bool:
        """Tell whether what stands before an expression's own words ends with the article."""
        return intro.endswith(self._definite)

    def goes_on_from(self, block: str, hit: Hit, before: Hit | None) -> bool:
        """Tell whether the hit goes on from the one before: "March to May", "2012 and 2013", "Mar-May"."""
        if before is None or before.values.get("kind") not in _JOINABLE:
            return False
        gap = block[before.end : hit.lead].strip()
        return gap == "" if hit.context in self._joining else hit.context == "" and gap in {"-", "–", "—"}
