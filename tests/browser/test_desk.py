"""The desk in a browser: what a person does there from adding a report to looking at its past, with keys alone where they like, and without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from sayso.ledger.ledger import Ledger
from tests.browser.chromium import DESK, PHONE, looking, violations
from tests.browser.desks import served
from tests.desk.orvaal import write

SAMPLE = Path(__file__).parents[2] / "sample" / "harbour-city-live.txt"


class Place(NamedTuple):
    """A desk of one test: where it is served, and its ledger."""

    url: str
    ledger: Path


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a week as six outlets tell it; to be copied."""
    place = tmp_path_factory.mktemp("week") / "week.ledger"
    write(place)
    return place


@pytest.fixture(scope="module")
def read_only(week: Path) -> Iterator[str]:
    """A desk that tests only look at."""
    with served(week) as url:
        yield url


@pytest.fixture
def desk(week: Path, tmp_path: Path) -> Iterator[Place]:
    """A desk that a test may write to."""
    copy = tmp_path / "desk.ledger"
    copy.write_bytes(week.read_bytes())
    with served(copy) as url:
        yield Place(url, copy)


def _decided(ledger: Path) -> list[tuple[str, str]]:
    """What was decided, as verb and reason."""
    with Ledger.open(ledger) as record:
        return [(decision.verb, decision.reason) for decision in record.decisions()]


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
        page.get_by_label("A page, a text, a PDF or a Word document").set_input_files(SAMPLE)
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


def test_the_map_that_moves_comes_when_asked_for_and_goes_again(browser: Browser, read_only: str) -> None:
    """Nothing of it is fetched before; all of it is the desk's own; the drawn map comes back."""
    asked: list[str] = []
    with looking(browser) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(read_only)
        button = page.get_by_role("button", name="Open the map that moves")
        expect(button).to_be_visible()
        assert [url for url in asked if "maplibre" in url or "outlines" in url] == []
        button.click()
        expect(page.locator(".moving-map[data-ready]")).to_be_visible(timeout=60_000)
        expect(page.locator("svg.map")).to_be_hidden()
        page.get_by_role("button", name="Back to the drawn map").click()
        expect(page.locator("svg.map")).to_be_visible()
    assert {url for url in asked if not url.startswith((read_only, f"blob:{read_only}"))} == set()


def test_without_webgl_the_drawn_map_stands(browser: Browser, read_only: str) -> None:
    with looking(browser) as page:
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
        page.goto(read_only)
        expect(page.locator("svg.map")).to_be_visible()
        expect(page.locator("[data-moving-map]")).to_be_hidden()


def test_right_to_left_words_run_from_the_right_and_the_page_does_not(browser: Browser, read_only: str) -> None:
    with looking(browser) as page:
        page.goto(f"{read_only}/reports")
        page.locator("main a", has_text="Notes").click()
        text = page.locator(".text")
        text.evaluate("box => { box.textContent = '\u00abقتل ثلاثة في كولم\u00bb، قال الشاهد.'; }")
        assert text.evaluate("box => getComputedStyle(box).direction") == "rtl"
        assert text.evaluate("box => getComputedStyle(box).unicodeBidi") == "plaintext"
        assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "ltr"


def test_the_page_prints_without_its_controls(browser: Browser, read_only: str) -> None:
    with looking(browser) as page:
        page.goto(read_only)
        page.emulate_media(media="print")
        assert page.locator(".moment-form").evaluate("one => getComputedStyle(one).display") == "none"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf().startswith(b"%PDF")


def test_twenty_claims_are_reviewed_and_undone_with_keys_alone(browser: Browser, desk: Place) -> None:
    """Sixteen accepted, four rejected for a reason, then all undone one by one: nothing but keys, and what is left is always said."""
    with looking(browser) as page:
        page.goto(f"{desk.url}/review")
        left = page.locator(".progress strong")
        expect(left).to_have_text("21 left")
        for number in range(1, 21):
            if number % 5:
                page.keyboard.press("a")
            else:
                page.keyboard.press("r")
                page.keyboard.press("ArrowDown")
                page.keyboard.press("Enter")
            expect(left).to_have_text(f"{21 - number} left")
        assert len(_decided(desk.ledger)) == 20
        assert _decided(desk.ledger)[4] == ("reject", "read wrongly: what is said")
        for number in range(20, 0, -1):
            page.keyboard.press("u")
            expect(left).to_have_text(f"{22 - number} left")
        assert page.get_by_role("button", name="Undo").count() == 0
        assert len(_decided(desk.ledger)) == 40


@pytest.mark.parametrize(
    ("key", "opens"),
    [("r", "Reject it"), ("e", "Set how it stands"), ("m", "Merge them"), ("s", "Split it off")],
)
def test_a_key_opens_its_form_and_escape_closes_it(browser: Browser, read_only: str, key: str, opens: str) -> None:
    """The focus goes into the form and comes back to its button."""
    with looking(browser) as page:
        page.goto(f"{read_only}/review?find=three+soldiers")
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=opens)).to_be_visible()
        assert page.evaluate("document.activeElement.closest('details[open]') !== null")
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=opens)).to_be_hidden()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize(("key", "number"), [("j", 2), ("n", 2), ("jk", 1), ("jjk", 2)])
def test_keys_walk_the_queue(browser: Browser, read_only: str, key: str, number: int) -> None:
    with looking(browser) as page:
        page.goto(f"{read_only}/review")
        shown = page.locator(".progress p")
        expect(shown).to_contain_text("claim 1 of 21")
        at = 1
        for one in key:
            page.keyboard.press(one)
            at += {"j": 1, "n": 1, "k": -1}[one]
            expect(shown).to_contain_text(f"claim {at} of 21")
        assert at == number
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "find"
        page.keyboard.type("jj")
        assert page.evaluate("document.activeElement.value") == "jj"
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("h1")).to_have_text("Keys")


def test_keys_are_changed_and_switched_off(browser: Browser, desk: Place) -> None:
    with looking(browser) as page:
        page.goto(f"{desk.url}/keys")
        page.get_by_label("Accept, and go on").fill("r")
        page.get_by_role("button", name="Keep these").click()
        expect(page.get_by_role("alert")).to_contain_text("The key r stands for two things")
        page.get_by_label("Accept, and go on").fill("x")
        page.get_by_role("button", name="Keep these").click()
        page.goto(f"{desk.url}/review")
        expect(page.locator("[data-kbd=accept]")).to_have_text("x")
        page.keyboard.press("x")
        expect(page.locator(".progress strong")).to_have_text("20 left")
        page.goto(f"{desk.url}/keys")
        page.get_by_label("Use single keys on the page for review").uncheck()
        page.get_by_role("button", name="Keep these").click()
        page.goto(f"{desk.url}/review")
        page.keyboard.press("x")
        page.wait_for_timeout(300)
        expect(page.locator(".progress strong")).to_have_text("20 left")
        assert page.locator("kbd:visible").count() == 0


def test_several_claims_are_one_decision_and_one_undo(browser: Browser, desk: Place) -> None:
    """What is to be decided is shown first; what is not marked is left alone."""
    with looking(browser) as page:
        page.goto(f"{desk.url}/review/several?find=Defence+Ministry")
        boxes = page.locator("[name=claims]")
        assert boxes.count() == 4
        boxes.first.uncheck()
        page.get_by_role("button", name="Accept those marked").click()
        expect(page.locator(".progress strong")).to_have_text("18 left")
        page.wait_for_load_state("load")
        page.keyboard.press("u")
        expect(page.locator(".progress strong")).to_have_text("21 left")
        assert [verb for verb, _ in _decided(desk.ledger)] == ["accept", "undo"]


def test_all_of_it_works_without_scripts(browser: Browser, desk: Place) -> None:
    """Links and forms alone: choose an event, go to a moment, accept, reject, undo."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.url)
    page.get_by_role("link", name="People taken, Tarn").click()
    expect(page.locator("#evidence-h")).to_have_text("People taken, Tarn")
    page.get_by_role("link", name="Previous change").click()
    expect(page.locator(".moment-says")).to_contain_text("You are reading what was known at")
    expect(page.locator(".slide")).to_be_hidden()
    page.goto(f"{desk.url}/review")
    assert page.locator("kbd:visible").count() == 0
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".progress strong")).to_have_text("20 left")
    page.locator("summary", has_text="Reject").click()
    page.get_by_role("button", name="Reject it").click()
    expect(page.locator(".progress strong")).to_have_text("19 left")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".progress strong")).to_have_text("20 left")
    context.close()


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


def _addresses(page: Page, url: str) -> list[str]:
    """One page of every kind."""
    page.goto(url)
    event = page.locator(".row", has_text="Shelling, Brask").get_attribute("data-event")
    page.goto(f"{url}/events/{event}")
    claim = page.locator("tr.claim").first.get_attribute("id")
    page.goto(f"{url}/reports")
    report = page.locator("main a[href^='/reports/']").first.get_attribute("href")
    return [
        "/", f"/?selected={event}", "/?as_of=2031-05-14T09:00Z", "/?since=2031-05-12&until=2031-05-13", "/?place=nowhere",
        f"/events/{event}", f"/events/{event}?as_of=2031-05-14T09:00Z", f"/claims/{claim}", "/reports", str(report), "/review",
        "/review?find=three", "/review?find=nothing+at+all", "/review/several", "/review/several?find=Front", "/keys", "/brief",
        "/changes", "/changes?before=2031-05-13&after=2031-05-14", "/sources", "/decisions", "/add", "/events/none", "/problems/busy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("width", "dark"), [(DESK, False), (DESK, True), (PHONE, False)], ids=["desk, light", "desk, dark", "phone"]
)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(
    browser: Browser,
    read_only: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found: list[str] = []
    with looking(browser, width=width, dark=dark, bypass_csp=True) as page:
        for path in _addresses(page, read_only):
            page.goto(read_only + path)
            for box in page.locator("details:not([name])").all():
                box.evaluate("box => { box.open = true; }")
            found += [f"{path}: {line}" for line in violations(page)]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert found == []


class Watched(NamedTuple):
    """What a page asked for, and what went wrong while it did."""

    asked: list[str]
    troubles: list[str]


def _weight(browser: Browser, url: str, watched: Watched) -> int:
    """Return how many bytes a page is with all that it asks for, in a browser that has nothing of it yet."""
    answers: list[Response] = []
    with looking(browser) as page:
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("requestfailed", lambda asked: None if "/live" in asked.url else watched.troubles.append(asked.url))
        page.on("pageerror", lambda error: watched.troubles.append(str(error)))
        page.on("console", lambda said: None if "404" in said.text else watched.troubles.append(said.text))
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright cannot wrap a built-in
        page.goto(url, wait_until="load")
        return sum(len(answer.body()) for answer in answers if not answer.url.endswith("/live"))


def test_no_page_asks_another_host_and_none_is_heavy(browser: Browser, read_only: str) -> None:
    """Every request is to the desk, none fails, the page's own policy refuses nothing, and a page is at most 400 kB before the map."""
    with looking(browser) as page:
        paths = _addresses(page, read_only)
    watched = Watched([], [])
    weights = {path: _weight(browser, read_only + path, watched) for path in paths}
    assert {path: weight for path, weight in weights.items() if not 2_000 < weight <= 400_000} == {}
    assert [url for url in watched.asked if not url.startswith(read_only)] == []
    assert watched.troubles == []
