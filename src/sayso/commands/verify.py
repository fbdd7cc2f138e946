"""`sayso verify`: whether the ledger holds what was recorded."""

from pathlib import Path

import click

from sayso.commands.inputs import existing, text_of
from sayso.commands.options import JSON, LEDGER, Place
from sayso.commands.outputs import PROCESSES, print_json, verification_lines
from sayso.errors import IntegrityError
from sayso.ledger.notes import VerifierKey, read_note
from sayso.ledger.verify import verify
from sayso.screen.terminal import terminal


@click.command("verify")
@LEDGER
@click.option(
    "--against",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A checkpoint that was kept elsewhere; may be given again.",
)
@click.option(
    "--verifier",
    "keys",
    multiple=True,
    metavar="KEY",
    help="A key whose signatures to check, as `sayso checkpoint` names it; may be given again.",
)
@JSON
def command(*, ledger: Place, files: tuple[Path, ...], keys: tuple[str, ...], as_json: bool) -> int:
    """Check every entry, every checkpoint and every capture; names the first bad entry and ends with 5.

    Without a checkpoint that was kept elsewhere, this finds damage, but not the work of somebody who wrote the whole ledger
    anew.
    """  # fmt: skip
    notes = [read_note(text_of(path)) for path in files]
    with existing(ledger) as record:
        found = verify(
            record.store, notes, keys=[VerifierKey.parse(key) for key in keys], place=record.place, processes=PROCESSES
        )
    print_json(found) if as_json else terminal().lines(verification_lines(found))
    return 0 if found.whole else IntegrityError.exit_code
