"""`sayso fetch` as a person calls it: what is kept, what is said, how it ends; every source is on loopback."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator

import pytest

from bench.web.world import Asked, World, page
from sayso.capture.manners import Manners
from sayso.ledger.ledger import Ledger
from tests.cli.called import TEXT, Run

HTML = "<html><body><article><h1>Day</h1><p>" + "</p><p>".join(TEXT.split("\n\n")) + "</p></article></body></html>"
GOOD = "http://news.sample.org/day"


@pytest.fixture(name="world")
def world_() -> Iterator[World]:
    with World().running() as made:
        yield made


@pytest.fixture
def web(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which the command fetches."""

    def fetcher(manners: Manners) -> object:
        return world.fetcher(manners)

    monkeypatch.setattr("sayso.commands.fetch.Fetcher", fetcher)
    world.host("news.sample.org", page(HTML, 'ETag: "v1"'))
    return world


def test_a_page_is_kept_with_its_claims_and_the_record_of_its_fetch(run: Run, web: World) -> None:
    ended = run("fetch", GOOD, "--published", "2031-05-14")
    assert (ended.code, ended.out) == (0, f"{GOOD}: content, 2 new claims, 0 known\n")
    with Ledger.open("sayso.ledger") as ledger:
        kinds = [entry.kind for entry in ledger.entries()]
        (fetch,) = ledger.fetches_of(GOOD)
        assert kinds[:3] == ["fetch", "capture", "report"]
        assert ledger.capture(fetch.capture or "") == HTML.encode()
        assert ledger.get(fetch.id) == fetch
    assert run("verify").code == 0
    assert run("show", fetch.id).out.startswith(f"fetch of {GOOD}")
    assert [asked for asked in web.asked if asked[1] == "/robots.txt"]


def test_the_same_page_again_is_a_new_fetch_and_no_new_capture(run: Run, web: World) -> None:
    """The second time the server sends the same bytes, the third time it says that nothing is new."""
    run("fetch", GOOD, "--published", "2031-05-14")
    second = run("fetch", GOOD, "--published", "2031-05-14")

    async def same(_reader: object, writer: asyncio.StreamWriter, asked: Asked) -> None:
        assert asked.target == "/robots.txt" or asked.headers["if-none-match"] == '"v1"'
        writer.write(page("", status="304 Not Modified"))

    web.host("news.sample.org", same)
    third = run("fetch", GOOD, "--published", "2031-05-14", "--no-robots")
    assert (second.code, second.out) == (0, f"{GOOD}: unchanged (200: the same bytes)\n")
    assert (third.code, third.out) == (0, f"{GOOD}: unchanged (304)\n")
    with Ledger.open("sayso.ledger") as ledger:
        kinds = [entry.kind for entry in ledger.entries()]
        captures = {fetch.capture for fetch in ledger.fetches()}
    assert (kinds.count("fetch"), kinds.count("capture"), kinds.count("claim"), len(captures)) == (3, 1, 2, 1)


def test_an_edited_page_is_another_capture_of_the_same_address(run: Run, web: World) -> None:
    run("fetch", GOOD)
    web.host("news.sample.org", page(HTML.replace("three", "four")))
    run("fetch", GOOD)
    with Ledger.open("sayso.ledger") as ledger:
        assert len({fetch.capture for fetch in ledger.fetches_of(GOOD)}) == 2


def test_sources_that_give_nothing_are_on_record_and_in_the_exit_code(run: Run, web: World) -> None:
    web.host("gone.sample.org", page("", status="410 Gone"))
    web.host("picture.sample.org", page(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, kind="image/png"))
    web.host("empty.sample.org", page("<html><body><nav>menu</nav></body></html>"))
    bad = ["http://gone.sample.org/", "http://10.0.0.7/", "http://nowhere.sample.org/", "http://picture.sample.org/"]
    ended = run("fetch", GOOD, *bad, "http://empty.sample.org/", "--no-robots")
    assert ended.code == 4
    assert "http://gone.sample.org/: gone (410)" in ended.err
    assert "http://10.0.0.7/: refused (denied: it leads to 10.0.0.7: a private network)" in ended.err
    assert "http://nowhere.sample.org/: unreachable (no-such-host: its name is not known)" in ended.err
    assert "picture.sample.org/: refused (unread:" in ended.err
    assert "http://empty.sample.org/: shell" in ended.out
    with Ledger.open("sayso.ledger") as ledger:
        assert sorted(fetch.verdict for fetch in ledger.fetches()) == [
            "content", "gone", "refused", "refused", "shell", "unreachable",
        ]  # fmt: skip
    assert run("fetch", *bad, "--no-robots").code == 1
    assert run("fetch", "http://empty.sample.org/", "--no-robots").code == 0
    assert web.trapped == 0


def test_json_is_the_record_of_each_fetch(run: Run, web: World) -> None:
    del web
    (found,) = json.loads(run("fetch", GOOD, "--json", "--by", "r1", "--label", "tlp:green", "--agent", "desk/1").out)
    assert found["fetch"]["verdict"] == "content"
    assert (found["fetch"]["collector"], found["fetch"]["label"]) == ("r1", "tlp:green")
    assert ["User-Agent", "desk/1"] in found["fetch"]["hops"][0]["sent"]
    assert len(found["claims"]) == len(found["new_claims"]) == 2


def test_interrupting_keeps_what_has_come(run: Run, web: World) -> None:
    """The signal comes while one source is answered and another hangs."""

    async def interrupt(_reader: object, _writer: asyncio.StreamWriter, asked: Asked) -> None:
        del asked
        for _ in range(500):
            if any(target == "/day" for _, target in web.asked):
                break
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)

    web.host("hanging.sample.org", interrupt)
    ended = run("fetch", "http://hanging.sample.org/", GOOD, "--no-robots")
    assert (ended.code, ended.out) == (130, f"{GOOD}: content, 2 new claims, 0 known\n")
    assert ended.err.endswith("sayso: interrupted; 1 of 2 were fetched and are kept\n")
    with Ledger.open("sayso.ledger") as ledger:
        assert [fetch.verdict for fetch in ledger.fetches()] == ["content"]


def test_what_was_redacted_does_not_come_back_by_fetching_it_again(run: Run, web: World) -> None:
    del web
    run("fetch", GOOD)
    with Ledger.open("sayso.ledger") as ledger:
        (report,) = ledger.reports()
    run("redact", "--report", report.id, "--authority", "the desk", "--reason", "asked to", "--by", "r1")
    with Ledger.open("sayso.ledger") as ledger:
        entries = len(list(ledger.entries()))
    run("fetch", GOOD)
    with Ledger.open("sayso.ledger") as ledger:
        assert len(list(ledger.entries())) == entries + 1
        assert ledger.capture(report.id) is None
