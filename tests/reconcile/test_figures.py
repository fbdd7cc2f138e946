"""Between which ends the figures of one event lie, and which figures are of the same people."""

from collections.abc import Callable

import pytest

Ranges = Callable[[list[str]], list[str]]
T = "casualty-toll, Tarsa, 6"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([f"A: {T} | killed 3 people", f"B: {T} | killed 4 people"], ["killed people 3..4"], id="envelope"),
        pytest.param([f"A: {T} | killed 50.. people"], ["killed people 50.."], id="nobody gave a high end"),
        pytest.param([f"A: {T} | killed ..30 people"], ["killed people ..30"], id="nobody gave a low end"),
        pytest.param(
            [f"A: {T} | killed 50.. people", f"B: {T} | killed 61 people"], ["killed people 50..61"], id="open and closed"),
        pytest.param(
            [f"A: {T} | killed 60.. people", f"B: {T} | killed 50 people"], ["killed people 50.."],
            id="more than 60 reaches beyond 50"),
        pytest.param(
            [f"A: {T} | killed 97 people, killed 21 children <0, killed 17 women <0"],
            ["killed children 21..21", "killed people 97..97", "killed women 17..17"], id="parts are populations, never summed"),
        pytest.param(
            [f"A: {T} | killed 97 people, killed 20 people <0"], ["killed people 97..97"], id="a part never widens the whole"),
        pytest.param(
            [f"A: {T} | strikes 130 sorties, strikes 49 strike sorties <0"],
            ["strikes sorties 130..130", "strikes strike sorties 49..49"], id="a part of the same, narrowed down"),
        pytest.param(
            [f"A: {T} | killed 50.. troops", f"B: {T} | killed 60.. fighters"],
            ["killed fighters 60..", "killed soldiers 50.."], id="troops and fighters are two"),
        pytest.param(
            [f"A: {T} | killed 6 people", f"B: {T} | killed 7 residents"], ["killed people 6..7"], id="people and residents"),
        pytest.param(
            [f"A: {T} | killed 6 militants", f"B: {T} | killed 7 gunmen"], ["killed fighters 6..7"], id="words for fighters"),
        pytest.param(
            [f"A: {T} | killed 3 deaths", f"B: {T} | killed 4 soldiers"], ["killed soldiers 3..4"],
            id="dead of whom nothing is said are those the other counts"),
        pytest.param(
            [f"A: {T} | killed 30 deaths", f"B: {T} | killed 4 soldiers"], ["killed people 30..30", "killed soldiers 4..4"],
            id="but not when they are many more"),
        pytest.param(
            [f"A: {T} | killed 6 Hill soldiers", f"B: {T} | killed 7 soldiers"], ["killed soldiers 6..7"],
            id="one army named: the soldiers are its"),
        pytest.param(
            [f"A: {T} | killed 6 Hill soldiers, killed 9 Coast soldiers"],
            ["killed Coast soldiers 9..9", "killed Hill soldiers 6..6"], id="two armies named: two populations"),
        pytest.param(
            [f"A: {T} | killed 4 people, killed 1 Colonel Adem Varo <0"], ["killed people 4..4"],
            id="a name is no population"),
        pytest.param(
            [f"A: {T} | killed 4 people", f"A: {T} said 8 | killed 6 people"], ["killed people 4..6"], id="an update widens"),
        pytest.param(
            [f"A: {T} | killed 4 people, wounded 9 people"], ["killed people 4..4", "wounded people 9..9"], id="measures"),
        pytest.param(
            ["A: casualty-toll, Tarsa, 1-9 | killed 40 people"], ["killed people, 2031-05-01 to 2031-05-09 40..40"],
            id="a total over many days names them"),
        pytest.param(
            ["A: casualty-toll, Tarsa, - said 6 | killed 40 people | 40 have died in Tarsa so far.",
             "B: casualty-toll, Tarsa, - said 6 | killed 40 people, wounded 9 people | 40 have died in Tarsa, 9 were hurt."],
            ["killed people 40..40", "killed people, so far 40..40", "wounded people 9..9"], id="so far is a total of its own"),
        pytest.param(
            ["A: displacement/ongoing, Tarsa, 6 | displaced 900 people", "B: displacement, Tarsa, 6 | displaced 400 people"],
            ["displaced people 400..400 flow", "displaced people 900..900 stock"], id="those who are displaced, those who fled"),
        pytest.param(
            ["A: displacement, Tarsa, 6 | displaced 900 people", "B: displacement, Tarsa, 6 | displaced 800 returnees"],
            ["displaced people 900..900 flow", "displaced returnees 800..800 flow"], id="those who return are others"),
        pytest.param(
            ["A: population-trapped/ongoing, Tarsa, 6 | trapped 900 people"], ["trapped people 900..900 stock"],
            id="those cut off are a stock"),
        pytest.param(
            [f"A: {T} | killed 4 people", f"Reader: {T} channel comment | killed 9 people"], ["killed people 4..4"],
            id="a reader's comment widens nothing"),
    ],
)  # fmt: skip
def test_ranges(lines: list[str], expected: list[str], ranges: Ranges) -> None:
    assert ranges(lines) == expected
