"""The desk in a browser: what a person does there from adding a report to looking at its past and putting the brief out."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect

from sayso.ledger.ledger import Ledger
from tests.browser.chromium import looking
from tests.browser.desks import served

SAMPLE = Path(__file__).parents[2] / "sample" / "harbour-city-live.txt"


def _chosen(page: Page) -> str:
    return page.locator(".row.chosen h3").inner_text()


def test_the_sample_is_added_and_its_events_are_seen(browser: Browser, tmp_path: Path) -> None:
    """On an empty ledger the desk says that nothing was reported; after the sample was sent, its events stand there."""
    with Ledger.open(tmp_path / "new.ledger"):
        pass
    with served(tmp_path / "new.ledger") as url, looking(browser) as page:
        page.goto(url)
        expect(page.locator(".empty")).to_contain_text("Nothing has been reported here yet")
        page.locator(".empty").get_by_role("link", name="Add a report").click()
        page.get_by_label("A report, or an archive of reports").set_input_files(SAMPLE)
        page.locator("form[enctype]").get_by_label("Published").fill("2031-05-14")
        page.locator("form[enctype]").get_by_role("button", name="Read it").click()
        expect(page.get_by_text("Add more")).to_be_visible()
        expect(page.locator("main")).to_contain_text(re.compile(r"\d+ new"), timeout=60_000)
        page.get_by_role("link", name="Desk", exact=True).click()
        for _ in range(50):
            if page.locator("#list-h").inner_text() != "0 events":
                break
            page.wait_for_timeout(100)
            page.reload()
        expect(page.locator("#list-h")).to_have_text("28 events")


def test_a_slow_answer_never_stands_under_another_event(browser: Browser, read_only: str) -> None:
    """Two events chosen one after the other, and the first one's words come last."""
    with looking(browser) as page:
        page.goto(read_only)
        first = page.get_by_role("link", name="Shelling, Brask")
        address = first.evaluate("link => link.href").partition("#")[0]  # what is asked for has no fragment
        held: list[Route] = []
        page.route(lambda url: url == address, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
        with page.expect_request(lambda request: request.url == address):
            first.click()
        page.get_by_role("link", name="People taken, Tarn").click()
        expect(page.locator("#evidence-h")).to_have_text("People taken, Tarn")
        with page.expect_response(lambda answer: answer.url == address) as answered:
            held[0].continue_()
        answered.value.finished()
        page.evaluate("() => new Promise(done => setTimeout(done, 200))")  # what came has been read by now
        expect(page.locator("#evidence-h")).to_have_text("People taken, Tarn")
        expect(page.locator(".row.chosen")).to_contain_text("People taken")


def test_accounts_are_compared_row_by_row(browser: Browser, read_only: str) -> None:
    """The event names its dispute by kind, has a row an origin, and both figures on one scale."""
    with looking(browser) as page:
        page.goto(read_only)
        expect(page.locator(".list .note")).to_contain_text("Nothing is accepted yet")
        page.get_by_role("link", name="Shelling, Brask").click()
        expect(page.locator("#evidence-h")).to_have_text(
            "Shelling, Brask"
        )  # until then the panel is of the event before
        page.get_by_role("link", name="The whole event").click()
        expect(page.locator("h1")).to_have_text("Shelling, Brask")
        expect(page.locator(".dispute")).to_contain_text("Disputed: how many.")
        assert page.locator(".origin-head bdi").all_inner_texts() == ["Defence Ministry", "Olm Watch group"]
        assert page.locator(".scale-table td.number").all_inner_texts()[-2:] == ["4", "3 to 4"]


def test_the_bar_of_moments_leads_through_what_was_known(browser: Browser, read_only: str) -> None:
    """By button, by typing and by slider; the page says in words that it shows the past, and looks otherwise."""
    with looking(browser) as page:
        page.goto(read_only)
        now = page.evaluate("getComputedStyle(document.body).backgroundColor")
        every = page.locator("#list-h").inner_text()
        page.get_by_label("As of").fill("2031-05-14 09:00")
        page.get_by_role("button", name="Go", exact=True).click()
        expect(page.locator(".moment-says")).to_contain_text(
            "You are reading what was known at 09:00 UTC on 14 May 2031."
        )
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != now
        page.goto(f"{page.url}&selected=") if "?" in page.url else None
        page.get_by_role("link", name="Next change").click()
        expect(page.locator(".moment-says")).to_contain_text("at 15:45 UTC on 14 May 2031")
        page.get_by_role("link", name="Previous change").click()
        expect(page.locator(".moment-says")).to_contain_text("at 08:45 UTC on 14 May 2031")
        slider = page.get_by_role("slider", name="Moment")
        slider.focus()
        slider.press("Home")
        slider.press("Enter")
        expect(page.locator(".moment-says")).to_contain_text("You are reading what was known at")
        assert page.locator("#list-h").inner_text() != every
        page.get_by_role("link", name="Back to now").click()
        expect(page.locator("#list-h")).to_have_text(every)
        page.get_by_label("held here by then").check()
        slider = page.get_by_role("slider", name="Moment")
        slider.focus()
        slider.press("Home")
        expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^entry \d+, \d\d:\d\d UTC on "))
        slider.press("Enter")
        expect(page.locator(".moment-says")).to_contain_text("You are reading what this ledger held at entry")
        expect(page.locator("#list-h")).to_have_text("4 events")


def test_what_is_chosen_in_one_column_is_marked_in_the_others(browser: Browser, read_only: str) -> None:
    """One address holds what is chosen, and hovering marks the place and the day of an event."""
    with looking(browser) as page:
        page.goto(read_only)
        page.get_by_role("link", name="People taken, Tarn").click()
        expect(page.locator("#evidence-h")).to_have_text("People taken, Tarn")
        assert "selected=" in page.url
        page.reload()
        assert _chosen(page) == "People taken, Tarn"
        assert page.locator(".spot.chosen").get_attribute("aria-label") == "Tarn: 2 events"
        page.locator(".row", has_text="Shelling, Brask").hover()
        assert page.locator(".spot.marked").get_attribute("data-spot") == "sample:brask"
        assert page.locator(".bar.marked").get_attribute("data-since") == "2031-05-13"
        page.locator(".spot[data-spot='sample:tarn']").hover()
        assert page.locator(".row.marked").count() == 2


def test_a_place_and_days_narrow_the_list(browser: Browser, read_only: str) -> None:
    with looking(browser) as page:
        page.goto(read_only)
        page.locator(".spot[data-spot='sample:tarn']").click()
        expect(page.locator("#list-h")).to_contain_text("2 events")
        page.get_by_role("link", name="Clear").click()
        page.locator(".bar[data-since='2031-05-13']").click()
        assert "since=2031-05-13" in page.url
        page.get_by_role("link", name="All days again").click()
        expect(page.get_by_role("link", name="All days again")).to_have_count(0)
        page.wait_for_load_state("load")
        box = page.locator("[data-strip]").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 2, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 12, steps=4)
        page.mouse.up()
        expect(page.get_by_role("link", name="All days again")).to_be_visible()
        assert "since=2031-05-06&until=2031-05-08" in page.url


def test_the_page_prints_without_its_controls(browser: Browser, read_only: str) -> None:
    with looking(browser) as page:
        page.goto(read_only)
        page.emulate_media(media="print")
        assert page.locator(".moment-form").evaluate("one => getComputedStyle(one).display") == "none"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf().startswith(b"%PDF")


def test_the_brief_goes_out_once_the_gate_is_open(browser: Browser, week: Path, tmp_path: Path) -> None:
    """The gate counts what is to be put right and leads there; each claim that is looked at opens it further; then the site is written."""
    copy = tmp_path / "desk.ledger"
    copy.write_bytes(week.read_bytes())
    site = tmp_path / "site"
    with served(copy, site=site) as url, looking(browser) as page:
        page.goto(f"{url}/brief")
        publish = page.get_by_role("button", name="Publish")
        expect(page.locator(".gate-says")).to_contain_text("Shut: 21 things to put right")
        expect(publish).to_be_disabled()
        page.locator(".stop summary", has_text="Each of them").click()
        page.get_by_role("link", name="Put it right").first.click()
        page.wait_for_load_state("load")
        for number in range(20, -1, -1):
            page.keyboard.press("a")
            if number:
                expect(page.locator(".progress strong")).to_have_text(f"{number} left")
        expect(page.locator(".empty, .progress strong").first).to_contain_text("0 left")
        page.goto(f"{url}/brief")
        expect(page.locator(".gate-says")).to_contain_text("Open.")
        page.get_by_label("I read the draft as it stands here").check()
        publish.click()
        expect(page.locator(".gate-says").first).to_contain_text("It went out.")
    assert "Who says what" in (site / "index.html").read_text("utf-8")
    assert not re.search("Marta Oll", "".join(path.read_text("utf-8") for path in site.rglob("*.html")))
    with Ledger.open(copy) as record:
        assert [one.by for one in record.publications()] == ["desk"]
