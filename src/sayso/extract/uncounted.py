"""Numbers that count nobody and nothing: ages, dates, years, clock times, money, distances, names' numbers."""

import re

from sayso.extract.sentences import Sentence, word_at
from sayso.lexicon.load import WordList

_PUNCTUATION = frozenset({",", "(", "-lrb-", "["})
_LONGEST_LIST = 24
"""How many tokens a list of names' numbers has at most."""
_BEFORE_DAY = frozenset({".", "-", "–"})
_COUNTABLE = frozenset({"NNS", "NNPS", "JJ"})
_OPENING = frozenset({"(", "-lrb-", "["})
_CLOSING = frozenset({",", ")", "-rrb-", "]", ";", "."})


class UncountedWords(WordList, frozen=True):
    """The words beside a number that tell it is no count; part of the list `numbers`."""

    measured: tuple[str, ...]
    money: tuple[str, ...]
    money_signs: tuple[str, ...]
    named: tuple[str, ...]
    months: tuple[str, ...]
    year_before: tuple[str, ...]
    aged_of: tuple[str, ...]
    one_after: tuple[str, ...]
    one_before: tuple[str, ...]
    one: frozenset[str]
    list_links: tuple[str, ...]
    odd: frozenset[str]
    day_halves: tuple[str, ...]
    before_month: frozenset[str]
    before_clock: frozenset[str]
    own_age: frozenset[str]
    age_verbs: frozenset[str]
    age_subjects: frozenset[str]


class Uncounted:
    """Tells whether a number in a sentence is something else than a count."""

    def __init__(self, words: UncountedWords) -> None:
        self._after = frozenset(words.measured) | frozenset(words.money)
        self._named = frozenset(words.named)
        self._before = frozenset(words.money_signs) | {"#", "@", "+", "/", "’", "'"}
        self._months = frozenset(words.months)
        self._year_before = frozenset(words.year_before)
        self._aged_of = frozenset(words.aged_of)
        self._one_after = frozenset(words.one_after)
        self._one_before = frozenset(words.one_before)
        self._words = words
        self._list_links = frozenset(words.list_links)
        half = "|".join(words.day_halves)
        self._time = re.compile(rf"\d+[.:]\d\d(?:{half})?|0\d+|\d+(?:{half}|s)")

    def rejects(self, sentence: Sentence, at: int, after: int, *, value: float, hedged: bool) -> bool:
        """Tell whether the number of tokens `[at, after)`, its hedges left out, counts nothing."""
        lower = sentence.lower
        before = lower[at - 1] if at > 0 else ""
        following = lower[after] if after < len(lower) else ""
        if value <= 0 or following in self._after or before in self._before:
            return True
        if following == "-" and self._is_compound(sentence, after):
            return True
        if (before in self._named or self._is_named_before(lower, at)) and not _counts_ahead(sentence, after):
            return True
        if lower[at] in self._words.one:
            return self._is_pronoun(sentence, at, before, following)
        if not lower[at][0].isdecimal():
            return False
        return (
            self._time.fullmatch(lower[at]) is not None
            or following == "/"
            or _dials(sentence, at)
            or (before in _OPENING and following in _CLOSING)
            or self._is_list_mark(sentence, at, following)
            or self._is_date(sentence, at, after, value)
            or (
                not hedged
                and (
                    self._is_year(sentence, at, after, value)
                    or self._is_age(sentence, at, following)
                    or self._is_clock_or_name(sentence, at, following)
                )
            )
        )

    def _is_named_before(self, lower: tuple[str, ...], at: int) -> bool:
        """Tell whether a number goes on a list of names' numbers: "resolutions 2118, 2209 and 2235"."""
        place = at - 1
        while place > max(0, at - _LONGEST_LIST) and (lower[place].isdecimal() or lower[place] in self._list_links):
            place -= 1
        return place < at - 1 and lower[place + 1].isdecimal() and lower[place] in self._named

    def _is_compound(self, sentence: Sentence, after: int) -> bool:
        """Tell whether the number goes on as in "39-year-old" or "12-hour"."""
        return (
            after + 1 < len(sentence.lower)
            and sentence.ends[after] == sentence.starts[after + 1]
            and sentence.starts[after] == sentence.ends[after - 1]
            and sentence.lower[after + 1][0].isalpha()
            and sentence.lower[after + 1] not in self._words.odd
        )

    def _is_pronoun(self, sentence: Sentence, at: int, before: str, following: str) -> bool:
        """Tell whether "one" is a pronoun or part of a saying ("no one", "one of", "one by one", "one another")."""
        if before in self._one_after or following in self._one_before:
            return True
        return word_at(sentence.lower, at + 2) in self._words.one or word_at(sentence.lower, at - 2) in self._words.one

    @staticmethod
    def _is_list_mark(sentence: Sentence, at: int, following: str) -> bool:
        """Tell whether the number opens the sentence as the number of a list's item ("1.", "2)", "(3)")."""
        if at == 0 or (at == 1 and sentence.lower[0] in _PUNCTUATION):
            return following in {".", ")", "-rrb-", ":"}
        return False

    def _is_date(self, sentence: Sentence, at: int, after: int, value: float) -> bool:
        """Tell whether a month's name stands beside a number that a day may have."""
        if value != int(value) or value > 99:
            return False
        if value > 31:  # the year of "29 MAY 89"
            return at > 1 and self._is_month(sentence, at - 1) and sentence.lower[at - 2][0].isdecimal()
        if after < len(sentence.lower) and self._is_month(sentence, after):
            return True
        place = at - 1
        if place >= 0 and (sentence.lower[place] in _BEFORE_DAY or sentence.lower[place] in sentence.grammar.definite):
            place -= 1
        if place >= 0 and sentence.lower[place].isdecimal() and place + 1 < at:
            place -= 1
        if place < 0 or not self._is_month(sentence, place):
            return False
        in_month = place > 0 and sentence.lower[place - 1] in self._words.before_month and place == at - 1
        return not (in_month and _counts_ahead(sentence, after))

    def _is_month(self, sentence: Sentence, place: int) -> bool:
        """Tell whether the token is a month's name, not the verb "may" or "march"."""
        if sentence.lower[place] not in self._months or sentence.tags[place].startswith("VB"):
            return False
        if sentence.tags[place] == "MD" and sentence.tags[place + 1 : place + 2] in {("VB",), ("RB",)}:
            return False
        return sentence.shouting or sentence.words[place][0].isupper()

    def _is_year(self, sentence: Sentence, at: int, after: int, value: float) -> bool:
        """Tell whether an unhedged number is a year: "in 2016", not "2016 people"."""
        if not 1900 <= value <= 2099 or len(sentence.lower[at]) != 4 or after != at + 1:
            return False
        return not _counts_ahead(sentence, after) or (at > 0 and sentence.lower[at - 1] in self._year_before)

    def _is_clock_or_name(self, sentence: Sentence, at: int, following: str) -> bool:
        """Tell whether an unhedged number is a clock time ("at 1545 (2145 GMT)") or ends a name ("Radio 1)")."""
        if at == 0 or following not in {"(", "-lrb-", ")", "-rrb-"}:
            return False
        if following in {"(", "-lrb-"}:
            return len(sentence.lower[at]) == 4 and sentence.lower[at - 1] in self._words.before_clock
        return sentence.tags[at - 1].startswith("NN")

    def _is_age(self, sentence: Sentence, at: int, following: str) -> bool:
        """Tell whether an unhedged number is an age: "Omar Said, 17,", "he was 17", "a boy of 12"."""
        lower = sentence.lower
        before, earlier = lower[at - 1] if at else "", lower[at - 2] if at > 1 else ""
        words = self._words
        if before in words.own_age:
            return True
        ends = following in _CLOSING or not following
        told = before in words.age_verbs and earlier in words.age_subjects
        if told or (before in sentence.grammar.genitive and earlier in self._aged_of):
            return ends
        return before in _PUNCTUATION and earlier != "" and following in _CLOSING


def _dials(sentence: Sentence, at: int) -> bool:
    """Tell whether the number goes on a telephone number: "+963 11 55"."""
    place = at - 1
    while place > max(0, at - 6) and sentence.lower[place][0].isdecimal():
        place -= 1
    return place >= 0 and sentence.lower[place] == "+"


def _counts_ahead(sentence: Sentence, after: int) -> bool:
    """Tell whether what follows the number can be what it counts: a plural, or an adjective before one."""
    return after < len(sentence.tags) and sentence.tags[after] in _COUNTABLE
