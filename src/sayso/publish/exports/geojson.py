"""Writes the events as GeoJSON (RFC 7946): a point only where the record has one, an event without one with a null geometry."""

import msgspec

from sayso.publish.exports import File
from sayso.publish.exports.facts import facts
from sayso.publish.exports.tables import filled
from sayso.publish.public.record import PublicEvent, PublicRecord

MEDIA_TYPE = "application/geo+json"
_ELSEWHERE = frozenset({"id", "lat", "lon", "radius_m"})
"""Columns that stand in the geometry or the feature itself, or are given for each point."""


def geojson(record: PublicRecord) -> tuple[File, ...]:
    """Return one collection of features, longitude before latitude in WGS 84 as the RFC has it, `radius_m` beside each point."""
    table = filled(record, "events")
    features = []
    for event, row in zip(record.events, table.rows, strict=True):
        properties = dict(zip(table.table.columns, row, strict=True))
        features.append(
            {
                "type": "Feature",
                "id": event.id,
                "geometry": _geometry(event),
                "properties": {
                    **{name: value for name, value in properties.items() if name not in _ELSEWHERE},
                    "figures": [{"measure": one.measure, "population": one.population or None, "words": one.words} for one in event.ranges],
                    "points": [
                        {"place": place.name, "radius_m": place.radius_m} for place in event.places if place.lat is not None
                    ],
                },
            }
        )  # fmt: skip
    collection = {"type": "FeatureCollection", "about": facts(record), "features": features}
    data = msgspec.json.encode(collection) + b"\n"
    about = "Events as GeoJSON; those without a public point have a null geometry."
    return (File("events.geojson", data, MEDIA_TYPE, about),)


def _geometry(event: PublicEvent) -> dict[str, object] | None:
    """Return a point, or several; None where no place has one. No lines and areas go out, so no ring has a hand."""
    points = [[place.lon, place.lat] for place in event.places if place.lat is not None and place.lon is not None]
    if not points:
        return None
    return (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {"type": "MultiPoint", "coordinates": points}
    )
