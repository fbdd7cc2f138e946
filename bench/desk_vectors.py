"""Opens every page of a desk whose reports are made of 1,000 attacks, and counts what ran, who was asked, and what the page's policy had to refuse."""

import tempfile
from pathlib import Path

from bench.outcome import Measured, Outcome
from sayso.ledger.ledger import Ledger
from tests.browser.chromium import started
from tests.browser.desks import served
from tests.browser.hostile import write
from tests.browser.vectors import vectors
from tests.browser.walking import ran

_MOST = 1_500
"""How many pages are opened: the lists, which hold all of it, and then events, claims and reports one by one."""


def run(data_dir: Path) -> list[Outcome]:
    """Return what is reached; needs no data."""
    del data_dir
    attacks = list(vectors())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "hostile.ledger"
        with Ledger.open(place) as record:
            claims = write(record, attacks)
        with served(place) as url, started() as browser:
            found = ran(browser, url, _MOST)
    measures = (
        Measured(name="attacks", value=len(attacks), unit=""),
        Measured(name="claims made of them", value=claims, unit=""),
        Measured(name="pages opened", value=found.pages, unit=""),
        Measured(name="runs", value=found.runs, unit="", gated=True, less_is_better=True),
        Measured(name="requests to another host", value=len(found.foreign), unit="", gated=True, less_is_better=True),
        Measured(name="refused by the policy", value=len(found.troubles), unit="", gated=True, less_is_better=True),
    )
    return [Outcome(set="desk-vectors", measures=measures)]
