"""Carries over what a text does not repeat: the means of "the attack", the place of a toll, the speaker of a count.

Nothing is carried over from one dated passage to another but a report's own first place, and nothing from a happening
that the words set apart ("previously", "elsewhere").
"""

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from sayso.extract.claims import Unit
from sayso.extract.sentences import Sentence
from sayso.lexicon.load import WordList, fold, load
from sayso.records import Report
from sayso.values.kinds import Event
from sayso.values.place import PlaceMention
from sayso.values.time_phrase import TimePhrase


class DiscourseWords(WordList, frozen=True):
    """The list as it stands in the file."""

    definite: frozenset[str]
    generic: frozenset[str]
    toll_goes_on: tuple[str, ...]
    other: tuple[str, ...]


class Told(msgspec.Struct):
    """A claim in the making with the sentence it stands in and the attributions over it, by index."""

    sentence: Sentence
    unit: Unit
    voices: tuple[int, ...]


_MEANS: frozenset[Event] = frozenset({"air-strike", "shelling", "bombing", "chemical-attack", "execution"})
VIOLENCE: frozenset[Event] = _MEANS | {"attack", "armed-clash", "casualty-toll", "damage", "abuse", "abduction"}
_PLACED: frozenset[Event] = VIOLENCE | {
    "territory-gained", "territory-held", "siege", "displacement", "population-trapped", "aid", "conditions",
    "ceasefire", "detention", "withdrawal", "protest", "deployment", "release",
}  # fmt: skip
"""Kinds that happen somewhere in particular; a position or a sanction need not."""


class _Focus(msgspec.Struct):
    """What the text is speaking of at a point."""

    passage: int = -1
    section: int = -1
    block: int = -1
    means: Event | None = None
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimePhrase, ...] = ()
    voices: tuple[int, ...] = ()
    event: Event | None = None
    sentence: int = -9


class Discourse:
    """Carries over within one report; built once from the word list of one language."""

    def __init__(self, language: str) -> None:
        words = load(language, "discourse", DiscourseWords)
        self._words = words
        self._goes_on = tuple(tuple(fold(p).split()) for p in words.toll_goes_on)
        self._other = tuple(tuple(fold(p).split()) for p in words.other)

    def carry(self, report: Report, told: Sequence[Told]) -> None:
        """Complete the claims of a report, in the order of its text, with what earlier ones said."""
        focus = _Focus()
        first: tuple[PlaceMention, ...] = ()
        sections = list(accumulate(int(block.channel in {"title", "heading"}) for block in report.blocks))
        for number, claim in enumerate(told):
            block = report.blocks[claim.sentence.block]
            section = sections[claim.sentence.block]
            if block.passage != focus.passage or section != focus.section:
                focus = _Focus(passage=block.passage, section=section)
            self._complete(claim, focus, number)
            first = first or tuple(claim.unit.places)
            if not claim.unit.places and claim.unit.event in _PLACED and block.channel in {"body", "caption"}:
                claim.unit.places = list(first)
            self._remember(claim, focus)

    def _complete(self, claim: Told, focus: _Focus, number: int) -> None:
        """Fill in from the focus what the claim leaves unsaid."""
        unit = claim.unit
        near = claim.sentence.block - focus.block <= 2
        anaphoric = self._points_back(claim)
        if anaphoric and focus.means and unit.event in {"attack", "bombing"} and unit.act and not unit.act.verbal:
            unit.event = focus.means
            unit.rule += "<means"
        apart = self._apart(claim)
        if not claim.voices and focus.voices and claim.sentence.block == focus.block and self._toll_goes_on(claim):
            claim.voices = focus.voices
            unit.rule += "<voice"
        if not unit.places and unit.event in _PLACED and focus.places and not apart:
            unit.places = list(focus.places)
        follows = unit.event in VIOLENCE and focus.event in VIOLENCE and near
        if (
            not unit.times
            and focus.times
            and not apart
            and follows
            and (anaphoric or unit.event == "casualty-toll" or self._toll_goes_on(claim))
        ):
            unit.times = list(focus.times)

    def _remember(self, claim: Told, focus: _Focus) -> None:
        """Let the focus follow the claim."""
        unit = claim.unit
        focus.block = claim.sentence.block
        focus.voices = claim.voices or focus.voices
        if unit.places:
            focus.places = tuple(unit.places)
        if unit.event in VIOLENCE:
            focus.event = unit.event
            if unit.times:
                focus.times = tuple(unit.times)
        if unit.event in _MEANS:
            focus.means = unit.event

    def _points_back(self, claim: Told) -> bool:
        """Tell whether the claim speaks of a happening as known: "the attack", "this strike"."""
        words, unit = self._words, claim.unit
        lower = claim.sentence.lower
        for i in range(unit.start, min(unit.end, len(lower))):
            if lower[i] in words.generic and lower[i + 1 : i + 2] != ("of",):
                if any(word in words.definite for word in lower[max(0, i - 2) : i]):
                    return True
        return False

    def _toll_goes_on(self, claim: Told) -> bool:
        """Tell whether the sentence opens by going on with a count."""
        opening = tuple(word for word in claim.sentence.lower[:5] if word.isalnum())
        return any(opening[: len(phrase)] == phrase for phrase in self._goes_on)

    def _apart(self, claim: Told) -> bool:
        """Tell whether the words set this happening apart from the one before."""
        lower = claim.sentence.lower[claim.unit.start : claim.unit.end]
        return any(lower[i : i + len(phrase)] == phrase for phrase in self._other for i in range(len(lower)))
