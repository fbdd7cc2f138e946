"""`sayso why`: the reasons for which a claim stands in an event, or does not."""

import click

from sayso.commands.inputs import existing
from sayso.commands.options import JSON, LEDGER, Place
from sayso.commands.outputs import print_json
from sayso.pipeline import Pipeline
from sayso.screen.reasons import explanation_lines
from sayso.screen.terminal import terminal


@click.command("why")
@click.argument("claim")
@click.argument("event")
@LEDGER
@JSON
def command(claim: str, event: str, *, ledger: Place, as_json: bool) -> None:
    """Say why a claim stands in an event, or why it does not: every reason with its points."""
    with existing(ledger) as record:
        found = Pipeline().why(record.claims(), claim, event)
    if as_json:
        print_json(found)
        return
    terminal().lines(explanation_lines(found))
