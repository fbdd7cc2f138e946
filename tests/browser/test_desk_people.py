"""Pages of one's own account and of who saw what in a real browser; and a form whose words come back when the ledger takes none."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import apsw
import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from sayso import clock
from sayso.desk.people import People
from sayso.ledger.ledger import Ledger
from tests.browser.chromium import DESK, PHONE, looking, violations
from tests.browser.desks import served
from tests.desk import orvaal

FIRST = "a password that another chose"
OWN = "nine blue herons by the quay"


@pytest.fixture(name="ledger")
def ledger_(tmp_path: Path) -> Path:
    orvaal.write(tmp_path / "desk.ledger")
    return tmp_path / "desk.ledger"


@pytest.fixture(name="team")
def team_(ledger: Path) -> Iterator[str]:
    """A desk for a team of one, whose password somebody else chose."""
    people = People(ledger.with_suffix(".accounts"))
    people.add("keeper", "admin", clock.instant(), password=FIRST, fresh=True)
    people.close()
    with served(ledger, accounts=ledger.with_suffix(".accounts")) as url:
        yield url


def enter(page: Page, url: str, password: str, code: str = "") -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_label("Name").fill("keeper")
    page.get_by_label("Password").fill(password)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize(
    ("width", "dark"), [(DESK, False), (DESK, True), (PHONE, False)], ids=["desk, light", "desk, dark", "phone"]
)
def test_somebody_comes_in_for_the_first_time(
    browser: Browser,
    team: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """A password of one's own, a factor, codes, signing in by one of them, who saw what; each page is within everybody's reach."""
    found: list[str] = []

    def within_reach(page: Page) -> None:
        found.extend(f"{page.url.removeprefix(team)}: {line}" for line in violations(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    with looking(browser, width=width, dark=dark, bypass_csp=True) as page:
        enter(page, team, FIRST)
        expect(page).to_have_url(f"{team}/account/password")
        within_reach(page)
        page.get_by_label("The password that you have now").fill(FIRST)
        page.get_by_label("The new one, of 12 characters or more").fill(OWN)
        page.get_by_label("The new one again").fill(OWN)
        page.get_by_role("button", name="Change it").click()
        expect(page).to_have_url(f"{team}/account")
        page.get_by_role("link", name="Take another second factor").click()
        within_reach(page)
        secret = page.locator("main code").first.inner_text()
        page.get_by_label("A code of the new factor").fill(
            pyotp.TOTP(secret).at(clock.instant() + timedelta(seconds=1))
        )
        page.get_by_label("Your password").fill(OWN)
        page.get_by_role("button", name="Take it").click()
        expect(page).to_have_url(f"{team}/account")
        page.get_by_label("Your password").fill(OWN)
        page.get_by_role("button", name="Make new recovery codes").click()
        within_reach(page)
        codes = page.locator("main li code").all_inner_texts()
        assert len(codes) == 10
        page.context.clear_cookies()
        enter(page, team, OWN, codes[0])
        expect(page.locator("h1")).to_be_attached()
        page.goto(f"{team}/account")
        expect(page.locator("#own-h")).to_be_visible()
        assert "9 recovery codes left" in page.locator("main").inner_text()
        page.goto(f"{team}/looks")
        within_reach(page)
        expect(page.locator("tbody")).to_contain_text("desk, by a recovery code")
    assert found == []


def test_words_are_not_lost_when_another_program_holds_the_ledger(
    browser: Browser, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the keys of the page too, which puts the answer in its own place: the page says why, holds the words, and sends them again."""
    monkeypatch.setattr("sayso.ledger.sqlite.BUSY_MS", 50)
    with served(ledger) as url, looking(browser, bypass_csp=True) as page:
        page.goto(f"{url}/review")
        page.locator("summary", has_text="Reject").click()
        page.get_by_label("In your own words").fill("the harbour master says so")
        other = apsw.Connection(str(ledger))
        other.execute("BEGIN IMMEDIATE")
        page.get_by_role("button", name="Reject it").click()
        expect(page.locator("h1")).to_have_text("Another program is writing to the ledger")
        expect(page.get_by_label("In your own words")).to_have_value("the harbour master says so")
        assert violations(page) == []
        other.execute("ROLLBACK")
        other.close()
        page.get_by_role("button", name="Send it again").click()
        expect(page.locator(".just-said")).to_contain_text("Recorded: rejected 1 claim")
    with Ledger.open(ledger) as record:
        assert [one.reason.partition(": ")[2].partition(": ")[2] for one in record.decisions()] == [
            "the harbour master says so"
        ]
