"""`sayso brief`: a brief of some reports or of a ledger, in Markdown, as a page, or as data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from sayso.commands.inputs import existing, grades_at, readings, told_of, wanted
from sayso.commands.options import COMMENTS, GRADES, JSON, LEDGER, PUBLISHED, RULE, Place, selecting
from sayso.commands.outputs import EXIT_FINDINGS, print_json, write_file
from sayso.errors import UsageError
from sayso.pipeline import Pipeline
from sayso.publish.brief import compose
from sayso.publish.markdown import markdown
from sayso.publish.page import page as as_page
from sayso.reconcile.selection import Wanted, select
from sayso.records import Claim, Finding, Report
from sayso.settings import Settings


class _Material(NamedTuple):
    """What a brief is made of."""

    reports: Sequence[Report]
    claims: Sequence[Claim]
    findings: Sequence[Finding]
    unread: bool = False
    """Whether one of several inputs could not be read, or holds no text."""


@click.command("brief")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@PUBLISHED
@COMMENTS
@LEDGER
@RULE
@GRADES
@selecting
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Also write the brief as one self-contained page."
)
@JSON
@click.pass_context
def command(  # noqa: PLR0913 - an option each
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    published: str | None,
    comments: bool,
    ledger: Place,
    rule: str,
    grades: Path | None,
    page: Path | None,
    as_json: bool,
    **picked: Any,  # noqa: ANN401 - see `wanted`
) -> int:
    """Write a brief in Markdown: developments, disputes, figures as ranges, positions, gaps.

    It is of the reports at the paths, or without a path of the whole ledger. Private people are roles in it.
    """
    asked = wanted(**picked)
    named = context.get_parameter_source("ledger")
    if paths and named is click.core.ParameterSource.COMMANDLINE:
        message = "a brief is of reports or of a ledger: give a PATH or --ledger"
        raise UsageError(message)
    if not paths and named is click.core.ParameterSource.DEFAULT and isinstance(ledger, Path) and not ledger.exists():
        message = f"give a PATH, or a ledger with --ledger; there is none at {ledger}"
        raise UsageError(message)
    pipeline = Pipeline(Settings(comments=comments))
    material = _of_paths(pipeline, paths, published) if paths else _of_ledger(ledger)
    events = pipeline.events(material.claims, rule=rule, grades=grades_at(grades))
    if asked != Wanted():
        selection = select(events, asked)
        told_of(selection)
        events = selection.events
        material = _only(material, {claim.id for event in events for claim in event.claims})
    composed = compose(material.reports, material.claims, events, material.findings)
    if page is not None:
        write_file(page, as_page(composed))
    if as_json:
        print_json(composed)
    else:
        click.echo(markdown(composed), nl=False)
    return EXIT_FINDINGS if material.unread else 0


def _of_paths(pipeline: Pipeline, paths: tuple[str, ...], published: str | None) -> _Material:
    """Return what the reports at some paths hold."""
    every = list(readings(pipeline, paths, published=published))
    read = [reading for reading in every if reading is not None]
    return _Material(
        reports=[reading.report for reading in read],
        claims=[claim for reading in read for claim in reading.claims],
        findings=[finding for reading in read for finding in reading.findings],
        unread=len(read) < len(every) or any(not reading.report.blocks for reading in read),
    )


def _of_ledger(ledger: Place) -> _Material:
    """Return what a ledger holds; the claims are read first, so that each has its report, whoever adds to it meanwhile."""
    with existing(ledger) as record:
        claims = tuple(record.claims())
        return _Material(tuple(record.reports()), claims, tuple(record.findings()))


def _only(material: _Material, kept: set[str]) -> _Material:
    """Return of some material the claims with some ids, and the reports in which they stand."""
    claims = [claim for claim in material.claims if claim.id in kept]
    held = {claim.report for claim in claims}
    return material._replace(claims=claims, reports=[report for report in material.reports if report.id in held])
