"""Tells months, dates, weekdays and seasons from words that only look like them, by what stands beside them."""

import re
from collections.abc import Mapping

from sayso.extract.time_hits import POSSESSIVE, Beside, Hit, in_capitals, inside_word, last_word, next_word
from sayso.extract.time_meanings import plain
from sayso.extract.time_number_checks import Check, NumberChecks
from sayso.extract.time_patterns import any_of
from sayso.extract.time_readings import Reader
from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords

_YEAR_ENDS = re.compile(r"\s*(?:$|[(),.;:\]\-–—])")
_NAMED = frozenset({"weekday", "month", "season"})


class Checks:
    """Decides whether a hit is an expression of time, and how far it goes."""

    def __init__(self, words: TimeWords, grammar: GrammarWords, reader: Reader) -> None:
        self._words = words
        self._beside = Beside(words, grammar)
        self._named_still = re.compile(rf"[-‐‑](?:[A-Z]|{any_of(words.long)})")
        self._reader = reader
        self._by_leaf: Mapping[str, Check] = dict(NumberChecks(words, grammar, reader, self._beside).by_leaf) | {
            "month": self._month,
            "month_day": self._month_day,
            "day_month": self._day_month,
            "month_days": self._month_days,
            "days_month": self._days_month,
            "weekday": self._weekday,
            "day_word": self._day_word,
            "season": self._season,
            "quarter": self._quarter,
            "day_beside": self._day_beside,
            "weekday_day": self._weekday_day,
            "day_alone": self._day_alone,
            "weekend": self._weekend,
            "edge": self._edge,
        }

    def accepts(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        """Tell whether the hit is an expression of time; if so, give it its values, and shorten it where it goes too far."""
        if inside_word(block, hit):
            return False
        values = self._reader.read(hit.leaf, fields.groupdict(), fields.group())
        if values is None:
            return False
        hit.values = values
        if hit.leaf in _NAMED and last_word(block, hit.leaf_start).lower() in self._words.recurring:
            return False
        if last_word(block, hit.lead).lower() in self._words.birth:
            return False
        check = self._by_leaf.get(hit.leaf)
        return check is None or check(block, hit, fields, before)

    def _counts(self, block: str, end: int) -> bool:
        """Tell whether the number that ends at `end` counts something, or goes on."""
        return (
            self._beside.goes_on.match(block, end) is not None or next_word(block, end).lower() in self._words.counted
        )

    def attributive(self, block: str, end: int) -> bool:
        """Tell whether what ends at `end` names the thing after it: "after Wednesday's attack", "before Friday prayers"."""
        if POSSESSIVE.match(block, end):
            return True
        follows = next_word(block, end)
        return follows.islower() and follows not in self._words.grammar

    def day_first(self, hits: list[Hit]) -> list[Hit]:
        """Return the hits; dates of numbers with slashes take the order that another one beside them proves."""
        proofs = {hit.month_first for hit in hits if hit.leaf == "numeric"}
        if False in proofs and True not in proofs:
            for hit in hits:
                if hit.leaf == "numeric" and hit.month_first is None:
                    hit.values = hit.values | {"month": hit.values["day"], "day": hit.values["month"]}
        return hits

    @staticmethod
    def _edge(_: str, hit: Hit, fields: re.Match[str], __: Hit | None) -> bool:
        hit.part = plain(fields.group("edge"))
        return True

    def _month_accepts(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        """Tell whether a month that stands alone is one: "May" and "March" need a word of time before them."""
        at, word = fields.start("month"), plain(fields.group("month")).rstrip(".")
        shouting, follows = in_capitals(block, at), next_word(block, hit.end)
        timed = (
            hit.context in self._beside.with_time
            or bool(hit.part)
            or bool(fields.group("which"))
            or self._beside.goes_on_from(block, hit, before)
        )
        if not block[at].isupper() and (word in self._words.month_or_word or not timed):
            return False
        if (
            word in self._words.month_or_name
            and hit.context in self._beside.agentive
            and not (hit.part or fields.group("which"))
        ):
            named = not shouting and follows[:1].isupper() and not self._beside.goes_on_from(block, hit, before)
            if named or (word in self._words.month_or_word and POSSESSIVE.match(block, hit.end)):
                return False
        if word not in self._words.month_or_word and word in self._words.months:
            return True
        if (
            follows.lower() in self._words.after_modal
            and word in self._beside.modal_or_month
            and (shouting or hit.context not in self._beside.in_time)
        ):
            return False
        return timed or block[hit.end : hit.end + 1] == ":"

    def _month(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        if re.match(r"[-‐‑][^\W\d_]", block[hit.end : hit.end + 2]) and not self._named_still.match(
            block[hit.end : hit.end + 5]
        ):
            return False
        return self._month_accepts(block, hit, fields, before)

    def _month_day(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        word, timed = plain(fields.group("month")).rstrip("."), hit.context in self._beside.of_day
        if hit.values["year"] is None and not fields.group("which"):
            spelled = not fields.group("day")[0].isdigit() and not timed and hit.values["weekday"] is None
            counted = self._counts(block, hit.end) and not (timed and not self._beside.goes_on.match(block, hit.end))
            if spelled or (counted and (hit.context in self._words.in_month or hit.context not in self._beside.of_day)):
                return self._shorten_to_month(block, hit, fields, before)
            if not timed and next_word(block, hit.end).lower() in self._words.bodies:
                return False
        elif self._beside.goes_on.match(block, hit.end) and block[hit.end] not in {":", "-"}:
            return False
        capital = block[fields.start("month")].isupper()
        return capital or word not in self._words.month_or_word or timed

    def _shorten_to_month(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        """Keep the month of "in May 20 people were killed", if it is one."""
        if fields.group("weekday"):
            return False
        hit.end = fields.end("month")
        hit.values = {"kind": "month", "month": hit.values["month"]}
        return hit.context in self._beside.in_time and self._month_accepts(block, hit, fields, before)

    def _day_month(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        word = plain(fields.group("month")).rstrip(".")
        spelled = not fields.group("day")[0].isdigit()
        if (spelled and self._beside.genitive.isdisjoint(plain(fields.group()).split())) or (
            not block[fields.start("month")].isupper() and word in self._words.month_or_word
        ):
            return False
        bare = fields.group("bare")
        if bare and not self._plausible_year(block, hit, fields):
            hit.end = fields.end("month")
            hit.values = hit.values | {"year": None}
        modal = word in self._beside.modal_or_month and next_word(block, hit.end).lower() in self._words.after_modal
        return not (modal and hit.values["year"] is None)

    def _plausible_year(self, block: str, hit: Hit, fields: re.Match[str]) -> bool:
        """Tell whether the number after "29 MAY" is its year: four digits, or two in capitals or between dashes."""
        bare, at = fields.group("bare"), fields.start("bare")
        if len(bare) == 4:
            return 1500 <= int(bare) <= 2100 and not self._counts(block, hit.end)
        if self._beside.goes_on.match(block, hit.end):
            return False
        dashed = block[at - 1] in "-–"
        return dashed or (fields.group("month").isupper() and _YEAR_ENDS.match(block, hit.end) is not None)

    def _month_days(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        start, end = hit.values["start"], hit.values["end"]
        apart = end["day"] - start["day"]
        wrong = apart <= 0 or (fields.group("both") and apart > 1 and hit.context not in self._words.between)
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
        return apart == 1 or (apart > 1 and (not fields.group("both") or hit.context in self._words.between))

    def _weekday(self, block: str, hit: Hit, fields: re.Match[str], before: Hit | None) -> bool:
        word, at = plain(fields.group("weekday")), fields.start("weekday")
        if word.rstrip(".") in self._words.weekday_abbreviations:
            timed = (
                hit.context in self._beside.of_day
                or hit.part
                or fields.group("which")
                or self._beside.goes_on_from(block, hit, before)
            )
            hyphened = re.match(r"[-‐‑][^\W\d_]", block[hit.end : hit.end + 2])  # "Sun-Times"
            return bool(block[at].isupper() and not hyphened and (timed or word.endswith(".")))
        if hit.leaf_start == at and last_word(block, hit.leaf_start).lower() in self._words.before_weekday_name:
            return False
        follows = next_word(block, hit.end)
        title = follows[:1].isupper() and follows.lower() in self._words.after_weekday_name
        return not (title and not in_capitals(block, at)) and not (
            hit.context in self._words.on_day
            and last_word(block, hit.lead).lower() in self._words.after_weekday_name
            and last_word(block, hit.lead)[0].isupper()
        )

    def _weekday_day(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        """Accept "Monday 3rd", and "Mon 3: …" as a line of a diary opens; the colon is no part of it."""
        hit.end = fields.end("label") if fields.group("label") else hit.end
        short = plain(fields.group("weekday")).rstrip(".") in self._words.weekday_abbreviations
        return block[fields.start("weekday")].isupper() and not (short and fields.group("day"))

    def _day_word(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        """Leave out names that end in "Today"."""
        if hit.lead != hit.leaf_start or not block[hit.leaf_start].isupper() or in_capitals(block, hit.leaf_start):
            return True
        return not last_word(block, hit.leaf_start)[:1].isupper()

    def _season(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        if hit.values["year"] or hit.values["offset"] is not None:
            return True
        follows = next_word(block, hit.end).lower()
        if plain(fields.group("season")) in self._words.season_or_word:
            return bool(hit.part in self._words.parts and follows not in self._words.leading_year)
        intro = hit.intro(block)
        return hit.context in self._beside.with_time or bool(hit.part) or self._beside.definite(intro)

    def _quarter(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        return (
            bool(hit.values["start"].get("year") or hit.values["start"].get("unit"))
            or next_word(block, hit.end) not in self._beside.genitive
        )

    def _day_beside(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        """Accept "the day before" only where nothing follows that it is before."""
        intro = hit.intro(block)
        return (
            self._beside.definite(intro) and re.match(r"\s*(?:$|[.,;:)”\"])", block[hit.end : hit.end + 4]) is not None
        )

    def _day_alone(self, block: str, hit: Hit, _: re.Match[str], __: Hit | None) -> bool:
        intro = hit.intro(block)
        return (
            hit.context in self._words.on_day
            and self._beside.definite(intro)
            and re.match(r"\s*(?:$|[.,;:)])", block[hit.end : hit.end + 4]) is not None
        )

    def _weekend(self, block: str, hit: Hit, fields: re.Match[str], _: Hit | None) -> bool:
        intro = hit.intro(block)
        return bool(fields.group("which")) or self._beside.definite(intro) or bool(hit.part)
