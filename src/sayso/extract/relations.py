"""Finds what was done to whom: the word of harm that belongs to a counted noun, before it or behind it."""

from collections.abc import Sequence

from sayso.extract.counted import Mention, NounReader
from sayso.extract.harm import Class, Harm, Use
from sayso.extract.sentences import Sentence
from sayso.values.kinds import Measure

Hit = tuple[Measure, int, Use | None]
"""A measure, the token that gives it, and the use of a verb by which it does."""

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "gets", "got", "getting", "gotten", "'re", "'s"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve"})
_STOPS = frozenset(
    {".", ";", ":", "?", "!", "when", "after", "while", "because", "but", "before", "if", "although", "though", "said", "says"}
)
_CONJUNCTIONS = frozenset({"and", "or", "&", "/", "and/or", ","})
_LINKS = frozenset({"and", "or", "&", ",", "plus", "with", "another", "also", "then", "as", "well", "along", "alongside"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_QUOTES = frozenset({"``", "''", "RB", "RP"})
_OBJECT = frozenset({"DT", "PRP$", "PRP", "NNP", "NNS", "NNPS", "CD", "JJ"})
_PERSONAL = frozenset(
    {"killed", "wounded", "killed-or-wounded", "missing", "detained", "abducted", "released", "displaced", "trapped",
     "in-need", "surrendered"}
)  # fmt: skip
_REACH = 34
"""How many tokens behind a noun its predicate is looked for."""


class Relations:
    """The relations of the mentions of one range of tokens; made for the range and thrown away."""

    def __init__(
        self, sentence: Sentence, start: int, end: int, mentions: Sequence[Mention], harm: Harm, nouns: NounReader
    ) -> None:
        self._sentence = sentence
        self._start = start
        self._end = end
        self._mentions = mentions
        self._harm = harm
        self._nouns = nouns
        self._at = {mention.start: index for index, mention in enumerate(mentions)}
        self._spent: set[int] = set()
        """Participles taken as said of the mention before them."""

    def before(self, mention: Mention) -> Hit | None:
        """Return the measure of a verb of which the mention is the object: "killed 12 people", "losing two tanks"."""
        lower, tags = self._sentence.lower, self._sentence.tags
        place = mention.start
        while place > self._start and tags[place - 1] in _QUOTES and lower[place - 1] not in self._harm.verbs:
            if tags[place - 1] == "RP" or lower[place - 1] in {"down", "out", "up"}:
                break
            place -= 1
        if place <= self._start:
            return None
        if lower[place - 1] in {"of", "to"}:
            return self._noun_before(mention, place - 1)
        word = lower[place - 1]
        if word in self._harm.adjectives and place - 2 >= self._start and lower[place - 2].startswith(("leav", "left")):
            return self._harm.adjectives[word], place - 1, None
        return self._verb_before(mention, place)

    def _verb_before(self, mention: Mention, place: int) -> Hit | None:
        """Return the measure of the active verb that ends right before token `place`."""
        lower = self._sentence.lower
        for length in range(1, 5):
            i = place - length
            if i < self._start or i in self._spent:
                return None
            for use in self._harm.verbs.get(lower[i], ()):
                rest = use.rest
                follows = lower[i + 1 : place] == rest or (
                    length == 1 and rest and lower[mention.end : mention.end + len(rest)] == rest
                )
                if not follows or use.frame != "object" or not self._is_verb(i, use) or self._is_passive(i):
                    continue
                measure = self._measure(mention, use)
                if measure is not None:
                    return self._joint_before(i, measure), i, use
        return None

    def _noun_before(self, mention: Mention, place: int) -> Hit | None:
        """Return the measure of a noun before "of": "the killing of 61 people", "the bodies of 44 victims"."""
        if place <= self._start:
            return None
        word = self._sentence.lower[place - 1]
        deverbal = self._harm.deverbal.get(word)
        if deverbal is not None:
            for use in deverbal:
                measure = self._measure(mention, use)
                if measure is not None:
                    return measure, place - 1, use
        noun = self._harm.nouns.get(word)
        if noun is None or mention.kind_of not in {None, "person", "group"}:
            return None
        if self._sentence.lower[place] == "to" and noun not in {"wounded", "killed-or-wounded"}:
            return None
        return noun, place - 1, None

    def _joint_before(self, i: int, measure: Measure) -> Measure:
        """Return killed-or-wounded when the verb at `i` is joined to its counterpart: "killed or wounded 12"."""
        other = i - 1
        if other >= self._start and self._sentence.lower[other] in _CONJUNCTIONS:
            other -= 1
        if other >= self._start and other not in self._spent:
            for use in self._harm.verbs.get(self._sentence.lower[other], ()):
                if not use.rest and self._harm.joint(measure, use.by.get("person", measure)):
                    return "killed-or-wounded"
        return measure

    def after(self, mention: Mention, *, near: bool = False) -> Hit | None:
        """Return the measure of the predicate behind the mention: "12 people were killed", "24 people dead".

        With `near`, only a word that follows at once.
        """
        lower, tags = self._sentence.lower, self._sentence.tags
        passive = have = relative = part = comma = False
        i = mention.end
        reach = min(self._end, i + (4 if near else _REACH))
        while i < reach:
            word = lower[i]
            index = self._at.get(i)
            if index is not None:
                if near or not (part or self._listed(index, mention)):
                    return None
                i = max(i + 1, self._mentions[index].end)
                continue
            if word in _BE:
                passive = True
            elif word in _HAVE:
                have = True
            elif word in self._harm.adjectives and self._is_predicate(i, mention, passive=passive):
                self._spent.add(i)
                return self._joint_after(i, self._harm.adjectives[word]), i, None
            elif word in self._harm.verbs and (hit := self._predicate(mention, i, passive=passive, have=have)) is not None:
                if passive or i < mention.end + 10 and not comma:
                    self._spent.add(i)
                    return hit
            elif word in _STOPS:
                return None
            elif word in self._harm.parts or word in {"(", "-lrb-", "–", "—", "--", "["}:
                part = True
            elif word == ",":
                comma = True
                if near:
                    return None
            elif word in _RELATIVE:
                relative = True
            elif word in {"and", "or"}:
                if i + 1 < self._end and (tags[i + 1][0] == "V" or lower[i + 1] in self._harm.verbs):
                    return None
            elif tags[i] in {"VBD", "VBZ", "VBP"} and not passive and not have:
                if not relative:
                    return None
                relative = False
            elif tags[i] == "VBN" and passive and word not in self._harm.hearsay and not part:
                return None
            i += 1
        return None

    def _predicate(self, mention: Mention, i: int, *, passive: bool, have: bool) -> Hit | None:
        """Return the measure of the verb at `i` when the mention is what it is said of."""
        lower = self._sentence.lower
        for use in self._harm.verbs[lower[i]]:
            if use.rest and lower[i + 1 : i + 1 + len(use.rest)] != use.rest:
                continue
            if not self._is_verb(i, use):
                continue
            if use.frame == "object":
                if use.form != "past" or not (passive or (not have and not self._has_object(i, use))):
                    continue
            elif passive and lower[i - 1] in _BE and use.form == "past":
                continue
            measure = self._measure(mention, use)
            if measure is not None:
                return self._joint_after(i, measure), i, use
        return None

    def _has_object(self, i: int, use: Use) -> bool:
        """Tell whether the verb at `i` is active: what follows it is its object."""
        lower, tags = self._sentence.lower, self._sentence.tags
        place = i + 1 + len(use.rest)
        while place < self._end and tags[place] == "RB":
            place += 1
        if place >= self._end or lower[place] in self._nouns.time or lower[place - 1] in {"mostly", "mainly"}:
            return False
        index = self._at.get(place)
        if index is not None:
            return self.after(self._mentions[index], near=True) is None
        return tags[place] in _OBJECT

    def _is_predicate(self, i: int, mention: Mention, *, passive: bool) -> bool:
        """Tell whether the adjective at `i` is said of the mention: at once behind it, or behind a form of "be"."""
        return passive or i <= mention.end + 1

    def _joint_after(self, i: int, measure: Measure) -> Measure:
        """Return killed-or-wounded when the word at `i` is joined to its counterpart: "killed and wounded"."""
        lower = self._sentence.lower
        other = i + 1
        if other < self._end and lower[other] in _CONJUNCTIONS:
            other += 1
        if other >= self._end or other in self._at or other + 1 in self._at:
            return measure
        found = self._harm.adjectives.get(lower[other])
        uses = self._harm.verbs.get(lower[other], ())
        found = found or next((use.by.get("person") for use in uses if use.form == "past" and not use.rest), None)
        return "killed-or-wounded" if found is not None and self._harm.joint(measure, found) else measure

    def _measure(self, mention: Mention, use: Use) -> Measure | None:
        """Return the measure that a use of a verb gives to what is counted."""
        if use.civilian and not self._is_civilian(mention):
            return None
        kind = mention.kind_of
        if (kind is None and not mention.known and not use.bare) or self._is_rest(mention):
            kind = self._kind_before(mention) or kind
        return use.measure(kind, known=mention.known and not use.bare)

    def _is_rest(self, mention: Mention) -> bool:
        """Tell whether the mention is "others", which are of the kind of those before."""
        return mention.head is not None and self._sentence.lower[mention.head] in {"others", "other"}

    def _kind_before(self, mention: Mention) -> Class | None:
        """Return the class of the nearest thing counted before the mention."""
        for other in reversed(self._mentions[: self._at[mention.start]]):
            if other.kind_of not in {None, "strike", "times"}:
                return other.kind_of
        return None

    def _is_civilian(self, mention: Mention) -> bool:
        """Tell whether the mention counts many people who are no party."""
        if max(mention.low or 0, mention.high or 0) < 10:
            return False
        return mention.head is None or self._sentence.lower[mention.head] in self._nouns.civilians

    def _is_verb(self, i: int, use: Use) -> bool:
        """Tell whether the word at `i` stands as a verb; a plain past form of harm may have any tag."""
        return ((use.bare or use.rest != ()) and use.form != "base") or self._sentence.tags[i][0] == "V"

    def _is_passive(self, i: int) -> bool:
        """Tell whether a form of "be" stands before the verb at `i`, adverbs between."""
        tags, lower = self._sentence.tags, self._sentence.lower
        place = i - 1
        while place >= self._start and tags[place] == "RB":
            place -= 1
        return place >= self._start and lower[place] in _BE and not lower[i].endswith("ing")

    def _listed(self, index: int, mention: Mention) -> bool:
        """Tell whether the mention at `index` is in one list with `mention`, which stands before it."""
        while self._mentions[index] is not mention:
            if index == 0 or not self.linked(index):
                return False
            index -= 1
        return True

    def linked(self, index: int) -> bool:
        """Tell whether a mention follows the one before it in a list: "seven soldiers and two civilians"."""
        if index == 0:
            return False
        lower, tags = self._sentence.lower, self._sentence.tags
        gap = range(self._mentions[index - 1].end, self._mentions[index].start)
        if not 0 < len(gap) <= 9 or lower[gap[-1]] not in _LINKS:
            return False
        return not any(tags[i][0] == "V" or tags[i] == "MD" or lower[i] in self._harm.adjectives or lower[i] in _STOPS for i in gap)

    def is_part(self, index: int) -> bool:
        """Tell whether a mention opens a breakdown of the one before it: "including", "of whom", a dash, brackets."""
        mention, lower = self._mentions[index], self._sentence.lower
        place = mention.start
        if index == 0 or place == self._start:
            return False
        word = lower[place - 1]
        if word in self._harm.parts or " ".join(lower[max(self._start, place - 2) : place]) in self._harm.parts:
            return True
        if mention.pronoun and lower[mention.end - 1] in {"them", "whom", "which"}:
            return True
        return word in {"–", "—", "--", "(", "-lrb-"} and place - 1 <= self._mentions[index - 1].end + 1

    def toll(self, mention: Mention) -> Hit | None:
        """Return the measure of a total that the mention states: "the death toll rose to 23", "among the dead were 12"."""
        lower, tags = self._sentence.lower, self._sentence.tags
        place = mention.start - 1
        while place > self._start and (lower[place] in {"--", ","} or tags[place] == "RB"):
            place -= 1
        if place <= self._start or lower[place] not in self._harm.reached:
            return None
        for i in range(place - 1, self._start - 1, -1):
            for phrase, measure in self._harm.tolls.get(lower[i], ()):
                begin = i - len(phrase) + 1
                if begin >= self._start and lower[begin : i + 1] == phrase and self._stands_as_total(begin, i, place):
                    return measure, i, None
            if lower[i] == "number" and lower[i + 1] == "of":
                hit = self._number_of(i + 2, place)
                if hit is not None:
                    return hit
        return None

    def _stands_as_total(self, begin: int, i: int, place: int) -> bool:
        """Tell whether the toll word at `[begin, i]` is a noun, and the word at `place` says that a figure follows."""
        lower, tags = self._sentence.lower, self._sentence.tags
        if lower[place] in {"to", "at", "by", "as"} and place - 1 > i and not tags[place - 1].startswith(("V", "RB", "RP", "IN")):
            return False
        if begin < i or tags[i] in {"NN", "NNS"}:
            return True
        return (begin > 0 and lower[begin - 1] in {"the", "of"}) or place == i + 1

    def _number_of(self, begin: int, place: int) -> Hit | None:
        """Return the measure of what "the number of" counts, between it and the figure."""
        for i in range(begin, min(place, begin + 8)):
            word = self._sentence.lower[i]
            if word in self._harm.nouns:
                return self._harm.nouns[word], i, None
            if self._nouns.classes.get(word) == "strike":
                return "strikes", i, None
            for use in self._harm.verbs.get(word, ()):
                if use.form == "past" and use.bare and not use.rest and "person" in use.by:
                    return use.by["person"], i, None
        return None

    def shared(self, previous: Mention, mention: Mention) -> Measure | None:
        """Return the measure that a list's next item has by the word that gave the item before it its own."""
        if previous.use is not None:
            return self._measure(mention, previous.use) if previous.via == "before" else None
        measure = previous.measure
        if measure is None or measure == "other" or previous.via in {"after", "own"}:
            return None
        return measure if self.fits(measure, mention) else None

    def fits(self, measure: Measure, mention: Mention) -> bool:
        """Tell whether a measure taken over from another mention can be that of this one."""
        if measure in _PERSONAL:
            return mention.kind_of in {None, "person", "group"}
        if measure == "strikes":
            return mention.kind_of in {"strike", "munition"}
        return mention.kind_of not in {"person", "group", "strike", "times"}
