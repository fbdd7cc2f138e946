"""Measures many programs deciding at once: 20 processes on 5 hot claims, also with sessions killed and the server crashed.

Each process looks at the last decision about a claim and decides on top of it, saying in the decision on which one. So the
ledger itself shows whether a decision was lost or made without knowing of another: each must stand right after the one that
its maker knew.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import msgspec

from bench.outcome import Measured, Outcome, share
from bench.private_postgres import NoPostgres, PrivatePostgres
from sayso.decisions import Decision
from sayso.errors import ConflictError, LedgerError
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify

HOT = tuple(f"claim{n}" for n in range(5))
AT = "2031-05-14T09:00:00Z"
_TRIES = 10_000
"""After how many conflicts and lost connections a process gives up."""
_PAUSE = 0.02
"""Seconds before a process tries again after a lost connection."""


class Tally(msgspec.Struct, frozen=True):
    """What one process was told: ids of acknowledged decisions, how many conflicts, how many lost connections."""

    acknowledged: tuple[str, ...]
    conflicts: int
    lost: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What stood in the ledger afterwards, beside what the processes were told."""

    acknowledged: int
    kept: int
    """Of the acknowledged, those that stand in the ledger, once."""
    informed: int
    """Of the decisions in the ledger, those that stand right after the decision that their maker knew."""
    decisions: int
    conflicts: int
    lost: int
    whole: bool
    """Whether the ledger verifies: contiguous, nothing changed."""
    seconds: float


class Trouble(msgspec.Struct):
    """Something that happens to a server again and again: what, after how many seconds at least and at most, how often."""

    what: Callable[[], None]
    least: float
    most: float
    times: int = 0

    def make(self, over: threading.Event) -> None:
        """Let it happen until it is over."""
        chance = random.Random(7)  # noqa: S311 - no secret
        while not over.wait(chance.uniform(self.least, self.most)):
            self.what()
            self.times += 1


def decide(place: str, who: str, count: int) -> Tally:
    """Decide `count` times, each time on what is known; after a conflict or a lost connection the same is tried again."""
    chance = random.Random(who)  # noqa: S311 - which claim comes next is no secret
    acknowledged: list[str] = []
    told: list[LedgerError] = []
    ledger: Ledger | None = None
    while len(acknowledged) < count and len(told) < _TRIES:
        name, claim = f"{who}-{len(acknowledged)}", chance.choice(HOT)
        while len(told) < _TRIES:
            try:
                ledger = ledger or Ledger.open(place)
                _decide(ledger, claim, name, who)
            except LedgerError as trouble:
                told.append(trouble)
                if not isinstance(trouble, ConflictError):
                    time.sleep(_PAUSE)
            else:
                acknowledged.append(name)
                break
    if ledger is not None:
        ledger.close()
    conflicts = sum(isinstance(trouble, ConflictError) for trouble in told)
    return Tally(tuple(acknowledged), conflicts, len(told) - conflicts)


def _decide(ledger: Ledger, claim: str, name: str, who: str) -> None:
    """Decide about a claim on top of the last decision about it; the decision's reason is the number of that one."""
    before = ledger.decisions_about(claim)
    known = before[-1][0] if before else 0
    made = Decision(id=name, verb="accept", claims=(claim,), by=who, at=AT, reason=str(known))
    ledger.append([made], [], AT, expects={claim: known})


def together(place: str, processes: int, count: int, trouble: Trouble | None = None) -> Found:
    """Have processes decide at once on an empty ledger, while trouble comes again and again."""
    Ledger.open(place).close()
    over = threading.Event()
    maker = threading.Thread(target=trouble.make, args=(over,)) if trouble else None
    if maker:
        maker.start()
    began = time.monotonic()
    try:
        context = get_context("spawn")
        # Nobody begins before all are there; else the first might be done before the last has started.
        all_there = context.Barrier(processes, timeout=600)
        with ProcessPoolExecutor(processes, context, _wait_for, (all_there,)) as pool:
            waiting = [pool.submit(decide, place, f"desk{n}", count) for n in range(processes)]
            tallies = [each.result() for each in waiting]
    finally:
        over.set()
        if maker:
            maker.join()
    return found_in(place, tallies, time.monotonic() - began)


def _wait_for(all_there: Barrier) -> None:
    all_there.wait()


def found_in(place: str, tallies: Sequence[Tally], seconds: float) -> Found:
    """Compare what stands in a ledger with what the processes were told."""
    with Ledger.open(place) as ledger:
        whole = verify(ledger.store).first is None
        stands = [(recorded.seq, recorded.id) for recorded in ledger.entries("decision")]
        made = dict(zip((name for _, name in stands), ledger.decisions(), strict=True))
    last: dict[str, int] = {}
    informed = 0
    for seq, name in stands:
        [claim] = made[name].claims
        informed += made[name].reason == str(last.get(claim, 0))
        last[claim] = seq
    acknowledged = [name for tally in tallies for name in tally.acknowledged]
    contiguous = [seq for seq, _ in stands] == list(range(1, len(stands) + 1))
    return Found(
        acknowledged=len(acknowledged),
        kept=len(set(acknowledged) & made.keys()),
        informed=informed,
        decisions=len(stands),
        conflicts=sum(tally.conflicts for tally in tallies),
        lost=sum(tally.lost for tally in tallies),
        whole=whole and contiguous,
        seconds=seconds,
    )


def run(data_dir: Path) -> list[Outcome]:
    """Return what stands after 20 processes decided 50 times each; PostgreSQL only where there is one. Needs no data."""
    del data_dir
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [_outcome("together/sqlite", together(f"{folder}/desk.ledger", 20, 50))]
    try:
        server = PrivatePostgres()
    except NoPostgres as reason:
        print(f"bench: together is measured on SQLite alone: {reason}", file=sys.stderr)
        return outcomes
    with server:
        killing, crashing = Trouble(server.end_a_session, 0.005, 0.05), Trouble(server.crash, 1.0, 4.0)
        for name, trouble in (("postgresql", None), ("killed", killing), ("crashed", crashing)):
            outcomes.append(_outcome(f"together/{name}", together(server.database(name), 20, 50, trouble), trouble))
    return outcomes


def _outcome(name: str, found: Found, trouble: Trouble | None = None) -> Outcome:
    measures = (
        share("acknowledged and kept", found.kept, found.acknowledged, gated=True),
        share("knew the one before", found.informed, found.decisions, gated=True),
        share("nothing beside", found.acknowledged, found.decisions, gated=True),
        share("whole", int(found.whole), 1, gated=True),
        Measured(name="kills or crashes", value=trouble.times if trouble else 0),
        Measured(name="conflicts told", value=found.conflicts),
        Measured(name="lost connections", value=found.lost),
        Measured(name="decisions a second", value=found.decisions / found.seconds),
    )
    return Outcome(set=name, measures=measures)
