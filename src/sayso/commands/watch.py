"""`sayso watch`: follows the sources of `sayso.toml` into the ledger, until it is told to stop."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

import click
import msgspec

from sayso import clock
from sayso.capture.fetch import Fetcher
from sayso.capture.manners import Manners, own_agent
from sayso.commands.options import CONFIG, JSON, LEDGER, Place
from sayso.commands.outputs import EXIT_INTERRUPTED, EXIT_SOURCES
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.screen.sources import noticed_lines, noticed_record
from sayso.watching.config import read_sources
from sayso.watching.follow import Follower, Noticed

_KEPT = frozenset({"content", "unchanged", "shell"})


@click.command("watch")
@CONFIG
@LEDGER
@click.option("--once", is_flag=True, help="Ask for what is due now, and end.")
@click.option("--agent", metavar="TEXT", envvar="SAYSO_AGENT", help="What to call yourself; name an address there.")
@click.option("--by", metavar="NAME", default="sayso", help="Your pseudonym, for the record of who fetched.")
@JSON
def command(*, config: Path, ledger: Place, once: bool, agent: str | None, by: str, as_json: bool) -> int:
    """Follow the sources of a file: ask for each when it is due, keep what is new, notice what changed.

    Ctrl-C or SIGTERM once ends cleanly: what has come is kept. It may be ended in any way at any moment; begun again, it goes on
    from what the ledger holds. With --json, an object a line.
    """
    sources = read_sources(config)
    fetcher = Fetcher(Manners(collector=by, agent=agent or own_agent()))
    bad = False
    with (
        Ledger.open(ledger) as record,
        closing(Follower(Pipeline(), record, sources, fetcher, clock.instant)) as follower,
    ):
        woken = threading.Event()
        with _stopping(follower, woken):
            while not follower.stopped:
                for noticed in follower.round():
                    bad = _tell(noticed, as_json=as_json) or bad
                if once and not follower.pending:
                    break
                woken.wait(follower.wait_s())
    if once and follower.stopped:
        return EXIT_INTERRUPTED
    return EXIT_SOURCES if once and bad else 0


def _tell(noticed: Noticed, *, as_json: bool) -> bool:
    """Say what came of an answer or a file; return whether it gave nothing."""
    bad = noticed.refusal is not None or (noticed.taken is not None and noticed.taken.fetch.verdict not in _KEPT)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(noticed_record(noticed)) + b"\n")
        sys.stdout.flush()
    else:
        for line in noticed_lines(noticed):
            click.echo(line, err=bad)
    return bad


@contextmanager
def _stopping(follower: Follower, woken: threading.Event) -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM end the following cleanly, the second at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        restore()
        follower.stop()
        woken.set()

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        restore()
