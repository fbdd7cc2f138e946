"""Writes schema.org linked data: the record as a LiveBlogPosting and a Dataset, with claims and corrections, and never a rating."""

import msgspec

from sayso.publish.exports import File
from sayso.publish.exports.facts import licence_address
from sayso.publish.exports.when import day, utc, written
from sayso.publish.feeds.entries import Entry, entries, lasting_id, moment, web_link
from sayso.publish.public.record import Correction, PublicClaim, PublicEvent, PublicPlace, PublicRecord, PublicSource

MEDIA_TYPE = "application/ld+json"
Node = dict[str, object]


def linked_data(record: PublicRecord) -> tuple[File, ...]:
    """Return one document. It has no `<`, so it can stand in a page as it is."""
    document = {"@context": "https://schema.org", "@graph": [_blog(record), _dataset(record)]}
    data = msgspec.json.format(msgspec.json.encode(document), indent=1).replace(b"<", b"\\u003c") + b"\n"
    return (
        File("record.jsonld", data, MEDIA_TYPE, "schema.org LiveBlogPosting, Claim, CorrectionComment and Dataset."),
    )


def _blog(record: PublicRecord) -> Node:
    told = entries(record)
    sources = {source.id: source for source in record.sources}
    claims = {claim.id: claim for claim in record.claims}
    said = sorted(found for claim in record.claims if (found := moment(claim.said)) is not None)
    first = min((entry.published for entry in told.entries), default=told.updated)
    posts = [
        _post(record, entry, [_claim(claims[one], sources) for one in entry.event.claims if one in claims])
        for entry in told.entries
        if entry.event is not None
    ]
    return _known(
        {
            "@type": "LiveBlogPosting", "@id": told.id, "headline": record.title, "inLanguage": record.language,
            "url": record.address, "datePublished": written(first), "dateModified": written(told.updated),
            "coverageStartTime": written(said[0] if said else first),
            "coverageEndTime": written(said[-1] if said else told.updated),
            "publisher": _organisation(record.publisher), "license": _licence(record.licence), "liveBlogUpdate": posts,
            "correction": [_correction(one) for one in record.corrections],
        }
    )  # fmt: skip


def _post(record: PublicRecord, entry: Entry, claims: list[Node]) -> Node:
    event = entry.event
    corrections = [_correction(one) for one in record.corrections if event is not None and one.event == event.id]
    return _known(
        {
            "@type": "BlogPosting", "@id": entry.id, "headline": entry.title, "url": entry.link,
            "datePublished": written(entry.published), "dateModified": written(entry.updated),
            "articleBody": "\n\n".join(one.text for one in entry.paragraphs), "about": _event(event) if event else None,
            "mentions": claims, "correction": corrections,
        }
    )  # fmt: skip


def _event(event: PublicEvent) -> Node:
    return _known(
        {
            "@type": "Event", "name": event.heading, "startDate": day(event.time.start) if event.time else None,
            "endDate": day(event.time.end) if event.time else None, "location": [_place(place) for place in event.places],
        }
    )  # fmt: skip


def _place(place: PublicPlace) -> Node:
    point = (
        {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon} if place.lat is not None else None
    )
    address = _known({"@type": "PostalAddress", "addressCountry": place.country, "addressRegion": place.admin1})
    return _known(
        {"@type": "Place", "name": place.name, "geo": point, "address": address if len(address) > 1 else None}
    )


def _claim(claim: PublicClaim, sources: dict[str, PublicSource]) -> Node:
    """Return a claim with the speaker as its author.

    Only a body of the register is known to be one; of others the sort is not known, so they stand in `creditText` as every chain does.
    """
    speaker = next((one for one in claim.speakers if one.id is not None and not one.role_only), None)
    source = sources.get(claim.source)
    return _known(
        {
            "@type": "Claim", "@id": lasting_id("claim", claim.id), "name": claim.says, "text": claim.quote,
            "creditText": claim.who, "author": _organisation(speaker.shown) if speaker else None,
            "datePublished": utc(claim.said) or day(claim.said), "url": web_link(claim.link),
            "appearance": _article(source) if source else None,
        }
    )  # fmt: skip


def _article(source: PublicSource) -> Node:
    return _known(
        {
            "@type": "CreativeWork", "@id": lasting_id("source", source.id), "name": source.title, "url": web_link(source.link),
            "publisher": _organisation(source.outlet), "datePublished": utc(source.published) or day(source.published),
            "creditText": source.attribution,
        }
    )  # fmt: skip


def _correction(one: Correction) -> Node:
    return _known(
        {
            "@type": "CorrectionComment",
            "@id": lasting_id("correction", one.id),
            "text": one.sentence,
            "datePublished": utc(one.at),
        }
    )


def _dataset(record: PublicRecord) -> Node:
    days = [
        found
        for event in record.events
        if event.time
        for found in (day(event.time.start), day(event.time.end))
        if found
    ]
    recorded = utc(record.state.recorded)
    return _known(
        {
            "@type": "Dataset", "@id": lasting_id("dataset", record.address or record.title), "name": record.title,
            "description": "Claims of sources in their own words, the events they tell of together, and figures as ranges. "
            "It says who says what, and not what is true.",
            "inLanguage": record.language, "url": record.address, "license": _licence(record.licence),
            "creator": _organisation(record.publisher), "dateModified": recorded,
            "version": record.state.root or str(record.state.entries), "isAccessibleForFree": True,
            "temporalCoverage": f"{min(days)}/{max(days)}" if days else None,
            "measurementTechnique": f"figures by the rule {record.state.rule}; {record.state.engine}",
            "variableMeasured": sorted({one.what for event in record.events for one in event.ranges}),
        }
    )  # fmt: skip


def _organisation(name: str) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _licence(name: str) -> Node | str:
    return licence_address(name) or {"@type": "CreativeWork", "name": name}


def _known(node: Node) -> Node:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
