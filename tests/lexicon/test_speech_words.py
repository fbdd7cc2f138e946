"""Each closed-class word by which speech is read, carried on and led back to its speaker shows its effect at least once."""

import pytest

from sayso.extract.cues import cues
from sayso.extract.speakers import _without_opening
from tests.extract.spoken import lines, report

CUES = cues("en")
REFERENCE, RUNNING = CUES.reference, CUES.running


def _last(text: str) -> str:
    """Return the last speech of a text, in the notation of `lines`."""
    return lines(report(text))[-1]


def test_a_negation_before_a_cue_leaves_it_unsaid() -> None:
    told = {
        word: lines(report(f"Officials have {word} said that the bridge fell.")) for word in CUES.negation - {"nor"}
    }
    assert {word for word, found in told.items() if found} == set()  # "nor" opens a clause, so it needs an inversion


def test_verbs_of_plain_telling_are_verbs_of_speech() -> None:
    assert {CUES.verbs[word].kind for word in CUES.telling | CUES.always_verbs} == {"speech"}


REFERRING = [
    *(("Gerrit Holm, a spokesman, said the bridge fell.", word, "Gerrit Holm") for word in REFERENCE.person["m"]),
    *(("Hanne Sool, a spokeswoman, said the bridge fell.", word, "Hanne Sool") for word in REFERENCE.person["f"]),
    *(("Officials said the bridge fell.", word, "Officials") for word in REFERENCE.many),
    *(("The Harbour Front said the bridge fell.", f"the {word}", "Harbour Front") for word in REFERENCE.generic_bodies),
    *(("The mayor said the bridge fell.", f"the {word}", "mayor") for word in REFERENCE.generic_persons),
    *(("The Harbour Front said the bridge fell.", f"{word} group", "Harbour Front") for word in REFERENCE.definite),
]


@pytest.mark.parametrize(("before", "words", "name"), sorted(REFERRING))
def test_each_word_that_refers_to_a_speaker_leads_back_to_him(before: str, words: str, name: str) -> None:
    assert _last(f"{before} {words.capitalize()} said the road was cut.") == f"{name} | say | the road was cut"


def test_each_pronoun_refers_to_one_kind_of_speaker() -> None:
    kinds = [REFERENCE.own, REFERENCE.many, *REFERENCE.person.values()]
    assert sum(map(len, kinds)) == len(frozenset[str]().union(*kinds))
    assert REFERENCE.possessive - {"its"} < frozenset[str]().union(*kinds)
    assert REFERENCE.articles - {"a", "an"} < REFERENCE.definite


def test_each_opening_of_a_sentence_is_no_part_of_a_name() -> None:
    kept = {word: _without_opening(f"{word.capitalize()} Tarn Watch", REFERENCE.opening) for word in REFERENCE.opening}
    assert {word for word, name in kept.items() if name != "Tarn Watch"} == set()


GOING_ON = [
    ("pronouns", "Officials said the bridge fell. {} soldiers were hit in the night."),
    ("skipped", "Officials said a rocket hit the bridge. {} the rocket burned the road."),
    ("links", "Officials said a rocket hit the bridge. {} rocket burned the road."),
    ("before_toll", "Officials said 12 people were killed. {} dead were from Lesk."),
    ("also", "Officials said the bridge fell. Six were {} hurt at night."),
]


@pytest.mark.parametrize(("field", "text"), GOING_ON, ids=[case[0] for case in GOING_ON])
def test_each_word_by_which_speech_goes_on_carries_it_on(field: str, text: str) -> None:
    words = {w: w if field == "also" else w.capitalize() for w in getattr(RUNNING, field)}
    lost = [word for word, written in words.items() if not _last(text.format(written)).startswith("Officials |  |")]
    assert lost == []
    assert _last(text.format("Other")) == lines(report(text.split(".", maxsplit=1)[0] + "."))[0]
