"""`sayso brief`: a brief of some reports, in Markdown and as a page."""

from pathlib import Path

import click

from sayso.commands.inputs import readings
from sayso.commands.options import COMMENTS, PATHS, PUBLISHED
from sayso.commands.outputs import EXIT_FINDINGS, write_file
from sayso.pipeline import Pipeline
from sayso.publish.brief import compose
from sayso.publish.markdown import markdown
from sayso.publish.page import page as as_page
from sayso.settings import Settings


@click.command("brief")
@PATHS
@PUBLISHED
@COMMENTS
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Also write the brief as one self-contained page."
)
def command(paths: tuple[str, ...], *, published: str | None, comments: bool, page: Path | None) -> int:
    """Write a brief of some reports in Markdown: developments, disputes, figures as ranges, positions, gaps."""
    pipeline = Pipeline(Settings(comments=comments))
    every = list(readings(pipeline, paths, published=published))
    read = [reading for reading in every if reading is not None]
    claims = [claim for reading in read for claim in reading.claims]
    findings = [finding for reading in read for finding in reading.findings]
    composed = compose([reading.report for reading in read], claims, pipeline.events(claims), findings)
    if page is not None:
        write_file(page, as_page(composed))
    click.echo(markdown(composed), nl=False)
    unread = len(read) < len(every) or any(not reading.report.blocks for reading in read)
    return EXIT_FINDINGS if unread else 0
