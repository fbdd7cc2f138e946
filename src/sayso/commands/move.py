"""`sayso move`: a ledger from a file to PostgreSQL, or back."""

import click

from sayso.commands.options import LedgerPlace, Place
from sayso.commands.outputs import PROCESSES, verified_line
from sayso.ledger.care import copy_ledger


@click.command("move")
@click.argument("source", metavar="FROM", type=LedgerPlace())
@click.argument("destination", metavar="TO", type=LedgerPlace())
def command(source: Place, destination: Place) -> None:
    """Copy a ledger entry by entry to where there is none: same proofs, same root, same checkpoints.

    The ledger at FROM stays as it is; remove it when you are sure.
    """
    click.echo(verified_line(copy_ledger(source, destination, PROCESSES), "the ledger moved"))
