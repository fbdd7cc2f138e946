"""Decides what each counted noun of a scene counts: its measure, the word that gives it, the figure it is part of."""

from sayso.extract.counted import Mention, Via
from sayso.extract.harm import Class
from sayso.extract.predicates import Predicates
from sayso.extract.relations import Relations
from sayso.extract.scene import PERSONAL, Hit, Scene
from sayso.extract.totals import Totals
from sayso.values.kinds import Measure

_OTHER: frozenset[Class] = frozenset({"person", "vehicle", "aircraft", "munition", "weapon", "sortie"})
"""Classes that are worth a figure even when nothing is said to have been done to them: strengths, fleets, sorties."""

_STRENGTH = 3
"""How many armed people it takes to be a strength worth telling."""

_UNFIT_FOR_ONE: frozenset[Measure] = frozenset({"displaced", "trapped", "in-need"})
"""Measures of populations: one person said to have fled is no figure."""

_APPOSED_GAPS = frozenset({(",",), (":",)})
_ASIDE_GAPS = frozenset({(",",), (",", ","), ("(",), (":",)})
_ITEM_MARKS = frozenset({":", "–", "—", "--", "-", "•", "*", ";"})
_JOINS_ITEM = frozenset({",", ":"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_MOST_ITEMS = 8
"""How many items a list may have that adds up to the figure before it."""


class Measurer:
    """Gives the mentions of a scene their measures, in order."""

    def __init__(self, scene: Scene, context: Measure | None) -> None:
        self._scene = scene
        self._context = context
        self._relations = Relations(scene)
        self._predicates = Predicates(scene)
        self._totals = Totals(scene)
        self._ordinals_seen = False
        self._words = scene.nouns.words
        self._grammar = grammar = scene.grammar
        self._joins_item = _JOINS_ITEM | grammar.conjunctive | grammar.definite | grammar.be

    def measure_all(self) -> None:
        """Set measure, trigger and parent of every mention; a mention that counts nothing of ours keeps no measure."""
        for index in range(len(self._scene.mentions)):
            self._decide(index)
        for index in range(len(self._scene.mentions)):
            self._gather_apposed(index)

    def _decide(self, index: int) -> None:
        """Decide the mention at `index`; those before it are decided."""
        mention = self._scene.mentions[index]
        if mention.kind == "percent":
            mention.measure = "territory-percent" if self._is_territory(mention) else None
        elif (mention.kind == "ordinal" and self._ordinal(mention)) or self._by_own_words(index):
            return
        elif mention.kind in {"single", "ordinal"}:
            if mention.via == "named" and self._context is not None and self._is_item(index):
                _set(mention, (self._context, mention.at, None), "context")
        else:
            self._by_surroundings(index)

    def _is_item(self, index: int) -> bool:
        """Tell whether a name stands as an item of what is counted: "The dead: Colonel Haro", "The fourth is Major Taj"."""
        mentions, sentence = self._scene.mentions, self._scene.sentence
        mention = mentions[index]
        if self._does(mention):
            return False
        if mention.start == self._scene.start or sentence.lower[mention.start - 1] in _ITEM_MARKS:
            return True
        before = mentions[index - 1] if index else None
        told = before is not None and (before.kind == "ordinal" or before.low == 1 or before.via == "context")
        return told and before is not None and self._joins_item.issuperset(sentence.lower[before.end : mention.start])

    def _does(self, mention: Mention) -> bool:
        """Tell whether a verb follows right behind the mention: it does or says something, and is not counted by what was spoken of."""
        return mention.end < self._scene.end and self._scene.sentence.tags[mention.end][0] in "VM"

    def _acts(self, index: int) -> bool:
        """Tell whether those counted, with those named beside them, do something or have it done to them that is no harm.

        "rose to 12, *the mayor* said", "*two officials and a nurse* told", "*two of the accused* were acquitted": nobody of
        those is counted by what was spoken of before.
        """
        scene, mention = self._scene, self._scene.mentions[index]
        if mention.pronoun or not mention.known:
            return mention.kind == "single" and self._does(mention) and self._is_harmless(mention.end)
        while index + 1 < len(scene.mentions) and scene.linked(index + 1):
            index += 1
        return self._is_harmless(scene.mentions[index].end)

    def _is_harmless(self, i: int) -> bool:
        """Tell whether the verb at `i`, with its auxiliaries, is there and says no harm; "were soldiers" only says who."""
        lower, tags, end = self._scene.sentence.lower, self._scene.sentence.tags, self._scene.end
        auxiliary = False
        while i < end and (tags[i].startswith("RB") or tags[i] == "MD" or self._predicates.is_auxiliary(lower[i])):
            auxiliary = auxiliary or not tags[i].startswith("RB")
            i += 1
        if i >= end or lower[i] in self._scene.harm.verbs or lower[i] in self._scene.harm.adjectives:
            return False
        return tags[i] in _FINITE or (auxiliary and tags[i][0] == "V")

    def _by_own_words(self, index: int) -> bool:
        """Try what the mention's own clause says of it, from the surest to the loosest; tell whether it was found."""
        mention = self._scene.mentions[index]
        opens_part = self._relations.is_part(index)
        part = self._parent(index, opens_part=opens_part)
        if not opens_part and (hit := self._relations.before(mention)) is not None:
            _set(mention, hit, "object")
        elif mention.head is not None and (own := self._own(mention)) is not None:
            _set(mention, (own, mention.head, None), "noun")
        elif part is not None and self._as_part(mention, part):
            part = part if opens_part or mention.via == "part" else None
        elif (hit := self._stated_total(mention)) is not None:
            _set(mention, hit, "toll")
        elif (hit := self._predicates.after(mention)) is not None:
            _set(mention, hit, "predicate")
        elif not self._inherit(index):
            return False
        mention.parent = part
        self._drop_if_not_counted(index)
        return True

    def _stated_total(self, mention: Mention) -> Hit | None:
        """Return the measure of a total that a bare number states, unless a word right behind the number has it."""
        if mention.known or mention.kind != "count":
            return None
        hit = self._totals.toll(mention)
        unsure = hit is None or (hit[0] == "killed-or-wounded" and self._context is not None)
        return None if unsure or self._predicates.after(mention, near=True) is not None else hit

    @staticmethod
    def _own(mention: Mention) -> Measure | None:
        """Return the measure that the noun gives by itself: "three deaths", "two air strikes"."""
        return mention.own or ("strikes" if mention.kind_of == "strike" else None)

    def _as_part(self, mention: Mention, part: Mention) -> bool:
        """Give a part the measure of a word right behind it, else that of the whole; tell whether there was one."""
        hit = self._predicates.after(mention, near=True) if mention.kind != "single" else None
        if hit is not None:
            _set(mention, hit, "predicate")
        elif part.measure is not None and self._scene.fits(part.measure, mention):
            _set(mention, (part.measure, part.at if part.trigger is None else part.trigger, None), "part")
        return mention.measure is not None

    def _parent(self, index: int, *, opens_part: bool) -> Mention | None:
        """Return the mention of which the one at `index` is a part."""
        if index == 0:
            return None
        previous = self._scene.mentions[index - 1]
        if opens_part:
            return previous.parent or previous
        anew = index + 1 < len(self._scene.mentions) and self._relations.is_part(index + 1)
        if previous.parent is None or anew or not self._scene.linked(index):
            return None
        return previous.parent

    def _inherit(self, index: int) -> bool:
        """Take over what was done to the item of the list before: "losing 60 fighters and eight armored vehicles"."""
        if index == 0 or not self._scene.linked(index) or self._acts(index):
            return False
        previous, mention = self._scene.mentions[index - 1], self._scene.mentions[index]
        measure = self._relations.shared(previous, mention)
        if measure is None or previous.trigger is None:
            return False
        _set(mention, (measure, previous.trigger, previous.use), previous.via)
        return True

    def _drop_if_not_counted(self, index: int) -> None:
        """Take back the measure of one person where it says nothing, or only who the one counted before is."""
        mentions = self._scene.mentions
        mention = mentions[index]
        if mention.low != 1:
            return
        previous = mentions[index - 1] if index else None
        apposed = previous is not None and previous.low == 1 and self._is_apposed(index)
        if mention.measure in _UNFIT_FOR_ONE or (mention.kind == "single" and apposed):
            mention.measure = None

    def _is_apposed(self, index: int) -> bool:
        """Tell whether a mention only says who the one before is: "the mayor, a father", not "…, his driver and two guards"."""
        mentions, lower = self._scene.mentions, self._scene.sentence.lower
        mention, previous = mentions[index], mentions[index - 1]
        gap = tuple(
            word for word in lower[previous.end : mention.start] if not word.isdecimal()
        )  # "Haro, 43, a father"
        if gap not in _ASIDE_GAPS or (self._is_name(previous) and self._is_name(mention)):
            return False
        ahead = mentions[index + 1].start if index + 1 < len(mentions) else mention.end
        return not self._is_before_last(lower[mention.end : ahead])

    def _is_before_last(self, gap: tuple[str, ...]) -> bool:
        """Tell whether the words between two items of a list are an "and", a comma before it or not."""
        return gap[:-1] in {(), (",",)} and not self._grammar.conjunctive.isdisjoint(gap[-1:])

    def _is_name(self, mention: Mention) -> bool:
        """Tell whether a mention is a person's name, with or without a title, not a description of one."""
        tags = self._scene.sentence.tags
        return tags[mention.end - 1] == "NNP" and tags[mention.start] not in {"DT", "PRP$"}

    def _by_surroundings(self, index: int) -> None:
        """Give the measure of a total that the mention states, of attacks counted in times, of the context, or `other`."""
        mention = self._scene.mentions[index]
        hit, context = self._totals.toll(mention), self._context
        if hit is not None and (not mention.known or self._scene.fits(hit[0], mention)):
            unsure = hit[0] == "killed-or-wounded" and context is not None
            _set(mention, (context or hit[0] if unsure else hit[0], hit[1], None), "toll")
        elif mention.kind_of == "times":
            self._times(mention)
        elif context is not None and self._suits(context, mention) and not self._acts(index):
            mention.measure, mention.via = context, "context"
        elif index and self._answers(index):
            mention.measure, mention.via = self._scene.mentions[index - 1].measure, "answer"
        else:
            self._by_default(mention)

    def _suits(self, context: Measure, mention: Mention) -> bool:
        """Tell whether the mention can count what was spoken of; only people who are no party are displaced by context.

        What a preposition leads in has its part in another matter: "had spoken with 83 prisoners", "in three exchanges".
        """
        if self._is_led_in(mention):
            return False
        if context == "displaced" and mention.head is not None:
            return self._scene.sentence.lower[mention.head] in self._scene.nouns.civilians
        return self._scene.fits(context, mention)

    def _is_led_in(self, mention: Mention) -> bool:
        """Tell whether a preposition stands before the mention, that opens no part of what was counted ("including")."""
        at, sentence = mention.start - 1, self._scene.sentence
        if at < self._scene.start or sentence.tags[at] not in {"IN", "TO"}:
            return False
        return sentence.lower[at] not in self._scene.harm.parts and not self._is_crowd(mention)

    def _is_crowd(self, mention: Mention) -> bool:
        """Tell whether the people counted are on their way together: "a column of 8,000 people"."""
        lower, start = self._scene.sentence.lower, mention.start
        return (
            start - 2 >= self._scene.start
            and lower[start - 1] in self._grammar.genitive
            and lower[start - 2] in self._words.crowds
        )

    def _answers(self, index: int) -> bool:
        """Tell whether a bare number gives another count of the same: "14 were killed; the opposition says 21"."""
        scene, mention, previous = self._scene, self._scene.mentions[index], self._scene.mentions[index - 1]
        if mention.known or previous.measure not in PERSONAL or previous.parent is not None:
            return False
        ends = mention.end >= scene.end or scene.stops(scene.sentence.lower[mention.end])
        return ends and scene.sentence.tags[mention.start - 1] in {"VBZ", "VBD", "VBP"}

    def _by_default(self, mention: Mention) -> None:
        """Give `other` to forces and machines that are counted without a word of harm; victims are dead or hurt."""
        scene = self._scene
        word = scene.sentence.lower[mention.head] if mention.head is not None else ""
        if word in scene.harm.named_for_harm:
            mention.measure, mention.trigger = scene.harm.named_for_harm[word], mention.head
        elif mention.kind_of in _OTHER and (
            mention.kind_of != "person" or word in scene.nouns.forces or self._is_crowd(mention)
        ):
            fewest = _STRENGTH if mention.kind_of == "person" else 2
            mention.measure = "other" if (mention.low or mention.high or 0) >= fewest else None

    def _ordinal(self, mention: Mention) -> bool:
        """Read an ordinal: "the third attack this week" counts three attacks; "a second colonel" is one of them."""
        following = self._scene.sentence.lower[mention.end : mention.end + 1]
        elliptic = mention.head is None and self._ordinals_seen
        if (mention.kind_of == "strike" or elliptic) and following and following[0] in self._words.ordinal_window:
            _set(mention, ("strikes", mention.at if mention.head is None else mention.head, None), "ordinal")
            self._ordinals_seen = True
            return True
        mention.low = mention.high = 1
        return mention.kind_of == "strike" or not mention.known

    def _times(self, mention: Mention) -> None:
        """Count attacks said as "attacked 14 times"."""
        scene = self._scene
        for i in range(mention.start - 1, max(-1, mention.start - 12), -1):
            word = scene.sentence.lower[i]
            struck = any("times" in use.by for use in scene.harm.verbs.get(word, ()))
            if struck or scene.nouns.classes.get(word) == "strike":
                _set(mention, ("strikes", i, None), "times")
                return

    def _is_territory(self, mention: Mention) -> bool:
        """Tell whether a percentage is of land: "75% of the opposition's territory", "60 percent of the city"."""
        nouns, ahead = self._scene.nouns, self._scene.sentence.lower[mention.end : mention.end + 9]
        if len(ahead) < 2 or ahead[0] not in self._grammar.genitive or nouns.territory.isdisjoint(ahead):
            return False
        return nouns.classes.get(ahead[1]) not in {"person", "building"}

    def _gather_apposed(self, index: int) -> None:
        """Make items that add up to the figure right before them its parts: "four civilians, two women and two men"."""
        mentions, lower = self._scene.mentions, self._scene.sentence.lower
        whole = mentions[index]
        if index + 2 >= len(mentions) or whole.measure is None or whole.parent is not None or whole.low is None:
            return
        gap = lower[whole.end : mentions[index + 1].start]
        if gap[1:] and gap[1] in self._grammar.universal:
            gap = gap[:1]  # "12 people, all women and children"
        if gap not in _APPOSED_GAPS:
            return
        total: int | float = 0
        for last in range(index + 1, min(len(mentions), index + 1 + _MOST_ITEMS)):
            item = mentions[last]
            if item.measure != whole.measure or item.parent is not None or item.low is None:
                return
            if item.kind_of not in {None, whole.kind_of}:
                return  # guns are no part of tanks
            total += item.low
            if total == whole.low and last > index + 1:
                for part in mentions[index + 1 : last + 1]:
                    part.parent = whole
                return


def _set(mention: Mention, hit: Hit, via: Via) -> None:
    """Write a decision down."""
    mention.measure, mention.trigger, mention.use = hit
    mention.via = via
