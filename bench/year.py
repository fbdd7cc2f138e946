"""Measures events on a made-up year of 100,000 claims: B-cubed and seconds, for the whole and for one day added to it.

The runner adds the peak of memory. A decade of such years is `bench.decade`.
"""

import time
from pathlib import Path

from bench.outcome import Measured, Outcome
from bench.reconcile import b_cubed, synthetic
from sayso.reconcile import packaged, reconcile
from sayso.records import Claim

_CLAIMS = 100_000


def run(data_dir: Path) -> list[Outcome]:
    """Return what is reached on a year that is five times as dense as that of `bench.reconcile`; needs no data."""
    del data_dir
    reconcile(())  # loads register and words
    given, truth = synthetic(_CLAIMS)
    begun = time.process_time()
    events = reconcile(given)
    seconds = time.process_time() - begun
    found = b_cubed([[claim.id for claim in event.claims] for event in events], truth)
    added = _one_day(given)
    measures = (
        Measured(name="B-cubed F1", value=found["f1"], gated=True),
        Measured(name="B-cubed precision", value=found["precision"]),
        Measured(name="B-cubed recall", value=found["recall"]),
        Measured(name="processor time", value=seconds, unit="s", less_is_better=True),
        Measured(name="one day added", value=added, unit="s", less_is_better=True),
    )
    return [Outcome(set="dense year", measures=measures)]


def _one_day(given: list[Claim]) -> float:
    """Return the seconds that it takes to add the reports of a day in the middle of the year, some 270 claims, to the rest."""
    days = sorted({claim.said for claim in given if claim.said is not None})
    middle = days[len(days) // 2]
    standing = packaged().standing([claim for claim in given if claim.said != middle])
    begun = time.process_time()
    standing.add([claim for claim in given if claim.said == middle])
    return time.process_time() - begun
