"""Measures how events grow from 100,000 claims of a dense year to 1,000,000 of ten such years; the runner adds the memory.

There are as many claims a day and a place as in the one year (`bench.year`), so what grows is the record and nothing else.
The events are taken one by one, as one who writes them out takes them; the claims are all held.
"""

import time
from pathlib import Path

from bench.outcome import Measured, Outcome
from bench.reconcile import b_cubed, synthetic
from sayso.reconcile import packaged, reconcile

_CLAIMS = 100_000
_DAYS = 365
_TIMES = 10


def run(data_dir: Path) -> list[Outcome]:
    """Return the time of ten years in times that of one, over ten; and B-cubed of the ten. Needs no data."""
    del data_dir
    reconcile(())  # loads register and words
    once, _ = _measure(1)
    tenfold, found = _measure(_TIMES)
    measures = (
        Measured(name="B-cubed F1", value=found["f1"], gated=True),
        Measured(name="processor time", value=tenfold, unit="s", less_is_better=True),
        Measured(name="10 times the claims", value=tenfold / once / _TIMES, unit="× linear", less_is_better=True),
    )
    return [Outcome(set="dense decade", measures=measures)]


def _measure(years: int) -> tuple[float, dict[str, float]]:
    """Return the seconds that so many years take, and B-cubed."""
    given, truth = synthetic(_CLAIMS * years, _DAYS * years)
    begun = time.process_time()
    groups = [[claim.id for claim in event.claims] for event in packaged().events(given)]
    return time.process_time() - begun, b_cubed(groups, truth)
