"""Finds what is said of a counted noun by the words behind it: "12 people were killed", "24 people dead"."""

from dataclasses import dataclass

from sayso.extract.counted import Mention
from sayso.extract.harm import Use
from sayso.extract.scene import Hit, Scene
from sayso.extract.sentences import word_at
from sayso.values.kinds import Measure

_OPENERS = frozenset({"(", "-lrb-", "–", "—", "--", "["})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SKIPPED = frozenset({"RB", "RBR", "-LRB-", "-RRB-"})
_OBJECT = frozenset({"DT", "PRP$", "PRP", "NNP", "NNS", "NNPS", "CD", "JJ"})
_GRAVEST = frozenset({"killed", "wounded", "killed-or-wounded"})
_PASSING = frozenset({"displaced", "trapped", "detained", "released", "in-need", "missing"})
"""What an aside may say of people before the main verb says worse: "22 who had been displaced … were killed", "a cook, missing since May, was found dead"."""
_REACH = 34
"""How many tokens behind a noun its predicate is looked for."""

_BARE_REACH = 10
"""How far a participle without "was" or "were" may stand from its noun."""


@dataclass(slots=True)
class _Walk:
    """What has been passed on the way from a noun to its predicate."""

    anchor: int
    """Where the last noun ends of which the predicate may be said."""
    passive: bool = False
    have: bool = False
    relative: bool = False
    part: bool = False
    comma: bool = False
    verbed: bool = False
    """Whether a verb that harms nobody has been passed, of which the noun is the subject: "stepped on a mine and died"."""
    numbered: bool = False
    """Whether the last neighbour passed is a number alone, which takes a bare participle for itself: "and ten wounded"."""


class Predicates:
    """The predicates of a scene's mentions."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.harm.words
        self._grammar = grammar = scene.grammar
        self._joins = grammar.conjunctive | grammar.disjunctive | grammar.adversative

    def after(self, mention: Mention, *, near: bool = False) -> Hit | None:
        """Return the measure of the predicate behind the mention; with `near`, only a word that follows at once."""
        scene, walk = self._scene, _Walk(mention.end)
        aside: Hit | None = None
        i = mention.end
        reach = min(scene.end, i + (4 if near else _REACH))
        while i < reach:
            index = scene.at.get(i)
            if index is not None:
                if near or not self._passes(index, mention, walk):
                    return aside
                i = walk.anchor = max(i + 1, scene.mentions[index].end)
                walk.numbered = not scene.mentions[index].known and not walk.part
                continue
            hit = self._said_at(mention, i, walk)
            if hit is not None and (aside is None or hit[0] in _GRAVEST):
                scene.spent.add(i)
                if aside is not None or not (walk.relative or walk.comma) or hit[0] not in _PASSING:
                    return hit
                aside, walk.passive, walk.have = hit, False, False
            elif self._ends_at(i, walk) or (near and walk.comma):
                return aside
            self._note(i, walk)
            i += 1
        return aside

    def _passes(self, index: int, mention: Mention, walk: _Walk) -> bool:
        """Tell whether the predicate may stand behind the mention at `index`: a part, a neighbour in a list."""
        scene, passed = self._scene, self._scene.mentions[index]
        if walk.part or scene.sentence.tags[passed.start - 1] == "IN":
            owned = scene.sentence.lower[passed.start - 1] in self._grammar.genitive and passed.kind == "single"
            return not (owned and passed.own is not None)  # "the sister of Omar Haro, who was killed"
        while scene.mentions[index] is not mention:
            if index == 0 or not scene.linked(index):
                return False
            index -= 1
        return True

    def _said_at(self, mention: Mention, i: int, walk: _Walk) -> Hit | None:
        """Return the measure that the word at `i` gives to the mention as its predicate."""
        harm, word = self._scene.harm, self._scene.sentence.lower[i]
        is_so = self._scene.sentence.lower[i - 1] in self._words.copulas
        if (walk.numbered and not (walk.passive or walk.have)) or (walk.verbed and not (is_so or self._resumes(i))):
            return None
        if word in harm.adjectives and (walk.passive or is_so or i <= walk.anchor + 1):
            return self._joint(i, harm.adjectives[word]), i, None
        close = i < walk.anchor + _BARE_REACH and not walk.comma
        if word not in harm.verbs or not (walk.passive or walk.have or walk.part or close):
            return None
        return self._predicate(mention, i, walk)

    def _resumes(self, i: int) -> bool:
        """Tell whether the verb at `i` is joined to one before it, so that both have one subject: "fell and died"."""
        lower, tags = self._scene.sentence.lower, self._scene.sentence.tags
        while i > self._scene.start and (self.is_auxiliary(lower[i - 1]) or tags[i - 1] in _SKIPPED):
            i -= 1
        return lower[i - 1] in self._joins

    def is_auxiliary(self, word: str) -> bool:
        """Tell whether a word is a form of "be", "get" or "have"."""
        return self._scene.is_auxiliary(word) or word in self._grammar.have

    def _ends_at(self, i: int, walk: _Walk) -> bool:
        """Tell whether the noun's clause ends at token `i` without a word of harm."""
        scene, lower, tags = self._scene, self._scene.sentence.lower, self._scene.sentence.tags
        word = lower[i]
        if self.is_auxiliary(word):
            return False
        if scene.stops(word) or (word in self._grammar.declarative and tags[i - 1][0] == "V"):
            return tags[i + 1 : i + 2] != ("VBG",)  # "while sheltering" tells of the same noun
        if word in self._joins:
            if walk.verbed or i + 1 >= scene.end or scene.is_auxiliary(lower[i + 1]):
                return False
            return tags[i + 1][0] == "V" or lower[i + 1] in scene.harm.verbs
        if tags[i] in _FINITE and not walk.passive and not walk.have and not walk.relative:
            walk.verbed = True
            return walk.part
        return tags[i] == "VBN" and walk.passive and word not in scene.harm.hearsay and not walk.part

    def _note(self, i: int, walk: _Walk) -> None:
        """Write down what the token at `i` means for the words behind it."""
        lower = self._scene.sentence.lower
        word, words = lower[i], self._words
        if self._scene.is_auxiliary(word):
            walk.passive = True
        elif word in self._grammar.have:
            walk.have = True
        elif word == ",":
            walk.comma = True
        elif (
            word in self._scene.harm.parts
            or word in _OPENERS
            or (word in words.part_pronouns and lower[i - 1] in words.part_links)
        ):
            walk.part = True
        elif word in self._grammar.relative_pronouns:
            walk.relative = True
        elif self._scene.sentence.tags[i] in _FINITE:
            walk.relative = False

    def _predicate(self, mention: Mention, i: int, walk: _Walk) -> Hit | None:
        """Return the measure of the verb at `i` when the mention is what it is said of."""
        lower = self._scene.sentence.lower
        for use in self._scene.harm.verbs[lower[i]]:
            if use.rest and lower[i + 1 : i + 1 + len(use.rest)] != use.rest:
                continue
            if not self._scene.is_verb(i, use):
                continue
            if use.frame == "object":
                if use.form != "past" or not (walk.passive or (not walk.have and not self._has_object(i, use))):
                    continue
            elif walk.passive and self._scene.is_auxiliary(lower[i - 1]) and use.form == "past":
                continue
            measure = self._scene.measure(mention, use)
            if measure == "strikes" and mention.kind_of == "munition" and self._tells_whose(i, walk):
                measure = "other"
            if measure is not None:
                return self._joint(i, measure), i, use
        return None

    def _tells_whose(self, i: int, walk: _Walk) -> bool:
        """Tell whether the verb at `i` only says who sent something: "rockets launched by the fleet", "that were fired"."""
        return walk.relative or (
            not walk.passive and word_at(self._scene.sentence.lower, i + 1) in self._grammar.agentive
        )

    def _has_object(self, i: int, use: Use) -> bool:
        """Tell whether the verb at `i` is active: what follows it is its object."""
        lower, tags = self._scene.sentence.lower, self._scene.sentence.tags
        place = i + 1 + len(use.rest)
        while place < self._scene.end and tags[place] == "RB":
            place += 1
        if (
            place >= self._scene.end
            or lower[place] in self._scene.nouns.time
            or lower[place - 1] in self._words.restricting
        ):
            return False
        index = self._scene.at.get(place)
        if index is not None:
            return self.after(self._scene.mentions[index], near=True) is None
        return tags[place] in _OBJECT

    def _joint(self, i: int, measure: Measure) -> Measure:
        """Return killed-or-wounded when the word at `i` is joined to its counterpart: "killed and wounded"."""
        lower = self._scene.sentence.lower
        other = i + 1
        if other < self._scene.end and self._scene.joins(lower[other]):
            other += 1
        if other >= self._scene.end or other in self._scene.at or other + 1 in self._scene.at:
            return measure
        found = self._scene.harm.adjectives.get(lower[other])
        uses = self._scene.harm.verbs.get(lower[other], ())
        found = found or next((use.by.get("person") for use in uses if use.form == "past" and not use.rest), None)
        return "killed-or-wounded" if found is not None and self._scene.harm.joint(measure, found) else measure
