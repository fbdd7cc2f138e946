"""`sayso read`: what one report claims."""

import sys

import click
import msgspec

from sayso.commands.inputs import readings
from sayso.commands.options import COMMENTS, PUBLISHED
from sayso.commands.outputs import EXIT_FINDINGS
from sayso.pipeline import Pipeline
from sayso.screen.claims import reading_lines
from sayso.screen.terminal import terminal
from sayso.settings import Settings


@click.command("read")
@click.argument("path")
@PUBLISHED
@COMMENTS
@click.option("--jsonl", is_flag=True, help="Print one claim record a line (docs/claim-record.md).")
def command(path: str, *, published: str | None, comments: bool, jsonl: bool) -> int:
    """Show what a report claims: who says so, what, to whom, how many, where, when, in which words."""
    out = terminal()
    code = 0
    for reading in readings(Pipeline(Settings(comments=comments)), (path,), published=published):
        if reading is None or not reading.report.blocks:
            code = EXIT_FINDINGS
        if reading is None:
            continue
        if jsonl:
            for claim in reading.claims:
                sys.stdout.buffer.write(msgspec.json.encode(claim) + b"\n")
        else:
            out.lines(reading_lines(reading))
    return code
