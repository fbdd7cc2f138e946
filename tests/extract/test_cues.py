"""Every word that attributes, or says that nobody does, is caught through the reader by a sentence made with it."""

from collections.abc import Sequence

import pytest

from sayso.extract.attribution import attribute
from sayso.extract.cues import AttributionWords, cues
from sayso.extract.sentences import Cutter
from sayso.lexicon.forms import verb_forms
from sayso.lexicon.load import load
from tests.extract.spoken import lines, report

AFTER = {
    "clause": "that/IN the/DT bridge/NN was/VBD safe/JJ",
    "object": "the/DT toll/NN",
    "hearer": "reporters/NNS that/IN the/DT bridge/NN was/VBD safe/JJ",
    "infinitive": "to/TO leave/VB the/DT town/NN",
    "adjective": "tired/JJ",
    "quote": ":/: “/`` The/DT bridge/NN is/VBZ safe/JJ ”/''",
}
"""What a verb may be followed by, tagged."""


def tagged(words: Sequence[str]) -> list[str]:
    """Give the tags of the sentences made from `AFTER`; the verb under test is a past tense."""
    known = dict(pair.rsplit("/", 1) for text in AFTER.values() for pair in text.split())
    known |= {noun: "NN" for nouns in load("en", "attribution", AttributionWords).only.values() for noun in nouns}
    return [{"ministers": "NNS", "The": "DT", ".": "."}.get(word) or known.get(word, "VBD") for word in words]


def past(verb: str) -> str:
    """Return a form that may stand as a past tense: the last one that is no participle in -ing."""
    return [form for form in verb_forms(verb) if not form.endswith("ing") or form == verb][-1]


def test_every_verb_catches_itself() -> None:
    """Each verb of the list stands in one group only and attributes through the reader what it is said to take."""
    words = load("en", "attribution", AttributionWords)
    listed = [word for group in words.verbs for word in group.words]
    assert sorted(listed) == sorted(set(listed))
    assert all(word in listed for verbs in words.prepositions.values() for word in verbs)
    by_hand = Cutter("en", tagged)
    for group in words.verbs:
        for word in group.words:
            forms = verb_forms(word)
            assert all(cues("en").verbs[form].lemma == word for form in forms if form not in AMBIGUOUS)
            for take in set(group.takes) - {"tail"}:
                only = words.only.get(word) if take == "object" else None
                rest = f"the {only[0]}" if only else " ".join(pair.rsplit("/", 1)[0] for pair in AFTER[take].split())
                source = report(f"The ministers {past(word)} {rest}.")
                found = attribute(source, by_hand.sentences(source))
                assert any(a.content for a in found), source.text


AMBIGUOUS = {"found", "founded", "saw", "felt"}
"""Forms that belong to two verbs."""


@pytest.mark.parametrize("field", ["nouns", "adverbs", "passives"])
def test_every_word_is_looked_up(field: str) -> None:
    """Each noun, adverb and participle of the list is found under its own form, and triggers the reader."""
    words, compiled = load("en", "attribution", AttributionWords), cues("en")
    for group in getattr(words, field):
        for word in group.words:
            assert word in getattr(compiled, field)
            assert word in compiled.triggers


def test_every_object_that_turns_a_verb_catches_itself() -> None:
    """A verb of `idioms` attributes nothing with its objects, one of `only` attributes with them alone."""
    words = load("en", "attribution", AttributionWords)
    for verb, objects in words.idioms.items():
        assert [o for o in objects if lines(report(f"The ministers {past(verb)} to be {o}."))] == [], verb
    for verb, objects in words.only.items():
        assert [o for o in objects if not lines(report(f"The ministry {past(verb)} the {o} at 40."))] == [], verb


@pytest.mark.parametrize("field", ["mutual", "both", "things", "silent", "outlets"])
def test_every_word_that_turns_a_cue_catches_itself(field: str) -> None:
    """Each word of the lists that say who is no speaker is found again, through the reader, in a sentence made with it."""
    words = load("en", "attribution", AttributionWords)
    made = {
        "mutual": lambda word: f"The two sides {past(word)} on a truce.",
        "both": lambda word: f"{word} agreed to a truce.",
        "things": lambda word: f"The {word} warned that rockets were near.",
        "silent": lambda word: (
            f"{word} group claimed the raid." if word in {"no", "neither"} else f"{word} claimed the raid."
        ),
        "outlets": lambda word: f"THE {word.upper()} RADIO VALLEY SAID THE BRIDGE WAS HIT ON FRIDAY.",
    }
    for word in getattr(words, field):
        found = lines(report(made[field](word)))
        assert [line for line in found if not line.startswith("RADIO VALLEY | ")] == [], word
