"""A place: where something is said to have happened, with how well it is known."""

from typing import Literal

import msgspec

from sayso.spans import Span

PlacePrecision = Literal["exact", "near", "district", "city", "admin2", "admin1", "country", "region", "unknown"]
"""How narrow the place is. `near` is "near X", "30 km north of X"; `unknown` means that it cannot be located."""


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place as the words name it, before anybody looked it up."""

    name: str
    span: Span
    relation: Literal["at", "near", "offset"] = "at"
    """`near` for "near X", "outside X"; `offset` for "south of X", "30 km north of X"."""
    bearing: str | None = None
    """For an offset: the compass word as said, lower case ("south-west")."""
    distance_km: float | None = None
    """For an offset: the distance in kilometres, if one was said."""


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place as named, and where it is if that could be decided.

    `id` names the entry of the gazetteer (`geonames:170063`, `ocha:SY020001`, …). `lat` and `lon` are WGS 84 degrees.
    `radius_m` is how far from the point the place may reach. A place that cannot be located keeps its name, with
    precision `unknown` and no point.
    """

    name: str
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None
    precision: PlacePrecision = "unknown"
    span: Span
