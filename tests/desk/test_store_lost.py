"""A ledger in PostgreSQL whose server is restarted, or whose connections are cut, while the desk serves: told in words, over by itself, nothing lost or doubled."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from bench.private_postgres import PrivatePostgres
from sayso.clock import instant
from sayso.desk.live import Told
from sayso.desk.people import People
from sayso.desk.reckoning import Order, Reckoning
from sayso.desk.snapshot import Change, Moment, Snapshot
from sayso.errors import LedgerError
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.verdicts import Request
from tests.desk.conftest import OURS, STORES, Team, desk_of, settings_of, settled
from tests.desk.test_following import Served

ON_A_SERVER = pytest.mark.parametrize("store", ["postgresql"], indirect=True)
PIPELINE = Pipeline()
MORE = "SAMPLE. The Defence Ministry said five soldiers were killed by shelling of a base in Brask on Tuesday."


def accept(client: TestClient, claim: str, reason: str, headers: dict[str, str]) -> int:
    sent = {"verb": "accept", "claims": [claim], "reason": reason}
    return client.post("/api/v1/decisions", json=sent, headers=headers).status_code


def reasons(where: str) -> list[str]:
    """What was decided, as the ledger has it."""
    with Ledger.open(where) as ledger:
        return [decision.reason for decision in ledger.decisions()]


def again_and_again(ask: Callable[[], int], until: int) -> list[int]:
    """Ask until there is this answer; return all answers."""
    seen = []
    for _ in range(200):
        seen.append(ask())
        if seen[-1] == until:
            return seen
        time.sleep(0.05)
    raise AssertionError(seen)


@ON_A_SERVER
def test_connections_that_were_cut_cost_one_answer(team: Team, shelf: PrivatePostgres, where: str) -> None:
    """However many sessions lay ready: the first that asks is told, and the desk begins all of them anew."""
    claims = [claim.id for claim in team.desk.snapshots.newest.claims]
    review = team.token("review")
    for number in range(2):
        shelf.end_sessions()
        answer = team.client.get("/api/v1/head", headers=review)
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/ledger-unavailable")
        assert "there is no connection" in answer.json()["detail"]
        assert [team.client.get("/api/v1/head", headers=review).status_code for _ in range(8)] == [200] * 8
        assert accept(team.client, claims[number], f"read {number}", review) == 201
    settled(team.client)
    assert reasons(where) == ["read 0", "read 1"]
    assert set(claims[:2]) <= team.desk.snapshots.newest.accepted


@ON_A_SERVER
def test_a_server_that_is_down_is_told_and_the_desk_goes_on_when_it_is_back(
    team: Team, shelf: PrivatePostgres, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was shown before can still be read; a decision is refused in words; a job fails with its reason; afterwards everything is as before."""
    claim, other = (claim.id for claim in team.desk.snapshots.newest.claims[:2])
    review, page = team.token("review"), team.session("review")
    heard: list[Told] = []
    monkeypatch.setattr(team.desk.hub, "tell", heard.append)  # a listener that never misses anything
    assert accept(team.client, claim, "before", review) == 201
    settled(team.client)
    assert team.client.get("/", headers=page).status_code == 200
    shelf.go_down()
    try:
        assert team.client.get("/", headers=page).status_code == 200
        shown = team.client.get("/api/v1/head", headers=page)
        assert (shown.status_code, shown.json()["type"]) == (503, "/problems/ledger-unavailable")
        assert accept(team.client, other, "while it was down", review) == 503
        told = team.client.post(
            "/review",
            data={"verb": "accept", "claims": other, "reason": "words", "seen": 1},
            headers=page,
        )
        assert told.status_code == 503
        assert int(told.headers["retry-after"]) > 0
        assert "The ledger cannot be used just now" in told.text
        made = team.client.post("/api/v1/reports", json={"text": "SAMPLE. Nothing.", "name": "a"}, headers=review)
        assert made.status_code == 202
        job = again_and_again(lambda: _state(team.client, made.headers["location"], review), 1)
        assert job[-1] == 1
        failed = team.client.get(made.headers["location"], headers=review).json()
        assert failed["state"] == "failed"
        assert "connection" in failed["trouble"]
    finally:
        shelf.come_up()
    assert again_and_again(lambda: accept(team.client, other, "when it was back", review), 201)[-1] == 201
    settled(team.client)
    assert reasons(where) == ["before", "when it was back"]
    assert {claim, other} <= team.desk.snapshots.newest.accepted
    assert [told.data["claims"] for told in heard if told.event == "decision"] == [[claim], [other]]
    sent = team.client.post("/api/v1/reports", json={"text": "SAMPLE. Nothing.", "name": "a"}, headers=review)
    assert again_and_again(lambda: _state(team.client, sent.headers["location"], review), 1)
    assert team.client.get(sent.headers["location"], headers=review).json()["state"] == "done"


def _state(client: TestClient, address: str, headers: dict[str, str]) -> int:
    return int(client.get(address, headers=headers).json()["ended"] is not None)


@ON_A_SERVER
def test_whatever_is_cut_each_decision_is_recorded_once_or_refused(
    team: Team, shelf: PrivatePostgres, where: str
) -> None:
    """Five people edit two claims at once while connections are cut; who is told 503 sends the same again. What was answered 201 stands once, what was refused does not."""
    claims = [claim.id for claim in team.desk.snapshots.newest.claims[:2]]
    review = team.token("review")
    done: list[str] = []
    refused: list[str] = []
    again: list[str] = []

    def work(person: int) -> None:
        for number in range(8):
            reason = f"{person} {number}"
            seen = again_for(lambda: team.client.get("/api/v1/head", headers=review)).json()["ledger"]
            sent = {"verb": "edit", "claims": [claims[number % 2]], "field": "status", "reason": reason, "seen": seen}
            sent["value"] = ["denied", "planned", "happened"][number % 3]
            answer = again_for(lambda body=sent: team.client.post("/api/v1/decisions", json=body, headers=review))  # type: ignore[misc]  # the body of this turn
            (done if answer.status_code == 201 else refused).append(reason)
            assert answer.status_code in {201, 409}, answer.text

    def again_for(ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - an answer
        while (answer := ask()).status_code == 503:  # there is an end of cuts, so there is of this
            again.append(answer.json()["detail"])
        return answer

    def cut() -> None:
        for _ in range(12):
            time.sleep(0.1)
            shelf.end_sessions()

    with ThreadPoolExecutor(6) as pool:
        for working in [pool.submit(cut), *(pool.submit(work, person) for person in range(5))]:
            working.result()
    assert again
    assert sorted(reasons(where)) == sorted(done)
    assert not set(refused) & set(done)
    assert len(done) + len(refused) == 40


@ON_A_SERVER
def test_the_rights_of_a_desk_are_enough_for_a_desk(
    where: str, shelf: PrivatePostgres, opened: Callable[..., TestClient]
) -> None:
    """The role of docs/postgresql.md, which may neither change nor delete; and one that may only read is told so, with what it wrote."""
    roles = files("sayso.ledger").joinpath("postgres_roles.sql").read_bytes()
    with shelf.ask("desk_tests") as connection:
        connection.execute(roles)
        connection.execute("DROP ROLE IF EXISTS desk_ada, desk_eve")
        connection.execute("CREATE ROLE desk_ada LOGIN IN ROLE sayso_desk")
        connection.execute("CREATE ROLE desk_eve LOGIN")
        connection.execute(
            "GRANT USAGE ON SCHEMA sayso TO desk_eve; GRANT SELECT ON ALL TABLES IN SCHEMA sayso TO desk_eve"
        )
    ada, eve = (opened(settings_of(shelf.address("desk_tests", name))) for name in ("desk_ada", "desk_eve"))
    claim = desk_of(ada).snapshots.newest.claims[0].id
    sent = {
        "verb": "reject",
        "claims": claim,
        "reason": "read wrongly",
        "note": "my own words",
        "seen": desk_of(ada).index.seen,
    }
    told = eve.post("/review", data=sent, headers=OURS)
    assert told.status_code == 503
    assert "The ledger cannot be written to" in told.text
    assert "my own words" in told.text
    assert eve.get("/").status_code == 200
    assert ada.post("/review", data=sent, headers=OURS).status_code == 303
    made = ada.post("/api/v1/reports", json={"text": MORE, "name": "a"}, headers=OURS)
    assert again_and_again(lambda: _state(ada, made.headers["location"], OURS), 1)
    assert ada.get(made.headers["location"]).json()["state"] == "done"
    settled(eve)
    assert len(desk_of(eve).index.decisions) == 1
    assert reasons(where) == ["read wrongly: my own words"]


@ON_A_SERVER
def test_a_real_desk_for_a_team_on_a_server(where: str, shelf: PrivatePostgres, tmp_path: Path) -> None:
    """`sayso desk --ledger postgresql://… --accounts …`, its work in processes of its own: read, decide, add, a restart in between, end."""
    people = People(tmp_path / "accounts")
    people.add("r1", "review", instant())
    shown, _ = people.make_token("r1", "review", "test", timedelta(days=1), instant())
    people.close()
    served = Served(where, tmp_path, "--accounts", str(tmp_path / "accounts"))
    token = {"Authorization": f"Bearer {shown}"}

    def ask(path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        status, told = served.ask(path, body, **token)
        return msgspec.json.decode(told) if status in {200, 201, 202} else status

    try:
        assert ask("/api/v1/events")["total"] == 3
        claim = ask("/api/v1/claims")["items"][0]["id"]
        shelf.crash()
        decision = {"verb": "accept", "claims": [claim], "reason": "read as quoted"}
        again_and_again(lambda: served.ask("/api/v1/decisions", decision, **token)[0], 201)
        job = again_and_again(
            lambda: served.ask("/api/v1/reports", {"text": MORE, "published": "2031-05-15"}, **token)[0], 202
        )
        assert job == [202]
        again_and_again(lambda: len(ask("/api/v1/claims?limit=200")["items"]), 6)
        assert ask(f"/api/v1/claims/{claim}")["claim"]["accepted"] is True
    finally:
        code = served.end()
    assert (code, "Traceback" in served.told) == (0, False), served.told
    assert reasons(where) == ["read as quoted"]


@pytest.fixture(name="failing")
def failing_(where: str) -> Iterator[tuple[Reckoning, Callable[[int], None]]]:
    """A reckoning whose ledger fails once, at the reading with this number from now."""
    following = Reckoning(Order(place=where))
    store = following._ledger.store  # noqa: SLF001 - what fails is below everything that can be handed in
    left = [0]

    def counted(name: str) -> None:
        whole = getattr(store, name)

        def ask(*arguments: object, **named: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                message = "the connection was lost"
                raise LedgerError(message)
            return whole(*arguments, **named)

        setattr(store, name, ask)

    for name in ("head", "entries", "about", "find", "seq_at"):
        counted(name)
    yield following, lambda number: left.__setitem__(0, number)
    following.close()


@STORES
def test_following_that_breaks_off_anywhere_leaves_nothing_out(
    failing: tuple[Reckoning, Callable[[int], None]], where: str
) -> None:
    """Whichever reading fails, the next look gives what beginning anew gives."""
    following, fail_at = failing
    snapshot = _taken(Snapshot.empty(Moment()), following.begin())
    broken = 0
    with Ledger.open(where) as ledger:
        for number in range(1, 40):
            claim = next(iter(ledger.claims()))
            value = ["denied", "happened"][number % 2]
            PIPELINE.decide(
                ledger, Request(verb="edit", claims=[claim.id], field="status", value=value, by="r1", reason="read")
            )
            fail_at(number)
            try:
                pieces = following.follow()
            except LedgerError:
                broken += 1
                pieces = following.follow()
            fail_at(0)
            snapshot = _taken(snapshot, pieces)
            assert {c.id: c.status for c in snapshot.claims}[claim.id] == value, number
            assert snapshot.facts.seen == ledger.head().seq
    assert broken > 5


def _taken(snapshot: Snapshot, pieces: list[bytes]) -> Snapshot:
    return snapshot.changed([msgspec.msgpack.decode(piece, type=Change) for piece in pieces])


def test_a_desk_for_one_person_says_it_too(client: TestClient, own: Path) -> None:
    """The same page for a file that was taken away."""
    away = own.with_name("elsewhere")
    own.rename(away)
    desk_of(client).ledgers.close()
    answer = client.post("/review", data={"verb": "accept", "claims": "x", "reason": "words", "seen": 1}, headers=OURS)
    assert answer.status_code == 503
    away.rename(own)
    assert client.get("/api/v1/head").status_code == 200
