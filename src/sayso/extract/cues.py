"""The words that attribute, compiled for look-up: which verb, noun or adverb says that somebody else says so.

The words are data (`lexicon/<language>/attribution.yaml`); this file knows their schema and makes their forms.
"""

from functools import cache
from typing import Literal

import msgspec

from sayso.extract.shape import ShapeWords, by_word
from sayso.lexicon.forms import noun_forms, verb_forms
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import WordList, fold, load

Kind = Literal["speech", "belief", "intention", "perception", "noun", "act", "silence"]
"""What sort of attitude the cue reports; claims rest on speech, and on belief where somebody is named.

An `act` ("attacked the plan", "released figures") may be a deed as well as words; behind it a clause or a quotation is
speech. `silence` is what somebody is said not to have said ("did not say how many", "has not proposed a truce").
"""

Stance = Literal["says", "claims", "denies", "confirms", "doubts", "asks", "promises", "warns", "hears"]
"""How the speaker stands to the content, by the plain meaning of the cue."""

Takes = Literal["clause", "tail", "quote", "object", "hearer", "infinitive", "adjective"]
"""What a verb may be followed by; `tail` is the verb behind its content ("…, he said"), `quote` asks for quotation marks."""


class VerbGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs that mean the same and take the same."""

    kind: Kind
    stance: Stance
    takes: tuple[Takes, ...]
    words: tuple[str, ...]


class WordGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns, adverbs or participles of one stance."""

    stance: Stance
    words: tuple[str, ...]


class ReferenceWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which speakers are referred to; what each is for stands in the list."""

    generic_bodies: frozenset[str]
    generic_persons: frozenset[str]
    offices: frozenset[str]
    person: dict[Literal["m", "f"], frozenset[str]]
    own: frozenset[str]
    many: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]
    possessive: frozenset[str]
    opening: frozenset[str]
    ranks: frozenset[str]
    ties: frozenset[str]
    authored: frozenset[str]
    whose_begins: tuple[str, ...]
    whose_ends: tuple[str, ...]
    whose: frozenset[str]
    within_names: tuple[str, ...]


class RunningWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which a sentence goes on with the speech before it; what each is for stands in the list."""

    skipped: frozenset[str]
    pronouns: frozenset[str]
    links: frozenset[str]
    before_toll: frozenset[str]
    also: frozenset[str]


class AttributionWords(WordList, frozen=True):
    """The list as it stands in the file."""

    verbs: tuple[VerbGroup, ...]
    prepositions: dict[str, tuple[str, ...]]
    stances: dict[str, Stance]
    nouns: tuple[WordGroup, ...]
    adverbs: tuple[WordGroup, ...]
    according: tuple[str, ...]
    passives: tuple[WordGroup, ...]
    impersonal: tuple[str, ...]
    impersonal_lemma: str
    open: frozenset[str]
    quoting: frozenset[str]
    claiming: frozenset[str]
    peoples_end: tuple[str, ...]
    hearers: tuple[str, ...]
    documents: tuple[str, ...]
    persons: tuple[str, ...]
    bodies: tuple[str, ...]
    outlets: tuple[str, ...]
    time: tuple[str, ...]
    anonymous: tuple[str, ...]
    other_forms: dict[str, str]
    sure: tuple[str, ...]
    mutual: tuple[str, ...]
    both: tuple[str, ...]
    things: tuple[str, ...]
    silent: tuple[str, ...]
    tolls: tuple[str, ...]
    ordinals: tuple[str, ...]
    idioms: dict[str, tuple[str, ...]]
    only: dict[str, tuple[str, ...]]
    negation: frozenset[str]
    telling: frozenset[str]
    always_verbs: frozenset[str]
    reference: ReferenceWords
    running: RunningWords


class Cue(msgspec.Struct, frozen=True, gc=False):
    """One attributing word: its lemma, what it means and what it takes."""

    lemma: str
    kind: Kind
    stance: Stance
    takes: frozenset[str]
    prepositions: frozenset[str]
    turned: dict[str, Stance] = {}
    """Preposition → the stance it gives the verb: "called on" asks, "called it" says."""


class Cues(msgspec.Struct, frozen=True):
    """The words of a language, ready for look-up by folded form."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adverbs: dict[str, Cue]
    passives: dict[str, Cue]
    according: dict[str, tuple[tuple[str, ...], int]]
    """The telling word of each phrase that means "according to" → the phrase and the word's place in it."""
    according_to: str
    """The phrase of them that stands for all."""
    impersonal: frozenset[str]
    impersonal_lemma: str
    """What stands for all ways of saying that something is not known."""
    open: frozenset[str]
    """Words by which something is left open: "whether", "unclear"."""
    quoting: frozenset[str]
    """Lemmas of verbs that take another's words up: "quoted a source as saying"."""
    claiming: frozenset[str]
    """Lemmas of verbs of which a passive with "by" may break into a clause: "the attack claimed by X killed 12"."""
    hearers: frozenset[str]
    documents: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    """What in a text of capitals may stand before the name of a medium: "RADIO STATION RADIO NORTE"."""
    shape: ShapeWords
    """Time words, third-person forms, those that are no nouns as well ("alleges", not "claims"), base forms ("hint")."""
    anonymous: frozenset[str]
    mutual: frozenset[str]
    """Lemmas of verbs by which several only speak with each other."""
    both: frozenset[str]
    """Words for those who speak with each other: "the two", "both sides"."""
    things: frozenset[str]
    """Nouns of what tells nothing in words of its own: "photos", "systems"."""
    silent: frozenset[str]
    """Words for nobody at all, or for what was just said, as a subject."""
    tolls: frozenset[str]
    ordinals: frozenset[str]
    idioms: dict[str, frozenset[str]]
    """Verb → objects with which it attributes nothing ("claimed 12 lives")."""
    only: dict[str, frozenset[str]]
    """Verb → objects with which alone it attributes ("put the toll at 12")."""
    negation: frozenset[str]
    """Words that, inside a verb group, leave a cue unsaid."""
    telling: frozenset[str]
    """Lemmas of verbs of plain telling."""
    always_verbs: frozenset[str]
    """Forms that are cues whatever their tag."""
    reference: ReferenceWords
    running: RunningWords
    triggers: frozenset[str]
    """Every form by which a sentence may attribute: a sentence with none of them, and no quotation, is passed over."""


@cache
def cues(language: str) -> Cues:
    """Return the attributing words of a language; `DataFileError` when its list cannot be used."""
    words = load(language, "attribution", AttributionWords)
    verbs = _verbs(words)
    nouns = _groups(words.nouns, "noun", noun_forms)
    adverbs = _groups(words.adverbs, "speech", _same)
    passives = _groups(words.passives, "speech", _same)
    according = {}
    for phrase in words.according:
        parts = tuple(fold(phrase).split())
        telling = max(parts, key=len)
        according[telling] = (parts, parts.index(telling))
    triggers = {*verbs, *nouns, *adverbs, *passives, *according, *words.open}
    return Cues(
        verbs=verbs,
        nouns=nouns,
        adverbs=adverbs,
        passives=passives,
        according=according,
        according_to=words.according[0],
        impersonal=frozenset(words.impersonal),
        impersonal_lemma=words.impersonal_lemma,
        open=words.open,
        quoting=words.quoting,
        claiming=words.claiming,
        hearers=frozenset(words.hearers),
        documents=_with_plurals(words.documents),
        persons=_with_plurals(words.persons),
        bodies=_with_plurals(words.bodies),
        outlets=frozenset(words.outlets),
        shape=_shape_words(verbs, nouns, words, load(language, "grammar", GrammarWords)),
        anonymous=frozenset(words.anonymous),
        mutual=frozenset(words.mutual),
        both=frozenset(words.both),
        things=_with_plurals(words.things),
        silent=frozenset(words.silent),
        tolls=frozenset(words.tolls),
        ordinals=frozenset(words.ordinals),
        idioms={verb: frozenset(objects) for verb, objects in words.idioms.items()},
        only={verb: frozenset(objects) for verb, objects in words.only.items()},
        negation=words.negation,
        telling=words.telling,
        always_verbs=words.always_verbs,
        reference=words.reference,
        running=words.running,
        triggers=frozenset(triggers),
    )


def _shape_words(
    verbs: dict[str, Cue], nouns: dict[str, Cue], words: AttributionWords, grammar: GrammarWords
) -> ShapeWords:
    """Return the words by which a sentence's shape is corrected; base forms are those that are in no list of nouns."""
    other = {*nouns, *words.documents, *words.persons, *words.bodies}
    return ShapeWords(
        fixed=by_word(grammar),
        peoples=words.peoples_end,
        time=frozenset(form for word in words.time for form in (word, word + "s")),
        verbs=frozenset(form for form, cue in verbs.items() if form.endswith("s") and form != cue.lemma),
        sure=frozenset(words.sure),
        plain=frozenset(f for f, cue in verbs.items() if f == cue.lemma and "clause" in cue.takes and f not in other),
    )


def _verbs(words: AttributionWords) -> dict[str, Cue]:
    """Return every form of every verb; the first group that names a verb keeps it."""
    found: dict[str, Cue] = {}
    by_lemma: dict[str, Cue] = {}
    for group in words.verbs:
        for lemma in group.words:
            after = frozenset(p for p, verbs in words.prepositions.items() if lemma in verbs)
            turned = {p: words.stances[f"{lemma} {p}"] for p in after if f"{lemma} {p}" in words.stances}
            cue = Cue(lemma, group.kind, group.stance, frozenset(group.takes), after, turned)
            by_lemma[lemma] = cue
            for form in verb_forms(lemma):
                found.setdefault(form, cue)
    for form, lemma in words.other_forms.items():
        if lemma in by_lemma:
            found[form] = by_lemma[lemma]
    return found


def _groups(groups: tuple[WordGroup, ...], kind: Kind, forms: object) -> dict[str, Cue]:
    """Return every form of every word of the groups."""
    make = forms if callable(forms) else _same
    return {
        form: Cue(word, kind, group.stance, frozenset(), frozenset())
        for group in reversed(groups)
        for word in group.words
        for form in make(word)
    }


def _same(word: str) -> tuple[str, ...]:
    return (word,)


def _with_plurals(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for word in words for form in noun_forms(fold(word)))
