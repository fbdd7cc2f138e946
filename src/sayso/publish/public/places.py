"""Where things may be said to be: on a grid, and for what is sensitive and recent no finer than a district."""

import math
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from sayso.gazetteer.lookup import Candidate, Gazetteer
from sayso.publish.public.record import PublicPlace
from sayso.values.place import Place, PlacePrecision

_DISTRICT: frozenset[PlacePrecision] = frozenset({"admin2", "admin1", "country"})
"""How wide a place is that is a district or more."""
_WIDE_M = 25_000
"""From how many metres of radius on a region (an island, a mountain, a river) counts as no finer than a district."""
_FINE_M = 5_000
"""Up to how many metres of radius what is near a place is placed finer than a district."""
_LAT_KM = 110.574
"""Kilometres of a degree of latitude where it is shortest (WGS 84, at the equator)."""
_LON_KM = 111.320
"""Kilometres of a degree of longitude at the equator."""
_HUNDREDTHS = 100


def is_district(place: PublicPlace) -> bool:
    """Tell whether a place is a district or wider."""
    wide = place.precision == "region" and (place.radius_m or 0) >= _WIDE_M
    return place.precision in _DISTRICT or wide


class Grid:
    """A grid whose cells are at least so many kilometres wide, anywhere on Earth: `Grid(1.0).at(36.2021, 37.1343)`.

    Its lines are whole hundredths of a degree; of longitude they lie farther apart towards the poles. The same point always
    falls to the same crossing: chance would average out.
    """

    def __init__(self, km: float) -> None:
        self.km = max(1.0, km)
        self._step = math.ceil(self.km / _LAT_KM * _HUNDREDTHS)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the crossing next to a point, in degrees with two decimals at most."""
        row = round(lat * _HUNDREDTHS / self._step) * self._step
        row = max(-90 * _HUNDREDTHS, min(90 * _HUNDREDTHS, row))
        step = self._across(row)
        column = round(lon * _HUNDREDTHS / step) * step
        column = max(-180 * _HUNDREDTHS, min(180 * _HUNDREDTHS, column))
        return row / _HUNDREDTHS, column / _HUNDREDTHS

    def cell_m(self, lat: float) -> int:
        """Return the longer side of the cell at a crossing's latitude, in metres, rounded up."""
        row = round(lat * _HUNDREDTHS)
        across = self._across(row) / _HUNDREDTHS * _LON_KM * math.cos(math.radians(lat))
        return math.ceil(max(self._step / _HUNDREDTHS * 111.7, across) * 1000)

    def _across(self, row: int) -> int:
        """Return how far apart the lines of longitude lie on a row, in hundredths of a degree."""
        widest = min(90.0, (abs(row) + self._step / 2) / _HUNDREDTHS)
        km = _LON_KM * math.cos(math.radians(widest))
        return max(1, min(36_000, math.ceil(self.km / max(km, 1e-9) * _HUNDREDTHS)))


class Places:
    """Makes places that may go out; `coarse` ones are no finer than a district."""

    def __init__(self, gazetteer: Gazetteer, grid: Grid) -> None:
        self._gazetteer = gazetteer
        self.grid = grid
        self.known = lru_cache(maxsize=16_384)(gazetteer.place)
        self._public = lru_cache(maxsize=16_384)(self._made)

    def is_fine(self, place: Place) -> bool:
        """Tell whether a place is located finer than a district: a site, or what lies close to one."""
        if place.lat is None:
            return False
        close = place.radius_m is None or place.radius_m <= _FINE_M
        return place.precision == "exact" or (place.precision == "near" and close)

    def shown(self, places: Iterable[Place], *, coarse: bool) -> tuple[PublicPlace, ...]:
        """Return places as they may go out, each once; where nothing as wide as a district is known of one, it is left out."""
        found: dict[tuple[str, str | None], PublicPlace] = {}
        for place in places:
            made = self.coarse(place) if coarse else self.public(place)
            if made is not None:
                found.setdefault((made.name, made.id), made)
        return tuple(found.values())

    def public(self, place: Place) -> PublicPlace:
        """Return a place as named, its point on the grid; the id of a site would give its exact point, and is left out."""
        return self._public(msgspec.structs.replace(place, span=(0, 0)))

    def _made(self, place: Place) -> PublicPlace:
        known = self.known(place.id) if place.id else None
        lat, lon, radius = self._point(place.lat, place.lon, place.radius_m)
        exact = place.precision in {"exact", "near"}
        return PublicPlace(
            name=" ".join(place.name.split()),
            id=None if exact else place.id,
            precision="near" if exact else place.precision,
            country=known.country or None if known else None,
            admin1=self._division(known),
            lat=lat,
            lon=lon,
            radius_m=radius,
        )

    def coarse(self, place: Place) -> PublicPlace | None:
        """Return the district, province or country of a place; None where that is not known."""
        wide = place.precision in _DISTRICT or (place.precision == "region" and (place.radius_m or 0) >= _WIDE_M)
        if wide and place.id is not None:
            return self.public(place)
        known = self.known(place.id) if place.id else None
        if known is None:
            return None
        division = self._gazetteer.division(known.country, known.admin1) if known.admin1 else None
        around = division or (self._gazetteer.country(known.country) if known.country else None)
        if around is None:
            return None
        lat, lon, radius = self._point(around.lat, around.lon, around.radius_m)
        return PublicPlace(
            name=around.name,
            id=around.id,
            precision="admin1" if division else "country",
            country=around.country or None,
            admin1=division.name if division else None,
            lat=lat,
            lon=lon,
            radius_m=radius,
            coarsened=True,
        )

    def names_of(self, place: Place) -> tuple[str, ...]:
        """Return the names under which a place could be told: as written, and the gazetteer's."""
        known = self.known(place.id) if place.id else None
        return (place.name,) if known is None else (place.name, known.name)

    def _point(
        self, lat: float | None, lon: float | None, radius: int | None
    ) -> tuple[float | None, float | None, int | None]:
        if lat is None or lon is None:
            return None, None, None
        row, column = self.grid.at(lat, lon)
        return row, column, (radius or 0) + self.grid.cell_m(row)

    def _division(self, known: Candidate | None) -> str | None:
        if known is None or not known.admin1:
            return None
        division = self._gazetteer.division(known.country, known.admin1)
        return division.name if division else None
