"""Every word of harm and every counted noun is caught in the act by which it is listed."""

import pytest

from sayso.extract.counted import CountedWords
from sayso.extract.harm import HarmWords
from sayso.lexicon.forms import noun_forms, verb_forms
from sayso.lexicon.load import load
from tests.extract.test_figures import FINDER, figures, sentence

HARM = load("en", "harm", HarmWords)
COUNTED = load("en", "counted", CountedWords)

_NOUN = {
    "person": "12 civilians", "group": "12 families", "building": "12 houses", "vehicle": "12 trucks",
    "aircraft": "12 helicopters", "weapon": "12 howitzers", "munition": "12 rockets", "strike": "12 raids",
    "site": "12 depots", "place": "12 villages", "times": "12 times", "sortie": "12 sorties",
}  # fmt: skip
_VERBS = [(row, lemma, kind) for row in HARM.verbs for lemma in row.lemmas for kind in row.by if kind != "times"]


@pytest.mark.parametrize(
    ("frame", "lemma", "noun", "measure"),
    [(row.frame, lemma, _NOUN[kind], row.by[kind]) for row, lemma, kind in _VERBS],
)
def test_every_verb_gives_its_measure(frame: str, lemma: str, noun: str, measure: str) -> None:
    forms = verb_forms(lemma)  # base, third person, gerund, then past and participle as far as they differ
    participle = forms[-1] if len(forms) > 3 else forms[0]
    past = forms[-2] if len(forms) > 4 else participle
    plain = f"Last night {noun} {past} there." if frame == "subject" else f"Last night {noun} were {participle} there."
    measures = {found.split()[0] for found in figures(plain)}
    assert measure in measures


@pytest.mark.parametrize(("measure", "word"), [(m, w) for m, row in HARM.adjectives.items() for w in row])
def test_every_adjective_gives_its_measure(measure: str, word: str) -> None:
    assert figures(f"Last night 12 civilians were {word} there.")[0].split()[0] == measure


@pytest.mark.parametrize(("measure", "word"), [(m, w) for m, row in HARM.nouns.items() for w in row])
def test_every_noun_gives_its_measure(measure: str, word: str) -> None:
    plural = noun_forms(word)[-1]
    assert figures(f"They counted 12 {plural} there.")[0].startswith(f"{measure} 12 ")


@pytest.mark.parametrize(("noun", "verb"), HARM.deverbal.items())
def test_every_noun_of_a_verb_is_read_as_the_verb(noun: str, verb: str) -> None:
    by = next(row.by for row in HARM.verbs if verb in row.lemmas and row.frame == "object")
    kind = next(iter(by))
    assert figures(f"They spoke of the {noun} of {_NOUN[kind]} there.")[0].split()[0] == by[kind]


@pytest.mark.parametrize(("measure", "phrase"), [(m, p) for m, row in HARM.tolls.items() for p in row])
def test_every_total_gives_its_measure(measure: str, phrase: str) -> None:
    assert figures(f"On Monday the {phrase} reached 212.") == [f"{measure} 212 people"]


@pytest.mark.parametrize(("kind", "noun"), [(kind, noun) for kind, row in COUNTED.classes.items() for noun in row])
def test_every_counted_noun_is_of_its_class(kind: str, noun: str) -> None:
    plural = COUNTED.irregular.get(noun) or noun_forms(noun)[-1]
    whole = sentence(f"They saw 12 {plural} there.")
    quantity = FINDER._numbers.find(whole, 0, len(whole.words))  # noqa: SLF001 - the class shows nowhere else
    mention = FINDER._nouns.mention(whole, quantity[0], len(whole.words))  # noqa: SLF001 - same
    assert mention is not None
    assert mention.kind_of == kind
