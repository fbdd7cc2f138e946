"""`sayso reject`: claims were not read rightly."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("reject")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@deciding
def command(*, claims: tuple[str, ...], ledger: Place, by: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Record that claims were not read rightly; they stand in no event any more, and stay in the ledger."""
    decide(ledger, Request(verb="reject", claims=claims, by=by, reason=reason), seen=seen, as_json=as_json)
