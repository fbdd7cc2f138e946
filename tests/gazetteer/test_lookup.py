"""Tests look-ups in the compiled gazetteer: facts that any atlas confirms."""

from pathlib import Path

import pytest

from sayso.errors import DataFileError
from sayso.gazetteer.lookup import Gazetteer
from sayso.gazetteer.sphere import distance_km, moved


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "kind", "country", "point"),
    [
        ("Aleppo", "city", "SY", (36.2, 37.2)),  # its English name
        ("Palmyra", "city", "SY", (34.6, 38.3)),  # an alias: the entry is called Tadmur
        ("al-Qamishly", "city", "SY", (37.1, 41.2)),  # found by its sound
        ("Khan Younis", "city", "PS", (31.3, 34.3)),  # our own table lends a spelling
        ("Hakkari", "admin1", "TR", (37.5, 44.0)),  # a province by a town in it
        ("West Virginia", "admin1", "US", (38.8, -80.5)),  # not around the largest Charleston
        ("Sulu", "admin1", "PH", (6.0, 121.0)),  # a part of what GeoNames has as one division
        ("Kurram Agency", "admin2", "PK", (33.7, 70.2)),  # our own table
        ("Gulf of Aden", "sea", "", (12.0, 47.5)),  # no country
        ("Syria", "country", "SY", (35.0, 38.0)),
        ("Britain", "country", "GB", (54.0, -2.0)),  # another name of a country
        ("Ky.", "admin1", "US", (37.8, -85.5)),  # a state's abbreviation
    ],
)
def test_candidates(gazetteer: Gazetteer, name: str, kind: str, country: str, point: tuple[float, float]) -> None:
    near = [
        place for place in gazetteer.candidates(name)
        if (place.kind, place.country) == (kind, country) and distance_km(place.lat, place.lon, *point) < 120
    ]  # fmt: skip
    assert near


def test_own_names_come_before_those_that_sound_alike(gazetteer: Gazetteer) -> None:
    exact = [place.exact for place in gazetteer.candidates("Homs")]
    assert exact == sorted(exact, reverse=True)
    assert exact[0]


def test_known_is_largest_first(gazetteer: Gazetteer) -> None:
    people = [place.population for place in gazetteer.known("Paris")]
    assert people == sorted(people, reverse=True)
    assert len(people) > 5


@pytest.mark.parametrize("name", ["", "x", "Xqwzvk Plomtrb", "’", "ab"])
def test_nothing_of_that_name(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == ()


@pytest.mark.parametrize(
    ("word", "country"), [("Syrian", "SY"), ("SALVADORANS", "SV"), ("dutch", "NL"), ("Ruritanian", None)]
)
def test_demonym(gazetteer: Gazetteer, word: str, country: str | None) -> None:
    assert gazetteer.demonym(word) == country


def test_country_by_code(gazetteer: Gazetteer) -> None:
    lebanon = gazetteer.country("LB")
    assert lebanon is not None
    assert lebanon.name == "Lebanon"
    assert gazetteer.country("ZZ") is None


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="is missing"):
        Gazetteer.open(tmp_path / "places.sqlite")


def test_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(DataFileError, match="cannot be used"):
        Gazetteer.open(path).known("Aleppo")


@pytest.mark.parametrize(
    ("bearing", "km", "lat", "lon"),
    [(0, 111.2, 11.0, 20.0), (90, 109.5, 10.0, 21.0), (180, 111.2, 9.0, 20.0)],  # a degree is about 111 km
)
def test_moved(bearing: float, km: float, lat: float, lon: float) -> None:
    there = moved(10.0, 20.0, bearing, km)
    assert distance_km(*there, lat, lon) < 1
    assert distance_km(10.0, 20.0, *there) == pytest.approx(km, rel=0.01)
