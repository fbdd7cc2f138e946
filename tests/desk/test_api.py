"""The API: tags and 304, the past, pages of lists, files, problems, decisions and their conflicts; and its own document."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.desk.app import ROUTES
from sayso.desk.exports import cell
from sayso.desk.openapi import document
from sayso.desk.options import Limits
from sayso.desk.paging import Order, paged
from sayso.desk.problems import KINDS
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.reconcile import reconcile
from tests.desk.conftest import OURS, STORES, Team, desk_of, settings_of, settled


def asked(client: TestClient, path: str, **headers: str) -> Any:  # noqa: ANN401 - any JSON
    answer = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == 200, (path, answer.text)
    return answer.json()


def claim_of(client: TestClient, low: int) -> str:
    """The claim with this figure."""
    return next(c.id for c in desk_of(client).snapshots.newest.claims if c.figures and c.figures[0].low == low)


def decide(client: TestClient, status: int = 201, **body: object) -> Any:  # noqa: ANN401 - any JSON
    answer = client.post("/api/v1/decisions", json={"reason": "seen in the words"} | body, headers=OURS)
    assert answer.status_code == status, answer.text
    return answer.json()


# Lists and single things.


@STORES
def test_events_are_those_that_the_ledger_gives(client: TestClient, where: str) -> None:
    with Ledger.open(where) as ledger:
        expected = {event.id for event in Pipeline().events(ledger.claims())}
    found = asked(client, "/api/v1/events")
    assert {event["id"] for event in found["items"]} == expected
    assert found["total"] == len(expected)


@STORES
def test_an_event_has_its_accounts_side_by_side(client: TestClient) -> None:
    event = next(e for e in asked(client, "/api/v1/events")["items"] if e["disputes"])
    one = asked(client, f"/api/v1/events/{event['id']}")
    told = [(account["origin"], line["says"]) for account in one["accounts"] for line in account["lines"]]
    assert told == [
        ("Defence Ministry", "shelling; 3 killed (soldiers)"),
        ("Olm Watch group", "shelling; 4 killed (soldiers)"),
    ]
    assert any(code["scheme"].startswith("ACLED") for code in one["event"]["codes"])


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("disputed=true&kind=shelling", {"shelling"}),
        ("kind=ceasefire", {"ceasefire"}),
        ("kind=ceasefire&kind=shelling&place=Kolm", {"shelling"}),
        ("since=2031-05-13&until=2031-05-13", {"shelling"}),
        ("place=Nowhere", set()),
        ("since=", {"ceasefire", "shelling"}),
    ],
)
def test_events_are_picked_as_the_commands_pick_them(query: str, kinds: set[str], client: TestClient) -> None:
    assert {event["kind"] for event in asked(client, f"/api/v1/events?{query}")["items"]} == kinds


@STORES
@pytest.mark.parametrize(
    "path",
    ["/api/v1/positions", "/api/v1/sources", "/api/v1/reports", "/api/v1/decisions", "/api/v1/brief", "/api/v1/head"],
)
def test_the_other_lists_are_there(path: str, client: TestClient) -> None:
    asked(client, path)


@STORES
def test_changes_between_two_moments(client: TestClient) -> None:
    found = asked(client, "/api/v1/changes?before=2031-05-14T09:00Z&after=2031-05-14T16:00Z")
    assert any("3" in change["sentence"] and "4" in change["sentence"] for change in found["difference"]["changes"])


@STORES
def test_why_a_claim_stands_in_an_event(client: TestClient) -> None:
    snapshot = desk_of(client).snapshots.newest
    event = next(e for e in snapshot.events if len(e.claims) == 2)
    assert asked(client, f"/api/v1/claims/{event.claims[0].id}/why?event={event.id}")["together"] is True


# Tags and the past.


@STORES
def test_the_same_is_not_sent_twice_and_what_changed_is(client: TestClient) -> None:
    kept = [route for route in ROUTES if route.kept and "{" not in route.path]
    assert len(kept) >= 6
    for route in kept:
        first = client.get(route.path)
        again = client.get(route.path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    decide(client, verb="accept", claims=[claim_of(client, 3)])
    settled(client)
    for route in kept:
        assert client.get(route.path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_a_tag_is_of_what_was_asked_and_by_whom(team: Team) -> None:
    """Nobody is told that nothing changed who would be shown something else."""
    tags = {
        team.client.get(path, headers=team.token(role)).headers["etag"]
        for path in ("/api/v1/events", "/api/v1/events?limit=1", "/api/v1/claims", "/api/v1/events.csv")
        for role in ("read", "review")
    }
    assert len(tags) == 8


@STORES
def test_looking_changes_no_tag(team: Team) -> None:
    """That somebody looked is an entry too, but not one that makes any answer another."""
    before = team.client.get("/api/v1/claims", headers=team.token("review")).headers["etag"]
    team.client.portal.call(team.desk.audit.flush)  # type: ignore[union-attr]  # there while it is entered
    settled(team.client)
    assert team.client.get("/api/v1/claims", headers=team.token("review")).headers["etag"] == before


@STORES
def test_both_clocks_can_be_asked(client: TestClient) -> None:
    said = asked(client, "/api/v1/claims?as_of=2031-05-14T09:00Z")
    assert [c["figures"][0]["low"] for c in said["items"] if c["figures"]] == [3]
    assert said["state"]["sentence"].startswith("A past state: what had been said by 2031-05-14 09:00 UTC")
    assert asked(client, "/api/v1/claims?known=0")["items"] == []


@STORES
def test_memento_leads_to_the_state_at_a_moment_and_back(client: TestClient) -> None:
    """RFC 7089: a list is its own time gate; the state that it leads to says of when it is, and where the list itself is."""
    before = asked(client, "/api/v1/decisions")["state"]
    at = format_datetime(datetime.now(UTC), usegmt=True)
    decide(client, verb="accept", claims=[claim_of(client, 3)])
    settled(client)
    gate = client.get("/api/v1/decisions?limit=5", headers={"Accept-Datetime": "Mon, 01 Jan 2001 00:00:00 GMT"})
    assert (gate.status_code, gate.headers["location"]) == (302, "/api/v1/decisions?limit=5&known=1")
    assert "Accept-Datetime" in gate.headers["vary"]
    memento = client.get(f"/api/v1/decisions?limit=5&known={before['entry']}")
    assert memento.json()["items"] == []
    assert parsedate_to_datetime(memento.headers["memento-datetime"]) <= parsedate_to_datetime(at)
    assert '</api/v1/decisions?limit=5>; rel="original timegate"' in memento.headers["link"]
    assert 'rel="timemap"; type="application/link-format"' in memento.headers["link"]
    assert "memento-datetime" not in client.get("/api/v1/decisions").headers


@STORES
def test_the_time_map_lists_the_past_states(client: TestClient) -> None:
    decide(client, verb="accept", claims=[claim_of(client, 3)])
    settled(client)
    found = client.get("/api/v1/timemap?of=/api/v1/events")
    assert found.headers["content-type"] == "application/link-format"
    assert found.text.startswith('</api/v1/events>; rel="original timegate"')
    mementos = [line for line in found.text.splitlines() if 'rel="memento"' in line]
    assert mementos
    address = mementos[-1].partition("<")[2].partition(">")[0]
    assert asked(client, address)["total"] == asked(client, "/api/v1/events")["total"]


@pytest.mark.parametrize("said", ["yesterday", "", "2031-05-14"])
def test_what_is_no_date_of_http_is_said_to_be_none(said: str, client: TestClient) -> None:
    answer = client.get("/api/v1/events", headers={"Accept-Datetime": said})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-request")


# Pages of a list.


@given(
    rows=st.sets(st.tuples(st.sampled_from("abc"), st.integers(0, 50))),
    limit=st.integers(1, 7),
    order=st.sampled_from(["oldest", "newest"]),
    added=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), max_size=5),
)
def test_every_row_is_on_one_page(
    rows: set[tuple[str, int]], limit: int, order: Order, added: list[tuple[str, int]]
) -> None:
    """Each once, in order; also where others are added between two pages."""
    held, after = set(rows), None
    seen: list[tuple[str, int]] = []
    for extra in (*added, *[None] * 200):
        page = paged(sorted(held), lambda row: row, after=after, limit=limit, order=order)
        seen += page.rows
        after = page.next
        if after is None:
            break
        held |= {extra} if extra is not None else set()
    assert len(seen) == len(set(seen))
    assert rows <= set(seen) <= held
    assert seen == sorted(seen, reverse=order == "newest")


@STORES
def test_following_the_links_gives_every_row_once(client: TestClient) -> None:
    for path, count in (("/api/v1/claims", 5), ("/api/v1/events", 3)):
        for order in ("oldest", "newest"):
            address: str | None = f"{path}?limit=2&order={order}"
            found: list[str] = []
            while address is not None:
                answer = client.get(address)
                found += [item["id"] for item in answer.json()["items"]]
                address = answer.json()["next"]
                assert (f'<{address}>; rel="next"' in answer.headers["link"]) == (address is not None)
            assert len(found) == len(set(found)) == count


@pytest.mark.parametrize("cursor", ["x", "AAAA", "W10", "WzFd", "bnVsbA", "WyIyMDMxIiwgWzFdXQ", "🙂", "W251bGwsIDFd"])
def test_a_broken_cursor_is_said_to_be_one(cursor: str, client: TestClient) -> None:
    answer = client.get("/api/v1/events", params={"after": cursor})
    assert answer.status_code in {200, 400}
    assert client.get("/api/v1/events", params={"after": "x"}).status_code == 400


# Files.


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1", "\0=1", "\n@x"])
def test_no_cell_is_carried_out(value: str) -> None:
    """OWASP ASVS 5.0, 1.2.10; a figure stays a figure."""
    assert str(cell(value)).startswith("'")
    assert cell(-3.5) == -3.5


@STORES
def test_a_list_as_csv_has_all_rows_under_names(client: TestClient) -> None:
    answer = client.get("/api/v1/claims.csv?limit=1")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == len(desk_of(client).snapshots.newest.claims)
    assert {row["event"] for row in rows} == {"ceasefire", "shelling"}
    assert answer.headers["content-disposition"] == 'attachment; filename="claims.csv"'


def test_events_with_a_point_as_geojson(client: TestClient) -> None:
    claim = claim_of(client, 3)
    decide(
        client,
        verb="edit",
        claims=[claim],
        field="places",
        value='[{"name": "Brask", "lat": 31.5, "lon": 30.25, "precision": "city"}]',
    )
    settled(client)
    found = client.get("/api/v1/events.geojson").json()
    assert [feature["geometry"] for feature in found["features"]] == [{"type": "Point", "coordinates": [30.25, 31.5]}]


# Decisions.


@STORES
def test_a_decision_is_recorded_and_its_claim_knows(client: TestClient) -> None:
    claim = claim_of(client, 4)
    made = decide(client, verb="accept", claims=[claim])
    settled(client)
    one = asked(client, f"/api/v1/claims/{claim}")
    assert one["claim"]["accepted"] is True
    assert [(d["verb"], d["seq"], d["undone"]) for d in one["decisions"]] == [("accept", made["entry"], False)]
    decide(client, verb="undo", undoes=made["decision"]["id"])
    settled(client)
    assert asked(client, f"/api/v1/claims/{claim}")["claim"]["accepted"] is False


@STORES
def test_every_verb_is_taken(client: TestClient) -> None:
    """Accept, reject, edit, grade, split, merge, pin, undo: each changes what the lists say."""
    three, four = claim_of(client, 3), claim_of(client, 4)
    event = desk_of(client).snapshots.newest.home[three]
    decide(client, verb="split", events=[event], claims=[four])
    settled(client)
    home = desk_of(client).snapshots.newest.home
    assert home[three] != home[four]
    decide(client, verb="merge", events=[home[three], home[four]])
    settled(client)
    home = desk_of(client).snapshots.newest.home
    assert home[three] == home[four]
    decide(client, verb="pin", events=[home[three]])
    decide(client, verb="grade", claims=[three], value="2")
    decide(client, verb="edit", claims=[three], field="status", value="denied")
    settled(client)
    one = asked(client, f"/api/v1/claims/{three}")["claim"]
    assert (one["rating"][1], one["status"]) == ("2", "denied")
    decide(client, verb="reject", claims=[three])
    settled(client)
    assert asked(client, f"/api/v1/claims/{three}")["stands"] is False


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"verb": "accept"}, 422, "unprocessable"),
        ({"verb": "accept", "claims": ["none"]}, 404, "unknown"),
        ({"verb": "merge", "events": []}, 422, "unprocessable"),
        ({"verb": "merge", "events": ["none", "other"]}, 409, "gone-since"),
        ({"verb": "pin"}, 422, "unprocessable"),
        ({"verb": "split", "claims": ["CLAIM"]}, 422, "unprocessable"),
        ({"verb": "edit", "claims": ["CLAIM"], "field": "quote", "value": "x"}, 422, "unprocessable"),
        ({"verb": "edit", "claims": ["CLAIM"]}, 422, "unprocessable"),
        ({"verb": "grade", "claims": ["CLAIM"], "value": "9"}, 422, "unprocessable"),
        ({"verb": "undo"}, 422, "unprocessable"),
        ({"verb": "undo", "undoes": "none"}, 404, "unknown"),
        ({"verb": "burn", "claims": ["CLAIM"]}, 400, "bad-request"),
        ({"verb": "accept", "claims": ["CLAIM"], "seen": 900_000}, 400, "bad-request"),
        ({"verb": "accept", "claims": ["CLAIM"], "seen": -1}, 400, "bad-request"),
        ({"verb": "accept", "claims": ["CLAIM"], "reason": " "}, 422, "unprocessable"),
        ({"verb": "accept", "claims": ["CLAIM"], "reason": "x" * 2_001}, 422, "unprocessable"),
        ({"verb": "accept", "claims": ["CLAIM"], "color": "red"}, 400, "bad-request"),
    ],
)
def test_what_cannot_be_decided_is_said_and_not_recorded(
    body: dict[str, Any], status: int, kind: str, client: TestClient
) -> None:
    claim = claim_of(client, 3)
    before = asked(client, "/api/v1/head")["ledger"]
    filled = body | {"claims": [claim if c == "CLAIM" else c for c in body.get("claims", [])]}
    found = decide(client, status, **filled)
    assert found["type"] == f"/problems/{kind}"
    assert asked(client, "/api/v1/head")["ledger"] == before


@STORES
def test_a_conflict_is_told_with_both_texts(client: TestClient) -> None:
    """Two people read the same state; the second is told what the first decided, and nothing of theirs is recorded."""
    claim = claim_of(client, 4)
    answer = client.get(f"/api/v1/claims/{claim}")
    seen = answer.json()["state"]["entry"]
    decide(
        client, verb="edit", claims=[claim], field="status", value="denied", reason="the ministry denies it", seen=seen
    )
    late = {"verb": "edit", "claims": [claim], "field": "status", "value": "planned", "reason": "only announced"}
    for headers, body in ((OURS, late | {"seen": seen}), (OURS | {"If-Match": answer.headers["etag"]}, late)):
        found = client.post("/api/v1/decisions", json=body, headers=headers)
        assert found.status_code == 409
        assert found.headers["content-type"] == "application/problem+json"
        told = found.json()
        assert told["type"] == "/problems/conflict"
        assert [(d["field"], d["value"], d["reason"]) for d in told["theirs"]] == [
            ("status", '"denied"', "the ministry denies it")
        ]
        assert (told["yours"]["value"], told["yours"]["reason"]) == ("planned", "only announced")
        assert told["seen"] == seen
    settled(client)
    assert len(asked(client, "/api/v1/decisions")["items"]) == 1


# Trouble.


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404), ("POST", "/api/v1/events", 405), ("GET", "/api/v1/events/none", 404),
        ("GET", "/api/v1/events?limit=0", 400), ("GET", "/api/v1/events?limit=many", 400), ("GET", "/api/v1/events?kind=party", 400),
        ("GET", "/api/v1/events?limit=1&limit=2", 400), ("GET", "/api/v1/changes", 400), ("GET", "/api/v1/changes?before=9&after=2", 400),
        ("GET", "/api/v1/timemap?of=//elsewhere.example", 400), ("GET", "/api/v1/claims/none/why?event=x", 404),
        ("GET", "/api/v1/reports/none/text", 404), ("GET", "/api/v1/jobs/none", 404), ("GET", "/api/v1/events?rule=best", 400),
        ("POST", "/api/v1/decisions", 415), ("POST", "/api/v1/reports", 415),
    ],
)  # fmt: skip
def test_trouble_is_told_as_a_problem_of_a_kind_that_is_explained(
    method: str, path: str, status: int, client: TestClient
) -> None:
    answer = client.request(method, path, headers=OURS)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["advice"]
    assert client.get(body["type"]).status_code == 200


def test_every_kind_of_trouble_is_explained(client: TestClient) -> None:
    for name, kind in KINDS.items():
        page = client.get(f"/problems/{name}")
        assert page.status_code == 200
        assert kind.title.split("’")[0] in page.text


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b'{"verb": 1}', b"\xff", b"{" * 5_000])
def test_a_broken_body_is_said_to_be_one(body: bytes, client: TestClient) -> None:
    answer = client.post("/api/v1/decisions", content=body, headers=OURS | {"Content-Type": "application/json"})
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("body", [b"", b"--x\r\nfield[: y\r\n\r\n", b"--x\r\n\r\n", b"\0" * 50, b"--x--", b"--y\r\n"])
def test_a_broken_form_is_said_to_be_one(kind: str, body: bytes, client: TestClient) -> None:
    for path in ("/api/v1/reports", "/add", "/review"):
        answer = client.post(path, content=body, headers=OURS | {"Content-Type": kind})
        assert answer.status_code == 400, (path, answer.text)


def test_a_large_body_is_refused_before_it_is_read(own: Path, opened: Callable[..., TestClient]) -> None:
    limits = Limits(body_bytes=1_000, upload_bytes=5_000)
    client = opened(settings_of(own, limits=limits))
    json = OURS | {"Content-Type": "application/json"}
    assert client.post("/api/v1/decisions", content=b" " * 1_001, headers=json).status_code == 413

    def in_pieces() -> Any:  # noqa: ANN401 - bytes
        yield from [b" " * 600] * 2

    assert client.post("/api/v1/decisions", content=in_pieces(), headers=json).status_code == 413
    file = {"file": ("a.txt", b"x" * 6_000, "text/plain")}
    answer = client.post("/api/v1/reports", files=file, headers=OURS)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_whoever_asks_too_often_is_told_when_to_come_back(own: Path, opened: Callable[..., TestClient]) -> None:
    client = opened(settings_of(own, limits=Limits(reads_a_minute=3, exports_a_minute=1)))
    assert [client.get("/api/v1/head").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = client.get("/api/v1/head")
    assert int(answer.headers["retry-after"]) >= 1


def test_a_ledger_that_is_gone_is_told_in_words(client: TestClient, own: Path) -> None:
    """A file that another program took away, or holds: 503, and when to come back."""
    own.rename(own.with_name("elsewhere"))
    desk_of(client).ledgers.close()  # only now: what the desk itself opens again in between would still be the file
    answer = client.get("/api/v1/head")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/ledger-unavailable"
    assert int(answer.headers["retry-after"]) > 0
    own.with_name("elsewhere").rename(own)


def test_a_fault_says_nothing_of_itself(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: object) -> None:
        message = "secret"
        raise RuntimeError(message)

    monkeypatch.setattr(desk_of(client).ledgers, "read", broken)
    answer = client.get("/api/v1/head")
    assert answer.status_code == 500
    assert "secret" not in answer.text


# The document.


def test_the_document_is_of_the_table_and_of_nothing_else(client: TestClient) -> None:
    made = asked(client, "/api/v1/openapi.json")
    assert made["openapi"] == "3.1.0"
    listed = {(method, path) for path, methods in made["paths"].items() for method in methods}
    expected = {
        (r.method.lower(), f"{r.path}{form}") for r in ROUTES if r.api for form in ("", *(f".{f}" for f in r.forms))
    }
    assert listed == expected


def test_every_reference_of_the_document_leads_somewhere() -> None:
    """And no operation lacks its trouble."""
    made = document(ROUTES)
    text = str(made)
    for name in {part.split("'")[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in made["components"]["schemas"]
    for methods in made["paths"].values():
        for operation in methods.values():
            assert {"400", "429", "503"} <= operation["responses"].keys()


def test_reconciling_again_gives_the_same(client: TestClient) -> None:
    snapshot = desk_of(client).snapshots.newest
    assert {event.id for event in reconcile(snapshot.claims)} == set(snapshot.by_id)
