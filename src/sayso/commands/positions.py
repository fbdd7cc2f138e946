"""`sayso positions`: where parties stand over time."""

import click

from sayso.commands.inputs import state
from sayso.commands.options import JSON, LEDGER, Place, at_a_moment
from sayso.commands.outputs import print_json
from sayso.screen.positions import position_lines
from sayso.screen.terminal import terminal


@click.command("positions")
@LEDGER
@at_a_moment
@JSON
def command(*, ledger: Place, as_of: str | None, known: str | None, as_json: bool) -> None:
    """Show where parties stand over time on truces, talks and ground, and who says so."""
    with state(ledger, as_of=as_of, known=known, quiet=as_json) as stood:
        found, claims = stood.positions(), stood.claims
    if as_json:
        print_json(found)
        return
    terminal().lines(position_lines(found, {claim.id: claim.quote for claim in claims}))
