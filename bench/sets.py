"""The sets of the bench, one row each: a name and the module whose `run(data_dir)` measures it."""

import importlib
import multiprocessing
import resource
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from bench.outcome import Outcome

ROWS: dict[str, str] = {
    "claims": "bench.claims",
    "attributions": "bench.attributions",
    "figures": "bench.figures",
    "times": "bench.times",
    "timeml": "bench.timeml",
    "places": "bench.places",
    "event-places": "bench.event_places",
    "muc4": "bench.muc4",
    "events": "bench.reconcile",
    "year": "bench.year",
    "decade": "bench.decade",
    "incidents": "bench.incidents",
    "tolls": "bench.tolls",
    "speed": "bench.speed",
    "growth": "bench.growth",
    "fetching": "bench.fetching",
    "watching": "bench.watching",
    "items": "bench.items",
    "desk": "bench.desk",
    "desk-fuzz": "bench.desk_fuzz",
    "desk-vectors": "bench.desk_vectors",
    "together": "bench.together",
    "oracle": "bench.oracle",
    "ledger": "bench.promises.million",
    "power": "bench.promises.power",
    "kills": "bench.promises.kills",
    "faults": "bench.promises.faults",
    "mutations": "bench.promises.mutations",
    "backups": "bench.promises.backups",
    "redactions": "bench.promises.redactions",
    "bundle": "bench.promises.bundles",
    "secrets": "bench.secrets",
    "exports": "bench.exports",
    "publish": "bench.publishing",
    "pages": "bench.pages",
    "bombs": "bench.bombs",
}
"""Each module has `run(data_dir: Path) -> list[Outcome]`: one outcome a split found, none when the data are not there."""
_OF_DATA = frozenset(
    {"attributions", "figures", "times", "timeml", "places", "event-places", "muc4", "incidents", "tolls"}
)
NEED_NO_DATA = ROWS.keys() - _OF_DATA
"""Rows that measure on texts and claims of our own, whatever lies in the folder."""


class Ran(msgspec.Struct, frozen=True):
    """What came of one row: its outcomes, or the fault that ended it."""

    row: str
    outcomes: tuple[Outcome, ...] = ()
    fault: str | None = None


def measure(row: str, data_dir: Path) -> Ran:
    """Run one row in a process of its own, so that its memory is its own and a fault ends it alone."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(_measure, row, data_dir).result()


def _measure(row: str, data_dir: Path) -> Ran:
    try:
        outcomes = importlib.import_module(ROWS[row]).run(data_dir)
    except Exception:  # noqa: BLE001 - the fault is shown and ends the bench with code 1; the other rows still count
        return Ran(row, fault=traceback.format_exc())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Ran(row, tuple(msgspec.structs.replace(o, peak_mb=o.peak_mb or peak) for o in outcomes))
