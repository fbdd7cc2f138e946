"""`sayso events`: what the ledger's claims report together."""

from pathlib import Path
from typing import Any

import click

from sayso.addressed import events_named
from sayso.commands.inputs import state, told_of, wanted
from sayso.commands.options import GRADES, JSON, LEDGER, RULE, Place, at_a_moment, selecting
from sayso.commands.outputs import print_json
from sayso.ledger.asof import View
from sayso.pipeline import Pipeline
from sayso.publish.event_record import event_records
from sayso.reconcile.selection import select
from sayso.screen.events import incident_lines
from sayso.screen.terminal import terminal
from sayso.state import State


@click.command("events")
@LEDGER
@RULE
@GRADES
@at_a_moment
@selecting
@click.option(
    "--event",
    "names",
    multiple=True,
    metavar="ID",
    help="Only this event, by its id, the beginning of it, or an address it was published under; may be given again.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many events, the first told first.")
@JSON
def command(
    *,
    ledger: Place,
    rule: str,
    grades: Path | None,
    as_of: str | None,
    known: str | None,
    names: tuple[str, ...],
    limit: int | None,
    as_json: bool,
    **picked: Any,  # noqa: ANN401 - see `wanted`
) -> None:
    """Show the events that the ledger's claims report together, computed anew.

    Without a filter every claim stands in exactly one of them. `sayso show EVENT` shows one with its accounts side by side.
    """
    asked = wanted(**picked)
    pipeline = Pipeline()
    with state(ledger, as_of=as_of, known=known, grades=grades, quiet=as_json) as stood:
        computed = stood.events(rule)
        selection = select(events_named(stood, computed, names) if names else computed, asked)
        record = stood.view.ledger
        sources = record.sources() if as_json else {}
        newest = State(View.of(record)).superseded if as_json else {}
    told_of(selection)
    shown = selection.events[:limit]
    if len(shown) < len(selection.events):
        click.echo(f"sayso: {len(selection.events) - len(shown)} more events not shown", err=True)
    if as_json:
        print_json(list(event_records(shown, sources, pipeline.coder, newest)))
    elif shown:
        terminal().lines(incident_lines(shown))
    else:
        click.echo("sayso: no events", err=True)
