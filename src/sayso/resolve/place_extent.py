"""Turns a chosen place and the words around its name into a point, a radius and a precision."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.gazetteer.lookup import Candidate, Kind
from sayso.gazetteer.sphere import moved
from sayso.resolve.place_names import NameParts
from sayso.values.place import Place, PlaceMention, PlacePrecision

PRECISION: Mapping[Kind, PlacePrecision] = MappingProxyType(
    {
        "country": "country", "admin1": "admin1", "admin2": "admin2", "admin3": "admin2", "city": "city",
        "neighbourhood": "district", "camp": "district", "base": "exact", "airport": "exact", "site": "exact",
        "region": "region", "mountain": "region", "island": "region", "sea": "region", "lake": "region",
        "river": "region", "continent": "region",
    }
)  # fmt: skip
"""How narrowly a place of each kind is known."""

NEAR_M = 10_000
"""How much farther "near X" may reach than X."""
BESIDE_M = 20_000
"""How much farther "south of X", with no distance said, may reach than X."""
_SHARE = 0.6
"""Of the whole place's radius, what a named side of it ("northern X") has; its middle lies half the radius out."""


def extent(mention: PlaceMention, parts: NameParts, chosen: Candidate, bearing: float | None) -> Place:
    """Return the place with its point, radius and precision; `bearing` is the mention's compass word in degrees."""
    lat, lon, radius = chosen.lat, chosen.lon, float(chosen.radius_m)
    precision = PRECISION[chosen.kind]
    if parts.part and chosen.kind not in {"neighbourhood", "base", "site", "airport"}:
        if parts.bearing is not None:
            lat, lon = moved(lat, lon, parts.bearing, radius / 2000)
        radius *= _SHARE
        precision = {"country": "region", "city": "district"}.get(precision, precision)  # type: ignore[assignment]
    if mention.relation != "at":
        lat, lon, radius = _beside(mention, (lat, lon), radius, bearing)
        precision = "near"
    return Place(
        name=_said(mention), id=chosen.id, lat=round(lat, 4), lon=round(lon, 4), radius_m=max(500, round(radius)),
        precision=precision, span=mention.span,
    )  # fmt: skip


def _beside(
    mention: PlaceMention, point: tuple[float, float], radius: float, bearing: float | None
) -> tuple[float, float, float]:
    """Return point and radius of what lies near a place: moved when distance and bearing were said, else wider."""
    km = mention.distance_km
    if km is not None and bearing is not None:
        return *moved(*point, bearing, km), max(2_000.0, km * 300) + radius / 2
    if km is not None:
        return *point, radius + km * 1_000
    return *point, radius + (BESIDE_M if mention.relation == "offset" else NEAR_M)


def _said(mention: PlaceMention) -> str:
    """Return the name as said, with distance and direction: `30 km north of X`."""
    if mention.relation != "offset" or not mention.bearing:
        return mention.name
    away = f"{mention.distance_km:g} km " if mention.distance_km is not None else ""
    return f"{away}{mention.bearing} of {mention.name}"
