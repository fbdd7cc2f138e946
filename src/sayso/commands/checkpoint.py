"""`sayso checkpoint`: a signed state of the ledger, and its time stamp."""

from pathlib import Path

import click
from cryptography.x509 import Certificate, load_pem_x509_certificates

from sayso.commands.inputs import bytes_of, existing, signing_key
from sayso.commands.options import LEDGER, Place
from sayso.commands.outputs import PROCESSES, write_bytes
from sayso.errors import UsageError
from sayso.ledger.checkpoint import stamp_request
from sayso.pipeline import Pipeline


@click.command("checkpoint")
@LEDGER
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="SAYSO_KEY",
    help="The signing key; made there when there is none.  [default: your own, sayso/signing.key]",
)
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Write the checkpoint there, not to the screen."
)
@click.option(
    "--request",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also write a time-stamp request (RFC 3161) for any authority.",
)
@click.option(
    "--stamp",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Record an authority's answer to that request; nothing is signed anew.",
)
@click.option(
    "--roots",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="For --stamp: the authority's root certificates (PEM).",
)
def command(
    *, ledger: Place, key: Path | None, out: Path | None, request: Path | None, stamp: Path | None, roots: Path | None
) -> None:
    """Verify the ledger, sign the root of its tree, and print that for keeping elsewhere: by post, in print, with a partner.

    Whoever holds it can tell later whether anything before it was changed. Nothing is sent anywhere.
    """  # fmt: skip
    pipeline = Pipeline()
    with existing(ledger) as record:
        if stamp is not None:
            made = pipeline.stamp(record, bytes_of(stamp), _certificates(roots))
        else:
            signing = signing_key(key)
            click.echo(f"sayso: signed by {signing.verifier}", err=True)
            made = pipeline.checkpoint(record, signing, processes=PROCESSES)
    if request is not None:
        write_bytes(request, stamp_request(made))
    if out is not None:
        write_bytes(out, made.note.encode())
    else:
        click.echo(made.note, nl=False)


def _certificates(path: Path | None) -> list[Certificate]:
    if path is None:
        return []
    try:
        return load_pem_x509_certificates(bytes_of(path))
    except ValueError as trouble:
        message = f"{path} holds no certificates (PEM)"
        raise UsageError(message) from trouble
