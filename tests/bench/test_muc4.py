"""Keys of incidents read as sets of fills, and claims counted against them."""

from datetime import date
from typing import Any

import pytest

from bench import muc4_keys as keys
from bench.claim_score import Names
from bench.muc4 import match
from bench.muc4_keys import Wanted
from bench.outcome import Counts


def template(**slots: list[str]) -> dict[str, Any]:
    names = {
        "date": "INCIDENT: DATE", "location": "INCIDENT: LOCATION", "group": "PERP: ORGANIZATION ID",
        "person": "PERP: INDIVIDUAL ID", "number": "HUM TGT: NUMBER", "effect": "HUM TGT: EFFECT OF INCIDENT",
        "total": "HUM TGT: TOTAL NUMBER",
    }  # fmt: skip
    return {name: slots.get(short, ["-"]) for short, name in names.items()}


@pytest.mark.parametrize(
    ("number", "effect", "required", "optional"),
    [
        (['3: "MINERS"'], ['DEATH: "MINERS"'], {(3,)}, set()),
        (['3: "MINERS"'], ['INJURY: "MINERS"'], set(), set()),
        (['3: "MINERS"'], ['NO INJURY OR DEATH: "MINERS"'], set(), set()),
        (
            ['3: "MINERS"', '2: "COOKS"'],
            ['DEATH: "MINERS"', 'DEATH: "COOKS"'],
            {(3,), (2,)},
            {(5,)},
        ),  # a text may add up
        (['3 / 4: "MINERS"'], ['DEATH: "MINERS"'], {(3, 4)}, set()),  # either number will do
        (['? 3: "MINERS"'], ['DEATH: "MINERS"'], set(), {(3,)}),  # need not be given
        (['3: "MINERS"'], ['? DEATH: "MINERS"'], set(), {(3,)}),
        (['3: "MINERS"'], ['INJURY / DEATH: "MINERS"'], set(), {(3,)}),  # the annotators were not sure
        (['PLURAL: "MINERS"'], ['DEATH: "MINERS"'], set(), set()),  # no number to be found
        (['~20: "MINERS" / "MEN"'], ['DEATH: "MEN" / "MINERS"'], {(20,)}, set()),
    ],
)
def test_numbers_are_those_of_targets_that_suffered_the_effect(
    number: list[str], effect: list[str], required: set[tuple[int, ...]], optional: set[tuple[int, ...]]
) -> None:
    found = keys.numbers([template(number=number, effect=effect)], "DEATH")
    assert {fill.ways for fill in found if fill.required} == required
    assert {fill.ways for fill in found if not fill.required} == optional


@pytest.mark.parametrize(
    ("location", "required", "optional"),
    [
        ("TARVIA", {("TARVIA",)}, set()),
        ("TARVIA: LERRICK (CITY)", {("LERRICK",)}, {("TARVIA",)}),
        ("TARVIA: SELM (DEPARTMENT): LERRICK (CITY / TOWN)", {("LERRICK",)}, {("TARVIA",), ("SELM",)}),
        ("TARVIA: LERRICK (CITY) - TOLM (TOWN)", {("LERRICK", "TOLM")}, {("TARVIA",)}),  # between the two
        ("(TARVIA: LERRICK (CITY)) / (TARVIA)", {("LERRICK", "TARVIA")}, {("TARVIA",)}),
        ("? TARVIA", set(), {("TARVIA",)}),
        ("-", set(), set()),
    ],
)
def test_the_narrowest_place_is_asked_for(
    location: str, required: set[tuple[str, ...]], optional: set[tuple[str, ...]]
) -> None:
    found = keys.places([template(location=[location])])
    assert {fill.ways for fill in found if fill.required} == required
    assert {fill.ways for fill in found if not fill.required} == optional


@pytest.mark.parametrize(
    ("written", "required", "given", "meets"),
    [
        ("03 JUN 89", True, ("1989-06-03", "1989-06-03"), True),
        ("03 JUN 89", True, ("1989-06-02", "1989-06-03"), True),  # a day longer than wanted
        ("03 JUN 89", True, ("1989-06-01", "1989-06-07"), False),  # a week is not a day
        ("02 JUN 89 - 04 JUN 89", True, ("1989-06-03", "1989-06-03"), True),
        ("- 03 JUN 89", False, ("1989-05-01", "1989-05-31"), True),  # some day before: need not be given
        ("- 03 JUN 89", False, ("1989-06-04", "1989-06-04"), False),
        ("(03 JUN 89) / (- 03 JUN 89)", False, ("1989-01-01", "1989-01-01"), True),
    ],
)
def test_days_meet(written: str, required: bool, given: tuple[str, str], meets: bool) -> None:  # noqa: FBT001 - columns
    (fill,) = keys.dates([template(date=[written])])
    assert fill.required is required
    assert fill.meets((date.fromisoformat(given[0]), date.fromisoformat(given[1])), keys.same_days) is meets


def test_single_perpetrators_may_be_given_but_need_not() -> None:
    found = keys.groups([template(group=['"HILL FRONT" / "HF"'], person=['"GUNMEN"']), template(group=['? "POLICE"'])])
    assert [(fill.ways, fill.required) for fill in found] == [
        (("HILL FRONT", "HF"), True), (("GUNMEN",), False), (("POLICE",), False),
    ]  # fmt: skip


def test_what_matches_only_an_optional_fill_is_neither_right_nor_wrong() -> None:
    wanted = [Wanted(("LERRICK",)), Wanted(("KOLM",)), Wanted(("TARVIA",), required=False)]
    given = ["city of Lerrick", "Lerrick", "Tarvia", "Brask"]
    assert match(wanted, given, Names().contain) == Counts(1, 2, 2)
