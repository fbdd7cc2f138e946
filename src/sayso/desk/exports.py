"""Lists as files: CSV that no spreadsheet takes for formulas, and GeoJSON; all rows that fit, as whoever asks may see them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec
from starlette.responses import Response

from sayso.records import Incident

_ACTIVE = frozenset("=+-@\t\r\n\0＝＋－＠")
"""Signs with which a cell begins that a spreadsheet may carry out (OWASP ASVS 5.0, 1.2.10)."""
CSV = "text/csv; charset=utf-8"
GEOJSON = "application/geo+json"


def cell(value: object) -> object:
    """Return a value as a cell: numbers as they are, text so that nothing in it is carried out, several with `; ` between."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            text = "; ".join(map(str, value))
        case _:
            text = str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" ")[:1] in _ACTIVE else text


def csv_of(columns: Iterable[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180) with a line of names."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return sink.getvalue()


def csv_answer(name: str, columns: Iterable[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return rows as a file to be kept."""
    return Response(csv_of(columns, rows), media_type=CSV, headers=_named(f"{name}.csv"))


def geojson_answer(name: str, events: Iterable[Incident]) -> Response:
    """Return the events that have a point as a collection of features (RFC 7946)."""
    found = {"type": "FeatureCollection", "features": list(_features(events))}
    return Response(msgspec.json.encode(found), media_type=GEOJSON, headers=_named(f"{name}.geojson"))


def _features(events: Iterable[Incident]) -> Iterator[dict[str, object]]:
    for event in events:
        place = next((place for place in event.places if place.lat is not None), None)
        if place is None:
            continue
        yield {
            "type": "Feature",
            "id": event.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": {
                "kind": event.kind,
                "status": event.status,
                "place": place.name,
                "place_id": place.id,
                "radius_m": place.radius_m,
                "precision": place.precision,
                "time": event.time.edtf if event.time else None,
                "figures": [
                    {"measure": f.measure, "population": f.population, "low": f.low, "best": f.best, "high": f.high}
                    for f in event.figures
                ],
                "disputed": list(dict.fromkeys(dispute.kind for dispute in event.disputes)),
                "claims": [claim.id for claim in event.claims],
            },
        }


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
