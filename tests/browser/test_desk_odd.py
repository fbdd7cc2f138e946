"""What is long, large, missing or written from right to left breaks no page, and stands there as it was captured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import PHONE, looking, violations
from tests.browser.desks import served
from tests.browser.odd import ACCOUNTS, ARABIC, ARABIC_WHO, CHAIN, LONG_NAME


@pytest.fixture(scope="module")
def odd(odd_ledger: Path) -> Iterator[str]:
    """A desk on the ledger of everything that makes a page burst."""
    with served(odd_ledger) as url:
        yield url


def _event(page: Page, url: str, words: str) -> None:
    """Open the page of an event."""
    page.goto(url)
    page.locator(".row", has_text=words).get_by_role("link").click()
    expect(page.locator(".row.chosen")).to_contain_text(words)
    expect(page.locator("#evidence")).not_to_have_attribute("aria-busy", "true")
    page.get_by_role("link", name="The whole event").click()
    page.locator(".ladder").wait_for()


def test_sixty_accounts_of_one_event_are_all_there_and_its_dispute_is_folded(browser: Browser, odd: str) -> None:
    with looking(browser) as page:
        _event(page, odd, "Shelling, Brask")
        assert page.locator("tr.claim").count() == ACCOUNTS + 1
        dispute = page.locator(".dispute").first
        expect(dispute.locator("details summary")).to_contain_text("more")
        expect(dispute.locator("details p")).to_be_hidden()
        dispute.locator("summary").click()
        expect(dispute.locator("details p")).to_be_visible()


def test_a_long_chain_and_a_long_name_are_said_whole(browser: Browser, odd: str) -> None:
    with looking(browser) as page:
        _event(page, odd, "Shelling, Kolm")
        who = page.locator(".ladder .who").inner_text().casefold()
        assert all(name in who for name in (part.casefold() for part in CHAIN))
        _event(page, odd, LONG_NAME)
        expect(page.locator("h1")).to_contain_text(LONG_NAME)


def test_nine_digits_no_place_and_no_day(browser: Browser, odd: str) -> None:
    with looking(browser) as page:
        page.goto(odd)
        large = page.locator(".row", has_text="987,654,321")
        assert large.locator(".n").all_inner_texts() == ["123,456,789", "987,654,321"]
        bare = page.locator(".row", has_text="no day given")
        expect(bare.locator("h3")).to_have_text("Attack")
        bare.get_by_role("link").click()
        expect(page.locator("#evidence-h")).to_have_text("Attack")
        _event(page, odd, "987,654,321")
        expect(page.locator(".scale-table td.number").first).to_have_text("123,456,789 to 987,654,321")


def test_a_long_text_is_shown_whole_with_its_words_marked(browser: Browser, odd: str) -> None:
    with looking(browser) as page:
        _event(page, odd, "Shelling, Tarn")
        page.get_by_role("link", name="the words in their place").click()
        assert len(page.locator(".text").inner_text()) > 80_000
        page.get_by_role("link", name="To the marked words").click()
        expect(page.locator("#words")).to_be_in_viewport()
        expect(page.locator("#words")).to_have_text(
            "The Olm Watch group said five people were killed by shelling of Tarn on Friday."
        )


def test_a_captured_arabic_page_runs_from_right_to_left_and_the_page_around_it_does_not(
    browser: Browser, odd: str
) -> None:
    """Line by line: Arabic from the right with its Latin names and numbers within, English from the left, the desk's own words as ever."""
    with looking(browser) as page:
        page.goto(f"{odd}/reports")
        page.locator("main a", has_text="نشرة").click()
        ways = page.locator(".text p").evaluate_all(
            "lines => lines.filter(line => line.innerText.trim()).map(line => [line.innerText.trim().slice(0, 3), getComputedStyle(line).direction])"
        )
        assert [way for _, way in ways] == ["rtl", "rtl", "rtl", "ltr"]
        assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "ltr"
        _event(page, odd, "Shelling, Brask")
        quote = page.locator("blockquote", has_text=ARABIC)
        assert quote.evaluate("one => getComputedStyle(one).direction") == "rtl"
        who = page.locator(".who bdi", has_text=ARABIC_WHO).first
        assert who.evaluate("one => getComputedStyle(one).direction") == "rtl"
        # A bracket belongs to the words that it stands around, whichever way these run.
        page.goto(f"{odd}/reports")
        page.locator("main a", has_text="نشرة").click()
        name, number = page.locator(".text p", has_text="Ludo Varga").evaluate(
            """line => ["Ludo Varga", "(الداخلي"].map(words => {
                const text = line.firstChild, range = document.createRange(), at = text.data.indexOf(words);
                range.setStart(text, at); range.setEnd(text, at + words.length);
                const boxes = [...range.getClientRects()];
                return [Math.min(...boxes.map(box => box.left)), Math.max(...boxes.map(box => box.right))];
            })"""
        )
        assert number[1] <= name[0] + 1  # read from the right: first the name, then what stands in brackets


def test_axe_finds_nothing_on_pages_full_to_bursting(browser: Browser, odd: str) -> None:
    """And none is wider than a phone."""
    found: list[str] = []
    with looking(browser, width=PHONE, bypass_csp=True) as page:
        page.goto(odd)
        events = [f"/events/{row.get_attribute('data-event')}" for row in page.locator(".row").all()]
        for path in ("/", *events, "/review", "/sources"):
            page.goto(odd + path)
            found += [f"{path}: {line}" for line in violations(page)]
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path
    assert found == []
