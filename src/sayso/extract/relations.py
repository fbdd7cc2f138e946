"""Finds what was done to a counted noun by the words before it: a verb, a noun of harm, the list it stands in."""

from sayso.extract.counted import Mention
from sayso.extract.scene import Hit, Scene
from sayso.lexicon.forms import noun_forms
from sayso.values.kinds import Measure

_PASSED = frozenset({"``", "''", "RB", "RP", "PRP$"})
_OPENERS = frozenset({"–", "—", "--", "(", "-lrb-"})


class Relations:
    """The relations of a scene's mentions to the words before them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def before(self, mention: Mention) -> Hit | None:
        """Return the measure of a verb of which the mention is the object: "killed 12 people", "losing two tanks"."""
        lower, tags = self._scene.sentence.lower, self._scene.sentence.tags
        place = mention.start
        while (
            place > self._scene.start and tags[place - 1] in _PASSED and lower[place - 1] not in self._scene.harm.verbs
        ):
            if tags[place - 1] == "RP" or lower[place - 1] in self._scene.harm.words.particles:
                break
            place -= 1
        if place <= self._scene.start:
            return None
        if lower[place - 1] in self._scene.grammar.genitive or lower[place - 1] in self._scene.grammar.allative:
            return self._noun_before(mention, place - 1)
        word = lower[place - 1]
        if (
            word in self._scene.harm.adjectives
            and place - 2 >= self._scene.start
            and lower[place - 2] in self._scene.harm.words.leaving
        ):
            return self._scene.harm.adjectives[word], place - 1, None
        return self._verb_before(mention, place)

    def _verb_before(self, mention: Mention, place: int) -> Hit | None:
        """Return the measure of the active verb that ends right before token `place`."""
        lower = self._scene.sentence.lower
        for length in range(1, 5):
            i = place - length
            if i < self._scene.start or i in self._scene.spent:
                return None
            for use in self._scene.harm.verbs.get(lower[i], ()):
                rest = use.rest
                follows = lower[i + 1 : place] == rest or (
                    length == 1
                    and rest
                    and (lower[mention.end : mention.end + len(rest)] == rest or self._is_rest(mention, rest))
                )
                if not follows or use.frame != "object" or not self._scene.is_verb(i, use) or self._is_passive(i):
                    continue
                measure = self._scene.measure(mention, use)
                if measure is not None:
                    return self._joint_before(i, measure), i, use
        return None

    def _is_rest(self, mention: Mention, rest: tuple[str, ...]) -> bool:
        """Tell whether what is counted is the noun of the verb itself: "took prisoner", "took six prisoners"."""
        noun = self._scene.sentence.lower[mention.head] if mention.head is not None else ""
        return len(rest) == 1 and noun in noun_forms(rest[0])

    def _noun_before(self, mention: Mention, place: int) -> Hit | None:
        """Return the measure of a noun before "of": "the killing of 61 people", "the bodies of 44 victims"."""
        if place <= self._scene.start:
            return None
        word = self._scene.sentence.lower[place - 1]
        deverbal = self._scene.harm.deverbal.get(word)
        if deverbal is not None:
            for use in deverbal:
                measure = self._scene.measure(mention, use)
                if measure is not None:
                    return measure, place - 1, use
        noun = self._scene.harm.nouns.get(word)
        if noun is None or mention.kind_of not in {None, "person", "group"}:
            return None
        if self._scene.sentence.lower[place] in self._scene.grammar.allative and noun not in {
            "wounded",
            "killed-or-wounded",
        }:
            return None
        return noun, place - 1, None

    def _joint_before(self, i: int, measure: Measure) -> Measure:
        """Return killed-or-wounded when the verb at `i` is joined to its counterpart: "killed or wounded 12"."""
        other = i - 1
        if other >= self._scene.start and self._scene.joins(self._scene.sentence.lower[other]):
            other -= 1
        if other >= self._scene.start and other not in self._scene.spent:
            for use in self._scene.harm.verbs.get(self._scene.sentence.lower[other], ()):
                if not use.rest and self._scene.harm.joint(measure, use.by.get("person", measure)):
                    return "killed-or-wounded"
        return measure

    def _is_passive(self, i: int) -> bool:
        """Tell whether a form of "be" stands before the verb at `i`, adverbs between."""
        tags, lower = self._scene.sentence.tags, self._scene.sentence.lower
        place = i - 1
        while place >= self._scene.start and tags[place] == "RB":
            place -= 1
        return place >= self._scene.start and self._scene.is_auxiliary(lower[place]) and not lower[i].endswith("ing")

    def is_part(self, index: int) -> bool:
        """Tell whether a mention opens a breakdown of the one before it: "including", "of whom", a dash, brackets."""
        mention, lower = self._scene.mentions[index], self._scene.sentence.lower
        place = mention.start
        if index == 0 or place == self._scene.start:
            return False
        word = lower[place - 1]
        if (
            word in self._scene.harm.parts
            or " ".join(lower[max(self._scene.start, place - 2) : place]) in self._scene.harm.parts
        ):
            return True
        if mention.pronoun:
            return True
        return word in _OPENERS and place - 1 <= self._scene.mentions[index - 1].end + 1

    def shared(self, previous: Mention, mention: Mention) -> Measure | None:
        """Return the measure that a list's next item has by the word that gave the item before it its own."""
        if previous.use is not None:
            return self._scene.measure(mention, previous.use) if previous.via == "object" else None
        measure = previous.measure
        if measure is None or measure == "other" or previous.via in {"predicate", "noun"}:
            return None
        return measure if self._scene.fits(measure, mention) else None
