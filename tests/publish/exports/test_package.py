"""What stands beside the tables: codebook, descriptor, licence; and the forms that other programs speak."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from prov.model import ProvDocument

from sayso.errors import UsageError
from sayso.publish.exports import FORMATS
from sayso.publish.exports.codebook import codebook
from sayso.publish.exports.follow_the_money import LONGEST
from sayso.publish.exports.package import packed, written
from sayso.publish.exports.tables import columns
from tests.publish.public.made import LONG_NAME, empty, few, many

NAMES = tuple(one.name for one in FORMATS)


def test_the_descriptor_names_every_file_with_its_size_and_hash() -> None:
    found = {file.path: file for file in packed(few(), NAMES)}
    descriptor = json.loads(found.pop("datapackage.json").data)
    assert {one["path"] for one in descriptor["resources"]} == set(found)
    for one in descriptor["resources"]:
        data = found[one["path"]].data
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    names = [one["name"] for one in descriptor["resources"]]
    assert len(set(names)) == len(names)


def test_the_descriptor_says_of_which_state_it_is_and_under_which_licence() -> None:
    descriptor = json.loads(packed(few(), ["csv"])[-1].data)
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}]
    assert descriptor["created"] == "2031-05-16T05:00:00.000123Z"
    assert descriptor["sayso"]["ledger head, root"] == few().state.root
    assert descriptor["sources"][0] == {"title": "SAMPLE Harbour day 0", "path": "https://outlet0.example/day/0"}


def test_a_table_in_the_descriptor_has_the_columns_of_its_file() -> None:
    found = {file.path: file.data for file in packed(few(), ["csv", "jsonl"])}
    tables = [one for one in json.loads(found["datapackage.json"])["resources"] if one.get("type") == "table"]
    assert len(tables) == 18
    for one in tables:
        fields = [field["name"] for field in one["schema"]["fields"]]
        if one["path"].endswith(".csv"):
            assert next(csv.reader(io.StringIO(found[one["path"]].decode(), newline=""))) == fields
        elif found[one["path"]]:
            assert list(json.loads(found[one["path"]].split(b"\n", 1)[0])) == fields


def test_what_a_table_refers_to_is_in_the_table_that_it_names() -> None:
    found = {file.path: file.data for file in packed(few(), ["jsonl", "acled-like"])}
    tables = {
        one["name"]: one for one in json.loads(found["datapackage.json"])["resources"] if one.get("type") == "table"
    }
    seen = 0
    for one in tables.values():
        for key in one["schema"].get("foreignKeys", ()):
            seen += 1
            target = found[tables[key["reference"]["resource"]]["path"]].splitlines()
            known = {json.loads(line)["id"] for line in target} | {None}
            assert {json.loads(line)[key["fields"][0]] for line in found[one["path"]].splitlines()} <= known
    assert seen == 7


def test_the_codebook_tells_of_every_column() -> None:
    words = codebook(few())
    for name, table in columns().tables.items():
        assert f"## Table {name}" in words
        assert all(f"`{column}`" in words for column in table.columns)
    assert "Unknown is never zero" in words
    assert "Held back, nobody has looked at it yet: 3 claims" in words


def test_the_order_of_asking_makes_no_difference() -> None:
    assert packed(few(), ["jsonl", "csv", "jsonl"]) == packed(few(), ["csv", "jsonl"])


def test_a_format_that_there_is_not_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="there is no format 'pdf'; there are csv, xlsx"):
        packed(few(), ["csv", "pdf"])


def test_an_empty_record_gives_whole_files() -> None:
    found = {file.path: file.data for file in packed(empty(), NAMES)}
    assert json.loads(found["events.geojson"])["features"] == []
    assert found["events.csv"].count(b"\r\n") == 1
    assert found["events.jsonl"] == b""


SAME = """
import hashlib, locale, sys
from sayso.publish.exports.package import packed
from tests.publish.public.made import few
locale.setlocale(locale.LC_ALL, "")
for file in packed(few(), sys.argv[1:]):
    print(file.path, hashlib.sha256(file.data).hexdigest())
"""


def test_the_same_record_gives_the_same_bytes_wherever_it_is_written() -> None:
    """Another zone, locale and hash seed; `bench exports` does it in all ways and on both stores."""
    root = Path(__file__).resolve().parents[3]
    here = [f"{file.path} {hashlib.sha256(file.data).hexdigest()}" for file in packed(few(), NAMES)]
    for zone, language, seed in (("Pacific/Kiritimati", "C.UTF-8", "1"), ("America/St_Johns", "C", "2")):
        around = os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", SAME, *NAMES], env=around, capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines() == here


def test_geojson_keeps_to_its_standard() -> None:
    """RFC 7946: longitude first and within bounds, no `crs`, an event without a point with a null geometry."""
    found = json.loads(written(few(), "geojson")[0].data)
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert len(found["features"]) == len(few().events)
    for feature, event in zip(found["features"], few().events, strict=True):
        points = [(place.lon, place.lat) for place in event.places if place.lat is not None]
        shape = feature["geometry"]
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if not points:
            assert shape is None
            continue
        assert shape["type"] == ("Point" if len(points) == 1 else "MultiPoint")
        positions = [shape["coordinates"]] if len(points) == 1 else shape["coordinates"]
        assert [tuple(one) for one in positions] == points
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in positions)
        assert len(feature["properties"]["points"]) == len(points)


MONEY = {
    "Article": {"fileName", "title", "name", "publisher", "sourceUrl", "publishedAt", "language"},
    "Organization": {"name"},
    "Event": {
        "name", "summary", "description", "startDate", "endDate", "location", "country", "keywords", "involved", "recordId", "publisher",
        "proof",
    },
    "Note": {"entity", "name", "description", "sourceUrl", "proof", "createdAt"},
}  # fmt: skip
"""Schemas and properties of followthemoney 4.11 that we fill. The package with what it needs takes 187 MB, so it is no part of the tests."""
NEEDED = {"Article": "fileName", "Organization": "name", "Event": "name", "Note": "entity"}
REFERENCES = {"involved": "Organization", "proof": "Article"}


def test_follow_the_money_entities_keep_to_the_model() -> None:
    found = [json.loads(line) for line in written(few(), "ftm")[0].data.splitlines()]
    schema = {one["id"]: one["schema"] for one in found}
    assert len(schema) == len(found)
    for one in found:
        assert set(one) == {"id", "schema", "properties"}
        assert set(one["properties"]) <= MONEY[one["schema"]]
        assert one["properties"][NEEDED[one["schema"]]]
        for name, values in one["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert all(len(value) <= LONGEST.get(name, 65_000) for value in values)
            assert all(schema[value] == REFERENCES[name] for value in values if name in REFERENCES)
            assert all(value in schema for value in values if name == "entity")


def test_nobody_without_an_id_in_the_register_becomes_an_entity() -> None:
    names = [json.loads(line) for line in written(few(), "ftm")[0].data.splitlines()]
    assert {one["properties"]["name"][0] for one in names if one["schema"] == "Organization"} == {
        "Harbour Watch",
        "Hill Brigade",
    }


def test_a_name_too_long_for_the_model_is_cut() -> None:
    entities = [json.loads(line) for line in written(few(), "ftm")[0].data.splitlines()]
    assert any(one["properties"]["name"][0] == LONG_NAME[:383] + "…" for one in entities if one["schema"] == "Event")


def test_the_provenance_leads_from_every_claim_to_its_capture_and_to_the_publication() -> None:
    made = many(20)
    data = written(made, "prov")[0].data
    document = ProvDocument.deserialize(io.StringIO(data.decode()), format="json")
    assert len(list(document.get_records())) > len(made.claims)
    found = json.loads(data)
    came = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in found["wasDerivedFrom"].values()}
    held = {one["prov:entity"] for one in found["hadMember"].values()}
    for claim in made.claims:
        assert (f"id:claim-{claim.id}", f"id:source-{claim.source}") in came
        assert (f"id:event-{claim.event}", f"id:claim-{claim.id}") in came
        assert f"id:event-{claim.event}" in held
    known = set(found["entity"])
    assert {end for pair in came for end in pair} <= known
    assert held <= known
