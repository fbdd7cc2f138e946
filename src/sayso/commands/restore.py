"""`sayso restore`: a backup, back in its place."""

from pathlib import Path

import click

from sayso.commands.options import LedgerPlace, Place
from sayso.commands.outputs import PROCESSES, verified_line
from sayso.ledger.care import copy_ledger


@click.command("restore")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("destination", metavar="DEST", type=LedgerPlace())
def command(source: Path, destination: Place) -> None:
    """Put the ledger of a backup where there is none; it is verified before it takes the place."""
    click.echo(verified_line(copy_ledger(source, destination, PROCESSES), "the ledger restored"))
