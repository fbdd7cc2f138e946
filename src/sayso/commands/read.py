"""`sayso read`: what one report claims."""

import sys
from pathlib import Path

import click
import msgspec

from sayso.commands.inputs import reader, readings
from sayso.commands.options import COMMENTS, PUBLISHED, of_archives
from sayso.commands.outputs import EXIT_FINDINGS
from sayso.screen.claims import reading_lines
from sayso.screen.terminal import terminal


@click.command("read")
@click.argument("path")
@PUBLISHED
@COMMENTS
@of_archives
@click.option("--jsonl", is_flag=True, help="Print one claim record a line (docs/claim-record.md).")
def command(
    path: str, *, published: str | None, comments: bool, members: int, mapping: Path | None, jsonl: bool
) -> int:
    """Show what a report claims: who says so, what, to whom, how many, where, when, in which words."""
    out = terminal()
    code = 0
    for reading in readings(reader(comments=comments, members=members, mapping=mapping), (path,), published=published):
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
