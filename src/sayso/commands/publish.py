"""`sayso publish`: what a ledger knows as a static site for the public, past the gate."""

from collections import Counter
from pathlib import Path

import click

from sayso import clock
from sayso.commands.inputs import state, watched
from sayso.commands.options import CONFIG, GRADES, LEDGER, RULE, Place, at_a_moment
from sayso.errors import GateError, UsageError
from sayso.issuing import Prepared, entry, extras, prepared
from sayso.pipeline import Pipeline
from sayso.publish.public.gate import closed
from sayso.publish.public.policy_file import read_policy
from sayso.publish.site.pages import site
from sayso.publish.site.writing import earlier_at, must_be_draft, write_site
from sayso.reconcile.rules import rule_named
from sayso.screen.phrases import number_of
from sayso.screen.terminal import safe

_MOST = 20
"""How many stops of one kind are told each by itself."""


@click.command("publish")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@LEDGER
@CONFIG
@RULE
@GRADES
@at_a_moment
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path),
    help="Outlines to draw instead of the bundled ones, as TopoJSON or GeoJSON.",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Also claims that nobody looked at yet, marked as such: for the desk, not for readers. It is not recorded.",
)
@click.option(
    "--by",
    envvar="SAYSO_USER",
    default="desk",
    show_default=True,
    metavar="NAME",
    help="The pseudonym of who publishes (or SAYSO_USER); it stays with the desk.",
)
def command(
    folder: Path,
    *,
    ledger: Place,
    config: Path,
    rule: str,
    grades: Path | None,
    as_of: str | None,
    known: str | None,
    boundaries: Path | None,
    draft: bool,
    by: str,
) -> None:
    """Write a site that opens from a folder, prints, and asks nobody for anything: brief, events, sources, corrections, method, data.

    The folder is written whole or not at all. One that an earlier publication wrote is replaced: addresses last, and earlier briefs stay
    as they were, save for words that may no longer be shown. Then the publication is recorded in the ledger.
    """
    rule_named(rule)
    outlines = _read(boundaries)
    earlier = earlier_at(folder)
    if draft:
        must_be_draft(folder)
    with state(ledger, as_of=as_of, known=known, grades=grades, quiet=True) as stood:
        now, policy = clock.instant(), read_policy(config)
        how = watched(stood.view.ledger, config, now, until=stood.view.head.seq)
        issue = prepared(stood, policy.draft if draft else policy, now=now, rule=rule, watched=how)
        _past_the_gate(issue)
        digest = write_site(folder, site(issue.record, extras(issue, outlines, draft=draft), earlier))
        if not draft:
            Pipeline().publish(stood.view.ledger, entry(stood, issue, by=by, digest=digest))
    record = issue.record
    kept = "a draft, not recorded" if draft else "recorded"
    click.echo(
        f"{folder}: {number_of(len(record.events), 'event')}, {number_of(len(record.claims), 'claim')}, "
        f"{number_of(len(record.sources), 'source')}; SHA256SUMS {digest}; {kept}"
    )


def _past_the_gate(issue: Prepared) -> None:
    """Raise GateError where the gate stops an issue, after a line on standard error for each reason, of each kind the first few.

    What a line is about bears the id by which the desk's commands know it.
    """
    left = [stop for stop in issue.stops if stop.overridden is None]
    told: Counter[str] = Counter()
    for stop in left:
        told[stop.code] += 1
        if told[stop.code] <= _MOST:
            about = issue.desk.get(stop.subject, stop.subject)
            click.echo(f"sayso: {stop.code} {about}: {safe(stop.sentence)}", err=True)
    for code, number in told.items():
        if number > _MOST:
            click.echo(f"sayso: {code}: and {number - _MOST:,} more", err=True)
    if closed(issue.stops):
        message = f"{number_of(len(left), 'reason')} to stop; nothing was written"
        raise GateError(message)


def _read(path: Path | None) -> bytes | None:
    try:
        return None if path is None else path.read_bytes()
    except OSError as trouble:
        message = f"{path} cannot be read: {trouble.strerror}"
        raise UsageError(message) from trouble
