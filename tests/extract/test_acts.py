"""Prose in, the kind of happening out that its first clause with an act is about; `-` when it tells of none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.acts import ActFinder
from sayso.extract.clauses import ClauseCutter
from sayso.extract.sentences import Sentence
from tests.extract.tagged import prose, tagged

FINDER = ActFinder("en")
CUTTER = ClauseCutter("en")


def kind(sentence: Sentence) -> str:
    acts = FINDER.find(sentence)
    for clause in CUTTER.clauses(sentence, CUTTER.verb_groups(sentence)):
        inside = [act for act in acts if clause.start <= act.start < clause.end]
        picked = FINDER.kind(sentence, clause, inside) if inside else None
        if picked is not None:
            return picked[0].event
    return "-"


BY_MEANS = [
    ("Jets bombed the village.", "air-strike", "aircraft bomb from the air"),
    ("The village was bombed by guerrillas.", "bombing", "who has no aircraft sets off bombs"),
    ("The Russian bombing of the bakery went on.", "air-strike", "a state's bombing is from the air"),
    ("Artillery bombardment of the village went on.", "shelling", "guns are named"),
    ("A drone hit a truck.", "air-strike", "a drone is an aircraft"),
    ("Four men died in a drone attack.", "air-strike", "the means stands in the noun's phrase"),
    ("Four men died in an attack with mortars.", "shelling", "the means stands behind with"),
    ("Two farmers were killed by a mine.", "bombing", "a mine is a planted explosive"),
    ("The Israeli army bombed the village with tank shells.", "shelling", "shells are from the ground, whoever fires them"),
    ("A suicide bomber blew himself up at the gate.", "bombing", "a carried bomb"),
    ("Men threw grenades at the bank.", "bombing", "thrown explosives"),
    ("A warship opened fire on the port.", "shelling", "ships fire from below"),
    ("The base was attacked with drones and rockets.", "attack", "mixed means are left open"),
    ("Chlorine was used in the attack.", "chemical-attack", "gas decides over all"),
    ("Israeli raids killed nine people.", "air-strike", "the raids of a state with aircraft"),
    ("Police raids killed nine people.", "casualty-toll", "a raid on foot says no means"),
    ("Rebels fired rockets at the airport.", "shelling", "rockets are fired from the ground"),
    ("Helicopters fired rockets at the airport.", "air-strike", "unless an aircraft fires them"),
    ("The gun went off.", "attack", "a gun goes off too"),
    ("The bomb went off.", "bombing", "as a bomb does"),
]  # fmt: skip

BY_OBJECT = [
    ("Troops captured the town.", "territory-gained", "land is gained"),
    ("Troops captured nine rebels.", "detention", "people are held"),
    ("Police found rifles.", "other", "a find of weapons"),
    ("Rebels destroyed two tanks.", "attack", "arms are destroyed in attacks"),
    ("Rebels destroyed two houses.", "damage", "houses are damaged"),
    ("The army sent 400 troops to the border.", "deployment", "troops sent"),
    ("The charity sent flour to the town.", "aid", "food sent"),
    ("The group freed two hostages.", "release", "people set free"),
    ("His identity was released.", "-", "a name set free is no release"),
    ("Soldiers surrounded the town.", "siege", "encircled"),
    ("The rebels shot down a plane.", "attack", "an aircraft lost"),
    ("Troops abandoned the outpost.", "withdrawal", "soldiers leave land"),
    ("Thousands of residents left.", "displacement", "people leave home"),
    ("Guards beat the prisoners.", "abuse", "people held are abused"),
    ("Dockers began a strike.", "protest", "workers strike otherwise"),
    ("Police dispersed a demonstration.", "protest", "a protest put down"),
]  # fmt: skip

BY_PRECEDENCE = [
    ("Five people were killed in an attack.", "casualty-toll", "a toll with only an attack"),
    ("Five people were killed in clashes.", "armed-clash", "clashes say what killed"),
    ("Five people were killed in a shooting.", "attack", "a shooting says what killed"),
    ("Gunmen attacked a checkpoint.", "attack", "an attack that is told itself"),
    ("The envoys will discuss a withdrawal.", "negotiation", "the verb outranks its object"),
    ("The minister condemned the bombing.", "statement", "a position outranks what it is about"),
    ("The army threatened to launch an offensive.", "statement", "a threat is a position"),
    ("No group has claimed responsibility.", "other", "nobody claims it"),
    ("The front claimed responsibility.", "attack", "somebody claims it"),
    ("The explosion destroyed two houses.", "bombing", "what destroyed, not what was destroyed"),
    ("A ceasefire agreement was signed.", "ceasefire", "talks on a truce are about the truce"),
    ("Rebels captured a barracks in heavy fighting.", "territory-gained", "the main verb decides"),
    ("The envoys will discuss a truce.", "ceasefire", "talks on a truce are about the truce, too"),
    ("The murder of two priests shocked the town.", "execution", "killing on purpose"),
]  # fmt: skip

NO_HAPPENING = [
    ("Attack helicopters were parked there.", "a word that describes another"),
    ("He died of a heart attack.", "an illness; the death is told by its verb"),
    ("The talks took place on Monday.", "taking place takes no land"),
    ("The university struck a deal.", "struck deals hit nobody"),
]


@pytest.mark.parametrize(
    ("text", "event"),
    [case[:2] for case in BY_MEANS + BY_OBJECT + BY_PRECEDENCE],
    ids=[case[2] for case in BY_MEANS + BY_OBJECT + BY_PRECEDENCE],
)
def test_a_clause_is_about_one_kind(text: str, event: str) -> None:
    assert kind(prose(text)) == event


@pytest.mark.parametrize(("text", "why"), NO_HAPPENING, ids=[case[1] for case in NO_HAPPENING])
def test_a_look_alike_is_no_violence(text: str, why: str) -> None:
    violent = {"attack", "air-strike", "shelling", "bombing", "territory-gained"}
    assert kind(prose(text)) not in violent, why


@given(st.lists(st.sampled_from(["the", "attack", "bomb", "on", "by", "rebels", "of", "killed", "shelling", "town", "heart", "air", "strike"]), min_size=1, max_size=25))  # fmt: skip
def test_acts_stand_in_order_and_do_not_overlap(words: list[str]) -> None:
    acts = FINDER.find(tagged(" ".join(f"{word}/NN" for word in words)))
    assert all(earlier.end <= later.start for earlier, later in itertools.pairwise(acts))
