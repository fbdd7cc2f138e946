"""Finds the figures of a clause: how many of whom or what were killed, hurt, taken, hit, moved, with their bounds."""

from collections.abc import Sequence

import msgspec

from sayso.extract.counted import Mention, NounReader
from sayso.extract.harm import Class, Harm, Use
from sayso.extract.numbers import NumberReader
from sayso.extract.relations import Relations
from sayso.extract.sentences import Sentence
from sayso.extract.singles import SingleReader
from sayso.values.figure import Figure
from sayso.values.kinds import Measure


class FoundFigure(msgspec.Struct, frozen=True, gc=False):
    """A figure with its place in the sentence: `token` is its number's index, `trigger` that of the word of harm."""

    figure: Figure
    token: int
    trigger: int | None


_OTHER: frozenset[Class] = frozenset({"person", "vehicle", "aircraft", "munition", "weapon", "sortie"})
"""Classes that are worth a figure even when nothing is said to have been done to them: strengths, fleets, sorties."""

_STRENGTH = 10
"""How many people it takes to be a strength worth telling, not just two officials who speak."""

_UNFIT_FOR_ONE: frozenset[Measure] = frozenset({"displaced", "trapped", "in-need", "missing"})
"""Measures of populations: one person said to have fled is no figure."""

_ORDINAL_WINDOW = frozenset({"today", "in", "this", "since", "within", "of"})


class FigureFinder:
    """Finds figures; holds the language's number words and words of harm, compiled once."""

    def __init__(self, language: str) -> None:
        self._numbers = NumberReader(language)
        self._harm = Harm(language)
        self._nouns = NounReader(language, self._harm)
        self._singles = SingleReader(self._nouns, self._harm)

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
        relations = Relations(sentence, start, end, mentions, self._harm, self._nouns)
        for index, mention in enumerate(mentions):
            self._decide(sentence, relations, mentions, index, context_measure)
        self._gather_apposed(sentence, mentions)
        kept = [mention for mention in mentions if mention.measure is not None]
        return [self._figure(sentence, mention, kept) for mention in kept]

    def _mentions(self, sentence: Sentence, start: int, end: int, context: Measure | None) -> list[Mention]:
        """Return all counted nouns of the range, in order, without overlap."""
        quantities = self._numbers.find(sentence, start, end)
        found = [m for q in quantities if (m := self._nouns.mention(sentence, q, end)) is not None]
        if context is not None or not self._harm.triggers.isdisjoint(sentence.lower[start:end]):
            found += self._singles.find(sentence, start, end, found)
            found.sort(key=lambda mention: mention.start)
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def _decide(
        self, sentence: Sentence, relations: Relations, mentions: Sequence[Mention], index: int, context: Measure | None
    ) -> None:
        """Set measure, trigger and parent of the mention at `index`; those before it are decided."""
        mention = mentions[index]
        if mention.kind == "percent":
            mention.measure = "territory-percent" if self._is_territory(sentence, mention) else None
            return
        if mention.kind == "ordinal" and self._ordinal(sentence, mentions, index):
            return
        if self._by_own_words(relations, mentions, index):
            return
        if mention.kind in {"single", "ordinal"}:
            self._by_context(mention, context if mention.via == "named" else None)
            return
        hit = relations.toll(mention)
        if hit is not None and (not mention.known or relations.fits(hit[0], mention)):
            vague = hit[0] == "killed-or-wounded" and context is not None
            self._set(mention, context if vague and context is not None else hit[0], hit[1], "toll")
        elif mention.kind_of == "times":
            self._times(sentence, mention)
        else:
            self._by_context(mention, context if context is not None and relations.fits(context, mention) else None)

    def _by_own_words(self, relations: Relations, mentions: Sequence[Mention], index: int) -> bool:
        """Try what the mention's own clause says of it, from the surest to the loosest; tell whether it was found."""
        mention = mentions[index]
        part = self._parent(relations, mentions, index)
        hit = relations.before(mention) if not relations.is_part(index) else None
        if hit is not None:
            self._set(mention, hit[0], hit[1], "before", hit[2])
        elif mention.own is not None:
            self._set(mention, mention.own, mention.head, "own")
        elif mention.kind_of == "strike":
            self._set(mention, "strikes", mention.head, "own")
        elif part is not None and (hit := relations.after(mention, near=True)) is not None and mention.kind != "single":
            self._set(mention, hit[0], hit[1], "after", hit[2])
            part = part if relations.is_part(index) else None
        elif part is not None and part.measure is not None and relations.fits(part.measure, mention):
            self._set(mention, part.measure, part.trigger, "part")
        elif (hit := relations.after(mention)) is not None:
            self._set(mention, hit[0], hit[1], "after", hit[2])
        elif index and relations.linked(index) and self._inherit(relations, mentions[index - 1], mention):
            pass
        else:
            return False
        mention.parent = part
        if mention.kind == "single" and mention.measure in _UNFIT_FOR_ONE:
            mention.measure = None
        return True

    def _parent(self, relations: Relations, mentions: Sequence[Mention], index: int) -> Mention | None:
        """Return the mention of which the one at `index` is a part."""
        if index == 0:
            return None
        previous = mentions[index - 1]
        if relations.is_part(index):
            return previous.parent or previous
        return previous.parent if previous.parent is not None and relations.linked(index) else None

    def _inherit(self, relations: Relations, previous: Mention, mention: Mention) -> bool:
        """Take over what was done to the item of the list before: "losing 60 fighters and eight armored vehicles"."""
        if previous.trigger is None:
            return False
        measure = relations.shared(previous, mention)
        if measure is None:
            return False
        self._set(mention, measure, previous.trigger, previous.via, previous.use)
        return True

    @staticmethod
    def _set(mention: Mention, measure: Measure, trigger: int | None, via: str, use: Use | None = None) -> None:
        """Write a decision down."""
        mention.measure, mention.trigger, mention.via, mention.use = measure, trigger, via, use

    def _by_context(self, mention: Mention, context: Measure | None) -> None:
        """Give the measure of the context, or `other` to what is counted without a word of harm."""
        if context is not None:
            self._set(mention, context, None, "context")
        elif mention.kind == "count" and mention.kind_of in _OTHER:
            fewest = _STRENGTH if mention.kind_of == "person" else 2
            many = mention.bound != "exact" or (mention.low or 0) >= fewest
            mention.measure = "other" if many else None

    def _ordinal(self, sentence: Sentence, mentions: Sequence[Mention], index: int) -> bool:
        """Read an ordinal: "the third attack this week" counts three attacks; "a second colonel" is one of them."""
        mention = mentions[index]
        following = sentence.lower[mention.end : mention.end + 1]
        elliptic = mention.head is None and any(m.via == "ordinal" for m in mentions[:index])
        if (mention.kind_of == "strike" or elliptic) and following and following[0] in _ORDINAL_WINDOW:
            self._set(mention, "strikes", mention.head, "ordinal")
            return True
        mention.low = mention.high = 1
        return mention.kind_of == "strike" or not mention.known

    def _times(self, sentence: Sentence, mention: Mention) -> None:
        """Count attacks said as "attacked 14 times"."""
        for i in range(mention.start - 1, max(-1, mention.start - 12), -1):
            word = sentence.lower[i]
            uses = self._harm.verbs.get(word, ())
            if any("times" in use.by for use in uses) or self._nouns.classes.get(word) == "strike":
                self._set(mention, "strikes", i, "times")
                return

    def _is_territory(self, sentence: Sentence, mention: Mention) -> bool:
        """Tell whether a percentage is of land: "75% of the opposition's territory", "a third of the city"."""
        ahead = sentence.lower[mention.end : mention.end + 9]
        if ahead[:1] != ("of",):
            return False
        if not self._nouns.territory.isdisjoint(ahead):
            return self._nouns.classes.get(ahead[1] if len(ahead) > 1 else "") not in {"person", "building"}
        return False

    def _gather_apposed(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        """Make the items of a list parts of the figure they follow and add up to: "four civilians, two women and two …"."""
        for index, whole in enumerate(mentions):
            if whole.measure is None or whole.parent is not None or whole.high is None and whole.bound != "at-least":
                continue
            items: list[Mention] = []
            for item in mentions[index + 1 :]:
                if item.measure != whole.measure or item.parent is not None or item.low is None:
                    break
                items.append(item)
                gap = sentence.lower[whole.end : items[0].start]
                if gap in {(",",), (":",), (",", "all")} and len(items) > 1 and sum(i.low or 0 for i in items) == whole.low:
                    for part in items:
                        part.parent = whole
                    break

    def _figure(self, sentence: Sentence, mention: Mention, kept: Sequence[Mention]) -> FoundFigure:
        """Return the mention as a figure; its text is the words of number and noun, white space folded."""
        span = sentence.slice(mention.start, mention.end)
        parent = mention.parent if mention.parent is not None and mention.parent.measure is not None else None
        figure = Figure(
            measure=mention.measure or "other",
            low=mention.low,
            high=mention.high,
            bound=mention.bound,
            of=_words(sentence, *mention.nouns) or ("people" if mention.kind_of in {None, "person"} else ""),
            part_of=next((i for i, other in enumerate(kept) if other is parent), None),
            text=_words(sentence, mention.start, mention.end),
            span=span,
        )
        return FoundFigure(figure, mention.at, mention.trigger)


def _words(sentence: Sentence, start: int, end: int) -> str:
    """Return the words of the tokens `[start, end)` with one space where the text has any white space."""
    pieces: list[str] = []
    for i in range(start, end):
        if i > start and sentence.starts[i] > sentence.ends[i - 1]:
            pieces.append(" ")
        pieces.append(sentence.words[i])
    return "".join(pieces)
