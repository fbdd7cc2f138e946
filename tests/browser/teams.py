"""A desk with accounts, one a role, for tests that come in with a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from sayso import clock
from sayso.desk.people import People
from sayso.desk.rights import ROLES, Role
from tests.browser.chromium import DESK
from tests.browser.desks import Place, served

PASSWORD = "nine blue herons by the quay"  # noqa: S105 - of accounts that live as long as a test


class Team(NamedTuple):
    """A desk, and who may come in."""

    place: Place
    sessions: dict[Role, str]

    @contextmanager
    def page_of(
        self, browser: Browser, role: Role, *, width: int = DESK, dark: bool = False, bypass_csp: bool = False
    ) -> Iterator[Page]:
        """Open a page of somebody who signed in."""
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            bypass_csp=bypass_csp,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "sayso", "value": self.sessions[role], "url": self.place.url}])
        try:
            yield context.new_page()
        finally:
            context.close()


@contextmanager
def team(ledger: Path, **others: object) -> Iterator[Team]:
    """Serve a ledger to a team; each account is called like its role and is signed in."""
    accounts = ledger.with_suffix(".accounts")
    people = People(accounts)
    try:
        for role in ROLES:
            people.add(role, role, clock.instant(), password=PASSWORD)
        sessions = {role: people.begin_session(role, clock.instant()) for role in ROLES}
    finally:
        people.close()
    with served(ledger, accounts=accounts, **others) as url:
        yield Team(Place(url, ledger), sessions)
