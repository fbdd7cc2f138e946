"""Following sources on loopback under an invented clock: what is asked for, what is noticed, what is kept."""

from collections.abc import Callable

import msgspec
import pytest

from bench.web.desk import Desk, address, article, rss
from bench.web.world import page
from sayso.ledger.asof import View
from sayso.sources import Source
from sayso.state import State
from sayso.verdicts import Request

Make = Callable[..., Desk]
HOUR = 3_600.0
PAGE = Source(name="Page", address=address("/a"), kind="page", interval_s=HOUR)
FEED = Source(name="Feed", address=address("/feed"), kind="feed", interval_s=HOUR)
THREE = "SAMPLE. Shells hit the town of Marivan on Monday, killing at least three people, the Harbour Watch group said."
FOUR = THREE.replace("three", "four")
CALM = "SAMPLE. The market of Marivan was open on Sunday, the town council said."


def happened(desk: Desk) -> list[str]:
    """Write what a round noticed: `changed 2 -1+1` is version 2 with one word gone and one new."""
    found = []
    for noticed in desk.round():
        for step in noticed.steps:
            words = "" if noticed.change is None else " -{}+{}".format(*noticed.change.words)
            found.append(f"{step.kind} {step.number}{words}")
    return found


def test_a_source_is_asked_for_at_its_interval_and_only_for_what_is_new(make: Make) -> None:
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    assert happened(desk) == ["first 1"]
    desk.later(HOUR / 2)
    assert (happened(desk), desk.asked()) == ([], ["/a"])
    assert 0 < desk.follower.wait_s() <= HOUR / 2
    desk.later(HOUR / 2)
    assert (happened(desk), desk.asked()) == ([], ["/a"])
    assert [fetch.reason for fetch in desk.ledger.fetches()] == ["200", "304"]


def test_a_silent_edit_is_a_new_version_and_the_old_one_stays(make: Make) -> None:
    """The newest version's claims stand; those of the older one are there as of then, and carry that they are superseded."""
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    desk.round()
    then = desk.ledger.head().seq
    (old,) = State(View.of(desk.ledger)).claims
    desk.site["/a"] = article(FOUR)
    desk.later(HOUR)
    assert happened(desk) == ["changed 2 -1+1"]
    now = State(View.of(desk.ledger))
    (new,) = now.claims
    assert (old.figures[0].low, new.figures[0].low) == (3, 4)
    assert now.superseded == {old.report: new.report}
    assert [report.id for report in now.reports()] == [new.report]
    assert [claim.id for claim in State(View.of(desk.ledger, known=then)).claims] == [old.id]
    assert desk.ledger.capture(old.report) == article(THREE).encode()


def test_what_people_decided_goes_over_to_the_same_words_of_the_new_version(make: Make) -> None:
    """And one event as of the new version is the event that all events give."""
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    desk.round()
    (old,) = State(View.of(desk.ledger)).claims
    desk.pipeline.decide(desk.ledger, Request(verb="reject", by="r1", reason="sample", claims=(old.id,)))
    desk.site["/a"] = article("SAMPLE. Shells hit Orsk on Tuesday, killing two people, the army said.", THREE)
    desk.later(HOUR)
    assert happened(desk) == ["changed 2 -0+12"]
    stood = State(View.of(desk.ledger))
    assert [claim.figures[0].low for claim in stood.claims] == [2]
    assert not stood.standing.findings
    (event,) = stood.events()
    assert stood.event_of(stood.claims[0].id, desk.pipeline.reach(desk.ledger)) == event


def test_pages_of_a_list_are_asked_for_again_where_that_is_wished(make: Make) -> None:
    desk = make(msgspec.structs.replace(FEED, again_s=3 * HOUR))
    desk.site |= {"/feed": rss(("/a", "A", "13T09")), "/a": article(THREE)}
    asked = []
    for _ in range(5):
        desk.round()
        asked.append("/a" in desk.asked())
        desk.later(HOUR + 10)
    assert asked == [True, False, False, True, False]


def test_a_clock_that_is_put_back_stops_nothing(make: Make) -> None:
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    desk.round()
    desk.later(-10 * HOUR)
    assert desk.follower.wait_s() == 0
    list(desk.follower.round())
    assert desk.asked() == ["/a", "/a"]


def test_an_edit_that_is_taken_back_lets_the_first_version_stand_again(make: Make) -> None:
    desk = make(PAGE)
    for words in (THREE, FOUR, THREE):
        desk.site["/a"] = article(words)
        desk.round()
        desk.later(HOUR)
    assert [claim.figures[0].low for claim in State(View.of(desk.ledger)).claims] == [3]


def test_a_deleted_page_is_gone_once_and_what_it_said_stands(make: Make) -> None:
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    desk.round()
    del desk.site["/a"]
    desk.later(HOUR)
    assert happened(desk) == ["gone 1"]
    desk.later(HOUR)
    assert happened(desk) == []
    assert len(State(View.of(desk.ledger)).claims) == 1
    desk.site["/a"] = article(THREE)
    desk.later(HOUR)
    assert happened(desk) == ["back 1"]


def test_a_consent_wall_in_the_place_of_a_page_supersedes_nothing(make: Make) -> None:
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    desk.round()
    desk.site["/a"] = "<html><body><nav>menu</nav></body></html>"
    desk.later(HOUR)
    assert happened(desk) == []
    assert len(State(View.of(desk.ledger)).claims) == 1


def test_a_page_that_moved_for_good_is_told_and_followed(make: Make) -> None:
    desk = make(PAGE)
    desk.site["/a"] = article(THREE)
    desk.round()
    desk.site |= {"/a": page("", "Location: /b", status="301 Moved Permanently"), "/b": article(THREE)}
    desk.later(HOUR)
    assert happened(desk) == ["moved 1"]
    desk.site["/b"] = article(FOUR)
    desk.later(HOUR)
    assert happened(desk) == ["changed 2 -1+1"]


def test_a_live_blog_that_grows_is_a_version_each_time(make: Make) -> None:
    desk = make(msgspec.structs.replace(PAGE, kind="live blog"))
    told = [f"SAMPLE. Update {n}: shells hit Marivan, killing {n} people, the army said." for n in range(2, 7)]
    seen = []
    for count in range(1, 6):
        desk.site["/a"] = article(*reversed(told[:count]))
        seen += happened(desk)
        desk.later(HOUR)
    assert seen == ["first 1", *(f"changed {n} -0+12" for n in range(2, 6))]


def test_pages_of_a_feed_are_fetched_once_and_again_when_the_feed_says_so(make: Make) -> None:
    """The publisher's own time is kept beside ours, and dates no claim."""
    desk = make(FEED)
    desk.site |= {"/feed": rss(("/a", "A", "13T09"), ("/b", "B", "12T09")), "/a": article(THREE), "/b": article(CALM)}
    desk.round()
    assert desk.asked() == ["/feed", "/a", "/b"]
    desk.later(HOUR)
    desk.round()
    assert desk.asked() == ["/feed"]
    desk.site |= {"/feed": rss(("/a", "A, corrected", "13T09"), ("/b", "B", "12T09")), "/a": article(FOUR)}
    desk.later(HOUR)
    assert happened(desk) == ["changed 2 -1+1"]
    assert desk.asked() == ["/feed", "/a"]
    (first, _) = desk.ledger.fetches_of(address("/a"))
    assert first.parent == address("/feed")
    assert first.listed is not None
    assert first.listed.published == "2031-05-13T09:00:00+00:00"
    assert all(report.published is None or "05-13" not in report.published for report in desk.ledger.reports())


@pytest.mark.parametrize(
    ("now", "asked", "why"),
    [
        (
            rss(("/c", "C", "13T12"), ("/b", "B", "12T09")),
            ["/a"],
            "an older one still stands: it may have been taken away",
        ),
        (rss(("/c", "C", "13T12")), [], "the feed grew past it"),
        (rss(), [], "an empty feed says nothing of any page"),
    ],
)
def test_what_left_its_feed_is_asked_for_once_more(make: Make, now: str, asked: list[str], why: str) -> None:
    desk = make(FEED)
    desk.site |= {"/feed": rss(("/c", "C", "13T12"), ("/a", "A", "13T09"), ("/b", "B", "12T09"))}
    desk.site |= {"/a": article(THREE), "/b": article(CALM), "/c": article(CALM, "SAMPLE.")}
    desk.round()
    desk.asked()
    desk.site["/feed"] = now
    del desk.site["/a"]
    desk.later(HOUR)
    noticed = happened(desk)
    assert (desk.asked()[1:], noticed) == (asked, ["gone 1"] * len(asked)), why
    desk.later(HOUR)
    desk.round()
    assert desk.asked() == ["/feed"], "once"


def test_a_page_that_was_led_to_before_the_end_is_fetched_by_the_next_run(make: Make) -> None:
    """The first run ends between the feed and its pages; the second asks for them at once, though the feed is not due."""
    desk = make(FEED)
    desk.site |= {"/feed": rss(("/a", "A", "13T09"), ("/b", "B", "12T09")), "/a": article(THREE), "/b": article(CALM)}
    next(iter(desk.follower.round()))
    desk.again()
    desk.asked()
    desk.round()
    assert sorted(desk.asked()) == ["/a", "/b"]
    assert len({fetch.id for fetch in desk.ledger.fetches()}) == 3


def test_pages_that_cannot_be_had_are_tried_three_times(make: Make) -> None:
    desk = make(FEED)
    desk.site |= {"/feed": rss(("/a", "A", "13T09")), "/a": page("", status="503 Not Now")}
    for _ in range(5):
        desk.round()
        desk.later(HOUR)
    assert desk.asked().count("/a") == 3


def test_lists_of_feeds_and_sitemaps_lead_on(make: Make) -> None:
    opml = f'<opml version="2.0"><body><outline text="x" xmlUrl="{address("/feed")}"/></body></opml>'
    index = f"<sitemapindex><sitemap><loc>{address('/map')}</loc></sitemap></sitemapindex>"
    sitemap = f"<urlset><url><loc>{address('/b')}</loc><lastmod>2031-05-12</lastmod></url></urlset>"
    desk = make(
        msgspec.structs.replace(FEED, name="O", address=address("/opml"), kind="OPML"),
        msgspec.structs.replace(FEED, name="S", address=address("/index"), kind="sitemap"),
    )
    desk.site |= {"/opml": opml, "/feed": rss(("/a", "A", "13T09")), "/index": index, "/map": sitemap}
    desk.site |= {"/a": article(THREE), "/b": article(CALM)}
    desk.round()
    assert sorted(desk.asked()) == ["/a", "/b", "/feed", "/index", "/map", "/opml"]
    desk.later(HOUR)
    desk.round()
    assert sorted(desk.asked()) == ["/feed", "/index", "/map", "/opml"]


def test_a_long_feed_is_taken_in_parts_and_a_source_beside_it_is_not_kept_waiting(make: Make) -> None:
    desk = make(FEED, PAGE)
    desk.site |= {"/feed": rss(*((f"/n{n}", str(n), "13T09") for n in range(60))), "/a": article(CALM)}
    list(desk.follower.round())
    asked = desk.asked()
    assert "/a" in asked
    assert len([path for path in asked if path.startswith("/n")]) == 50
    assert desk.follower.wait_s() == 0
    desk.round()
    assert len(desk.asked()) == 10
