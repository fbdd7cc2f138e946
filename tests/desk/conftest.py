"""A desk on a ledger with one live blog, an invented one in which a private person is named; for one person, and for a team."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pyotp
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from bench.private_postgres import PrivatePostgres
from sayso.desk.app import app
from sayso.desk.desk import Desk
from sayso.desk.options import DeskSettings, Limits
from sayso.desk.people import People
from sayso.desk.rights import ROLES, Role
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import ADDRESSES, Ledger
from sayso.pipeline import Pipeline

LIVE_BLOG = """SAMPLE: an invented live blog

UPDATE 1800 GMT: Foreign Minister Ludo Varga has announced a ceasefire in Brask.

UPDATE 1730 GMT: Marta Oll, a fishmonger on the quay, said two people were killed by shelling of the market in Kolm on Tuesday.

UPDATE 1545 GMT: The Olm Watch group says four soldiers were killed by shelling of a base in Brask on Tuesday.

UPDATE 0845 GMT: The Defence Ministry said three soldiers were killed by shelling of a base in Brask on Tuesday.

ORIGINAL ENTRY: President Hanne Sool has rejected a ceasefire in Brask.
"""
PRIVATE = "Marta Oll"
PUBLISHED = "2031-05-14"
HERE = "http://127.0.0.1:8321"
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": HERE}
"""What a browser says of a request from a page of ours."""


STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
"""A test that is run on a ledger in a file and on one in a database; all others take the file."""


class Clock:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.now = datetime(2031, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


class Team(NamedTuple):
    """A desk with accounts, one a role, named after it."""

    client: TestClient
    desk: Desk
    people: People
    clock: Clock
    passwords: dict[str, str]

    def session(self, role: Role) -> dict[str, str]:
        """What a browser of somebody sends who signed in."""
        return OURS | {"Cookie": f"sayso={self.people.begin_session(role, self.clock())}"}

    def token(self, role: Role) -> dict[str, str]:
        """What a program of somebody sends."""
        return self._bearing(role, role)

    def scoped(self, role: Role) -> dict[str, str]:
        """What a program of the admin sends with a token that may do no more than a role."""
        return self._bearing("admin", role)

    def _bearing(self, name: str, role: Role) -> dict[str, str]:
        shown, _ = self.people.make_token(name, role, "test", timedelta(days=1), self.clock())
        return {"Authorization": f"Bearer {shown}"}


@pytest.fixture(autouse=True)
def _light_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords of the tests are hashed in no time; `test_people.py` looks at how the desk's own are."""
    monkeypatch.setattr("sayso.desk.people.PasswordHasher", lambda: PasswordHasher(time_cost=1, memory_cost=64))


@pytest.fixture(name="place", scope="session")
def place_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger to which the live blog was added; to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    page = folder / "blog.txt"
    page.write_text(LIVE_BLOG, encoding="utf-8")
    pipeline = Pipeline()
    with Ledger.open(folder / "desk.ledger") as record:
        for _ in pipeline.add(record, [pipeline.read(page, published=PUBLISHED)]):
            pass
    return folder / "desk.ledger"


@pytest.fixture(name="own")
def own_(place: Path, tmp_path: Path) -> Path:
    """A copy of the ledger that a test may write to."""
    copy = tmp_path / "desk.ledger"
    copy.write_bytes(place.read_bytes())
    return copy


def code_of(address: str | None, clock: Clock, steps: int = 0) -> str:
    """A code that a device shows to which a second factor was given, so many half minutes from now."""
    assert address is not None
    factor = pyotp.parse_uri(address)
    assert isinstance(factor, pyotp.TOTP)
    return factor.at(clock.now + timedelta(seconds=30 * steps))


@pytest.fixture(name="store")
def store_(request: pytest.FixtureRequest) -> str:
    """Of which kind the ledger is; tests marked with `STORES` are run with each."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(name="shelf", scope="session")
def shelf_(postgres: PrivatePostgres, place: Path) -> PrivatePostgres:
    """A server with a database that holds the ledger; to be copied."""
    copy_ledger(place, postgres.database("shelf"))
    return postgres


@pytest.fixture(name="where")
def where_(store: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The path or the address of a copy of the ledger that a test may write to."""
    if store == "sqlite":
        yield str(request.getfixturevalue("own"))
        return
    server: PrivatePostgres = request.getfixturevalue("shelf")
    with server.ask() as connection:
        connection.execute("CREATE DATABASE desk_tests TEMPLATE shelf")
    yield server.address("desk_tests")
    with server.ask() as connection:
        connection.execute("DROP DATABASE desk_tests WITH (FORCE)")


def settings_of(place: Path | str, **others: object) -> DeskSettings:
    """How a desk of the tests is set up: all its work in threads."""
    limits = Limits(exports_a_minute=1_000, reads_a_minute=100_000, writes_a_minute=100_000)
    given = {"ledger": str(place), "apart": False, "limits": limits}
    if not str(place).startswith(ADDRESSES):
        given["config"] = Path(place).with_name("sayso.toml")
    return DeskSettings(**(given | others))  # type: ignore[arg-type]  # fields by name


@pytest.fixture(name="opened")
def opened_() -> Iterator[Callable[..., TestClient]]:
    """Opens a desk; it is ended after the test."""
    with ExitStack() as stack:

        def open_desk(
            settings: DeskSettings, now: Callable[[], datetime] | None = None, base: str = HERE
        ) -> TestClient:
            made = app(settings) if now is None else app(settings, now)
            client = stack.enter_context(
                TestClient(made, base_url=base, follow_redirects=False, raise_server_exceptions=True)
            )
            desk: Desk = made.state.desk
            client.portal.call(desk.snapshots.ready.wait)  # type: ignore[union-attr]  # there while it is entered
            return client

        yield open_desk


@pytest.fixture(name="client")
def client_(where: str, opened: Callable[..., TestClient]) -> TestClient:
    """A desk for one person."""
    return opened(settings_of(where))


@pytest.fixture(name="team")
def team_(where: str, opened: Callable[..., TestClient], tmp_path: Path) -> Team:
    """A desk for a team."""
    clock = Clock()
    client = opened(settings_of(where, accounts=tmp_path / "accounts"), clock)
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]  # Starlette's own
    assert desk.people is not None
    passwords: dict[str, str] = {}
    for role in ROLES:
        added = desk.people.add(role, role, clock())
        passwords[role] = added.password or ""
    return Team(client, desk, desk.people, clock, passwords)


def desk_of(client: TestClient) -> Desk:
    """The desk behind a client."""
    found: Desk = client.app.state.desk  # type: ignore[attr-defined]  # Starlette's own
    return found


def settled(client: TestClient) -> None:
    """Wait until the desk knows everything that its ledger holds."""
    desk = desk_of(client)

    async def wait() -> None:
        last = await desk.ledgers.read(lambda ledger: ledger.head().seq)
        assert await desk.snapshots.reached(last, 30)
        await desk.follow_index()

    client.portal.call(wait)  # type: ignore[union-attr]  # there while it is entered


def hidden(html: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found[1]
