"""Distances and points on the sphere, in degrees and kilometres."""

import math

EARTH_KM = 6371.0
"""Mean radius of the Earth."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance of two points in kilometres (haversine)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon1 - lon2) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point `km` away from another in the direction `bearing` (degrees, clockwise from north)."""
    along, angle, start = math.radians(bearing), km / EARTH_KM, math.radians(lat)
    end = math.asin(math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(along))
    turn = math.atan2(
        math.sin(along) * math.sin(angle) * math.cos(start), math.cos(angle) - math.sin(start) * math.sin(end)
    )
    return round(math.degrees(end), 4), round((lon + math.degrees(turn) + 540) % 360 - 180, 4)
