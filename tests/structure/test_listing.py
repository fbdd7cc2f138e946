"""Feeds, OPML and sitemaps: what they lead to; what is none, or means ill, is a sentence."""

import random
from collections.abc import Iterator

import pytest

from bench.web.feeds import FEEDS, mutated
from sayso.errors import InputError
from sayso.structure.listing import MOST_ITEMS, Listing, ListingWorker

BASE = "http://news.sample.org/feed"


@pytest.fixture(name="worker", scope="module")
def worker_() -> Iterator[ListingWorker]:
    with ListingWorker() as worker:
        yield worker


def write(listing: Listing) -> list[str]:
    """Write what a list leads to: path, what is there, and the publisher's times: `/a page 2031-05-13T09:00:00+00:00 -`."""
    return [
        f"{item.address.removeprefix('http://news.sample.org')} {item.leads} {item.listed.published or '-'} {item.listed.updated or '-'}"
        for item in listing.items
    ]


def read(worker: ListingWorker, data: bytes) -> list[str]:
    """Return what a list leads to; nothing for one that is refused with a sentence. Anything else that is raised ends the test."""
    try:
        return write(worker.read(data, BASE))
    except InputError:
        return []


@pytest.mark.parametrize(
    ("name", "kind", "items"),
    [
        ("rss", "feed", ["/a page 2031-05-13T07:00:00+00:00 -", "/b page - -"]),
        ("atom", "feed", ["/a page 2031-05-13T07:00:00+00:00 2031-05-13T08:00:00+00:00"]),
        ("rdf", "feed", ["/a page - 2031-05-13T09:00:00+00:00"]),
        ("json", "json-feed", ["/a page 2031-05-13T09:00:00+00:00 -", "/b page - -"]),
        ("opml", "opml", ["/feed feed - -", "/other feed - -"]),
        ("sitemap", "sitemap", ["/a page - 2031-05-13", "/b page - -"]),
        ("index", "sitemap", ["/map sitemap - 2031-05-13"]),
    ],
)
def test_what_a_list_leads_to(worker: ListingWorker, name: str, kind: str, items: list[str]) -> None:
    listing = worker.read(FEEDS[name], BASE)
    assert (listing.kind, write(listing)) == (kind, items)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "it is no feed"),
        (b"<html><body>Hello</body></html>", "it is no feed"),
        (b"{}", "it is no JSON Feed"),
        (b"[" * 100_000, "it is no JSON Feed"),
        (b"<opml><body>", "it is no XML"),
        (b"<opml>" + b"<a>" * 200, "more than 100 deep"),
        (b'<!DOCTYPE opml SYSTEM "http://10.0.0.7/x"><opml/>', "declares a document type"),
        (
            b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
            "declares",
        ),
    ],
)
def test_what_is_no_list_is_a_sentence(worker: ListingWorker, data: bytes, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        worker.read(data, BASE)


def test_entities_of_a_feed_open_nothing_and_make_nothing_large(worker: ListingWorker) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    feed = (
        f'<!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{bomb}]><rss version="2.0"><channel>'
    )
    feed += "<item><title>&e8;&f;</title><link>/a</link></item></channel></rss>"
    assert len(read(worker, feed.encode())) <= 1


def test_a_list_beyond_the_limit_is_cut_and_says_so(worker: ListingWorker) -> None:
    items = "".join(f"<item><link>/n{n}</link></item>" for n in range(MOST_ITEMS + 10))
    listing = worker.read(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), BASE)
    assert (len(listing.items), listing.listed) == (MOST_ITEMS, MOST_ITEMS + 10)


def test_addresses_that_are_none_are_left_out(worker: ListingWorker) -> None:
    links = ["javascript:alert(1)", "file:///etc/passwd", "http://[", "", "x" * 3_000, "/good"]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    assert write(worker.read(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), BASE)) == [
        "/good page - -"
    ]


def test_an_edit_of_words_is_seen_in_the_digest(worker: ListingWorker) -> None:
    first, second = (worker.read(data, BASE) for data in (FEEDS["rss"], FEEDS["rss"].replace(b"Title", b"Tale")))
    assert first.items[0].listed.digest != second.items[0].listed.digest
    assert first.items[1] == second.items[1]


def test_mutated_lists_are_lists_or_sentences(worker: ListingWorker) -> None:
    """500 lists with bytes changed, cut and repeated; the bench has 50,000."""
    chance = random.Random(7)  # noqa: S311 - the same mutations each time
    led = 0
    for _ in range(500):
        led += len(read(worker, mutated(chance))) > 0
    assert led > 100
