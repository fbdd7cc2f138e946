"""`sayso diff`: what changed between two moments, in words."""

from pathlib import Path

import click

from sayso.commands.inputs import existing, grades_at
from sayso.commands.options import GRADES, JSON, LEDGER, RULE, Place
from sayso.commands.outputs import print_json
from sayso.history import Between, compared
from sayso.screen.changes import difference_lines
from sayso.screen.terminal import terminal


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--clock",
    type=click.Choice(["said", "known"]),
    help="said: what had been said by A and by B. known: what the ledger held then. Entries by number are always known.",
)
@LEDGER
@RULE
@GRADES
@JSON
def command(
    *, before: str, after: str, clock: str | None, ledger: Place, rule: str, grades: Path | None, as_json: bool
) -> None:
    """Say what changed between two moments: events, figures with who changed them, disputes, positions, decisions.

    A and B are instants, days (their end, UTC) or numbers of entries. Private people are roles in it.
    """
    with existing(ledger) as record:
        found = compared(record, Between(before, after, clock), rule=rule, grades=grades_at(grades))
    if as_json:
        print_json(found)
    else:
        terminal().lines(difference_lines(found))
