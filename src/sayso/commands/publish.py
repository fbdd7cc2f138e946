"""`sayso publish`: what a ledger knows as a static site for the public, past the gate."""

from pathlib import Path

import click

from sayso import clock
from sayso.commands.going_out import issue_of
from sayso.commands.inputs import state, watched
from sayso.commands.options import CONFIG, GRADES, LEDGER, RULE, Place, at_a_moment
from sayso.errors import UsageError
from sayso.issuing import entry, extras
from sayso.pipeline import Pipeline
from sayso.publish.public.policy_file import read_policy
from sayso.publish.site.pages import site
from sayso.publish.site.writing import earlier_at, must_be_draft, write_site
from sayso.reconcile.rules import rule_named
from sayso.screen.phrases import number_of


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
        issue = issue_of(stood, policy.draft if draft else policy, now=now, rule=rule, watched=how)
        digest = write_site(folder, site(issue.record, extras(issue, outlines, draft=draft), earlier))
        if not draft:
            Pipeline().publish(stood.view.ledger, entry(stood, issue, by=by, digest=digest))
    record = issue.record
    kept = "a draft, not recorded" if draft else "recorded"
    click.echo(
        f"{folder}: {number_of(len(record.events), 'event')}, {number_of(len(record.claims), 'claim')}, "
        f"{number_of(len(record.sources), 'source')}; SHA256SUMS {digest}; {kept}"
    )


def _read(path: Path | None) -> bytes | None:
    try:
        return None if path is None else path.read_bytes()
    except OSError as trouble:
        message = f"{path} cannot be read: {trouble.strerror}"
        raise UsageError(message) from trouble
