"""Finds figures that state a total: "the death toll rose to 23", "the number of raids has reached 38"."""

from sayso.extract.counted import Mention
from sayso.extract.scene import Hit, Scene

_REACH = 60
"""How many tokens back the word of a total is looked for."""


class Totals:
    """The totals that a scene's mentions state."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def toll(self, mention: Mention) -> Hit | None:
        """Return the measure of a total that the mention states: "the death toll rose to 23", "among the dead were 12"."""
        lower, tags = self._scene.sentence.lower, self._scene.sentence.tags
        place = mention.start - 1
        while place > self._scene.start and (lower[place] in {"--", ","} or tags[place] == "RB"):
            place -= 1
        if place <= self._scene.start or lower[place] not in self._scene.harm.reached:
            return None
        for i in range(place - 1, max(self._scene.start, place - _REACH) - 1, -1):
            for phrase, measure in self._scene.harm.tolls.get(lower[i], ()):
                begin = i - len(phrase) + 1
                if (
                    begin >= self._scene.start
                    and lower[begin : i + 1] == phrase
                    and self._stands_as_total(begin, i, place)
                ):
                    return self._said_of_total(i, place) or (measure, i, None)
            if lower[i] in self._scene.harm.words.number and lower[i + 1] in self._scene.grammar.genitive:
                hit = self._number_of(i + 2, place)
                if hit is not None:
                    return hit
        return None

    def _said_of_total(self, i: int, place: int) -> Hit | None:
        """Return what is said right behind the toll word: "the victims killed in the raid were"."""
        if i + 1 < place:
            for use in self._scene.harm.verbs.get(self._scene.sentence.lower[i + 1], ()):
                if use.form == "past" and use.bare and not use.rest and use.frame == "object" and "person" in use.by:
                    return use.by["person"], i + 1, None
        return None

    def _stands_as_total(self, begin: int, i: int, place: int) -> bool:
        """Tell whether the toll word at `[begin, i]` is a noun, and the word at `place` says that a figure follows."""
        lower, tags = self._scene.sentence.lower, self._scene.sentence.tags
        harm, grammar = self._scene.harm, self._scene.grammar
        if lower[place] in harm.words.reached_links and place - i > 8 and not self._only_verb(i, place - 1):
            return False
        if begin < i or tags[i] in {"NN", "NNS"}:
            return True
        led_in = begin > 0 and (lower[begin - 1] in grammar.definite or lower[begin - 1] in grammar.genitive)
        return led_in or (place == i + 1 and lower[place] not in grammar.agentive)

    def _only_verb(self, i: int, verb: int) -> bool:
        """Tell whether the one verb behind the toll word is that at `verb`: "the toll from Monday's strike on the old town rose to"."""
        return [place for place in range(i + 1, verb + 1) if self._scene.sentence.tags[place][0] in "VM"] == [verb]

    def _number_of(self, begin: int, place: int) -> Hit | None:
        """Return the measure of what "the number of" counts, between it and the figure."""
        for i in range(begin, min(place, begin + 8)):
            word = self._scene.sentence.lower[i]
            found = self._scene.harm.nouns.get(word) or self._scene.harm.adjectives.get(word)
            if found is not None:
                return found, i, None
            if self._scene.nouns.classes.get(word) == "strike":
                return "strikes", i, None
            for use in self._scene.harm.verbs.get(word, ()):
                if use.form == "past" and use.bare and not use.rest and "person" in use.by:
                    return use.by["person"], i, None
        return None
