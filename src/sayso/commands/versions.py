"""`sayso versions`: what happened to one page over time, and what changed from version to version."""

import click
import msgspec

from sayso.capture.fetched import spelled
from sayso.commands.inputs import existing
from sayso.commands.options import JSON, LEDGER, Place
from sayso.commands.outputs import print_json
from sayso.errors import UsageError
from sayso.screen.sources import change_lines, step_words
from sayso.screen.terminal import terminal
from sayso.watching.versions import compare, steps


@click.command("versions")
@click.argument("address", metavar="ADDRESS")
@LEDGER
@JSON
def command(address: str, *, ledger: Place, as_json: bool) -> None:
    """Show the versions of a page, or of a file of a watched folder, that were kept: when each was noticed, which words and claims went and came, when it was gone."""
    out, found = terminal(), []
    name = spelled(address) if "//" in address else address  # a path is that of a file in a folder that is watched
    with existing(ledger) as record:
        for step in steps(record.fetches_of(name)):
            change = compare(record, step.before, step.after) if step.before and step.after else None
            found.append({**msgspec.to_builtins(step), "change": msgspec.to_builtins(change)})
            if not as_json:
                out.lines([("bold", step_words(step, change))])
                out.lines(change_lines(change) if change else ())
    if not found:
        message = f"the ledger holds no answer of {name}"
        raise UsageError(message)
    if as_json:
        print_json(found)
