"""Words: each entry of the lists is caught by the very code that uses it; populations and phrases, a row each."""

import pytest

from sayso.lexicon.forms import noun_forms
from sayso.lexicon.load import fold, load
from sayso.reconcile.words import AccountWords, Outcome, Phrasing
from sayso.register.populations import Population, Populations, PopulationWords
from sayso.values.kinds import EVENTS, MEASURES

BODIES = {"Hill Brigade": "org:hill", "HB": "org:hill"}
POPULATIONS = Populations("en", BODIES.get)
PHRASING = Phrasing("en", {"gov:hill": "Government of Hill"}.get)
WHOM = load("en", "populations", PopulationWords)
WORDS = load("en", "accounts", AccountWords)


@pytest.mark.parametrize(("name", "noun"), [(name, noun) for name, nouns in WHOM.populations.items() for noun in nouns])
def test_each_noun_is_its_population(name: str, noun: str) -> None:
    assert {POPULATIONS.of(form).name for form in noun_forms(noun)} == {name}


@pytest.mark.parametrize("noun", WHOM.bare)
def test_each_bare_word_says_nothing_of_whom(noun: str) -> None:
    assert POPULATIONS.of(noun) == Population("")


@pytest.mark.parametrize("word", WHOM.aside)
def test_each_word_aside_makes_no_other_population(word: str) -> None:
    assert POPULATIONS.of(f"{word} soldiers") == Population("soldiers")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("innocent civilians", Population("civilians")),
        ("female medics", Population("medics", "female", "female")),
        ("Hill Brigade troops", Population("soldiers", "org:hill", "Hill Brigade")),
        ("HB soldiers", Population("soldiers", "org:hill", "HB")),
        ("members of the Coast Army", Population("members")),
        ("aid workers", Population("aid workers")),
        ("armored vehicles", Population("vehicles", "armored", "armored")),
        ("colonel", Population("colonel")),
        ("", Population("")),
    ],
)
def test_populations(words: str, expected: Population) -> None:
    assert POPULATIONS.of(words) == expected


@pytest.mark.parametrize(
    ("word", "outcome"), [(w, "repelled") for w in WORDS.repelled] + [(w, "taken") for w in WORDS.taken]
)
def test_each_word_tells_its_outcome(word: str, outcome: Outcome) -> None:
    assert PHRASING.outcome(fold(f"they {word} it")) == outcome


def test_words_of_both_outcomes_tell_none() -> None:
    assert PHRASING.outcome("they repelled it and captured the hill") is None


@pytest.mark.parametrize("noun", WORDS.happening)
def test_each_happening_can_be_pointed_back_to_and_set_apart(noun: str) -> None:
    for form in noun_forms(noun):
        assert PHRASING.points_back(f"after the {form} it")
        assert PHRASING.sets_apart(f"in another {form} it")
        assert not PHRASING.points_back(f"a {form} hit")


@pytest.mark.parametrize("word", WORDS.definite)
def test_each_determiner_points_back(word: str) -> None:
    assert PHRASING.points_back(f"{word} attack")


@pytest.mark.parametrize("word", WORDS.another)
def test_each_word_of_another_sets_apart(word: str) -> None:
    assert PHRASING.sets_apart(f"{word} attack")


@pytest.mark.parametrize("phrase", WORDS.apart)
def test_each_adverb_sets_apart(phrase: str) -> None:
    assert PHRASING.sets_apart(f"{phrase}, guns fired")


@pytest.mark.parametrize("noun", WORDS.bodies)
def test_each_noun_for_a_body_means_one(noun: str) -> None:
    assert all(
        PHRASING.is_body(name)
        for form in noun_forms(noun)
        for name in (form, f"the local {form}", f"{form} of the valley")
    )
    assert not PHRASING.is_body(f"a {noun} spokesman")


@pytest.mark.parametrize("phrase", WORDS.so_far)
def test_each_phrase_of_a_running_total_is_one(phrase: str) -> None:
    assert PHRASING.so_far(f"{phrase} nine died")


@pytest.mark.parametrize(("window", "phrase"), [(w, p) for w, phrases in WORDS.windows.items() for p in phrases])
def test_each_window_is_named_by_its_phrases(window: str, phrase: str) -> None:
    assert PHRASING.window(f"in the {phrase}") == window


def test_every_kind_and_measure_has_neutral_words() -> None:
    assert set(PHRASING.kinds) == set(EVENTS)
    assert set(PHRASING.measures) == set(MEASURES)


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("Hill Monitor", None, "Hill Monitor"),
        ("Hill regime", "gov:hill", "Government of Hill"),
        ("Hill regime", None, "“Hill regime”"),
    ],
)
def test_names_that_take_a_side(name: str, key: str | None, expected: str) -> None:
    assert PHRASING.named(name, key) == expected
