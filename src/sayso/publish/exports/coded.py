"""Rows in the terms of others: the codes of each event, and column sets that mean what ACLED's and UCDP GED's mean."""

from collections.abc import Iterator, Mapping, Sequence

from sayso.publish.codes import Code
from sayso.publish.exports.when import day
from sayso.publish.public.record import PublicClaim, PublicEvent, PublicPlace, PublicRange, PublicRecord
from sayso.values.kinds import Role

_NO_CODES = "no code was worked out"


def codes(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row for each event and scheme."""
    for event in record.events:
        for code in event.codes:
            yield {
                "event": event.id, "table": code.table, "scheme": code.scheme, "code": code.code, "detail": code.detail,
                "why": code.why,
            }  # fmt: skip


def acled_like(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row an event in ACLED's columns."""
    book = _Book(record)
    for event in record.events:
        given = {code.table: code for code in event.codes}
        what, where, when = (given.get(f"acled-{name}") for name in ("event", "place", "time"))
        killed, trouble = _killed(event)
        place = _place(event)
        yield {
            "event_id_cnty": event.id, **_days(event, "event_date"), "time_precision": when.code if when else None,
            "disorder_type": None, "event_type": what.code if what else None, "sub_event_type": what.detail if what else None,
            "actor1": book.parties(event, "agent"), "actor2": book.parties(event, "target"), "country": place.country,
            "admin1": place.admin1, "location": place.name, "latitude": place.lat, "longitude": place.lon,
            "geo_precision": where.code if where else None, "source": book.outlets(event), "notes": event.heading,
            "fatalities": killed.low if killed else None, "sayso_fatalities_high": killed.high if killed else None,
            "sayso_kind": event.kind, "sayso_status": event.status,
            "sayso_why": _why({"event_type": what, "geo_precision": where, "time_precision": when}, "fatalities", trouble),
        }  # fmt: skip


def ucdp_like(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row an event in UCDP GED's columns."""
    book = _Book(record)
    for event in record.events:
        given = {code.table: code for code in event.codes}
        what, where, when = (given.get(f"ucdp-{name}") for name in ("violence", "where", "date"))
        killed, trouble = _killed(event)
        place = _place(event)
        said = [found for claim in book.claims(event) if (found := day(claim.said)) is not None]
        yield {
            "id": event.id, **_days(event, "date_start"), "type_of_violence": what.code if what else None,
            "side_a": book.parties(event, "agent"), "side_b": book.parties(event, "target"),
            "number_of_sources": event.reports, "source_article": book.outlets(event),
            "source_date": max(said, default=None), "where_prec": where.code if where else None,
            "where_coordinates": place.name, "adm_1": place.admin1, "latitude": place.lat, "longitude": place.lon,
            "country": place.country, "date_prec": when.code if when else None,
            "date_end": day(event.time.end) if event.time else None, "best": killed.best if killed else None,
            "high": killed.high if killed else None, "low": killed.low if killed else None,
            "sayso_kind": event.kind, "sayso_status": event.status,
            "sayso_why": _why({"type_of_violence": what, "where_prec": where, "date_prec": when}, "low, best and high", trouble),
        }  # fmt: skip


class _Book:
    """Looks up the claims and outlets of events."""

    def __init__(self, record: PublicRecord) -> None:
        self._claims = {claim.id: claim for claim in record.claims}
        self._outlets = {source.id: source.outlet for source in record.sources}

    def claims(self, event: PublicEvent) -> Iterator[PublicClaim]:
        """Yield the claims of an event that go out."""
        return (self._claims[one] for one in event.claims if one in self._claims)

    def outlets(self, event: PublicEvent) -> str:
        """Return whose reports tell of it, each once."""
        return _together(self._outlets.get(claim.source, "") for claim in self.claims(event))

    def parties(self, event: PublicEvent, role: Role) -> str:
        """Return who takes part in one role, by any account that does not deny it."""
        told = (claim for claim in self.claims(event) if claim.status != "denied")
        return _together(party.shown for claim in told for party in claim.parties if party.role == role)


def _together(names: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(name for name in names if name))


def _days(event: PublicEvent, name: str) -> dict[str, object]:
    start = day(event.time.start) if event.time else None
    return {name: start, "year": int(start[:4]) if start else None}


def _place(event: PublicEvent) -> PublicPlace:
    return event.places[0] if event.places else PublicPlace(name="")


def _killed(event: PublicEvent) -> tuple[PublicRange | None, str]:
    """Return the one range of people killed; None with the reason where there is none, or several that are no one count."""
    found: Sequence[PublicRange] = [one for one in event.ranges if one.measure == "killed"]
    if len(found) == 1:
        return found[0], ""
    return None, "several populations are counted and none contains all" if found else "nobody gives a number"


def _why(given: Mapping[str, Code | None], figure: str, trouble: str) -> tuple[str, ...]:
    """Return a sentence for each variable that lacks a code or a detail."""
    found = [
        f"{variable}: {code.why if code else _NO_CODES}" for variable, code in given.items() if code is None or code.why
    ]
    return (*found, f"{figure}: {trouble}") if trouble else tuple(found)
