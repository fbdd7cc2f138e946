"""The base outlines of maps: countries of a world atlas (see vendor.json), and which of their borders are drawn as disputed.

The outlines only show where on Earth one is looking. Nothing is derived from them: which country an event lies in comes from the
gazetteer. A desk may hand in a file of its own, TopoJSON or GeoJSON.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
import yaml

from sayso.errors import DataFileError, UsageError

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


class Outline(NamedTuple):
    """One line of the base map."""

    points: tuple[Point, ...]
    kind: str
    """`coast`, `border` or `disputed`."""
    box: tuple[float, float, float, float]
    """West, south, east, north."""


class Area(NamedTuple):
    """One area to fill, by the name of what it belongs to."""

    points: tuple[Point, ...]
    box: tuple[float, float, float, float]
    name: str = ""


class Outlines(NamedTuple):
    """A base map: areas to fill, and lines over them, each line once."""

    areas: tuple[Area, ...]
    lines: tuple[Outline, ...]


class _Disputed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which borders are drawn dashed."""

    source: str
    pairs: tuple[tuple[str, str], ...]
    """ISO 3166-1 alpha-3 codes of the atlas; a code twice is every border of that one."""


@cache
def bundled() -> Outlines:
    """Return the outlines of the package."""
    folder = files(__package__)
    try:
        return read(folder.joinpath("countries.json").read_bytes())
    except (OSError, UsageError) as trouble:
        message = f"the outlines of the map are damaged: {trouble}"
        raise DataFileError(message) from trouble


@cache
def disputed() -> frozenset[frozenset[str]]:
    """Return the pairs of codes whose common border is drawn dashed."""
    text = files(__package__).joinpath("disputed.yaml").read_text("utf-8")
    try:
        return frozenset(frozenset(pair) for pair in msgspec.convert(yaml.safe_load(text), _Disputed).pairs)
    except (msgspec.ValidationError, yaml.YAMLError) as trouble:
        message = f"the table of disputed borders is damaged: {trouble}"
        raise DataFileError(message) from trouble


def read(data: bytes) -> Outlines:
    """Return outlines of TopoJSON or GeoJSON; UsageError for what is neither."""
    try:
        found = json.loads(data)
        if found["type"] == "Topology":
            return _of_topology(found)
        return _of_geojson(found)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as trouble:
        message = f"these boundaries are neither TopoJSON nor GeoJSON that can be read ({type(trouble).__name__})"
        raise UsageError(message) from trouble


def _of_topology(topology: dict[str, Any]) -> Outlines:
    """Return the polygons of a topology; a line between two of them is a border, one of a single polygon is coast."""
    arcs = [_unbroken(_unstepped(arc, topology.get("transform"))) for arc in topology["arcs"]]
    owners: dict[int, set[str]] = defaultdict(set)
    areas = []
    for number, shape in enumerate(
        one for collection in topology["objects"].values() for one in collection.get("geometries", [collection])
    ):
        code = (shape.get("properties") or {}).get("a3") or f"#{number}"
        name = str((shape.get("properties") or {}).get("name") or "")
        for ring in _rings(shape):
            for arc in ring:
                owners[arc if arc >= 0 else ~arc].add(code)
            points = _joined(ring, arcs)
            areas.append(Area(points, _box(points), name))
    lines = [Outline(tuple(arcs[arc]), _kind(codes), _box(arcs[arc])) for arc, codes in sorted(owners.items())]
    return Outlines(tuple(areas), tuple(lines))


def _kind(codes: set[str]) -> str:
    """Return what a line between these is."""
    if len(codes) < 2:
        return "coast"
    named = disputed()
    every = {next(iter(pair)) for pair in named if len(pair) == 1}
    return "disputed" if frozenset(codes) in named or codes & every else "border"


def _rings(shape: dict[str, Any]) -> Iterator[Sequence[int]]:
    """Yield the rings of a polygon or of several."""
    if shape["type"] == "Polygon":
        yield from shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        for polygon in shape["arcs"]:
            yield from polygon


def _joined(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """Return the points of a ring; an arc with a negative number runs backwards."""
    points: list[Point] = []
    for arc in ring:
        stretch = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(stretch[1:] if points else stretch)
    return tuple(_unbroken(points))


def _unbroken(points: Sequence[Point]) -> list[Point]:
    """Return a line that runs on where it crosses the 180th meridian, instead of back around the Earth."""
    kept: list[Point] = []
    for lon, lat in points:
        turn = round((kept[-1][0] - lon) / 360) * 360 if kept else 0
        kept.append((lon + turn, lat))
    return kept


def _unstepped(arc: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> list[Point]:
    """Return the points of an arc in degrees."""
    if transform is None:
        return [(lon, lat) for lon, lat, *_ in arc]
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    points, x, y = [], 0.0, 0.0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _of_geojson(found: dict[str, Any]) -> Outlines:
    """Return the polygons and lines of GeoJSON; without a topology every edge is drawn as a border."""
    areas, lines = [], []
    for feature in found["features"] if found["type"] == "FeatureCollection" else [found]:
        shape = feature.get("geometry", feature)
        nested = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}.get(shape["type"])
        if nested is None:
            continue
        for ring in _flattened(shape["coordinates"], nested - 1):
            points = tuple((float(lon), float(lat)) for lon, lat, *_ in ring)
            dashed = "disputed" if (feature.get("properties") or {}).get("disputed") else "border"
            lines.append(Outline(points, dashed, _box(points)))
            if "Polygon" in shape["type"]:
                areas.append(Area(points, _box(points), str((feature.get("properties") or {}).get("name") or "")))
    return Outlines(tuple(areas), tuple(lines))


def _flattened(coordinates: Sequence[Any], depth: int) -> Iterator[Sequence[Any]]:
    """Yield the rings of nested coordinates."""
    if depth == 0:
        yield coordinates
    else:
        for one in coordinates:
            yield from _flattened(one, depth - 1)


def _box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return the box around points."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons), min(lats), max(lons), max(lats)
