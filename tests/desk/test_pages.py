"""Pages work without scripts: events, claims in their text, the queue, adding, and what is said when something is wrong."""

import html

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import OURS, STORES, desk_of, hidden, settled


def told(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return html.unescape(answer.text)


def test_the_events_are_listed_with_what_is_disputed(client: TestClient) -> None:
    page = told(client, "/")
    assert "Shelling" in page
    assert "3 to 4 killed" in page
    assert "disputed: how many" in page


def test_an_event_shows_its_accounts_side_by_side(client: TestClient) -> None:
    event = next(e for e in desk_of(client).snapshots.newest.events if e.disputes)
    page = told(client, f"/events/{event.id}")
    assert "The Olm Watch group says four soldiers were killed by shelling of a base in Brask on Tuesday" in page
    assert "The Defence Ministry said three soldiers were killed" in page


def test_an_event_is_found_by_any_of_its_claims(client: TestClient) -> None:
    event = desk_of(client).snapshots.newest.events[0]
    by_claim, by_name = (
        told(client, f"/events/{name}").partition("<main")[2] for name in (event.claims[0].id, event.id)
    )
    assert by_claim == by_name != ""


def test_the_quote_stands_highlighted_in_the_whole_text(client: TestClient) -> None:
    claim = desk_of(client).snapshots.newest.claims[0]
    page = client.get(f"/claims/{claim.id}").text
    assert f'<mark id="words">{html.escape(claim.quote, quote=True)}</mark>'.replace("&#x27;", "&#39;") in page
    assert "SAMPLE: an invented live blog" in page


@STORES
def test_the_queue_is_worked_with_forms_alone_and_undone(client: TestClient) -> None:
    """Accept the first claim, see it no more, take it back, see it again."""
    first = client.get("/review").text
    claim = hidden(first, "claims")
    sent = {"verb": "accept", "claims": claim, "seen": hidden(first, "seen"), "next": "/review"}
    answer = client.post("/review", data=sent, headers=OURS)
    assert answer.status_code == 303
    after = client.get(answer.headers["location"]).text
    assert hidden(after, "claims") != claim
    undo = {name: hidden(after, name) for name in ("undoes", "reason")} | {"verb": "undo", "next": "/review"}
    undo["seen"] = after.split('name="undoes"')[1].split('name="seen" value="')[1].split('"')[0]
    assert client.post("/review", data=undo, headers=OURS).status_code == 303
    assert hidden(client.get("/review").text, "claims") == claim


@STORES
def test_two_decisions_about_one_claim_are_shown_both_to_the_second(client: TestClient) -> None:
    page = client.get("/review").text
    sent = {"verb": "reject", "claims": hidden(page, "claims"), "seen": hidden(page, "seen"), "next": "/review"}
    assert client.post("/review", data=sent | {"reason": "reads a headline"}, headers=OURS).status_code == 303
    late = client.post("/review", data=sent | {"reason": "misread the place"}, headers=OURS)
    assert late.status_code == 409
    assert "reads a headline" in late.text
    assert "misread the place" in late.text


@STORES
def test_a_pasted_text_is_read_and_its_events_appear(client: TestClient) -> None:
    words = (
        "SAMPLE. The Defence Ministry said nine soldiers were killed by an air strike on a barracks in Kolm on Monday."
    )
    sent = {"text": words, "name": "Radio Delta, 15 May", "published": "2031-05-15"}
    job = client.post("/add", data=sent, headers=OURS)
    assert job.status_code == 303
    while "running" in (page := client.get(job.headers["location"]).text) or "waiting:" in page:
        pass
    assert "1 new claim" in page, page
    settled(client)
    assert "air-strike" in client.get("/").text


def test_a_file_is_read_and_what_is_none_says_so(client: TestClient) -> None:
    files = {"file": ("note.txt", b"SAMPLE. Two people were injured by shelling in Kolm on Monday.", "text/plain")}
    assert client.post("/add", files=files, headers=OURS).status_code == 303
    job = client.post("/add", files={"file": ("pages.wacz", b"PK\x03\x04", "application/zip")}, headers=OURS)
    while "running" in (page := client.get(job.headers["location"]).text) or "waiting:" in page:
        pass
    assert "pages.wacz is no whole ZIP archive" in page


@STORES
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/review",
        "/add",
        "/reports",
        "/sources",
        "/decisions",
        "/changes",
        "/brief",
        "/account",
        "/changes?before=1&after=7",
    ],
)
def test_every_page_is_there(path: str, client: TestClient) -> None:
    told(client, path)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/events/none", 404, "look for one of its claims"),
        ("/claims/none", 404, "no claim has the id"),
        ("/nowhere", 404, "There is nothing of that name here"),
        ("/?since=yesterday", 400, "write one as 2031-05-14"),
        ("/?since=2031-05-15&until=2031-05-14", 400, "is later than"),
        ("/?as_of=noon", 400, "is no ISO date or instant"),
        ("/?known=900000", 400, "no entry 900000"),
        ("/?color=red", 400, "there is no parameter"),
        ("/problems/none", 404, "no such kind of trouble"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(path: str, status: int, says: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert says in html.unescape(answer.text)


def test_what_changed_begins_with_the_last_change(client: TestClient) -> None:
    compared = '<h2 class="ruled">'
    assert compared in told(client, "/changes")
    assert compared not in told(client, "/changes?before=2031-05-14T09:00Z")


def test_a_past_state_says_that_it_is_one(client: TestClient) -> None:
    page = told(client, "/?as_of=2031-05-14T09:00Z")
    assert "You are reading what was known at 09:00 UTC on 14 May 2031." in page
    assert "3 to 4 killed" not in page


def test_captured_markup_is_shown_as_text(client: TestClient) -> None:
    """Whatever a page says, no part of it becomes a part of ours."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)> The ministry said two soldiers were killed in Brask on Monday."
    sent = {"text": bad, "name": "<b>bold</b>", "published": "2031-05-15"}
    job = client.post("/add", data=sent, headers=OURS)
    while "running" in (page := client.get(job.headers["location"]).text) or "waiting:" in page:
        pass
    settled(client)
    report = desk_of(client).index.captures[-1].capture.id
    for path in ("/", f"/reports/{report}", "/reports", job.headers["location"], "/review"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b>" not in text
    plain = client.get(f"/api/v1/reports/{report}/text")
    assert plain.headers["content-type"] == "text/plain; charset=utf-8"
    assert plain.headers["x-content-type-options"] == "nosniff"
