"""Fetching from those who mean ill: inner addresses however they are written, bombs, and hostile servers beside good ones.

All of it on loopback: names are resolved by the bench, and what should never be dialled would reach a trap that counts.
"""

import asyncio
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from bench.outcome import Measured, Outcome
from bench.web.bombs import BOMBS
from bench.web.hostile import FLOODS, HOSTILE
from bench.web.inner import CLASSES, NAMES, spellings
from bench.web.world import PUBLIC, Asked, Serve, World, page
from sayso.capture.addresses import Refused
from sayso.capture.body import Body, BrokenOff, encodings_of
from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Wanted
from sayso.capture.manners import Manners
from sayso.fetches import Fetch

_ONCE = Manners(tries=1)
_PLAIN = Manners(robots=False, tries=1, pause_s=0)
_REBINDINGS = 10_000
_HOSTILE, _GOOD, _PAGES = 200, 50, 4
_PAGE = page("<html><body>" + "<p>SAMPLE. Two people were hurt, the clinic said.</p>" * 600 + "</body></html>")
_LATENCY_S = 0.2


def run(data_dir: Path) -> list[Outcome]:
    """Return what each attack came to; needs no data. Times are of this machine and are not gated."""
    del data_dir
    return [Outcome(set="fetching", measures=(*_inner(), *_rebinding(), *_bombs(), *_hostile()))]


def _inner() -> tuple[Measured, ...]:
    """Every class, written every way, in an address, a redirect, and the answers of a resolver."""
    tried = wrong = 0
    with World().running() as world:
        for number in CLASSES.values():
            for at, host in enumerate(spellings(number)):
                world.host(f"r{at}.sample.org", page("", f"Location: http://{host}/", status="302 Found"))
            addresses = [f"http://{host}/" for host in (*spellings(number), *(f"r{at}.sample.org" for at in range(11)))]
            got = asyncio.run(_all(world.fetcher(_ONCE), addresses))
            for answers in ((number,), (f"{PUBLIC}9", number), (number, f"{PUBLIC}9")):
                world.name("bad.sample.org", answers)
                got += asyncio.run(_all(world.fetcher(_ONCE), [f"http://{name}/" for name in NAMES]))
            tried += len(got)
            wrong += sum(one.verdict != "refused" for one in got)
        reached = world.trapped
    return (
        Measured(name="inner addresses tried", value=tried),
        Measured(name="inner addresses reached", value=reached, gated=True, less_is_better=True),
        Measured(name="inner addresses not refused", value=wrong, gated=True, less_is_better=True),
    )


def _rebinding() -> tuple[Measured, ...]:
    """Fetch from a name that is public when it is asked for first and loopback ever after, each time by a new fetcher."""
    with World().running() as world:
        good = world.host("turning.sample.org", _PAGE)

        async def turn() -> None:
            for _ in range(_REBINDINGS):
                world.name("turning.sample.org", (good,), ("127.0.0.1",))
                await _one(world.fetcher(_PLAIN), "http://turning.sample.org/")

        asyncio.run(turn())
        reached = world.trapped
        extra = len(world.asked_for) - len(world.dialled)
    return (
        Measured(name="rebindings that reached loopback", value=reached, gated=True, less_is_better=True),
        Measured(name="questions beyond one a connection", value=extra, gated=True, less_is_better=True),
    )


def _bombs() -> tuple[Measured, ...]:
    """Every bomb as a server would send it, one after the other; the growth of the process is the most it ever held."""
    refused = 0
    largest = max((bomb.sent() for bomb in BOMBS), key=len)  # what they weigh as sent is not what they grow to
    before = _peak()
    for bomb in BOMBS:
        body = None
        sent = bomb.sent()
        try:
            body = Body(encodings_of(bomb.encodings, _ONCE.encodings), _ONCE)
            for at in range(0, len(sent), 65_536):
                body.feed(sent[at : at + 65_536])
            body.end()
        except (Refused, BrokenOff):
            refused += 1
        finally:
            if body is not None:
                body.close()
    del largest
    return (
        Measured(name="bombs let through", value=len(BOMBS) - refused, gated=True, less_is_better=True),
        Measured(name="memory for 200 bombs", value=(_peak() - before) / 1000, unit="MB", less_is_better=True),
    )


def _hostile() -> tuple[Measured, ...]:
    """Good servers alone, and beside hostile ones; the two kinds are a process each, as neither runs on the reader's machine."""
    with _served(_good_servers) as good, _served(_hostile_servers) as ill, World().running() as world:
        for at, (name, port) in enumerate({**good, **ill}.items()):
            number = f"93.184.{at // 250}.{at % 250}"
            world.ports[number] = port
            world.name(name, (number,))
        alone = asyncio.run(_times(world, hostile=0))
        beside = asyncio.run(_times(world, hostile=_HOSTILE))
    failed = sum(seconds is None for seconds in (*alone, *beside))
    p99_alone, p99_beside = _p99(alone), _p99(beside)
    return (
        Measured(name="good pages not had", value=failed, less_is_better=True),
        Measured(name="p99 of good pages alone", value=p99_alone * 1000, unit="ms", less_is_better=True),
        Measured(name="p99 beside 200 hostile servers", value=p99_beside * 1000, unit="ms", less_is_better=True),
        Measured(name="p99 beside them / alone", value=p99_beside / p99_alone, unit="×", less_is_better=True),
    )


@contextmanager
def _served(servers: Callable[[Connection], None]) -> Iterator[dict[str, int]]:
    """Run servers in a process of their own; gives the port of each by its name."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=servers, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        here.send(None)
        process.join(10)
        process.kill()


async def _times(world: World, hostile: int) -> list[float | None]:
    """Return the seconds that each good page took, all hosts at once; None for one that was not had."""
    fetcher = world.fetcher(_PLAIN)
    bad = [asyncio.create_task(_one(fetcher, f"http://bad{at}.sample.org/")) for at in range(hostile)]
    await asyncio.sleep(0.5)

    async def pages(host: str) -> list[float | None]:
        found: list[float | None] = []
        for at in range(_PAGES):
            begin = time.perf_counter()
            record = await _one(fetcher, f"http://{host}/{at}")
            found.append(time.perf_counter() - begin if record.verdict == "content" else None)
        return found

    every = await asyncio.gather(*(pages(f"good{at}.sample.org") for at in range(_GOOD)))
    for task in bad:
        task.cancel()
    await asyncio.gather(*bad, return_exceptions=True)
    return [seconds for host in every for seconds in host]


def _good_servers(pipe: Connection) -> None:
    """Serve ordinary pages, each after a fifth of a second, until told to end."""

    async def good(_reader: object, writer: asyncio.StreamWriter, _asked: Asked) -> None:
        await asyncio.sleep(_LATENCY_S)
        writer.write(_PAGE)

    _serve(pipe, {f"good{at}.sample.org": good for at in range(_GOOD)})


def _hostile_servers(pipe: Connection) -> None:
    """Serve as badly as can be, until told to end; behind everything else on this machine, for elsewhere it would not be on it."""
    os.nice(19)
    ill = (*HOSTILE, *FLOODS)
    _serve(pipe, {f"bad{at}.sample.org": ill[at % len(ill)][1] for at in range(_HOSTILE)})


def _serve(pipe: Connection, servers: Mapping[str, Serve]) -> None:
    with World().running() as world:
        numbers = {name: world.host(name, serve) for name, serve in servers.items()}
        pipe.send({name: world.ports[number] for name, number in numbers.items()})
        pipe.recv()


async def _all(fetcher: Fetcher, addresses: list[str]) -> list[Fetch]:
    return [await _one(fetcher, address) for address in addresses]


async def _one(fetcher: Fetcher, address: str) -> Fetch:
    fetched = await fetcher.fetch(Wanted(address=address))
    if fetched.body is not None:
        fetched.body.close()
    return fetched.record


def _p99(seconds: list[float | None]) -> float:
    had = sorted(one for one in seconds if one is not None)
    return had[min(len(had) - 1, int(len(had) * 0.99))]


def _peak() -> float:
    """Return the most memory that this process ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
