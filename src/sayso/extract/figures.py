"""Finds the figures of a clause: how many of whom or what were killed, hurt, taken, hit, moved, with their bounds."""

from collections.abc import Sequence

import msgspec

from sayso.extract.counted import Mention, NounReader
from sayso.extract.harm import Harm
from sayso.extract.measures import Measurer
from sayso.extract.numbers import NumberReader
from sayso.extract.scene import PERSONAL, Scene
from sayso.extract.sentences import Sentence
from sayso.extract.singles import SingleReader
from sayso.extract.victims import VictimReader
from sayso.values.figure import Figure
from sayso.values.kinds import Measure

_NEAR = 12
"""How many figures back a bare number looks for what it counts."""


class FoundFigure(msgspec.Struct, frozen=True, gc=False):
    """A figure with its place in the sentence: `token` is its number's index, `trigger` that of the word of harm."""

    figure: Figure
    token: int
    trigger: int | None


class FigureFinder:
    """Finds figures; holds the language's number words and words of harm, compiled once."""

    def __init__(self, language: str) -> None:
        self._numbers = NumberReader(language)
        self._harm = Harm(language)
        self._nouns = NounReader(language, self._harm)
        self._singles = SingleReader(self._nouns, self._harm)
        self._victims = VictimReader(self._nouns, self._harm, language)

    def find(
        self, sentence: Sentence, start: int, end: int, context_measure: Measure | None = None
    ) -> list[FoundFigure]:
        """Return the figures among tokens `[start, end)` in order; `part_of` is an index into the returned list.

        `context_measure` is what a figure counts when its own words do not say: the measure that the sentence before
        speaks of ("The fourth, Colonel Haro", "Among the casualties were 20").
        """
        mentions = self._mentions(sentence, start, end, context_measure)
        if not mentions:
            return []
        Measurer(Scene(sentence, (start, end), mentions, self._harm, self._nouns), context_measure).measure_all()
        kept = [mention for mention in mentions if mention.measure is not None]
        index = {id(mention): place for place, mention in enumerate(kept)}
        return [self._figure(sentence, kept, place, index.get(id(m.parent))) for place, m in enumerate(kept)]

    def topic(self, sentence: Sentence, start: int, end: int) -> Measure | None:
        """Return the measure that tokens `[start, end)` speak of, as context for figures of the lines that follow.

        "Targets hit on Monday included:" speaks of sites hit, "The dead by name:" of killed.
        """
        lower = sentence.lower
        for i in range(start, end):
            for phrase, measure in self._harm.tolls.get(lower[i], ()):
                if i + 1 - len(phrase) >= start and lower[i + 1 - len(phrase) : i + 1] == phrase:
                    return measure
            if self._harm.nouns.get(lower[i]) == "displaced" and self._is_of_civilians(sentence, i + 1):
                return "displaced"
            for use in self._harm.verbs.get(lower[i], ()):
                if use.unknown and use.form != "base" and not use.rest:
                    return use.by["person"]
        return None

    def _is_of_civilians(self, sentence: Sentence, at: int) -> bool:
        """Tell whether the words behind a noun name people who are no party: "the evacuation of the civilians"."""
        behind = sentence.lower[at : at + 3]
        return not sentence.grammar.genitive.isdisjoint(behind[:1]) and not self._nouns.civilians.isdisjoint(behind)

    def _mentions(self, sentence: Sentence, start: int, end: int, context: Measure | None) -> list[Mention]:
        """Return all counted nouns of the range, in order, without overlap."""
        quantities = self._numbers.find(sentence, start, end)
        found = [m for q in quantities if (m := self._nouns.mention(sentence, q, end)) is not None]
        for mention in found:
            self._give_back(sentence, mention, start)
        if context is not None or not self._harm.triggers.isdisjoint(sentence.lower[start:end]):
            singles = self._singles.find(sentence, start, end, found)
            found += self._victims.find(sentence, start, end, found) + singles
            found.sort(key=lambda mention: mention.start)
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def _give_back(self, sentence: Sentence, mention: Mention, floor: int) -> None:
        """Give a hedge back to the verb that it belongs to: "handed over 48 soldiers"."""
        at, lower = mention.start, sentence.lower
        if at <= floor or mention.at != at + 1 or mention.bound != "at-least":
            return
        if any(use.rest == (lower[at],) for use in self._harm.verbs.get(lower[at - 1], ())):
            mention.start, mention.high, mention.bound = mention.at, mention.low, "exact"

    def _figure(self, sentence: Sentence, kept: Sequence[Mention], place: int, parent: int | None) -> FoundFigure:
        """Return a mention as a figure; its text is the words of number and noun, white space folded."""
        mention = kept[place]
        figure = Figure(
            measure=mention.measure or "other",
            low=mention.low,
            high=mention.high,
            bound=mention.bound,
            of=_words(sentence, *self._named(sentence, kept, place)) or "people",
            part_of=parent,
            text=_words(sentence, mention.start, mention.end),
            span=sentence.slice(mention.start, mention.end),
        )
        return FoundFigure(figure, mention.at, mention.trigger)

    def _named(self, sentence: Sentence, kept: Sequence[Mention], place: int) -> tuple[int, int]:
        """Return the tokens that name what is counted; a bare number counts what the one before it counted."""
        mention = kept[place]
        if mention.kind == "percent":
            ahead = range(mention.end + 1, min(mention.end + 9, len(sentence.lower)))
            last = next((i for i in ahead if sentence.lower[i] in self._nouns.territory), mention.end)
            return (mention.end + 1, last + 1) if last > mention.end else (0, 0)
        if mention.known or mention.parent is not None:
            return mention.nouns
        for other in reversed(kept[max(0, place - _NEAR) : place]):
            if other.known and other.parent is None and other.low != 1 and _same_sort(other, mention):
                return other.nouns
        return 0, 0


def _same_sort(other: Mention, mention: Mention) -> bool:
    """Tell whether a bare number of one measure can count again what another mention counted."""
    if mention.measure in PERSONAL:
        return other.measure in PERSONAL and other.kind_of in {"person", "group"}
    return other.kind_of not in {None, "person", "group", "times"}


def _words(sentence: Sentence, start: int, end: int) -> str:
    """Return the words of the tokens `[start, end)` with one space where the text has any white space."""
    pieces: list[str] = []
    for i in range(start, end):
        if i > start and sentence.starts[i] > sentence.ends[i - 1]:
            pieces.append(" ")
        pieces.append(sentence.words[i])
    return "".join(pieces)
