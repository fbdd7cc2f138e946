"""Takes the pictures of the desk that stand in the docs: `PYTHONPATH=.:src python tools/desk_pictures.py` writes docs/pictures/desk-*.webp."""

import base64
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.verdicts import Request
from tests.browser.chromium import DESK, PHONE, looking, started
from tests.browser.desks import served
from tests.desk.orvaal import write

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
QUALITY = 82


class Picture(NamedTuple):
    """One picture: its name, what is looked at, and how."""

    name: str
    path: str
    width: int = DESK
    height: int = 800
    dark: bool = False
    find: str = ""
    """An event of the list that is chosen first."""
    key: str = ""
    """What is pressed once the page is there."""


PICTURES = (
    Picture("desk", "/?order=newest", 1360, 820, find="Shelling, Brask"),
    Picture("event", "event", DESK, 900, find="Shelling, Brask"),
    Picture("past", "/?order=newest&as_of=2031-05-14T09:00Z", 1360, 560, dark=True, find="Shelling, Brask"),
    Picture("review", "/review?find=three+soldiers", DESK, 860, key="r"),
    Picture("brief", "/brief", DESK, 820),
    Picture("phone", "event", PHONE, 760, find="Shelling, Brask"),
)


def _taken(page: Page) -> bytes:
    """Return what is seen as WebP, which Playwright's own call does not give."""
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(shot["data"])


def pictures(url: str) -> Iterator[tuple[str, bytes]]:
    """Yield each picture of a desk with its name."""
    with started() as browser:
        for one in PICTURES:
            with looking(browser, width=one.width, dark=one.dark) as page:
                page.set_viewport_size({"width": one.width, "height": one.height})
                page.goto(url + (one.path if one.path != "event" else "/"))
                if one.find:
                    page.get_by_role("link", name=one.find).click()
                    page.get_by_text("The whole event").wait_for()
                if one.path == "event":
                    page.get_by_role("link", name="The whole event").click()
                    page.locator(".ladder").wait_for()
                if one.key:
                    page.keyboard.press(one.key)
                page.mouse.move(1, 1)  # nothing is pointed at
                page.wait_for_timeout(500)
                page.evaluate(
                    "document.getElementById('told').textContent = ''; scrollTo(0, 0); document.activeElement.blur()"
                )
                yield one.name, _taken(page)


def main() -> None:
    """Make a desk of an invented week, decide about some of it, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "week.ledger"
        write(place)
        with Ledger.open(place) as record:
            claims = [claim.id for claim in record.claims()]
            Pipeline().decide(
                record, Request(verb="accept", claims=claims[::3], by="r1", reason="read as quoted"), seen=None
            )
        with served(place, site=Path(folder) / "site") as url:
            for name, data in pictures(url):
                (FOLDER / f"desk-{name}.webp").write_bytes(data)
                print(f"docs/pictures/desk-{name}.webp: {len(data):,} bytes")


if __name__ == "__main__":
    main()
