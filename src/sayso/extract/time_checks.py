"""Tells expressions of time from words and numbers that only look like one, by what stands beside them."""

import re
from dataclasses import dataclass, field

from sayso.extract.time_patterns import TimeWords
from sayso.extract.time_readings import Reader, Values, plain

_NEXT_WORD = re.compile(r"[ \t\r\n\u00a0]+([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \t\r\n\u00a0]+$")
_GOES_ON = re.compile(r"[.,:/]\d|[-‐‑][^\W_]|%|\s?per\s?cent")
"""What makes of the number before it something other than a day or a year: "20,000", "20-year-old", "20%"."""
_POSSESSIVE = re.compile(r"['’]s?\b")
_YEAR_ENDS = re.compile(r"\s*(?:$|[(),.;:\]\-–—])")
_INTRO = re.compile(
    r"(?:\b(?:an?|the|that|this|its|his|her|their|our)|['’]s?)\s+(?P<between>[^\W\d_][\w-]*\s+)?$", re.IGNORECASE
)
"""What stands before a year that belongs to the noun after it."""
_WINDOW = 40

_IN_TIME = frozenset({"in", "since", "ever since", "until", "till", "up until", "during", "throughout", "before", "after",
                      "prior to", "as of", "ahead of"})  # fmt: skip
_WITH_TIME = _IN_TIME | {"by", "of", "from", "between", "for", "on", "over", "around", "about",
                         "into", "through"}  # fmt: skip
_OF_YEAR = _IN_TIME | {"by", "of", "from", "between", "for", "into", "through"}
_OF_DAY = frozenset({"on", "since", "until", "till", "by", "before", "after", "from", "to", "between", "through"})
_AGENTIVE = frozenset({"", "of", "by", "from", "to", "and", "for", "between"})
_JOINING = frozenset({"to", "and", "through", "until", "till"})
_NAMED = frozenset({"weekday", "month", "season"})
_GRAMMAR = frozenset(
    [
        "and",
        "or",
        "but",
        "when",
        "as",
        "if",
        "in",
        "at",
        "on",
        "of",
        "that",
        "which",
        "who",
        "while",
        "with",
        "without",
        "for",
        "to",
        "from",
        "by",
        "after",
        "before",
        "until",
        "since",
        "than",
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "we",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "will",
        "would",
        "could",
        "may",
        "amid",
        "despite",
        "because",
        "due",
        "against",
        "near",
    ]
)
"""Words after which "before Monday" is no part of a name for the thing that follows ("before Monday talks")."""


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


class Checks:
    """Decides whether a hit is an expression of time, and how far it goes."""

    def __init__(self, words: TimeWords, reader: Reader) -> None:
        self._words = words
        self._reader = reader
        self._by_leaf = {
            "year": self._year,
            "month": self._month,
            "month_day": self._month_day,
            "day_month": self._day_month,
            "month_days": self._month_days,
            "days_month": self._days_month,
            "weekday": self._weekday,
            "day_word": self._day_word,
            "season": self._season,
            "quarter": self._quarter,
            "duration": self._duration,
            "pointed": self._pointed,
            "day_beside": self._day_beside,
            "day_alone": self._day_alone,
            "clock": self._clock,
            "decade": self._decade,
            "weekend": self._weekend,
            "years": self._years,
            "edge": self._edge,
            "spelled": self._spelled,
            "numeric": self._numeric,
        }

    def accepts(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        """Tell whether the hit is an expression of time; if so, give it its values, and shorten it where it goes too far."""
        if self._inside_word(block, hit):
            return False
        values = self._reader.read(hit.leaf, fields.groupdict(), fields.group())
        if values is None:
            return False
        hit.values = values
        if hit.leaf in _NAMED and self._last(block, hit.leaf_start).lower() in self._words.recurring:
            return False
        check = self._by_leaf.get(hit.leaf)
        return check is None or check(block, hit, fields, before)

    def attributive(self, block: str, end: int) -> bool:
        """Tell whether what ends at `end` names the thing after it: "after Wednesday's attack", "before Friday prayers"."""
        if _POSSESSIVE.match(block, end):
            return True
        word = _NEXT_WORD.match(block, end)
        return word is not None and word.group(1).lower() not in _GRAMMAR and word.group(1).islower()

    def day_first(self, hits: list[Hit]) -> list[Hit]:
        """Return the hits; dates of numbers with slashes take the order that another one beside them proves."""
        proofs = {hit.month_first for hit in hits if hit.leaf == "numeric"}
        if False in proofs and True not in proofs:
            for hit in hits:
                if hit.leaf == "numeric" and hit.month_first is None:
                    hit.values = hit.values | {"month": hit.values["day"], "day": hit.values["month"]}
        return hits

    @staticmethod
    def _inside_word(block: str, hit: Hit) -> bool:
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

    @staticmethod
    def _next(block: str, end: int) -> str:
        """Return the word that follows, as written; empty when something else follows."""
        word = _NEXT_WORD.match(block, end)
        return word.group(1) if word else ""

    @staticmethod
    def _last(block: str, start: int) -> str:
        """Return the word before, as written; empty when something else stands there."""
        word = _LAST_WORD.search(block, max(0, start - 24), start)
        return word.group(1) if word else ""

    @staticmethod
    def _shouting(block: str, at: int) -> bool:
        """Tell whether the words around are in capitals, so that a capital says nothing."""
        return block[max(0, at - _WINDOW) : at + _WINDOW].isupper()

    def _counts(self, block: str, end: int) -> bool:
        """Tell whether the number that ends at `end` counts something, or goes on."""
        return _GOES_ON.match(block, end) is not None or self._next(block, end).lower() in self._words.counted

    def _joins(self, block: str, hit: Hit, before: Hit | None) -> bool:
        """Tell whether the hit goes on from the one before: "March to May", "2012 and 2013", "Mar-May"."""
        if before is None or before.values.get("kind") not in {"month", "year", "date", "range", "weekday"}:
            return False
        gap = block[before.end : hit.lead].strip()
        return gap == "" if hit.context in _JOINING else hit.context == "" and gap in {"-", "–", "—", ","}

    def _year(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        year, follows = hit.values["year"], self._next(block, hit.end)
        if _GOES_ON.match(block, hit.end) or (hit.part and hit.part in self._words.parts):
            return not _GOES_ON.match(block, hit.end)
        if hit.context in _OF_YEAR:
            counted = follows.lower() in self._words.counted
            return not counted or (hit.context in _IN_TIME and year % 100 != 0)
        if self._joins(block, hit, before) or fields.group().lower().startswith("fiscal"):
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
        if self._next(block, hit.end).lower() in self._words.counted:
            return False
        return 1900 <= hit.values["year"] < 2000 or hit.context in _OF_YEAR or self._joins(block, hit, before)

    @staticmethod
    def _edge(_: str, hit: Hit, fields: re.Match[str], __: Hit | None) -> bool:
        hit.part = plain(fields.group("edge"))
        return True

    def _month_accepts(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        """Tell whether a month that stands alone is one: "May" and "March" need a word of time before them."""
        at, word = fields.start("month"), plain(fields.group("month")).rstrip(".")
        shouting, follows = self._shouting(block, at), self._next(block, hit.end)
        timed = (
            hit.context in _WITH_TIME
            or bool(hit.part)
            or bool(fields.group("which"))
            or self._joins(block, hit, before)
        )
        if not block[at].isupper() and (word in self._words.month_or_word or not timed):
            return False
        if word in self._words.month_or_name and hit.context in _AGENTIVE and not (hit.part or fields.group("which")):
            named = not shouting and follows[:1].isupper() and not self._joins(block, hit, before)
            if named or (word in self._words.month_or_word and _POSSESSIVE.match(block, hit.end)):
                return False
        if word not in self._words.month_or_word and word in self._words.months:
            return True
        if follows.lower() in self._words.after_modal and word == "may" and (shouting or hit.context not in _IN_TIME):
            return False
        return timed or block[hit.end : hit.end + 1] == ":"

    def _month(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        if re.match(r"[-‐‑][^\W\d_]", block[hit.end : hit.end + 2]) and not re.match(
            r"[-‐‑](?:[A-Z]|long)", block[hit.end : hit.end + 5]
        ):
            return False
        return self._month_accepts(block, hit, fields, before)

    def _month_day(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        word, timed = plain(fields.group("month")).rstrip("."), hit.context in _OF_DAY
        if hit.values["year"] is None and not fields.group("which"):
            spelled = not fields.group("day")[0].isdigit() and not timed and hit.values["weekday"] is None
            counted = self._counts(block, hit.end) and not (timed and not _GOES_ON.match(block, hit.end))
            if spelled or (counted and (hit.context == "in" or hit.context not in _OF_DAY)):
                return self._shorten_to_month(block, hit, fields, before)
            if not timed and self._next(block, hit.end).lower() in self._words.bodies:
                return False
        elif _GOES_ON.match(block, hit.end) and block[hit.end] not in {":", "-"}:
            return False
        capital = block[fields.start("month")].isupper()
        return capital or word not in self._words.month_or_word or timed

    def _shorten_to_month(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        """Keep the month of "in May 20 people were killed", if it is one."""
        if fields.group("weekday"):
            return False
        hit.end = fields.end("month")
        hit.values = {"kind": "month", "month": hit.values["month"]}
        return hit.context in _IN_TIME and self._month_accepts(block, hit, fields, before)

    def _day_month(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        word = plain(fields.group("month")).rstrip(".")
        spelled = not fields.group("day")[0].isdigit()
        if (spelled and " of " not in plain(fields.group())) or (
            not block[fields.start("month")].isupper() and word in self._words.month_or_word
        ):
            return False
        bare = fields.group("bare")
        if bare and not self._plausible_year(block, hit, fields):
            hit.end = fields.end("month")
            hit.values = hit.values | {"year": None}
        modal = word == "may" and self._next(block, hit.end).lower() in self._words.after_modal
        return not (modal and hit.values["year"] is None)

    def _plausible_year(self, block: str, hit: Hit, fields: re.Match[str]) -> bool:
        """Tell whether the number after "29 MAY" is its year: four digits, or two in capitals or between dashes."""
        bare, at = fields.group("bare"), fields.start("bare")
        if len(bare) == 4:
            return 1500 <= int(bare) <= 2100 and not self._counts(block, hit.end)
        styled = block[at - 1] in "-–" or fields.group("month").isupper()
        return styled and _YEAR_ENDS.match(block, hit.end) is not None and not _GOES_ON.match(block, hit.end)

    def _month_days(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        start, end = hit.values["start"], hit.values["end"]
        apart = end["day"] - start["day"]
        wrong = apart <= 0 or (fields.group("both") and apart > 1 and hit.context != "between")
        spelled = not fields.group("day2")[0].isdigit()
        if wrong or spelled or (hit.values["end"]["year"] is None and self._counts(block, hit.end)):
            hit.end = fields.end("day")
            hit.values = {"kind": "date", "year": None, "month": start["month"], "day": start["day"]}
            hit.values["weekday"] = self._reader.weekday(fields.group("weekday"))
        word = plain(fields.group("month")).rstrip(".")
        return block[fields.start("month")].isupper() or word not in self._words.month_or_word

    def _days_month(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        spelled = not fields.group("day")[0].isdigit() or not fields.group("day2")[0].isdigit()
        apart = hit.values["end"]["day"] - hit.values["start"]["day"]
        if spelled or not block[fields.start("month")].isupper():
            return False
        return apart == 1 or (apart > 1 and (not fields.group("both") or hit.context == "between"))

    def _weekday(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        word, at = plain(fields.group("weekday")), fields.start("weekday")
        if re.match(r"[-‐‑][A-Z]", block[hit.end : hit.end + 2]) and not self._shouting(block, at):
            return False
        if word.rstrip(".") in self._words.weekday_abbreviations:
            timed = hit.context in _OF_DAY or hit.part or fields.group("which") or self._joins(block, hit, before)
            return bool(block[at].isupper() and (timed or word.endswith(".")))
        if hit.leaf_start == at and self._last(block, hit.leaf_start).lower() in self._words.before_weekday_name:
            return False
        follows = self._next(block, hit.end)
        title = follows[:1].isupper() and follows.lower() in self._words.after_weekday_name
        return not (title and not self._shouting(block, at)) and not (
            hit.context == "on"
            and self._last(block, hit.lead).lower() in self._words.after_weekday_name
            and self._last(block, hit.lead)[0].isupper()
        )

    def _day_word(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        """Leave out names that end in "Today"."""
        if hit.lead != hit.leaf_start or not block[hit.leaf_start].isupper() or self._shouting(block, hit.leaf_start):
            return True
        return not self._last(block, hit.leaf_start)[:1].isupper()

    def _season(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if hit.values["year"] or hit.values["offset"] is not None:
            return True
        follows = self._next(block, hit.end).lower()
        if plain(fields.group("season")) in self._words.season_or_word:
            return bool(hit.part in self._words.parts and follows not in {"of", "in"})
        intro = plain(block[hit.lead : hit.leaf_start])
        return hit.context in _WITH_TIME or bool(hit.part) or intro.endswith("the")

    def _quarter(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        return (
            bool(hit.values["start"].get("year") or hit.values["start"].get("unit"))
            or self._next(block, hit.end) != "of"
        )

    def _duration(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if self._next(block, hit.end).lower() == "old" or re.match(
            r"\s+of\s+age\b|[-‐‑]olds?\b", block[hit.end : hit.end + 12]
        ):
            return False
        if fields.group("unit3"):
            return hit.context == "for"
        if plain(fields.group("indefinite") or "") in {"a", "an"}:
            return hit.context in {"for", "within"}
        return True

    def _pointed(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        which, follows = plain(fields.group("which")), self._next(block, hit.end).lower()
        if follows == "of" and which in {"last", "next", "following", "previous", "past"}:
            return False
        stretch = which in {"past", "this past", "coming", "this coming"}
        if stretch or (which == "last" and plain(block[hit.lead : hit.leaf_start]).endswith("the")):
            unit = plain(fields.group("unit"))
            measure = self._reader.amount("one", unit)
            hit.values = {"kind": "relative", **measure, "offset": self._reader.offset(which)}
        return True

    @staticmethod
    def _day_beside(block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        """Accept "the day before" only where nothing follows that it is before."""
        intro = plain(block[hit.lead : hit.leaf_start])
        return intro.endswith("the") and re.match(r"\s*(?:$|[.,;:)”\"])", block[hit.end : hit.end + 4]) is not None

    @staticmethod
    def _day_alone(block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        intro = plain(block[hit.lead : hit.leaf_start])
        return (
            hit.context == "on"
            and intro.endswith("the")
            and re.match(r"\s*(?:$|[.,;:)])", block[hit.end : hit.end + 4]) is not None
        )

    def _clock(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if fields.group("four"):
            if fields.group("hours"):
                return len(fields.group("four")) == 4 and self._next(block, hit.end).lower() != "of"
            local = plain(fields.group("zone3")) == "local"
            return not local or hit.context in {"at", "around", "about", "by", "from", "until"}
        timed = fields.group("half") or fields.group("zone1") or fields.group("only") or fields.group("sharp")
        return bool(timed) or len(fields.group("hour")) == 2 or hit.context in _WITH_TIME | {"at"}

    @staticmethod
    def _decade(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if fields.group("decade"):
            return True
        intro = plain(block[hit.lead : hit.leaf_start])
        return intro.endswith("the") or bool(hit.part) or fields.group()[0] in "'’‘"

    @staticmethod
    def _weekend(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        intro = plain(block[hit.lead : hit.leaf_start])
        return bool(fields.group("which")) or intro.endswith("the") or bool(hit.part)

    @staticmethod
    def _years(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        """Leave out what is a month in ISO form, a resolution or a number with a slash."""
        last = fields.group("year2")
        if _GOES_ON.match(block, hit.end):
            return False
        return len(last) == 4 or (int(last) > 12 or "/" not in fields.group())

    @staticmethod
    def _numeric(block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if _GOES_ON.match(block, hit.end) and block[hit.end] != ":":
            return False
        first, second = int(fields.group("first")), int(fields.group("second"))
        if fields.group("mark") == "/" and first <= 12:
            hit.month_first = True if second > 12 else None
        elif first > 12:
            hit.month_first = False
        return True
