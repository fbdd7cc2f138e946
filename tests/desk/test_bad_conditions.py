"""What goes wrong around a desk: each a page, and a problem for a program, that says what happened and what to do; nobody's words are lost."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import apsw
import pytest
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.desk.app import ROUTES
from sayso.desk.ledgers import Identity
from sayso.desk.options import Limits
from sayso.desk.people import People
from sayso.desk.snapshots import Snapshots
from sayso.errors import LedgerError
from sayso.ledger.contract import Appended
from sayso.ledger.ledger import Ledger
from sayso.ledger.sqlite_errors import trouble_of
from tests.desk.conftest import OURS, Team, desk_of, settings_of, settled
from tests.desk.test_following import Served

WORDS = "Anke of the “Olm Watch” says so <b>&"


@contextmanager
def held(path: Path, how: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Another program that is writing to a file."""
    other = apsw.Connection(str(path))
    for statement in how.split(";"):
        list(other.execute(statement))
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def sent_again(page: str) -> dict[str, Any]:
    """What a browser sends that presses the button of the form on a page."""
    form = page[page.index('id="sent-h"') :]
    found: dict[str, Any] = {}
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    fields += re.findall(r'<textarea name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    for name, value in fields:
        found.setdefault(name, []).append(unescape(value))
    return found


def again_and_again(ask: Callable[[], int], until: int) -> bool:
    """Ask until there is this answer; tell whether it came in time."""
    for _ in range(100):
        if ask() == until:
            return True
        time.sleep(0.05)
    return False


def rejected(client: TestClient, headers: dict[str, str] = OURS) -> Any:  # noqa: ANN401 - an answer
    claim = desk_of(client).snapshots.newest.claims[0].id
    sent = {
        "verb": "reject",
        "claims": claim,
        "reason": "read wrongly: the figure",
        "note": WORDS,
        "seen": "6",
        "next": "/review",
    }
    return client.post("/review", data=sent | {"seen": str(desk_of(client).index.seen)}, headers=headers)


def reasons(place: Path) -> list[str]:
    with Ledger.open(place) as ledger:
        return [decision.reason for decision in ledger.decisions()]


def _not_served(*_: object) -> None:
    message = "a desk that should have been refused would be served"
    raise AssertionError(message)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds for another program in a test."""
    monkeypatch.setattr("sayso.ledger.sqlite.BUSY_MS", 50)
    monkeypatch.setattr("sayso.desk.accounts.BUSY_MS", 50)
    monkeypatch.setattr("sayso.commands.desk.serve", _not_served)


# The ledger cannot be written to.


def full(ledger: Ledger) -> None:
    """The disk has no room left: a store that fails as SQLite's does then."""

    def append(*_: object, **__: object) -> Appended:
        with trouble_of(Path(ledger.place or "")):
            raise apsw.FullError

    ledger.store.append = append  # type: ignore[method-assign]  # a failing store


def read_only(ledger: Ledger) -> None:
    """The file may only be read: SQLite's own error."""
    ledger.store._connection.pragma("query_only", 1)  # type: ignore[attr-defined]  # noqa: SLF001 - same


TROUBLE: dict[str, tuple[Callable[[Ledger], None] | None, str, str]] = {
    "ledger-busy": (None, "Another program is writing to the ledger", "is being written to by another program"),
    "ledger-full": (full, "There is no room left to record anything", "the disk is full; nothing was recorded"),
    "ledger-read-only": (read_only, "The ledger cannot be written to", "cannot be opened for writing"),
}


@contextmanager
def troubled(client: TestClient, own: Path, name: str) -> Iterator[None]:
    break_it = TROUBLE[name][0]
    if break_it is None:
        with held(own):
            yield
        return
    ledgers = desk_of(client).ledgers
    whole = ledgers._current  # noqa: SLF001 - every connection that is lent fails, whoever asks meanwhile

    def broken() -> tuple[Ledger, Identity]:
        ledger, file = whole()
        break_it(ledger)
        return ledger, file

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledgers, "_current", broken)
        yield
    ledgers.close()


@pytest.mark.parametrize("name", TROUBLE)
def test_words_come_back_when_the_ledger_takes_none(name: str, client: TestClient, own: Path) -> None:
    """In the middle of a decision: the page says why, holds what was written, and sending it again from there records it once."""
    _, title, detail = TROUBLE[name]
    with troubled(client, own, name):
        answer = rejected(client)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert title in answer.text
    assert detail in answer.text
    assert "<b>" not in answer.text.partition('id="sent-h"')[2]
    again = sent_again(answer.text)
    assert again["note"] == [WORDS]
    assert reasons(own) == []
    assert again_and_again(lambda: client.post("/review", data=again, headers=OURS).status_code, 303)
    assert reasons(own) == [f"read wrongly: the figure: {WORDS}"]


@pytest.mark.parametrize("name", TROUBLE)
def test_a_program_is_told_the_kind(name: str, client: TestClient, own: Path) -> None:
    claim = desk_of(client).snapshots.newest.claims[0].id
    sent = {"verb": "accept", "claims": [claim], "reason": "seen"}
    with troubled(client, own, name):
        answer = client.post("/api/v1/decisions", json=sent, headers=OURS)
    assert (answer.status_code, answer.json()["type"]) == (503, f"/problems/{name}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get(answer.json()["type"]).status_code == 200
    assert again_and_again(lambda: client.post("/api/v1/decisions", json=sent, headers=OURS).status_code, 201)


@pytest.mark.parametrize("name", TROUBLE)
def test_reading_goes_on_meanwhile(name: str, client: TestClient, own: Path) -> None:
    with troubled(client, own, name):
        assert {client.get(path).status_code for path in ("/", "/review", "/reports", "/api/v1/claims")} == {200}


def test_a_pasted_text_comes_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that could not be put in the row."""
    monkeypatch.setattr("sayso.desk.jobs.WAITING", 0)
    text = f"\n  SAMPLE: two lines\n{WORDS}"
    answer = client.post("/add", data={"text": text, "name": "Harbour Watch"}, headers=OURS)
    assert answer.status_code == 429
    assert sent_again(answer.text)["text"] == [text]
    monkeypatch.undo()
    assert client.post("/add", data=sent_again(answer.text), headers=OURS).status_code == 303


def test_what_was_sent_twice_is_recorded_once(client: TestClient, own: Path) -> None:
    """A form that is sent again because its answer was lost, or by a second click: no conflict with oneself, no second entry."""
    claim = desk_of(client).snapshots.newest.claims[0].id
    seen = desk_of(client).index.seen
    edit = {"verb": "edit", "claims": [claim], "field": "status", "value": "denied", "reason": "denied", "seen": seen}
    first, second = (client.post("/api/v1/decisions", json=edit, headers=OURS) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    undo = {
        "verb": "undo",
        "undoes": first.json()["decision"]["id"],
        "reason": "taken back",
        "seen": first.json()["entry"],
    }
    assert [client.post("/api/v1/decisions", json=undo, headers=OURS).status_code for _ in range(2)] == [201, 201]
    assert reasons(own) == ["denied", "taken back"]
    other = client.post("/api/v1/decisions", json=edit | {"reason": "planned, rather"}, headers=OURS)
    assert other.status_code == 409


def test_a_locked_ledger_is_told_at_opening(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(own, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"), pytest.raises(SystemExit) as ended:
        main(["desk", "--ledger", str(own), "--port", "0"])
    assert ended.value.code == 1
    assert capsys.readouterr().err == f"sayso: {own} is being written to by another program; try again\n"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "is a folder, not a ledger"),
        (lambda path: path.write_bytes(b"no database at all" * 400), "is no Sayso ledger"),
        (lambda path: apsw.Connection(str(path)).execute("CREATE TABLE t (a)"), "is a database of another program, not a Sayso ledger"),
    ],
)  # fmt: skip
def test_what_is_no_ledger_is_told_at_opening(
    make: Callable[[Path], object], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "some.ledger"
    make(path)
    with pytest.raises(SystemExit) as ended:
        main(["desk", "--ledger", str(path), "--port", "0"])
    assert ended.value.code == 1
    assert said in capsys.readouterr().err


def test_a_file_that_is_taken_away_is_told_on_every_page_that_needs_it(client: TestClient, own: Path) -> None:
    """And when it is back the desk goes on."""
    away = own.with_name("elsewhere")
    own.rename(away)
    desk_of(client).ledgers.close()
    answer = rejected(client)
    assert answer.status_code == 503
    assert "there is no ledger at" in answer.text
    assert sent_again(answer.text)["note"] == [WORDS]
    away.rename(own)
    assert client.post("/review", data=sent_again(answer.text), headers=OURS).status_code == 303
    settled(client)
    assert len(reasons(own)) == 1


def test_a_page_that_waits_for_a_ledger_that_does_not_answer_says_so(
    own: Path, opened: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that something is worked out: nothing is."""
    client = opened(settings_of(own, limits=Limits(patience_s=0.05, page_patience_s=0.05)))

    async def silent(_: object) -> None:
        await asyncio.sleep(5)

    monkeypatch.setattr(desk_of(client).ledgers, "read", silent)
    assert client.get("/api/v1/head").json()["type"] == "/problems/busy"
    away = property(lambda _: "there is no connection", lambda *_: None)
    monkeypatch.setattr(Snapshots, "trouble", away, raising=False)  # following goes on, and would say that all is well
    told = client.get("/api/v1/head").json()
    assert (told["type"], told["detail"]) == ("/problems/ledger-unavailable", "there is no connection")


# The file of accounts.


def test_accounts_that_another_program_holds_are_told(team: Team, tmp_path: Path) -> None:
    """Who is signed in goes on reading; who signs in is told what is the matter, without where the file lies."""
    session = team.session("read")
    team.clock.later(minutes=2)
    sent = {"name": "read", "password": team.passwords["read"]}
    with held(tmp_path / "accounts"):
        assert team.client.get("/", headers=session).status_code == 200
        answer = team.client.post("/sign-in", data=sent, headers=OURS)
    assert answer.status_code == 503
    assert "The file of accounts cannot be used just now" in answer.text
    assert "another program holds it" in answer.text
    assert str(tmp_path) not in answer.text
    assert team.client.post("/sign-in", data=sent, headers=OURS).status_code == 303


def test_accounts_that_cannot_be_opened_are_told_at_opening(tmp_path: Path) -> None:
    People(tmp_path / "accounts").close()
    with (
        held(tmp_path / "accounts", "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"),
        pytest.raises(LedgerError, match="another program holds it"),
    ):
        People(tmp_path / "accounts")
    with pytest.raises(LedgerError, match="No such file or directory"):
        People(tmp_path / "no folder" / "accounts")


# Who asks.


def test_words_come_back_from_a_session_that_ended_meanwhile(team: Team) -> None:
    """Whoever wrote for two hours signs in on another page and sends the same."""
    session = team.session("review")
    team.people.log_out_everywhere("review")
    answer = rejected(team.client, session)
    assert answer.status_code == 401
    assert "Sign in on another page" in answer.text
    assert team.client.post("/review", data=sent_again(answer.text), headers=team.session("review")).status_code == 303


def test_nothing_of_a_foreign_form_is_shown(client: TestClient) -> None:
    """Another site cannot have the desk show what it sends."""
    answer = client.post("/review", data={"reason": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Olm Watch" not in answer.text


def test_no_password_ever_comes_back() -> None:
    """What is refilled are forms of words alone."""
    assert {route.path for route in ROUTES if route.refilled} == {"/review", "/add"}


@pytest.mark.parametrize("cookie", ["of-another-desk", "", "x" * 4_000, "\xe9", 'a"b', "a; sayso=b"])
def test_a_cookie_of_another_desk_leads_to_the_form(cookie: str, team: Team) -> None:
    """Two desks on one machine set a cookie of the same name; the form says why it is there."""
    headers = {b"cookie": b"sayso=" + cookie.encode("latin-1")}
    answer = team.client.get("/events/abc", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fevents%2Fabc")
    form = team.client.get("/sign-in", headers=headers)
    assert form.status_code == 200
    assert ("Your session has ended, or it is another desk’s" in form.text) == (cookie != "")
    told = team.client.get("/api/v1/head", headers=headers)
    assert (told.status_code, told.json()["type"]) == (401, "/problems/sign-in-needed")


def expired(team: Team) -> str:
    token = team.token("read")["Authorization"]
    team.clock.later(days=1)
    return token


def revoked(team: Team) -> str:
    token = team.token("read")["Authorization"]
    team.people.end_token("read", team.people.tokens("read")[0].id)
    return token


def of_nobody(team: Team) -> str:
    token = team.token("read")["Authorization"]
    team.people.disable("read")
    return token


@pytest.mark.parametrize("made", [expired, revoked, of_nobody, lambda _: "Bearer sayso_broken", lambda _: "Token abc"])
def test_a_token_that_opens_nothing_is_told(made: Callable[[Team], str], team: Team) -> None:
    """Expired, revoked, of a disabled account, broken, of another kind: one answer, for a program and on a page."""
    headers = {"Authorization": made(team)}
    answer = team.client.get("/api/v1/head", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-needed")
    assert answer.json()["detail"] == "the token is none of this desk's, or it has ended"
    assert "invalid_token" in answer.headers["www-authenticate"]
    page = team.client.get("/", headers=headers)
    assert page.status_code == 401
    assert "the token is none of this desk" in page.text


# What is asked for, and sent.


@pytest.mark.parametrize(
    "path",
    [
        "/events/none",
        "/claims/none",
        "/reports/none",
        "/jobs/none",
        "/nowhere",
        "/events/%00",
        "/events/" + "x" * 3_000,
    ],
)
def test_what_there_is_not_is_told_as_a_page(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "There is nothing of that name here" in answer.text
    assert '<a href="/">' in answer.text


def test_a_file_that_is_too_large_is_told_as_a_page(own: Path, opened: Callable[..., TestClient]) -> None:
    client = opened(settings_of(own, limits=Limits(upload_bytes=5_000)))
    answer = client.post("/add", files={"file": ("a.txt", b"x" * 6_000)}, headers=OURS)
    assert answer.status_code == 413
    assert "What was sent is too large" in answer.text
    assert "5,000 bytes" in answer.text
    assert "sayso add" in answer.text


def test_a_real_browser_gets_to_see_that_a_file_is_too_large(own: Path) -> None:
    """It sends everything before it reads: a connection that is cut meanwhile would show no page."""
    served = Served(own, own.parent)
    try:
        host = served.base.removeprefix("http://")
        connection = HTTPConnection(host, timeout=60)
        connection.putrequest("POST", "/add")
        size = Limits().upload_bytes + 2_000_000
        for name, value in (
            OURS
            | {"Origin": served.base, "Content-Length": str(size), "Content-Type": "multipart/form-data; boundary=x"}
        ).items():
            connection.putheader(name, value)
        connection.endheaders()
        for _ in range(size // 500_000):
            connection.send(bytes(500_000))
        connection.send(bytes(size % 500_000))
        with closing(connection), closing(connection.getresponse()) as answer:
            assert answer.status == 413
            assert "What was sent is too large" in answer.read().decode()
    finally:
        assert served.end() == 0, served.told
