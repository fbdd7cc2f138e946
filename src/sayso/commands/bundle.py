"""`sayso bundle`: entries with their proofs, for a stranger to check."""

from pathlib import Path

import click

from sayso.addressed import events_named
from sayso.bundling import Sealing, private_bundle
from sayso.commands.inputs import existing, signing_key
from sayso.commands.options import KEY, LEDGER, Place
from sayso.commands.outputs import PROCESSES, refuse_taken, write_bytes, write_folder
from sayso.errors import UsageError
from sayso.ledger.asof import View
from sayso.pipeline import Pipeline
from sayso.publish.bundle import zipped
from sayso.screen.phrases import number_of
from sayso.state import State


@click.command("bundle")
@click.argument("target", metavar="DIR|FILE.zip", type=click.Path(path_type=Path))
@LEDGER
@click.option(
    "--private", is_flag=True, help="With everything that no redaction withheld, for a court: names stand in it."
)
@click.option(
    "--event",
    "names",
    multiple=True,
    metavar="ID",
    help="Only what stands behind this event, by its id, the beginning of it, or its address; may be given again.",
)
@click.option("--hashes", is_flag=True, help="Of captures only their hashes, not their bytes.")
@KEY
def command(
    *, target: Path, ledger: Place, private: bool, names: tuple[str, ...], hashes: bool, key: Path | None
) -> None:
    """Write a bundle that a stranger can check with sha256sum, openssl and python3: entries, proofs, captures, and VERIFY.txt.

    The ledger is verified and signed first, as `sayso checkpoint` does.
    """
    if not private:
        message = "a bundle of what is public is made of a publication; give --private for everything"
        raise UsageError(message)
    if target.suffix != ".zip":
        refuse_taken(target)  # before anything is signed
    pipeline, signing = Pipeline(), signing_key(key)
    with existing(ledger) as record:
        sealing = Sealing(checkpoint=pipeline.checkpoint(record, signing, processes=PROCESSES), key=signing)
        state = State(View.of(record, known=sealing.checkpoint.size))
        events = events_named(state, state.events(), names) if names else None
        made = private_bundle(state, events, sealing, pipeline.coder, hashes=hashes)
    write_bytes(target, zipped(made)) if target.suffix == ".zip" else write_folder(target, made)
    click.echo(f"{target}: {number_of(len(made), 'file')}; signed by {signing.verifier}")
