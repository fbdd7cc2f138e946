"""Tells how a happening stands by the words around it: done, under way, planned, possible, rejected, denied."""

import msgspec

from sayso.extract.acts import Act, ActRow
from sayso.extract.clauses import Clause, VerbGroup
from sayso.extract.sentences import Sentence
from sayso.lexicon.forms import noun_forms, verb_forms
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


_REACH = 7
"""How many tokens away a governing verb may stand from the noun that names the happening."""


class StatusReader:
    """Reads the standing of happenings in one language; built once from the word lists."""

    def __init__(self, language: str) -> None:
        words = load(language, "status", StatusWords)
        self._rows = words.rows
        self._modal = {word: status for status, forms in words.modal.items() for word in forms}
        self._negation = frozenset({"no", "not", "n't", "never", "without", "nor", "none", "neither"})
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, row in enumerate(words.rows):
            forms = [form for verb in row.verbs for form in verb_forms(fold(verb))]
            forms += [form for noun in row.nouns for form in noun_forms(fold(noun))]
            self._add([*forms, *map(fold, row.words)], number)
        self._add(map(fold, words.possible), -1)
        self._add(map(fold, words.planned), -2)

    def _add(self, phrases: "list[str] | map[str]", number: int) -> None:
        """Enter phrases under their first word, longest first."""
        for phrase in phrases:
            first, *rest = phrase.split()
            self._phrases.setdefault(first, []).append((tuple(rest), number))
            self._phrases[first].sort(key=lambda entry: (-len(entry[0]), entry[1]))

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
        verb = _governing(act, clause, groups)
        if self._denied(sentence, clause, act, verb):
            return "rejected" if verb is not None and verb.modal in {"will", "would", "wo"} else "denied"
        said = self._by_cue(cue, row.event) if not act.verbal else None
        said = said or self._by_company(sentence, clause, act, row, verb)
        if said is not None:
            return said
        if verb is not None and not act.verbal and row.status is None:
            return "happened"
        goes_on = verb is not None and _under_way(verb, headline=headline, told=told)
        return row.status or ("ongoing" if goes_on else "happened")

    def _by_company(
        self, sentence: Sentence, clause: Clause, act: Act, row: ActRow, verb: VerbGroup | None
    ) -> Status | None:
        """Return the standing that a modal verb or another word of the clause gives, the modal first."""
        modal = self._by_modal(verb)
        named = self._by_words(sentence, clause, act, row.event)
        if modal is not None and named in {None, "ongoing", "announced"}:
            return modal
        done = act.verbal and verb is not None and verb.tense == "past" and not verb.progressive and not verb.perfect
        return None if named == "ongoing" and done else named

    def _by_cue(self, cue: str, event: Event) -> Status | None:
        """Return the standing that the attributing verb itself gives: "rejected a truce", "proposed talks"."""
        return next((row.status for row in self._rows if cue and cue in row.verbs and event in row.only), None)

    def _order(self, number: int) -> int:
        """Return the order of a row: as in the list, then "possible" (-1) and "planned" (-2), then what goes on."""
        if number < 0:
            return 1000 - number
        return number + 2000 if self._rows[number].status == "ongoing" else number

    def _by_modal(self, verb: VerbGroup | None) -> Status | None:
        """Return what the modal verb gives: "will" → planned, "may" → possible."""
        if verb is None or verb.modal is None:
            return None
        if verb.modal in {"would", "could", "might"} and verb.perfect:
            return "possible"
        return self._modal.get(verb.modal)

    def _denied(self, sentence: Sentence, clause: Clause, act: Act, verb: VerbGroup | None) -> bool:
        """Tell whether the words say that it did not happen: "no casualties", "did not attack", "never took place"."""
        if verb is not None and verb.negated and (act.verbal or act.start < verb.start or verb.head + 4 > act.start):
            return True
        floor = max(clause.start, act.start - 4)
        return any(word in {"no", "without"} for word in sentence.lower[floor : act.start])

    def _by_words(self, sentence: Sentence, clause: Clause, act: Act, event: Event) -> Status | None:
        """Return the standing that a word near the act gives, the first row of the list that fits."""
        best: int | None = None
        low, high = max(clause.start, act.start - _REACH), min(clause.end, act.end + _REACH)
        for i in range(low, high):
            for rest, number in self._phrases.get(sentence.lower[i], ()):
                if act.start <= i < act.end or sentence.lower[i + 1 : i + 1 + len(rest)] != rest:
                    continue
                if number >= 0 and self._rows[number].only and event not in self._rows[number].only:
                    continue
                if number == -2 and i > act.start:
                    continue
                if best is None or self._order(number) < self._order(best):
                    best = number
                break
        if best is None:
            return None
        return self._rows[best].status if best >= 0 else ("possible" if best == -1 else "planned")


def _under_way(verb: VerbGroup, *, headline: bool, told: bool) -> bool:
    """Tell whether a verb reports what goes on: "are shelling", "have been fighting", "close on"; not in a headline."""
    if told and verb.progressive:
        return True
    if verb.tense != "present" and not (verb.perfect and verb.progressive):
        return False
    return verb.progressive or (verb.finite and not verb.passive and not verb.perfect and not headline)


def _governing(act: Act, clause: Clause, groups: list[VerbGroup]) -> VerbGroup | None:
    """Return the verb group that the act is, or that governs it in its clause."""
    for group in groups:
        if group.start <= act.start < group.end:
            return group
    return clause.verb
