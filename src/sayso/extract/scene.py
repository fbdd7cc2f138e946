"""One range of tokens with what is counted in it: the facts that all rules of figures share."""

from collections.abc import Sequence

from sayso.extract.counted import Mention, NounReader
from sayso.extract.harm import Class, Harm, Use
from sayso.extract.sentences import Sentence
from sayso.values.kinds import Measure

Hit = tuple[Measure, int, Use | None]
"""A measure, the token that gives it, and the use of a verb by which it does."""

_ENDS = frozenset({".", ";", ":", "?", "!", "…", "..."})
_JOINING_MARKS = frozenset({"/", ",", "&"})
PERSONAL = frozenset(
    {"killed", "wounded", "killed-or-wounded", "missing", "detained", "abducted", "released", "displaced", "trapped",
     "in-need", "surrendered"}
)  # fmt: skip
"""Measures that count people."""

_LIST_MARKS = frozenset({",", ";"})
_DASHES = frozenset({"-", "--", "–", "—"})
"""Marks before an item of a list: "; -- two tanks near Lesk"."""
_NEAR = 12
"""How many mentions back a bare number or "others" look for what they count."""


class Scene:
    """A range of tokens and its mentions in order; made for the range and thrown away."""

    def __init__(
        self, sentence: Sentence, bounds: tuple[int, int], mentions: Sequence[Mention], harm: Harm, nouns: NounReader
    ) -> None:
        self.sentence = sentence
        self.start, self.end = bounds
        self.mentions = mentions
        self.harm = harm
        self.nouns = nouns
        self.grammar = sentence.grammar
        self.at = {mention.start: index for index, mention in enumerate(mentions)}
        """Index of the mention that starts at a token."""
        self.spent: set[int] = set()
        """Participles taken as said of the mention before them."""

    def measure(self, mention: Mention, use: Use) -> Measure | None:
        """Return the measure that a use of a verb gives to what is counted."""
        if use.civilian and not self._is_civilian(mention):
            return None
        measure = use.measure(mention.kind_of, known=mention.known)
        if measure is None and (not mention.known or self._is_rest(mention)):
            measure = use.measure(self._kind_before(mention), known=True)
        return measure

    def _is_rest(self, mention: Mention) -> bool:
        """Tell whether the mention is "others", which are of the kind of those before."""
        return mention.head is not None and self.sentence.lower[mention.head] in self.grammar.other

    def _kind_before(self, mention: Mention) -> Class | None:
        """Return the class of the nearest thing counted before the mention."""
        index = self.at[mention.start]
        for other in reversed(self.mentions[max(0, index - _NEAR) : index]):
            if other.kind_of not in {None, "strike", "times"}:
                return other.kind_of
        return None

    def _is_civilian(self, mention: Mention) -> bool:
        """Tell whether the mention counts many people who are no party."""
        if max(mention.low or 0, mention.high or 0) < 10:
            return False
        return mention.head is None or self.sentence.lower[mention.head] in self.nouns.civilians

    def is_verb(self, i: int, use: Use) -> bool:
        """Tell whether the word at `i` stands as a verb; a plain past form of harm may have any tag."""
        return ((use.bare or use.rest != ()) and use.form != "base") or self.sentence.tags[i][0] == "V"

    def linked(self, index: int) -> bool:
        """Tell whether a mention follows the one before it in a list: "seven soldiers and two civilians"."""
        if index == 0:
            return False
        lower, tags = self.sentence.lower, self.sentence.tags
        gap = range(self.mentions[index - 1].end, self.mentions[index].start)
        if not 0 < len(gap) <= 9:
            return False
        owned = lower[gap[-1]] in self.grammar.possessive or lower[gap[-1]] in _DASHES
        last = gap[-1] - 1 if owned and len(gap) > 1 else gap[-1]
        if lower[last] not in self.nouns.words.list_links and lower[last] not in _LIST_MARKS:
            return False
        return not any(
            tags[i][0] == "V" or tags[i] == "MD" or lower[i] in self.harm.adjectives or self.stops(lower[i])
            for i in gap
            if i != last
        )

    def is_auxiliary(self, word: str) -> bool:
        """Tell whether a word makes the passive: a form of "be" or "get"."""
        return word in self.grammar.be or word in self.grammar.get

    def stops(self, word: str) -> bool:
        """Tell whether no predicate of a noun stands behind a word."""
        return word in _ENDS or word in self.harm.words.stops

    def joins(self, word: str) -> bool:
        """Tell whether a word or a mark joins two of a kind: "killed and wounded", "killed/wounded"."""
        return word in self.grammar.conjunctive or word in self.grammar.disjunctive or word in _JOINING_MARKS

    def fits(self, measure: Measure, mention: Mention) -> bool:
        """Tell whether a measure taken over from another mention can be that of this one."""
        if measure in PERSONAL:
            return mention.kind_of in {None, "person", "group"}
        if measure == "strikes":
            return mention.kind_of in {"strike", "munition"}
        return mention.kind_of not in {"person", "group", "strike", "times"}
