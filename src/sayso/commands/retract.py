"""`sayso retract`: claims are withdrawn in public, and readers are told why."""

import click

from sayso.commands.deciding import NOTE, decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("retract")
@click.argument("names", nargs=-1, required=True, metavar="ID…")
@NOTE
@deciding
def command(
    *, names: tuple[str, ...], note: str, ledger: Place, by: str, reason: str, seen: int | None, as_json: bool
) -> None:
    """Withdraw claims in public, by their ids or all that stand in an event; an address that it was published under will do.

    --note is what readers are told at the address of the event; --reason stays within the desk. For the desk the claims stand as before:
    `sayso reject` says that they were read wrongly.
    """
    request = Request(verb="retract", names=names, public_note=note, by=by, reason=reason)
    decide(ledger, request, seen=seen, as_json=as_json)
