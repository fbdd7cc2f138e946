"""`sayso edit`: a field of a claim stands otherwise."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("edit")
@click.argument("claim")
@click.argument("field")
@click.argument("value")
@deciding
def command(
    *, claim: str, field: str, value: str, ledger: Place, by: str, reason: str, seen: int | None, as_json: bool
) -> None:
    """Record that a field of a claim stands otherwise: status, event, figures, places, time, actors, speakers, said.

    VALUE is a word (`denied`) or JSON of the field as in docs/claim-record.md; spans may be left out. The words stay as they are.
    """
    decide(
        ledger,
        Request(verb="edit", claims=(claim,), field=field, value=value, by=by, reason=reason),
        seen=seen,
        as_json=as_json,
    )
