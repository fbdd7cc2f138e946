"""`sayso bundle`: entries with their proofs, for a stranger to check."""

from collections.abc import Mapping
from pathlib import Path

import click

from sayso.addressed import events_named
from sayso.bundling import Sealing, private_bundle, public_bundle
from sayso.commands.going_out import issue_of
from sayso.commands.inputs import existing, signing_key
from sayso.commands.options import CONFIG, KEY, LEDGER, Place
from sayso.commands.outputs import PROCESSES, refuse_taken, write_bytes, write_new_folder
from sayso.errors import UsageError
from sayso.ledger.asof import View
from sayso.pipeline import Pipeline
from sayso.publish.bundle import zipped
from sayso.publish.public.policy_file import read_policy
from sayso.publish.public.record import PublicRecord
from sayso.reconcile.rules import ENVELOPE
from sayso.screen.phrases import number_of
from sayso.state import State
from sayso.values.instants import instant


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
@CONFIG
def command(
    *,
    target: Path,
    ledger: Place,
    private: bool,
    names: tuple[str, ...],
    hashes: bool,
    key: Path | None,
    config: Path,
) -> None:
    """Write a bundle that a stranger can check with sha256sum, openssl and python3: entries, proofs, captures, and VERIFY.txt.

    Without --private it is made of the public record, by [publish] of sayso.toml: what may not go out is not in it. The ledger is verified and signed first, as `sayso checkpoint` does.
    """
    if not private and (names or hashes):
        message = "--event and --hashes are of a private bundle: give --private with them"
        raise UsageError(message)
    if target.suffix != ".zip":
        refuse_taken(target)  # before anything is signed
    pipeline, signing = Pipeline(), signing_key(key)
    with existing(ledger) as record:
        sealing = Sealing(checkpoint=pipeline.checkpoint(record, signing, processes=PROCESSES), key=signing)
        state = State(View.of(record, known=sealing.checkpoint.size))
        if private:
            events = events_named(state, state.events(), names) if names else None
            made = private_bundle(state, events, sealing, pipeline.coder, hashes=hashes)
        else:
            made = public_bundle(record, *_public(state, config), sealing)
    write_bytes(target, zipped(made)) if target.suffix == ".zip" else write_new_folder(target, made)
    click.echo(f"{target}: {number_of(len(made), 'file')}; signed by {signing.verifier}")


def _public(state: State, config: Path) -> tuple[PublicRecord, Mapping[str, str]]:
    """Return the public record of a state, and by public id of a claim its id in the ledger; GateError where a stop holds.

    Its moment is that of the last entry, so that the same ledger gives the same bytes.
    """
    now = instant(state.view.head.recorded_at or "")
    issue = issue_of(state, read_policy(config), now=now, rule=ENVELOPE.name)
    return issue.record, issue.claims
