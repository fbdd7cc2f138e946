"""Captured pages that attack the desk: nothing of them runs, whatever page shows them."""

from pathlib import Path

from playwright.sync_api import Browser

from sayso.ledger.ledger import Ledger
from tests.browser.chromium import looking
from tests.browser.desks import served
from tests.browser.hostile import write
from tests.browser.vectors import vectors
from tests.browser.walking import ran

SOME = 40


def test_there_are_a_thousand_attacks_and_they_are_attacks(browser: Browser) -> None:
    """Put into a page as they are, without a policy, a good part of them runs: so that nothing running at the desk means something."""
    attacks = list(vectors())
    assert len(attacks) >= 1_000
    with looking(browser, bypass_csp=True) as page:
        page.set_content("<script>window.ran = 0; window.pwn = () => { window.ran += 1; };</script>")
        for attack in attacks[:SOME]:
            page.evaluate("attack => { document.body.insertAdjacentHTML('beforeend', attack); }", attack)
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") > SOME / 8


def test_nothing_of_hostile_reports_runs_or_asks_anybody(browser: Browser, tmp_path: Path) -> None:
    attacks = list(vectors())
    with Ledger.open(tmp_path / "hostile.ledger") as record:
        assert write(record, attacks[:: len(attacks) // SOME]) > SOME // 2
    with served(tmp_path / "hostile.ledger") as url:
        found = ran(browser, url)
    assert found.pages > 20
    assert (found.runs, found.foreign, found.troubles) == (0, [], [])
