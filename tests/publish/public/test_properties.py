"""Whatever the policy, the moment and the numbers: no point finer than the grid, and no withheld value in any string."""

import math
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.gazetteer.lookup import Gazetteer
from sayso.gazetteer.sphere import distance_km
from sayso.publish.public.gate import gate
from sayso.publish.public.places import Grid, Places
from sayso.publish.public.policy import Policy
from sayso.publish.public.projection import project
from sayso.values.place import Place
from tests.publish.public.conftest import SOON, material_of, written

LATS = st.floats(-90, 90, allow_nan=False)
LONS = st.floats(-180, 180, allow_nan=False)
KM = st.floats(1, 200)
PLACES = Places(Gazetteer.open(), Grid(1))


@given(LATS, LONS, KM)
def test_a_point_lies_on_the_grid_and_stays_there(lat: float, lon: float, km: float) -> None:
    grid = Grid(km)
    there = grid.at(lat, lon)
    assert there == (round(there[0], 2), round(there[1], 2))
    assert grid.at(*there) == there


@given(st.floats(-85, 85), st.floats(-179, 179), KM)
def test_crossings_lie_at_least_the_width_of_the_grid_apart(lat: float, lon: float, km: float) -> None:
    grid = Grid(km)
    row, column = grid.at(lat, lon)
    seen = {grid.at(row + up / 100, column + right / 100) for up in (-1, 0, 1) for right in (-1, 0, 1)} - {
        (row, column)
    }
    assert all(distance_km(row, column, *other) >= km * 0.98 for other in seen)


@given(st.floats(-85, 85), st.floats(-179, 179), KM, st.integers(0, 50_000))
def test_the_radius_that_goes_out_still_reaches_the_point(lat: float, lon: float, km: float, radius: int) -> None:
    places = Places(PLACES._gazetteer, Grid(km))  # noqa: SLF001 - the same gazetteer
    out = places.public(Place(name="SAMPLE", lat=lat, lon=lon, radius_m=radius, precision="exact", span=(0, 1)))
    assert out.lat is not None
    assert out.lon is not None
    assert out.precision != "exact"
    assert out.radius_m is not None
    assert distance_km(lat, lon, out.lat, out.lon) * 1000 + radius <= out.radius_m + 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=st.floats(0, 10_000),
    km=KM,
    after=st.integers(-1_000, 20_000),
    lat=st.integers(300_001, 379_999).filter(lambda n: n % 10),
    lon=st.integers(350_001, 429_999).filter(lambda n: n % 10),
    unreviewed=st.sampled_from(["mark", "stop", "hold"]),
)
def test_no_withheld_value_stands_in_any_string(  # noqa: PLR0917 - what is drawn
    make: type, hours: float, km: float, after: int, lat: int, lon: int, unreviewed: str
) -> None:
    text = "Marta Oll, a fishmonger, said shells hit the Quay Hospital at 36.20213, 37.13426 and killed JON MARL and six others."
    made = make(text, source="/home/desk/hush.txt")
    point = lat / 1e4, lon / 1e4
    place = Place(name="Brackwater", lat=point[0], lon=point[1], radius_m=700, precision="exact", span=(0, 1))
    claim = msgspec.structs.replace(
        made.claim(text, event="shelling", says="Marta Oll", day="2031-05-14"), places=(place,)
    )
    policy = Policy(delay_hours=hours, grid_km=km, unreviewed=unreviewed)  # type: ignore[arg-type]  # one of the three
    now = SOON + timedelta(hours=after)
    material = material_of(made, claim)
    projected = project(material, policy, now=now)
    out = written(projected)
    lower = out.lower()
    private = [
        "oll",
        "marl",
        "36.20213",
        "37.13426",
        str(point[0]),
        str(point[1]),
        "hush",
        claim.id,
        made.report.capture.id,
    ]
    assert [value for value in private if value in lower.replace("collected", "").replace("follow", "")] == []
    young = now < datetime(2031, 5, 14, 9, 30, tzinfo=UTC) + timedelta(hours=hours)
    assert not (young and ("quay" in lower or "brackwater" in lower))
    assert {stop.code for stop in gate(projected, material, policy, now=now)} <= {"unreviewed"}


def test_the_same_material_gives_the_same_bytes_whatever_the_order(make: type) -> None:
    quotes = ["Three stokers died.", "Two cooks were hurt.", "The mill burnt down.", "Nobody was seen."]
    made = make(" ".join(quotes))
    claims = [made.claim(quote, said=None if n % 2 else "2031-05-14T09:30:00Z") for n, quote in enumerate(quotes)]
    one = project(material_of(made, *claims), now=SOON)
    two = project(material_of(made, *claims[::-1]), now=SOON)
    assert written(one) == written(two)


def test_the_cell_is_at_least_a_kilometre_wide_wherever_it_lies() -> None:
    for lat in range(-89, 90):
        step = Grid(1)._across(lat * 100) / 100  # noqa: SLF001 - what is asked
        assert step * 111.32 * math.cos(math.radians(lat)) >= 1.0
