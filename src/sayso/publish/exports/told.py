"""Rows of what is told: events, claims, sources, corrections, what is gone, and on what accounts differ."""

from collections.abc import Iterator, Sequence

from sayso.publish.exports.when import day, time_columns, utc
from sayso.publish.public.record import PublicPlace, PublicRecord


def events(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row an event, in the record's own order."""
    for event in record.events:
        grades = {grade.question: grade.grade for grade in event.grades}
        yield {
            "id": event.id, "heading": event.heading, "kind": event.kind, "status": event.status, "standing": event.standing,
            "happened": grades.get("happened"), "responsibility": grades.get("responsibility"), "one_party": event.one_party,
            **place_columns(event.places), **time_columns(event.time), "origins": event.origins, "reports": event.reports,
            "disputes": tuple(dict.fromkeys(dispute.kind for dispute in event.disputes)), "claims": event.claims,
            "contains": tuple(dict.fromkeys(link.event for link in event.contains)),
            "within": tuple(dict.fromkeys(link.event for link in event.within)),
            "withheld": event.withheld, "graphic": event.graphic, "first_published": utc(event.first_published),
        }  # fmt: skip


def claims(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row a claim."""
    outlets = {source.id: source.outlet for source in record.sources}
    for claim in record.claims:
        yield {
            "id": claim.id, "event": claim.event, "source": claim.source, "outlet": outlets.get(claim.source),
            "kind": claim.kind, "status": claim.status, "channel": claim.channel, "who": claim.who,
            "speakers": tuple(speaker.shown for speaker in claim.speakers),
            "speaker_id": claim.speakers[0].id if claim.speakers else None, "says": claim.says,
            "agents": tuple(party.shown for party in claim.parties if party.role == "agent"),
            "targets": tuple(party.shown for party in claim.parties if party.role == "target"),
            **place_columns(claim.places), **time_columns(claim.time), "said": day(claim.said), "said_at": utc(claim.said),
            "quote": claim.quote, "label": claim.label, "link": claim.link, "rating": claim.rating, "review": claim.review,
        }  # fmt: skip


def sources(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row a report."""
    for source in record.sources:
        yield {
            "id": source.id, "title": source.title, "outlet": source.outlet, "link": source.link,
            "published": day(source.published), "published_at": utc(source.published), "basis": source.basis,
            "digest": source.digest, "licence": source.licence, "attribution": source.attribution,
            "redistribute": source.redistribute, "claims": source.claims, "notes": source.notes,
        }  # fmt: skip


def corrections(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row a correction, newest first."""
    for one in record.corrections:
        yield {
            "id": one.id, "at": utc(one.at), "kind": one.kind, "event": one.event, "sentence": one.sentence,
            "was": one.was, "now": one.now,
        }  # fmt: skip


def gone(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row for each event that stands no longer."""
    for one in record.gone:
        yield {"id": one.id, "at": utc(one.at), "why": one.why, "into": one.into, "sentence": one.sentence}


def disputes(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row for each point on which accounts of an event differ."""
    for event in record.events:
        for one in event.disputes:
            yield {"event": event.id, "kind": one.kind, "sentence": one.sentence, "claims": one.claims}


def place_columns(places: Sequence[PublicPlace]) -> dict[str, object]:
    """Return the columns that say where: all names, and the first place with what is known of it."""
    first = places[0] if places else None
    return {
        "place": first.name if first else None,
        "places": tuple(place.name for place in places),
        "place_id": first.id if first else None,
        "place_precision": first.precision if first else None,
        "country": first.country if first else None,
        "admin1": first.admin1 if first else None,
        "lat": first.lat if first else None,
        "lon": first.lon if first else None,
        "radius_m": first.radius_m if first else None,
        "place_coarsened": first.coarsened if first else None,
    }
