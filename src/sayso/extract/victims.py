"""Finds victims whom a word of harm stands beside and no number counts: "the murder of Haro", "Omar Haro was killed".

A name alone is no count; beside the word that says what was done to somebody, it is a count of one.
"""

from collections.abc import Iterator, Sequence

from sayso.extract.counted import Mention, NounReader
from sayso.extract.harm import Harm, Use
from sayso.extract.names import NameReader
from sayso.extract.phrases import Range
from sayso.extract.sentences import Sentence
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import load
from sayso.values.kinds import Measure

_ONE = frozenset({"killed", "wounded", "abducted", "detained", "released", "missing", "surrendered"})
"""Measures that a single person is worth telling of."""

_GAP = frozenset({"IN", "NN", "NNP", "CD", "JJ", "DT", "RB"})
"""What may stand between a noun of harm and "of": "the assassination in May of General Haro"."""
_LONGEST_GAP = 5
_BESIDE = frozenset({"JJ", "RB", "NN", "VBN", "CD", "HYPH"})
"""What may stand between a possessive and the noun of harm: "Haro's brutal murder"."""
_WITHIN_GROUP = frozenset({"RB", "RBR", "VBN", "VBD", "CC"})
_POINTING = frozenset({"IN", "TO"})
_LONGEST_ASIDE = 18
"""How many tokens an apposition between a name and its verb may have."""
_LONGEST_LIST = 12
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOSING = {",": ",", ")": "(", "-rrb-": "-lrb-", "]": "["}


class VictimReader:
    """Reads the names that stand beside words of harm."""

    def __init__(self, nouns: NounReader, harm: Harm, language: str) -> None:
        self._harm = harm
        self._grammar = grammar = load(language, "grammar", GrammarWords)
        self._passive = grammar.be | grammar.get
        self._auxiliary = self._passive | grammar.have | grammar.allative
        self._list_links = grammar.conjunctive | grammar.genitive | {","}
        self._clause_openers = (grammar.subordinating - grammar.interrogative) | grammar.declarative
        self._names = NameReader(nouns, language)
        self._uses = {word: row for word, uses in harm.verbs.items() if (row := _of_one(uses))}
        self._triggers = harm.suffered | self._uses.keys()

    def find(self, sentence: Sentence, start: int, end: int, counted: Sequence[Mention]) -> list[Mention]:
        """Return the victims named among tokens `[start, end)`, in order, each once, none that `counted` covers."""
        taken = {i for mention in counted for i in range(mention.start, mention.end)}
        found: dict[int, Mention] = {}
        for phrase, measure in self._read(sentence, start, end):
            told = phrase[0] in found and measure != "killed"  # "was abducted and later killed"
            if not told and taken.isdisjoint(range(*phrase)):
                found[phrase[0]] = _victim(sentence, phrase, measure)
        return [found[at] for at in sorted(found)]

    def _read(self, sentence: Sentence, start: int, end: int) -> Iterator[tuple[Range, Measure]]:
        """Yield names with the measure that a word of harm gives them."""
        lower, triggers = sentence.lower, self._triggers
        for i in [i for i in range(start, end) if lower[i] in triggers]:
            word = lower[i]
            if word in self._harm.suffered and sentence.tags[i] in {"NN", "NNS"}:
                yield from self._by_noun(sentence, i, (start, end), self._harm.nouns[word])
            for use, done in self._uses.get(word, ()):
                if self._is_whole(sentence, i, use):
                    yield from self._by_verb(sentence, i, (start, end), use, done)

    @staticmethod
    def _is_whole(sentence: Sentence, i: int, use: Use) -> bool:
        """Tell whether the words that make the sense of a verb stand behind it at once."""
        return sentence.lower[i + 1 : i + 1 + len(use.rest)] == use.rest

    def _by_noun(self, sentence: Sentence, i: int, bounds: Range, measure: Measure) -> Iterator[tuple[Range, Measure]]:
        """Yield whom a noun of harm at `i` names: "the murder of Haro", "Haro's murder", not "Haro's murder of Taj"."""
        lower, tags = sentence.lower, sentence.tags
        j = i + 1
        while j < bounds[1] and j - i <= _LONGEST_GAP and lower[j] not in self._grammar.genitive and tags[j] in _GAP:
            j += 1
        if j < bounds[1] and lower[j] in self._grammar.genitive:
            yield from ((phrase, measure) for phrase in self._listed(sentence, j + 1, bounds[1]))
            return
        j = i
        while j > bounds[0] and i - j < _LONGEST_GAP and tags[j - 1] in _BESIDE:
            j -= 1
        if j > bounds[0] and tags[i] == "NN" and tags[j - 1] == "POS":
            name = self._names.ending(sentence, j - 1, bounds[0])
            if name is not None:
                yield name, measure

    def _listed(self, sentence: Sentence, at: int, end: int) -> Iterator[Range]:
        """Yield the names of a list that begins at `at`: "Omar Haro, a lawyer, and of Nadim Taj"."""
        lower = sentence.lower
        for _ in range(_LONGEST_LIST):
            phrase = self._names.beginning(sentence, at, end)
            if phrase is None:
                return
            yield phrase
            at = phrase[1]
            while at < end and lower[at] in self._list_links:
                at += 1
            if at == phrase[1]:
                return

    def _by_verb(
        self, sentence: Sentence, i: int, bounds: Range, use: Use, measure: Measure
    ) -> Iterator[tuple[Range, Measure]]:
        """Yield whom the verb of harm at `i` names, as its object or as its subject."""
        group = self._group(sentence, i, bounds[0])
        passive = any(sentence.lower[j] in self._passive for j in range(group, i))
        behind = i + 1 + len(use.rest)
        if use.frame == "object" and not (passive and use.form == "past"):
            if sentence.tags[i][0] == "V" or use.rest:
                yield from ((phrase, measure) for phrase in self._listed(sentence, behind, bounds[1]))
            return
        if use.frame == "subject" and (use.form == "base" or sentence.tags[i][0] != "V"):
            return
        plural = not self._grammar.be_plural.isdisjoint(sentence.lower[group:i]) or group == i
        yield from ((name, measure) for name in self._subjects(sentence, group, bounds[0], plural=plural))

    def _group(self, sentence: Sentence, i: int, floor: int) -> int:
        """Return where the verb group that ends at `i` begins: "was abducted and later killed", "to have been killed"."""
        first = j = i
        while j > floor:
            if sentence.lower[j - 1] in self._auxiliary:
                first = j - 1
            elif sentence.tags[j - 1] not in _WITHIN_GROUP:
                break
            j -= 1
        return first

    def _subjects(self, sentence: Sentence, group: int, floor: int, *, plural: bool) -> Iterator[Range]:
        """Yield the names that end before the verb group, an apposition or "who" between."""
        end = group
        while end > floor and sentence.tags[end - 1] == "RB":
            end -= 1
        relative = end > floor and sentence.lower[end - 1] in self._grammar.who
        end -= relative
        end -= relative and end > floor and sentence.lower[end - 1] == ","
        name = self._names.ending(sentence, end, floor) if relative else None
        name = name or self._subject(sentence, end, floor)
        for _ in range(_LONGEST_LIST):
            if name is None:
                return
            yield name
            end = name[0]
            while end > floor and (
                sentence.lower[end - 1] == "," or sentence.lower[end - 1] in self._grammar.conjunctive
            ):
                end -= 1
            if end == name[0] or not plural:
                return
            name = self._names.ending(sentence, end, floor)

    def _subject(self, sentence: Sentence, end: int, floor: int) -> Range | None:
        """Return the name that ends at `end`, or before the aside that ends there; none that a preposition leads in."""
        name = self._names.ending(sentence, end, floor)
        opening = _CLOSING.get(sentence.lower[end - 1]) if end > floor else None
        j = end - 1
        while name is None and opening is not None and j > floor and end - j < _LONGEST_ASIDE:
            j -= 1
            if sentence.lower[j] == opening:
                name = self._names.ending(sentence, j, floor)
            elif sentence.tags[j] in _FINITE and sentence.lower[j - 1] not in self._grammar.who:
                return None
        if name is None and end > floor and sentence.lower[end - 1] == ",":
            name = self._names.ending(sentence, end - 1, floor)
        if name is not None and name[0] > floor and self._points(sentence, name[0] - 1):
            return None
        return name

    def _points(self, sentence: Sentence, i: int) -> bool:
        """Tell whether the word at `i` is a preposition, which makes what follows no subject: "the mayor of Lesk"."""
        return sentence.tags[i] in _POINTING and sentence.lower[i] not in self._clause_openers


def _of_one(uses: Sequence[Use]) -> list[tuple[Use, Measure]]:
    """Return the uses of a verb that tell what was done to a single person, each with its measure."""
    done = ((use, use.by.get("person")) for use in uses if use.bare)
    return [(use, measure) for use, measure in done if measure in _ONE]


def _victim(sentence: Sentence, phrase: Range, measure: Measure) -> Mention:
    """Return the mention of one victim, whose measure is known."""
    start, end = phrase
    noun = start + (sentence.tags[start] in {"DT", "PRP$"} and end - start > 1)
    return Mention(
        start, start, end, 1, 1, "exact", "single", (noun, end), head=end - 1, kind_of="person", known=True, own=measure
    )  # fmt: skip
