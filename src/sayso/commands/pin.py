"""`sayso pin`: an event stays together."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("pin")
@click.argument("event")
@deciding
def command(*, event: str, ledger: Place, by: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Record that the claims of an event stay together, whatever the machine thinks later."""
    decide(ledger, Request(verb="pin", events=(event,), by=by, reason=reason), seen=seen, as_json=as_json)
