"""The audit: who saw and took away what stands in the ledger once, without flooding it and without words that were searched for; and who may read it."""

import asyncio
import csv
import io
from typing import Any

import pytest

from sayso.decisions import Access
from sayso.desk.audit import AGAIN, named
from sayso.desk.people import Person
from sayso.desk.rights import RIGHTS
from sayso.errors import LedgerError
from tests.desk.conftest import OURS, PRIVATE, STORES, Team


def flushed(team: Team) -> list[Access]:
    """What the ledger holds of looks, once all is written down."""
    team.client.portal.call(team.desk.audit.flush)  # type: ignore[union-attr]  # there while it is entered
    return team.client.portal.call(team.desk.ledgers.read, lambda ledger: list(ledger.accesses()))  # type: ignore[union-attr]


def reads(team: Team) -> list[str]:
    return [what for access in flushed(team) if access.did == "read-private" for what in access.what]


@pytest.mark.parametrize(
    ("path", "query", "export", "said"),
    [
        ("/claims/4b61", [], False, "/claims/4b61"),
        ("/claims/4b61", [("as_of", "2031-05-14"), ("rule", "majority")], False, "/claims/4b61"),
        ("/review", [("claim", "4b61"), ("find", PRIVATE), ("told", "9f")], False, "/review?claim=4b61"),
        ("/review", [("find", PRIVATE)], False, "/review"),
        ("/api/v1/claims.csv", [("report", "4b61"), ("known", "9"), ("after", "x")], True, "/api/v1/claims.csv?report=4b61&known=9"),
        ("/api/v1/events.csv", [("place", "Kolm"), ("place", ""), ("kind", "shelling")], True, "/api/v1/events.csv?place=Kolm&kind=shelling"),
    ],
)  # fmt: skip
def test_what_was_looked_at_is_told_by_its_record(
    path: str,
    query: list[tuple[str, str]],
    export: bool,  # noqa: FBT001 - a row
    said: str,
) -> None:
    """Moments of the slider are no other record; words that were searched for go into no ledger, for they may be a name."""
    assert named(path, query, export=export) == said


@STORES
def test_looking_again_and_again_is_one_entry_an_hour(team: Team) -> None:
    """Forty looks at one claim, at all its moments and by page and program, are two records of one entry; after an hour it is told again."""
    claim = team.desk.snapshots.newest.claims[0].id
    review = team.token("review")
    for number in range(20):
        moment = f"2031-05-{15 + number % 5}"
        assert team.client.get(f"/api/v1/claims/{claim}?as_of={moment}", headers=review).status_code == 200
        assert team.client.get(f"/claims/{claim}", headers=team.session("review")).status_code == 200
    assert sorted(reads(team)) == [f"/api/v1/claims/{claim}", f"/claims/{claim}"]
    team.clock.later(seconds=AGAIN.total_seconds() - 1)
    review = team.token("review")
    team.client.get(f"/api/v1/claims/{claim}", headers=review)
    assert len(reads(team)) == 2
    team.clock.later(seconds=1)
    team.client.get(f"/api/v1/claims/{claim}", headers=review)
    assert len(reads(team)) == 3
    team.client.get(f"/api/v1/claims/{claim}", headers=team.token("publish"))
    assert len(reads(team)) == 4
    assert len([access for access in flushed(team) if access.did == "read-private"]) == 3


def test_every_file_that_is_taken_away_is_an_entry_of_its_own(team: Team) -> None:
    """Each time, and before it is sent."""
    for _ in range(3):
        team.clock.later(seconds=1)
        assert team.client.get("/api/v1/claims.csv", headers=team.token("review")).status_code == 200
    taken = [access.what for access in flushed(team) if access.did == "export"]
    assert taken == [("/api/v1/claims.csv",)] * 3


def test_a_file_waits_for_what_is_being_written_down_already(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another flush has taken the note of this very file, and is not done: the file does not go before it is."""
    write = team.desk.ledgers.write
    order: list[str] = []
    begun = asyncio.Event()

    async def slow(do: Any) -> Any:  # noqa: ANN401 - an append
        order.append("begun")
        begun.set()
        await asyncio.sleep(0.05)
        order.append("written")
        return await write(do)

    monkeypatch.setattr(team.desk.ledgers, "write", slow)

    async def export() -> None:
        person = Person(name="admin", rights=RIGHTS["admin"], role="admin", by="session")
        team.desk.audit.note(person, "export", "/api/v1/claims.csv", team.clock())
        other = asyncio.create_task(team.desk.audit.flush())
        await begun.wait()
        await team.desk.audit.flush()
        order.append("sent")
        await other

    team.client.portal.call(export)  # type: ignore[union-attr]  # there while it is entered
    assert order == ["begun", "written", "sent"]


def test_nothing_is_taken_away_that_cannot_be_written_down(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ledger takes no entries, there is no file; who reads waits in memory, up to a bound, and then no more is shown."""

    async def full(_: object) -> None:
        message = "the disk is full"
        raise LedgerError(message)

    monkeypatch.setattr(team.desk.ledgers, "write", full)
    review = team.token("review")
    assert team.client.get("/api/v1/claims.csv", headers=review).status_code == 503
    assert team.client.get("/api/v1/claims", headers=review).status_code == 200
    monkeypatch.setattr("sayso.desk.audit._HELD", 1)
    assert team.client.get("/api/v1/reports", headers=review).status_code == 503
    assert team.client.get("/api/v1/reports", headers=team.token("read")).status_code == 200
    monkeypatch.undo()
    flushed(team)
    assert team.client.get("/api/v1/reports", headers=review).status_code == 200


def looked(team: Team) -> str:
    """A morning: two people look, one takes a list away, one comes in; a day later one looks again."""
    claim = team.desk.snapshots.newest.claims[0].id
    team.client.get(f"/claims/{claim}", headers=team.session("review"))
    flushed(team)
    team.client.get("/api/v1/claims.csv", headers=team.token("publish"))
    team.client.post("/sign-in", data={"name": "read", "password": team.passwords["read"]}, headers=OURS)
    team.client.cookies.clear()
    flushed(team)
    team.clock.later(days=1)
    team.client.get("/api/v1/claims", headers=team.token("review"))
    flushed(team)
    return claim


@STORES
def test_the_one_who_keeps_accounts_reads_it_as_a_list_a_page_and_a_table(team: Team) -> None:
    claim = looked(team)
    admin = team.session("admin")
    found: Any = team.client.get("/api/v1/accesses", headers=admin).json()
    told = [(one["by"], one["did"], one["what"]) for one in found["items"]]
    assert told == [
        ("review", "read-private", ["/api/v1/claims"]),
        ("read", "sign-in", ["desk"]),
        ("publish", "export", ["/api/v1/claims.csv"]),
        ("review", "read-private", [f"/claims/{claim}"]),
    ]
    assert [one["seq"] for one in found["items"]] == sorted((one["seq"] for one in found["items"]), reverse=True)
    rows = list(csv.DictReader(io.StringIO(team.client.get("/api/v1/accesses.csv", headers=admin).text)))
    assert [(row["by"], row["did"], row["what"].split()) for row in rows] == told
    page = team.client.get("/looks", headers=admin)
    assert page.status_code == 200
    assert f'<a href="/claims/{claim}">' in page.text
    assert "took away" in page.text
    assert 'href="/looks"' in team.client.get("/account", headers=admin).text
    assert 'href="/looks"' not in team.client.get("/account", headers=team.session("publish")).text


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("by=review", "review review"), ("did=export", "publish"), ("by=review&did=export", ""), ("by=nobody", ""), ("since=2031-06-02", "review"),
        ("until=2031-06-01", "read publish review"), ("since=2031-06-01&until=2031-06-01&did=sign-in", "read"),
    ],
)  # fmt: skip
def test_it_is_narrowed(query: str, who: str, team: Team) -> None:
    looked(team)
    for path in (f"/api/v1/accesses?{query}", f"/api/v1/accesses.json?{query}"):
        found: Any = team.client.get(path, headers=team.token("admin")).json()
        assert [one["by"] for one in found["items"]] == who.split()
    assert team.client.get(f"/looks?{query}", headers=team.session("admin")).status_code == 200


def test_its_pages_follow_each_other(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look on one page, also where the ledger is gone through in small steps."""
    monkeypatch.setattr("sayso.desk.looks._WINDOW", 2)
    looked(team)
    address: str | None = "/api/v1/accesses?limit=1"
    seen = []
    while address is not None:
        answer: Any = team.client.get(address, headers=team.token("admin")).json()
        seen += [one["by"] for one in answer["items"]]
        address = answer["next"]
    assert seen == ["review", "read", "publish", "review"]


@pytest.mark.parametrize(
    "query", ["since=yesterday", "until=2031-13-01", "did=everything", "before=0", "limit=0", "limit=201", "before=x"]
)
def test_what_cannot_be_asked_is_told(query: str, team: Team) -> None:
    assert team.client.get(f"/api/v1/accesses?{query}", headers=team.token("admin")).status_code == 400
