"""Weighs the candidates for a report's names by one another: which countries they point to, and which lie together."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.gazetteer.lookup import Candidate
from sayso.gazetteer.sphere import distance_km

_NAMES = 12
"""With how many of the report's names, the most named ones, each candidate is compared."""
_SENSES = 6
"""How many candidates of a name are compared."""
_TOGETHER_KM = 80
"""The distance at which the company of another place counts a third of what it counts next door."""
_MOST = 2.0
"""How many good neighbours count; more add nothing."""


def votes(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return how likely a name means a place in each country, by the largest place of the name there; sums to 1."""
    largest: dict[str, float] = defaultdict(float)
    for place in candidates:
        if place.exact and place.country:
            largest[place.country] = max(largest[place.country], _size(place))
    whole = sum(largest.values())
    return {country: size / whole for country, size in largest.items()}


def company(
    candidates: Mapping[str, Sequence[Candidate]], counts: Mapping[str, int], cores: Mapping[str, str]
) -> dict[tuple[str, str], float]:
    """Return for names with several senses how many likely places of other names lie near each, at most two.

    `cores` gives the name without its kind: "X" and "X district" are no company for each other.
    """
    senses = {
        name: [p for p in places if p.exact and p.kind != "country"][:_SENSES] for name, places in candidates.items()
    }
    known = sorted((name for name in senses if senses[name]), key=lambda name: (-counts[name], name))[:_NAMES]
    likely = {name: _likely(senses[name]) for name in known}
    found: dict[tuple[str, str], float] = {}
    for name, places in senses.items():
        if len(places) < 2:
            continue
        for place in places:
            near = sum(_near(place, likely[other]) for other in known if cores[other] != cores[name])
            found[name, place.id] = min(_MOST, near)
    return found


def _likely(places: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """Return the candidates with how likely each is by its size alone."""
    whole = sum(map(_size, places))
    return [(place, _size(place) / whole) for place in places]


def _near(place: Candidate, others: Sequence[tuple[Candidate, float]]) -> float:
    """Return how much of another name's weight lies near the place."""
    return max(
        (
            weight * math.exp(-distance_km(place.lat, place.lon, other.lat, other.lon) / _TOGETHER_KM)
            for other, weight in others
            if other.country == place.country or not other.country
        ),
        default=0.0,
    )


def _size(place: Candidate) -> float:
    """Return a place's weight among those of its name: about as its radius goes, by the root of its people."""
    return math.sqrt(place.population + 2000)
