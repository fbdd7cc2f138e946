"""Tells years, clock times and stretches of time from numbers and words that only look like them."""

import re
from collections.abc import Callable, Mapping

from sayso.extract.time_hits import Beside, Hit, last_word, next_word
from sayso.extract.time_meanings import plain
from sayso.extract.time_patterns import any_of
from sayso.extract.time_readings import Reader
from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords

Check = Callable[[str, Hit, re.Match[str], Hit | None], bool]
"""Tells from the block, the hit, its fields and the hit before it whether it is an expression of time."""

_WINDOW = 40


class NumberChecks:
    """Checks by the name of the pattern, in `by_leaf`."""

    def __init__(self, words: TimeWords, grammar: GrammarWords, reader: Reader, beside: Beside) -> None:
        self._words = words
        self._beside = beside
        self._indefinite = grammar.indefinite
        determiner = any_of(grammar.definite | grammar.indefinite | grammar.this | grammar.possessive)
        self._intro = re.compile(rf"(?:\b{determiner}|['’]s?)\s+(?P<between>[^\W\d_][\w-]*\s+)?$", re.IGNORECASE)
        """What stands before a year that belongs to the noun after it."""
        self._of_age = re.compile(rf"\s+{any_of(words.of_age)}\b|[-‐‑]{any_of(words.olds)}\b")
        self._fiscal = tuple(words.fiscal)
        self._reader = reader
        self.by_leaf: Mapping[str, Check] = {
            "year": self._year,
            "years": self._years,
            "spelled": self._spelled,
            "numeric": self._numeric,
            "clock": self._clock,
            "decade": self._decade,
            "duration": self._duration,
            "pointed": self._pointed,
            "part_of_day": self._part_of_day,
            "hours": self._hours,
            "stretch": self._stretch,
            "vague_stretch": self._vague_stretch,
        }

    def _year(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        year, follows = hit.values["year"], next_word(block, hit.end)
        if (
            hit.intro(block) in self._words.at and year % 100 < 60 and year < 2400 and not hit.part
        ):  # "at 1830": hours and minutes
            hit.values = {"kind": "clock", "hour": year // 100, "minute": year % 100}
            return self._hours(block, hit, fields, before)
        if self._beside.goes_on.match(block, hit.end) or (hit.part and hit.part in self._words.parts):
            return not self._beside.goes_on.match(block, hit.end)
        if hit.context in self._beside.of_year:
            counted = follows.lower() in self._words.counted
            return not counted or (hit.context in self._beside.in_time and year % 100 != 0)
        if self._beside.goes_on_from(block, hit, before) or fields.group().lower().startswith(self._fiscal):
            return follows.lower() not in self._words.counted
        if block[hit.leaf_start - 1 : hit.leaf_start] == "(" and block[hit.end : hit.end + 1] in {")", ","}:
            return True
        named = follows and follows.lower() not in self._words.counted and 1900 <= year < 2040
        return bool(named) and self._determined(block, hit.leaf_start, follows)

    def _determined(self, block: str, start: int, follows: str) -> bool:
        """Tell whether a year names the thing after it: "the 2016 parade", "a failed 2016 coup", "the city's 1982 siege"."""
        intro = self._intro.search(block, max(0, start - _WINDOW), start)
        if intro is None:
            return False
        plural = follows.endswith("s") and not follows.endswith(self._words.no_plural)
        return not intro.group("between") or not plural

    def _spelled(self, block: str, hit: Hit, _: re.Match[str], before: Hit | None) -> bool:
        """Accept "nineteen ninety-six"; "twenty thirty" needs a word of time, and nothing that it could count."""
        if next_word(block, hit.end).lower() in self._words.counted:
            return False
        return (
            1900 <= hit.values["year"] < 2000
            or hit.context in self._beside.of_year
            or self._beside.goes_on_from(block, hit, before)
        )

    def _years(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        """Leave out what is a month in ISO form, a resolution or a number with a slash."""
        last = fields.group("year2")
        if self._beside.goes_on.match(block, hit.end):
            return False
        return len(last) == 4 or (int(last) > 12 or "/" not in fields.group())

    def _numeric(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if self._beside.goes_on.match(block, hit.end) and block[hit.end] != ":":
            return False
        first, second = int(fields.group("first")), int(fields.group("second"))
        if fields.group("mark") == "/" and first <= 12:
            hit.month_first = True if second > 12 else None
        elif first > 12:
            hit.month_first = False
        return True

    def _clock(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if fields.group("four"):
            if fields.group("hours"):
                return len(fields.group("four")) == 4 and next_word(block, hit.end).lower() not in self._beside.genitive
            local = plain(fields.group("zone3")) in self._words.zone_or_word
            return not local or hit.context in self._words.at_local
        timed = fields.group("half") or fields.group("zone1") or fields.group("only") or fields.group("sharp")
        return bool(timed) or len(fields.group("hour")) == 2 or hit.context in self._beside.with_time | self._words.at

    def _decade(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if fields.group("decade"):
            return True
        intro = hit.intro(block)
        return self._beside.definite(intro) or bool(hit.part) or fields.group()[0] in "'’‘"

    def _duration(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if next_word(block, hit.end).lower() in self._words.old or self._of_age.match(block[hit.end : hit.end + 12]):
            return False
        if fields.group("unit3"):
            return hit.context in self._words.lasting
        if plain(fields.group("indefinite") or "") in self._indefinite:
            return hit.context in self._words.lasting | self._words.within
        return True

    def _pointed(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        which, follows = plain(fields.group("which")), next_word(block, hit.end).lower()
        if follows in self._beside.genitive and which in self._words.partitive:
            return False
        stretch = which in self._words.stretching
        if stretch or (which in self._words.last and self._beside.definite(hit.intro(block))):
            unit = plain(fields.group("unit"))
            measure = self._reader.one(unit)
            hit.values = {"kind": "relative", **measure, "offset": self._reader.offset(which)}
        return True

    def _part_of_day(self, _: str, __: Hit, fields: re.Match[str], ___: Hit | None) -> bool:
        """Leave out "past midnight"."""
        return plain(fields.group("which")) not in self._words.past

    def _hours(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        """Accept "at 0730", as armies write it, unless the number counts something."""
        counted = next_word(block, hit.end).lower() in self._words.counted
        return hit.context in self._words.at and not counted and not self._beside.goes_on.match(block, hit.end)

    def _stretch(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        """Read "will last three days" as a duration, in which "last" is the verb."""
        if fields.group("which") and self._verb(block, hit, fields):
            hit.start = fields.start("number")
            hit.values = {"kind": "duration", "unit": hit.values["unit"], "amount": hit.values["amount"]}
        return True

    def _vague_stretch(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        return not self._verb(block, hit, fields)

    def _verb(self, block: str, hit: Hit, fields: re.Match[str]) -> bool:
        """Tell whether "last" is a verb: no article, and a modal or an adverb before it."""
        last = plain(fields.group("which") or "") in self._words.last and not self._beside.definite(hit.intro(block))
        before = hit.context or last_word(block, hit.leaf_start).lower()
        return last and before in self._words.before_last_verb
