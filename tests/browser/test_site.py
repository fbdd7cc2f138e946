"""The published site in a browser: nothing asked of any server, nothing that axe finds, no page wider than the screen, readable."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from sayso.publish.site.pages import site
from tests.browser.chromium import DESK, PHONE, looking, violations
from tests.publish.public import made
from tests.publish.site.edition import edition

KINDS = (
    "index.html", "events/index.html", "events/places.html", "sources/index.html", "corrections.html", "method.html", "data.html",
    "briefs/index.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites that these tests look at."""
    root = tmp_path_factory.mktemp("sites")
    for name, record in (
        ("edition", edition()),
        ("odd", made.few()),
        ("empty", made.empty()),
        ("crowded", made.crowded(300)),
    ):
        for path, data in site(record):
            target = root / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return root


def _pages(folder: Path) -> Iterator[Path]:
    """Yield one page of every kind, and those with odd values."""
    for kind in KINDS:
        yield folder / "edition" / kind
    yield folder / "empty" / "404.html"
    for name in ("edition", "odd"):
        yield from sorted((folder / name / "events").glob("[0-9a-f]*.html"))[:8]
        yield from sorted((folder / name / "sources").glob("[0-9a-f]*.html"))[:2]
    yield from (folder / "edition" / "briefs").glob("2*.html")
    yield from (
        folder / "odd" / "index.html",
        folder / "empty" / "index.html",
        folder / "odd" / "events" / "index.html",
    )
    yield from sorted((folder / "crowded" / "events").glob("[0-9a-f]*.html"))[:2]


@pytest.mark.parametrize(("width", "dark"), [(DESK, False), (PHONE, True)], ids=["desk, light", "phone, dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, folder: Path, width: int, dark: bool) -> None:  # noqa: FBT001 - a column of the table
    found: list[str] = []
    with looking(browser, width=width, dark=dark, bypass_csp=True) as page:
        for path in _pages(folder):
            page.goto(path.as_uri())
            found += [f"{path.relative_to(folder)}: {line}" for line in violations(page)]
    assert found == []


def test_axe_is_asked_in_earnest(browser: Browser) -> None:
    """A page with a fault that everybody knows is found out, so that finding nothing means something."""
    with looking(browser, bypass_csp=True) as page:
        page.set_content(
            "<html><body><img src='x'><p style='color:#ddd;background:#fff'>pale</p>"
            "<div style='display:flex'><button style='font-size:8px;padding:0;border:0'>a</button><button style='font-size:8px;padding:0;border:0'>b</button></div></body></html>"
        )
        assert {line.split(":")[0] for line in violations(page)} >= {
            "image-alt",
            "color-contrast",
            "html-has-lang",
            "target-size",
        }


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_no_page_asks_anybody_for_anything(browser: Browser, folder: Path, width: int) -> None:
    """Every request is for a file of the site, none fails, nothing is refused by the page's own policy, no script runs."""
    asked: list[str] = []
    troubles: list[str] = []

    def asking(request: Request) -> None:
        asked.append(request.url)

    with looking(browser, width=width) as page:
        page.on("request", asking)
        page.on("requestfailed", lambda request: troubles.append(f"failed {request.url}"))
        page.on("console", lambda message: troubles.append(message.text))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        for path in _pages(folder):
            page.goto(path.as_uri())
            assert page.evaluate("getComputedStyle(document.querySelector('.banner')).borderBlockStartWidth") == "4px"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    root = folder.as_uri()
    assert [url for url in asked if not url.startswith(root)] == []
    assert troubles == []


def test_right_to_left_words_run_from_the_right_and_leave_their_neighbours_alone(
    browser: Browser, folder: Path
) -> None:
    with looking(browser) as page:
        found = []
        for path in sorted((folder / "odd" / "events").glob("[0-9a-f]*.html")):
            page.goto(path.as_uri())
            found += page.evaluate(
                """() => [...document.querySelectorAll('blockquote')].filter(q => /^\\W*[\\u0600-\\u06ff]/.test(q.innerText))
                   .map(q => getComputedStyle(q).direction)"""
            )
            assert page.evaluate("getComputedStyle(document.querySelector('.deck, .where-when')).direction") == "ltr"
    assert found
    assert set(found) == {"rtl"}


def test_the_page_prints_without_its_navigation_and_with_its_table(browser: Browser, folder: Path) -> None:
    with looking(browser) as page:
        page.goto((folder / "edition" / "index.html").as_uri())
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('.banner nav')).display") == "none"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf().startswith(b"%PDF")


def test_every_page_can_be_gone_through_by_keyboard(browser: Browser, folder: Path) -> None:
    """The first stop leads past the navigation, and what has the focus shows it."""
    with looking(browser) as page:
        page.goto((folder / "edition" / "index.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
