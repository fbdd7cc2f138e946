"""`sayso doctor`: whether Sayso has what it needs."""

import click

from sayso.checkup import checkup
from sayso.commands.options import LEDGER, Place


@click.command("doctor")
@LEDGER
def command(*, ledger: Place) -> int:
    """Check that Sayso has what it needs, and say what it would use."""
    healthy = True
    for check in checkup(ledger):
        click.echo(f"{'ok ' if check.good else 'BAD'}  {check.name}: {check.detail}")
        healthy = healthy and check.good
    return 0 if healthy else 1
