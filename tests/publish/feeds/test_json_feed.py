"""JSON Feed 1.1: held to its rules; an event that is gone keeps its id, so a reader puts the reason in its place."""

import json
import re

import pytest

from sayso.publish.exports.package import written
from sayso.publish.feeds.entries import PAGE, lasting_id
from tests.publish.public.made import after_retraction, crowded, empty, few, many

RECORDS = {"few": few(), "empty": empty(), "many": many(250), "crowded": crowded(50)}
TOP = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "next_url": str, "language": str,
    "authors": list, "items": list,
}  # fmt: skip
ITEM = {
    "id": str, "url": str, "title": str, "content_html": str, "content_text": str, "summary": str, "date_published": str,
    "date_modified": str, "tags": list,
}  # fmt: skip
"""Members that the specification has, of those that we write, with their types."""


def trouble(feed: dict[str, object]) -> list[str]:
    """Return what breaks a rule of https://www.jsonfeed.org/version/1.1/."""
    found = [f"no {name}" for name in ("version", "title", "items") if name not in feed]
    items = feed["items"]
    assert isinstance(items, list)
    for where, allowed in [(feed, TOP), *((item, ITEM) for item in items)]:
        for name, value in where.items():
            if name.startswith("_"):
                found += [] if isinstance(value, dict) else [f"{name} is no object"]
            elif not isinstance(value, allowed.get(name, type(None))):
                found.append(f"{name} is {value!r}")
            elif name.startswith("date_") and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", str(value)):
                found.append(f"{name} is no instant")
            elif name.endswith("url") and not str(value).startswith("https://"):
                found.append(f"{name} is no address")
    for item in items:
        if "id" not in item or not ("content_html" in item or "content_text" in item):
            found.append(f"an item without id or content: {item}")
    if len({item["id"] for item in items}) < len(items):
        found.append("an id twice")
    return found


@pytest.mark.parametrize("name", RECORDS)
def test_every_document_keeps_to_the_rules(name: str) -> None:
    for file in written(RECORDS[name], "json-feed"):
        feed = json.loads(file.data)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert trouble(feed) == []


@pytest.mark.parametrize(
    "wrong", [{"id": 1, "content_text": ""}, {"id": "a"}, {"id": "a", "content_text": "", "date_modified": "now"}]
)
def test_the_rules_refuse_what_is_wrong(wrong: dict[str, object]) -> None:
    assert trouble({"version": "", "title": "", "items": [wrong]})


def test_the_pages_hold_every_event_once() -> None:
    files = {file.path: json.loads(file.data) for file in written(RECORDS["many"], "json-feed")}
    name, seen = "feed.json", []
    while name:
        assert len(files[name]["items"]) <= PAGE
        seen += [item["id"] for item in files[name]["items"]]
        name = files[name].get("next_url", "").rpartition("/")[2]
    assert sorted(seen) == sorted(lasting_id("event", event.id) for event in RECORDS["many"].events)


def test_a_retraction_takes_the_place_of_what_it_retracts() -> None:
    before = few()
    gone = before.events[3].id
    kept = {item["id"]: item for item in json.loads(written(before, "json-feed")[0].data)["items"]}
    kept |= {
        item["id"]: item for item in json.loads(written(after_retraction(before, gone), "json-feed")[0].data)["items"]
    }
    item = kept[lasting_id("event", gone)]
    assert (item["title"], item["content_text"]) == ("Withdrawn", "The outlet withdrew its report (SAMPLE).")
    assert "content_html" not in item
    assert item["date_modified"] == "2031-05-17T08:00:00Z"
