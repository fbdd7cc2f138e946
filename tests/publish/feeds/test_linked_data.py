"""schema.org linked data: each property stands on a type that has it, with a value that it may have, and no claim is rated."""

import json
import re
from collections.abc import Iterator

import pytest

from sayso.publish.exports.package import written
from tests.publish.public.made import crowded, empty, few, many, record

RECORDS = {
    "few": few(), "empty": empty(), "own licence": record(licence="LicenseRef-all-rights-reserved"), "many": many(40), "crowded": crowded(50),
}  # fmt: skip
PARENTS = {
    "LiveBlogPosting": "BlogPosting", "BlogPosting": "SocialMediaPosting", "SocialMediaPosting": "Article", "Article": "CreativeWork",
    "Claim": "CreativeWork", "Dataset": "CreativeWork", "CorrectionComment": "Comment", "Comment": "CreativeWork", "CreativeWork": "Thing",
    "Event": "Thing", "Place": "Thing", "Organization": "Thing", "GeoCoordinates": "StructuredValue", "StructuredValue": "Intangible",
    "Intangible": "Thing", "PostalAddress": "ContactPoint", "ContactPoint": "StructuredValue",
}  # fmt: skip
"""Types of schema.org that we use, each with the type above it."""
PROPERTIES: dict[str, tuple[set[str], set[str]]] = {
    "name": ({"Thing"}, {"Text"}), "description": ({"Thing"}, {"Text"}), "url": ({"Thing"}, {"URL"}),
    "headline": ({"CreativeWork"}, {"Text"}), "inLanguage": ({"CreativeWork"}, {"Text"}), "text": ({"CreativeWork"}, {"Text"}),
    "creditText": ({"CreativeWork"}, {"Text"}), "version": ({"CreativeWork"}, {"Text"}), "license": ({"CreativeWork"}, {"URL", "CreativeWork"}),
    "datePublished": ({"CreativeWork"}, {"Date", "DateTime"}), "dateModified": ({"CreativeWork"}, {"Date", "DateTime"}),
    "publisher": ({"CreativeWork"}, {"Organization"}), "author": ({"CreativeWork"}, {"Organization"}),
    "creator": ({"CreativeWork"}, {"Organization"}), "isAccessibleForFree": ({"CreativeWork"}, {"Boolean"}),
    "temporalCoverage": ({"CreativeWork"}, {"Text"}), "about": ({"CreativeWork"}, {"Thing"}), "mentions": ({"CreativeWork"}, {"Thing"}),
    "correction": ({"CreativeWork"}, {"CorrectionComment"}), "articleBody": ({"Article"}, {"Text"}),
    "coverageStartTime": ({"LiveBlogPosting"}, {"DateTime"}), "coverageEndTime": ({"LiveBlogPosting"}, {"DateTime"}),
    "liveBlogUpdate": ({"LiveBlogPosting"}, {"BlogPosting"}), "appearance": ({"Claim"}, {"CreativeWork"}),
    "measurementTechnique": ({"Dataset"}, {"Text"}), "variableMeasured": ({"Dataset"}, {"Text"}),
    "startDate": ({"Event"}, {"Date"}), "endDate": ({"Event"}, {"Date"}), "location": ({"Event"}, {"Place"}),
    "geo": ({"Place"}, {"GeoCoordinates"}), "address": ({"Place", "Organization"}, {"PostalAddress"}),
    "latitude": ({"GeoCoordinates", "Place"}, {"Number"}), "longitude": ({"GeoCoordinates", "Place"}, {"Number"}),
    "addressCountry": ({"PostalAddress"}, {"Text"}), "addressRegion": ({"PostalAddress"}, {"Text"}),
}  # fmt: skip
"""For each property the types that have it and the types that its value may be of (schema.org 29; subsets of both)."""


def above(kind: str) -> Iterator[str]:
    while kind:
        yield kind
        kind = PARENTS.get(kind, "")


def kinds(value: object) -> set[str]:
    """Return of which types a value is."""
    if isinstance(value, dict):
        return set(above(value["@type"]))
    if isinstance(value, bool):
        return {"Boolean"}
    if isinstance(value, int | float):
        return {"Number"}
    found = {"Text"}
    if re.fullmatch(r"https?://\S+", str(value)):
        found.add("URL")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        found.add("Date")
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", str(value)):
        found.add("DateTime")
    return found


def trouble(node: dict[str, object]) -> Iterator[str]:
    kind = str(node["@type"])
    for name, value in node.items():
        if name.startswith("@"):
            continue
        domains, ranges = PROPERTIES.get(name, (set(), set()))
        if not domains & set(above(kind)):
            yield f"{kind} has no {name}"
        for one in value if isinstance(value, list) else [value]:
            if not ranges & kinds(one):
                yield f"{name} of {kind} is {one!r}"
            if isinstance(one, dict):
                yield from trouble(one)


def graph(name: str) -> list[dict[str, object]]:
    document = json.loads(written(RECORDS[name], "json-ld")[0].data)
    assert set(document) == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    found: list[dict[str, object]] = document["@graph"]
    return found


@pytest.mark.parametrize("name", RECORDS)
def test_every_property_stands_where_the_vocabulary_has_it(name: str) -> None:
    assert [one for node in graph(name) for one in trouble(node)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Claim", "reviewRating": "1"}, {"@type": "Claim", "author": "somebody"}, {"@type": "Event", "text": "a"},
        {"@type": "LiveBlogPosting", "coverageStartTime": "2031-05-14"},
    ],
)  # fmt: skip
def test_the_table_refuses_what_is_wrong(wrong: dict[str, object]) -> None:
    assert list(trouble(wrong))


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_is_rated_and_nothing_can_end_a_script(name: str) -> None:
    data = written(RECORDS[name], "json-ld")[0].data
    assert b"<" not in data
    assert b"Rating" not in data
    assert b"ClaimReview" not in data


def test_a_live_blog_has_when_it_began_and_changed() -> None:
    blog = graph("few")[0]
    assert blog["@type"] == "LiveBlogPosting"
    assert blog["datePublished"] == "2031-05-15T06:00:00Z"
    assert str(blog["dateModified"]) >= str(blog["datePublished"])
    assert str(blog["coverageStartTime"]) <= str(blog["coverageEndTime"])
    updates = blog["liveBlogUpdate"]
    assert isinstance(updates, list)
    assert len(updates) == len(RECORDS["few"].events)


def claims(name: str) -> list[dict[str, object]]:
    return [one for update in graph(name)[0]["liveBlogUpdate"] for one in update.get("mentions", [])]  # type: ignore[attr-defined]  # a list of nodes


def test_a_claim_has_its_words_its_speaker_and_where_it_appeared() -> None:
    first = next(one for one in claims("few") if "author" in one)
    assert first["author"] == {"@type": "Organization", "name": "Harbour Watch"}
    assert first["creditText"] == "The mayor, as told by Harbour Watch"
    assert first["text"] == "“at least three people, two of them medics, were killed”"
    assert first["appearance"]["publisher"] == {"@type": "Organization", "name": "outlet0.example"}  # type: ignore[index]  # a node


def test_a_person_is_never_an_author() -> None:
    """Whoever is only a role, or not known to the register, stands in the words of the chain alone."""
    names = {one["author"]["name"] for one in claims("few") if "author" in one}  # type: ignore[index]  # a node
    assert names == {"Harbour Watch"}


def test_a_correction_stands_with_what_it_corrects() -> None:
    update = next(one for one in graph("few")[0]["liveBlogUpdate"] if "correction" in one)  # type: ignore[attr-defined]  # a list of nodes
    assert update["correction"][0]["text"] == "An earlier version gave 4 killed."
    assert update["correction"][0]["@type"] == "CorrectionComment"
