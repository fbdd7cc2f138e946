"""Writes the pictures of the site that stand in docs/: `PYTHONPATH=. python tools/screenshots.py`, of a made-up edition, marked SAMPLE.

Each is looked at by a person before it is committed; what a page must hold is tested in tests/browser, not by its picture.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

from sayso.publish.site.pages import site
from sayso.publish.site.writing import write_site
from tests.browser.chromium import DESK, PHONE, looking, started
from tests.publish.site.edition import edition

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"


class Picture(NamedTuple):
    """One picture: of which page and element, on what screen."""

    name: str
    page: str
    width: int
    dark: bool = False
    height: int = 1100
    element: str = ""


def pictures() -> tuple[Picture, ...]:
    """Return what is taken."""
    event = f"events/{edition().events[0].id}.html"
    return (
        Picture("site-brief-desk", "index.html", DESK),
        Picture("site-brief-phone-dark", "index.html", PHONE, dark=True),
        Picture("site-event-desk", event, DESK),
        Picture("site-event-phone", event, PHONE),
        Picture("site-map", "index.html", DESK, element="#map figure"),
        Picture("site-timeline", "index.html", DESK, element="#timeline"),
    )


def main() -> None:
    """Take every picture."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as root, started() as browser:
        folder = Path(root, "site")
        write_site(folder, site(edition()))
        for one in pictures():
            with looking(browser, width=one.width, dark=one.dark) as page:
                page.set_viewport_size({"width": one.width, "height": one.height})
                page.goto((folder / one.page).as_uri())
                target = TARGET / f"{one.name}.png"
                if one.element:
                    page.locator(one.element).screenshot(path=target)
                else:
                    page.screenshot(path=target)
                print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
