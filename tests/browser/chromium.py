"""A Chromium to look at pages with: which one, how it is started, what it asks for, and what axe-core says of a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
DESK, PHONE = 1280, 390
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):  # noqa: N818 - reads as the condition it names
    """There is no Chromium; the message says how to get one."""


def executable() -> str:
    """Return where Chromium is."""
    for name in (os.environ.get("SAYSO_CHROMIUM", ""), *_NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    message = "no Chromium: run tools/browser.sh as root, or apt-get install chromium, or name one with SAYSO_CHROMIUM"
    raise NoChromium(message)


def arguments() -> list[str]:
    """Return how Chromium is begun: without its sandbox where we are root, for it refuses to run otherwise."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


@contextmanager
def started() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=executable(), args=arguments())
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def looking(browser: Browser, *, width: int = DESK, dark: bool = False, bypass_csp: bool = False) -> Iterator[Page]:
    """Open a page of a size and in a scheme of colours."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        bypass_csp=bypass_csp,
        reduced_motion="reduce",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds on a page by the rules of WCAG 2.2 A and AA and its own best practices, or by some rules alone; a line each."""
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})",
        list(rules) or ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )
    return [
        f"{one['id']}: {one['help']} at {node['target']} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
