"""`sayso add`: reports and their claims, into the ledger."""

from pathlib import Path

import click

from sayso.commands.inputs import readings
from sayso.commands.options import COMMENTS, LEDGER, PATHS, PUBLISHED
from sayso.commands.outputs import EXIT_FINDINGS
from sayso.ledger.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.settings import Settings


@click.command("add")
@PATHS
@PUBLISHED
@COMMENTS
@LEDGER
def command(paths: tuple[str, ...], *, published: str | None, comments: bool, ledger: Path) -> int:
    """Append reports and their claims to the ledger; adding the same thing twice changes nothing."""
    pipeline = Pipeline(Settings(comments=comments))
    code = 0
    with Ledger.open(ledger) as record:
        for reading in readings(pipeline, paths, published=published):
            if reading is None or not reading.report.blocks:
                code = EXIT_FINDINGS
            if reading is None:
                continue
            for _, appended in pipeline.add(record, [reading]):
                new = sum(entry.kind == "claim" for entry in appended.new)
                click.echo(f"{reading.report.capture.source}: {new} new claims, {len(reading.claims) - new} known")
    return code
