"""`sayso archive`: the captures and fetches of a ledger as a web archive."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import msgspec

from sayso.commands.inputs import existing
from sayso.commands.options import LEDGER, Place
from sayso.commands.outputs import writing
from sayso.errors import UsageError
from sayso.fetches import Fetch
from sayso.ledger.ledger import Ledger
from sayso.publish.web_archive import Kept, Made, Written, write_wacz, write_warc
from sayso.records import Capture
from sayso.screen.phrases import number_of

_ENDINGS = (".warc", ".warc.gz", ".wacz")


@click.command("archive")
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@LEDGER
def command(destination: Path, *, ledger: Place) -> None:
    """Write the ledger's captures and fetches as a web archive, for other programs to read.

    The name says which: DEST.warc, DEST.warc.gz or DEST.wacz. The same ledger gives the same bytes. Claims are not in it, and what was
    redacted is not.
    """
    if not destination.name.lower().endswith(_ENDINGS):
        message = f"{destination} is to end in {', '.join(_ENDINGS)}: that says what to write"
        raise UsageError(message)
    with existing(ledger) as record:
        head = record.head()
        made = Made(seq=head.seq, at=head.recorded_at or "", software=f"sayso {version('sayso')}")
        if not head.recorded_at:
            message = "the ledger is empty"
            raise UsageError(message)
        written = _write(record, destination, made)
    click.echo(
        f"{destination}: {number_of(len(written), 'capture')} of a ledger of {number_of(head.seq, 'entry', 'entries')}"
    )


def _write(ledger: Ledger, destination: Path, made: Made) -> list[Written]:
    """Write the archive whole or not at all."""
    fetches: defaultdict[str | None, list[Fetch]] = defaultdict(list)
    for fetch in ledger.fetches(until=made.seq):
        fetches[fetch.capture].append(fetch)
    kept = _kept(ledger, fetches, made.seq)
    with writing(destination) as sink:
        if not destination.name.lower().endswith(".wacz"):
            return write_warc(sink, kept, fetches[None], made, packed=destination.name.lower().endswith(".gz"))
        with tempfile.TemporaryFile(dir=destination.parent) as warc:
            written = write_warc(warc, kept, fetches[None], made)
            warc.seek(0)
            write_wacz(sink, warc, written, made)
        return written


def _kept(ledger: Ledger, fetches: dict[str | None, list[Fetch]], until: int) -> Iterator[Kept]:
    for entry in ledger.entries("capture", until=until):
        capture = msgspec.json.decode(entry.body, type=Capture)
        yield Kept(capture=capture, data=ledger.capture(capture.id), fetches=tuple(fetches.get(capture.id, ())))
