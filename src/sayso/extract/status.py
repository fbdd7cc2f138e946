"""Tells how a happening stands by the words around it: done, under way, planned, possible, rejected, denied."""

from typing import Literal

import msgspec

from sayso.extract.acts import Act, ActRow
from sayso.extract.clauses import Clause, VerbGroup
from sayso.extract.sentences import Sentence
from sayso.lexicon.forms import noun_forms, verb_forms
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, fold, load
from sayso.values.kinds import Event, Status


class StatusRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that give one standing, and the kinds of event they give it to."""

    status: Status
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    only: frozenset[Event] = frozenset()


class StatusWords(WordList, frozen=True):
    """The list as it stands in the file."""

    rows: tuple[StatusRow, ...]
    modal: dict[Status, frozenset[str]]
    possible: tuple[str, ...]
    planned: tuple[str, ...]
    leading: dict[Status, frozenset[str]]
    bringing: frozenset[str]
    lasting: frozenset[Event]
    no_denial: frozenset[str]
    since: frozenset[str]
    will: frozenset[str]
    can: frozenset[str]
    unreal: frozenset[str]
    due: frozenset[str]
    denying: frozenset[str]
    denying_first: frozenset[str]
    taken_back: frozenset[str]


class _Cue(msgspec.Struct, frozen=True, gc=False):
    """A phrase of the list: its words after the first, the row it belongs to, and what part of speech it must have."""

    rest: tuple[str, ...]
    number: int
    use: Literal["verb", "noun", "any"]


_LYING: frozenset[Event] = frozenset({"casualty-toll"})
"""Kinds that last only where the words say that it is so now: "there are bodies lying in the street"."""

_REACH = 10
"""How many tokens away a governing verb may stand from the noun that names the happening."""

_POSSIBLE, _PLANNED = -1, -2
"""Numbers of the two lists of words that are no rows."""

_NEAR = 4
"""How many tokens before a happening a word may stand that denies it or makes it only possible."""

_CLAUSE_MARKS = frozenset({"IN", ",", "VBD", "VBZ", "VBP"})


class StatusReader:
    """Reads the standing of happenings in one language; built once from the word lists."""

    def __init__(self, language: str) -> None:
        words = load(language, "status", StatusWords)
        self._words = words
        self._nobody = load(language, "grammar", GrammarWords).nobody
        self._rows = words.rows
        self._modal = {word: status for status, forms in words.modal.items() for word in forms}
        self._leading: dict[str, Status] = {word: status for status, forms in words.leading.items() for word in forms}
        self._bringing = frozenset(form for verb in words.bringing for form in verb_forms(verb))
        self._phrases: dict[str, list[_Cue]] = {}
        self._cued: dict[str, list[StatusRow]] = {}
        for number, row in enumerate(words.rows):
            for verb in row.verbs:
                self._add(verb_forms(fold(verb)), number, "verb")
                if row.status != "ongoing":  # "holds that" says of no truce that it holds
                    self._cued.setdefault(verb.split()[0], []).append(row)
            for noun in row.nouns:
                self._add(noun_forms(fold(noun)), number, "noun")
            self._add(tuple(map(fold, row.words)), number)
        self._add(tuple(map(fold, words.possible)), _POSSIBLE)
        self._add(tuple(map(fold, words.planned)), _PLANNED)

    def _add(self, phrases: tuple[str, ...], number: int, use: Literal["verb", "noun", "any"] = "any") -> None:
        """Enter phrases under their first word, longest first."""
        for phrase in phrases:
            first, *rest = phrase.split()
            cues = self._phrases.setdefault(first, [])
            cues.append(_Cue(tuple(rest), number, use))
            cues.sort(key=lambda cue: (-len(cue.rest), cue.number))

    def read(  # noqa: PLR0913 - one act with its grammar
        self,
        sentence: Sentence,
        clause: Clause,
        act: Act,
        row: ActRow,
        groups: list[VerbGroup],
        *,
        cue: str,
        headline: bool,
        told: bool,
    ) -> Status:
        """Return how the happening that `act` names stands in its clause.

        `cue` is the lemma of the word that attributes it ("reject"); in a headline the present tense reports the past;
        `told` is whether a speaker tells it, so that "was shelling" is what he says goes on.
        """
        verb = _governing(sentence, act, clause, groups)
        if row.event == "statement":
            return self._position(row, verb)
        if row.event == "other" and row.negated is not None:
            return "happened"
        bears = verb is not None and (_inside(act, verb) or self._brings(sentence, act, verb))
        if row.status != "denied" and self._denied(sentence, clause, act, verb if bears else None):
            return self._denial(row, verb, act)
        said = self._by_cue(cue, row.event) if not act.verbal else None
        said = said or self._by_company(sentence, clause, act, row, groups, verb, bears=bears)
        if said is not None:
            return "announced" if said == "planned" and self._by_cue(cue, row.event) == "announced" else said
        if row.status is not None or verb is None:
            return row.status or "happened"
        return self._by_tense(sentence, clause, act, row, verb, headline=headline, told=told)

    def _brings(self, sentence: Sentence, act: Act, verb: VerbGroup) -> bool:
        """Tell whether a happening comes about through a verb as its subject or object: "no calls about the attack" is neither."""
        between = range(verb.end + 1, act.start)
        return sentence.lower[verb.head] in self._bringing and not any(
            sentence.tags[i] == "IN" and sentence.lower[i] not in sentence.grammar.genitive for i in between
        )

    def _position(self, row: ActRow, verb: VerbGroup | None) -> Status:
        """Return the standing of a position: a promise is planned, a warning possible, any other happened."""
        if row.status is not None or verb is None or verb.modal not in self._words.will:
            return row.status or "happened"
        return "planned"

    def _denial(self, row: ActRow, verb: VerbGroup | None, act: Act) -> Status:
        """Return what a denied happening is: what somebody will not do is rejected, aid that cannot come is blocked."""
        if verb is not None and verb.modal in self._words.will and not verb.perfect:
            return "rejected"
        if verb is not None and row.event in {"aid", "displacement"}:
            return "blocked" if verb.modal in self._words.can or act.verbal else "denied"
        return "denied"

    def _by_tense(  # noqa: PLR0913 - one act with its grammar
        self,
        sentence: Sentence,
        clause: Clause,
        act: Act,
        row: ActRow,
        verb: VerbGroup,
        *,
        headline: bool,
        told: bool,
    ) -> Status:
        """Return `ongoing` when the verb reports what goes on, else `happened`."""
        lasting = row.event in self._words.lasting
        if (
            lasting
            and verb.perfect
            and verb.tense == "past"
            and not self._words.since.isdisjoint(sentence.lower[verb.end : clause.end])
        ):
            return "ongoing"
        if not _inside(act, verb):
            present = verb.tense == "present" and verb.finite and not headline and act.start >= verb.end
            there_is = verb.head == verb.start and verb.start > 0 and sentence.tags[verb.start - 1] == "EX"
            goes_on = verb.progressive and verb.tense == "present" and sentence.lower[verb.head] in self._bringing
            if present and there_is and row.event in _LYING and sentence.tags[act.start] in {"NN", "NNS"}:
                return "ongoing"
            return "ongoing" if lasting and ((present and there_is) or goes_on) else "happened"
        return "ongoing" if act.verbal and _under_way(verb, headline=headline, told=told) else "happened"

    def _by_company(  # noqa: PLR0913, PLR0917 - one act with its grammar
        self,
        sentence: Sentence,
        clause: Clause,
        act: Act,
        row: ActRow,
        groups: list[VerbGroup],
        verb: VerbGroup | None,
        *,
        bears: bool,
    ) -> Status | None:
        """Return the standing that a modal verb or another word of the clause gives, the modal first.

        `bears` tells whether tense and doubt of the verb are the happening's own.
        """
        modal = (self._by_modal(verb) or self._by_leading(sentence, clause, verb)) if bears else None
        within = verb is not None and _inside(act, verb)
        first = 0 if verb is None or within or verb.start > act.start else verb.start
        last = next((group.end for group in groups if group.start >= act.end), clause.end)
        governing = (first, last)
        named = self._by_words(sentence, clause, act, row.event, governing)
        if modal is not None and named in {None, "ongoing", "announced"}:
            return modal
        done = act.verbal and verb is not None and verb.tense == "past" and not verb.progressive and not verb.perfect
        return None if named == "ongoing" and done else named

    def _by_cue(self, cue: str, event: Event) -> Status | None:
        """Return the standing that the attributing verb itself gives: "rejected a truce", "proposed talks"."""
        return next((row.status for row in self._cued.get(cue, ()) if event in row.only), None)

    def _order(self, number: int) -> int:
        """Return the order of a row: as in the list, then "possible" (-1) and "planned" (-2), then what goes on."""
        if number < 0:
            return 1000 - number
        return number + 2000 if self._rows[number].status == "ongoing" else number

    def _by_modal(self, verb: VerbGroup | None) -> Status | None:
        """Return what the modal verb gives: "will" → planned, "may" → possible."""
        if verb is None or verb.modal is None:
            return None
        if verb.modal in self._words.unreal and verb.perfect:
            return "possible"
        return self._modal.get(verb.modal)

    def _by_leading(self, sentence: Sentence, clause: Clause, verb: VerbGroup | None) -> Status | None:
        """Return what the word before an infinitive gives: "vowed to strike", "failed to agree", "ordered them to leave"."""
        if verb is None:
            return None
        lower, tags = sentence.lower, sentence.tags
        for i in range(verb.start, verb.head):
            if lower[i] not in sentence.grammar.infinitive or lower[i + 1] in sentence.grammar.have:
                continue
            if i > clause.start and lower[i - 1] in self._words.due:
                return "planned"
            for j in range(i - 1, max(clause.start, i - 5) - 1, -1):
                if lower[j] in self._leading:
                    return self._leading[lower[j]]
                if j < verb.start and tags[j] in _CLAUSE_MARKS:
                    break
        return None

    def _denied(self, sentence: Sentence, clause: Clause, act: Act, verb: VerbGroup | None) -> bool:
        """Tell whether the words say that it did not happen: "no casualties", "did not attack", "never took place"."""
        lower = sentence.lower
        floor = max(clause.start, act.start - _NEAR)
        if any(
            lower[i] in self._words.denying and lower[i + 1] not in self._words.no_denial
            for i in range(floor, act.start)
        ):
            return True
        if act.verbal and lower[act.end : act.end + 1] and lower[act.end] in self._nobody:
            return lower[act.end + 1 : act.end + 2] != () and lower[act.end + 1] not in self._words.no_denial
        if verb is None:
            return False
        if lower[clause.start] in self._words.denying_first and lower[clause.start + 1] not in self._words.no_denial:
            return True
        return verb.negated and not any(
            lower[i] in self._words.taken_back and i + 1 < len(lower) and lower[i + 1] in self._words.no_denial
            for i in range(verb.start, verb.end)
        )

    def _by_words(
        self, sentence: Sentence, clause: Clause, act: Act, event: Event, governing: tuple[int, int]
    ) -> Status | None:
        """Return the standing that a word near the act gives, the first row of the list that fits.

        `governing` is where the verb begins that governs the act, and where the one behind the act ends: a verb before
        or behind these says something of another thing.
        """
        best: int | None = None
        low, high = max(clause.start, act.start - _REACH), min(clause.end, act.end + _REACH)
        for i in range(low, high):
            for cue in self._phrases.get(sentence.lower[i], ()):
                if act.start <= i < act.end or sentence.lower[i + 1 : i + 1 + len(cue.rest)] != cue.rest:
                    continue
                outside = i < governing[0] or (i > act.start and i >= governing[1])
                if cue.use == "verb" and outside and not self._describes(sentence, i, cue):
                    continue
                if not self._fits(sentence, act, event, i, cue):
                    continue
                if best is None or self._order(cue.number) < self._order(best):
                    best = cue.number
                break
        if best is None:
            return None
        return self._rows[best].status if best >= 0 else ("possible" if best == _POSSIBLE else "planned")

    def _describes(self, sentence: Sentence, i: int, cue: _Cue) -> bool:
        """Tell whether a verb form stands as an adjective of the happening: "continuing strikes"."""
        return sentence.tags[i] in {"JJ", "VBG"} and self._rows[cue.number].status == "ongoing"

    def _fits(self, sentence: Sentence, act: Act, event: Event, i: int, cue: _Cue) -> bool:
        """Tell whether a phrase at token `i` says something of this happening."""
        if cue.number == _PLANNED:
            return i < act.start
        if cue.number == _POSSIBLE:
            return act.start - _NEAR - 2 <= i < act.end + 3
        row = self._rows[cue.number]
        return (not row.only or event in row.only) and (cue.use == "any" or _used(sentence, act, row, i, cue.use))


def _used(sentence: Sentence, act: Act, row: StatusRow, i: int, use: str) -> bool:
    """Tell whether a word is used as the verb that governs the happening, or as the noun that stands over it.

    "A proposal for a truce", "a truce proposal": no noun stands over a verb. "To prevent attacks" prevented none yet.
    """
    if use == "noun":
        return not act.verbal and i <= act.end
    tag = sentence.tags[i]
    adjective = tag == "JJ" and sentence.lower[i].endswith("ing" if row.status == "ongoing" else "ed")
    if not (tag[0] == "V" or adjective) or (act.verbal and i > act.start):
        return False
    return not (row.status == "blocked" and tag == "VB" and sentence.tags[i - 1] == "TO")


def _inside(act: Act, verb: VerbGroup) -> bool:
    """Tell whether the act is the verb itself."""
    return verb.start <= act.start < verb.end


def _under_way(verb: VerbGroup, *, headline: bool, told: bool) -> bool:
    """Tell whether a verb reports what goes on: "are shelling", "have been fighting", "close on"; not in a headline."""
    if told and verb.progressive:
        return True
    if verb.tense != "present" and not (verb.perfect and verb.progressive):
        return False
    return verb.progressive or (verb.finite and not verb.passive and not verb.perfect and not headline)


def _governing(sentence: Sentence, act: Act, clause: Clause, groups: list[VerbGroup]) -> VerbGroup | None:
    """Return the verb group that the act is, or that governs it: the last one before it in its clause."""
    governing = None
    for group in groups:
        if group.start <= act.start < group.end:
            return group
        if clause.start <= group.start < act.start and not _premodifies(sentence, group, act):
            governing = group
    return governing or clause.verb


def _premodifies(sentence: Sentence, group: VerbGroup, act: Act) -> bool:
    """Tell whether a lone participle belongs to the noun phrase of the act: "prevented planned attacks"."""
    lone = group.end == group.start + 1 and not group.finite and sentence.tags[group.start] in {"VBN", "VBG"}
    return lone and all(tag in _OF_PHRASE for tag in sentence.tags[group.end : act.start])


_OF_PHRASE = frozenset({"JJ", "NN", "NNS", "NNP", "VBN", "CD"})
