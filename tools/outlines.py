"""Makes the base outlines of the site's map of a world atlas in TopoJSON: fewer points on a coarser grid, the same borders for both sides."""

import json
from typing import Any

TOLERANCE = 0.015
"""Degrees by which a line may leave its course; under two kilometres."""
GRID = 0.005
"""Degrees of the grid that points lie on."""
_Point = tuple[float, float]


def countries(data: bytes) -> bytes:
    """Return the countries alone, with name and ISO 3166-1 alpha-3 code; arcs stay shared, so no gap opens between neighbours."""
    atlas = json.loads(data)
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        points, x, y = [], 0, 0
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(_stepped(_thinned(points)))
    shapes = [
        {
            "type": shape["type"],
            "arcs": shape["arcs"],
            "properties": {key: shape["properties"].get(key, "") for key in ("name", "a3")},
        }
        for shape in atlas["objects"]["countries"]["geometries"]
    ]
    made: dict[str, Any] = {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": [-180, -90]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": arcs,
    }
    return json.dumps(made, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _stepped(points: list[_Point]) -> list[list[int]]:
    """Return points as steps on the grid, each from the one before; steps of nothing are left out."""
    steps, before = [], (0, 0)
    for number, (lon, lat) in enumerate(points):
        at = (round((lon + 180) / GRID), round((lat + 90) / GRID))
        if number == 0 or at != before or number == len(points) - 1:
            steps.append([at[0] - before[0], at[1] - before[1]])
            before = at
    return steps


def _thinned(points: list[_Point]) -> list[_Point]:
    """Return the points that a line needs to keep its course within the tolerance (Douglas and Peucker 1973)."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    open_parts = [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        furthest, distance = first, TOLERANCE**2
        for number in range(first + 1, last):
            away = _away(points[number], points[first], points[last])
            if away > distance:
                furthest, distance = number, away
        if furthest != first:
            keep[furthest] = True
            open_parts += [(first, furthest), (furthest, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def _away(point: _Point, start: _Point, end: _Point) -> float:
    """Return the square of how far a point lies from the stretch between two others, in degrees."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length)) if length else 0.0
    return (point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2
