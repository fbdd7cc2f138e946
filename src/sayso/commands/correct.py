"""`sayso correct`: a field of a claim stands otherwise, and readers are told."""

import click

from sayso.commands.deciding import NOTE, decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("correct")
@click.argument("claim")
@click.argument("field")
@click.argument("value")
@NOTE
@deciding
def command(
    *,
    claim: str,
    field: str,
    value: str,
    note: str,
    ledger: Place,
    by: str,
    reason: str,
    seen: int | None,
    as_json: bool,
) -> None:
    """Record that a field of a claim stands otherwise, as `sayso edit` does, and tell readers: NOTE, and what it was and is now.

    --note goes out as it stands; --reason stays within the desk. The words of the source stay as they are.
    """
    request = Request(verb="correct", claims=(claim,), field=field, value=value, public_note=note, by=by, reason=reason)
    decide(ledger, request, seen=seen, as_json=as_json)
