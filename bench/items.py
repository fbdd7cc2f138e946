"""One run over twenty feeds of five hundred items each, on loopback: every page fetched, read and recorded, in flat memory."""

import tempfile
import time
from pathlib import Path

import apsw

from bench.outcome import Measured, Outcome
from bench.web.desk import Desk, address, article, rss
from bench.web.world import World
from sayso.sources import Source

_FEEDS, _ITEMS = 20, 500
_HOUR = 3_600.0


def run(data_dir: Path) -> list[Outcome]:
    """Return how many pages were taken, how quickly, and by what memory grew after the first five hundred; needs no data."""
    del data_dir
    taken, seconds, growth = items(_FEEDS, _ITEMS)
    due = _FEEDS * _ITEMS
    measures = (
        Measured(name="items of a run", value=due),
        Measured(name="of these recorded", value=taken, gated=True),
        Measured(name="fetched, read and recorded", value=taken / seconds, unit="pages/s"),
        Measured(
            name="memory beside the cache of the ledger, more after the first 500",
            value=growth,
            unit="MB",
            less_is_better=True,
        ),
    )
    return [Outcome(set="items", measures=measures, seconds=seconds)]


def items(feeds: int, each: int) -> tuple[int, float, float]:
    """Follow so many feeds of so many items; return the pages recorded, the seconds, and the growth of memory in MB."""
    sources = [
        Source(name=f"Feed {n}", address=address(f"/feed{n}"), kind="feed", interval_s=_HOUR) for n in range(feeds)
    ]
    with tempfile.TemporaryDirectory() as folder, World().running() as world:
        desk = Desk(world, Path(folder, "desk.ledger"), sources)
        for feed in range(feeds):
            paths = [f"/f{feed}n{n}" for n in range(each)]
            desk.site |= {path: article(*_told(feed * each + at)) for at, path in enumerate(paths)}
            desk.site[f"/feed{feed}"] = rss(*((path, f"SAMPLE {path}", "13T09") for path in paths))
        begin, settled, taken = time.perf_counter(), 0.0, 0
        while not desk.follower.stopped and (taken == 0 or desk.follower.wait_s() == 0):
            for noticed in desk.follower.round():
                taken += noticed.taken is not None and noticed.taken.reading is not None
                _forget(world)
                if taken == each and not settled:
                    settled = _resident_mb()
        seconds = time.perf_counter() - begin
        growth = _resident_mb() - settled
        desk.close()
    return taken, seconds, growth


def _forget(world: World) -> None:
    """Throw away what the invented world notes of each request: it lies in this process too, and is none of the reader's memory."""
    for notes in (world.requests, world.asked, world.dialled, world.asked_for, world.waited):
        notes.clear()


def _told(number: int) -> tuple[str, ...]:
    """Return the paragraphs of one page: a claim, and the talk around it."""
    return (
        f"SAMPLE {number}. Shells hit Marivan on Monday, killing {2 + number % 7} people, the Harbour Watch group said.",
        "The market had opened an hour before, and its stalls stood along the quay as on every other day of the month. "
        * 4,
        f"The ministry of roads said on Tuesday that {1 + number % 5} people had been wounded in the same street.",
    )


def _resident_mb() -> float:
    """Return the memory that is in use without what SQLite holds, whose cache of pages is bounded and fills up, and without mapped files."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024 - apsw.memory_used() / 1024**2
