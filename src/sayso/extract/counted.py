"""What a number counts: the noun phrase behind it, its head noun and that noun's class."""

from dataclasses import dataclass
from typing import Literal

from sayso.extract.amounts import Number
from sayso.extract.harm import Class, Harm, Use
from sayso.extract.numbers import Quantity
from sayso.extract.sentences import Sentence
from sayso.lexicon.forms import noun_forms
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, load
from sayso.values.kinds import Bound, Measure


class CountedWords(WordList, frozen=True):
    """The list `counted`."""

    classes: dict[Class, tuple[str, ...]]
    irregular: dict[str, str]
    plural_only: dict[Class, tuple[str, ...]]
    time: tuple[str, ...]
    territory: tuple[str, ...]
    titles: tuple[str, ...]
    civilians: tuple[str, ...]
    forces: tuple[str, ...]
    further: frozenset[str]
    further_alone: frozenset[str]
    wholes: frozenset[str]
    members: frozenset[str]
    member_links: frozenset[str]
    aged: frozenset[str]
    crowds: frozenset[str]
    ordinal_window: frozenset[str]
    list_links: frozenset[str]


Via = Literal["", "object", "noun", "part", "toll", "predicate", "context", "answer", "ordinal", "times", "named"]
"""By which way a mention got its measure: as the object of a verb, by its own noun, by the predicate behind it, …"""


@dataclass(slots=True)
class Mention:
    """A quantity with what it counts; tokens `[start, end)` from its hedge to its noun, `at` its first number word."""

    start: int
    at: int
    end: int
    low: Number | None
    high: Number | None
    bound: Bound
    kind: str
    """`count`, `percent`, `ordinal`, or `single` for "a colonel", "Captain Nadim Haro"."""
    nouns: tuple[int, int]
    """Tokens of the noun phrase; empty when the number stands alone."""
    head: int | None = None
    kind_of: Class | None = None
    known: bool = False
    """Whether there is a noun; its class may still be unknown."""
    own: Measure | None = None
    """The measure that the noun itself or a participle before it gives ("deaths", "injured people")."""
    pronoun: bool = False
    """Whether it counts out of something named before ("five of them")."""
    measure: Measure | None = None
    trigger: int | None = None
    use: Use | None = None
    """The use of a verb that gave the measure, for the next items of a list."""
    via: Via = ""
    parent: "Mention | None" = None


_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW"})
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "VBD", "RB", "HYPH", "CD"})
_PLURAL = frozenset({"NNS", "NNPS"})
_BRACKETS = frozenset({"-LRB-", "-RRB-"})
_MARKS = frozenset({"``", "''"})


class NounReader:
    """Reads the noun phrase behind a number; holds the classes of counted nouns by word form."""

    def __init__(self, language: str, harm: Harm) -> None:
        self.words = words = load(language, "counted", CountedWords)
        self.grammar = grammar = load(language, "grammar", GrammarWords)
        self._before_part = (
            grammar.definite | grammar.indefinite | grammar.possessive | grammar.these | grammar.universal
        )
        self._joins = grammar.conjunctive | grammar.disjunctive
        self.singular: dict[str, Class] = {}
        self.plural: dict[str, Class] = {}
        for kind, lemmas in words.classes.items():
            for lemma in lemmas:
                forms = noun_forms(lemma)
                self.singular.setdefault(lemma, kind)
                self.plural.setdefault(words.irregular.get(lemma) or forms[-1], kind)
        for kind, plurals in words.plural_only.items():
            self.plural |= dict.fromkeys(plurals, kind)
        self._mass = frozenset(plural for plurals in words.plural_only.values() for plural in plurals)
        self.classes: dict[str, Class] = self.singular | self.plural
        self.time = frozenset(words.time) | {form for word in words.time for form in noun_forms(word)}
        self.territory = frozenset(words.territory)
        self.titles = frozenset(words.titles)
        self.civilians = frozenset(words.civilians)
        self.forces = frozenset(words.forces)
        self._harm = harm

    def mention(self, sentence: Sentence, quantity: Quantity, end: int) -> Mention | None:
        """Return the quantity with the noun phrase that follows it before token `end`; None when it counts time."""
        begin, pronoun = self._partitive(sentence, quantity, end)
        found = Mention(
            quantity.start, quantity.at, quantity.end, quantity.low, quantity.high, quantity.bound, quantity.kind,
            (quantity.end, quantity.end), pronoun=pronoun,
        )  # fmt: skip
        self.read(sentence, found, begin, end)
        timed = begin < end and sentence.lower[begin] in self.time and not sentence.tags[begin].startswith("RB")
        if found.head is None and timed:
            return None
        return found

    def read(self, sentence: Sentence, found: Mention, begin: int, end: int) -> None:
        """Set the noun phrase that starts at token `begin`, its class and its own measure on `found`."""
        lower, tags = sentence.lower, sentence.tags
        place = begin
        while place < end and lower[place] in self.words.further:
            place += 1
        start = place
        while place < end:
            word = lower[place]
            kind = self.classes.get(word)
            if kind is not None or word in self._harm.nouns:
                if kind is None and not self._is_noun(sentence, place, found.head, end):
                    break
                found.head, found.kind_of = place, kind
                place += 1
                if self._ends_phrase(sentence, place, end, word):
                    break
            elif word in self.time or not self._goes_on(sentence, place, end, found.head):
                break
            else:
                if tags[place] in _NOUNS:
                    found.head, found.kind_of = place, "person" if tags[place] == "NNPS" else None
                place += 1
        if found.head is None:
            if place == start and start > begin and lower[start - 1] in self.words.further_alone:
                found.end = start
            return
        found.known = True
        found.end = self._with_group(sentence, found.head + 1, end)
        found.nouns = (start, found.end)
        found.own = self._own_measure(sentence, found, start)

    def _is_noun(self, sentence: Sentence, place: int, head: int | None, end: int) -> bool:
        """Tell whether a word that the list of harm has as a noun stands as one here ("three dead", not a noun)."""
        following = sentence.tags[place + 1] if place + 1 < end else "."
        return sentence.tags[place] in _NOUNS or (
            head is None and following in _NOUNS and following not in {"NNP", "NNPS"}
        )

    def _ends_phrase(self, sentence: Sentence, place: int, end: int, word: str) -> bool:
        """Tell whether the noun phrase ends before `place`: after a plural, unless another counted noun follows."""
        if word not in self.plural or place >= end:
            return False
        if sentence.lower[place] in sentence.grammar.clitic:
            return not (place + 1 < end and sentence.tags[place + 1] in _NOUNS)
        return sentence.lower[place] not in (self.classes if word in self._mass else self.plural)

    def _goes_on(self, sentence: Sentence, place: int, end: int, head: int | None) -> bool:
        """Tell whether the token belongs to the noun phrase: nouns, and modifiers that have a noun behind them."""
        tag, word = sentence.tags[place], sentence.lower[place]
        if tag in _NOUNS and not self._is_participle(sentence, place):
            return word not in self._harm.adjectives and not self._begins_name(sentence, place, head)
        if tag == "POS" or word == "'":
            return head is not None
        if head is not None and tag in _BRACKETS:
            return self._in_short_name(sentence, place, end)
        if tag in _MARKS or word in {"-", "/"}:
            return head is None
        if tag == "VBD" and word not in self._harm.verbs:
            return False
        joins = tag in _MODIFIERS or tag in _NOUNS or self._is_joint(sentence, place, head)
        plural = head is not None and sentence.tags[head] in _PLURAL
        return joins and not plural and self._noun_follows(sentence, place, end)

    def _begins_name(self, sentence: Sentence, place: int, head: int | None) -> bool:
        """Tell whether the noun at `place` is a name behind what it names: "our commander Taj", "people Saturday"."""
        if head is None or sentence.tags[place] not in {"NNP", "NNPS"}:
            return False
        titled = sentence.tags[head] == "NN" and self.singular.get(sentence.lower[head]) == "person"
        return titled or sentence.tags[head] in _PLURAL

    def _in_short_name(self, sentence: Sentence, place: int, end: int) -> bool:
        """Tell whether the bracket at `place` belongs to a short name before a noun: "Unity Front (UF) fighters"."""
        close = place + 2 if sentence.tags[place] == "-LRB-" else place
        if close >= end or sentence.tags[close] != "-RRB-" or sentence.tags[close - 2] != "-LRB-":
            return False
        return self._noun_follows(sentence, close, end)

    def _is_joint(self, sentence: Sentence, place: int, head: int | None) -> bool:
        """Tell whether the token joins two modifiers: "Syrian and Russian officers"."""
        return head is None and sentence.lower[place] in self._joins and sentence.tags[place - 1] in {"JJ", "NNP"}

    def _is_participle(self, sentence: Sentence, place: int) -> bool:
        """Tell whether a capitalised word is rather a participle of harm ("Dozens Martyred", "12 Injured")."""
        uses = self._harm.verbs.get(sentence.lower[place], ())
        return any(use.form == "past" and use.bare and not use.rest for use in uses)

    def _noun_follows(self, sentence: Sentence, place: int, end: int) -> bool:
        """Tell whether a common noun stands behind the modifier at `place` with nothing but modifiers between."""
        harmed = sentence.lower[place] in self._harm.verbs or sentence.lower[place] in self._harm.adjectives
        for i in range(place + 1, min(end, place + 5)):
            tag, word = sentence.tags[i], sentence.lower[i]
            if word in self.time or (harmed and tag in {"NNP", "CD", "DT"}):
                return False
            if tag in _NOUNS or word in self.classes:
                return True
            if tag not in _MODIFIERS and tag != "CC":
                return False
            harmed = harmed or word in self._harm.verbs
        return False

    def _with_group(self, sentence: Sentence, place: int, end: int) -> int:
        """Return the end of the phrase with "of the Hala family" behind members or people of a group."""
        lower, tags = sentence.lower, sentence.tags
        words = self.words
        if lower[place - 1] not in words.members or place + 1 >= end or lower[place] not in words.member_links:
            return place
        i = place + 1
        while i < end and (tags[i] in _NOUNS or tags[i] in {"DT", "JJ", "PRP$", "POS"}) and lower[i] not in self.time:
            i += 1
        return i if i > place + 1 and tags[i - 1] in _NOUNS else place

    def _own_measure(self, sentence: Sentence, found: Mention, start: int) -> Measure | None:
        """Return the measure that the noun or a participle before it gives by itself."""
        lower = sentence.lower
        own = self._harm.nouns.get(lower[found.head]) if found.head is not None else None
        if own is not None:
            return own
        for i in range(start, found.head or start):
            word = lower[i]
            if word in self._harm.adjectives:
                return self._harm.adjectives[word]
            for use in self._harm.verbs.get(word, ()):
                if use.form == "past" and use.frame == "object" and use.bare and not use.rest:
                    return use.measure(found.kind_of or "person", known=True)
        return None

    def _partitive(self, sentence: Sentence, quantity: Quantity, end: int) -> tuple[int, bool]:
        """Return where the noun phrase begins, behind "of the" and the like, and whether it counts out of a whole."""
        lower, place = sentence.lower, quantity.end
        if place >= end or lower[place] not in sentence.grammar.genitive or quantity.kind == "percent":
            return place, False
        place += 1
        if place < end and lower[place] in self.words.wholes:
            noun = place + 1 < end and sentence.tags[place + 1] in _NOUNS
            if not noun or lower[place] not in sentence.grammar.these:
                return place + 1, True
        while place < end and (lower[place] in self._before_part or sentence.tags[place] == "CD"):
            place += 1
        return place, False
