"""Measures the desk on a ledger of 10,000 events: first bytes and filters, 25 reviewers while reports come in, and many who edit the same five events.

A real server on loopback, with its processes beside it on the same machine; the load comes from this process. Times are by the clock, in
milliseconds, and upper bounds on a machine with others on it.
"""

import asyncio
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

import httpx2

from bench.desk_ledger import fill
from bench.outcome import Measured, Outcome
from sayso.desk.options import DeskSettings, Limits
from sayso.desk.serving import serve
from sayso.ledger.ledger import Ledger

REVIEWERS = 25
RATE = 2.0
SECONDS = 60.0
EDITORS = 50
EDITS = 200
HOT = 5
_BOUNDS = {
    "first page, p95": 1_000, "filter, p95": 1_000, "one event, p95": 1_000, "as of: the first past state": 15_000,
    "as of: another, median": 5_000, "as of: among held ones, p95": 1_000, "brief: the page": 4_000,
    "brief: the gate has been asked": 90_000, "brief: again, median": 1_000, "brief: another day": 4_000,
}  # fmt: skip
"""Milliseconds beyond which something is wrong and not the machine busy: some three to five times what a busy one takes."""
_STATUSES = ("happened", "denied", "planned", "ongoing")


def run(data_dir: Path) -> list[Outcome]:
    """Return what is reached; needs no data."""
    del data_dir
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "desk.ledger"
        fill(place)
        return [Outcome(set="desk", measures=(*_alone(place), *_together(place), *_hot(place)))]


class Served(AbstractContextManager["Served"]):
    """A desk in a process of its own, with limits of rate that a bench does not meet."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.base = ""
        self.ready_s = 0.0

    def __enter__(self) -> Self:
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.desk", str(self._place)], stdout=subprocess.PIPE, text=True
        )
        self.base = self.process.stdout.readline().strip().rstrip("/") if self.process.stdout else ""
        try:
            with httpx2.Client(base_url=self.base, timeout=60) as client:
                while client.get("/health").status_code != 200:
                    time.sleep(0.1)
        except BaseException:
            self.process.kill()
            raise
        self.ready_s = time.perf_counter() - begun
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def resident_mb(self) -> float:
        """How much memory the server's own process holds (Linux)."""
        return _resident_mb(self.process.pid)

    def workers_mb(self) -> list[float]:
        """How much memory each process beside it holds."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [_resident_mb(int(process)) for process in found.stdout.split()]


def _resident_mb(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _alone(place: Path) -> list[Measured]:
    """Return what one person meets on a ledger that nobody else uses."""
    with Served(place) as served, httpx2.Client(base_url=served.base) as client:
        client.get("/")
        events = client.get("/api/v1/events?limit=200").json()["items"]
        towns = [event["places"][0]["name"] for event in events if event["places"]]
        first = [_timed(client, "/") for _ in range(30)]
        static = sum(len(client.get(f"/static/{name}").content) for name in ("desk.css", "desk.js"))
        weight = len(client.get("/").content) + static
        filters = [_timed(client, "/", place=town, disputed="true") for town in towns[:60]]
        single = [_timed(client, f"/events/{event['id']}") for event in events[:60]]
        time.sleep(20)  # what is kept beside the ledger is made once
        times = [
            _ms("until it answers, a new ledger", [served.ready_s * 1000]),
            _ms("first page, median", [statistics.median(first)]),
            _ms("first page, p95", [_at(first, 0.95)]),
            _ms("filter, p95", [_at(filters, 0.95)]),
            _ms("one event, p95", [_at(single, 0.95)]),
            *_moments(client),
            *_brief(client),
        ]
        beyond = sum(measured.value > _BOUNDS.get(measured.name, measured.value) for measured in times)
        return [
            *times,
            Measured(name="page weight", value=weight / 1000, unit="kB", less_is_better=True),
            Measured(name="times beyond their bounds", value=beyond, gated=True, less_is_better=True),
        ]


def _moments(client: httpx2.Client) -> list[Measured]:
    """Return what the slider takes: the first past state of all, others after it, and to and fro among those that are held."""
    entry = client.get("/api/v1/head").json()["entry"]
    first = _until(client, "/", "", known=str(entry // 2))
    steps = [_until(client, "/", "", known=str(entry // 2 + step)) for step in range(200, 2_000, 200)]
    held = [_timed(client, "/", known=str(entry // 2 + step)) for _ in range(5) for step in (200, 1_800, 600)]
    return [
        _ms("as of: the first past state", [first]),
        _ms("as of: another, median", [statistics.median(steps)]),
        _ms("as of: among held ones, p95", [_at(held, 0.95)]),
    ]


def _brief(client: httpx2.Client) -> list[Measured]:
    """Return what the brief takes: a page with the day's draft, the gate over everything, the page again, another day."""
    first = _timed(client, "/brief")
    gate = first + _until(client, "/brief", "data-under-way", wait="2")
    return [
        _ms("brief: the page", [first]),
        _ms("brief: the gate has been asked", [gate]),
        _ms("brief: again, median", [statistics.median(_timed(client, "/brief") for _ in range(10))]),
        _ms("brief: another day", [_until(client, "/brief", "data-under-way", day="2031-06-03")]),
    ]


def _until(client: httpx2.Client, path: str, without: str, **query: str) -> float:
    """Return how long it takes until a page is there, and does not say any more what it says until then."""
    begun = time.perf_counter()
    while True:
        answer = client.get(path, params=query)
        if answer.status_code == 200 and (not without or without not in answer.text):
            return (time.perf_counter() - begun) * 1000
        time.sleep(0.05)


def _timed(client: httpx2.Client, path: str, **query: str) -> float:
    begun = time.perf_counter()
    client.get(path, params=query)
    return (time.perf_counter() - begun) * 1000


def _together(place: Path) -> list[Measured]:
    """Return what 25 reviewers meet, each twice a second, while reports come in."""
    with Served(place) as served:
        time.sleep(1)
        before = served.resident_mb()
        found = asyncio.run(_reviewers(served.base))
        reads, writes, statuses, added = found
        return [
            _ms("25 reviewers, read p50", [statistics.median(reads)]),
            _ms("25 reviewers, read p95", [_at(reads, 0.95)]),
            _ms("25 reviewers, read p99", [_at(reads, 0.99)]),
            _ms("25 reviewers, write p95", [_at(writes, 0.95)]),
            Measured(name="25 reviewers, requests", value=len(reads) + len(writes)),
            Measured(name="25 reviewers, reports read beside", value=added),
            Measured(
                name="25 reviewers, 5xx",
                value=sum(status >= 500 for status in statuses),
                gated=True,
                less_is_better=True,
            ),
            Measured(
                name="25 reviewers, memory grown",
                value=100 * (served.resident_mb() / before - 1),
                unit="%",
                less_is_better=True,
            ),
        ]


async def _reviewers(base: str) -> tuple[list[float], list[float], list[int], int]:
    reads: list[float] = []
    writes: list[float] = []
    statuses: list[int] = []
    ends = time.perf_counter() + SECONDS
    async with httpx2.AsyncClient(base_url=base, timeout=60, limits=httpx2.Limits(max_connections=100)) as client:
        first = (await client.get("/api/v1/events?limit=200")).json()["items"]

        async def reviewer(number: int) -> None:
            chance = random.Random(number)  # noqa: S311 - the same load every time
            while time.perf_counter() < ends:
                begun = time.perf_counter()
                event = chance.choice(first)
                if chance.random() < 0.2:
                    body = {
                        "verb": chance.choice(["accept", "reject"]),
                        "claims": [chance.choice(event["claims"])],
                        "reason": f"bench {number} {begun}",
                    }
                    spent, answer = await _asked(client.post("/api/v1/decisions", json=body, headers={"Origin": base}))
                    writes.append(spent)
                else:
                    path = chance.choice(
                        [
                            "/",
                            f"/events/{event['id']}",
                            f"/claims/{event['claims'][0]}",
                            "/review",
                            "/api/v1/events?disputed=true",
                            f"/api/v1/claims?event={event['claims'][0]}",
                        ]
                    )
                    spent, answer = await _asked(client.get(path))
                    reads.append(spent)
                statuses.append(answer.status_code)
                await asyncio.sleep(max(0.0, 1 / RATE - (time.perf_counter() - begun)))

        added = 0

        async def ingest() -> None:
            nonlocal added
            while time.perf_counter() < ends:
                text = f"SAMPLE. The Defence Ministry said {added % 30 + 2} soldiers were killed by shelling of a base in Town {added % 400} on Monday. Note {added}."
                body = {"text": text, "name": f"note {added}", "published": "2031-06-02"}
                made = await client.post("/api/v1/reports", json=body, headers={"Origin": base})
                added += made.status_code == 202
                await asyncio.sleep(0.1)

        await asyncio.gather(*(reviewer(number) for number in range(REVIEWERS)), ingest())
        jobs = (await client.get("/api/v1/jobs")).json()["items"]
        done = sum(job["state"] == "done" for job in jobs)
        return reads, writes, statuses, max(done, added - sum(job["state"] in {"waiting", "running"} for job in jobs))


async def _asked(asking: Awaitable[Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = await asking
    return (time.perf_counter() - begun) * 1000, answer


def _hot(place: Path) -> list[Measured]:
    """Return what 50 programs meet that edit the same five events, 200 edits each, and whether anything of it was lost."""
    with Ledger.open(place) as ledger:
        before = {decision.id for decision in ledger.decisions()}
    with Served(place) as served:
        spent, acked, told, wrong = asyncio.run(_editors(served.base))
    with Ledger.open(place) as ledger:
        held = {decision.id for decision in ledger.decisions()} - before
    return [
        Measured(name="hot events, edits acknowledged", value=len(acked)),
        Measured(name="hot events, lost", value=len(acked - held), gated=True, less_is_better=True),
        Measured(
            name="hot events, recorded but not acknowledged", value=len(held - acked), gated=True, less_is_better=True
        ),
        Measured(name="hot events, conflicts told with both texts", value=told),
        Measured(name="hot events, other answers", value=wrong, gated=True, less_is_better=True),
        _ms("hot events, p99", [_at(spent, 0.99)]),
    ]


async def _editors(base: str) -> tuple[list[float], set[str], int, int]:
    spent: list[float] = []
    acked: set[str] = set()
    told = wrong = 0
    async with httpx2.AsyncClient(base_url=base, timeout=120, limits=httpx2.Limits(max_connections=100)) as client:
        claims = [event["claims"][0] for event in (await client.get(f"/api/v1/events?limit={HOT}")).json()["items"]]

        async def editor(number: int) -> None:
            nonlocal told, wrong
            chance = random.Random(number)  # noqa: S311 - the same load every time
            done, seen = 0, None
            while done < EDITS:
                claim = chance.choice(claims)
                body = {
                    "verb": "edit",
                    "claims": [claim],
                    "field": "status",
                    "value": chance.choice(_STATUSES),
                    "reason": f"editor {number}, edit {done}",
                }
                took, answer = await _asked(
                    client.post(
                        "/api/v1/decisions", json=body | ({"seen": seen} if seen else {}), headers={"Origin": base}
                    )
                )
                spent.append(took)
                if answer.status_code == 201:
                    acked.add(answer.json()["decision"]["id"])
                    seen = answer.json()["entry"]
                    done += 1
                elif answer.status_code == 409:
                    found = answer.json()
                    told += bool(found["theirs"]) and found["yours"]["reason"] == body["reason"]
                    wrong += not found["theirs"]
                    seen = found["entry"]
                else:
                    wrong += 1
                    done += 1

        await asyncio.gather(*(editor(number) for number in range(EDITORS)))
    return spent, acked, told, wrong


def _at(found: Sequence[float], share: float) -> float:
    ordered = sorted(found)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _ms(name: str, found: Sequence[float]) -> Measured:
    return Measured(name=name, value=round(found[0], 1), unit="ms", less_is_better=True)


def _main() -> None:
    """Serve a ledger for the bench, and print where."""
    limits = Limits(reads_a_minute=10**6, writes_a_minute=10**6, exports_a_minute=10**6)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    settings = DeskSettings(ledger=sys.argv[1], limits=limits)
    serve(settings, "127.0.0.1", 0, lambda address: print(address, flush=True))


if __name__ == "__main__":
    _main()
