"""The outlines of countries as GeoJSON, for the map that moves; the map of the page is drawn here and stands without it."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from starlette.responses import Response

from sayso.desk.route import Ask
from sayso.publish.site.outlines import Outlines, bundled, read

_DIGITS = 3
"""Decimal places of a degree: about a hundred metres, finer than the outlines are."""


@cache
def outlines_of(boundaries: Path | None) -> Outlines:
    """Return the outlines of a desk: those of a file, or of the package. UsageError for a file that holds none."""
    return bundled() if boundaries is None else read(boundaries.read_bytes())


async def outlines(ask: Ask) -> Response:
    """Answer with the outlines."""
    return Response(_encoded(ask.desk.settings.boundaries), media_type="application/geo+json")


@cache
def _encoded(boundaries: Path | None) -> bytes:
    found = outlines_of(boundaries)
    areas = [_feature("Polygon", [_points(area.points)], {"kind": "land", "name": area.name}) for area in found.areas]
    lines = [_feature("LineString", _points(line.points), {"kind": line.kind}) for line in found.lines]
    return msgspec.json.encode({"type": "FeatureCollection", "features": [*areas, *lines]})


def _points(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(round(lon, _DIGITS), round(lat, _DIGITS)) for lon, lat in points]


def _feature(kind: str, coordinates: Any, properties: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - as deep as GeoJSON nests
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
    }
