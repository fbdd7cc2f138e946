"""The desk in a browser without scripts: links and forms alone do all that there is to do, from adding a report to putting the brief out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sayso.ledger.ledger import Ledger
from tests.browser.desks import Place, served

WORDS = (
    "SAMPLE\n\nThe Defence Ministry said nine soldiers were killed by an air strike on a barracks in Kolm on Monday.\n"
)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page on which no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_events_moments_and_decisions(plain: Page, desk: Place) -> None:
    """Choose an event, go to a moment, accept, reject, undo."""
    page = plain
    page.goto(desk.url)
    page.get_by_role("link", name="People taken, Tarn").click()
    expect(page.locator("#evidence-h")).to_have_text("People taken, Tarn")
    page.get_by_role("link", name="Previous change").click()
    expect(page.locator(".moment-says")).to_contain_text("You are reading what was known at")
    expect(page.locator(".slide:visible")).to_have_count(0)
    page.goto(f"{desk.url}/review")
    assert page.locator("kbd:visible").count() == 0
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".progress strong")).to_have_text("20 left")
    page.locator("summary", has_text="Reject").click()
    page.get_by_role("button", name="Reject it").click()
    expect(page.locator(".progress strong")).to_have_text("19 left")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".progress strong")).to_have_text("20 left")


def test_both_clocks_are_walked(plain: Page, desk: Place) -> None:
    """Which clock is chosen shows its own links; they lead to what the ledger held, and back."""
    page = plain
    page.goto(desk.url)
    page.get_by_label("held here by then").check()
    page.get_by_role("link", name="Previous change").click()
    says = page.locator(".moment-says")
    expect(says).to_contain_text("You are reading what this ledger held at entry 34, recorded at")
    expect(says).to_contain_text("By the clock of this ledger: when it came in. Reviewing is off here.")
    assert page.get_by_label("held here by then").is_checked()
    page.get_by_role("link", name="Next change").click()
    expect(says).to_contain_text("held at entry 39")
    page.get_by_label("said by then").check()
    page.get_by_label("As of").fill("2031-05-14 09:00")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(says).to_contain_text("By the clock of those who speak: when they said it.")
    page.get_by_role("button", name="Compare with now").click()
    expect(page.locator("h2").first).to_contain_text("changed")


def test_a_report_is_added_reviewed_undone_and_put_out(plain: Page, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.ledger"):
        pass
    page, site = plain, tmp_path / "site"
    with served(tmp_path / "new.ledger", site=site) as url:
        page.goto(f"{url}/add")
        page.get_by_label("The text").fill(WORDS)
        page.get_by_label("What it is called").fill("Radio Delta, 15 May")
        page.locator(".paste").get_by_label("Published").fill("2031-05-15")
        page.locator(".paste").get_by_role("button", name="Read it").click()
        expect(page.locator(".job-says")).to_contain_text("1 new claim", timeout=60_000)  # the page loads itself anew
        page.goto(f"{url}/review")
        left = page.locator(".progress strong")
        for _ in range(50):
            if left.count() and left.inner_text() == "1 left":
                break
            page.reload()
        page.get_by_role("button", name="Accept").click()
        expect(left).to_have_text("0 left")
        page.get_by_role("button", name="Undo").click()
        expect(left).to_have_text("1 left")
        page.get_by_role("button", name="Accept").click()
        expect(left).to_have_text("0 left")
        page.goto(f"{url}/brief")
        expect(page.locator(".gate-says")).to_contain_text("Open.")
        page.get_by_label("I read the draft as it stands here").check()
        page.get_by_role("button", name="Publish").click()
        expect(page.locator(".gate-says").first).to_contain_text("It went out.")
    assert "nine soldiers were killed" in "".join(path.read_text("utf-8") for path in site.rglob("*.html"))
