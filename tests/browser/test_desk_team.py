"""A desk with accounts in a browser: who signs in sees what their role may do, and what others do appears."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sayso.desk.rights import Role
from tests.browser.chromium import looking
from tests.browser.desks import Place, served
from tests.browser.teams import PASSWORD, Team, team


@pytest.fixture(scope="module")
def people(week: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A team's desk that tests only look at, with a folder for its site."""
    with team(_copied(week, tmp_path_factory.mktemp("seen")), site=tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture
def at_work(week: Path, tmp_path: Path) -> Iterator[Team]:
    """A team's desk to which a test may write."""
    with team(_copied(week, tmp_path), site=tmp_path / "site") as made:
        yield made


def _copied(week: Path, folder: Path) -> Path:
    copy = folder / "desk.ledger"
    copy.write_bytes(week.read_bytes())
    return copy


@pytest.mark.parametrize(
    ("role", "pages", "publishes"),
    [
        ("read", {"Desk", "Brief", "What changed", "Sources", "Reports", "Decisions"}, False),
        ("propose", {"Desk", "Brief", "What changed", "Sources", "Reports", "Decisions", "Add"}, False),
        ("review", {"Desk", "Review", "Brief", "What changed", "Sources", "Reports", "Decisions", "Add"}, False),
        ("publish", {"Desk", "Review", "Brief", "What changed", "Sources", "Reports", "Decisions", "Add"}, True),
    ],
)
def test_a_role_sees_the_buttons_that_it_may_press_and_no_other(
    browser: Browser, people: Team, role: Role, pages: set[str], publishes: bool  # noqa: FBT001 - a column of the table
) -> None:  # fmt: skip
    with people.page_of(browser, role) as page:
        page.goto(people.place.url)
        links = [link.inner_text() for link in page.get_by_role("navigation", name="Pages").get_by_role("link").all()]
        assert set(links) == pages | {role}
        page.get_by_role("link", name="Shelling, Brask").click()
        expect(page.locator("#evidence-h")).to_have_text("Shelling, Brask")
        page.get_by_role("link", name="The whole event").click()
        expect(page.locator(".ladder")).to_be_visible()
        decides = "Review" in pages
        assert page.get_by_text("Decide about this event").count() == decides
        page.goto(f"{people.place.url}/brief")
        assert page.get_by_role("button", name="Publish").count() == publishes
        assert page.locator(".stop").count() == decides  # what stops it may name private people
        for path, allowed in (("/review", decides), ("/add", "Add" in pages)):
            answer = page.goto(people.place.url + path)
            assert answer is not None
            assert answer.status == (200 if allowed else 403)
            if not allowed:
                expect(page.locator("h1")).to_have_text("Your role does not allow this")


def test_a_reader_reads_no_private_name_and_a_reviewer_does(browser: Browser, people: Team) -> None:
    seen_by: dict[Role, int] = {"read": 0, "review": 1}
    for role, seen in seen_by.items():
        with people.page_of(browser, role) as page:
            page.goto(people.place.url)
            page.get_by_role("link", name="Shelling, Kolm").click()
            expect(page.locator("#evidence-h")).to_contain_text("Shelling")
            assert (page.locator("#evidence", has_text="Marta Oll").count() > 0) == seen


def test_one_proposes_another_decides_and_a_third_puts_it_out(browser: Browser, at_work: Team) -> None:
    """A report is added by one, all claims are looked at by another, and the publisher sends it; each by their name in the ledger."""
    url = at_work.place.url
    with at_work.page_of(browser, "propose") as page:
        page.goto(f"{url}/add")
        page.get_by_label("The text").fill("SAMPLE\n\nThe council of Tarn said a bridge was destroyed on Monday.\n")
        page.get_by_label("What it is called").fill("Tarn Post, 14 May")
        page.locator(".paste").get_by_role("button", name="Read it").click()
        expect(page.locator(".job-says")).to_contain_text("1 report read", timeout=60_000)
    with at_work.page_of(browser, "review") as page:
        page.goto(f"{url}/review/several?find=a")
        page.get_by_role("button", name="Accept those marked").click()
        expect(page.locator(".progress strong")).to_be_visible()
        page.goto(f"{url}/review")
        while page.locator("[data-key=accept]").count():
            left = page.locator(".progress strong").inner_text()
            page.keyboard.press("a")
            expect(page.locator(".progress strong")).not_to_have_text(left)
        expect(page.locator(".empty")).to_contain_text("Every claim was looked at.")
    with at_work.page_of(browser, "publish") as page:
        page.goto(f"{url}/brief")
        expect(page.locator(".gate-says")).to_contain_text("Open.")
        page.get_by_label("I read the draft as it stands here").check()
        page.get_by_role("button", name="Publish").click()
        expect(page.locator(".gate-says").first).to_contain_text("It went out.")
        page.goto(f"{url}/decisions")
        assert set(page.locator("tbody tr td:nth-child(3)").all_inner_texts()) == {"review"}


def test_signing_in_and_out_and_a_wrong_password(browser: Browser, people: Team) -> None:
    with looking(browser) as page:
        page.goto(f"{people.place.url}/sources")
        expect(page.locator("h1")).to_have_text("Sign in")
        page.get_by_label("Name").fill("review")
        page.get_by_label("Password").fill("not the password of anybody")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Name").fill("review")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("h1")).to_have_text("Sources")
        page.get_by_role("link", name="review", exact=True).click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.locator("h1")).to_have_text("Sign in")


def test_what_another_person_decides_appears_by_itself(browser: Browser, at_work: Team) -> None:
    """The page says that something has come and waits to be asked; then it shows it."""
    with at_work.page_of(browser, "review") as page, at_work.page_of(browser, "publish") as other:
        page.goto(at_work.place.url)
        expect(page.locator(".list .note")).to_contain_text("Nothing is accepted yet")
        other.goto(f"{at_work.place.url}/review")
        other.keyboard.press("a")
        expect(other.locator(".progress strong")).to_have_text("20 left")
        news = page.get_by_role("link", name="Something new has come")
        expect(news).to_be_visible(timeout=20_000)
        news.click()
        expect(page.locator(".list .note")).to_have_count(0)
        expect(page.locator(".row", has_text="accepted")).to_have_count(1)


def test_two_who_decide_at_once_are_shown_both_texts(browser: Browser, desk: Place) -> None:
    """Nothing is recorded of the second; the page has what was decided meanwhile and what was sent, and leads back to the claim."""
    with looking(browser) as page:
        page.goto(f"{desk.url}/review")
        claim = page.locator("[name=claims]").first.get_attribute("value") or ""
        desk.decide("reject", claim, "reads a headline as a claim")
        page.keyboard.press("e")
        page.keyboard.press("Tab")
        page.keyboard.type("the words say it was planned")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Somebody decided about the same thing meanwhile")
        theirs, yours = page.locator(".account").all()
        expect(theirs).to_contain_text("reads a headline as a claim")
        expect(theirs).to_contain_text("r2")
        expect(yours).to_contain_text("the words say it was planned")
        assert [verb for verb, _ in desk.decided()] == ["reject"]
        page.get_by_role("link", name="Look at the claim again").click()
        expect(page.locator("h1")).to_have_text("Review")


def test_a_job_says_how_far_it_is_and_is_cancelled(browser: Browser, week: Path, tmp_path: Path) -> None:
    """What was read until then stays; the page loads itself anew until it ends."""
    copy, folder = tmp_path / "desk.ledger", tmp_path / "reports"
    copy.write_bytes(week.read_bytes())
    folder.mkdir()
    for number in range(400):
        words = (
            f"SAMPLE {number}\n\n"
            + "The Olm Watch group said two people were killed by shelling of Tarn on Friday. " * 30
        )
        (folder / f"{number:03}.txt").write_text(words, encoding="utf-8")
    with served(copy) as url, looking(browser) as page:
        page.goto(f"{url}/add")
        page.get_by_label("Files or folders, one a line").fill(str(folder))
        page.get_by_role("button", name="Read them").click()
        says = page.locator(".job-says")
        expect(says).to_contain_text(re.compile(r"running: [1-9]\d* reports? read"), timeout=60_000)
        page.get_by_role("button", name="Cancel it").click()
        expect(says).to_contain_text("cancelled:")
        read = int(re.search(r"(\d+) reports? read", says.inner_text())[1])  # type: ignore[index]  # it says so
        assert 0 < read < 400
        assert page.get_by_role("button", name="Cancel it").count() == 0
        page.goto(f"{url}/add")
        expect(page.get_by_role("region", name="Jobs")).to_contain_text("cancelled")
