"""The bar of moments has stops on both clocks, leads from one change to the next on either, and says which of them a page goes by."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.verdicts import Request
from tests.desk.conftest import settings_of


def _steps(page: str, clock: str) -> dict[str, str]:
    """Return where the links of one clock lead, by `prev` and `next`."""
    group = page.partition(f'class="steps {clock}"')[2].partition('class="steps')[0]
    return {name: html.unescape(to) for name, to in re.findall(r'rel="(prev|next)" href="([^"]*)"', group)}


def _stops(page: str, clock: str) -> list[str]:
    group = page.partition(f'class="steps {clock}"')[2]
    return html.unescape(group.partition('data-stops="')[2].partition('"')[0]).split("|")


@pytest.fixture(name="twice")
def twice_(own: Path, opened: Callable[..., TestClient]) -> TestClient:
    """A desk on a ledger of two reports and one decision: three things came in."""
    pipeline = Pipeline()
    text = "SAMPLE\n\nThe council of Tarn said a bridge was destroyed on Monday.\n"
    read = pipeline.read_sent(text.encode(), "https://tarn.example/1", published="2031-05-12", media_type="text/plain")
    with Ledger.open(own) as record:
        for _ in pipeline.add(record, [read]):
            pass
        claim = next(iter(record.claims())).id
        pipeline.decide(record, Request(verb="accept", claims=[claim], by="r1", reason="read as quoted"), seen=None)
    return opened(settings_of(own))


def test_the_clock_of_the_ledger_stops_behind_each_report_and_decision(twice: TestClient) -> None:
    """With a report come its claims: a stop is the last entry before the next thing came."""
    page = twice.get("/").text
    stops = [int(stop) for stop in _stops(page, "known")]
    assert len(stops) == 3
    held = [int(re.search(r'id="list-h">(\d+)', twice.get(f"/?known={stop}").text)[1]) for stop in stops]  # type: ignore[index]  # it says so
    assert held == [held[2] - 1, held[2], held[2]]
    assert "Nothing is accepted yet" in twice.get(f"/?known={stops[1]}").text
    assert "Nothing is accepted yet" not in twice.get(f"/?known={stops[2]}").text


def test_one_goes_back_and_forth_on_either_clock(twice: TestClient) -> None:
    page = twice.get("/").text
    stops = _stops(page, "known")
    assert _steps(page, "known") == {"prev": f"/?known={stops[1]}"}
    back = twice.get(f"/?known={stops[1]}").text
    assert _steps(back, "known") == {"prev": f"/?known={stops[0]}", "next": f"/?known={stops[2]}"}
    assert _steps(twice.get("/?as_of=2031-05-13").text, "said") == {
        "prev": "/?as_of=2031-05-12", "next": f"/?as_of={_stops(page, 'said')[1].replace(':', '%3A')}"
    }  # fmt: skip
    assert _steps(page, "said")["prev"].startswith("/?as_of=2031-05-14T")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("as_of=2031-05-14T09:00Z", "You are reading what was known at 09:00 UTC on 14 May 2031."),
        ("as_of=2031-05-14T09:00Z", "By the clock of those who speak: when they said it."),
        ("known=3", "You are reading what this ledger held at entry 3, recorded at"),
        ("known=3", "By the clock of this ledger: when it came in."),
        ("known=3", "Reviewing is off here."),
    ],
)
def test_a_past_page_says_which_clock_it_goes_by_and_that_reviewing_is_off(
    client: TestClient, asked: str, says: str
) -> None:
    page = html.unescape(client.get(f"/?{asked}").text)
    assert says in page
    assert '<html lang="en" class="past">' in page


def test_from_the_past_one_gets_to_the_queue_of_now(client: TestClient) -> None:
    """The pages where something is done know only now, and a link to them says nothing of a moment."""
    page = client.get("/?known=3").text
    assert 'href="/review"' in page
    assert 'href="/add"' in page
    assert 'href="/brief?known=3"' in page


@pytest.mark.parametrize(
    ("clock", "typed", "leads"),
    [
        ("known", "3", "/?known=3"),
        ("known", "2031-05-14 09:00", "/?known=2031-05-14T09%3A00Z"),
        ("said", "2031-05-14 9.30 UTC", "/?as_of=2031-05-14T09%3A30Z"),
        ("said", "", "/"),
    ],
)
def test_a_typed_moment_leads_to_the_page_on_its_clock(client: TestClient, clock: str, typed: str, leads: str) -> None:
    answer = client.get("/moment", params={"at": typed, "clock": clock, "here": "/?as_of=2030-01-01&after=x"})
    assert (answer.status_code, answer.headers["location"]) == (303, leads)


def test_what_changed_since_is_asked_on_the_clock_of_the_page(twice: TestClient) -> None:
    stops = _stops(twice.get("/").text, "known")
    answer = twice.get("/moment", params={"at": stops[0], "clock": "known", "here": "/", "compare": "now"})
    assert answer.headers["location"] == f"/changes?before={stops[0]}&after={stops[2]}&clock=known"
    assert "new" in twice.get(answer.headers["location"]).text
