"""`sayso why`: the reasons for which a claim stands in an event, or does not."""

import click

from sayso.commands.inputs import state
from sayso.commands.options import JSON, LEDGER, Place, at_a_moment
from sayso.commands.outputs import print_json
from sayso.screen.reasons import explanation_lines
from sayso.screen.terminal import terminal


@click.command("why")
@click.argument("claim")
@click.argument("event")
@LEDGER
@at_a_moment
@JSON
def command(claim: str, event: str, *, ledger: Place, as_of: str | None, known: str | None, as_json: bool) -> None:
    """Say why a claim stands in an event, or why it does not: every reason with its points."""
    with state(ledger, as_of=as_of, known=known, quiet=as_json) as stood:
        found = stood.why(claim, event)
    if as_json:
        print_json(found)
        return
    terminal().lines(explanation_lines(found))
