"""English word forms by regular morphology, with the irregular ones read from `lexicon/en/irregular.yaml`.

Word lists name lemmas; readers match forms. The rules are the usual spelling rules of English: final e dropped, y to i,
final consonant doubled after a short stressed vowel (only for one-syllable verbs and those listed).
"""

from functools import cache

from sayso.lexicon.load import WordList, load

_VOWELS = "aeiou"


class IrregularWords(WordList, frozen=True):
    """Forms that no rule gives."""

    verbs: dict[str, tuple[str, str]]
    """Lemma → past tense, past participle."""
    nouns: dict[str, str]
    """Singular → plural."""
    doubling: tuple[str, ...]
    """Verbs of several syllables that double their last consonant."""


@cache
def verb_forms(lemma: str) -> tuple[str, ...]:
    """Return lemma, third person, gerund, past tense and past participle of a verb, the last word of which is fixed.

    For a phrase ("carry out") the first word is inflected: "carried out".
    """
    head, _, rest = lemma.partition(" ")
    words = _irregular()
    stem = head + head[-1] if _doubles(head, words.doubling) else head
    past, participle = words.verbs.get(head) or (_with_ed(stem), _with_ed(stem))
    forms = (head, _third_person(head), _with_ing(stem), past, participle)
    return tuple(dict.fromkeys(f"{form} {rest}".strip() for form in forms))


@cache
def noun_forms(lemma: str) -> tuple[str, ...]:
    """Return singular and plural of a noun or of a noun phrase, the last word of which is inflected."""
    rest, _, head = lemma.rpartition(" ")
    plural = _irregular().nouns.get(head) or _with_s(head)
    return tuple(dict.fromkeys(f"{rest} {form}".strip() for form in (head, plural)))


def _irregular() -> IrregularWords:
    words: IrregularWords = load("en", "irregular", IrregularWords)
    return words


def _doubles(head: str, listed: tuple[str, ...]) -> bool:
    """Tell whether a verb doubles its last consonant: stop → stopped, but rain → rained and fix → fixed."""
    if head in listed:
        return True
    vowels = sum(char in _VOWELS for char in head)
    short = len(head) > 2 and head[-1] not in _VOWELS + "wxy" and head[-2] in _VOWELS and head[-3] not in _VOWELS
    return vowels == 1 and short


def _with_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + "ed"


def _with_ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return stem[:-1] + "ing"
    return stem + "ing"


def _third_person(stem: str) -> str:
    """Return the third person: like a plural, but "goes" and "vetoes", where nouns have "photos" too."""
    return stem + "es" if stem.endswith("o") and stem[-2:-1] not in _VOWELS else _with_s(stem)


def _with_s(stem: str) -> str:
    if stem.endswith(("s", "x", "z", "ch", "sh")):
        return stem + "es"
    if stem.endswith("y") and len(stem) > 1 and stem[-2] not in _VOWELS:
        return stem[:-1] + "ies"
    return stem + "s"
