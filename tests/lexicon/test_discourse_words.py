"""Every word that points back, carries over or gives a party its role is caught doing so."""

import msgspec
import pytest

from sayso.extract.actors import ActorReader, RoleWords
from sayso.extract.acts import ActFinder
from sayso.extract.anaphora import DiscourseWords
from sayso.extract.clauses import Clause
from sayso.extract.discourse import Discourse, Told
from sayso.extract.times import TimeFinder
from sayso.extract.unit import Unit
from sayso.lexicon.load import load
from sayso.values.party import Speaker
from sayso.values.place import PlaceMention
from tests.extract.tagged import report, tagged

FINDER = ActFinder("en")
DISCOURSE = load("en", "discourse", DiscourseWords)


def test_each_determiner_before_each_generic_noun_points_back() -> None:
    pairs = [tagged(f"{which}/DT {noun}/NN") for which in DISCOURSE.definite for noun in DISCOURSE.generic]
    assert all(DISCOURSE.points_back(pair, 1, 2) for pair in pairs)
    assert DISCOURSE.naming_means <= DISCOURSE.generic
    assert DISCOURSE.from_air <= DISCOURSE.generic


@pytest.mark.parametrize("phrase", DISCOURSE.introducing)
def test_each_opening_of_a_line_over_a_list_makes_it_no_claim(phrase: str) -> None:
    line = _told(" ".join(f"{word}/NN" for word in phrase.split()) + " men/NNS who/WP died/VBD :/:")
    assert Discourse("en").carry(report("Men died."), [line]) == []


def _told(notation: str, **filled: object) -> Told:
    sentence = tagged(notation)
    size = len(sentence.words)
    unit = Unit(
        clause=Clause(0, size, "main", "", None), start=0, end=size, zone=(), event="casualty-toll", status="happened", rule="",
        figures=[],
    )  # fmt: skip
    for name, value in filled.items():
        setattr(unit, name, value)
    return Told(sentence=sentence, unit=unit, voices=())


def _carried(first: Told, second: Told) -> Told:
    """Return the second claim, completed by what the first one of the same paragraph said."""
    Discourse("en").carry(report("Nine men died there."), [first, second])
    return second


@pytest.mark.parametrize("phrase", DISCOURSE.toll_goes_on)
def test_each_opening_that_goes_on_with_a_toll_keeps_its_speaker(phrase: str) -> None:
    first = _told("nine/CD men/NNS died/VBD")
    first.voices = (0,)
    second = _carried(first, _told(" ".join(f"{word}/NN" for word in phrase.split()) + " children/NNS"))
    assert second.voices == (0,)


@pytest.mark.parametrize("phrase", DISCOURSE.other)
def test_each_word_that_sets_a_happening_apart_takes_no_place_over(phrase: str) -> None:
    place = PlaceMention(name="Brennick", span=(0, 1))
    when = TimeFinder("en").find("on Monday", 0, 9)
    first = _told("nine/CD men/NNS died/VBD", places=[place])
    apart = _told(" ".join(f"{word}/RB" for word in phrase.split()) + " two/CD died/VBD", times=when)
    along = _told("then/RB two/CD died/VBD", times=when)
    assert (_carried(first, apart).unit.places, _carried(first, along).unit.places) == ([], [place])


ROLES = load("en", "roles", RoleWords)


def _parties(notation: str) -> list[tuple[str, str]]:
    """Return role and name of each actor that the attack named first in a sentence has."""
    sentence = tagged(notation)
    size = len(sentence.words)
    at = sentence.lower.index("attack")
    act = msgspec.structs.replace(FINDER.find(tagged("attack/NN"))[0], start=at, end=at + 1)
    unit = Unit(
        clause=Clause(0, size, "main", "", None), start=0, end=size, zone=(), event="attack", status="happened", rule="",
        figures=[], act=act,
    )  # fmt: skip
    actors = ActorReader("en").read(" ".join(sentence.words), sentence, unit, ())
    return [(actor.role, actor.name) for actor in actors]


@pytest.mark.parametrize(("field", "role"), [("by", "agent"), ("against", "target")])
def test_each_word_that_marks_a_role_gives_it(field: str, role: str) -> None:
    lost = [w for w in getattr(ROLES, field) if _parties(f"attack/NN {w}/IN Rovers/NNPS") != [(role, "Rovers")]]
    assert lost == []


def test_no_word_that_is_no_party_becomes_one() -> None:
    parties = [w for w in ROLES.no_party if _parties(f"attack/NN by/IN {w.capitalize()}/NNP")]
    assert parties == []


def test_each_ending_of_a_people_marks_a_maker() -> None:
    lost = [e for e in ROLES.demonyms_end if not _parties(f"Brovon{e}/JJ attack/NN")]
    assert lost == []


def _accused(words: str) -> list[str]:
    """Return the agents of an attack that a speaker tells of in these words."""
    sentence = tagged(words)
    at = sentence.lower.index("attack")
    act = msgspec.structs.replace(FINDER.find(tagged("attack/NN"))[0], start=at, end=at + 1)
    size = len(sentence.words)
    unit = Unit(
        clause=Clause(0, size, "main", "", None), start=0, end=size, zone=(), event="attack", status="happened", rule="",
        figures=[], act=act,
    )  # fmt: skip
    said = (Speaker(name="Ana Zorn", span=(0, 1)),)
    actors = ActorReader("en").read(" ".join(sentence.words), sentence, unit, said)
    return [actor.name for actor in actors if actor.role == "agent"]


@pytest.mark.parametrize("verb", sorted(ROLES.accusing))
@pytest.mark.parametrize("tie", sorted(ROLES.accused_of))
def test_each_word_that_accuses_names_the_accused(verb: str, tie: str) -> None:
    assert _accused(f"they/PRP {verb}/VBD Rovers/NNPS {tie}/IN the/DT attack/NN") == ["Rovers"]
