"""`sayso embargo`: claims are held back until an instant."""

import click

from sayso.commands.deciding import decide, deciding
from sayso.commands.options import Place
from sayso.verdicts import Request


@click.command("embargo")
@click.argument("names", nargs=-1, required=True, metavar="ID…")
@click.option(
    "--until",
    required=True,
    metavar="T",
    help="Until when nothing of them goes out: an instant, or a day (its end, UTC).",
)
@deciding
def command(
    *, names: tuple[str, ...], until: str, ledger: Place, by: str, reason: str, seen: int | None, as_json: bool
) -> None:
    """Hold claims back until an instant, by their ids or all that stand in an event. `sayso undo` lifts it before.

    Claims that come to the event later are not under it.
    """
    request = Request(verb="embargo", names=names, until=until, by=by, reason=reason)
    decide(ledger, request, seen=seen, as_json=as_json)
