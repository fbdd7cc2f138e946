"""`sayso positions`: where parties stand over time."""

import click

from sayso.commands.inputs import existing
from sayso.commands.options import JSON, LEDGER, Place
from sayso.commands.outputs import print_json
from sayso.pipeline import Pipeline
from sayso.screen.positions import position_lines
from sayso.screen.terminal import terminal


@click.command("positions")
@LEDGER
@JSON
def command(*, ledger: Place, as_json: bool) -> None:
    """Show where parties stand over time on truces, talks and ground, and who says so."""
    with existing(ledger) as record:
        claims = tuple(record.claims())
    found = Pipeline().positions(claims)
    if as_json:
        print_json(found)
        return
    terminal().lines(position_lines(found, {claim.id: claim.quote for claim in claims}))
