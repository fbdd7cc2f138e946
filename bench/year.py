"""Measures events on a made-up year of 100,000 claims: B-cubed and seconds; the runner adds the peak of memory."""

import time
from pathlib import Path

from bench.outcome import Measured, Outcome
from bench.reconcile import b_cubed, synthetic
from sayso.reconcile import reconcile

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
    measures = (
        Measured(name="B-cubed F1", value=found["f1"], gated=True),
        Measured(name="B-cubed precision", value=found["precision"]),
        Measured(name="B-cubed recall", value=found["recall"]),
        Measured(name="processor time", value=seconds, unit="s", less_is_better=True),
    )
    return [Outcome(set="dense year", measures=measures)]
