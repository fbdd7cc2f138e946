"""The page for review by keys alone: a test for each key, and the whole round of deciding and undoing."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import looking
from tests.browser.desks import Place


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
        assert len(desk.decided()) == 20
        assert desk.decided()[4] == ("reject", "read wrongly: what is said")
        for number in range(20, 0, -1):
            page.keyboard.press("u")
            expect(left).to_have_text(f"{22 - number} left")
        assert page.get_by_role("button", name="Undo").count() == 0
        assert len(desk.decided()) == 40


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
        assert [verb for verb, _ in desk.decided()] == ["accept", "undo"]


def _edit(page: Page) -> None:
    """Set how it stands to what comes next in its list."""
    page.keyboard.press("e")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("the words say otherwise")
    page.keyboard.press("Enter")


def _merge(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.press("Tab")
    page.keyboard.type("one and the same")
    page.keyboard.press("Enter")


def _split(page: Page) -> None:
    page.keyboard.press("s")
    page.keyboard.type("another base")
    page.keyboard.press("Enter")


def _flag(page: Page) -> None:
    """Hold back until a day; the parts of a date are typed one after the other, in the order of the browser's language."""
    page.keyboard.press("f")
    page.keyboard.type("06012031")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the button that opens the browser's own calendar
    page.keyboard.type("names a shelter")
    page.keyboard.press("Enter")


DEEDS = {
    "e": (_edit, "edit", "the words say otherwise", "Recorded: set status of 1 claim."),
    "m": (_merge, "merge", "one and the same", "Recorded: made one event of several."),
    "s": (_split, "split", "another base", "Recorded: split off 1 claim."),
    "f": (_flag, "embargo", "names a shelter", "Recorded: held back 1 claim."),
}
"""By key what is done with it, and what is then recorded and said."""


@pytest.mark.parametrize("key", DEEDS)
def test_what_a_key_opens_is_filled_in_and_recorded_by_keys(browser: Browser, desk: Place, key: str) -> None:
    """The form opens, takes what is typed, and Enter records it; the page says so in words, and one press takes it back."""
    does, verb, reason, told = DEEDS[key]
    with looking(browser) as page:
        page.goto(f"{desk.url}/review?find=three+soldiers")
        does(page)
        expect(page.locator(".just-said")).to_have_text(told)
        assert desk.decided() == [(verb, reason)]
        page.keyboard.press("u")
        expect(page.locator(".just-said")).to_have_text("Recorded: undid a decision.")
        assert [verb for verb, _ in desk.decided()] == [verb, "undo"]
        assert page.get_by_role("button", name="Undo").count() == 0


def test_decisions_of_every_kind_are_undone_one_after_the_other(browser: Browser, desk: Place) -> None:
    """Undo goes back through all of them, the last first, until nothing of one's own holds."""
    with looking(browser) as page:
        page.goto(f"{desk.url}/review?find=three+soldiers")
        page.keyboard.press("a")
        expect(page.locator(".progress strong")).to_have_text("20 left")
        for does, _, _, told in (DEEDS["e"], DEEDS["f"]):
            does(page)
            expect(page.locator(".just-said")).to_have_text(told)
        for undone in ("held back 1 claim", "set status of 1 claim", "accepted 1 claim"):
            expect(page.get_by_role("button", name="Undo")).to_contain_text(undone)
            before = len(desk.decided())
            page.keyboard.press("u")
            expect(page.get_by_role("button", name=undone)).to_have_count(0)
            assert len(desk.decided()) == before + 1
        expect(page.locator(".progress strong")).to_have_text("21 left")
        assert page.get_by_role("button", name="Undo").count() == 0


def test_keys_are_dead_while_one_types(browser: Browser, desk: Place) -> None:
    """Every letter that is a key is typed into a field, and nothing is recorded."""
    with looking(browser) as page:
        page.goto(f"{desk.url}/review")
        page.keyboard.press("/")
        page.keyboard.type("jknaremsfu?")
        assert page.locator("[name=find]").input_value() == "jknaremsfu?"
        page.keyboard.press("Escape")
        page.keyboard.press("Control+a")
        expect(page.locator(".progress strong")).to_have_text("21 left")
        assert desk.decided() == []


def test_claims_decided_together_are_shown_first_and_chosen_by_keys(browser: Browser, desk: Place) -> None:
    """Each with its quote; the space bar leaves one out; what was decided is one decision about the others."""
    with looking(browser) as page:
        page.goto(f"{desk.url}/review/several?find=Defence+Ministry")
        assert page.locator(".tickrow q").count() == 4
        page.locator("[name=claims]").first.focus()
        page.keyboard.press("Space")
        for _ in range(4):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Accept those marked"
        page.keyboard.press("Enter")
        expect(page.locator(".progress strong")).to_have_text("18 left")
        assert [verb for verb, _ in desk.decided()] == ["accept"]
