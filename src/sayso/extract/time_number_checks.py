"""Tells years, clock times and stretches of time from numbers and words that only look like them."""

import re
from collections.abc import Callable, Mapping

from sayso.extract.time_hits import (
    GOES_ON,
    IN_TIME,
    OF_YEAR,
    WITH_TIME,
    Hit,
    goes_on_from,
    last_word,
    next_word,
)
from sayso.extract.time_patterns import TimeWords
from sayso.extract.time_readings import Reader, plain

Check = Callable[[str, Hit, re.Match[str], Hit | None], bool]
"""Tells from the block, the hit, its fields and the hit before it whether it is an expression of time."""

_INTRO = re.compile(
    r"(?:\b(?:an?|the|that|this|its|his|her|their|our)|['’]s?)\s+(?P<between>[^\W\d_][\w-]*\s+)?$", re.IGNORECASE
)
"""What stands before a year that belongs to the noun after it."""
_WINDOW = 40


class NumberChecks:
    """Checks by the name of the pattern, in `by_leaf`."""

    def __init__(self, words: TimeWords, reader: Reader) -> None:
        self._words = words
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
            hit.intro(block) == "at" and year % 100 < 60 and year < 2400 and not hit.part
        ):  # "at 1830": hours and minutes
            hit.values = {"kind": "clock", "hour": year // 100, "minute": year % 100}
            return self._hours(block, hit, fields, before)
        if GOES_ON.match(block, hit.end) or (hit.part and hit.part in self._words.parts):
            return not GOES_ON.match(block, hit.end)
        if hit.context in OF_YEAR:
            counted = follows.lower() in self._words.counted
            return not counted or (hit.context in IN_TIME and year % 100 != 0)
        if goes_on_from(block, hit, before) or fields.group().lower().startswith("fiscal"):
            return follows.lower() not in self._words.counted
        if block[hit.leaf_start - 1 : hit.leaf_start] == "(" and block[hit.end : hit.end + 1] in {")", ","}:
            return True
        named = follows and follows.lower() not in self._words.counted and 1900 <= year < 2040
        return bool(named) and self._determined(block, hit.leaf_start, follows)

    @staticmethod
    def _determined(block: str, start: int, follows: str) -> bool:
        """Tell whether a year names the thing after it: "the 2016 parade", "a failed 2016 coup", "the city's 1982 siege"."""
        intro = _INTRO.search(block, max(0, start - _WINDOW), start)
        if intro is None:
            return False
        plural = follows.endswith("s") and not follows.endswith(("ss", "us", "is"))
        return not intro.group("between") or not plural

    def _spelled(self, block: str, hit: Hit, _: re.Match[str], before: Hit | None) -> bool:
        """Accept "nineteen ninety-six"; "twenty thirty" needs a word of time, and nothing that it could count."""
        if next_word(block, hit.end).lower() in self._words.counted:
            return False
        return 1900 <= hit.values["year"] < 2000 or hit.context in OF_YEAR or goes_on_from(block, hit, before)

    @staticmethod
    def _years(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        """Leave out what is a month in ISO form, a resolution or a number with a slash."""
        last = fields.group("year2")
        if GOES_ON.match(block, hit.end):
            return False
        return len(last) == 4 or (int(last) > 12 or "/" not in fields.group())

    @staticmethod
    def _numeric(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if GOES_ON.match(block, hit.end) and block[hit.end] != ":":
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
                return len(fields.group("four")) == 4 and next_word(block, hit.end).lower() != "of"
            local = plain(fields.group("zone3")) == "local"
            return not local or hit.context in {"at", "around", "about", "by", "from", "until"}
        timed = fields.group("half") or fields.group("zone1") or fields.group("only") or fields.group("sharp")
        return bool(timed) or len(fields.group("hour")) == 2 or hit.context in WITH_TIME | {"at"}

    @staticmethod
    def _decade(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if fields.group("decade"):
            return True
        intro = hit.intro(block)
        return intro.endswith("the") or bool(hit.part) or fields.group()[0] in "'’‘"

    def _duration(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if next_word(block, hit.end).lower() == "old" or re.match(
            r"\s+of\s+age\b|[-‐‑]olds?\b", block[hit.end : hit.end + 12]
        ):
            return False
        if fields.group("unit3"):
            return hit.context == "for"
        if plain(fields.group("indefinite") or "") in {"a", "an"}:
            return hit.context in {"for", "within"}
        return True

    def _pointed(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        which, follows = plain(fields.group("which")), next_word(block, hit.end).lower()
        if follows == "of" and which in {"last", "next", "following", "previous", "past"}:
            return False
        stretch = which in {"past", "this past", "coming", "this coming"}
        if stretch or (which == "last" and hit.intro(block).endswith("the")):
            unit = plain(fields.group("unit"))
            measure = self._reader.amount("one", unit)
            hit.values = {"kind": "relative", **measure, "offset": self._reader.offset(which)}
        return True

    @staticmethod
    def _part_of_day(_: str, __: Hit, fields: re.Match[str], ___: Hit | None) -> bool:
        """Leave out "past midnight"."""
        return plain(fields.group("which")) != "past"

    def _hours(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        """Accept "at 0730", as armies write it, unless the number counts something."""
        counted = next_word(block, hit.end).lower() in self._words.counted
        return hit.context == "at" and not counted and not GOES_ON.match(block, hit.end)

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
        last = plain(fields.group("which") or "") == "last" and not hit.intro(block).endswith("the")
        before = hit.context or last_word(block, hit.leaf_start).lower()
        return last and before in self._words.before_last_verb
