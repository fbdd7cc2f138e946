"""A desk that follows sources in a world of its own: sites whose pages can be edited, an invented clock, a ledger."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from bench.web.world import Asked, World, page
from sayso.capture.manners import Manners
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.sources import Source
from sayso.watching.follow import Follower, Noticed

SITE = "news.sample.org"
POLITE = Manners(pause_s=0.0, tries=1)


def address(path: str) -> str:
    """Return the address of a page of the site."""
    return f"http://{SITE}{path}"


def article(*paragraphs: str) -> str:
    """Return a page with an article."""
    return (
        f"<html><body><article><h1>Day</h1>{''.join(f'<p>{words}</p>' for words in paragraphs)}</article></body></html>"
    )


def rss(*items: tuple[str, str, str]) -> str:
    """Return a feed of pages: the path of each, its title, and its day and hour in May 2031 (`13T09`)."""
    told = "".join(
        f"<item><title>{title}</title><link>{path}</link><guid>{path}</guid>"
        f"<pubDate>{time[:2]} May 2031 {time[3:]}:00:00 +0000</pubDate></item>"
        for path, title, time in items
    )
    return f"<rss version='2.0'><channel><title>Sample</title>{told}</channel></rss>"


class Desk:
    """Follows sources on one site: `desk.site["/a"] = article("…")`, then `desk.round()`; `desk.later(3600)` lets time pass.

    A page of the site may be text, a whole answer in bytes, or missing. Answers have an ETag of their bytes and honour it.
    """

    def __init__(self, world: World, place: Path | str, sources: Sequence[Source]) -> None:
        self.world = world
        self.site: dict[str, str | bytes] = {}
        self.sources = list(sources)
        self.ledger = Ledger.open(place)
        self.pipeline = Pipeline()
        if SITE not in world.names:
            world.host(SITE, self._serve)
        self.follower = self._follower()

    def _follower(self) -> Follower:
        return Follower(self.pipeline, self.ledger, self.sources, self.world.fetcher(POLITE), self.world.now)

    async def _serve(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked) -> None:
        told = self.site.get(asked.target)
        if told is None:
            writer.write(page("", status="404 Not Found"))
        elif isinstance(told, bytes):
            writer.write(told)
        else:
            tag = f'"{hashlib.sha256(told.encode()).hexdigest()[:12]}"'
            if asked.headers.get("if-none-match") == tag:
                writer.write(page("", f"ETag: {tag}", status="304 Not Modified"))
            else:
                kind = "text/html; charset=utf-8" if told.startswith("<html") else "application/xml"
                writer.write(page(told, f"ETag: {tag}", kind=kind))

    def later(self, seconds: float) -> None:
        """Let invented time pass."""
        self.world.time += seconds

    def round(self) -> list[Noticed]:
        """Do all that is due."""
        found = list(self.follower.round())
        while self.follower.wait_s() == 0 and not self.follower.stopped:
            found += self.follower.round()
        return found

    def again(self) -> None:
        """Begin again from the ledger alone, as after being killed."""
        self.follower.close()
        self.follower = self._follower()

    def asked(self) -> list[str]:
        """Return which pages were asked for since this was last called."""
        found = [target for name, target in self.world.asked if name == SITE and target != "/robots.txt"]
        self.world.asked.clear()
        return found

    def close(self) -> None:
        """Give up the ledger and the loop."""
        self.follower.close()
        self.ledger.close()
