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
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome
from bench.promises.made_up import moment
from bench.reconcile import synthetic
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify
from sayso.records import Claim

CLAIMS = 1_000_000
_PORTION = 20_000
_A_REPORT = 20
"""Claims of one report."""
_AT_ONCE = 1_000
"""Claims in one append, as a folder of reports is added; one report at a time is measured beside it."""
_SINGLE = 500
"""Reports appended one by one."""
_ASKED = 2_000

Asked = Callable[[Ledger, str, str], object]
"""Takes a ledger, the id of a report and an instant."""


def claims_of_a_report(ledger: Ledger, report: str, at: str) -> object:
    """Return the claims of a report as the ledger stood at an instant."""
    return ledger.store.about(report, "claim", until=ledger.seq_at(at))


QUESTIONS: dict[str, Asked] = {"claims of a report as of": claims_of_a_report}
"""What is asked as of a moment, by name; asking for one event belongs here too as soon as the ledger answers it."""


def run(data_dir: Path) -> list[Outcome]:
    """Return what a ledger of a million claims takes; needs no data."""
    del data_dir
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "desk.ledger") as ledger:
        measures = measured(ledger, CLAIMS)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    measures += [
        Measured(name="file", value=size / 1e6, unit="MB", less_is_better=True),
        Measured(name="peak of memory", value=_peak_mb(), unit="MB", less_is_better=True),
        Measured(name="load of the machine", value=os.getloadavg()[1], less_is_better=True),
    ]
    return [Outcome(set="ledger", measures=tuple(measures))]


def measured(ledger: Ledger, claims: int) -> list[Measured]:
    """Fill a ledger and return rates and times."""
    spent, worked = 0.0, 0.0
    reports = []
    for number, portion in enumerate(_portions(claims)):
        reports.append(portion[0].report)
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
    for name, question in QUESTIONS.items():
        p99 = _p99(ledger, question, reports, claims // _PORTION * 100)
        found.append(Measured(name=f"{name}, p99", value=p99 * 1000, unit="ms", less_is_better=True))
    return found


def _portions(claims: int) -> Iterator[list[Claim]]:
    """Yield so many claims, some at a time, each with an id and a report as they are named in a ledger."""
    for seed in range(claims // _PORTION):
        told, _ = synthetic(_PORTION, seed=seed)
        yield [
            msgspec.structs.replace(claim, id=f"{seed:08x}{at:012x}", report=f"{seed:032x}{at // _A_REPORT:032x}")
            for at, claim in enumerate(told[:_PORTION])
        ]


def _one_by_one(ledger: Ledger) -> float:
    """Return claims a second when each report is an append, and so a sync of the disk, of its own."""
    told, _ = synthetic(_SINGLE * _A_REPORT, seed=99_999)
    own = [msgspec.structs.replace(claim, id=f"single {at}") for at, claim in enumerate(told[: _SINGLE * _A_REPORT])]
    begun = time.perf_counter()
    for at in range(0, len(own), _A_REPORT):
        ledger.append(own[at : at + _A_REPORT], [], moment(10_000_000 + at))
    return len(own) / (time.perf_counter() - begun)


def _p99(ledger: Ledger, question: Asked, reports: list[str], moments: int) -> float:
    """Return the time, in seconds, that all but one in a hundred answers stay below."""
    chance = random.Random(3)  # noqa: S311 - the same questions every time, not a secret
    taken = []
    for _ in range(_ASKED):
        report, at = chance.choice(reports), moment(chance.randrange(1, moments + 1))
        begun = time.perf_counter()
        question(ledger, report, at)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[int(len(taken) * 0.99)]


def _peak_mb() -> float:
    """Return the most memory that this process or one of its own ever held."""
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(peaks) / (1024 * 1024 if sys.platform == "darwin" else 1024)
