"""What counts as a disagreement, of which kind, and in which neutral words it is told."""

from collections.abc import Callable

import pytest

from sayso.records import Incident

Events = Callable[..., tuple[Incident, ...]]
T = "casualty-toll, Tarsa, 6"


def disputes(events: tuple[Incident, ...]) -> list[str]:
    return [
        f"{dispute.kind} {''.join(dispute.claims)}: {dispute.sentence}"
        for event in events
        for dispute in event.disputes
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [f"Ministry: {T} | killed 3 people", f"Team: {T} | killed 4 people"],
            "figure ab: People killed: Ministry gave 3; Team gave 4.", id="two exact figures"),
        pytest.param(
            [f"Ministry: {T} | killed 9 people", f"Team: {T} | killed 14.. people"],
            "figure ab: People killed: Ministry gave 9; Team gave at least 14.", id="an open figure beyond a closed one"),
        pytest.param(
            ["Hill Press: territory-gained, Tarsa, 6 by Hill Brigade", "media > Site: armed-clash, Tarsa, 6 | | It was repelled."],
            "outcome ab: Hill Press said that ground was taken; media, cited by Site said that the attack was repelled.",
            id="taken or repelled"),
        pytest.param(
            ["Coast: ceasefire/announced, Tarsa, 6", "Governor: ceasefire/rejected, Tarsa, 6"],
            "outcome ab: Coast announced a truce; Governor rejected a truce.", id="a truce announced and rejected"),
        pytest.param(
            ["Coast: ceasefire/ongoing, Tarsa, 6", "Hill: ceasefire/violated, Tarsa, 6"],
            "outcome ab: Coast said that there is a truce; Hill said that a truce was broken.", id="a truce kept and broken"),
        pytest.param(
            ["Mayor: territory-held, Tarsa, 6 by Hill Brigade", "Radio: territory-held, Tarsa, 6 by Coast Army"],
            "outcome ab: Mayor said that it is held by Hill Brigade; Radio said that it is held by Coast Army.", id="who holds it"),
        pytest.param(
            ["Agency: aid, Tarsa, 6", "Mayor: aid/blocked, Tarsa, 6"],
            "outcome ab: Agency said that there was aid; Mayor said that aid was blocked.", id="aid let in or blocked"),
        pytest.param(
            ["Mayor: air-strike, Tarsa, 6", "Coast Army: air-strike/denied, Tarsa, 6"],
            "denial ab: Mayor said that there was an air strike; Coast Army denied an air strike.", id="denied"),
        pytest.param(
            [f"Mayor: {T} | killed 3 people", "Coast Army: casualty-toll/denied, Tarsa, 6"],
            "denial ab: Mayor said that there was loss of life or injury; Coast Army said that nobody was killed or hurt.",
            id="no casualties"),
        pytest.param(
            ["Mayor: shelling, Tarsa, 6 by Hill Brigade", "Radio: shelling, Tarsa, 6 by Coast Army"],
            "actor ab: Mayor said that it was done by Hill Brigade; Radio said that it was done by Coast Army.", id="who did it"),
        pytest.param(
            ["Mayor: shelling, Tarsa, 6 by Hill Brigade | killed 14 people, killed 1 Adem Varo",
             "Radio: shelling, Beled, 6 by Hill Brigade | killed 14 people, killed 1 Adem Varo"],
            "place ab: Mayor put it at Tarsa; Radio put it at Beled.", id="where, of one named victim"),
        pytest.param(
            ["Mayor: shelling, Tarsa, 6 by Hill Brigade | killed 14 people",
             "Radio: shelling, Tarsa, 7 by Hill Brigade | killed 14 people"],
            "time ab: Mayor dated it to 2031-05-06; Radio dated it to 2031-05-07.", id="when, of one and the same toll"),
        pytest.param(
            [f"terrorist press: {T} | killed 3 people", f"Team: {T} | killed 4 people"],
            "figure ab: People killed: “terrorist press” gave 3; Team gave 4.", id="a name that takes a side is quoted"),
        pytest.param(
            [f": {T} | killed 3 people", f"Team: {T} | killed 4 people"],
            "figure ab: People killed: the report of 2031-05-06 gave 3; Team gave 4.", id="the report itself"),
    ],
)  # fmt: skip
def test_a_dispute_is_named_and_told(lines: list[str], expected: str, events: Events) -> None:
    assert disputes(events(*lines)) == [expected]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([f"A: {T} | killed 50.. people", f"B: {T} | killed 61 people"], id="more than 50 and 61"),
        pytest.param([f"A: {T} | killed ~50 people", f"B: {T} | killed 52 people"], id="about 50 and 52"),
        pytest.param([f"A: {T} | killed 50.. troops", f"B: {T} | killed 60.. fighters"], id="two populations"),
        pytest.param(
            ["A: territory-held, Tarsa, 6 by Hill Brigade", "B: territory-held, Tarsa, 6 by gunmen"], id="descriptions hold no ground"),
        pytest.param([f"A: {T} | killed 3 people", f"A: {T} said 8 | killed 5 people"], id="one speaker's update"),
        pytest.param([f"A: {T} | killed 3 people", f"B: {T} said 8 | killed 5 people"], id="a toll that rose from day to day"),
        pytest.param(
            [f"A: {T} | killed 9 people, killed 3 children <0", f"B: {T} | killed 9 people, killed 4 women <0"], id="two parts"),
        pytest.param([f"A: {T} | killed 3 people", f"Reader: {T} channel comment | killed 5 people"], id="a reader's comment"),
        pytest.param(["A: ceasefire/proposed, Tarsa, 6", "B: ceasefire/rejected, Tarsa, 6"], id="a proposal turned down"),
        pytest.param(
            ["A: territory-gained, Tarsa, 6 by Hill Brigade", "B: armed-clash, Tarsa, 6 by Hill Brigade | | It was repelled."],
            id="one side repelled an attack and took ground"),
        pytest.param(["A: armed-clash, Tarsa, 6 by Hill Brigade", "B: armed-clash, Tarsa, 6 by Coast Army"], id="both sides fight"),
        pytest.param(["A: attack, Tarsa, 6 by gunmen", "B: attack, Tarsa, 6 by militants"], id="descriptions are no names"),
        pytest.param(["A: shelling, Mill Quarter, 6", "B: shelling, Tarsa, 6"], id="a quarter and its town"),
    ],
)  # fmt: skip
def test_what_is_no_dispute(lines: list[str], events: Events) -> None:
    found = events(*lines)
    assert len(found) == 1
    assert disputes(found) == []


def test_where_it_is_disputed_who_won_the_event_is_fighting(events: Events) -> None:
    (event,) = events("A: territory-gained, Tarsa, 6", "B: armed-clash, Tarsa, 6 | | The assault was repelled.")
    assert event.kind == "armed-clash"


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        pytest.param(
            ["A: shelling, Tarsa, 6", "B: shelling/denied, Tarsa, 6"], "happened", id="no verdict for the denial"
        ),
        pytest.param(["B: shelling/denied, Tarsa, 6"], "denied", id="all deny"),
    ],
)
def test_status(lines: list[str], status: str, events: Events) -> None:
    (event,) = events(*lines)
    assert event.status == status
