"""`sayso show`: one claim, report, finding or event."""

from pathlib import Path
from typing import Any

import click

from sayso.commands.inputs import existing, grades_at
from sayso.commands.options import GRADES, JSON, LEDGER, RULE
from sayso.commands.outputs import print_json
from sayso.pipeline import Pipeline
from sayso.records import Incident
from sayso.screen.claims import record_lines
from sayso.screen.events import event_lines
from sayso.screen.terminal import terminal


@click.command("show")
@click.argument("name", metavar="ID")
@LEDGER
@RULE
@GRADES
@JSON
def command(name: str, *, ledger: Path, rule: str, grades: Path | None, as_json: bool) -> None:
    """Show one claim, report, finding or event by its id or the beginning of it."""
    with existing(ledger) as record:
        computed = Pipeline().events(record.claims(), rule=rule, grades=grades_at(grades))
        incidents = [incident for incident in computed if name and incident.id.startswith(name)]
        found: Any = incidents[0] if len(incidents) == 1 else record.get(name)
    if as_json:
        print_json(found)
        return
    terminal().lines(event_lines(found) if isinstance(found, Incident) else record_lines(found))
