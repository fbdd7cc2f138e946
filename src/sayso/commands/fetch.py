"""`sayso fetch`: pages from the web, into the ledger, with a record of how each was had."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from sayso.capture.fetch import Fetcher
from sayso.capture.fetching import Fetching
from sayso.capture.manners import Manners, own_agent
from sayso.commands.inputs import with_progress
from sayso.commands.options import COMMENTS, JSON, LEDGER, PUBLISHED, Place
from sayso.commands.outputs import EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_SOURCES, print_json
from sayso.intake import Taken
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.screen.fetches import taken_line, taken_record
from sayso.settings import Settings

_KEPT = frozenset({"content", "unchanged", "shell"})


@click.command("fetch")
@click.argument("addresses", nargs=-1, required=True, metavar="URL…")
@PUBLISHED
@COMMENTS
@LEDGER
@click.option("--robots/--no-robots", default=True, show_default=True, help="Ask robots.txt first, and obey it.")
@click.option("--agent", metavar="TEXT", envvar="SAYSO_AGENT", help="What to call yourself; name an address there.")
@click.option("--by", metavar="NAME", default="sayso", help="Your pseudonym, for the record of who fetched.")
@click.option("--label", metavar="TEXT", help="Licence or sensitivity, for the record: CC-BY-4.0, tlp:amber.")
@JSON
def command(
    addresses: tuple[str, ...],
    *,
    published: str | None,
    comments: bool,
    ledger: Place,
    robots: bool,
    agent: str | None,
    by: str,
    label: str | None,
    as_json: bool,
) -> int:
    """Fetch pages, keep them exactly, read their claims; say what came of each.

    Every fetch becomes an entry of the ledger, also one that was refused. Ctrl-C once ends cleanly: what has come is kept.
    """
    pipeline = Pipeline(Settings(comments=comments))
    fetcher = Fetcher(Manners(robots=robots, collector=by, agent=agent or own_agent()))
    found: list[Taken] = []
    with Ledger.open(ledger) as record:
        fetching = Fetching(fetcher, pipeline.wanted(record, addresses, label=label))
        with _stopping(fetching):
            taking = (pipeline.take(record, one, published=published) for one in fetching)
            for taken in with_progress(taking, "fetching"):
                found.append(taken)
                _tell(taken, as_json=as_json)
    if as_json:
        print_json([taken_record(taken) for taken in found])
    return _code(found, fetching)


def _tell(taken: Taken, *, as_json: bool) -> None:
    for finding in taken.reading.findings if taken.reading else ():
        click.echo(f"sayso: {finding.source}: {finding.message}", err=True)
    if not as_json:
        click.echo(taken_line(taken), err=taken.fetch.verdict not in _KEPT)


def _code(found: list[Taken], fetching: Fetching) -> int:
    """Return with which code to end: whether anything was had, and whether everything was."""
    if fetching.stopped_early:
        click.echo(f"sayso: interrupted; {len(found)} of {len(fetching)} were fetched and are kept", err=True)
        return EXIT_INTERRUPTED
    kept = [taken for taken in found if taken.fetch.verdict in _KEPT]
    if len(kept) < len(found):
        return EXIT_SOURCES if kept else 1
    return EXIT_FINDINGS if any(taken.fetch.verdict == "shell" for taken in found) else 0


@contextmanager
def _stopping(fetching: Fetching) -> Iterator[None]:
    """Let the first Ctrl-C end the fetching and everything that has come be kept; the second ends at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        signal.signal(signal.SIGINT, before)
        fetching.stop()

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
