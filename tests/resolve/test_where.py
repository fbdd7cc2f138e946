"""Tests where names are put. Facts that any atlas confirms; the reports around them are invented."""

import pytest

from bench.engine import plain_report
from sayso.gazetteer.lookup import Gazetteer
from sayso.gazetteer.sphere import distance_km
from sayso.records import Resolution
from sayso.resolve.place_names import NameReader
from sayso.resolve.where import Locator
from sayso.values.place import Place, PlaceMention

LOCATOR = Locator(Gazetteer.open())


def located(text: str, *mentions: PlaceMention) -> dict[str, tuple[Place, Resolution]]:
    found = LOCATOR.locate(plain_report(text, []), mentions)
    return {mention.name: found[mention.span] for mention in mentions}


def named(text: str, *names: str) -> dict[str, tuple[Place, Resolution]]:
    return located(text, *(PlaceMention(name=name, span=(at := text.index(name), at + len(name))) for name in names))


@pytest.mark.parametrize(
    ("text", "name", "point", "precision"),
    [
        ("Syrian troops retook Palmyra.", "Palmyra", (34.6, 38.3), "city"),  # not one of a dozen American towns
        ("The mayor of Palmyra, New York, resigned.", "Palmyra", (43.1, -77.2), "city"),
        (
            "Honduran troops fought in La Paz.",
            "La Paz",
            (14.2, -87.7),
            "admin1",
        ),  # not the seat of Bolivia's government
        ("The Bolivian government met in La Paz.", "La Paz", (-16.5, -68.1), "city"),
        ("A bomb hit Tripoli, Lebanon.", "Tripoli", (34.4, 35.8), "city"),
        ("A bomb hit Tripoli, Libya.", "Tripoli", (32.9, 13.2), "city"),
        ("Syrian jets struck Homs province.", "Homs province", (34.5, 38.2), "admin1"),  # the kind that was said
        ("Syrian jets struck Homs.", "Homs", (34.7, 36.7), "city"),
        ("Syrian jets struck Khan Shaikhoun.", "Khan Shaikhoun", (35.4, 36.7), "city"),  # by its sound
        ("Fighting went on in South Sudan.", "South Sudan", (7.5, 30.0), "country"),  # no part of Sudan
        ("Syrian jets struck Palmyra district.", "Palmyra district", (34.6, 38.3), "city"),  # its town stands for it
        ("Syrian medics at Palmyra National Hospital.", "Palmyra National Hospital", (34.6, 38.3), "city"),
        ("They met in West Virginia.", "West Virginia", (38.8, -80.5), "admin1"),
        ("Ships left for the Red Sea.", "Red Sea", (20.0, 38.5), "region"),
        ("Salvadoran troops crossed into Honduran territory.", "Honduran territory", (15.0, -86.5), "country"),
    ],
)
def test_located(text: str, name: str, point: tuple[float, float], precision: str) -> None:
    names = [name, *(outer for outer in ("New York", "Lebanon", "Libya") if outer in text)]
    place, resolution = named(text, *names)[name]
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km(place.lat, place.lon, *point) < 60
    assert place.precision == precision
    assert place.id == resolution.chosen == resolution.candidates[0]
    assert resolution.reason.endswith(".")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Syrian jets struck Xaqwelm.", "Xaqwelm"),  # no such place
        ("Clashes broke out in Hale Province.", "Hale Province"),  # a town is no province
        ("Syrian troops crossed the Palmyra River.", "Palmyra River"),  # nor is it a river
        ("Syrian troops met Syrian rebels near Venersborg.", "Venersborg"),  # a small one, where the report is not
    ],
)
def test_cannot_be_located(text: str, name: str) -> None:
    place, resolution = named(text, name)[name]
    assert (place.name, place.precision, place.id, place.lat, place.radius_m) == (name, "unknown", None, None, None)
    assert resolution.chosen is None


def test_a_list_is_of_one_neighbourhood() -> None:
    text = "Syrian jets bombed Aleppo: Kallaseh, Ansari, and Bustan al-Qasr were hit."
    place, _ = named(text, "Aleppo", "Kallaseh", "Ansari", "Bustan al-Qasr")["Ansari"]
    assert distance_km(place.lat or 0, place.lon or 0, 36.2, 37.1) < 10  # Damascus has an Ansari too


def test_bare_compass_word_is_part_of_the_country_spoken_of() -> None:
    text = "Turkish soldiers died in clashes in the southeast."
    place, _ = named(text, "southeast")["southeast"]
    assert place.id == "iso:TR"
    assert place.precision == "region"
    assert place.lat is not None
    assert place.lat < 39


def test_bare_compass_word_without_a_country_stays_open() -> None:
    assert named("They fled to the southeast.", "southeast")["southeast"][0].precision == "unknown"


@pytest.mark.parametrize(
    ("mention", "said", "point", "radius_m"),
    [
        (PlaceMention(name="Homs", span=(0, 4)), "Homs", (34.72, 36.73), 10_600),
        (PlaceMention(name="Homs", span=(0, 4), relation="near"), "Homs", (34.72, 36.73), 20_600),
        (
            PlaceMention(name="Homs", span=(0, 4), relation="offset", bearing="south"),
            "south of Homs", (34.72, 36.73), 30_600,
        ),
        (
            PlaceMention(name="Homs", span=(0, 4), relation="offset", bearing="north", distance_km=30.0),
            "30 km north of Homs", (34.99, 36.73), 14_300,
        ),
        (PlaceMention(name="eastern Homs", span=(0, 12)), "eastern Homs", (34.72, 36.78), 6_360),
    ],
)  # fmt: skip
def test_extent(mention: PlaceMention, said: str, point: tuple[float, float], radius_m: int) -> None:
    place, _ = located("Syrian jets struck.", mention)[mention.name]
    assert place.name == said
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km(place.lat, place.lon, *point) < 2
    assert place.radius_m == pytest.approx(radius_m, rel=0.01)
    assert place.precision == ("city" if mention.relation == "at" and said == "Homs" else place.precision)
    assert (place.precision == "near") == (mention.relation != "at")


@pytest.mark.parametrize(
    ("name", "core", "kind", "bearing", "part"),
    [
        ("eastern Homs Province", "Homs", "admin1", 90.0, True),
        ("Lake Chad", "Chad", "lake", None, False),
        ("north and east Syria", "Syria", None, 45.0, True),
        ("central Gaza", "Gaza", None, None, True),
        ("Turkey's southeast", "Turkey", None, 135.0, True),
        ("southeast", "", None, 135.0, True),
        ("Aleppo", "Aleppo", None, None, False),
        ("city", "city", None, None, False),  # a name is never nothing but its kind
    ],
)
def test_names_are_taken_apart(name: str, core: str, kind: str | None, bearing: float | None, *, part: bool) -> None:
    parts = NameReader("en").read(name)
    assert (parts.core, parts.kind, parts.bearing, parts.part) == (core, kind, bearing, part)


def test_one_sense_in_one_report() -> None:
    text = "Tripoli was quiet. Libyan troops entered Tripoli."
    first, last = (PlaceMention(name="Tripoli", span=span) for span in ((0, 7), (41, 48)))
    found = LOCATOR.locate(plain_report(text, []), [first, last])
    assert found[first.span][0].id == found[last.span][0].id


def test_a_country_of_which_nothing_else_speaks_gives_way_to_a_place_of_its_name_at_hand() -> None:
    text = "The fire crossed from Alabama and Tennessee into Georgia, the Alabama police said."
    found = named(text, "Alabama", "Tennessee", "Georgia")
    assert found["Georgia"][0].precision == "admin1"
    text = "Armenian police crossed into Georgia; Georgian guards from Tennessee and Alabama met them."
    assert named(text, "Georgia", "Tennessee", "Alabama")["Georgia"][0].precision == "country"


def test_a_name_is_looked_for_in_the_division_whose_other_places_are_beyond_doubt() -> None:
    text = "From Boaz, Kentucky, and Bardstown they drove to Paris."
    found = named(text, "Boaz", "Kentucky", "Bardstown", "Paris")
    place = found["Paris"][0]
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km(place.lat, place.lon, 38.2, -84.3) < 30


def test_what_is_named_in_passing_tells_which_part_of_the_world_a_report_speaks_of() -> None:
    text = "Jordanian police and Syrian guards met in Palmyra, the Syrian ministry said."
    at = text.index("Palmyra")
    mention = PlaceMention(name="Palmyra", span=(at, at + 7))
    passing = PlaceMention(name="Jordanian", span=(0, 9))
    found = LOCATOR.locate(plain_report(text, []), [mention], [passing])
    assert list(found) == [mention.span]
    assert found[mention.span][0].lat == pytest.approx(34.6, abs=0.3)


@pytest.mark.parametrize(
    ("text", "name", "others", "point", "within_km"),
    [
        # the county has no town of its name: it is near the town named with it
        (
            "Tarrant County deputies met in Arlington, Texas.",
            "Tarrant County",
            ("Arlington", "Texas"),
            (32.8, -97.3),
            60,
        ),
        # a state named in the name of a party says which Hurricane it is
        ("The West Virginia Democratic Party met in Hurricane.", "Hurricane", (), (38.4, -82.0), 20),
        # a great country is meant by its name even where a village of Ohio is at hand
        ("Ohio, said Ohio's mayor, buys gas from Russia.", "Russia", ("Ohio",), (60.0, 100.0), 10),
        # what follows a county's name is in the county
        ("It was sold at the Walker County Fair in Texas.", "Walker County Fair", ("Texas",), (31.0, -99.0), 400),
    ],
)
def test_located_by_its_state(
    text: str, name: str, others: tuple[str, ...], point: tuple[float, float], within_km: float
) -> None:
    place, _ = named(text, name, *others)[name]
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km(place.lat, place.lon, *point) < within_km
