"""Feeds as Atom: the grammar of RFC 4287 and 6721, a tolerant reader, archives, and a retraction that reaches a reader."""

import re
from functools import cache
from pathlib import Path

import feedparser
import msgspec
import pytest
from lxml import etree

from sayso.publish.exports.package import written
from sayso.publish.feeds.entries import PAGE, entries, lasting_id
from sayso.publish.public.record import PublicRecord
from tests.publish.feeds.readers import ATOM, TOMBSTONE, AtomReader, parsed
from tests.publish.public.made import (
    after_retraction,
    claim,
    crowded,
    empty,
    event,
    few,
    lasting,
    many,
    record,
    source,
    state,
)

RECORDS = {"few": few(), "empty": empty(), "many": many(250), "crowded": crowded(200)}


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG.from_rnc_string(Path(__file__).with_name("atom.rnc").read_text(encoding="utf-8"))


def documents(made: PublicRecord) -> list[bytes]:
    return [file.data for file in written(made, "atom")]


EVERY = [(f"{name}-{n}", data) for name, made in RECORDS.items() for n, data in enumerate(documents(made))]


@pytest.mark.parametrize(("name", "data"), EVERY, ids=lambda one: one if isinstance(one, str) else "")
def test_every_document_keeps_to_the_grammar_of_atom_and_tombstones(name: str, data: bytes) -> None:
    assert grammar().validate(etree.fromstring(data)), f"{name}: {grammar().error_log}"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<updated>2031-05-1", b"<updated>yesterday 2031-05-1"),
        (b" ref=", b" to="),
        (b"<title>SAMPLE Harbour record</title>", b""),
        (b"<summary>", b"<abstract>1</abstract><summary>"),
    ],
)
def test_the_grammar_refuses_what_is_wrong(right: bytes, wrong: bytes) -> None:
    """A check that could not fail would hold nothing."""
    data = documents(few())[0]
    assert right in data
    assert not grammar().validate(etree.fromstring(data.replace(right, wrong, 1)))


@pytest.mark.parametrize(("name", "data"), EVERY, ids=lambda one: one if isinstance(one, str) else "")
def test_rules_beyond_the_grammar(name: str, data: bytes) -> None:
    """RFC 4287: ids are addresses and unique (4.1.1, 4.2.6), instants are in UTC, one `self`, one `alternate` an entry."""
    feed = parsed(data)
    ids = [found.text or "" for found in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids), name
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    for stamp in (*feed.iter(f"{ATOM}updated"), *feed.iter(f"{ATOM}published")):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", stamp.text or "")
    relations = [link.attrib["rel"] for link in feed.findall(f"{ATOM}link")]
    assert len(set(relations)) == len(relations)
    assert "self" in relations
    for entry in feed.iter(f"{ATOM}entry"):
        assert len(entry.findall(f"{ATOM}link")) <= 1
        assert len(entry.findall(f"{ATOM}content")) == 1


@pytest.mark.parametrize(("name", "data"), EVERY, ids=lambda one: one if isinstance(one, str) else "")
def test_a_tolerant_reader_finds_nothing_amiss(name: str, data: bytes) -> None:
    found = feedparser.parse(data)
    assert not found.bozo, name
    assert len(found.entries) == data.count(b"<entry>")
    assert found.feed.title == "SAMPLE Harbour record"


def test_a_point_is_given_only_where_the_record_has_one() -> None:
    found = feedparser.parse(documents(few())[0])
    points = {one.id: one.get("where") for one in found.entries}
    for one in few().events:
        place = next((place for place in one.places if place.lat is not None), None)
        where = points[lasting_id("event", one.id)]
        assert (where is None) == (place is None)
        if where is not None and place is not None:
            assert where["coordinates"] == (place.lon, place.lat)


def test_a_script_in_a_quote_is_words() -> None:
    data = documents(few())[0]
    assert b"<script" not in data
    assert b"&lt;script&gt;alert(1)" in data


def test_the_words_of_a_source_stand_in_quotation_marks() -> None:
    told = [
        claim(lasting("event", 0), n, quote=words) for n, words in enumerate(("They fled", "“All left”", "“a” and “b"))
    ]
    (entry,) = entries(record([event(0, told)], told, [source()])).entries
    assert [one.text for one in entry.paragraphs if one.quote] == ["“They fled”", "“All left”", "““a” and “b”"]


def test_the_feed_was_last_changed_when_its_newest_entry_was_and_never_now() -> None:
    """Two publications of one state are the same bytes, so an address that is asked again answers "not modified"."""
    first = entries(few())
    assert first.updated == max(one.updated for one in first.entries)
    later = msgspec.structs.replace(few(), state=state(entries=43, recorded="2031-05-20T00:00:00Z"))
    unchanged = {one.id: one.updated for one in first.entries if one.event and one.event.first_published}
    assert {one.id: one.updated for one in entries(later).entries if one.id in unchanged} == unchanged


def test_an_entry_changes_when_something_is_said_after_its_publication_or_put_right() -> None:
    told = claim(lasting("event", 0), said="2031-05-15T20:00:00Z")
    (entry,) = entries(record([event(0, [told])], [told], [source()])).entries
    assert entry.updated.isoformat() == "2031-05-15T20:00:00+00:00"
    ahead = claim(lasting("event", 0), said="2031-06-15T20:00:00Z")
    (entry,) = entries(record([event(0, [ahead])], [ahead], [source()])).entries
    assert entry.updated == entry.published
    corrected = next(one for one in entries(few()).entries if one.id == lasting_id("event", lasting("event", 0)))
    assert corrected.paragraphs[0].text == "Correction, 2031-05-15: An earlier version gave 4 killed."


def test_a_retraction_reaches_a_reader() -> None:
    """The reader had the entry; after the next publication it has not, and the others are as they were."""
    before = few()
    gone = before.events[3].id
    reader = AtomReader()
    reader.read(documents(before)[0])
    had = dict(reader.kept)
    assert lasting_id("event", gone) in had
    reader.read(documents(after_retraction(before, gone))[0])
    assert set(had) - set(reader.kept) == {lasting_id("event", gone)}


def test_a_reader_that_comes_late_is_told_too() -> None:
    """Every tombstone stands in the current document, however many entries came since."""
    before = many(250)
    gone = before.events[0].id
    reader = AtomReader()
    for data in documents(before):
        reader.read(data)
    reader.read(documents(after_retraction(before, gone))[0])
    assert lasting_id("event", gone) not in reader.kept
    assert len(reader.kept) == 249


@pytest.mark.parametrize("why", ["retracted", "joined", "held-back", "no-claims"])
def test_every_way_of_being_gone_is_a_tombstone_with_its_reason(why: str) -> None:
    one = next(gone for gone in few().gone if gone.why == why)
    feed = parsed(documents(few())[0])
    stone = next(found for found in feed.iter(TOMBSTONE) if found.attrib["ref"] == lasting_id("event", one.id))
    assert stone.findtext("{http://purl.org/atompub/tombstones/1.0}comment") == one.sentence
    related = [link.attrib["href"] for link in stone.findall(f"{ATOM}link") if link.attrib["rel"] == "related"]
    assert related == ([f"https://record.sample.example/events/{one.into}.html"] if one.into else [])


@pytest.mark.parametrize("number", [0, 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1, 345])
def test_the_archives_hold_every_entry_and_lead_to_each_other(number: int) -> None:
    """RFC 5005, 4: from the current document back to the oldest, and forth; archives are marked as such."""
    found = {file.path: parsed(file.data) for file in written(many(number), "atom")}
    name, seen, visited = "feed.atom", set(), []
    while name:
        feed = found[name]
        visited.append(name)
        seen |= {entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}
        links = {link.attrib["rel"]: link.attrib["href"].rpartition("/")[2] for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == name
        archived = feed.find("{http://purl.org/syndication/history/1.0}archive") is not None
        assert archived == (name != "feed.atom") == ("current" in links)
        if len(visited) > 2:
            assert links["next-archive"] == visited[-2]
        name = links.get("prev-archive", "")
    assert sorted(visited) == sorted(found)
    assert len(seen) == number


def test_a_full_archive_stays_as_it_is_when_more_comes() -> None:
    """Only what is newer comes: the oldest page is the same bytes."""
    before = msgspec.structs.replace(many(250), state=state(recorded="2032-06-01T00:00:00Z"))
    new = event(999, first_published="2032-06-02T00:00:00Z")
    after = msgspec.structs.replace(before, events=(*before.events, new), state=state(recorded="2032-06-02T00:00:00Z"))
    assert written(before, "atom")[1].data == written(after, "atom")[1].data


def test_an_event_with_many_accounts_says_how_many_are_not_shown() -> None:
    (entry,) = entries(RECORDS["crowded"]).entries
    assert entry.paragraphs[-1].text == "180 further claims are not shown here."


def test_a_link_that_does_not_lead_into_the_web_is_none() -> None:
    told = claim(lasting("event", 0), link="javascript:alert(1)")
    assert b"javascript" not in documents(record([event(0, [told])], [told], [source()]))[0]


def test_a_correction_of_no_event_is_an_entry_of_its_own() -> None:
    one = msgspec.structs.replace(few().corrections[0], event=None)
    (entry,) = entries(record(corrections=(one,))).entries
    assert (entry.title, entry.summary) == ("Retraction", "The report was withdrawn by its outlet.")
