"""Reads bare amounts, without their hedges: digits, number words, dozens, parts of a million."""

import re

import msgspec

from sayso.extract.sentences import Sentence, word_at
from sayso.extract.uncounted import UncountedWords
from sayso.lexicon.grammar import GrammarWords

Number = int | float


class AmountWords(UncountedWords, frozen=True):
    """The words that say how many; part of the list `numbers`."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    groups: dict[str, int]
    vague: dict[str, int]
    small: dict[str, int]
    small_alone: frozenset[str]
    before_small: frozenset[str]
    vague_links: frozenset[str]
    parts: dict[str, float]
    compound_parts: dict[str, int]


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A bare amount of tokens `[begin, end)`; `vague` when only its lower end is known."""

    begin: int
    end: int
    value: Number
    vague: bool


_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SHORT = re.compile(r"(\d+(?:\.\d+)?)k")


class AmountReader:
    """Reads the amount that starts at a number word; holds the language's number words, compiled once."""

    def __init__(self, words: AmountWords, grammar: GrammarWords) -> None:
        self._grammar = grammar
        self._units = words.units | words.tens
        for ten, value in words.tens.items():
            self._units |= {
                f"{ten}-{unit}": value + n for unit, n in words.units.items() if n < 10 and unit not in grammar.dual
            }
        self.scales = words.scales
        self._groups = words.groups
        self._large = words.scales | words.groups
        self._vague = words.vague
        self._small = words.small
        self._small_alone = words.small_alone
        self._before_small = words.before_small
        self._vague_links = words.vague_links
        self._parts = words.parts
        self._compounds = words.compound_parts
        self.starts = frozenset(
            {*self._units, *self._large, *self._vague, *self._small, *self._parts, *self._compounds}
        )
        """Words with which an amount may start; so may any token that starts with a digit."""

    def read(self, sentence: Sentence, at: int, end: int) -> Amount | None:  # noqa: PLR0911 - a table of cases
        """Return the bare amount that starts at the number word `at`."""
        lower, word = sentence.lower, sentence.lower[at]
        if word[0].isdecimal():
            return self._digits(sentence, at, end)
        if word in self._small:
            return self._small_amount(lower, at, end)
        if word in self._vague:
            return self._vague_amount(lower, at, end)
        if word in self._compounds:
            return Amount(at, at + 1, self._compounds[word], vague=False)
        if word in self._parts:
            return self._part_amount(lower, at, end)
        begin = self._with_article(lower, at) if word in self._large else at
        if word in self._grammar.dual and (
            not self._grammar.conjunctive.isdisjoint(lower[at + 1 : at + 4]) or _is_adverb(sentence, at)
        ):
            return None
        value, after = self._words(lower, at, end)
        return Amount(begin, after, value, vague=False)

    def _digits(self, sentence: Sentence, at: int, end: int) -> Amount | None:
        """Return the amount written in digits: 61, 1,200, 50 000, 1.5 million, 8 thousand, 10k."""
        lower, word = sentence.lower, sentence.lower[at]
        short = _SHORT.fullmatch(word)
        if short is not None:
            return Amount(at, at + 1, whole(float(short.group(1)) * 1000), vague=False)
        match, dotted = _DIGITS.fullmatch(word), _DOTTED.fullmatch(word)
        scaled = at + 1 < end and lower[at + 1] in self._large
        if dotted is not None and not scaled:
            return Amount(at, at + 1, int(word.replace(".", "")), vague=False)
        if match is None:
            return Amount(at, at + 1, 0, vague=False)
        digits, after = match.group(1).replace(",", ""), at + 1
        while len(word) <= 3 and after < end and _is_group(sentence, after):
            digits += lower[after]
            after += 1
        value: Number = float(digits + match.group(2)) if match.group(2) else int(digits)
        while after < end and lower[after] in self._large:
            value *= self._large[lower[after]]
            after += 1
        return Amount(at, after, whole(value), vague=False)

    def _words(self, lower: tuple[str, ...], at: int, end: int) -> tuple[Number, int]:
        """Return the value of number words from `at` on and the place after them: "two hundred and fifty"."""
        total: Number = 0
        current: Number = 0
        place = at
        while place < end:
            word = lower[place]
            if word in self._units:
                value = self._units[word]
                if current % 100 and not (current % 10 == 0 and current % 100 >= 20 and value < 10):
                    break
                current += value
            elif word in self._groups:
                return total + (current or 1) * self._groups[word], place + 1
            elif word in self.scales:
                scale = self.scales[word]
                if scale == 100:
                    current = (current or 1) * 100
                else:
                    total, current = total + (current or 1) * scale, 0
            elif word not in self._grammar.conjunctive:
                break
            elif self._adds_part(lower, place + 1):
                current += self._parts[lower[place + 2]]
                place += 2
            elif not ((total or current >= 100) and word_at(lower, place + 1) in self._units):
                break
            place += 1
        return whole(total + current), place

    def _adds_part(self, lower: tuple[str, ...], place: int) -> bool:
        """Tell whether a part of a scale follows: "[two and] a half million"."""
        article = word_at(lower, place) in self._grammar.indefinite
        return article and word_at(lower, place + 1) in self._parts and word_at(lower, place + 2) in self.scales

    def _with_article(self, lower: tuple[str, ...], at: int) -> int:
        """Return the place of the article before `at`, or `at` where none stands."""
        return at - 1 if at > 0 and lower[at - 1] in self._grammar.indefinite else at

    def _small_amount(self, lower: tuple[str, ...], at: int, end: int) -> Amount | None:
        """Return "several", "a few", "a couple", "a handful", also of hundreds or dozens; a bare "few" is no amount."""
        value: Number = self._small[lower[at]]
        begin = self._with_article(lower, at)
        after = at + 1
        introduced = begin < at or word_at(lower, at - 1) in self._before_small
        if lower[at] not in self._small_alone and not introduced:
            return None
        scale = after + 1 if word_at(lower, after) in self._grammar.genitive else after
        if scale < end and (lower[scale] in self._large or lower[scale] in self._vague):
            named = lower[scale]
            value *= self._large.get(named) or self.scales.get(named.removesuffix("s"), 10)
            after = scale + 1
        return Amount(begin, after, value, vague=True)

    def _vague_amount(self, lower: tuple[str, ...], at: int, end: int) -> Amount:
        """Return "dozens", "tens of thousands", "hundreds and hundreds"."""
        value, after = self._vague[lower[at]], at + 1
        while after + 1 < end and lower[after] in self._vague_links and lower[after + 1] in self._vague:
            if lower[after] in self._grammar.genitive:
                value *= self.scales.get(lower[after + 1].removesuffix("s"), 1)
            after += 2
        return Amount(at, after, value, vague=True)

    def _part_amount(self, lower: tuple[str, ...], at: int, end: int) -> Amount | None:
        """Return "half a million", "half a dozen", "a quarter of a million"; other parts are no amount."""
        place, grammar = at + 1, self._grammar
        while place < end and (
            lower[place] in grammar.indefinite or lower[place] in grammar.genitive or lower[place] == "-"
        ):
            place += 1
        if place >= end or lower[place] not in self._large:
            return None
        value = whole(self._parts[lower[at]] * self._large[lower[place]])
        return Amount(self._with_article(lower, at), place + 1, value, vague=False)


def _is_adverb(sentence: Sentence, at: int) -> bool:
    """Tell whether "both" stands before a participle and counts nothing of its own ("two posts, both released")."""
    grammar = sentence.grammar
    tagged = sentence.tags[at + 1 : at + 2] in {("VBN",), ("VBD",)}
    participle = tagged and word_at(sentence.lower, at + 1) not in grammar.be_plural
    before = word_at(sentence.lower, at - 1)
    return participle and before not in grammar.be_plural and before not in grammar.be_nonfinite


def _is_group(sentence: Sentence, place: int) -> bool:
    """Tell whether the token is a group of three digits, one space after the token before it."""
    word = sentence.lower[place]
    return len(word) == 3 and word.isdecimal() and sentence.starts[place] - sentence.ends[place - 1] == 1


def whole(value: Number) -> Number:
    """Return a whole number as int."""
    return int(value) if value == int(value) else value
