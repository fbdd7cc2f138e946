"""`sayso backup`: a verified copy of the ledger in one file."""

from pathlib import Path

import click

from sayso.commands.options import LEDGER, Place
from sayso.commands.outputs import PROCESSES, verified_line
from sayso.ledger.care import copy_ledger


@click.command("backup")
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@LEDGER
def command(destination: Path, *, ledger: Place) -> None:
    """Write the ledger as it stands now into a new file, and verify what was written.

    Others may go on appending meanwhile. A file that is there is never written over.
    """
    click.echo(verified_line(copy_ledger(ledger, destination, PROCESSES), str(destination)))
