"""Walks a desk page by page, every event, claim and report of it, and counts what ran that should not, and who was asked."""

from typing import NamedTuple

from playwright.sync_api import Browser, Dialog

from tests.browser.chromium import looking

_PAGES = ("/", "/?order=newest", "/review", "/review/several?find=people", "/brief", "/sources", "/reports", "/decisions", "/changes?before=2031-05-01&after=2031-05-15")  # fmt: skip


class Walk(NamedTuple):
    """What came of it."""

    pages: int
    runs: int
    """How often an attack ran."""
    foreign: list[str]
    """Requests to another host."""
    troubles: list[str]
    """What the page's own policy had to refuse: it should never come to that."""


def ran(browser: Browser, url: str, most: int = 5_000) -> Walk:
    """Return what came of opening every page of a desk."""
    runs: list[str] = []
    foreign: list[str] = []
    troubles: list[str] = []
    with looking(browser) as page:
        page.expose_function("pwn", lambda: runs.append(page.url))
        page.on("dialog", lambda dialog: _dismissed(dialog, runs))
        page.on("request", lambda request: None if request.url.startswith(url) else foreign.append(request.url))
        page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
        left, seen = list(_PAGES), set(_PAGES)
        opened = 0
        while left and opened < most:
            page.goto(url + left.pop(0))
            opened += 1
            page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
            links = page.evaluate(
                """() => [...document.querySelectorAll("main a[href]")].map(link => link.getAttribute("href"))
                   .filter(to => /^\\/(events|claims|reports|review|\\?after|\\?selected)/.test(to))"""
            )
            for link in links:
                if link not in seen:
                    seen.add(link)
                    left.append(link)
    return Walk(opened, len(runs), foreign, troubles)


def _dismissed(dialog: Dialog, runs: list[str]) -> None:
    runs.append(dialog.message)
    dialog.dismiss()
