"""Walks every code scheme: each kind of ours has a row, each code is one of the scheme's, and what decides where it depends."""

from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from sayso.lexicon.load import load
from sayso.register.entry import Kind
from sayso.register.populations import PopulationWords
from sayso.schemes import SCHEMES
from sayso.schemes.scheme import Facts, scheme
from sayso.schemes.sides import sides
from sayso.values.kinds import EVENTS, STATUSES
from sayso.values.moment import Precision
from sayso.values.place import PlacePrecision

OURS = {"event": set(EVENTS), "place": set(get_args(PlacePrecision)), "time": set(get_args(Precision))}
DOCS = Path(__file__).resolve().parents[2] / "docs" / "explanations" / "codes-of-others.md"


def test_every_table_has_its_row() -> None:
    tables = {entry.name for entry in files("sayso.schemes").joinpath("tables").iterdir()}
    assert tables == {f"{name}.yaml" for name in (*SCHEMES, "sides")}


@pytest.mark.parametrize("name", SCHEMES)
def test_everything_of_ours_has_a_row_and_nothing_else(name: str) -> None:
    table = scheme(name)
    assert set(table.rows) == OURS[table.of]
    assert table.lost
    assert table.name.split()[0] in table.source


@pytest.mark.parametrize("name", SCHEMES)
def test_every_code_is_one_of_the_schemes_and_no_code_has_its_reason(name: str) -> None:
    table = scheme(name)
    for cell in (*table.statuses.values(), *(cell for row in table.rows.values() for cell in row)):
        if cell.code is None:
            assert cell.why, cell
            assert not cell.detail, cell
        else:
            assert cell.code in table.codes, cell
            assert not cell.detail or cell.detail in table.codes[cell.code], cell
            assert cell.detail or cell.why or not table.codes[cell.code] or cell.status, f"{cell}: why no detail?"


@pytest.mark.parametrize(
    ("name", "codes", "never"),
    [
        pytest.param("ucdp-violence", "123", "", id="type_of_violence"),
        pytest.param("ucdp-where", "1234567", "7", id="where_prec: waters and airspace are no precision of ours"),
        pytest.param("ucdp-date", "12345", "", id="date_prec"),
        pytest.param("acled-place", "123", "", id="geo_precision"),
        pytest.param("acled-time", "123", "", id="time_precision"),
    ],
)
def test_every_code_of_a_scheme_is_listed_and_given_by_some_row(name: str, codes: str, never: str) -> None:
    table = scheme(name)
    given = {cell.code for row in table.rows.values() for cell in row if cell.code}
    assert set(table.codes) == set(codes)
    assert given == set(codes) - set(never)


@pytest.mark.parametrize("name", SCHEMES)
def test_the_last_cell_of_a_row_always_fits_and_no_other_does(name: str) -> None:
    """Whatever is not known, there is an answer; a cell behind one that always fits could never be taken."""
    for key, row in scheme(name).rows.items():
        assert row[-1].fits(Facts()), key
        assert not [cell for cell in row[:-1] if cell.fits(Facts(status="ongoing"))], key


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("status", STATUSES)
def test_there_is_an_answer_for_every_status(name: str, status: str) -> None:
    table = scheme(name)
    for key in table.rows:
        assert table.code(key, Facts(status=status))  # type: ignore[arg-type]  # a status of the list


def test_every_kind_of_body_and_every_population_has_its_side() -> None:
    table = sides()
    kinds = [kind for members in table.kinds.values() for kind in members]
    names = [name for members in table.populations.values() for name in members]
    assert sorted(kinds) == sorted(get_args(Kind))
    assert sorted(names) == sorted(load("en", "populations", PopulationWords).populations)


@pytest.mark.parametrize("name", SCHEMES)
def test_what_a_mapping_loses_is_told(name: str) -> None:
    told = " ".join(DOCS.read_text(encoding="utf-8").split())
    assert f"`{name}`" in told
    assert [sentence for sentence in scheme(name).lost if sentence not in told] == []


@pytest.mark.parametrize(
    ("name", "key", "facts", "code", "detail"),
    [
        pytest.param("acled-event", "air-strike", Facts(), "Explosions/Remote violence", "Air/drone strike", id="by form"),
        pytest.param(
            "acled-event", "attack", Facts(agents=("armed",), targets=("civilian",)), "Violence against civilians", "Attack",
            id="an attack on civilians"),
        pytest.param(
            "acled-event", "attack", Facts(agents=("armed",), targets=("state",)), "Battles", "Armed clash",
            id="an attack on soldiers is a clash"),
        pytest.param("acled-event", "attack", Facts(agents=("armed",)), None, "", id="whom it hit is not known"),
        pytest.param(
            "acled-event", "attack", Facts(targets=("civilian", "state")), None, "", id="civilians and soldiers: not decided"),
        pytest.param(
            "acled-event", "territory-gained", Facts(agents=("armed",)), "Battles", "Non-state actor overtakes territory",
            id="an armed group takes ground"),
        pytest.param(
            "acled-event", "territory-gained", Facts(agents=("state",)), "Battles", "", id="a state does: in which country?"),
        pytest.param("acled-event", "bombing", Facts(), "Explosions/Remote violence", "", id="carried or planted: open"),
        pytest.param("acled-event", "air-strike", Facts(status="denied"), None, "", id="denied"),
        pytest.param(
            "acled-event", "ceasefire", Facts(status="announced"), "Strategic developments", "Agreement", id="truce announced"),
        pytest.param("acled-event", "ceasefire", Facts(status="violated"), None, "", id="truce broken: the fighting is coded"),
        pytest.param("plover-event", "ceasefire", Facts(status="announced"), "CONCEDE", "", id="declared, not yet kept"),
        pytest.param("plover-event", "ceasefire", Facts(status="ongoing"), "RETREAT", "ceasefire", id="kept"),
        pytest.param("plover-event", "ceasefire", Facts(status="rejected"), "REJECT", "yield", id="turned down"),
        pytest.param("plover-event", "shelling", Facts(status="planned"), "THREATEN", "violence", id="a threat"),
        pytest.param("plover-event", "aid", Facts(status="blocked"), "COERCE", "withhold", id="aid kept back"),
        pytest.param("plover-event", "displacement", Facts(), None, "", id="flight is nobody's act"),
        pytest.param("ucdp-violence", "shelling", Facts(agents=("state",), targets=("armed",)), "1", "", id="state v. rebels"),
        pytest.param("ucdp-violence", "attack", Facts(agents=("armed",), targets=("state",)), "1", "", id="rebels v. state"),
        pytest.param("ucdp-violence", "attack", Facts(agents=("armed",), targets=("armed",)), "2", "", id="two groups"),
        pytest.param("ucdp-violence", "attack", Facts(agents=("state",), targets=("civilian",)), "3", "", id="civilians"),
        pytest.param("ucdp-violence", "armed-clash", Facts(agents=("state", "armed")), "1", "", id="both sides act"),
        pytest.param("ucdp-violence", "armed-clash", Facts(agents=("state",)), "1", "", id="a state fights somebody armed"),
        pytest.param("ucdp-violence", "armed-clash", Facts(agents=("armed",)), None, "", id="a group fights whom?"),
        pytest.param("ucdp-violence", "armed-clash", Facts(agents=("armed", "armed")), "2", "", id="two groups fight"),
        pytest.param("ucdp-violence", "armed-clash", Facts(agents=("state", "armed"), described=True), None, "", id="militants"),
        pytest.param(
            "ucdp-violence", "attack", Facts(agents=("armed",), targets=("civilian",), described=True), None, "",
            id="gunmen against civilians"),
        pytest.param("ucdp-violence", "attack", Facts(agents=("state",), targets=("state",)), "1", "", id="two states"),
        pytest.param("ucdp-violence", "shelling", Facts(), None, "", id="by nobody named"),
        pytest.param("ucdp-violence", "displacement", Facts(), None, "", id="no death"),
        pytest.param("acled-place", "admin2", Facts(), "2", "", id="a district"),
        pytest.param("acled-place", "country", Facts(), None, "", id="a whole country"),
        pytest.param("acled-time", "weekend", Facts(days=2), "2", "", id="a weekend is in a week"),
        pytest.param("acled-time", "year", Facts(days=365), None, "", id="a year"),
        pytest.param("ucdp-where", "near", Facts(radius_km=12.0), "2", "", id="near a town"),
        pytest.param("ucdp-where", "near", Facts(radius_km=60.0), "5", "", id="far around a town"),
        pytest.param("ucdp-where", "admin1", Facts(), "4", "", id="a province"),
        pytest.param("ucdp-where", "unknown", Facts(), None, "", id="no point"),
        pytest.param("ucdp-date", "day", Facts(days=1), "1", "", id="a day"),
        pytest.param("ucdp-date", "weekend", Facts(days=2), "2", "", id="a weekend"),
        pytest.param("ucdp-date", "week", Facts(days=7), "3", "", id="a week"),
        pytest.param("ucdp-date", "month", Facts(days=31), "4", "", id="a month"),
        pytest.param("ucdp-date", "range", Facts(days=90), "5", "", id="three months"),
        pytest.param("ucdp-date", "range", Facts(), None, "", id="an open end"),
        pytest.param("ucdp-date", "range", Facts(days=6), "2", "", id="six days are no week"),
        pytest.param("ucdp-date", "range", Facts(days=8), "4", "", id="more than a week is a month"),
        pytest.param("ucdp-date", "range", Facts(days=32), "5", "", id="more than a month is a year"),
        pytest.param("ucdp-date", "range", Facts(days=366), "5", "", id="a leap year"),
        pytest.param("ucdp-date", "range", Facts(days=367), None, "", id="more than a year"),
        pytest.param("ucdp-where", "exact", Facts(), "1", "", id="a point"),
        pytest.param("ucdp-where", "city", Facts(), "1", "", id="a town"),
        pytest.param("ucdp-where", "near", Facts(radius_km=25.0), "2", "", id="25 km around a town"),
        pytest.param("ucdp-where", "admin2", Facts(), "3", "", id="a district of a province"),
        pytest.param("ucdp-where", "region", Facts(), "5", "", id="a valley"),
        pytest.param("ucdp-where", "country", Facts(), "6", "", id="a whole country, which UCDP takes"),
        pytest.param("ucdp-date", "decade", Facts(days=3652), None, "", id="a decade"),
    ],
)  # fmt: skip
def test_codes(name: str, key: str, facts: Facts, code: str | None, detail: str) -> None:
    cell = scheme(name).code(key, facts)
    assert (cell.code, cell.detail) == (code, detail)
