"""What single words of time mean: numbers, units, months, parts of a day, which way they point."""

import re
from typing import Any

from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import fold

Values = dict[str, Any]
"""The values of a `TimePhrase`, all but `text` and `span`."""

_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def plain(words: str) -> str:
    """Return words folded, with single spaces, for look-up in a word list."""
    return _SPACES.sub(" ", fold(words)).strip()


class Meanings:
    """The language's words of time by what they mean."""

    def __init__(self, words: TimeWords, grammar: GrammarWords) -> None:
        self._indefinite = grammar.indefinite
        self._day_halves = {word[0]: hours for word, hours in words.day_halves.items()}
        self._zone_ends = [f" {word}" for word in words.zone_end]
        self._months = words.months | words.month_abbreviations
        self._weekdays = words.weekdays | words.weekday_abbreviations
        self._words = words

    def month(self, word: str | None) -> int | None:
        """Return the number of a month by its name, with or without a full stop."""
        return self._months.get(fold(word).rstrip(".")) if word else None

    def weekday(self, word: str | None) -> int | None:
        """Return the number of a weekday by its name; 0 is Monday."""
        return self._weekdays.get(fold(word).rstrip(".")) if word else None

    def day(self, word: str | None) -> int | None:
        """Return the day of the month: "26", "26th", "eighth"."""
        if not word:
            return None
        digits = re.match(r"\d+", word)
        return int(digits.group()) if digits else self._words.ordinals.get(plain(word))

    def offset(self, word: str | None) -> int | None:
        """Return how far "last", "this" and "next" point."""
        if not word:
            return None
        key = plain(word)
        return self._words.which.get(key, self._words.which_unit.get(key))

    def amount(self, number: str, unit: str) -> Values:
        """Return unit and amount of "three days"; words without a number ("several") give no amount."""
        name, times = self._words.units[plain(unit)]
        key = plain(number)
        if key in self._words.half_units:
            return {"unit": name, "amount": times / 2}
        count = int(key) if key.isdigit() else 1 if key in self._indefinite else self._words.numbers.get(key)
        return {"unit": name, "amount": None if count is None else count * times}

    def one(self, unit: str) -> Values:
        """Return unit and amount of a single "week" or "fortnight"."""
        name, times = self._words.units[plain(unit)]
        return {"unit": name, "amount": times}

    def beside(self, word: str) -> int:
        """Return which way "before" and "after" lead."""
        return self._words.beside[plain(word)]

    def quarter(self, word: str) -> int:
        """Return the month in which a quarter of a year begins."""
        return self._words.quarters[plain(word)]

    def half(self, word: str) -> int:
        """Return the month in which a half of a year begins."""
        return self._words.halves[plain(word)]

    def hours_added(self, half_of_day: str) -> int:
        """Return the hours that "a.m." and "p.m." add to those of the clock."""
        return self._day_halves[half_of_day[0].lower()]

    def spelled(self, words: str) -> int:
        """Return the year that is written out in one phrase."""
        return self._words.spelled_years[plain(words)]

    def part_of_day(self, word: str | None) -> str | None:
        """Return the part of the day, or None."""
        return self._words.day_parts.get(plain(word)) if word else None

    def spoken_year(self, century: str, rest: str, unit: str | None) -> int | None:
        """Return the year of "nineteen", "ninety" and "six"; None when the words are no year."""
        tens, ones = self._words.rest_of_year[plain(rest)], self._words.rest_of_year[plain(unit)] if unit else 0
        if (0 < tens < 10) or (unit and not (tens >= 20 and 0 < ones < 10)):
            return None
        return self._words.centuries[plain(century)] + tens + ones

    def pointing(self, word: str) -> int:
        """Return which way "ago" and "later" point."""
        return self._words.ago[plain(word)]

    def decade(self, word: str) -> int:
        """Return the first year of "nineties" within its century."""
        return self._words.decades[plain(word)]

    def season(self, word: str) -> int:
        """Return the season's number in EDTF, 21 for spring to 24 for winter."""
        return self._words.seasons[plain(word)]

    def day_word(self, word: str) -> int:
        """Return how many days from today "yesterday" and its like are."""
        return self._words.days[plain(word)]

    def zone(self, word: str | None) -> str | None:
        """Return the zone as GMT, UTC, "local", or the distance from UTC that its name stands for."""
        if not word:
            return None
        if word[0] in "+-":
            return word if ":" in word else f"{word[:3]}:{word[3:]}"
        name = plain(word)
        plain_names = (name.removesuffix(end) for end in self._zone_ends)
        return self._words.zones.get(name) or next((z for n in plain_names if (z := self._words.zones.get(n))), None)
