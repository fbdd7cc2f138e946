"""Draws the map: where events are said to have happened, each place a point in the circle that it may lie in, over plain outlines.

Nothing is drawn finer than the record has it: what is known by country, region or province alone is not a point, and stands in the
table. The projection is equirectangular with the middle latitude as its standard parallel: lengths are right there in both directions.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, radians
from typing import Literal, NamedTuple

import msgspec

from sayso.publish.public.record import PublicEvent, PublicPlace
from sayso.publish.site.labels import Label, box_of, centred, placed
from sayso.publish.site.outlines import Outlines, Point

_KM_A_DEGREE = 111.32
_LEAST_DEGREES = 3.5
"""How many degrees a map shows at least, so that there is something to know it by."""
_CLOSE = 12.0
"""Within how many degrees of the middle most points must lie for the map to show only these."""
_MOST_LABELS = 24
_MARGIN = 0.22
MOST_PLACES = 200
_NEAR = 1.6
"""Points of a line this close to the one before are left out."""


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the table, with its events; drawn when it has an x."""

    place: PublicPlace
    events: tuple[PublicEvent, ...]
    x: float | None = None
    y: float | None = None
    r: float = 0
    """Of the circle that it may lie in."""
    why_not: str = ""
    """Why it is not on the map."""


class Path(NamedTuple):
    """A path of the base map."""

    kind: Literal["land", "coast", "border", "disputed"]
    d: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A map ready to draw, in a box of `width` by `height`."""

    width: int
    height: int
    paths: tuple[Path, ...]
    spots: tuple[Spot, ...]
    labels: tuple[Label, ...]
    countries: tuple[Label, ...]
    """Names of what the outlines show, where they have room."""
    scale_km: int
    scale_x: float
    """How long that many kilometres are."""
    disputed: bool
    """Whether a border drawn dashed is in view."""


class Atlas(msgspec.Struct, frozen=True, kw_only=True):
    """One set of places, drawn wide and narrow, with the table that made both."""

    wide: Drawing | None
    narrow: Drawing | None
    spots: tuple[Spot, ...]
    more: int


class _View(NamedTuple):
    """Which part of the Earth is shown, and how."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: int
    height: int

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.scale_x, (self.north - lat) * self.scale_y

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.west, self.north - self.height / self.scale_y, self.west + self.width / self.scale_x, self.north)


def atlas(events: Sequence[PublicEvent], outlines: Outlines) -> Atlas:
    """Return where events are said to have happened, drawn for a desk and for a phone."""
    spots = _spots(events)
    shown = _together([spot for spot in spots if not spot.why_not])
    told = tuple(
        spot if spot.why_not or spot in shown else msgspec.structs.replace(spot, why_not="far from the others")
        for spot in spots
    )
    drawn = [spot for spot in told if not spot.why_not]
    return Atlas(
        wide=_drawn(drawn, outlines, 900, 540, 13) if drawn else None,
        narrow=_drawn(drawn, outlines, 360, 400, 12) if drawn else None,
        spots=told[:MOST_PLACES],
        more=max(0, len(told) - MOST_PLACES),
    )


def chart(
    events: Sequence[PublicEvent], outlines: Outlines, width: int, height: int, letters: int
) -> tuple[Drawing | None, tuple[Spot, ...]]:
    """Return one map of a size, with its places in the order in which they are drawn, and those that are not on it last."""
    spots = _spots(events)
    shown = _together([spot for spot in spots if not spot.why_not])[:MOST_PLACES]
    left = [spot for spot in spots if spot not in shown]
    drawing = _drawn(shown, outlines, width, height, letters) if shown else None
    return drawing, (*(drawing.spots if drawing else ()), *left)


def _spots(events: Sequence[PublicEvent]) -> list[Spot]:
    """Return every place with its events, those with most events first."""
    places: dict[tuple[object, ...], PublicPlace] = {}
    held: dict[tuple[object, ...], list[PublicEvent]] = defaultdict(list)
    for event in events:
        for place in event.places[:1]:
            key = (place.id or place.name, place.lat, place.lon)
            places.setdefault(key, place)
            held[key].append(event)
    found = [Spot(place=places[key], events=tuple(told), why_not=_why_not(places[key])) for key, told in held.items()]
    return sorted(found, key=lambda spot: (-len(spot.events), spot.place.name, spot.place.id or ""))


def _why_not(place: PublicPlace) -> str:
    """Return why a place is no point on a map; empty when it is one."""
    if place.precision in {"admin1", "country", "region"}:
        return "known only as a wider area"
    if place.lat is None or place.lon is None or place.precision == "unknown":
        return "no point is given"
    return ""


def _together(spots: list[Spot]) -> list[Spot]:
    """Return the places of one map: all, or those near the middle when these are most and the others lie far off."""
    weighed = [spot for spot in spots for _ in spot.events]
    if not weighed:
        return []
    lat = sorted(spot.place.lat or 0 for spot in weighed)[len(weighed) // 2]
    lon = sorted(spot.place.lon or 0 for spot in weighed)[len(weighed) // 2]
    near = [
        spot
        for spot in spots
        if abs((spot.place.lat or 0) - lat) <= _CLOSE and abs((spot.place.lon or 0) - lon) <= _CLOSE
    ]
    held = sum(len(spot.events) for spot in near)
    return near if held * 2 >= len(weighed) else spots


def _drawn(spots: Sequence[Spot], outlines: Outlines, width: int, height: int, letters: int) -> Drawing:
    """Draw places in a box."""
    view = _view(spots, width, height)
    on_it = []
    for spot in spots:
        x, y = view.at(spot.place.lon or 0, spot.place.lat or 0)
        radius = (spot.place.radius_m or 0) / 1000 / _KM_A_DEGREE * view.scale_y
        on_it.append(msgspec.structs.replace(spot, x=round(x, 1), y=round(y, 1), r=round(max(radius, 7), 1)))
    named = [(spot.x or 0.0, spot.y or 0.0, spot.r, spot.place.name) for spot in on_it[:_MOST_LABELS]]
    paths = tuple(_paths(outlines, view))
    km, length = _scale(view)
    dots = [(spot.x or 0.0, spot.y or 0.0) for spot in on_it]
    labels = placed(named, dots, (width, height), letters)
    return Drawing(
        width=width,
        height=height,
        paths=paths,
        spots=tuple(on_it),
        labels=labels,
        countries=centred(
            _countries(outlines, view),
            [
                *((x - spot.r, y - spot.r, x + spot.r, y + spot.r) for spot, (x, y) in zip(on_it, dots, strict=True)),
                *(box_of(label, letters) for label in labels),
            ],
            (width, height),
            12,
        ),
        scale_km=km,
        scale_x=round(length, 1),
        disputed=_shows_disputed(outlines, view),
    )


def _view(spots: Sequence[Spot], width: int, height: int) -> _View:
    """Return the part of the Earth that holds all points with room around them."""
    lons = [spot.place.lon or 0 for spot in spots]
    lats = [spot.place.lat or 0 for spot in spots]
    middle_lon, middle_lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    narrowing = max(cos(radians(middle_lat)), 0.2)
    high = max((max(lats) - min(lats)) * (1 + 2 * _MARGIN), _LEAST_DEGREES)
    wide = max((max(lons) - min(lons)) * (1 + 2 * _MARGIN), _LEAST_DEGREES / narrowing)
    scale = min(height / high, width / (wide * narrowing))
    return _View(
        west=middle_lon - width / (scale * narrowing) / 2,
        north=middle_lat + height / scale / 2,
        scale_x=scale * narrowing,
        scale_y=scale,
        width=width,
        height=height,
    )


def _scale(view: _View) -> tuple[int, float]:
    """Return a round number of kilometres, and how long it is: between a tenth and a quarter of the map."""
    a_km = view.scale_y / _KM_A_DEGREE
    for km in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5):
        if km * a_km <= view.width / 4:
            return km, km * a_km
    return 2, 2 * a_km


def _paths(outlines: Outlines, view: _View) -> Iterator[Path]:
    """Yield what of the base map is in view: land first, then lines, one path a kind."""
    west, south, east, north = view.box
    pad_x, pad_y = (east - west) * 0.05, (north - south) * 0.05
    frame = (west - pad_x, south - pad_y, east + pad_x, north + pad_y)
    least = 4 / view.scale_y
    land = [
        _d(_clipped(points, frame), view, close=True)
        for points, box, _ in outlines.areas
        if _meets(box, frame) and _is_seen(box, least)
    ]
    yield Path("land", "".join(land))
    for kind in ("coast", "border", "disputed"):
        drawn = [
            _d(run, view, close=False)
            for line in outlines.lines
            if line.kind == kind and _meets(line.box, frame) and (kind != "coast" or _is_seen(line.box, least))
            for run in _runs(line.points, frame)
        ]
        if drawn:
            yield Path(kind, "".join(drawn))


def _countries(outlines: Outlines, view: _View) -> Iterator[tuple[float, float, float, str]]:
    """Yield the middle of what is in view of each area, how large that is, and its name."""
    for points, box, name in outlines.areas:
        if not name or not _meets(box, view.box):
            continue
        ring = [view.at(lon, lat) for lon, lat in _clipped(points, view.box)]
        if len(ring) >= 3:
            size, x, y = _middle(ring)
            yield x, y, size, name


def _middle(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Return the size of an area and its centre of gravity."""
    doubled = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        doubled, x, y = doubled + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (abs(doubled) / 2, x / (3 * doubled), y / (3 * doubled)) if doubled else (0.0, 0.0, 0.0)


def _meets(box: tuple[float, float, float, float], frame: tuple[float, float, float, float]) -> bool:
    return box[0] <= frame[2] and box[2] >= frame[0] and box[1] <= frame[3] and box[3] >= frame[1]


def _shows_disputed(outlines: Outlines, view: _View) -> bool:
    """Tell whether a border drawn dashed can be seen."""
    west, south, east, north = view.box
    return any(
        line.kind == "disputed" and any(west <= lon <= east and south <= lat <= north for lon, lat in line.points)
        for line in outlines.lines
    )


def _is_seen(box: tuple[float, float, float, float], least: float) -> bool:
    """Tell whether an island is large enough to see."""
    return box[2] - box[0] >= least or box[3] - box[1] >= least


def _runs(points: Sequence[Point], frame: tuple[float, float, float, float]) -> Iterator[list[Point]]:
    """Yield the stretches of a line that are in view, with the point before and after each."""
    run: list[Point] = []
    for before, after in pairwise(points):
        box = (min(before[0], after[0]), min(before[1], after[1]), max(before[0], after[0]), max(before[1], after[1]))
        if _meets(box, frame):
            run = run or [before]
            run.append(after)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _clipped(points: Sequence[Point], frame: tuple[float, float, float, float]) -> list[Point]:
    """Return a polygon cut to a frame (Sutherland and Hodgman 1974)."""
    kept = list(points)
    for axis, bound, sign in ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1)):
        kept = _cut(kept, axis, bound, sign)
        if not kept:
            break
    return kept


def _cut(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """Return what of a polygon lies on one side of a line along an axis."""
    kept: list[Point] = []
    before = points[-1]
    for point in points:
        inside, was = sign * (point[axis] - bound) >= 0, sign * (before[axis] - bound) >= 0
        if inside != was:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            kept.append(point)
        before = point
    return kept


def _d(points: Sequence[Point], view: _View, *, close: bool) -> str:
    """Return points as a path; those that lie closer than a line is wide are left out, and areas too small to see are nothing."""
    kept: list[tuple[float, float]] = []
    for lon, lat in points:
        x, y = view.at(lon, lat)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _NEAR:
            kept.append((x, y))
    if not close and len(points) > 1:
        end = view.at(*points[-1])
        if kept[-1] != end:
            kept.append(end)
    if len(kept) < (3 if close else 2):
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if close else "")
