"""`sayso grade`: how credible a claim is."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("grade")
@click.argument("claim")
@click.argument("figure", metavar="1-6")
@deciding
def command(*, claim: str, figure: str, ledger: Place, by: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Record how credible a claim is: 1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 unknown."""
    decide(
        ledger, Request(verb="grade", claims=(claim,), value=figure, by=by, reason=reason), seen=seen, as_json=as_json
    )
