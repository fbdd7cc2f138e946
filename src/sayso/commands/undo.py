"""`sayso undo`: a decision no longer holds."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("undo")
@click.argument("decision")
@deciding
def command(*, decision: str, ledger: Place, by: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Record that a decision no longer holds; an undoing can be undone like any other."""
    decide(ledger, Request(verb="undo", undoes=decision, by=by, reason=reason), seen=seen, as_json=as_json)
