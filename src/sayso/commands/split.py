"""`sayso split`: claims are of another event."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("split")
@click.argument("event")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@deciding
def command(
    *, event: str, claims: tuple[str, ...], ledger: Place, by: str, reason: str, seen: int | None, as_json: bool
) -> None:
    """Record that claims are of another event than the rest of those with which they stand."""
    decide(
        ledger, Request(verb="split", events=(event,), claims=claims, by=by, reason=reason), seen=seen, as_json=as_json
    )
