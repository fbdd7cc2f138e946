"""Says where in its state a county lies that the gazetteer cannot place: near the town of the state that a report names most."""

from collections.abc import Iterable

import msgspec

from sayso.gazetteer.lookup import Candidate

_UNPLACED_M = 100_000
"""From this radius on a county's point is no more than the middle of its state."""
_AROUND_M = 60_000
"""How far from a town named in a report the middle of a county may lie that is named with it."""


def placed(county: Candidate, others: Iterable[Candidate]) -> Candidate:
    """Return the county at the first of the report's `others` that is a town of its state; itself where none is."""
    if county.kind != "admin2" or county.radius_m < _UNPLACED_M:
        return county
    state = county.country, county.admin1
    town = next((place for place in others if place.kind == "city" and (place.country, place.admin1) == state), None)
    if town is None:
        return county
    return msgspec.structs.replace(county, lat=town.lat, lon=town.lon, radius_m=_AROUND_M)
