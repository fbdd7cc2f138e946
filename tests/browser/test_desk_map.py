"""The map of the desk: the one that moves does as the drawn one does, and the drawn one and its table stand without it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import arguments, executable, looking

PLACES = ["Brask", "Kolm", "Orvaal", "Saltgate", "Tarn"]


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


@pytest.fixture(scope="module")
def opened(browser: Browser, read_only: str) -> Iterator[Page]:
    """The desk with the map that moves; opened once, for without a graphics card that takes seconds."""
    with looking(browser) as page:
        page.goto(read_only)
        page.get_by_role("button", name="Open the map that moves").click()
        expect(page.locator(".moving-map[data-ready]")).to_be_visible(timeout=60_000)
        yield page


def _point(page: Page, spot: str) -> tuple[float, float]:
    """Return where on the page the moving map has a place, once it has drawn it."""
    found = page.wait_for_function(
        """spot => {
            const { lon, lat } = document.querySelector(`.spot[data-spot="${spot}"]`).dataset;
            const at = sayso.map.project([Number(lon), Number(lat)]), box = sayso.map.getCanvas().getBoundingClientRect();
            return sayso.map.queryRenderedFeatures(at, { layers: ["points"] }).length ? [box.left + at.x, box.top + at.y] : null;
        }""",
        arg=spot,
    )
    x, y = found.json_value()
    return x, y


def test_list_words_strip_and_the_map_that_moves_mark_each_other(opened: Page) -> None:
    """Pointing at, or reaching by keyboard, a row, a bar, the words or a point of the map marks the same in all others."""
    page = opened
    moving = page.locator(".moving-map")
    page.locator(".row", has_text="Shelling, Brask").hover()
    expect(moving).to_have_attribute("data-marked", "sample:brask")
    page.mouse.move(1, 1)  # or a list that scrolls under a resting pointer marks what comes to lie there
    expect(moving).to_have_attribute("data-marked", "")
    page.get_by_role("link", name="People taken, Tarn").focus()
    expect(moving).to_have_attribute("data-marked", "sample:tarn")
    page.locator(".bar[data-since='2031-05-10']").focus()
    expect(moving).to_have_attribute("data-marked", "sample:orvaal")
    page.locator(".ev-head").hover()
    expect(moving).to_have_attribute("data-marked", "sample:saltgate")
    page.mouse.move(*_point(page, "sample:tarn"))
    expect(page.locator(".row.marked h3")).to_have_text(["People taken, Tarn", "Shelling, Tarn"])
    assert page.locator(".bar.marked").count() == 2
    page.mouse.move(1, 1)
    expect(page.locator(".row.marked")).to_have_count(0)
    expect(moving).to_have_attribute("data-marked", "")


def test_a_press_on_the_map_that_moves_chooses_the_event(opened: Page) -> None:
    """Its words are shown and its place is the chosen one; another press chooses the next event of that place."""
    page = opened
    x, y = _point(page, "sample:tarn")
    for event in ("People taken, Tarn", "Shelling, Tarn", "People taken, Tarn"):
        page.mouse.click(x, y)
        expect(page.locator("#evidence-h")).to_have_text(event)
        expect(page.locator(".row.chosen h3")).to_have_text(event)
        expect(page.locator(".moving-map")).to_have_attribute("data-chosen", "sample:tarn")
    assert "selected=" in page.url


def _stands(page: Page, url: str) -> None:
    """Hold the drawn map and its table to the places that they show."""
    page.goto(url)
    expect(page.locator("svg.map")).to_be_visible()
    expect(page.locator("[data-moving-map]")).to_be_hidden()
    named = [one.get_attribute("aria-label") or "" for one in page.locator("svg.map .spot").all()]
    assert sorted(name.partition(":")[0] for name in named) == PLACES
    page.locator(".map-table summary").click()
    assert sorted(page.locator(".map-table tbody th").all_inner_texts())[:5] == PLACES
    page.locator(".map-table a", has_text="Tarn").click()
    expect(page.locator("#list-h")).to_contain_text("2 events")
    page.locator(".spot[data-spot='sample:tarn']").click()
    expect(page.locator("#list-h")).to_have_text("15 events")


def test_in_a_browser_without_webgl_the_drawn_map_and_its_table_stand(browser: Browser, read_only: str) -> None:
    without = browser.browser_type.launch(
        executable_path=executable(), args=[*arguments(), "--disable-gpu", "--disable-3d-apis", "--disable-webgl"]
    )
    try:
        page = without.new_page()
        assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
        _stands(page, read_only)
    finally:
        without.close()


def test_without_scripts_the_drawn_map_and_its_table_stand(browser: Browser, read_only: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    _stands(context.new_page(), read_only)
    context.close()
