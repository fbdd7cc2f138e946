"""The words of harm, compiled: which verb, adjective or noun gives a figure which measure."""

from typing import Literal

import msgspec

from sayso.lexicon.forms import noun_forms, verb_forms
from sayso.lexicon.load import WordList, load
from sayso.values.kinds import Measure

Class = Literal[
    "person",
    "group",
    "building",
    "vehicle",
    "aircraft",
    "weapon",
    "munition",
    "strike",
    "site",
    "place",
    "times",
    "sortie",
]
"""A class of counted things, as the list `counted` names it."""

Frame = Literal["object", "subject"]
Form = Literal["base", "past", "ing"]


class HarmVerbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of verbs: who suffers, and the measure for each class of what is counted."""

    frame: Frame
    by: dict[Class, Measure]
    lemmas: tuple[str, ...]
    bare: bool = False
    unknown: bool = False
    civilian: bool = False


class HarmWords(WordList, frozen=True):
    """The list `harm`."""

    verbs: tuple[HarmVerbs, ...]
    variants: dict[str, tuple[str, ...]]
    adjectives: dict[Measure, tuple[str, ...]]
    nouns: dict[Measure, tuple[str, ...]]
    named_for_harm: dict[str, Measure]
    suffered: tuple[str, ...]
    deverbal: dict[str, str]
    tolls: dict[Measure, tuple[str, ...]]
    reached: tuple[str, ...]
    parts: tuple[str, ...]
    hearsay: tuple[str, ...]
    stops: frozenset[str]
    copulas: frozenset[str]
    restricting: frozenset[str]
    part_pronouns: frozenset[str]
    part_links: frozenset[str]
    particles: frozenset[str]
    leaving: frozenset[str]
    number: frozenset[str]
    reached_links: frozenset[str]


class Use(msgspec.Struct, frozen=True, gc=False):
    """One way in which a word speaks of harm."""

    frame: Frame
    form: Form
    by: dict[Class, Measure]
    bare: bool
    unknown: bool
    rest: tuple[str, ...]
    """The words that must follow ("down" of "shot down")."""
    civilian: bool = False

    def measure(self, kind: Class | None, *, known: bool) -> Measure | None:
        """Return the measure for what is counted, of a class or of none; `known` tells that a noun stood there."""
        if kind is not None:
            return self.by.get(kind)
        return self.by.get("person") if (self.unknown if known else self.bare) else None


class Harm:
    """The list `harm` by word form, ready for look-ups."""

    def __init__(self, language: str) -> None:
        self.words = words = load(language, "harm", HarmWords)
        self.verbs: dict[str, tuple[Use, ...]] = _verbs(words)
        self.adjectives: dict[str, Measure] = {w: m for m, row in words.adjectives.items() for w in row}
        self.nouns: dict[str, Measure] = {f: m for m, row in words.nouns.items() for w in row for f in noun_forms(w)}
        self.suffered = frozenset(form for word in words.suffered for form in noun_forms(word))
        self.named_for_harm = words.named_for_harm
        self.deverbal: dict[str, tuple[Use, ...]] = {noun: self.verbs[verb] for noun, verb in words.deverbal.items()}
        self.tolls = _phrases(words.tolls)
        self.reached = frozenset(words.reached)
        self.hearsay = frozenset(words.hearsay)
        self.parts = frozenset(words.parts)
        self.triggers = frozenset({*self.verbs, *self.adjectives, *self.nouns, *self.tolls, *self.deverbal})
        """Without one of these words nobody is harmed in a sentence."""

    def joint(self, one: Measure, other: Measure) -> bool:
        """Tell whether two measures said of one figure make it a count of dead and hurt together."""
        return {one, other} == {"killed", "wounded"}


def _verbs(words: HarmWords) -> dict[str, tuple[Use, ...]]:
    """Return every verb form with its uses, those of several words first."""
    found: dict[str, list[Use]] = {}
    for row in words.verbs:
        for lemma in row.lemmas:
            head, *rest = lemma.split()
            for form in (*verb_forms(head), *words.variants.get(head, ())):
                kind: Form = (
                    "ing" if form.endswith("ing") else "base" if form in {head, head + "s", head + "es"} else "past"
                )
                kind = "past" if form == head and _past_is_base(head) else kind
                use = Use(row.frame, kind, row.by, row.bare, row.unknown, tuple(rest), row.civilian)
                if use not in found.setdefault(form, []):
                    found[form].append(use)
    return {form: tuple(sorted(uses, key=lambda use: -len(use.rest))) for form, uses in found.items()}


def _past_is_base(head: str) -> bool:
    """Tell whether a verb's past tense is written like its base: hit, put, hurt."""
    return len(verb_forms(head)) == 3


def _phrases(rows: dict[Measure, tuple[str, ...]]) -> dict[str, tuple[tuple[tuple[str, ...], Measure], ...]]:
    """Return phrases by their last word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Measure]]] = {}
    pairs = [(tuple(phrase.split()), measure) for measure, row in rows.items() for phrase in row]
    for phrase, measure in sorted(pairs, key=lambda pair: -len(pair[0])):
        found.setdefault(phrase[-1], []).append((phrase, measure))
    return {word: tuple(rows_of) for word, rows_of in found.items()}
