"""`sayso watch`, `sources`, `versions` as a person calls them; every source is on loopback."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.web.desk import address, article, rss
from bench.web.world import Asked, World, page
from sayso.capture.manners import Manners
from sayso.ledger.ledger import Ledger
from tests.cli.called import Run

THREE = "SAMPLE. Shells hit the town of Marivan on Monday, killing at least three people, the Harbour Watch group said."
TWO_SOURCES = f"""
[[source]]
name = "Feed"
address = "{address("/feed")}"
kind = "feed"

[[source]]
name = "Page"
address = "{address("/page")}"
kind = "page"
interval = "1h"
"""


class Site(dict[str, bytes]):
    """The pages of a site."""

    async def serve(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(self.get(asked.target, page("", status="404 Not Found")))


@pytest.fixture(name="world")
def world_(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world in which the commands fetch, as late as it is."""
    with World().running() as world:
        monkeypatch.setattr(world, "now", lambda: datetime.now(UTC))

        def fetcher(manners: Manners) -> object:
            return world.fetcher(manners)

        monkeypatch.setattr("sayso.commands.watch.Fetcher", fetcher)
        yield world


@pytest.fixture(name="site")
def site_(world: World, tmp_path: Path) -> Site:
    """A site with a feed of one page, and a page."""
    (tmp_path / "sayso.toml").write_text(TWO_SOURCES, encoding="utf-8")
    site = Site()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
        await site.serve(reader, writer, asked)  # looked up each time, for a test may replace it

    world.host("news.sample.org", serve)
    site["/feed"] = page(rss(("/a", "A", "13T09")), kind="application/rss+xml")
    site["/a"] = page(article("SAMPLE. The market was open."))
    site["/page"] = page(article("SAMPLE. The market was closed."))
    return site


def test_watching_once_asks_for_all_that_is_due(run: Run, site: Site) -> None:
    del site
    ended = run("watch", "--once")
    assert ended.code == 0
    assert sorted(line.partition(",")[0] for line in ended.out.splitlines()) == [
        f"{address('/a')}: content", f"{address('/feed')}: content (200)", f"{address('/page')}: content",
    ]  # fmt: skip
    again = run("watch", "--once")
    assert (again.code, again.out) == (0, "")
    assert run("verify").code == 0


def test_a_change_is_told_and_can_be_looked_at(run: Run, site: Site) -> None:
    """The page is asked for again as if its hour were over; the claim of the old version says that it is one."""
    site["/page"] = page(article(THREE))
    run("watch", "--once")
    with Ledger.open("sayso.ledger") as ledger:
        (old,) = ledger.claims()
        then = ledger.head().seq
    site["/page"] = page(article(THREE.replace("three", "four")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.watching.due.Known.due_at", lambda _known, source: 0.0 if source.kind == "page" else 1e12)
        ended = run("watch", "--once")
    assert ": 1 words gone, 1 new; 1 claims gone, 1 new" in ended.out
    versions = run("versions", address("/page"))
    assert "    - three\n    + four\n" in versions.out
    told = json.loads(run("versions", address("/page"), "--json").out)
    assert [step["kind"] for step in told] == ["first", "changed"]
    assert told[1]["change"]["claims_gone"] == [old.id]
    assert "of a superseded version of its page" in run("show", old.id).out
    assert "superseded" not in run("show", told[1]["change"]["claims_new"][0]).out
    (event,) = json.loads(run("events", "--json", "--known", str(then)).out)
    assert event["claims"][0]["superseded_by"] == told[1]["after"]
    (event,) = json.loads(run("events", "--json").out)
    assert (event["claims"][0]["superseded_by"], event["claims"][0]["figures"][0]["low"]) == (None, 4)


def test_sources_that_stand_badly_are_in_the_exit_code_and_in_the_brief(run: Run, site: Site) -> None:
    del site["/page"]
    ended = run("watch", "--once")
    assert ended.code == 4
    assert f"{address('/page')}: gone (404)" in ended.err
    stood = run("sources")
    assert stood.code == 4
    assert "Feed: live" in stood.out
    assert "Page: gone" in stood.out
    assert {one["state"] for one in json.loads(run("sources", "--json").out)} == {"live", "gone"}
    brief = run("brief", "--ledger", "sayso.ledger", "--html", "brief.html").out
    assert "## How the sources stand" in brief
    assert "- Page: **gone**" in brief
    assert "Page: gone" in Path("brief.html").read_text(encoding="utf-8")
    Path("sayso.toml").unlink()
    assert "- Page: **gone**" in run("brief", "--ledger", "sayso.ledger").out


def test_a_file_with_faults_is_a_line_for_each(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_text('[[source]]\nname = "A"\nkind = "page"\nevery = 1\n', encoding="utf-8")
    ended = run("watch", "--once")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "sayso: sayso.toml: source 1 (A): every is not known\n"
    assert run("watch", "--config", "none.toml").code == 2


def test_sources_of_nothing_are_said_to_be_none(run: Run) -> None:
    with Ledger.open("sayso.ledger"):
        pass
    ended = run("sources")
    assert (ended.code, ended.out) == (2, "")
    assert "sayso.toml" in ended.err


def test_a_brief_of_a_ledger_that_nothing_was_watched_into_speaks_of_no_sources(
    run: Run, site: Site, report: str
) -> None:
    """Though a file of sources lies in the folder."""
    del site
    run("add", report)
    assert "How the sources stand" not in run("brief", "--ledger", "sayso.ledger").out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_watching_cleanly(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """It comes while a page is asked for; what has come before is kept, and the end is no failure."""

    async def interrupt(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
        if asked.target == "/a":
            os.kill(os.getpid(), number)
            await asyncio.sleep(60)
        await Site.serve(site, reader, writer, asked)

    monkeypatch.setattr(site, "serve", interrupt)
    ended = run("watch")
    assert ended.code == 0
    with Ledger.open("sayso.ledger") as ledger:
        assert address("/a") not in {fetch.address for fetch in ledger.fetches()}
        assert address("/feed") in {fetch.address for fetch in ledger.fetches()}
