"""A team's life at the desk: somebody is invited, sets up a second factor, loses it, changes a password, gets another role, leaves."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.desk.app import ROUTES
from sayso.desk.people import People
from tests.desk.conftest import OURS, Clock, Team, code_of, desk_of, settings_of
from tests.desk.test_bad_conditions import rejected

OWN = "a password of one's own"
HOST = "https://desk.example"
FROM_THERE = {"Sec-Fetch-Site": "same-origin", "Origin": HOST}


class Open:
    """A desk that is open to a network: second factors are asked for."""

    def __init__(self, client: TestClient, clock: Clock) -> None:
        self.client = client
        self.clock = clock
        found = desk_of(client).people
        assert found is not None
        self.people: People = found

    def enter(self, name: str, password: str, code: str = "") -> dict[str, str] | int:
        """Sign in; what a browser sends afterwards, or the status."""
        sent = {"name": name, "password": password, "code": code}
        answer = self.client.post("/sign-in", data=sent, headers=FROM_THERE)
        self.client.cookies.clear()
        if answer.status_code != 303:
            return answer.status_code
        return FROM_THERE | {
            "Cookie": "__Host-sayso=" + str(answer.headers["set-cookie"]).partition("=")[2].partition(";")[0]
        }

    def send(self, path: str, session: dict[str, str], **form: str) -> tuple[int, str, dict[str, str]]:
        """Send a form; the status, the page, and what the browser sends afterwards."""
        answer = self.client.post(path, data=form, headers=session)
        self.client.cookies.clear()
        cookie = str(answer.headers.get("set-cookie", "")).partition("=")[2].partition(";")[0]
        after = session | {"Cookie": f"__Host-sayso={cookie}"} if cookie else session
        return answer.status_code, answer.text, after

    def sees(self, session: dict[str, str], path: str = "/") -> int:
        return self.client.get(path, headers=session).status_code


@pytest.fixture(name="desk")
def desk_(own: Path, tmp_path: Path, opened: Callable[..., TestClient]) -> Open:
    clock = Clock()
    settings = settings_of(own, accounts=tmp_path / "accounts", https=True, second_factor=True, hosts=("desk.example",))
    return Open(opened(settings, clock, base=HOST), clock)


def entered(desk: Open, *given: str) -> dict[str, str]:
    session = desk.enter(*given)
    assert isinstance(session, dict), session
    return session


def test_somebody_is_invited_and_chooses_a_password_of_their_own(desk: Open) -> None:
    """With the password that the admin saw nothing is open but the page to choose another, and the ways out."""
    added = desk.people.add("r1", "review", desk.clock(), fresh=True)
    first = added.password or ""
    assert desk.enter("r1", first) == 401
    session = entered(desk, "r1", first, code_of(added.secret, desk.clock))
    for route in (
        r
        for r in ROUTES
        if r.needs is not None and r.path not in ("/account/password", "/sign-out", "/sign-out-everywhere")
    ):
        path = re.sub(r"\{\w+\}", "none", route.path)
        answer = desk.client.request(route.method, path, headers=session)
        page = route.method == "GET" and not route.api
        assert answer.status_code == (303 if page else 403), route
        assert not page or answer.headers["location"] == "/account/password"
    assert "Somebody else chose the password" in desk.client.get("/account/password", headers=session).text
    status, _, session = desk.send("/account/password", session, password=first, new=OWN, again=OWN)
    assert status == 303
    assert desk.sees(session, "/review") == 200
    desk.clock.later(minutes=1)
    assert desk.enter("r1", first, code_of(added.secret, desk.clock)) == 401
    assert isinstance(desk.enter("r1", OWN, code_of(added.secret, desk.clock)), dict)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not the old one", OWN, OWN, "That is not your password"),
        (None, OWN, OWN + "!", "are not the same"),
        (None, "short", "short", "a password has 12 to 1,024 characters"),
        (None, None, None, "The new password is the old one"),
    ],
)
def test_a_password_that_cannot_be_taken_is_told(
    old: str | None, new: str | None, again: str | None, said: str, team: Team
) -> None:
    now = team.passwords["read"]
    sent = {"password": old or now, "new": new or now, "again": again or now}
    answer = team.client.post("/account/password", data=sent, headers=team.session("read"))
    assert answer.status_code in {403, 422}
    assert said in answer.text
    assert team.people.is_password("read", now)
    assert OWN not in answer.text


def test_another_password_ends_the_sessions_elsewhere(team: Team) -> None:
    """The browser in which it was changed goes on, with a new session; others have to sign in again; tokens go on."""
    here, there, token = team.session("review"), team.session("review"), team.token("review")
    sent = {"password": team.passwords["review"], "new": OWN, "again": OWN}
    answer = team.client.post("/account/password", data=sent, headers=here)
    team.client.cookies.clear()
    cookie = "sayso=" + answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert answer.headers["location"] == "/account"
    assert [team.client.get("/", headers=h).status_code for h in (here, there)] == [303, 303]
    assert team.client.get("/", headers={"Cookie": cookie}).status_code == 200
    assert team.client.get("/api/v1/head", headers=token).status_code == 200


def test_a_device_is_lost_and_a_recovery_code_opens_once(desk: Open) -> None:
    """Codes were made while all was well; with one of them somebody comes in, takes a new factor, and the old device is worth nothing."""
    added = desk.people.add("r1", "review", desk.clock(), password=OWN)
    session = entered(desk, "r1", OWN, code_of(added.secret, desk.clock))
    status, page, session = desk.send("/account/codes", session, password=OWN)
    codes = re.findall(r"<li><code>([0-9 ]{29})</code>", page)
    assert (status, len(codes)) == (200, 10)
    assert codes[0] not in desk.client.get("/account", headers=session).text
    session = entered(desk, "r1", OWN, codes[0])
    assert desk.enter("r1", OWN, codes[0]) == 401
    assert "9 recovery codes left" in desk.client.get("/account", headers=session).text
    form = desk.client.get("/account/factor", headers=session).text
    secret = re.search(r'name="secret" value="(\w+)"', form)
    assert secret is not None
    address = f"otpauth://totp/Sayso%20desk:r1?secret={secret[1]}&issuer=Sayso%20desk"
    given = {"password": OWN, "secret": secret[1]}
    assert desk.send("/account/factor", session, **given, code="000000")[0] == 422
    desk.clock.later(minutes=1)
    status, _, session = desk.send("/account/factor", session, **given, code=code_of(address, desk.clock))
    assert status == 303
    assert desk.sees(session) == 200
    desk.clock.later(minutes=1)
    assert desk.enter("r1", OWN, code_of(added.secret, desk.clock)) == 401
    assert isinstance(desk.enter("r1", OWN, code_of(address, desk.clock)), dict)


@pytest.mark.parametrize("secret", ["A", "not base32 at all", "a" * 32, "A" * 31, "0" * 32, "é" * 32])
def test_a_factor_that_was_not_offered_is_not_taken(secret: str, team: Team) -> None:
    sent = {"password": team.passwords["review"], "secret": secret, "code": "123456"}
    answer = team.client.post("/account/factor", data=sent, headers=team.session("review"))
    assert answer.status_code == 422
    assert "no second factor that was offered here" in answer.text


def test_who_has_neither_device_nor_codes_is_helped_by_who_keeps_the_accounts(desk: Open) -> None:
    """`sayso desk user factor`: another factor, no session and no code of before; the password stays."""
    added = desk.people.add("r1", "review", desk.clock(), password=OWN)
    (code, *_) = desk.people.make_codes("r1")
    session = entered(desk, "r1", OWN, code_of(added.secret, desk.clock))
    secret = desk.people.renew_factor("r1")
    assert desk.sees(session) == 303
    assert desk.enter("r1", OWN, code) == 401
    desk.clock.later(minutes=1)
    assert desk.enter("r1", OWN, code_of(added.secret, desk.clock)) == 401
    assert isinstance(desk.enter("r1", OWN, code_of(secret, desk.clock)), dict)


def test_wrong_codes_are_counted_as_wrong_passwords_are(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five in a quarter of an hour, also where the password is right, and also by a recovery code; then the right one waits too."""
    monkeypatch.setattr(desk_of(desk.client), "monotonic", lambda: 1_000.0)
    added = desk.people.add("r1", "review", desk.clock(), password=OWN)
    wrong = ["000000", "111111", "0000 0000 0000 0000 0000 0000", "", "222222"]
    right = code_of(added.secret, desk.clock)
    assert right not in wrong
    assert [desk.enter("r1", OWN, code) for code in wrong] == [401] * 5
    assert desk.enter("r1", OWN, right) == 429


def test_a_stolen_session_cannot_try_passwords(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """The forms that ask for the password again count with the form for coming in."""
    monkeypatch.setattr(team.desk, "monotonic", lambda: 1_000.0)
    stolen = team.session("review")
    tries = [
        team.client.post(
            "/account/password", data={"password": f"guess number {n}", "new": OWN, "again": OWN}, headers=stolen
        ).status_code
        for n in range(3)
    ]
    tries += [
        team.client.post("/account/codes", data={"password": f"guess number {n}"}, headers=stolen).status_code
        for n in range(3, 6)
    ]
    assert tries == [403] * 5 + [429]


def test_a_role_that_changes_takes_hold_at_once(team: Team) -> None:
    """In the session that is open, and for tokens: what they say and what their owner may, whichever is less."""
    session, token = team.session("publish"), team.token("publish")
    assert rejected(team.client, session).status_code == 303
    team.people.give_role("publish", "propose")
    assert rejected(team.client, session).status_code == 403
    assert team.client.get("/add", headers=session).status_code == 200
    assert team.client.get("/api/v1/events", headers=token).json()["state"]["private"] is False
    assert team.client.post("/api/v1/decisions", json={}, headers=token).status_code == 403
    team.people.give_role("publish", "admin")
    assert team.client.get("/api/v1/events", headers=token).json()["state"]["private"] is True


def test_who_comes_in_and_what_they_change_of_their_account_is_written_down(team: Team) -> None:
    """By pseudonym, in the ledger; never a password, a code or a key."""
    password = team.passwords["review"]
    codes = team.people.make_codes("review")
    sent = {"name": "review", "password": password, "code": codes[0]}
    team.client.post("/sign-in", data=sent, headers=OURS)
    team.client.cookies.clear()
    team.client.post("/account/codes", data={"password": password}, headers=team.session("review"))
    team.client.post(
        "/account/password", data={"password": password, "new": OWN, "again": OWN}, headers=team.session("review")
    )
    team.client.portal.call(team.desk.audit.flush)  # type: ignore[union-attr]  # there while it is entered
    told = team.client.portal.call(team.desk.ledgers.read, lambda ledger: list(ledger.accesses()))  # type: ignore[union-attr]
    assert {(a.by, a.did, what) for a in told for what in a.what} == {
        ("review", "sign-in", "desk, by a recovery code"),
        ("review", "people", "recovery codes made"),
        ("review", "people", "password changed, sessions ended"),
    }


HOSTILE = [
    "<script>alert(1)</script>", '"><img/src=x>', "=HYPERLINK(1)", "'OR'1'='1", "../../etc/passwd", "${7*7}", "{{7*7}}", "%00", "a/b?c#d", "اسم", "-admin",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(name: str, team: Team) -> None:
    """On every page on which it stands, in a decision, in a table, in the ledger."""
    team.people.add(name, "admin", team.clock(), password=OWN)
    assert team.people.checked(name, OWN, "", team.clock(), second_factor=False) is not None
    session = OURS | {"Cookie": f"sayso={team.people.begin_session(name, team.clock())}"}
    assert rejected(team.client, session).status_code == 303
    team.client.portal.call(team.desk.follow_index)  # type: ignore[union-attr]  # there while it is entered
    pages = [
        team.client.get(path, headers=session)
        for path in ("/", "/account", "/decisions", "/review", "/account/password", "/account/factor")
    ]
    assert {page.status_code for page in pages} == {200}
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img/src" not in page.text
    table = team.client.get("/api/v1/decisions.csv", headers=session).text
    assert not re.search(r"(^|,)\"?[=+@-](?!\d)", table.partition("\n")[2]), table


@pytest.mark.parametrize("name", ["two words", "a\u202eb", "a\u200bb", "a\x00b", "a\nb", "\ud800", "", "x" * 65])
def test_what_is_no_name_is_refused(name: str, team: Team) -> None:
    with pytest.raises(Exception, match="pseudonym"):
        team.people.add(name, "read", team.clock())


def test_a_desk_for_one_person_has_no_accounts_to_change(client: TestClient) -> None:
    for path in ("/account/password", "/account/factor"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={}, headers=OURS).status_code == 404
