"""Finds the words that report a happening and tells what kind of happening a clause is about.

The words are data (`lexicon/<language>/acts.yaml`): a row names lemmas and the classes of nouns it asks for. Matching is
longest first at each token, by one dictionary look-up a token; what a row asks for is checked inside its clause only.
"""

from collections.abc import Iterable, Sequence

import msgspec

from sayso.extract.clauses import Clause
from sayso.extract.company import means, sides
from sayso.extract.sentences import Sentence
from sayso.lexicon.forms import noun_forms, verb_forms
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, fold, load
from sayso.values.kinds import Event, Status


class ActRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the list: words of one kind that ask for the same company."""

    event: Event
    status: Status | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    unless_to: tuple[str, ...] = ()
    unless_by: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    weak: bool = False
    cause: bool = False
    generic: bool = False
    negated: Event | None = None


class ActWords(WordList, frozen=True):
    """The list as it stands in the file."""

    precedence: tuple[Event, ...]
    pseudo: tuple[str, ...]
    """Phrases that look like a happening and are none."""
    heads: frozenset[str]
    """Nouns before which the name of a happening still tells of it: "a bombing campaign"."""
    rows: tuple[ActRow, ...]


class ClassWords(WordList, frozen=True):
    """Classes of nouns by which rows choose between senses."""

    classes: dict[str, tuple[str, ...]]


class Act(msgspec.Struct, frozen=True, gc=False):
    """Words `[start, end)` of a sentence that report a happening, as one row of the list reads them."""

    start: int
    end: int
    verbal: bool
    """Whether the words are used as a verb."""
    rows: tuple[int, ...]
    """Indices of the rows that the words belong to, before company is checked."""


_Entry = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Words after the first; rows that read the phrase as a verb, as a noun, as it stands."""


class ActFinder:
    """Finds acts in sentences; built once from the word lists of one language."""

    def __init__(self, language: str) -> None:
        words = load(language, "acts", ActWords)
        self._grammar = load(language, "grammar", GrammarWords)
        self.rows = words.rows
        self._rank = {event: rank for rank, event in enumerate(words.precedence)}
        self._entries = _entries(words.rows)
        for phrase in words.pseudo:
            first, *rest = fold(phrase).split()
            self._entries.setdefault(first, []).insert(0, (tuple(rest), (), (), ()))
            self._entries[first].sort(key=lambda entry: -len(entry[0]))
        self._first = frozenset(self._entries)
        self._heads = words.heads
        self._negated = {
            row: msgspec.structs.replace(row, event=row.negated, cause=False) for row in words.rows if row.negated
        }
        self._classes = noun_classes(load(language, "classes", ClassWords))
        self._phrases = frozenset(phrase.split()[0] for phrase in self._classes if " " in phrase)

    def find(self, sentence: Sentence) -> list[Act]:
        """Return the acts of a sentence, longest match first at each token, in order."""
        lower = sentence.lower
        if self._first.isdisjoint(lower):
            return []
        found: list[Act] = []
        i = 0
        while i < len(lower):
            act = self._at(sentence, i) if lower[i] in self._first else None
            if act is not None and act.rows:
                found.append(act)
            i = i + 1 if act is None else act.end
        return found

    def _at(self, sentence: Sentence, i: int) -> Act | None:
        """Return the longest act that begins at token `i`."""
        for rest, as_verb, as_noun, as_is in self._entries[sentence.lower[i]]:
            end = i + 1 + len(rest)
            if rest and sentence.lower[i + 1 : end] != rest:
                continue
            if not (as_verb or as_noun or as_is):
                return Act(i, end, verbal=False, rows=())
            rows, verbal = self._reading(sentence, i, end, as_verb, as_noun)
            rows = tuple(sorted({*rows, *as_is}))
            if rows and not self._only_modifies(sentence, i, end, rows):
                return Act(i, end, verbal, rows)
        return None

    def _reading(
        self, sentence: Sentence, i: int, end: int, as_verb: tuple[int, ...], as_noun: tuple[int, ...]
    ) -> tuple[tuple[int, ...], bool]:
        """Return the rows that fit the word's part of speech, and whether it is a verb here."""
        tag = sentence.tags[i]
        verbal = tag[0] == "V" and not (tag == "VBG" and _stands_as_noun(sentence, i, self._grammar.behind_gerund))
        if verbal and as_verb:
            return as_verb, True
        if as_noun and (not verbal or tag == "VBG" or sentence.shouting):
            return as_noun, False
        if as_verb and (tag in {"JJ", "VBG"} or end > i + 1 or sentence.lower[i].endswith(("ed", "ing"))):
            return as_verb, tag == "VBG"
        return (), verbal

    def kind(
        self, sentence: Sentence, clause: Clause, acts: Sequence[Act], places: Iterable[tuple[int, int]] = ()
    ) -> tuple[ActRow, Act] | None:
        """Return the row and the act that say what the clause is about, or None when no act counts.

        `places` are token ranges that name a place in the sentence.
        """
        fitting = self._fitting(sentence, clause, acts, places)
        denied = next(
            (pair for pair in fitting if pair[0].negated and _negated(sentence, clause, pair[1], self._grammar.nobody)),
            None,
        )
        if denied is not None:
            return self._negated[denied[0]], denied[1]
        if not fitting:
            return None
        row, act = min(fitting, key=lambda pair: self._place(pair[0], pair[1], clause))
        if row.event == "negotiation":  # talks right on a truce are about the truce
            near = range(act.end, act.end + _TRUCE_REACH)
            truces = (pair for pair in fitting if pair[0].event == "ceasefire" and pair[1].start in near)
            return next(truces, (row, act))
        return row, act

    def _fitting(
        self, sentence: Sentence, clause: Clause, acts: Sequence[Act], places: Iterable[tuple[int, int]]
    ) -> list[tuple[ActRow, Act]]:
        """Return the rows whose company is there, each with its act, in order of the text."""
        labels = self._labels(sentence, clause, places)
        return [
            (self.rows[number], act)
            for act in acts
            for number in act.rows
            if _in_company(self.rows[number], act, clause, sentence, labels)
        ]

    def _place(self, row: ActRow, act: Act, clause: Clause) -> tuple[bool, bool, float, int]:
        """Return by what a row is chosen: its verb governs, it is strong, its kind comes first, it stands first."""
        return not (_is_main_verb(act, clause) and _may_govern(row)), row.weak, self._order(row), act.start

    def reports(self, act: Act, events: frozenset[Event]) -> bool:
        """Tell whether some row that is not weak reads the act as one of these kinds."""
        return any(self.rows[number].event in events and not self.rows[number].weak for number in act.rows)

    def reports_only(self, act: Act, events: frozenset[Event]) -> bool:
        """Tell whether every row reads the act as one of these kinds."""
        return all(self.rows[number].event in events for number in act.rows)

    def is_of(self, name: str, kind: str) -> bool:
        """Tell whether a word of a name belongs to a class of nouns: "NATO" to `air-power`."""
        return any(kind in self._classes.get(word, _NONE) for word in fold(name).split())

    def dies_of(self, sentence: Sentence, clause: Clause, leading: frozenset[str]) -> bool:
        """Tell whether a clause says of what illness somebody died: "died on Monday of cancer", not "cancer patients died".

        `leading` are the words that lead in what somebody dies of.
        """
        labels, start = self._labels(sentence, clause, ()), clause.start
        for i, label in enumerate(labels):
            first = i > 0 and _ILLNESS not in labels[i - 1]
            if _ILLNESS not in label or not first or sentence.lower[start + i - 1] not in leading:
                continue
            end = next((k for k in range(i, len(labels)) if _ILLNESS not in labels[k]), len(labels))
            if sentence.tags[start + end : start + end + 1] not in {("NN",), ("NNS",)}:
                return True
        return False

    def rank(self, event: Event) -> int:
        """Return the place of a kind in the order of precedence; 0 comes first."""
        return self._rank[event]

    def _order(self, row: ActRow) -> float:
        """Return the place of a row: that of its kind; a word for any violence comes after the harm that it did."""
        return self._rank["damage"] + 0.5 if row.generic else self._rank[row.event]

    def _labels(self, sentence: Sentence, clause: Clause, places: Iterable[tuple[int, int]]) -> list[frozenset[str]]:
        """Return the classes of each token of the clause; a token without class has an empty set."""
        classes, start, words = self._classes, clause.start, sentence.lower[clause.start : clause.end]
        labels = [classes.get(word, _NONE) for word in words]
        if not self._phrases.isdisjoint(words):
            for i, word in enumerate(words[:-1]):
                if word in self._phrases:
                    of_two = classes.get(f"{word} {words[i + 1]}", _NONE)
                    labels[i] |= of_two
                    labels[i + 1] |= of_two
        for first, last in places:
            for i in range(max(first, start), min(last, clause.end)):
                labels[i - start] |= _PLACE
        return labels

    def _only_modifies(self, sentence: Sentence, i: int, end: int, rows: tuple[int, ...]) -> bool:
        """Tell whether the word only describes the noun behind it: "bomb makers", "a damaged site"."""
        if sentence.shouting or end >= len(sentence.tags) or sentence.tags[end] not in {"NN", "NNS"}:
            return False
        if end > i + 1 or sentence.lower[end] in self._heads or self.rows[rows[0]].event == "ceasefire":
            return False
        tag, before = sentence.tags[i], sentence.tags[i - 1] if i else "``"
        if tag in {"NN", "NNP"}:
            return True
        if tag == "VBD" and before == "``":  # "“besieged rebels managed to …": a participle that the tagger missed
            return sentence.tags[end + 1 : end + 2] in {("VBD",), ("VBZ",), ("VBP",), ("MD",)}
        described = before in _DESCRIBED or (
            before[:2] == "VB" and sentence.lower[i - 1] not in self._grammar.full_auxiliary
        )
        return tag in {"VBN", "JJ"} and described


EFFECTS: frozenset[Event] = frozenset({"casualty-toll", "damage", "attack", "displacement", "conditions", "other"})
"""What a named means or another happening brings about: "killed in air strikes" is about the strikes."""


def _is_main_verb(act: Act, clause: Clause) -> bool:
    """Tell whether the act is the finite verb of its clause: "will discuss a withdrawal" is about the discussion."""
    verb = clause.verb
    return act.verbal and verb is not None and verb.finite and verb.start <= act.start < verb.end


def _may_govern(row: ActRow) -> bool:
    """Tell whether a verb of this row outranks the nouns of its clause; a weak one only when it takes a position."""
    return row.event not in EFFECTS and (not row.weak or row.event == "statement")


_TRUCE_REACH = 4
"""How many tokens behind a verb of talks a truce may stand to be what they are on: "discuss a possible truce"."""

_ILLNESS = "illness"
_NONE: frozenset[str] = frozenset()
_PLACE = frozenset({"places", "place-name"})
_DESCRIBED = frozenset({"DT", "JJ", "CD", "PRP$", "IN", "RB", "``"})
_MARKS = frozenset({",", "."})


def _negated(sentence: Sentence, clause: Clause, act: Act, nobody: frozenset[str]) -> bool:
    """Tell whether a clause denies an act, by its verb or by its subject: "no group has claimed", "there was no claim"."""
    verb = clause.verb
    until = clause.end if verb is None else act.start if verb.end <= act.start and not act.verbal else verb.start
    return (verb is not None and verb.negated) or not nobody.isdisjoint(sentence.lower[clause.start : until])


def _in_company(row: ActRow, act: Act, clause: Clause, sentence: Sentence, labels: list[frozenset[str]]) -> bool:
    """Tell whether the classes that the row asks for, and none that it shuns, stand where it says."""
    if (row.near and not _any(labels, row.near)) or (row.unless_near and _any(labels, row.unless_near)):
        return False
    start = clause.start
    if row.means and not _any((labels[i - start] for i in means(sentence, clause, act.start, act.end)), row.means):
        return False
    if not (row.to or row.by or row.unless_to or row.unless_by):
        return True
    by, to = sides(sentence, clause, act.start, act.end, verbal=act.verbal)
    doer, done_to = [labels[i - start] for i in by], [labels[i - start] for i in to]
    if (row.unless_to and _any(done_to, row.unless_to)) or (row.unless_by and _any(doer, row.unless_by)):
        return False
    return (not row.to or _any(done_to, row.to)) and (not row.by or _any(doer, row.by))


def _any(labels: Iterable[frozenset[str]], wanted: tuple[str, ...]) -> bool:
    return any(not label.isdisjoint(wanted) for label in labels)


def _stands_as_noun(sentence: Sentence, i: int, behind: frozenset[str]) -> bool:
    """Tell whether a word in -ing is used as a noun: "the shelling", "heavy bombing of", "shelling by"."""
    before = sentence.tags[i - 1] if i else ""
    after = sentence.lower[i + 1] if i + 1 < len(sentence.lower) else ""
    return before in {"DT", "JJ", "PRP$", "POS", "IN", "CD"} and (after in behind or after in _MARKS)


def noun_classes(words: ClassWords) -> dict[str, frozenset[str]]:
    """Return word → its classes, for every form of every noun."""
    found: dict[str, set[str]] = {}
    for name, nouns in words.classes.items():
        for noun in nouns:
            for form in noun_forms(fold(noun)):
                found.setdefault(form, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _entries(rows: Sequence[ActRow]) -> dict[str, list[_Entry]]:
    """Return first word → the phrases that begin with it, longest first."""
    found: dict[tuple[str, ...], tuple[set[int], set[int], set[int]]] = {}
    for number, row in enumerate(rows):
        for use, forms in enumerate(
            (
                (form for verb in row.verbs for form in verb_forms(fold(verb))),
                (form for noun in row.nouns for form in noun_forms(fold(noun))),
                (fold(word) for word in row.words),
            )
        ):
            for form in forms:
                found.setdefault(tuple(form.split()), (set(), set(), set()))[use].add(number)
    by_first: dict[str, list[_Entry]] = {}
    for phrase, uses in found.items():
        as_verb, as_noun, as_is = (tuple(sorted(use)) for use in uses)
        by_first.setdefault(phrase[0], []).append((phrase[1:], as_verb, as_noun, as_is))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return by_first
