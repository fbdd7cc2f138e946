"""Following sources on loopback: what changes is noticed, what is killed goes on, and what is no feed is a sentence.

`python -m bench.watching 10` kills ten runs and prints what came of them, for the tests.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from bench.outcome import Measured, Outcome
from bench.web.desk import Desk, address, article, rss
from bench.web.feeds import mutated
from bench.web.world import World, page
from sayso.errors import InputError
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from sayso.sources import Source
from sayso.structure.listing import ListingWorker

_HOUR = 3_600.0
_EACH = 25
"""Of each of four ways to change; a live blog grows three times."""
_KILLS, _MUTATIONS = 200, 50_000
_PAGES = 12
_STAGE = b"stage"


def run(data_dir: Path) -> list[Outcome]:
    """Return what following came to; needs no data."""
    del data_dir
    noticed, due, kept = changes(_EACH)
    tally = kills(_KILLS)
    led, raised, slowest = mutations(_MUTATIONS)
    measures = (
        Measured(name="changes made", value=due),
        Measured(name="changes noticed", value=noticed, gated=True),
        Measured(name="versions kept", value=kept, gated=True),
        Measured(name="runs killed", value=sum(tally.values())),
        Measured(name="lost or doubled", value=sum(tally.values()) - tally["whole"], gated=True, less_is_better=True),
        Measured(name="mutated lists", value=_MUTATIONS),
        Measured(name="of these read", value=led),
        Measured(name="uncaught", value=raised, gated=True, less_is_better=True),
        Measured(name="slowest list", value=slowest, unit="s", less_is_better=True),
    )
    return [Outcome(set="watching", measures=measures)]


def _told(number: int, killed: int) -> str:
    return f"SAMPLE {number}. Shells hit Marivan on Monday, killing {killed} people, the Harbour Watch group said."


def changes(each: int) -> tuple[int, int, int]:
    """Edit, delete, move and let grow `each` pages; return how many changes were noticed, how many made, how many versions kept."""
    ways = ("edit", "delete", "move", "grow")
    paths = [f"/{way}{n}" for way in ways for n in range(each)]
    sources = [Source(name=path, address=address(path), kind="page", interval_s=_HOUR) for path in paths]
    noticed = due = 0
    with tempfile.TemporaryDirectory() as folder, World().running() as world:
        desk = Desk(world, Path(folder, "desk.ledger"), sources)
        desk.site |= {path: article(_told(at, 3)) for at, path in enumerate(paths)}
        desk.round()
        versions: Counter[str] = Counter(dict.fromkeys(paths, 1))
        for growth in range(1, 4):
            expected = set()
            for at, path in enumerate(paths):
                if path.startswith("/grow"):
                    desk.site[path] = article(*(_told(at + 1_000 * n, 3 + n) for n in range(growth, -1, -1)))
                    expected.add((path, "changed"))
                    versions[path] += 1
                elif growth == 2 and path.startswith("/edit"):
                    desk.site[path] = article(_told(at, 4))
                    expected.add((path, "changed"))
                    versions[path] += 1
                elif growth == 2 and path.startswith("/delete"):
                    del desk.site[path]
                    expected.add((path, "gone"))
                elif growth == 2 and path.startswith("/move"):
                    desk.site |= {
                        path: page("", f"Location: {path}-new", status="301 Moved Permanently"),
                        f"{path}-new": desk.site[path],
                    }
                    expected.add((path, "moved"))
            desk.later(_HOUR)
            found = {(one.source, step.kind) for one in desk.round() for step in one.steps}
            noticed += len(found & expected) - len(found - expected)
            due += len(expected)
        kept = sum(_kept(desk.ledger, path) == number for path, number in versions.items())
        desk.close()
    return noticed, due, kept


def _kept(ledger: Ledger, path: str) -> int:
    """Return how many versions of a page can be read."""
    captures = {fetch.capture for fetch in ledger.fetches_of(address(path)) if fetch.verdict == "content"}
    return sum(name is not None and ledger.capture(name) is not None for name in captures)


def kills(count: int, seed: int = 7) -> Counter[str]:
    """Kill so many runs at random moments, let another go on from what is there, and count how each ended."""
    chance = random.Random(seed)  # noqa: S311 - the same moments each time
    Pipeline().read("-", stream=_sample())  # so that no run spends its life loading words
    tally: Counter[str] = Counter()
    longest = 0.0
    for number in range(count + 1):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "desk.ledger")
            begun = time.monotonic()
            acknowledged = _run(place, 1, chance.uniform(0.02, 1.0) * longest if number else None)
            if not number:  # the first is left alone, to learn how long one takes
                longest = time.monotonic() - begun
                assert _judged(place, acknowledged) == "whole", "a run that nobody kills must be whole"  # noqa: S101 - else nothing is measured
                continue
            stage = 2 if _STAGE in acknowledged else 1
            _run(place, stage, None)
            tally[_judged(place, acknowledged)] += 1
    return tally


def _sample() -> BytesIO:
    return BytesIO(_told(0, 3).encode())


def _run(place: Path, stage: int, kill_after: float | None) -> list[bytes]:
    """Follow in a process of its own; return what it acknowledged."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        try:
            for said in _following(place, stage):
                os.write(sink, said + b"\n")
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a fork must end here, whatever happened
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    os.close(sink)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(source, "rb") as stream:
        lines = stream.read().split(b"\n")
    os.waitpid(child, 0)
    return lines[:-1]  # the last is empty, or half a line


def _following(place: Path, stage: int) -> Iterator[bytes]:
    """Follow a feed and a page through two stages, the second with edits; yield what was recorded once it is."""
    sources = [
        Source(name="Feed", address=address("/feed"), kind="feed", interval_s=_HOUR),
        Source(name="Page", address=address("/page"), kind="page", interval_s=_HOUR),
    ]
    with World().running() as world:
        desk = Desk(world, place, sources)
        for now in range(stage, 3):
            world.time = 1_000 + now * 2 * _HOUR
            if now == 2:
                yield _STAGE
            pages = {f"/n{n}": article(_told(n, 2 + now)) for n in range(_PAGES)}
            feed = rss(*((path, f"{path}, {now}", "13T09") for path in pages))
            desk.site |= {**pages, "/feed": feed, "/page": article(_told(99, 2 + now))}
            waiting = True
            while waiting:
                for one in desk.follower.round():
                    if one.taken is not None:
                        yield one.taken.fetch.id.encode()
                waiting = desk.follower.wait_s() == 0
        desk.close()


def _judged(place: Path, acknowledged: list[bytes]) -> str:
    """Return how a ledger stands after all: `whole`, or what is wrong first."""
    with Ledger.open(place) as ledger:
        ids = Counter(fetch.id for fetch in ledger.fetches())
        if any(ids[said.decode()] != 1 for said in acknowledged if said != _STAGE):
            return "lost"
        for path in ("/page", "/feed", *(f"/n{n}" for n in range(_PAGES))):
            had = [f.capture for f in ledger.fetches_of(address(path)) if f.verdict == "content"]
            if len(set(had)) < len(had):
                return "doubled"
            if len(had) != 2 or any(ledger.capture(name or "") is None for name in had):
                return f"{path} has {len(had)} versions"
        return "damaged" if verify(ledger.store).troubles else "whole"


def mutations(count: int, seed: int = 7) -> tuple[int, int, float]:
    """Read so many mutated lists; return how many led anywhere, how many raised what they must not, and the seconds of the slowest."""
    chance = random.Random(seed)  # noqa: S311 - the same mutations each time
    led = raised = 0
    slowest = 0.0
    with ListingWorker() as worker:
        for _ in range(count):
            data = mutated(chance)
            begun = time.monotonic()
            try:
                led += len(worker.read(data, address("/feed")).items) > 0
            except InputError:
                pass  # refused with a sentence, as it should be
            except Exception:  # noqa: BLE001 - that is what is counted
                raised += 1
            slowest = max(slowest, time.monotonic() - begun)
    return led, raised, slowest


if __name__ == "__main__":
    print(json.dumps(kills(int(sys.argv[1]))))
