"""Reads what stands before a name: a preposition, a kind of place, a bearing and a distance."""

import re
from typing import Literal

import msgspec

from sayso.extract.place_shape import PlaceShape
from sayso.extract.sentences import Sentence

Relation = Literal["at", "near", "offset"]

_DISTANCE = re.compile(r"9k(?:\(.{1,4}\))?[A,]{0,2}$")
_SKIPPED = frozenset("DAJQ#9e")
_MOST_SKIPPED = 6


class Cue(msgspec.Struct, frozen=True):
    """What stands before a name."""

    letter: str = ""
    """The letter of the token that stands there (see `place_shape`); empty at the beginning of the sentence."""
    at: int | None = None
    """That token."""
    announced: bool = False
    """Whether the words say that a place follows, so that an unknown name is one."""
    relation: Relation = "at"
    bearing: str | None = None
    distance_km: float | None = None


class CueReader:
    """Reads the cues of one sentence."""

    def __init__(self, shape: PlaceShape, sentence: Sentence, code: str) -> None:
        self._shape = shape
        self._place = shape.words
        self._grammar = sentence.grammar
        self._words = sentence.words
        self._lower = sentence.lower
        self._code = code

    def before(self, begin: int) -> Cue:
        """Return what stands before the name that begins at token `begin`, modifiers of the name passed over."""
        code = self._code
        at = begin - 1
        while at >= 0 and code[at] in _SKIPPED and begin - at <= _MOST_SKIPPED:
            at -= 1
        if at < 0:
            return Cue()
        letter = code[at]
        if letter == "F":
            return self._of(at)
        if letter == "P":
            return self._preposition(at)
        if letter in {"&", ","}:
            while at > 0 and code[at - 1] in ",&":
                at -= 1
            return Cue(code[at], at)
        if letter == "c" and self._lower[at] in self._shape.leading:
            return Cue("c", at, announced=True, relation=self._outer_relation(at))
        near = letter == "L" and self._lower[at] in self._shape.near
        return Cue(letter, at, relation="near" if near else "at")

    def _preposition(self, at: int) -> Cue:  # noqa: PLR0911 - a table of cases
        """Return what a preposition says that is not one of place: "districts such as", "as well as", "close to"."""
        lower, place, grammar = self._lower, self._place, self._grammar
        word, before = lower[at], lower[at - 1] if at else ""
        if word in grammar.equative and before in grammar.additive and at > 1:
            return Cue("&", at - 3 if self._code[at - 3] == "," else at - 2)
        if word in place.assault_on and before in self._shape.assaults:
            return Cue("K", at)
        if (word in grammar.allative or word in grammar.ablative) and before in self._shape.motion:
            return Cue("L", at)
        if word in place.exemplifying:
            back = at - 1
            while back > 0 and self._code[back] in "A,":
                back -= 1
            return Cue("P", at, announced=back >= 0 and self._code[back] == "c")
        if word in grammar.allative and before in place.close:
            return Cue("L", at, relation="near")
        if word in grammar.comitative and before in place.bordering:
            return Cue("L", at, relation="near")
        return Cue("P", at)

    def _of(self, at: int) -> Cue:  # noqa: PLR0911 - a table of cases
        """Return what "of" at token `at` says together with the word before it."""
        before = at - 2 if at > 1 and self._lower[at - 1] == "." else at - 1
        if before < 0:
            return Cue("F", at)
        word, letter = self._lower[before], self._code[before]
        if letter == "C" and self._code[before - 1 : before] == "O":  # "Islamic State of X" is a body
            return Cue("F", at)
        word = self._place.initials.get(word, word)
        if word in self._shape.degrees:
            if self._code[before - 1 : before] == "D":  # "the north of X" is a part of X
                return Cue("L", before)
            away = self._distance(before)
            return Cue("L", before, announced=True, relation="offset", bearing=word, distance_km=away)
        if letter == "k":
            return Cue("L", before, announced=True, relation="near", distance_km=self._distance(at))
        if word in self._shape.around:
            return Cue("L", at, relation="near")
        if letter in {"c", "C"}:
            return Cue("F", at, announced=True, relation=self._outer_relation(before))
        return Cue("L" if word in self._shape.of_name else "F", at)

    def _outer_relation(self, at: int) -> Relation:
        """Return `near` when the phrase with a kind of place at token `at` stands behind "near": "near the city of X"."""
        while at >= 0 and self._code[at] in "cCDAJeE9":
            at -= 1
        return "near" if at >= 0 and self._code[at] == "L" and self._lower[at] in self._shape.near else "at"

    def _distance(self, at: int) -> float | None:
        """Return the kilometres said before the compass word at token `at`: "about 30 km", "ten miles (16 km)"."""
        said = _DISTANCE.search(self._code, max(0, at - 9), at)
        if said is None:
            return None
        try:
            amount = float(self._words[said.start()].replace(",", ""))
        except ValueError:  # a number in words: the bearing stands, the distance stays open
            return None
        unit = self._lower[said.start() + 1]
        return round(amount * self._shape.kilometres[unit], 1)
