"""`sayso events`: what the ledger's claims report together."""

from pathlib import Path

import click

from sayso.commands.inputs import existing, grades_at
from sayso.commands.options import GRADES, JSON, LEDGER, RULE
from sayso.commands.outputs import print_json
from sayso.pipeline import Pipeline
from sayso.screen.events import incident_lines
from sayso.screen.terminal import terminal


@click.command("events")
@LEDGER
@RULE
@GRADES
@JSON
def command(*, ledger: Path, rule: str, grades: Path | None, as_json: bool) -> None:
    """Show the events that the ledger's claims report together, computed anew."""
    with existing(ledger) as record:
        found = Pipeline().events(record.claims(), rule=rule, grades=grades_at(grades))
    if as_json:
        print_json(found)
        return
    terminal().lines(incident_lines(found))
