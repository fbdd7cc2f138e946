"""The claim measure: what pairs, what agrees, what is counted; figures worked out by hand."""

from typing import Any

import pytest

from bench.claim_score import Names, Scored, agreed, found_claim, gold_claim, overlap_share, pair, score, slots
from bench.outcome import Counts
from sayso.records import Claim, PassageRef, Rule
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place

NAMES = Names()


def scored(start: int, end: int, **fills: tuple[object, ...]) -> Scored:
    empty: dict[str, tuple[Any, ...]] = dict.fromkeys(
        ("event", "status", "speaker", "figure", "place", "time", "agent", "target"), ()
    )
    return Scored((start, end), empty | {"event": ("attack",), "status": ("happened",)} | fills)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Owen Marsk", "spokesman Marsk", True),  # they share a surname
        ("Defence Ministry", "Ministry of Finance", True),  # lenient: any telling word will do
        ("army forces", "rebel forces", False),  # "forces" tells nothing
        ("the area", "area", True),  # where all words are common, they are compared after all
        ("Al-Sha’ar", "al Shaar", True),  # a typographic apostrophe falls away
        ("São Tomé", "Sao Tome", True),  # accents
        ("Daesh", "Islamic State", True),  # listed as one body
        ("Moscow", "Russian", True),
        ("Kolm", "Brask", False),
    ],
)
def test_names_agree_by_their_telling_words(one: str, other: str, agree: bool) -> None:  # noqa: FBT001 - a column
    assert NAMES.agree(one, other) is agree
    assert NAMES.agree(other, one) is agree


@pytest.mark.parametrize(
    ("one", "other", "contain"),
    [
        ("LIMA", "the city of Lima", True),
        ("EL SALVADOR", "SAN SALVADOR", False),  # one shared word is not the name
        ("HILL FRONT GUERRILLAS", "HILL FRONT", True),
        ("THE CITY", "CITY", False),  # nothing but a kind of place names nothing
    ],
)
def test_a_name_contains_another_when_only_kinds_differ(one: str, other: str, contain: bool) -> None:  # noqa: FBT001
    assert NAMES.contain(one, other) is contain


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [((0, 10), (5, 30), 0.5), ((0, 10), (10, 20), 0.0), ((0, 100), (40, 50), 1.0), ((5, 5), (0, 10), 0.0)],
)
def test_overlap_is_a_share_of_the_shorter_span(one: tuple[int, int], other: tuple[int, int], share: float) -> None:
    assert overlap_share(one, other) == share


def test_the_pair_that_agrees_most_is_made_first_and_each_claim_once() -> None:
    gold = [scored(0, 50, place=("Kolm",)), scored(0, 50, place=("Brask",))]
    found = [scored(0, 50, place=("Brask",)), scored(0, 20, place=("Oster",))]
    assert pair(gold, found, NAMES) == [(1, 0), (0, 1)]


def test_half_of_the_shorter_span_is_enough_and_less_is_not() -> None:
    assert pair([scored(0, 10)], [scored(5, 25)], NAMES) == [(0, 0)]
    assert pair([scored(0, 10)], [scored(6, 26)], NAMES) == []


def test_each_gold_fill_needs_a_fill_of_its_own() -> None:
    gold = scored(0, 9, place=("Kolm", "Kolm harbour")).fills
    assert agreed("place", gold, scored(0, 9, place=("Kolm",)).fills, NAMES) == 1
    assert agreed("place", gold, scored(0, 9, place=("Kolm", "Kolm")).fills, NAMES) == 2


def test_a_text_by_hand() -> None:
    gold = [
        scored(0, 40, event=("shelling",), speaker=("Owen Marsk",), figure=(("killed", 9, None),), place=("Kolm",)),
        scored(50, 90, time=(("2031-05-09", "2031-05-10"),), agent=("army",)),
    ]
    found = [
        scored(2, 38, event=("shelling",), speaker=("Marsk",), figure=(("killed", 9, 9),), place=("Kolm", "Brask")),
        scored(200, 240, speaker=("nobody",)),  # pairs with nothing: all its fills are spurious
    ]
    counts = score(gold, found, NAMES)
    assert counts["claim"] == Counts(1, 2, 2)
    assert counts["event"] == Counts(1, 2, 2)
    assert counts["speaker"] == Counts(1, 1, 2)
    assert counts["figure"] == Counts(0, 1, 1)  # at least nine is not nine
    assert counts["place"] == Counts(1, 1, 2)
    assert counts["time"] == Counts(0, 1, 0)
    assert counts["agent"] == Counts(0, 1, 0)
    # event 1/2/2, status 1/2/2, speaker 1/1/2, figure 0/1/1, place 1/1/2, time 0/1/0
    assert slots(counts) == Counts(4, 8, 9)
    assert slots(counts).f1 == pytest.approx(2 * 4 / 17)


def test_a_gold_claim_and_the_same_claim_as_read_have_the_same_fills() -> None:
    gold = {
        "span": [0, 30], "event": "shelling", "status": None, "speakers": ["medics", "Radio Tolm"], "agents": ["army"],
        "targets": ["market"], "places": ["Kolm"], "time": ["2031-05-09", None],
        "figures": [{"measure": "killed", "low": 3, "high": None}, {"measure": "killed", "low": None, "high": None}],
    }  # fmt: skip
    span = (0, 30)
    read = Claim(
        id="a", report="b", span=span, quote="", channel="body", event="shelling", status="happened", said=None,
        passage=PassageRef(kind="article", label=None, at=None), by=Rule(extractor="test", rule="test"),
        speakers=(Speaker(name="medics", span=span), Speaker(name="Radio Tolm", span=span)),
        actors=(Actor(name="army", role="agent", span=span), Actor(name="market", role="target", span=span)),
        figures=(Figure(measure="killed", low=3, high=None, bound="at-least", of="people", text="3", span=span),),
        places=(Place(name="Kolm", span=span),),
        time=Moment(text="", start="2031-05-09T10:00:00Z", end=None, edtf="", precision="instant", span=span),
    )  # fmt: skip
    assert gold_claim(gold) == found_claim(read)


def test_a_time_without_ends_is_no_fill() -> None:
    gold = {"span": [0, 9], "event": "other", "speakers": [], "agents": [], "targets": [], "figures": [], "places": []}
    assert gold_claim(gold | {"time": None}).fills["time"] == ()
    assert gold_claim(gold | {"time": [None, None]}).fills["time"] == ()
