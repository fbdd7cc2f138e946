"""`sayso override`: one stop of the publish gate lets one thing pass, signed."""

from pathlib import Path

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.inputs import signing_key
from sayso.commands.options import KEY, Place
from sayso.verdicts import Request


@click.command("override")
@click.argument("stop")
@click.argument("subject", default="")
@KEY
@deciding
def command(
    *,
    stop: str,
    subject: str,
    key: Path | None,
    ledger: Place,
    by: str,
    reason: str,
    seen: int | None,
    as_json: bool,
) -> None:
    """Let one thing pass one stop of the publish gate: STOP is the code that the gate gave, SUBJECT what it was about, left out for the record as a whole.

    It is signed with a key that the ledger's register names (`sayso checkpoint` puts yours there), and counts only as long as that
    signature fits. `sayso undo` takes it back.
    """
    request = Request(verb="override", stop=stop, subject=subject, by=by, reason=reason)
    decide(ledger, request, seen=seen, as_json=as_json, key=signing_key(key, make=False))
