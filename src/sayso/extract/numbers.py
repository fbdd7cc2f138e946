"""Reads how many: number expressions of a sentence with their hedges, as low and high ends and the kind of bound.

The values of vague words are those of the claim format: dozens is 24 and up, several is 3 and up, "about 50" is 50.
"""

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from sayso.extract.sentences import Sentence
from sayso.extract.uncounted import Uncounted, UncountedWords
from sayso.lexicon.load import load
from sayso.values.kinds import Bound

Number = int | float


class NumberWords(UncountedWords, frozen=True):
    """The list `numbers`: words and phrases that say how many and how surely."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    groups: dict[str, int]
    vague: dict[str, int]
    small: dict[str, int]
    ordinals: dict[str, int]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    about: tuple[str, ...]
    between_hedge_and_number: tuple[str, ...]
    more_after: tuple[str, ...]
    less_after: tuple[str, ...]
    about_after: tuple[str, ...]
    change: tuple[str, ...]


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number as read from tokens `[start, end)`; `at` is its first number word, hedges stand before it."""

    start: int
    end: int
    at: int
    low: Number | None
    high: Number | None
    bound: Bound
    kind: Literal["count", "percent", "ordinal"]


class _Amount(msgspec.Struct, frozen=True, gc=False):
    """A bare amount of tokens `[begin, end)`; `vague` when only its lower end is known."""

    begin: int
    end: int
    value: Number
    vague: bool


_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_SHORT = re.compile(r"(\d+(?:\.\d+)?)k")
_ARTICLES = frozenset({"a", "an"})
_CONNECTORS = frozenset({"to", "-", "–", "or", "and", "—"})
_PERCENT = frozenset({"%", "percent", "pct", "per"})


class NumberReader:
    """Finds the quantities of a sentence; holds the language's number words, compiled once."""

    def __init__(self, language: str) -> None:
        words = load(language, "numbers", NumberWords)
        self._units = words.units | words.tens
        for ten, value in words.tens.items():
            self._units |= {f"{ten}-{unit}": value + n for unit, n in words.units.items() if n < 10 and unit != "both"}
        self._scales = words.scales
        self._groups = words.groups
        self._large = words.scales | words.groups
        self._vague = words.vague
        self._small = words.small
        self._ordinals = words.ordinals
        self._change = frozenset(words.change)
        self._hedges = _by_last_word(
            [(words.at_least, "at-least"), (words.at_most, "at-most"), (words.about, "about")],
            words.between_hedge_and_number,
        )
        self._after = _by_first_word(
            [(words.more_after, "at-least"), (words.less_after, "at-most"), (words.about_after, "about")]
        )
        self._starts = frozenset(
            {*self._units, *self._large, *self._vague, *self._small, *self._ordinals, "half", "quarter", "half-a-million"}
        )
        self._uncounted = Uncounted(words)

    def find(self, sentence: Sentence, start: int, end: int) -> list[Quantity]:
        """Return the quantities among tokens `[start, end)`, in order, without numbers that count nothing."""
        lower, starts = sentence.lower, self._starts
        found: list[Quantity] = []
        done = start
        for at in [i for i in range(start, end) if (w := lower[i]) in starts or w[0].isdecimal()]:
            if at < done:
                continue
            read = self._ordinal(sentence, at) or self._quantity(sentence, done, at, end)
            if read is not None:
                quantity, counts = read
                done = quantity.end
                if counts:
                    found.append(quantity)
        return found

    def _ordinal(self, sentence: Sentence, at: int) -> tuple[Quantity, bool] | None:
        """Return the ordinal at `at`: "third", "3rd"; days of a month are none."""
        word = sentence.lower[at]
        value = self._ordinals.get(word)
        if value is None:
            match = _ORDINAL.fullmatch(word)
            if match is None:
                return None
            value = int(match.group(1))
        quantity = Quantity(at, at + 1, at, value, value, "exact", "ordinal")
        return quantity, not self._uncounted.rejects(sentence, at, at + 1, value=value, hedged=False)

    def _quantity(self, sentence: Sentence, floor: int, at: int, end: int) -> tuple[Quantity, bool] | None:
        """Return the quantity whose first number word is at `at`, and whether it counts something."""
        amount = self._amount(sentence, at, end)
        if amount is None:
            return None
        low: Number | None = amount.value
        high: Number | None = None if amount.vague else amount.value
        bound: Bound = "vague" if amount.vague else "exact"
        begin, hedge = self._hedge(sentence, amount.begin, floor)
        after = amount.end
        ranged = None if amount.vague else self._range(sentence, amount, hedge, end)
        if ranged is not None:
            low, high, after, bound = ranged.low, ranged.high, ranged.end, "between"
            begin -= begin > floor and sentence.lower[begin - 1] == "between"
        else:
            after, hedge = self._hedge_after(sentence, after, end, hedge)
            low, high, bound = _bounded(low, high, bound, hedge)
        after, percent = _percent(sentence.lower, after, end)
        quantity = Quantity(begin, after, amount.begin, low, high, bound, "percent" if percent else "count")
        rejected = self._uncounted.rejects(
            sentence, at, after, value=amount.value, hedged=hedge is not None or ranged is not None
        )
        fraction = not percent and amount.value != int(amount.value)
        changed = ranged is None and self._is_old_figure(sentence, begin, after)
        return quantity, not (rejected or fraction or changed)

    def _is_old_figure(self, sentence: Sentence, begin: int, after: int) -> bool:
        """Tell whether the number is what a figure rose from: "rose from 12 to 15"."""
        lower = sentence.lower
        if begin == 0 or lower[begin - 1] != "from":
            return False
        return lower[after : after + 1] == ("to",) or not self._change.isdisjoint(lower[max(0, begin - 4) : begin - 1])

    def _amount(self, sentence: Sentence, at: int, end: int) -> _Amount | None:
        """Return the bare amount that starts at the number word `at`."""
        lower, word = sentence.lower, sentence.lower[at]
        if word[0].isdecimal():
            return self._digits(sentence, at, end)
        if word in self._small:
            return self._small_amount(lower, at, end)
        if word in self._vague:
            return self._vague_amount(lower, at, end)
        if word in {"half", "quarter", "half-a-million"}:
            return self._part_amount(lower, at, end)
        begin = at - 1 if word in self._large and at > 0 and lower[at - 1] in _ARTICLES else at
        if word == "both" and "and" in lower[at + 1 : at + 4]:
            return None
        value, after = self._words(lower, at, end)
        return _Amount(begin, after, value, vague=False)

    def _digits(self, sentence: Sentence, at: int, end: int) -> _Amount | None:
        """Return the amount written in digits: 61, 1,200, 50 000, 1.5 million, 8 thousand, 10k."""
        lower, word = sentence.lower, sentence.lower[at]
        short = _SHORT.fullmatch(word)
        if short is not None:
            return _Amount(at, at + 1, _whole(float(short.group(1)) * 1000), vague=False)
        match, dotted = _DIGITS.fullmatch(word), _DOTTED.fullmatch(word)
        scaled = at + 1 < end and lower[at + 1] in self._large
        if dotted is not None and not scaled:
            return _Amount(at, at + 1, int(word.replace(".", "")), vague=False)
        if match is None:
            return _Amount(at, at + 1, 0, vague=False)
        digits, after = match.group(1).replace(",", ""), at + 1
        while len(word) <= 3 and after < end and _is_group(sentence, after):
            digits += lower[after]
            after += 1
        value: Number = float(digits + match.group(2)) if match.group(2) else int(digits)
        while after < end and lower[after] in self._large:
            value *= self._large[lower[after]]
            after += 1
        return _Amount(at, after, _whole(value), vague=False)

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
            elif word in self._scales:
                scale = self._scales[word]
                if scale == 100:
                    current = (current or 1) * 100
                else:
                    total, current = total + (current or 1) * scale, 0
            elif word == "and" and lower[place + 1 : place + 3] == ("a", "half") and _at(lower, place + 3) in self._scales:
                current += 0.5
                place += 2
            elif not (word == "and" and (total or current >= 100) and _at(lower, place + 1) in self._units):
                break
            place += 1
        return _whole(total + current), place

    def _small_amount(self, lower: tuple[str, ...], at: int, end: int) -> _Amount | None:
        """Return "several", "a few", "a couple", "a handful", also of hundreds or dozens; a bare "few" is no amount."""
        value: Number = self._small[lower[at]]
        begin = at - 1 if at > 0 and lower[at - 1] in _ARTICLES else at
        after = at + 1
        if lower[at] != "several" and begin == at and not (at > 0 and lower[at - 1] in {"another", "last", "the"}):
            return None
        scale = after + 1 if _at(lower, after) == "of" else after
        if scale < end and (lower[scale] in self._large or lower[scale] in self._vague):
            named = lower[scale]
            value *= self._large.get(named) or self._large[named.removesuffix("s")]
            after = scale + 1
        return _Amount(begin, after, value, vague=True)

    def _vague_amount(self, lower: tuple[str, ...], at: int, end: int) -> _Amount:
        """Return "dozens", "tens of thousands", "hundreds and hundreds"."""
        value, after = self._vague[lower[at]], at + 1
        while after + 1 < end and lower[after] in {"of", "upon", "and", "or"} and lower[after + 1] in self._vague:
            if lower[after] == "of":
                value *= self._scales.get(lower[after + 1].removesuffix("s"), 1)
            after += 2
        return _Amount(at, after, value, vague=True)

    def _part_amount(self, lower: tuple[str, ...], at: int, end: int) -> _Amount | None:
        """Return "half a million", "half a dozen", "a quarter of a million"; other parts are no amount."""
        if lower[at] == "half-a-million":
            return _Amount(at, at + 1, 500_000, vague=False)
        place = at + 1
        while place < end and lower[place] in {"a", "of", "-"}:
            place += 1
        if place >= end or lower[place] not in self._large:
            return None
        part = 0.5 if lower[at] == "half" else 0.25
        begin = at - 1 if at > 0 and lower[at - 1] in _ARTICLES else at
        return _Amount(begin, place + 1, _whole(part * self._large[lower[place]]), vague=False)

    def _range(self, sentence: Sentence, first: _Amount, hedge: Bound | None, end: int) -> Quantity | None:
        """Return the range that `first` opens: "20 to 30", "between 20 and 30", "20-30", "at least 15 and up to 25"."""
        lower, link = sentence.lower, first.end
        if link + 1 >= end or lower[link] not in _CONNECTORS:
            return None
        if lower[link] in {"-", "–", "—"} and (lower[link] == "—" or not lower[link + 1][0].isdecimal()):
            return None
        place = link + 1
        if hedge == "at-least" and lower[link] == "and":
            place = self._skip_at_most(lower, place)
            if place == link + 1:
                return None
        elif lower[link] == "and" and not self._opens_between(lower, first.begin):
            return None
        if not (lower[place][0].isdecimal() or lower[place] in self._starts or lower[place] in _ARTICLES):
            return None
        second = self._amount(sentence, place + (lower[place] in _ARTICLES), end)
        return self._joined(lower, first, second, lower[link])

    def _joined(self, lower: tuple[str, ...], first: _Amount, second: _Amount | None, link: str) -> Quantity | None:
        """Return the range from `first` to `second`, a scale that only the second has given to both."""
        if second is None or second.vague:
            return None
        low = first.value
        scale = self._scales.get(lower[second.end - 1], 1)
        if scale >= 1000 and low < 1000 and low * scale < second.value:
            low *= scale
        changed = first.begin > 0 and lower[first.begin - 1] == "from" and not self._change.isdisjoint(
            lower[max(0, first.begin - 4) : first.begin - 1]
        )
        if low >= second.value or changed or (link == "or" and second.value > 4 * low):
            return None
        return Quantity(first.begin, second.end, first.begin, low, second.value, "between", "count")

    def _skip_at_most(self, lower: tuple[str, ...], place: int) -> int:
        """Return the place after a hedge of the kind "up to" that starts at `place`, or `place`."""
        for length in (3, 2):
            last = _at(lower, place + length - 1)
            for phrase, bound in self._hedges.get(last, ()):
                if bound == "at-most" and phrase == lower[place : place + length]:
                    return place + length
        return place

    @staticmethod
    def _opens_between(lower: tuple[str, ...], begin: int) -> bool:
        """Tell whether "between" stands before the number, a hedge allowed in between."""
        return "between" in lower[max(0, begin - 2) : begin]

    def _hedge(self, sentence: Sentence, begin: int, floor: int) -> tuple[int, Bound | None]:
        """Return the place where the hedges before `begin` start, and the strongest of them."""
        lower = sentence.lower
        hedge: Bound | None = None
        place = begin
        while place > floor:
            for phrase, bound in self._hedges.get(lower[place - 1], ()):
                if place - len(phrase) >= floor and lower[place - len(phrase) : place] == phrase:
                    place -= len(phrase)
                    hedge = bound if bound is not None and (hedge is None or bound != "about") else hedge
                    break
            else:
                break
        return place, hedge

    def _hedge_after(
        self, sentence: Sentence, after: int, end: int, hedge: Bound | None
    ) -> tuple[int, Bound | None]:
        """Return the place after a hedge that follows the number ("or more", "-plus"), and the stronger hedge."""
        lower = sentence.lower
        if after < end:
            for phrase, bound in self._after.get(lower[after], ()):
                if after + len(phrase) <= end and lower[after : after + len(phrase)] == phrase:
                    return after + len(phrase), hedge or bound
        return after, hedge


def _bounded(
    low: Number | None, high: Number | None, bound: Bound, hedge: Bound | None
) -> tuple[Number | None, Number | None, Bound]:
    """Return the two ends under a hedge: at least 50 has no high end, at most 50 no low one."""
    if hedge == "at-least":
        return low, None, "at-least"
    if hedge == "at-most":
        return None, low, "at-most"
    return low, high, "about" if hedge == "about" and bound == "exact" else bound


def _percent(lower: tuple[str, ...], after: int, end: int) -> tuple[int, bool]:
    """Return the place after a percent sign or word, and whether there was one."""
    if after >= end or lower[after] not in _PERCENT:
        return after, False
    if lower[after] != "per":
        return after + 1, True
    return (after + 2, True) if lower[after + 1 : after + 2] == ("cent",) else (after, False)


def _is_group(sentence: Sentence, place: int) -> bool:
    """Tell whether the token is a group of three digits, one space after the token before it."""
    word = sentence.lower[place]
    return len(word) == 3 and word.isdecimal() and sentence.starts[place] - sentence.ends[place - 1] == 1


def _at(lower: tuple[str, ...], place: int) -> str:
    """Return the word at `place`, or nothing beyond the end."""
    return lower[place] if 0 <= place < len(lower) else ""


def _whole(value: Number) -> Number:
    """Return a whole number as int."""
    return int(value) if value == int(value) else value


Phrases = dict[str, tuple[tuple[tuple[str, ...], Bound | None], ...]]


def _by_last_word(groups: Iterable[tuple[tuple[str, ...], Bound]], neutral: tuple[str, ...]) -> Phrases:
    """Return phrases by their last word, the longest first."""
    pairs: list[tuple[tuple[str, ...], Bound | None]] = [(tuple(p.split()), b) for ps, b in groups for p in ps]
    pairs += [(tuple(phrase.split()), None) for phrase in neutral]
    return _grouped(pairs, -1)


def _by_first_word(groups: Iterable[tuple[tuple[str, ...], Bound]]) -> Phrases:
    """Return phrases by their first word, the longest first."""
    return _grouped([(tuple(p.split()), b) for ps, b in groups for p in ps], 0)


def _grouped(pairs: Iterable[tuple[tuple[str, ...], Bound | None]], key: int) -> Phrases:
    """Return phrases by the word at `key`, the longest first."""
    grouped: dict[str, list[tuple[tuple[str, ...], Bound | None]]] = {}
    for phrase, bound in sorted(pairs, key=lambda pair: -len(pair[0])):
        grouped.setdefault(phrase[key], []).append((phrase, bound))
    return {word: tuple(found) for word, found in grouped.items()}
