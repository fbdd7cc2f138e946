"""How sources stand: each state by its rule, from the fetches alone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from bench.web.desk import Desk, address, article, rss
from bench.web.world import page
from sayso.ledger.ledger import decode
from sayso.records import Capture
from sayso.sources import Source, SourceHealth
from sayso.watching.health import health, sources_of

Make = Callable[..., Desk]
HOUR, DAY = 3_600.0, 86_400.0
FEED = Source(name="Feed", address=address("/feed"), kind="feed", interval_s=HOUR, quiet_s=DAY)
CALM = "SAMPLE. The market of Marivan was open on Sunday, the town council said."
GOOD = rss(("/a", "A", "13T09"))


def stands(desk: Desk) -> SourceHealth:
    """Return how the first source of a desk stands now."""
    captures = [made for made in map(decode, desk.ledger.entries("capture")) if isinstance(made, Capture)]
    return health(desk.sources, desk.ledger.fetches(), captures, desk.world.now())[0]


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        (GOOD, "live", "the list answered"),
        (rss(), "empty", "no entries in it"),
        ("<html><body>Not here any more</body></html>", "broken", "unread: it is no feed"),
        (page("", status="403 No"), "broken", "403"),
        (page("", status="503 Not Now"), "failing", "503"),
        (None, "gone", "404"),
    ],
)
def test_states_are_told_apart_by_the_last_answer(
    make: Make, told: str | bytes | None, state: str, reason: str
) -> None:
    desk = make(FEED)
    desk.site |= {"/a": article(CALM), **({} if told is None else {"/feed": told})}
    desk.round()
    found = stands(desk)
    assert found.state == state
    assert reason in found.reason


def test_times_are_ours_and_the_publishers_each_by_its_name(make: Make) -> None:
    desk = make(FEED)
    desk.site |= {"/feed": GOOD, "/a": article(CALM)}
    desk.round()
    first = stands(desk)
    assert first.newest_item == "2031-05-13T09:00:00+00:00"
    desk.later(HOUR)
    desk.round()
    second = stands(desk)
    assert second.last_new == first.last_new
    assert (second.last_success or "") > (first.last_success or "")


def test_a_time_to_come_is_not_the_newest(make: Make) -> None:
    desk = make(FEED)
    desk.site |= {"/feed": rss(("/a", "A", "29T09"), ("/b", "B", "12T09")), "/a": article(CALM), "/b": article(CALM)}
    desk.round()
    assert stands(desk).newest_item == "2031-05-12T09:00:00+00:00"


def test_a_source_without_news_becomes_quiet_and_one_that_nobody_asks_unasked(make: Make) -> None:
    desk = make(FEED)
    desk.site |= {"/feed": GOOD, "/a": article(CALM)}
    assert stands(desk).state == "unasked"
    for _ in range(26):
        desk.round()
        desk.later(HOUR)
    assert stands(desk).state == "quiet"
    desk.later(3 * HOUR)
    assert stands(desk).state == "unasked"


def test_an_unchanged_answer_stands_for_what_it_was(make: Make) -> None:
    """An empty feed that is unchanged is still empty."""
    desk = make(FEED)
    desk.site["/feed"] = rss()
    for _ in range(2):
        desk.round()
        desk.later(HOUR)
    assert stands(desk).state == "empty"


def test_what_moved_for_good_says_where_to(make: Make) -> None:
    desk = make(FEED)
    desk.site |= {
        "/feed": page("", "Location: /new", status="301 Moved Permanently"),
        "/new": GOOD,
        "/a": article(CALM),
    }
    desk.round()
    assert (stands(desk).state, stands(desk).moved_to) == ("live", address("/new"))


def test_a_folder_is_empty_until_a_file_of_it_was_read(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    desk = make(Source(name="Folder", address=str(folder), kind="folder", interval_s=HOUR))
    (noticed,) = desk.round()
    assert noticed.refusal is not None
    assert stands(desk).state == "empty"
    (folder / "a.txt").write_text(CALM, encoding="utf-8")
    desk.later(HOUR)
    (noticed,) = desk.round()
    assert noticed.taken is not None
    assert noticed.taken.reading is not None
    desk.later(HOUR)
    assert desk.round() == []
    found = health(desk.sources, (), _captures(desk), desk.world.now() + timedelta(days=-1))
    assert found[0].last_new is not None


def test_a_ledger_without_the_file_knows_its_sources_from_its_fetches(make: Make) -> None:
    desk = make(FEED, msgspec.structs.replace(FEED, name="Page", address=address("/p"), kind="page"))
    desk.site |= {"/feed": GOOD, "/a": article(CALM), "/p": article(CALM)}
    desk.round()
    found = {source.name: source.kind for source in sources_of(desk.ledger.fetches())}
    assert found == {"Feed": "feed", "Page": "page"}


def _captures(desk: Desk) -> list[Capture]:
    return [made for made in map(decode, desk.ledger.entries("capture")) if isinstance(made, Capture)]
