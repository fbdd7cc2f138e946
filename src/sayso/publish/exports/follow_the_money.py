"""Writes FollowTheMoney entities, a JSON object a line: events, the articles that tell of them, bodies, and a note for each claim.

The model is that of followthemoney 4 (`Event`, `Article`, `Organization`, `Note`). Whoever has no id in the register of bodies becomes no
entity, so no private person does. A property that we cannot fill in its own sense is left out; a SHA-256 is no `contentHash`, which is SHA-1.
"""

from collections.abc import Iterable, Iterator

import msgspec

from sayso.publish.characters import for_xml
from sayso.publish.exports import File
from sayso.publish.exports.when import day
from sayso.publish.public.record import PublicClaim, PublicEvent, PublicRecord, PublicSource

MEDIA_TYPE = "application/jsonl"
LONGEST = {"name": 384, "title": 1024, "publisher": 1024, "location": 250, "keywords": 1024}
"""How many characters the model's types `name`, `string` and `address` may have; a longer value would be refused, so it is cut."""


def follow_the_money(record: PublicRecord) -> tuple[File, ...]:
    """Return every entity, sources first, so that what an entity refers to stands before it."""
    data = b"".join(msgspec.json.encode(entity) + b"\n" for entity in _entities(record))
    return (File("entities.ftm.json", data, MEDIA_TYPE, "FollowTheMoney entities, one a line."),)


def _entities(record: PublicRecord) -> Iterator[dict[str, object]]:
    for source in record.sources:
        yield _article(source, record.language)
    bodies: dict[str, str] = {}
    for claim in record.claims:
        named = [(speaker.id, speaker.shown) for speaker in claim.speakers if not speaker.role_only]
        for identity, name in (*named, *((party.id, party.shown) for party in claim.parties)):
            if identity is not None:
                bodies.setdefault(identity, name)
    for identity, name in bodies.items():
        yield _entity(f"body-{identity}", "Organization", {"name": [name]})
    claims = {claim.id: claim for claim in record.claims}
    for event in record.events:
        yield _event(event, [claims[one] for one in event.claims if one in claims], record)
    for claim in record.claims:
        yield _note(claim)


def _article(source: PublicSource, language: str) -> dict[str, object]:
    return _entity(
        f"source-{source.id}",
        "Article",
        {
            "fileName": [source.id], "title": [source.title], "name": [source.title], "publisher": [source.outlet],
            "sourceUrl": [source.link], "publishedAt": [day(source.published)], "language": _language(language),
        },
    )  # fmt: skip


def _event(event: PublicEvent, claims: list[PublicClaim], record: PublicRecord) -> dict[str, object]:
    first = event.places[0] if event.places else None
    involved = dict.fromkeys(f"body-{party.id}" for claim in claims for party in claim.parties if party.id is not None)
    figures = "; ".join(
        f"{one.what}{f' ({one.population})' if one.population else ''}: {one.words}" for one in event.ranges
    )
    return _entity(
        f"event-{event.id}",
        "Event",
        {
            "name": [event.heading.strip() or event.kind], "summary": [event.standing], "description": [figures],
            "startDate": [day(event.time.start) if event.time else None], "endDate": [day(event.time.end) if event.time else None],
            "location": [place.name for place in event.places], "country": [first.country.lower() if first and first.country else None],
            "keywords": [event.kind, event.status], "involved": involved, "recordId": [event.id], "publisher": [record.publisher],
            "proof": dict.fromkeys(f"source-{claim.source}" for claim in claims),
        },
    )  # fmt: skip


def _note(claim: PublicClaim) -> dict[str, object]:
    return _entity(
        f"claim-{claim.id}",
        "Note",
        {
            "entity": [f"event-{claim.event}" if claim.event else f"source-{claim.source}"], "name": [f"{claim.who}: {claim.says}"],
            "description": [claim.quote], "sourceUrl": [claim.link], "proof": [f"source-{claim.source}"], "createdAt": [day(claim.said)],
        },
    )  # fmt: skip


def _entity(identity: str, schema: str, properties: dict[str, Iterable[str | None]]) -> dict[str, object]:
    """Return an entity with those of its properties that have a value; texts as XML could hold them, which the model asks for."""
    known = {
        name: [_value(name, value) for value in values if value and value.strip()]
        for name, values in properties.items()
    }
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in known.items() if values}}


def _value(name: str, value: str) -> str:
    most = LONGEST.get(name)
    text = for_xml(value)
    return text if most is None or len(text) <= most else f"{text[: most - 1]}…"


def _language(language: str) -> list[str | None]:
    """Return a language in the three letters of ISO 639-3 that the model uses; nothing for one that we do not write."""
    return [{"en": "eng"}.get(language)]
