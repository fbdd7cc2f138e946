"""Tests which of a sentence's places is the scene of a happening. Invented places: Qarvesh, Tolmeru, Zaharan."""

import pytest

from bench.engine import plain_report
from sayso.extract.place_scene import scene, without_outer
from sayso.extract.places import PlaceFinder
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.gazetteer.lookup import Gazetteer

CUTTER = Cutter("en", Tagger().tag)
FINDER = PlaceFinder("en", Gazetteer.open())


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        # behind the verb before what stands in front of it
        ("In Zaharan a man was killed in Tolmeru.", "killed", "Tolmeru"),
        ("In Zaharan a man was killed.", "killed", "Zaharan"),
        # of places that lie in each other the narrowest, on either side of the verb
        ("In Tolmeru, in Zaharan province, a man was killed.", "killed", "Tolmeru"),
        ("A man was killed in the Qarvesh district of Tolmeru.", "killed", "Qarvesh district"),
        ("A man was killed in the Zaharan town of Tolmeru.", "killed", "Tolmeru"),
        # what belongs to another verb is no scene of this one
        ("A man was killed in a raid that freed captives held in Qarvesh.", "killed", None),
        ("A man was killed before the army captured Tolmeru.", "killed", None),
        # none named
        ("A man was killed.", "killed", None),
    ],
)
def test_the_scene_is_the_nearest_and_narrowest_place(text: str, word: str, wanted: str | None) -> None:
    (sentence,) = CUTTER.sentences(plain_report(text, [(0, len(text))]))
    at = sentence.lower.index(word)
    found = scene(sentence, FINDER.scan(sentence), at, at + 1, FINDER.shape.features)
    assert (found.mention.name if found else None) == wanted


def test_a_place_that_only_describes_the_one_behind_it_is_left_out() -> None:
    text = "A man was killed in the Zaharan town of Tolmeru and in Qarvesh."
    (sentence,) = CUTTER.sentences(plain_report(text, [(0, len(text))]))
    kept = without_outer(sentence, FINDER.scan(sentence), FINDER.shape.features)
    assert [place.mention.name for place in kept] == ["Tolmeru", "Qarvesh"]
