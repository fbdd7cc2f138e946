"""Writes where everything comes from as W3C PROV-JSON: from captures to claims, to events, to this publication."""

from collections.abc import Iterator

import msgspec

from sayso.publish.exports import File
from sayso.publish.exports.facts import facts
from sayso.publish.exports.when import utc
from sayso.publish.public.record import PublicRecord

MEDIA_TYPE = "application/json"
_OURS = "https://w3id.org/sayso/terms#"
Attributes = dict[str, object]


def provenance(record: PublicRecord) -> tuple[File, ...]:
    """Return one document (W3C member submission PROV-JSON, 24 April 2013)."""
    data = msgspec.json.format(msgspec.json.encode(_document(record)), indent=1) + b"\n"
    return (File("provenance.json", data, MEDIA_TYPE, "Where everything comes from, as W3C PROV-JSON."),)


def _document(record: PublicRecord) -> dict[str, object]:
    entities = dict(_entities(record))
    agents, attributed = _agents(record)
    derived = list(_derived(record))
    return {
        "prefix": {"sayso": _OURS, "id": _place(record)},
        "entity": entities,
        "agent": agents,
        "activity": {
            "id:reading": {"prov:label": "reading reports for claims", "prov:type": _name("sayso:Reading")},
            "id:reconciling": {"prov:label": "joining claims into events", "prov:type": _name("sayso:Reconciling")},
            "id:publishing": {"prov:label": "making the public record", "prov:type": _name("sayso:Publishing")}
            | ({"prov:endTime": ended} if (ended := utc(record.state.recorded)) else {}),
        },
        "wasDerivedFrom": {f"_:d{number}": one for number, one in enumerate(derived)},
        "wasGeneratedBy": {
            f"_:g{number}": {"prov:entity": entity, "prov:activity": _made_by(entity)}
            for number, entity in enumerate(entity for entity in entities if not entity.startswith("id:source-"))
        },
        "wasAttributedTo": {f"_:a{number}": one for number, one in enumerate(attributed)},
        "hadMember": {
            f"_:m{number}": {"prov:collection": "id:publication", "prov:entity": f"id:event-{event.id}"}
            for number, event in enumerate(record.events)
        },
        "wasAssociatedWith": {
            f"_:w{number}": {"prov:activity": activity, "prov:agent": "id:engine"}
            for number, activity in enumerate(("id:reading", "id:reconciling", "id:publishing"))
        },
        "actedOnBehalfOf": {"_:o0": {"prov:delegate": "id:engine", "prov:responsible": "id:publisher"}},
        "wasInvalidatedBy": {
            f"_:i{number}": {"prov:entity": f"id:event-{one.id}", "prov:activity": "id:publishing"}
            | ({"prov:time": at} if (at := utc(one.at)) else {})
            for number, one in enumerate(record.gone)
        },
    }


def _entities(record: PublicRecord) -> Iterator[tuple[str, Attributes]]:
    """Yield captures, claims, events, events that are gone, and the publication."""
    for source in record.sources:
        made: Attributes = {"prov:type": _name("sayso:Capture"), "prov:label": source.title}
        if source.link:
            made["prov:location"] = _address(source.link)
        if source.digest:
            made["sayso:sha256"] = source.digest
        yield f"id:source-{source.id}", made
    for claim in record.claims:
        made = {
            "prov:type": _name("sayso:Claim"),
            "prov:label": f"{claim.who}: {claim.says}",
            "prov:value": claim.quote,
        }
        yield f"id:claim-{claim.id}", made | ({"prov:location": _address(claim.link)} if claim.link else {})
    for event in record.events:
        yield f"id:event-{event.id}", {"prov:type": _name("sayso:Event"), "prov:label": event.heading}
    for one in record.gone:
        yield f"id:event-{one.id}", {"prov:type": _name("sayso:Event"), "prov:label": one.sentence}
    told = {f"sayso:{name.replace(', ', '-').replace(' ', '-')}": value for name, value in facts(record).items()}
    yield "id:publication", {"prov:type": _name("prov:Collection"), "prov:label": record.title, **told}


def _agents(record: PublicRecord) -> tuple[dict[str, Attributes], list[Attributes]]:
    """Return who takes part, public names alone, and what is attributed to whom."""
    agents: dict[str, Attributes] = {
        "id:engine": {"prov:type": _name("prov:SoftwareAgent"), "prov:label": record.state.engine},
        "id:publisher": {"prov:type": _name("prov:Organization"), "prov:label": record.publisher or "not named"},
    }
    attributed: list[Attributes] = [{"prov:entity": "id:publication", "prov:agent": "id:publisher"}]
    outlets = {
        outlet: f"id:outlet-{number}"
        for number, outlet in enumerate(dict.fromkeys(one.outlet for one in record.sources))
    }
    agents |= {
        identity: {"prov:type": _name("prov:Organization"), "prov:label": outlet}
        for outlet, identity in outlets.items()
    }
    attributed += [{"prov:entity": f"id:source-{one.id}", "prov:agent": outlets[one.outlet]} for one in record.sources]
    bodies: dict[str, str] = {}
    for claim in record.claims:
        for speaker in claim.speakers:
            if speaker.id is not None and not speaker.role_only:
                identity = bodies.setdefault(speaker.id, f"id:body-{len(bodies)}")
                agents.setdefault(
                    identity,
                    {
                        "prov:type": _name("prov:Organization"),
                        "prov:label": speaker.shown,
                        "sayso:register": speaker.id,
                    },
                )
                attributed.append({"prov:entity": f"id:claim-{claim.id}", "prov:agent": identity})
    return agents, attributed


def _derived(record: PublicRecord) -> Iterator[Attributes]:
    """Yield each derivation: a claim quotes a capture, an event comes of claims, the publication of events."""
    for claim in record.claims:
        yield {
            "prov:generatedEntity": f"id:claim-{claim.id}", "prov:usedEntity": f"id:source-{claim.source}",
            "prov:activity": "id:reading", "prov:type": _name("prov:Quotation"),
        }  # fmt: skip
    for event in record.events:
        for claim_id in event.claims:
            yield {
                "prov:generatedEntity": f"id:event-{event.id}", "prov:usedEntity": f"id:claim-{claim_id}",
                "prov:activity": "id:reconciling",
            }  # fmt: skip
    for one in record.gone:
        if one.into is not None:
            yield {"prov:generatedEntity": f"id:event-{one.into}", "prov:usedEntity": f"id:event-{one.id}"}


def _made_by(entity: str) -> str:
    return {"claim": "id:reading", "event": "id:reconciling"}.get(entity[3:8], "id:publishing")


def _place(record: PublicRecord) -> str:
    """Return where the ids of this document lie: below the record's address, else in a space of no place."""
    return f"{record.address.rstrip('/')}/id/" if record.address else "urn:x-sayso:"


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _address(address: str) -> dict[str, str]:
    return {"$": address, "type": "xsd:anyURI"}
