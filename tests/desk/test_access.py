"""Who may do what: every route with every role, from the one table; requests from elsewhere; hosts; sessions; tries; what is private."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.routing import Route as Path_
from starlette.testclient import TestClient

from sayso.desk.app import ROUTES
from sayso.desk.headers import HEADERS
from sayso.desk.people import ABSOLUTE, IDLE
from sayso.desk.rights import RIGHTS, ROLES, Right, Role
from sayso.desk.route import UNSAFE, Route
from tests.desk.conftest import HERE, OURS, PRIVATE, STORES, Team, desk_of, settings_of, settled

ALLOWED: dict[str, str] = {
    "read": "see",
    "propose": "see add",
    "review": "see add private decide",
    "publish": "see add private decide publish",
    "admin": "see add private decide publish people",
}
"""What each role may, written down a second time on purpose: the code's own table cannot change unseen."""
NEEDS: dict[str, Right | None] = {
    "GET /api/v1/openapi.json": None, "GET /sign-in": None, "POST /sign-in": None, "GET /problems/{kind}": None, "GET /health": None,
    "POST /api/v1/decisions": "decide", "GET /review": "decide", "POST /review": "decide", "GET /review/several": "decide", "POST /brief/publish": "publish",
    "POST /api/v1/reports": "add", "GET /api/v1/jobs": "add", "GET /api/v1/jobs/{job}": "add", "DELETE /api/v1/jobs/{job}": "add",
    "GET /add": "add", "POST /add": "add", "GET /jobs/{job}": "add", "POST /jobs/{job}/cancel": "add",
    "GET /api/v1/claims/{claim}/why": "private", "GET /api/v1/accesses": "people", "GET /looks": "people",
}  # fmt: skip
"""What each route needs; every other one needs `see`."""

OF_SESSIONS = {
    "POST /api/v1/tokens", "POST /account/tokens", "GET /account/password", "POST /account/password", "GET /account/factor", "POST /account/factor",
    "POST /account/codes",
}  # fmt: skip
"""What a program does not do with a token, whatever its owner's role: it is not its owner."""
WAYS_OUT = {"POST /sign-out", "POST /sign-out-everywhere"}


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def ask(team: Team, route: Route, headers: dict[str, str], form: str = "") -> int:
    """Ask a route with nothing sensible in it; what counts is whether the door opens."""
    path = re.sub(r"\{\w+\}", "none", route.path) + form
    return team.client.request(route.method, path, headers=headers).status_code


def test_every_route_is_in_the_table(client: TestClient) -> None:
    made: Starlette = client.app  # type: ignore[assignment]  # a Starlette
    listed = {
        (route.method, f"{route.path}{form}") for route in ROUTES for form in ("", *(f".{f}" for f in route.forms))
    }
    paths = [route for route in made.routes if isinstance(route, Path_)]
    there = {(method, path.path) for path in paths for method in path.methods or () if method != "HEAD"}
    assert there == listed
    assert [route.path for route in made.routes if isinstance(route, Mount)] == ["/static"]
    assert len(made.routes) == len(paths) + 1


def test_roles_are_as_written_down() -> None:
    assert {role: RIGHTS[role] for role in ROLES} == {role: frozenset(ALLOWED[role].split()) for role in ROLES}


def test_routes_need_what_is_written_down() -> None:
    assert {named(r): r.needs for r in ROUTES} == {named(r): NEEDS.get(named(r), "see") for r in ROUTES}


@pytest.mark.parametrize("by", ["session", "token", "scope"])
@pytest.mark.parametrize("role", ROLES)
def test_every_route_with_every_role(role: Role, by: str, team: Team) -> None:
    """Whoever lacks the right gets 403 and nothing else; whoever has it does not. With a token of one's own role, and of an admin's for this role alone."""
    headers = {"session": team.session, "token": team.token, "scope": team.scoped}[by](role)
    for route in (r for r in ROUTES if r.path != "/live"):
        for form in ("", *(f".{f}" for f in route.forms)):
            status = ask(team, route, headers, form)
            allowed = route.needs is None or route.needs in ALLOWED[role].split()
            if by != "session" and named(route) in OF_SESSIONS:
                assert status in {400, 403, 415}, (named(route), role, status)
                continue
            left = by == "session" and named(route) in WAYS_OUT
            headers = team.session(role) if left else headers
            assert (status == 403) == (not allowed), (named(route), form, role, status)
            assert status != 401
            assert status < 500, (named(route), form, role, status)


def test_nobody_gets_in_without_signing_in(team: Team) -> None:
    for route in (r for r in ROUTES if r.needs is not None):
        status = ask(team, route, OURS)
        expected = {303} if route.method == "GET" and not route.api else {401}
        assert {status} == expected, named(route)


def test_a_page_sends_to_the_form_and_back(team: Team) -> None:
    answer = team.client.get("/events/abc?rule=majority")
    assert answer.headers["location"] == "/sign-in?next=%2Fevents%2Fabc%3Frule%3Dmajority"
    sent = {"name": "read", "password": team.passwords["read"], "next": "/events/abc?rule=majority"}
    back = team.client.post("/sign-in", data=sent, headers=OURS)
    assert back.headers["location"] == "/events/abc?rule=majority"


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "/a\nb"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(target: str, team: Team) -> None:
    sent = {"name": "read", "password": team.passwords["read"], "next": target}
    assert team.client.post("/sign-in", data=sent, headers=OURS).headers["location"] == "/"


ORIGINS: dict[str, tuple[dict[str, str], bool]] = {
    "a page of ours": ({"Sec-Fetch-Site": "same-origin", "Origin": HERE}, True),
    "a page of ours, whose Origin is not told": ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    "an older browser, a page of ours": ({"Origin": HERE}, True),
    "another site": ({"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}, False),
    "another host of our site": ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9000"}, False),
    "typed by hand": ({"Sec-Fetch-Site": "none"}, False),
    "an older browser, another site": ({"Origin": "https://elsewhere.example"}, False),
    "an older browser, a page in a sandbox": ({"Origin": "null"}, False),
    "an older browser, another port": ({"Origin": "http://127.0.0.1:9000"}, False),
    "an older browser, another scheme": ({"Origin": "https://127.0.0.1:8321"}, False),
    "nothing told": ({}, False),
    "nothing told but a page of ours before": ({"Referer": f"{HERE}/review"}, False),
    "two things told that do not fit": (
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"},
        False,
    ),
}
"""What a browser may say of where a request comes from, and whether it may change something."""


@pytest.mark.parametrize("origin", ORIGINS)
def test_only_pages_of_ours_change_anything(origin: str, client: TestClient, team: Team) -> None:
    """All routes that change something, at a desk for one person and with a session; signing in too."""
    said, good = ORIGINS[origin]
    for route in (r for r in ROUTES if r.method in UNSAFE):
        path = re.sub(r"\{\w+\}", "none", route.path)
        cookie = {name: value for name, value in team.session("admin").items() if name == "Cookie"}
        for asked, headers in ((client, said), (team.client, said | cookie)):
            answer = asked.request(route.method, path, headers=headers | {"Accept": "application/json"})
            foreign = answer.status_code == 403 and "/problems/foreign-request" in answer.text
            assert foreign != good, (origin, named(route), answer.status_code)


def test_a_program_with_a_token_needs_no_origin(team: Team) -> None:
    answer = team.client.post("/api/v1/decisions", headers=team.token("review"), json={})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("127.0.0.1:8321", True), ("localhost:8321", True), ("[::1]:8321", True), ("LOCALHOST", True),
        ("elsewhere.example", False), ("127.0.0.1.elsewhere.example", False), ("elsewhere.example:8321", False), ("", False),
        ("127.0.0.1:8321.elsewhere.example", False), ("0.0.0.0:8321", False), ("169.254.169.254", False),
    ],
)  # fmt: skip
def test_a_name_that_leads_here_is_not_enough(host: str, good: bool, client: TestClient) -> None:  # noqa: FBT001 - a row
    for route in ROUTES:
        if route.path == "/live":
            continue
        answer = client.request(route.method, re.sub(r"\{\w+\}", "none", route.path), headers=OURS | {"Host": host})
        assert (answer.status_code == 421) != good or route.method in UNSAFE, (host, named(route))
        if not good:
            assert answer.status_code == 421
    assert client.get("/nowhere", headers={"Host": host}).status_code == (404 if good else 421)


def test_every_answer_carries_what_keeps_a_browser_in_bounds(team: Team) -> None:
    for route in (r for r in ROUTES if r.path != "/live"):
        for headers in (OURS, team.session("admin")):
            answer = team.client.request(route.method, re.sub(r"\{\w+\}", "none", route.path), headers=headers)
            assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS), named(route)
            assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert team.client.get("/static/desk.css").headers["x-content-type-options"] == "nosniff"


def signed_in(team: Team, name: str, password: str, code: str = "", **headers: str) -> int:
    sent = {"name": name, "password": password, "code": code}
    return team.client.post("/sign-in", data=sent, headers=OURS | headers).status_code


def test_a_session_is_new_at_each_sign_in(team: Team) -> None:
    """One that somebody planted before is worth nothing, and is ended."""
    planted = team.people.begin_session("read", team.clock())
    sent = {"name": "admin", "password": team.passwords["admin"]}
    answer = team.client.post("/sign-in", data=sent, headers=OURS | {"Cookie": f"sayso={planted}"})
    cookie = answer.headers["set-cookie"]
    assert planted not in cookie
    assert team.people.of_session(planted, team.clock()) is None
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_with_https_the_cookie_is_of_this_host_and_of_https_alone(
    own: Path, tmp_path: Path, opened: Callable[..., TestClient]
) -> None:
    client = opened(
        settings_of(own, accounts=tmp_path / "accounts", https=True, hosts=("desk.example",)),
        base="https://desk.example",
    )
    people = desk_of(client).people
    assert people is not None
    added = people.add("r1", "read", desk_of(client).now())
    ours = {"Sec-Fetch-Site": "same-origin", "Origin": "https://desk.example"}
    answer = client.post("/sign-in", data={"name": "r1", "password": added.password or ""}, headers=ours)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-sayso=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_a_session_ends_by_itself(team: Team) -> None:
    idle = team.session("read")
    team.clock.later(seconds=IDLE.total_seconds() + 1)
    assert team.client.get("/", headers=idle).status_code == 303
    used = team.session("read")
    for _ in range(int(ABSOLUTE.total_seconds() // 6_000)):
        assert team.client.get("/", headers=used).status_code == 200
        team.clock.later(seconds=6_000)
    team.clock.later(seconds=6_000)
    assert team.client.get("/", headers=used).status_code == 303


def test_going_out_everywhere_ends_every_session_of_one_person(team: Team) -> None:
    here, there, other = team.session("read"), team.session("read"), team.session("review")
    assert team.client.post("/sign-out-everywhere", headers=here).status_code == 303
    assert [team.client.get("/", headers=h).status_code for h in (here, there, other)] == [303, 303, 200]


def test_going_out_ends_one(team: Team) -> None:
    here, there = team.session("read"), team.session("read")
    assert team.client.post("/sign-out", headers=here).status_code == 303
    assert [team.client.get("/", headers=h).status_code for h in (here, there)] == [303, 200]


@STORES
def test_a_disabled_account_is_out_at_once(team: Team) -> None:
    session, token = team.session("review"), team.token("review")
    team.people.disable("review")
    assert team.client.get("/", headers=session).status_code == 303
    assert team.client.get("/api/v1/head", headers=token).status_code == 401
    assert signed_in(team, "review", team.passwords["review"]) == 401


def test_a_role_that_is_taken_away_is_gone_at_once(team: Team) -> None:
    session = team.session("review")
    team.people.give_role("review", "read")
    assert team.client.get("/review", headers=session).status_code == 403


def test_five_tries_in_a_quarter_of_an_hour(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the right password waits then; another account from the same address too; after the time it is let in."""
    seconds = [1_000.0]
    monkeypatch.setattr(team.desk, "monotonic", lambda: seconds[0])
    assert [signed_in(team, "read", "wrong, wrong, wrong") for _ in range(5)] == [401] * 5
    late = team.client.post("/sign-in", data={"name": "read", "password": team.passwords["read"]}, headers=OURS)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) == 900
    assert signed_in(team, "review", team.passwords["review"]) == 429
    seconds[0] += 899
    assert signed_in(team, "read", team.passwords["read"]) == 429
    seconds[0] += 1
    assert signed_in(team, "read", team.passwords["read"]) == 303


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(team: Team) -> None:
    one = team.client.post("/sign-in", data={"name": "read", "password": "wrong, wrong, wrong"}, headers=OURS)
    two = team.client.post("/sign-in", data={"name": "nobody", "password": "wrong, wrong, wrong"}, headers=OURS)
    assert (one.status_code, one.text) == (two.status_code, two.text)


def _texts(team: Team, headers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Everything that can be read, list by list and thing by thing, with its address."""
    snapshot = team.desk.snapshots.newest
    names = {
        "event": [event.id for event in snapshot.events],
        "claim": [claim.id for claim in snapshot.claims],
        "report": [taken.capture.id for taken in team.desk.index.captures],
    }
    for route in (r for r in ROUTES if r.method == "GET" and r.needs in {"see", "add"} and r.path != "/live"):
        for form in ("", *(f".{f}" for f in route.forms)):
            found = re.search(r"\{(\w+)\}", route.path)
            for name in names.get(found[1], ["none"]) if found else [""]:
                path = route.path.replace(found[0], name) if found else route.path
                extra = {
                    "/api/v1/changes": "?before=0&after=9",
                    "/changes": "?before=0&after=9",
                    "/api/v1/timemap": "?of=/api/v1/events",
                }
                address = path + form + extra.get(path, "")
                answer = team.client.get(address, headers=headers)
                if answer.status_code == 200:
                    yield address, answer.text


@STORES
@pytest.mark.parametrize("role", ["read", "propose"])
def test_a_private_person_is_a_role_for_those_who_may_not_see_names(role: Role, team: Team) -> None:
    """In every list, every thing, every form, every page; also where a reviewer wrote the name."""
    claim = next(c for c in team.desk.snapshots.newest.claims if any(s.name == PRIVATE for s in c.speakers))
    sent = {
        "verb": "edit",
        "claims": [claim.id],
        "field": "speakers",
        "value": f'[{{"name": "{PRIVATE}"}}]',
        "reason": f"{PRIVATE} says so",
    }
    assert team.client.post("/api/v1/decisions", json=sent, headers=team.token("review")).status_code == 201
    settled(team.client)
    seen = dict(_texts(team, team.token(role)))
    assert len(seen) > 30
    for address, text in seen.items():
        assert "Oll" not in text, address
    assert "a fishmonger" in " ".join(seen.values())


@STORES
def test_those_who_may_see_names_see_them_and_it_is_written_down(team: Team) -> None:
    """Reads and exports of private things are entries of the ledger, by whom and of what; what others read is not."""
    claim = next(c for c in team.desk.snapshots.newest.claims if any(s.name == PRIVATE for s in c.speakers))
    team.client.get(f"/api/v1/claims/{claim.id}", headers=team.token("read"))
    assert PRIVATE in team.client.get(f"/api/v1/claims/{claim.id}", headers=team.token("review")).text
    team.client.get(f"/claims/{claim.id}", headers=team.session("review"))
    assert PRIVATE in team.client.get("/api/v1/claims.csv", headers=team.token("publish")).text
    team.client.portal.call(team.desk.audit.flush)  # type: ignore[union-attr]  # there while it is entered
    told = team.client.portal.call(team.desk.ledgers.read, lambda ledger: list(ledger.accesses()))  # type: ignore[union-attr]
    assert {(a.by, a.did, what) for a in told for what in a.what} == {
        ("review", "read-private", f"/api/v1/claims/{claim.id}"),
        ("review", "read-private", f"/claims/{claim.id}"),
        ("publish", "export", "/api/v1/claims.csv"),
    }


@STORES
def test_exact_points_are_on_a_grid_for_those_who_may_not_see_them(team: Team) -> None:
    """A hundredth of a degree, with a circle of at least a kilometre."""
    claim = next(c for c in team.desk.snapshots.newest.claims if c.places)
    point = [{"name": "Kolm", "lat": 31.23456, "lon": 30.98765, "precision": "exact", "radius_m": 10}]
    sent = {
        "verb": "edit",
        "claims": [claim.id],
        "field": "places",
        "value": msgspec.json.encode(point).decode(),
        "reason": "seen",
    }
    assert team.client.post("/api/v1/decisions", json=sent, headers=team.token("review")).status_code == 201
    settled(team.client)
    for address, text in _texts(team, team.token("read")):
        assert "31.2345" not in text, address
    (seen,) = team.client.get(f"/api/v1/claims/{claim.id}", headers=team.token("read")).json()["claim"]["places"]
    assert (seen["lat"], seen["lon"], seen["radius_m"], seen["precision"]) == (31.23, 30.99, 1_000, "near")
    assert "31.23456" in team.client.get(f"/api/v1/claims/{claim.id}", headers=team.token("review")).text


@STORES
def test_a_job_is_seen_by_its_owner(team: Team) -> None:
    made = team.client.post(
        "/api/v1/reports", json={"text": "SAMPLE. Nothing.", "name": "mine"}, headers=team.token("propose")
    )
    address = made.headers["location"]
    team.people.add("other", "propose", team.clock())
    shown, _ = team.people.make_token("other", "propose", "x", IDLE, team.clock())
    other = {"Authorization": f"Bearer {shown}"}
    assert [team.client.get(address, headers=h).status_code for h in (team.token("propose"), other)] == [200, 404]
    assert team.client.delete(address, headers=other).status_code == 404
    assert team.client.get("/api/v1/jobs", headers=other).json() == {"items": []}


def test_a_team_reads_no_paths_of_the_machine(team: Team, tmp_path: Path) -> None:
    answer = team.client.post("/api/v1/reports", json={"paths": [str(tmp_path)]}, headers=team.token("admin"))
    assert answer.status_code == 403


def test_a_token_does_no_more_than_it_says_and_ends(team: Team) -> None:
    made = team.client.post(
        "/api/v1/tokens", json={"role": "read", "label": "map", "days": 1}, headers=team.session("review")
    )
    token = {"Authorization": f"Bearer {made.json()['token']}"}
    assert team.client.get("/api/v1/events", headers=token).json()["state"]["private"] is False
    assert team.client.post("/api/v1/decisions", json={}, headers=token).status_code == 403
    above = team.client.post("/api/v1/tokens", json={"role": "admin", "label": "more"}, headers=team.session("review"))
    assert above.status_code == 422
    assert (
        team.client.post("/api/v1/tokens", json={"label": "x", "days": 91}, headers=team.session("review")).status_code
        == 422
    )
    team.clock.later(days=1)
    assert team.client.get("/api/v1/events", headers=token).status_code == 401


def test_ones_own_tokens_are_ended_and_no_others(team: Team) -> None:
    _, made = team.people.make_token("review", "read", "x", IDLE, team.clock())
    address = f"/api/v1/tokens/{made.id}"
    assert team.client.delete(address, headers=team.session("read")).status_code == 404
    assert team.client.delete(address, headers=team.session("review")).status_code == 204
    assert team.people.tokens("review") == []


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer ", "Bearer sayso_x", "Basic cmVhZDpyZWFk", "bearer \xff", "x" * 9_000]
)
def test_a_broken_token_is_said_to_be_one(value: str, team: Team) -> None:
    answer = team.client.get("/api/v1/head", headers={b"Authorization": value.encode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["type"] == "/problems/sign-in-needed"


def test_no_secret_stands_in_the_file_of_accounts(team: Team, tmp_path: Path) -> None:
    session = team.session("admin")["Cookie"].partition("=")[2]
    token = team.token("admin")["Authorization"].partition(" ")[2]
    held = b"".join(file.read_bytes() for file in tmp_path.glob("accounts*"))
    assert b"admin" in held
    assert not [s for s in (session, token, team.passwords["admin"]) if s.encode() in held]
    assert (tmp_path / "accounts").stat().st_mode & 0o077 == 0
