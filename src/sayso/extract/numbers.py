"""Reads how many: number expressions of a sentence with their hedges, as low and high ends and the kind of bound.

The values of vague words are those of the claim format: dozens is 24 and up, several is 3 and up, "about 50" is 50.
"""

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from sayso.extract.amounts import Amount, AmountReader, AmountWords, Number
from sayso.extract.sentences import Sentence, word_at
from sayso.extract.uncounted import Uncounted
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load
from sayso.values.kinds import Bound


class NumberWords(AmountWords, frozen=True):
    """The list `numbers`: words and phrases that say how many and how surely."""

    ordinals: dict[str, int]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    roughly: tuple[str, ...]
    between_hedge_and_number: tuple[str, ...]
    more_after: tuple[str, ...]
    less_after: tuple[str, ...]
    roughly_after: tuple[str, ...]
    change: tuple[str, ...]
    ordinal_suffixes: tuple[str, ...]
    between: frozenset[str]
    percent: tuple[str, ...]


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number as read from tokens `[start, end)`; `at` is its first number word, hedges stand before it."""

    start: int
    end: int
    at: int
    low: Number | None
    high: Number | None
    bound: Bound
    kind: Literal["count", "percent", "ordinal"]


_DASHES = frozenset({"-", "–", "—"})
_MOST = 10**15
"""No count of a happening is larger: a longer run of digits is a code or an error, and beyond 2^53 it could not be recorded
exactly (RFC 8785)."""


class NumberReader:
    """Finds the quantities of a sentence; holds the language's number words, compiled once."""

    def __init__(self, language: str) -> None:
        words = load(language, "numbers", NumberWords)
        self._grammar = grammar = load(language, "grammar", GrammarWords)
        self._amounts = AmountReader(words, grammar)
        self._connectors = grammar.allative | grammar.conjunctive | grammar.disjunctive | _DASHES
        self._between = words.between
        self._opening = words.between | grammar.ablative
        self._percent = _by_first_word([(words.percent, "exact")])
        self._spelled = re.compile(rf"(\d+)(?:{'|'.join(words.ordinal_suffixes)})")
        self._ordinals = words.ordinals
        self._change = frozenset(words.change)
        self._hedges = _by_last_word(
            [(words.at_least, "at-least"), (words.at_most, "at-most"), (words.roughly, "about")],
            words.between_hedge_and_number,
        )
        self._after = _by_first_word(
            [(words.more_after, "at-least"), (words.less_after, "at-most"), (words.roughly_after, "about")]
        )
        self._starts = self._amounts.starts | frozenset(words.ordinals)
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
            match = self._spelled.fullmatch(word)
            if match is None:
                return None
            value = int(match.group(1))
        if value > _MOST:
            return None
        quantity = Quantity(at, at + 1, at, value, value, "exact", "ordinal")
        return quantity, not self._uncounted.rejects(sentence, at, at + 1, value=value, hedged=False)

    def _quantity(self, sentence: Sentence, floor: int, at: int, end: int) -> tuple[Quantity, bool] | None:
        """Return the quantity whose first number word is at `at`, and whether it counts something."""
        amount = self._amounts.read(sentence, at, end)
        if amount is None or amount.value > _MOST:
            return None
        low: Number | None = amount.value
        high: Number | None = None if amount.vague else amount.value
        bound: Bound = "vague" if amount.vague else "exact"
        begin, hedge = self._hedge(sentence, amount.begin, floor)
        after = amount.end
        ranged = None if amount.vague else self._range(sentence, amount, hedge, end)
        if ranged is not None:
            low, high, after, bound = ranged.low, ranged.high, ranged.end, "between"
            begin -= begin > floor and sentence.lower[begin - 1] in self._opening
        else:
            after, hedge = self._hedge_after(sentence, after, end, hedge)
            low, high, bound = _bounded(low, high, bound, hedge)
        after, percent = self._with_percent(sentence.lower, after, end)
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
        if begin == 0 or lower[begin - 1] not in self._grammar.ablative:
            return False
        changing = not self._change.isdisjoint(lower[max(0, begin - 4) : begin - 1])
        return changing or word_at(lower, after) in self._grammar.allative

    def _range(self, sentence: Sentence, first: Amount, hedge: Bound | None, end: int) -> Quantity | None:
        """Return the range that `first` opens: "20 to 30", "between 20 and 30", "20-30", "at least 15 and up to 25"."""
        lower, link = sentence.lower, first.end
        if link + 1 >= end or lower[link] not in self._connectors:
            return None
        if lower[link] in _DASHES and (lower[link] == "—" or not lower[link + 1][0].isdecimal()):
            return None
        place = link + 1
        joined = lower[link] in self._grammar.conjunctive
        if hedge == "at-least" and joined:
            place = self._skip_at_most(lower, place)
            if place == link + 1:
                return None
        elif joined and not self._opens_between(lower, first.begin):
            return None
        at = place + (lower[place] in self._grammar.indefinite)
        opens = at > place or lower[place][0].isdecimal() or lower[place] in self._starts
        if not opens or at >= end:  # a text may be cut off in "50 to a"
            return None
        second = self._amounts.read(sentence, at, end)
        return self._joined(lower, first, second, lower[link])

    def _joined(self, lower: tuple[str, ...], first: Amount, second: Amount | None, link: str) -> Quantity | None:
        """Return the range from `first` to `second`, a scale that only the second has given to both."""
        if second is None or second.vague or second.value > _MOST:
            return None
        low = first.value
        scale = self._amounts.scales.get(lower[second.end - 1], 1)
        if scale >= 1000 and low < 1000 and low * scale < second.value:
            low *= scale
        changed = (
            first.begin > 0
            and lower[first.begin - 1] in self._grammar.ablative
            and not self._change.isdisjoint(lower[max(0, first.begin - 4) : first.begin - 1])
        )
        if low >= second.value or changed or (link in self._grammar.disjunctive and second.value > 4 * low):
            return None
        return Quantity(first.begin, second.end, first.begin, low, second.value, "between", "count")

    def _skip_at_most(self, lower: tuple[str, ...], place: int) -> int:
        """Return the place after a hedge of the kind "up to" that starts at `place`, or `place`."""
        for length in (3, 2):
            last = word_at(lower, place + length - 1)
            for phrase, bound in self._hedges.get(last, ()):
                if bound == "at-most" and phrase == lower[place : place + length]:
                    return place + length
        return place

    def _opens_between(self, lower: tuple[str, ...], begin: int) -> bool:
        """Tell whether "between" stands before the number, a hedge allowed in between."""
        return not self._between.isdisjoint(lower[max(0, begin - 2) : begin])

    def _hedge(self, sentence: Sentence, begin: int, floor: int) -> tuple[int, Bound | None]:
        """Return the place where the hedges before `begin` start, and the strongest of them."""
        lower = sentence.lower
        hedge: Bound | None = None
        place = begin
        while place > floor:
            for phrase, bound in self._hedges.get(lower[place - 1], ()):
                begin = place - len(phrase)
                if begin >= floor and lower[begin:place] == phrase and not self._is_change(lower, begin):
                    place = begin
                    hedge = bound if bound is not None and (hedge is None or bound != "about") else hedge
                    break
            else:
                break
        return place, hedge

    def _is_change(self, lower: tuple[str, ...], begin: int) -> bool:
        """Tell whether the hedge at `begin` only says where a change leads: "has gone up to two"."""
        return lower[begin] in self._change and begin > 0 and lower[begin - 1] in self._change

    def _hedge_after(self, sentence: Sentence, after: int, end: int, hedge: Bound | None) -> tuple[int, Bound | None]:
        """Return the place after a hedge that follows the number ("or more", "-plus"), and the stronger hedge."""
        lower = sentence.lower
        if after < end:
            for phrase, bound in self._after.get(lower[after], ()):
                place = after + len(phrase)
                if place <= end and lower[after:place] == phrase and not self._is_number(lower, place, end):
                    return place, bound if hedge in {None, "about"} else hedge
        return after, hedge

    def _is_number(self, lower: tuple[str, ...], place: int, end: int) -> bool:
        """Tell whether a number word stands at `place`, so that a hedge before it belongs to it."""
        if place >= end:
            return False
        word = lower[place]
        return word in self._starts or word[0].isdecimal() or word in self._grammar.indefinite

    def _with_percent(self, lower: tuple[str, ...], after: int, end: int) -> tuple[int, bool]:
        """Return the place after a percent sign or word, and whether there was one."""
        if after < end:
            for phrase, _ in self._percent.get(lower[after], ()):
                if lower[after : after + len(phrase)] == phrase:
                    return after + len(phrase), True
        return after, False


def _bounded(
    low: Number | None, high: Number | None, bound: Bound, hedge: Bound | None
) -> tuple[Number | None, Number | None, Bound]:
    """Return the two ends under a hedge: at least 50 has no high end, at most 50 no low one."""
    if hedge == "at-least":
        return low, None, "at-least"
    if hedge == "at-most":
        return None, low, "at-most"
    return low, high, "about" if hedge == "about" and bound == "exact" else bound


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
