"""Many fetches at once: good sources are had while bad ones are waited for, and stopping loses nothing that has come."""

import asyncio
import threading

import pytest

from bench.web.hostile import HOSTILE
from bench.web.world import Asked, World, page
from sayso.capture.fetch import Fetcher
from sayso.capture.fetched import Fetched, Wanted
from sayso.capture.fetching import Fetching
from sayso.capture.manners import Manners

FAST = Manners(robots=False, tries=1, pause_s=0, first_byte_s=4.0, total_s=5.0, wire_bytes=1_000_000)


def close(fetched: Fetched) -> Fetched:
    if fetched.body is not None:
        fetched.body.close()
    return fetched


def wanted(*hosts: str) -> list[Wanted]:
    return [Wanted(address=f"http://{host}/") for host in hosts]


def test_good_sources_are_had_before_hostile_ones_have_ended(world: World) -> None:
    """Twenty servers that are slow, endless, looping or flood beside five good ones; the bench has 200 beside 50 and looks at times."""
    bad = [f"bad{at}.sample.org" for at in range(20)]
    good = [f"good{at}.sample.org" for at in range(5)]
    for at, host in enumerate(bad):
        world.host(host, HOSTILE[at % len(HOSTILE)][1])
    for host in good:
        world.host(host, page("<p>SAMPLE."))
    found = [close(one).record for one in Fetching(world.fetcher(FAST), wanted(*bad, *good))]
    assert len(found) == 25
    assert {one.address for one in found if one.verdict == "content"} == {f"http://{host}/" for host in good}
    slow = [at for at, one in enumerate(found) if one.reason.startswith("slow")]
    last_good = max(at for at, one in enumerate(found) if one.verdict == "content")
    assert slow
    assert last_good < min(slow)


def test_stopping_breaks_off_what_is_under_way_and_hands_over_what_has_come(world: World) -> None:
    hanging = asyncio.Event()

    async def hang(_reader: object, _writer: object, _asked: Asked) -> None:
        await hanging.wait()

    world.host("good.sample.org", page("<p>SAMPLE."))
    world.host("hanging.sample.org", hang)
    fetching = Fetching(world.fetcher(Manners(robots=False)), wanted("hanging.sample.org", "good.sample.org"))
    found = []
    for one in fetching:
        found.append(close(one).record.address)
        fetching.stop()
    assert found == ["http://good.sample.org/"]
    assert fetching.stopped_early
    assert not any(thread.name == "sayso-fetching" for thread in threading.enumerate())


def test_stopping_before_beginning_asks_nobody(world: World) -> None:
    world.host("good.sample.org", page("<p>SAMPLE."))
    fetching = Fetching(world.fetcher(FAST), wanted("good.sample.org"))
    fetching.stop()
    assert list(fetching) == []
    assert world.dialled == []


def test_whoever_takes_slowly_is_not_overrun(world: World) -> None:
    """Beyond the backlog nothing further is begun: what is under way is bounded by what is handed over."""
    hosts = [f"h{at}.sample.org" for at in range(150)]
    world.host("h.sample.org", page("<p>SAMPLE."))
    for host in hosts:
        world.names[host] = world.names["h.sample.org"]
    fetching = Fetching(world.fetcher(Manners(robots=False, pause_s=0, at_once=8)), wanted(*hosts))
    results = iter(fetching)
    close(next(results))
    for _ in range(200):
        if len(world.dialled) >= 64:
            break
        threading.Event().wait(0.05)
    threading.Event().wait(0.2)
    assert len(world.dialled) <= 64 + 8 + 2
    assert len([close(one) for one in results]) == 149


def test_a_fault_of_the_program_is_raised_where_results_are_taken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_self: Fetcher, _wanted: Wanted) -> Fetched:
        message = "sample"
        raise RuntimeError(message)

    monkeypatch.setattr(Fetcher, "fetch", fail)
    with pytest.raises(RuntimeError, match="sample"):
        list(Fetching(world.fetcher(), wanted("good.sample.org")))
