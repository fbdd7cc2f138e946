"""Eight traps that a page of conflict reporting sets, on a page of ours that holds them all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.intake import Reading
from sayso.pipeline import Pipeline
from sayso.records import Claim
from sayso.settings import Settings

PAGE = Path(__file__).parent / "traps" / "strait-live.txt"
PUBLISHED = "2031-09-18"  # a Thursday

Find = Callable[[str], Claim]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Pipeline(Settings(comments=True)).read(PAGE, published=PUBLISHED)


@pytest.fixture(scope="module")
def find(reading: Reading) -> Find:
    """Return the one claim whose quote holds some words; of several, the one with the shortest quote."""

    def found(words: str) -> Claim:
        holding = [claim for claim in reading.claims if words in claim.quote]
        assert holding, f"no claim quotes {words!r}"
        return min(holding, key=lambda claim: len(claim.quote))

    return found


def days(claim: Claim) -> tuple[str | None, str | None] | None:
    return (claim.time.start, claim.time.end) if claim.time else None


def told(claim: Claim) -> list[tuple[str, float | None, float | None]]:
    return [(figure.measure, figure.low, figure.high) for figure in claim.figures]


def speakers(claim: Claim) -> str:
    return " | ".join(speaker.name for speaker in claim.speakers)


@pytest.mark.parametrize(
    ("words", "said", "happened"),
    [
        ("has announced a truce", "2031-09-18T17:45:00Z", ("2031-09-18", "2031-09-18")),  # dated by its update
        ("another captain", "2031-09-18T15:10:00Z", ("2031-09-13", "2031-09-14")),  # last weekend, told on Thursday
        ("recorded 46 people killed", "2031-09-18T09:20:00Z", ("2031-09-17", "2031-09-17")),  # told a day later
        ("proposed a pause of four days", "2031-09-18", ("2031-09-16", "2031-09-16")),  # the entry has no clock time
    ],
)
def test_trap_1_every_update_is_dated_and_a_weekday_is_set_against_it(
    find: Find, words: str, said: str, happened: tuple[str, str]
) -> None:
    claim = find(words)
    assert claim.said == said
    assert days(claim) == happened


def test_trap_2_parts_are_marked_as_parts_and_never_summed(find: Find, reading: Reading) -> None:
    whole, *parts = find("72 dead in all of Sudmark").figures
    assert (whole.low, whole.high) == (72, 72)
    assert [(part.low, part.of, part.part_of) for part in parts] == [(14, "children", 0), (9, "women", 0)]
    events = Pipeline(Settings()).events(reading.claims)
    killed = [range_ for event in events for range_ in event.figures if range_.measure == "killed"]
    assert max(range_.high or 0 for range_ in killed) == 72


def test_trap_3_two_tolls_of_one_happening_keep_their_speakers(find: Find, reading: Reading) -> None:
    confirmed, counted = find("has confirmed three dead"), find("counts four sailors killed")
    assert ("Navy Ministry" in speakers(confirmed), told(confirmed)[0]) == (True, ("killed", 3, 3))
    assert ("Strait Evidence Group" in speakers(counted), told(counted)[0]) == (True, ("killed", 4, 4))
    events = [e for e in Pipeline(Settings()).events(reading.claims) if confirmed.id in {c.id for c in e.claims}]
    assert [counted.id in {claim.id for claim in event.claims} for event in events] == [True]
    assert (3, 4) in {(figure.low, figure.high) for figure in events[0].figures if figure.measure == "killed"}


def test_trap_4_two_outcomes_with_different_victims_are_not_one_toll(find: Find) -> None:
    taken, losses = find("taken four checkpoints"), find("more than 30 soldiers were killed")
    repelled, others = find("the assault was repelled"), find("lost more than 45 fighters")
    assert (taken.event, speakers(taken)) == ("territory-gained", "Coast Brigades")
    assert (speakers(losses).split(" | ")[0], told(losses)) == ("Beacon", [("killed", 30, None)])
    assert losses.figures[0].of == "soldiers"
    assert (repelled.event, speakers(repelled)) == ("armed-clash", "local media | pro-army website")
    assert (others.figures[0].low, others.figures[0].of) == (45, "fighters")
    assert ("vehicles-destroyed", 6, 6) in told(others)


@pytest.mark.parametrize(
    ("words", "figure", "bound"),
    [
        ("22,000 people have fled", ("displaced", 22000, 22000), "about"),
        ("More than 80,000 are thought", ("trapped", 80000, None), "at-least"),
    ],
)
def test_trap_5_an_estimate_of_nobody_stays_nobodys_and_keeps_its_bound(
    find: Find, words: str, figure: tuple[str, float, float | None], bound: str
) -> None:
    claim = find(words)
    assert claim.speakers == ()
    assert told(claim) == [figure]
    assert claim.figures[0].bound == bound


@pytest.mark.parametrize(
    ("words", "who", "status"),
    [
        ("has announced a truce", "Edda Storm", "announced"),
        ("has rejected a truce", "Magnus Thole", "rejected"),
        ("proposed a pause", "port council", "proposed"),
        ("There will be no ceasefire", "Magnus Thole", "rejected"),
    ],
)
def test_trap_6_a_truce_announced_and_a_truce_rejected_are_two_positions(
    find: Find, words: str, who: str, status: str
) -> None:
    claim = find(words)
    assert (claim.event, claim.status) == ("ceasefire", status)
    assert who in {*speakers(claim).split(" | "), *(actor.name for actor in claim.actors)}


@pytest.mark.parametrize(
    "words",
    [
        "if the rebels had taken 85% of Hask in a week",  # a hypothetical
        "The rebels should slip out at night in small groups",  # advice on how to fight
        "mine the coast road behind the column",
        "raid the depots near Hask",
        "If they had kept 85% of the port",
        "Does anybody have the map",
    ],
)
def test_trap_7_what_readers_suppose_and_advise_is_no_claim(reading: Reading, words: str) -> None:
    at = reading.report.text.index(words)
    assert not [c.quote for c in reading.claims if c.span[0] < at + len(words) and at < c.span[1]]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("halted its advance in Vessby on Thursday", "Edda Storm | Harbour Wire"),  # a pasted article
        ("about 6,000 people had left", "Edda Storm | Harbour Wire"),
        ("at least 2 tanks destroyed", "StraitWatch"),  # a pasted post
    ],
)
def test_trap_7_what_readers_pasted_is_somebody_elses_claim(find: Find, words: str, who: str) -> None:
    claim = find(words)
    assert claim.channel in {"comment", "quoted"}
    assert speakers(claim) == who


def test_trap_7_readers_are_not_heard_unless_asked_for() -> None:
    reading = Pipeline(Settings()).read(PAGE, published=PUBLISHED)
    assert not [claim.quote for claim in reading.claims if claim.channel == "comment"]


def test_trap_8_an_anonymous_resident_stays_anonymous(find: Find, reading: Reading) -> None:
    for words in ("The guns never stop", "people were drinking"):
        claim = find(words)
        assert [speaker.name.removeprefix("a ") for speaker in claim.speakers] == ["resident"]
        assert claim.speakers[0].id is None
    named = [claim.quote for claim in reading.claims if "Lena Ost" in speakers(claim)]
    assert all("guns" not in quote and "fountain" not in quote for quote in named)
