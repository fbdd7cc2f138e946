"""Measures a ledger of a million claims: adding, verifying, asking as of a moment, and the memory that takes.

Claims are made up a portion at a time, outside the time taken. The load of the machine stands beside the figures: they are
upper bounds of what it takes on a quiet one. Rates of processor time are given too, for they depend on it less.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import moment
from bench.reconcile import FIRST, synthetic
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from sayso.projection.stored import StoredReach
from sayso.records import Claim
from sayso.state import State

CLAIMS = 1_000_000
_PORTION = 20_000
_A_REPORT = 20
"""Claims of one report."""
_AT_ONCE = 1_000
"""Claims in one append, as a folder of reports is added; one report at a time is measured beside it."""
_SINGLE = 500
"""Reports appended one by one."""
_ASKED = 2_000

_DAYS = 73
"""Of one portion: 100,000 claims a year, so that a million are ten dense years."""


def run(data_dir: Path) -> list[Outcome]:
    """Return what a ledger of a million claims takes; needs no data."""
    del data_dir
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "desk.ledger"
        with Ledger.open(place) as ledger:
            measures = measured(ledger, CLAIMS)
        size = place.stat().st_size
        measures += [
            Measured(name="file", value=size / 1e6, unit="MB", less_is_better=True),
            Measured(name="peak of memory", value=_peak_mb(), unit="MB", less_is_better=True),
        ]
        # In a process of its own, for the most memory that adding and verifying took would hide what this takes.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            measures += pool.submit(one_event, place, CLAIMS).result()
    measures += [
        Measured(name="load of the machine", value=os.getloadavg()[1], less_is_better=True),
    ]
    return [Outcome(set="ledger", measures=tuple(measures))]


def measured(ledger: Ledger, claims: int) -> list[Measured]:
    """Fill a ledger and return rates and times."""
    spent, worked = 0.0, 0.0
    for number, portion in enumerate(portions(claims)):
        begun, busy = time.perf_counter(), time.process_time()
        for at in range(0, len(portion), _AT_ONCE):
            ledger.append(portion[at : at + _AT_ONCE], [], moment(number * 100 + at // _AT_ONCE))
        spent += time.perf_counter() - begun
        worked += time.process_time() - busy
    found = [
        Measured(name="add, 1,000 at once", value=claims / spent, unit="claims/s"),
        Measured(name="the same, processor time", value=claims / worked, unit="claims/s"),
        Measured(name="add, a report at once", value=_one_by_one(ledger), unit="claims/s"),
    ]
    for processes in (1, os.cpu_count() or 1):
        begun, busy = time.perf_counter(), time.process_time()
        looked = verify(ledger.store, place=ledger.place, processes=processes)
        if not looked.whole:
            message = f"the ledger is not whole: {looked.first}"
            raise RuntimeError(message)
        rate = looked.size / (time.perf_counter() - begun)
        found.append(Measured(name=f"verify, {processes} process(es)", value=rate, unit="entries/s"))
        if processes == 1:
            rate = looked.size / (time.process_time() - busy)
            found.append(Measured(name="verify, processor time", value=rate, unit="entries/s"))
    return found


def portions(claims: int) -> Iterator[list[Claim]]:
    """Yield so many claims, some at a time, each with an id and a report as they are named in a ledger."""
    for seed in range(claims // _PORTION):
        told, _ = synthetic(_PORTION, _DAYS, seed=seed, first=seed * _DAYS)
        yield [
            msgspec.structs.replace(claim, id=_name(seed, at), report=f"{seed:032x}{at // _A_REPORT:032x}")
            for at, claim in enumerate(told[:_PORTION])
        ]


def _name(portion: int, at: int) -> str:
    """Return the id of a claim."""
    return f"{portion:08x}{at:012x}"


def _one_by_one(ledger: Ledger) -> float:
    """Return claims a second when each report is an append, and so a sync of the disk, of its own."""
    told, _ = synthetic(_SINGLE * _A_REPORT, seed=99_999)
    own = [msgspec.structs.replace(claim, id=f"single {at}") for at, claim in enumerate(told[: _SINGLE * _A_REPORT])]
    begun = time.perf_counter()
    for at in range(0, len(own), _A_REPORT):
        ledger.append(own[at : at + _A_REPORT], [], moment(10_000_000 + at))
    return len(own) / (time.perf_counter() - begun)


def one_event(place: Path, claims: int) -> list[Measured]:
    """Return what it takes to make what is kept beside a ledger, and to ask for one event as of a moment.

    Asked are random claims as of random moments after they were recorded, half of them also as of a random day of saying
    after the first of their days. Claims of which nothing is promised, so that all events would have to be made, are not
    asked; their share is given.
    """
    with Ledger.open(place, begin=False) as ledger:
        begun, busy = time.perf_counter(), time.process_time()
        with Pipeline().kept_reach(ledger) as reach:
            made, worked = time.perf_counter() - begun, time.process_time() - busy
            peak = _peak_mb()
            taken, found = zip(*_asked(ledger, reach, claims), strict=True)
            unpromised = reach.open_share
    ranked, busiest = (sorted(some[by] for some in taken) for by in (0, 1))
    last = int(len(taken) * 0.99)
    size = place.with_name(f"{place.name}.reach").stat().st_size
    return [
        Measured(name="one event as of, p99", value=ranked[last] * 1000, unit="ms", less_is_better=True),
        Measured(name="the same, median", value=ranked[len(taken) // 2] * 1000, unit="ms", less_is_better=True),
        Measured(name="the same, p99 of processor time", value=busiest[last] * 1000, unit="ms", less_is_better=True),
        Measured(name="asked claims that stand in an event", value=sum(found) / len(found)),
        Measured(name="claims of which nothing is promised", value=unpromised, less_is_better=True),
        Measured(name="what is kept for it: making", value=claims / made, unit="claims/s"),
        Measured(name="the same, processor time", value=claims / worked, unit="claims/s"),
        Measured(name="its file", value=size / 1e6, unit="MB", less_is_better=True),
        Measured(name="peak of memory while making it", value=peak, unit="MB", less_is_better=True),
        Measured(name="peak of memory with asking", value=_peak_mb(), unit="MB", less_is_better=True),
    ]


def _asked(ledger: Ledger, reach: StoredReach, claims: int) -> Iterator[tuple[tuple[float, float], bool]]:
    """Yield for each question the time on the clock and of the processor, in seconds, and whether there was an event."""
    chance = random.Random(3)  # noqa: S311 - the same questions every time, not a secret
    asked = 0
    while asked < _ASKED:
        portion, at = chance.randrange(claims // _PORTION), chance.randrange(_PORTION)
        claim = _name(portion, at)
        if reach.around([claim]) is None:
            continue
        asked += 1
        known = moment(chance.randrange(portion * 100 + at // _AT_ONCE, claims // _PORTION * 100) + 1)
        said = (FIRST + timedelta(days=chance.randrange(portion * _DAYS, claims // _PORTION * _DAYS))).isoformat()
        begun, busy = time.perf_counter(), time.process_time()
        event = State(View.of(ledger, said if asked % 2 else None, known)).event_of(claim, reach)
        yield (time.perf_counter() - begun, time.process_time() - busy), event is not None


def _peak_mb() -> float:
    """Return the most memory that this process or one of its own ever held."""
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(peaks) / (1024 * 1024 if sys.platform == "darwin" else 1024)
