"""Maps, timelines and ladders as geometry: nothing finer than the record has it, nothing on anything else, ranges as ranges."""

import math
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.publish.public.record import PublicEvent, PublicPlace, PublicTime
from sayso.publish.site import outlines
from sayso.publish.site.labels import box_of, placed
from sayso.publish.site.ladder import WIDTH, ladder
from sayso.publish.site.map_drawing import atlas
from sayso.publish.site.timeline import timeline
from tests.publish.public import made

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SQUARE = outlines.read(
    b'{"type": "Feature", "properties": {"name": "Square"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[9,0],[9,9],[0,9],[0,0]]]}}'
)


def _at(number: int, lat: float, lon: float, *, radius_m: int = 5000) -> PublicEvent:
    place = PublicPlace(name=f"Place {number}", id=str(number), lat=lat, lon=lon, precision="city", radius_m=radius_m)
    return made.event(number, places=(place,))


def _when(number: int, start: str | None, end: str | None) -> PublicEvent:
    time = PublicTime(words="then", edtf="", start=start, end=end, precision="range")
    return made.event(number, time=None if start is None and end is None else time)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"precision": "admin1"}, "known only as a wider area"),
        ({"precision": "country"}, "known only as a wider area"),
        ({"precision": "region"}, "known only as a wider area"),
        ({"precision": "unknown"}, "no point is given"),
        ({"lat": None}, "no point is given"),
    ],
)
def test_what_is_no_point_is_not_drawn_and_stands_in_the_table(more: dict[str, object], says: str) -> None:
    event = _at(1, 4.0, 4.0)
    event = msgspec.structs.replace(event, places=(msgspec.structs.replace(event.places[0], **more),))
    found = atlas([event], SQUARE)
    assert found.wide is None
    assert [spot.why_not for spot in found.spots] == [says]


def test_a_place_far_from_all_others_is_left_out_of_the_map_and_said_to_be() -> None:
    found = atlas([_at(1, 4.0, 4.0), _at(2, 4.2, 4.4), _at(3, 50.0, 100.0)], SQUARE)
    assert found.wide is not None
    assert [spot.place.name for spot in found.wide.spots] == ["Place 1", "Place 2"]
    assert [spot.place.name for spot in found.spots if spot.why_not == "far from the others"] == ["Place 3"]


def test_a_circle_is_as_wide_as_the_place_may_reach() -> None:
    """A degree of latitude is 111.32 km: 55.66 km are half of what lies between two points a degree apart."""
    found = atlas([_at(1, 4.0, 4.0, radius_m=55_660), _at(2, 5.0, 4.0)], SQUARE).wide
    assert found is not None
    first, second = found.spots
    assert first.r == pytest.approx(abs((first.y or 0) - (second.y or 0)) / 2, abs=0.2)


def test_lengths_are_right_in_both_directions() -> None:
    found = atlas([_at(1, 60.0, 4.0), _at(2, 61.0, 4.0), _at(3, 60.0, 5.0)], SQUARE).wide
    assert found is not None
    at = {spot.place.name: spot for spot in found.spots}
    north = abs((at["Place 1"].y or 0) - (at["Place 2"].y or 0))
    east = abs((at["Place 1"].x or 0) - (at["Place 3"].x or 0))
    assert east / north == pytest.approx(math.cos(math.radians(60.5)), abs=0.01)


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(3, 40), st.text(min_size=1, max_size=40)), max_size=25
    )
)
@example([(0.0, 0.0, 3.0, "0"), (0.0, 0.0, 3.0, "\r"), (0.0, 0.0, 3.0, "\u0301")])  # nothing to see is no label
def test_no_name_lies_on_another_or_out_of_the_map(named: Sequence[tuple[float, float, float, str]]) -> None:
    labels = placed(named, [(x, y) for x, y, _, _ in named], (300, 300), 12)
    for number, label in enumerate(labels):
        assert 0 <= label.x <= 300
        assert 0 <= label.y <= 300
        for other in labels[number + 1 :]:
            assert (label.x, label.y) != (other.x, other.y)


def test_names_of_points_that_nearly_meet_stand_apart() -> None:
    labels = placed([(100, 100, 5, "Three"), (104, 101, 5, "Four")], [(100, 100), (104, 101)], (300, 300), 12)
    (left, top, right, bottom), other = (box_of(label, 12) for label in labels)
    assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [(34.1, 45.2, "Ukraine"), (-13.0, 24.5, "W. Sahara"), (34.35, 31.42, "Palestine")],
)  # fmt: skip
def test_the_outlines_are_those_that_were_chosen_for_how_they_draw_disputed_ground(
    lon: float, lat: float, code: str
) -> None:
    """Points of ground that other atlases give to one side (needs.md §3c): which area holds them."""
    holding = [area.name for area in outlines.bundled().areas if _holds(area.points, lon, lat)]
    assert holding == [code]


def _holds(points: Sequence[tuple[float, float]], lon: float, lat: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        if (ay > lat) != (by > lat) and lon < ax + (lat - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def test_borders_of_ground_in_dispute_are_drawn_dashed_and_others_are_not() -> None:
    kinds = {line.kind for line in outlines.bundled().lines}
    assert kinds == {"coast", "border", "disputed"}
    dashed = sum(line.kind == "disputed" for line in outlines.bundled().lines)
    assert 5 < dashed < 60


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"type": "Topology"}', b'{"type": "Feature", "geometry": 1}', b"\xff"]
)
def test_boundaries_that_are_none_get_one_clear_line(data: bytes) -> None:
    with pytest.raises(UsageError, match="neither TopoJSON nor GeoJSON"):
        outlines.read(data)


def test_boundaries_of_the_desk_take_the_place_of_ours() -> None:
    assert [area.name for area in SQUARE.areas] == ["Square"]
    found = atlas([_at(1, 4.0, 4.0)], SQUARE).wide
    assert found is not None
    assert [label.text for label in found.countries] == []


@pytest.mark.parametrize(
    ("spans", "bars"),
    [
        ([("2031-05-01", "2031-05-10")], [(0.0, 100.0, "", "")]),
        ([("2031-05-01", "2031-05-05"), ("2031-05-06", "2031-05-10")], [(0.0, 50.0, "", ""), (50.0, 50.0, "", "")]),
        ([("2031-05-01", None), ("2031-05-10", "2031-05-10")], [(0.0, 100.0, "", "open"), (90.0, 10.0, "", "")]),
        ([(None, "2031-05-10"), ("2031-05-01", "2031-05-01")], [(0.0, 10.0, "", ""), (0.0, 100.0, "open", "")]),
        ([("2031-05-14T00:15:00+14:00", "2031-05-14T00:15:00+14:00")], [(0.0, 100.0, "", "")]),
    ],
)
def test_an_event_is_a_bar_from_its_first_to_its_last_day(
    spans: list[tuple[str | None, str | None]], bars: list[tuple[float, float, str, str]]
) -> None:
    found = timeline([_when(number, *span) for number, span in enumerate(spans)], MONTHS)
    told = [(bar.x, bar.width, "open" * bar.open_left, "open" * bar.open_right) for bar in found.bars]
    assert sorted(told) == sorted(bars)


def test_one_event_of_long_ago_does_not_press_all_others_into_a_line() -> None:
    days = [_when(number, f"2031-05-{number + 1:02}", f"2031-05-{number + 1:02}") for number in range(12)]
    found = timeline([_when(90, "1982-02-02", "1982-02-28"), *days], MONTHS)
    assert found.bars[0].open_left
    assert found.bars[-1].width > 3


def test_what_has_no_day_stands_apart_and_is_not_lost() -> None:
    found = timeline([_when(0, None, None), _when(1, "2031-05-01", "2031-05-02")], MONTHS)
    assert [event.id for event in found.undated] == [made.lasting("event", 0)]
    assert len(found.bars) == 1


@given(st.lists(st.tuples(st.dates(), st.integers(0, 4000)), min_size=1, max_size=30))
def test_every_bar_lies_on_the_axis(days: list[tuple[object, int]]) -> None:
    events = [_when(number, str(day), str(day)) for number, (day, _) in enumerate(days)]
    for bar in timeline(events, MONTHS).bars:
        assert 0 <= bar.x <= 100
        assert bar.x + bar.width <= 100.01


def test_a_figure_without_an_upper_end_runs_out_and_one_of_other_people_is_left_out() -> None:
    claims = [made.claim("e", number) for number in range(2)]
    event = made.event(0, claims)
    found = ladder(event.ranges[0], {claim.id: claim for claim in claims})
    assert [(rung.mark.open_left, rung.mark.open_right, rung.mark.end) for rung in found.rungs] == [
        (False, True, WIDTH - 7)
    ] * 2
    assert [rung.words for rung in found.rungs] == ["at least 3 killed (people)"] * 2


def test_a_figure_that_nobody_gives_is_drawn_as_nothing_and_not_as_zero() -> None:
    counted = msgspec.structs.replace(made.event(0).ranges[0], low=None, high=None, claims=())
    found = ladder(counted, {})
    assert found.whole is None
    assert found.rungs == ()
