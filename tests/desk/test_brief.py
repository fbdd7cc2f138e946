"""The page of the brief: nobody waits for the gate before a blank page, an issue is made once, and what is shown is of the day."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from sayso.desk import issue as issue_of
from sayso.errors import UsageError
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from tests.desk.conftest import OURS, PRIVATE, desk_of, settings_of, settled

DAYS = """SAMPLE: an invented chronicle

2031-05-{day:02}

The Defence Ministry said {day} soldiers were killed by shelling of a base in Town {day} on {day} May 2031.
"""
TROUBLE = "the policy cannot be read"


class Held:
    """Holds the gate up until it is let go, and counts how often it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = Event()
        self.asked = 0
        made = issue_of.made

        def slow(*given: object) -> object:
            self.asked += 1
            self.go.wait(20)
            return made(*given)  # type: ignore[arg-type]  # what it was given

        monkeypatch.setattr("sayso.desk.reckoning.made", slow)


@pytest.fixture(name="held")
def held_(monkeypatch: pytest.MonkeyPatch) -> Held:
    monkeypatch.setattr("sayso.desk.screen_brief._AT_ONCE_S", 0.05)
    return Held(monkeypatch)


def says(html: str) -> str:
    """What the gate says."""
    return " ".join(re.sub(r"<[^>]*>", " ", " ".join(re.findall(r'class="gate-says.*?</p>', html, re.DOTALL))).split())


def filled(client: TestClient, address: str = "/brief") -> str:
    """The page once the gate has been asked."""
    for _ in range(60):
        html = client.get(f"{address}{'&' if '?' in address else '?'}wait=2").text
        if "data-under-way" not in html:
            return html
    raise AssertionError(says(html))


def test_the_page_is_there_before_the_gate_and_fills_itself_in(held: Held, client: TestClient) -> None:
    html = client.get("/brief").text
    assert "Being asked." in says(html)
    assert 'href="/brief">look again' in html
    assert re.search(r"<button[^>]*disabled>Publish", html)
    held.go.set()
    assert "to put right" in says(filled(client))


def test_an_issue_is_made_once_however_many_ask_and_kept_until_something_changes(
    held: Held, own: Path, client: TestClient
) -> None:
    with ThreadPoolExecutor(5) as many:
        pages = list(many.map(lambda _: client.get("/brief").text, range(5)))
    assert all("Being asked." in says(page) for page in pages)
    held.go.set()
    filled(client)
    assert held.asked == 1
    first = filled(client, "/brief?day=all")
    client.get("/claims/none")
    assert held.asked == 1
    held.go.clear()
    with Ledger.open(own) as ledger:
        claim = next(ledger.claims()).id
    client.post("/api/v1/decisions", json={"verb": "accept", "claims": [claim], "reason": "read"}, headers=OURS)
    settled(client)
    again = client.get("/brief").text
    assert "Being asked again." in says(again)
    assert re.search(r"What stands here is of entry \d+", says(again))
    held.go.set()
    assert held.asked == 2
    assert says(filled(client)) != says(first)


def test_what_fails_is_told_and_asked_anew(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> object:
        del given
        raise UsageError(TROUBLE)

    with monkeypatch.context() as broken_once:
        broken_once.setattr("sayso.desk.reckoning.made", broken)
        answer = client.get("/brief", params={"wait": 2})
    assert TROUBLE in answer.text
    assert answer.status_code < 500
    assert "to put right" in says(filled(client))


@pytest.fixture(name="month")
def month_(tmp_path: Path, opened: Callable[..., TestClient]) -> TestClient:
    """A desk on a ledger of fourteen days, an event a day."""
    pipeline = Pipeline()
    with Ledger.open(tmp_path / "month.ledger") as ledger:
        for day in range(1, 15):
            text = DAYS.format(day=day).encode()
            list(pipeline.add(ledger, [pipeline.read_sent(text, f"day-{day}.txt", published=f"2031-05-{day:02}")]))
    return opened(settings_of(tmp_path / "month.ledger"))


def test_of_many_days_the_newest_is_shown_and_the_gate_speaks_of_all(month: TestClient) -> None:
    assert len(desk_of(month).snapshots.newest.events) > 12
    html = filled(month)
    assert 'what happened on <time datetime="2031-05-14">' in html
    assert "about 1 event in 1 report" in html
    assert "14 killed" in html
    assert "13 killed" not in html
    assert "Shut: 14 things to put right." in says(html)
    assert "not of this day alone" in html
    before = re.search(r'href="(/brief\?day=2031-05-13)"', html)
    assert before
    assert "13 killed" in filled(month, before[1])
    assert "about 14 events in 14 reports" in filled(month, "/brief?day=all")


def test_the_draft_before_the_gate_names_nobody_either(held: Held, client: TestClient) -> None:
    html = client.get("/brief", params={"day": "2031-05-13"}).text
    held.go.set()
    assert "Being asked." in says(html)
    assert 'class="lead"' in html
    assert PRIVATE not in html
    assert PRIVATE not in filled(client, "/brief?day=2031-05-13")
