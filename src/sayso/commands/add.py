"""`sayso add`: reports and their claims, into the ledger."""

from pathlib import Path

import click

from sayso.capture.archives import READ
from sayso.commands.inputs import reader, readings
from sayso.commands.options import COMMENTS, LEDGER, PATHS, PUBLISHED, Place, of_archives
from sayso.commands.outputs import EXIT_FINDINGS
from sayso.errors import RedactedError
from sayso.ledger.ledger import Ledger
from sayso.screen.terminal import safe


@click.command("add", epilog=f"What is read: {', '.join(READ)}.")
@PATHS
@PUBLISHED
@COMMENTS
@of_archives
@LEDGER
def command(
    paths: tuple[str, ...], *, published: str | None, comments: bool, members: int, mapping: Path | None, ledger: Place
) -> int:
    """Append reports and their claims to the ledger; adding the same thing twice changes nothing."""
    pipeline = reader(comments=comments, members=members, mapping=mapping)
    code = 0
    with Ledger.open(ledger) as record:
        for reading in readings(pipeline, paths, published=published):
            if reading is None or not reading.report.blocks:
                code = EXIT_FINDINGS
            if reading is None:
                continue
            source = safe(reading.report.capture.source)
            try:
                ((_, appended),) = pipeline.add(record, [reading])
            except RedactedError as redacted:
                click.echo(f"sayso: {source}: {redacted}", err=True)
                code = EXIT_FINDINGS
                continue
            new = sum(entry.kind == "claim" for entry in appended.new)
            click.echo(f"{source}: {new} new claims, {len(reading.claims) - new} known")
    return code
