"""Whom the desk's pages reach: axe on every page there is, keyboards, small screens, large letters, little movement; and no page asks another host."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from sayso.ledger.ledger import Ledger
from tests.browser.chromium import DESK, PHONE, looking, violations
from tests.browser.desks import served
from tests.browser.teams import Team, team

NARROW = 320
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }"
"""What a reader may set who needs more room between letters (WCAG 2.2, 1.4.12)."""


def _addresses(page: Page, url: str) -> list[str]:
    """One page of every kind that a desk for one person has."""
    page.goto(url)
    event = page.locator(".row", has_text="Shelling, Brask").get_attribute("data-event")
    late = page.locator(".row", has_text="Ceasefire, Brask").get_attribute("data-event")
    page.goto(f"{url}/events/{event}")
    claim = page.locator("tr.claim").first.get_attribute("id")
    page.goto(f"{url}/reports")
    report = page.locator("main a[href^='/reports/']").first.get_attribute("href")
    return [
        "/", f"/?selected={event}", "/?as_of=2031-05-14T09:00Z", "/?known=20", "/?since=2031-05-12&until=2031-05-13", "/?place=nowhere",
        "/?as_of=2030-01-01", f"/events/{event}", f"/events/{event}?as_of=2031-05-14T09:00Z", f"/events/{late}?as_of=2031-05-10",
        f"/claims/{claim}", "/reports", str(report), "/review", "/review?find=three", "/review?find=nothing+at+all", "/review/several",
        "/review/several?find=Front", "/keys", "/brief", "/changes", "/changes?before=2031-05-13&after=2031-05-14", "/sources", "/decisions",
        "/add", "/account", "/events/none", "/nowhere", "/?as_of=noon", "/problems/busy", "/problems/conflict",
    ]  # fmt: skip


LOOKS = [(DESK, False), (DESK, True), (PHONE, False)]
NAMES = ["desk, light", "desk, dark", "phone"]
MANY = 70
"""How often Tab is pressed on a page at most."""


def _faults(page: Page, width: int, *, dark: bool) -> Iterator[str]:
    """Yield what axe finds with every fold open, and that the page is wider than the screen; in the dark, what the dark alone can change."""
    page.evaluate("document.querySelectorAll('details:not([name])').forEach(box => { box.open = true; })")
    yield from violations(page, *(["color-contrast"] if dark else []))
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{wide} wide"


@pytest.mark.parametrize(("width", "dark"), LOOKS, ids=NAMES)
def test_axe_finds_nothing_on_any_page_of_one_person(
    browser: Browser,
    read_only: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found: list[str] = []
    with looking(browser, width=width, dark=dark, bypass_csp=True) as page:
        for path in _addresses(page, read_only):
            page.goto(read_only + path)
            found += [f"{path}: {line}" for line in _faults(page, width, dark=dark)]
    assert found == []


@pytest.fixture(scope="module")
def people(week: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A team's desk with a folder for its site."""
    folder = tmp_path_factory.mktemp("team")
    copy = folder / "desk.ledger"
    copy.write_bytes(week.read_bytes())
    with team(copy, site=folder / "site") as made:
        yield made


@pytest.mark.parametrize(("width", "dark"), LOOKS, ids=NAMES)
def test_axe_finds_nothing_on_the_pages_of_a_team(
    browser: Browser,
    people: Team,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Signing in and its refusal, the account with a token, a job, a role that is refused, and two texts that met."""
    url, found = people.place.url, []
    with looking(browser, width=width, dark=dark, bypass_csp=True) as page:
        page.goto(f"{url}/sign-in")
        found += [f"sign in: {line}" for line in _faults(page, width, dark=dark)]
        page.get_by_label("Name").fill("nobody")
        page.get_by_label("Password").fill("nothing that fits")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("alert").or_(page.get_by_text("five tries failed")).wait_for()
        found += [f"signed in wrongly: {line}" for line in _faults(page, width, dark=dark)]
    with people.page_of(browser, "review", width=width, dark=dark, bypass_csp=True) as page:
        page.goto(f"{url}/account")
        page.get_by_label("What it is for").fill("the map")
        page.get_by_role("button", name="Make a token").click()
        page.get_by_text("shown this once").wait_for()
        found += [f"account: {line}" for line in _faults(page, width, dark=dark)]
        page.goto(f"{url}/add")
        page.get_by_label("The text").fill("SAMPLE\n\nThe council of Tarn said a bridge was destroyed on Monday.\n")
        page.get_by_label("What it is called").fill("Tarn Post")
        page.locator(".paste").get_by_role("button", name="Read it").click()
        expect(page.locator(".job-says")).to_contain_text("1 report read", timeout=60_000)
        found += [f"job: {line}" for line in _faults(page, width, dark=dark)]
        page.goto(f"{url}/review")
        people.place.decide("reject", page.locator("[name=claims]").first.get_attribute("value") or "", "a headline")
        page.get_by_role("button", name="Accept").click()
        page.get_by_text("What you sent").wait_for()
        found += [f"conflict: {line}" for line in _faults(page, width, dark=dark)]
        page.goto(f"{url}/decisions")
        found += [f"decisions: {line}" for line in _faults(page, width, dark=dark)]
    with people.page_of(browser, "read", width=width, dark=dark, bypass_csp=True) as page:
        for path in ("/", "/brief", "/review", "/reports"):
            page.goto(url + path)
            found += [f"a reader's {path}: {line}" for line in _faults(page, width, dark=dark)]
    assert found == []


@pytest.mark.parametrize(("width", "dark"), [(DESK, True), (PHONE, False)], ids=["desk, dark", "phone"])
def test_axe_finds_nothing_where_there_is_nothing(
    browser: Browser,
    tmp_path: Path,
    width: int,
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """An empty ledger: every page says so and says what to do."""
    with Ledger.open(tmp_path / "new.ledger"):
        pass
    found: list[str] = []
    with served(tmp_path / "new.ledger") as url, looking(browser, width=width, dark=dark, bypass_csp=True) as page:
        for path in ("/", "/review", "/review/several", "/brief", "/changes", "/sources", "/reports", "/decisions"):
            page.goto(url + path)
            found += [f"{path}: {line}" for line in _faults(page, width, dark=dark)]
    assert found == []


def test_the_table_beside_every_map_names_every_place_of_it(browser: Browser, read_only: str) -> None:
    with looking(browser) as page:
        for path in ("/", "/?since=2031-05-12&until=2031-05-13", "/?as_of=2031-05-11"):
            page.goto(read_only + path)
            drawn = {one.get_attribute("data-name") for one in page.locator("svg.map .spot").all()}
            page.locator(".map-table summary").click()
            table = set(page.locator(".map-table tbody th").all_inner_texts())
            assert drawn, path
            assert drawn <= table, path


_SEEN = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = (one.matches("input[type=radio], input[type=checkbox]") ? one.closest("label") ?? one : one).getBoundingClientRect();
    const inside = [[.5, .5], [.05, .2], [.95, .8], [.05, .8], [.95, .2]].some(([x, y]) => {
        const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return at && (one.contains(at) || at.contains(one) || at.closest("label")?.contains(one) || (one.closest(".row") ?? one).contains(at));
    });
    const style = getComputedStyle(one), row = one.closest(".row"), ring = one.querySelector?.(".ring, .hit");
    const shows = style.outlineStyle !== "none" || (row && getComputedStyle(row).outlineStyle !== "none") || (ring && getComputedStyle(ring).stroke !== "none") || one.matches("main, #evidence, h1, h2");
    return { what: `${one.tagName} ${one.className.baseVal ?? one.className} ${(one.textContent || one.name || "").trim().slice(0, 40)}`, inside, shows };
}"""


@pytest.mark.parametrize("path", ["/", "/review", "/review/several?find=a", "/brief", "/add", "/sources"])
@pytest.mark.parametrize(("width", "height"), [(DESK, 720), (PHONE, 640)], ids=["desk", "phone"])
def test_what_has_the_focus_is_seen_and_shows_it(
    browser: Browser, read_only: str, path: str, width: int, height: int
) -> None:
    """Tab goes through the page from its skip link on; nothing that sticks or floats covers what has the focus (WCAG 2.2, 2.4.7 and 2.4.11)."""
    with looking(browser, width=width) as page:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(read_only + path)
        stops: list[str] = []
        for _ in range(MANY):
            page.keyboard.press("Tab")
            seen = page.evaluate(_SEEN)
            if seen is None:
                break
            assert seen["inside"], (path, seen)
            assert seen["shows"], (path, seen)
            stops.append(seen["what"])
        assert stops[0].startswith("A skip")
        assert len(set(stops)) > 10


def test_tab_goes_through_the_desk_in_the_order_in_which_it_is_read(browser: Browser, read_only: str) -> None:
    """Head, moments, list, map, strip, words: what has the focus never goes back to an earlier part."""
    parts = [".skip", ".top", ".moment", ".list", ".middle", ".evidence"]
    with looking(browser) as page:
        page.goto(read_only)
        order: list[int] = []
        for _ in range(90):
            page.keyboard.press("Tab")
            at = page.evaluate(
                "parts => parts.findIndex(part => document.activeElement.matches(part) || document.activeElement.closest(part))",
                parts,
            )
            if at < 0:
                break
            order.append(at)
        assert order == sorted(order)
        assert set(order) == set(range(len(parts)))


@pytest.mark.parametrize("ledger", ["week", "odd_ledger"])
def test_pages_flow_anew_at_320_and_with_wide_set_letters(
    browser: Browser, ledger: str, request: pytest.FixtureRequest
) -> None:
    """No page scrolls two ways at the width to which 400 % make a screen (1.4.10), and none bursts with more room between letters (1.4.12)."""
    with served(request.getfixturevalue(ledger)) as url, looking(browser, width=NARROW, bypass_csp=True) as page:
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(url)
        events = [f"/events/{row.get_attribute('data-event')}" for row in page.locator(".row").all()[:8]]
        page.goto(f"{url}/reports")
        reports = [link.get_attribute("href") or "" for link in page.locator("main th a").all()[:3]]
        for path in ("/", *events, *reports, "/review", "/review/several?find=a", "/brief", "/sources", "/reports", "/add", "/keys", "/changes", "/?known=20"):  # fmt: skip
            page.goto(url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path
            page.add_style_tag(content=SPACED)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, f"{path}, spaced"
        assert troubles == []


def test_nothing_moves(browser: Browser, read_only: str) -> None:
    """No page animates or fades anything, also for those who did not ask for that."""
    context = browser.new_context(reduced_motion="no-preference")
    page = context.new_page()
    for path in ("/", "/review", "/brief"):
        page.goto(read_only + path)
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate(
            "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration.split(', ').some(time => time !== '0s')).length"
        ) == 0  # fmt: skip
    context.close()


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
        page.on(
            "console",
            lambda said: None if "Failed to load resource" in said.text else watched.troubles.append(said.text),
        )
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
