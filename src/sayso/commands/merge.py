"""`sayso merge`: events are one."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("merge")
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT…")
@deciding
def command(*, events: tuple[str, ...], ledger: Place, by: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Record that events are one, whatever the machine makes of them."""
    decide(ledger, Request(verb="merge", events=events, by=by, reason=reason), seen=seen, as_json=as_json)
