"""`sayso brief`: a brief of some reports or of a ledger, in Markdown, as a page, or as data."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from sayso import clock
from sayso.commands.inputs import grades_at, reader, readings, state, told_of, wanted, watched
from sayso.commands.options import (
    COMMENTS,
    CONFIG,
    GRADES,
    JSON,
    LEDGER,
    PUBLISHED,
    RULE,
    Place,
    at_a_moment,
    of_archives,
    selecting,
)
from sayso.commands.outputs import EXIT_FINDINGS, print_json, write_file
from sayso.errors import UsageError
from sayso.pipeline import Pipeline
from sayso.publish.brief import compose
from sayso.publish.markdown import markdown
from sayso.publish.model import Edition
from sayso.publish.page import page as as_page
from sayso.reconcile.selection import Wanted, select
from sayso.records import Claim, Finding, Incident, Report
from sayso.register.grades import Grades
from sayso.sources import SourceHealth
from sayso.state import State


class _Material(NamedTuple):
    """What a brief is made of."""

    reports: Sequence[Report]
    claims: Sequence[Claim]
    events: Sequence[Incident]
    findings: Sequence[Finding]
    unread: bool = False
    """Whether one of several inputs could not be read, or holds no text."""
    state: str = ""
    """Which past state it is, in words."""
    watched: tuple[SourceHealth, ...] = ()
    """How the sources stand that are followed."""
    decisions: int = 0
    """How many decisions of people stand in it."""


@click.command("brief")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@PUBLISHED
@COMMENTS
@of_archives
@LEDGER
@CONFIG
@RULE
@GRADES
@at_a_moment
@selecting
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Also write the brief as one self-contained page."
)
@JSON
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    published: str | None,
    comments: bool,
    members: int,
    mapping: Path | None,
    ledger: Place,
    config: Path,
    rule: str,
    grades: Path | None,
    as_of: str | None,
    known: str | None,
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
    if paths and (as_of or known):
        message = "--as-of and --known ask a ledger: leave out the PATH"
        raise UsageError(message)
    if not paths and named is click.core.ParameterSource.DEFAULT and isinstance(ledger, Path) and not ledger.exists():
        message = f"give a PATH, or a ledger with --ledger; there is none at {ledger}"
        raise UsageError(message)
    pipeline = reader(comments=comments, members=members, mapping=mapping)
    if paths:
        material = _of_paths(pipeline, paths, published, rule, grades_at(grades))
    else:
        with state(ledger, as_of=as_of, known=known, grades=grades, quiet=True) as stood:
            material = _of_ledger(stood, rule, config)
    if asked != Wanted():
        selection = select(material.events, asked)
        told_of(selection)
        material = _only(material, selection.events)
    composed = compose(
        material.reports,
        material.claims,
        material.events,
        material.findings,
        Edition(state=material.state, decisions=material.decisions, watched=material.watched),
    )
    if page is not None:
        write_file(page, as_page(composed))
    if as_json:
        print_json(composed)
    else:
        click.echo(markdown(composed), nl=False)
    return EXIT_FINDINGS if material.unread else 0


def _of_paths(
    pipeline: Pipeline, paths: tuple[str, ...], published: str | None, rule: str, grades: Grades
) -> _Material:
    """Return what the reports at some paths hold."""
    every = list(readings(pipeline, paths, published=published))
    read = [reading for reading in every if reading is not None]
    claims = [claim for reading in read for claim in reading.claims]
    return _Material(
        reports=[reading.report for reading in read],
        claims=claims,
        events=pipeline.events(claims, rule=rule, grades=grades),
        findings=[finding for reading in read for finding in reading.findings],
        unread=len(read) < len(every) or any(not reading.report.blocks for reading in read),
    )


def _of_ledger(stood: State, rule: str, config: Path) -> _Material:
    """Return what a ledger holds as of one moment, so that each claim has its report, whoever adds to it meanwhile."""
    head = stood.view.head
    past = datetime.fromisoformat(head.recorded_at) if stood.view.past and head.recorded_at else None
    return _Material(
        reports=tuple(stood.reports()),
        claims=stood.claims,
        events=stood.events(rule),
        findings=tuple(stood.findings()),
        state=stood.view.sentence,
        decisions=len(stood.standing.decisions),
        watched=watched(stood.view.ledger, config, past or clock.instant(), until=head.seq),
    )


def _only(material: _Material, events: Sequence[Incident]) -> _Material:
    """Return of some material some events, their claims, and the reports in which these stand."""
    kept = {claim.id for event in events for claim in event.claims}
    claims = [claim for claim in material.claims if claim.id in kept]
    held = {claim.report for claim in claims}
    return material._replace(
        events=events, claims=claims, reports=[report for report in material.reports if report.id in held]
    )
