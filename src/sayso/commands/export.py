"""`sayso export`: the public record of a ledger as data and feeds, in a folder."""

from pathlib import Path

import click

from sayso.commands.folders import write_folder
from sayso.commands.going_out import public_record
from sayso.commands.inputs import state
from sayso.commands.options import CONFIG, GRADES, LEDGER, RULE, Place, at_a_moment
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import DESCRIPTOR, packed
from sayso.reconcile.rules import rule_named
from sayso.screen.phrases import number_of

_NAMES = tuple(one.name for one in FORMATS)


@click.command("export", epilog="Formats: " + "; ".join(f"{one.name}, {one.about}" for one in FORMATS) + ".")
@click.argument("formats", nargs=-1, required=True, metavar="FORMAT…", type=click.Choice((*_NAMES, "all")))
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to write."
)
@LEDGER
@CONFIG
@RULE
@GRADES
@at_a_moment
@click.option(
    "--draft",
    is_flag=True,
    help="Also claims that nobody looked at yet, marked as such: for the desk, not for readers.",
)
def command(
    formats: tuple[str, ...],
    *,
    folder: Path,
    ledger: Place,
    config: Path,
    rule: str,
    grades: Path | None,
    as_of: str | None,
    known: str | None,
    draft: bool,
) -> None:
    """Write what may go out of a ledger as data: tables, a map, feeds, with a codebook and a descriptor.

    The folder is written whole or not at all; one that an earlier export wrote is replaced. The same state gives the same bytes. What is
    private, too precise or held back is in none of it.
    """
    rule_named(rule)
    with state(ledger, as_of=as_of, known=known, grades=grades, quiet=True) as stood:
        made = public_record(stood, config=config, rule=rule, draft=draft)
    names = _NAMES if "all" in formats else formats
    files = packed(made, names)
    write_folder(folder, {file.path: file.data for file in files}, mark=DESCRIPTOR)
    click.echo(
        f"{folder}: {number_of(len(files), 'file')}, {number_of(len(made.events), 'event')}, "
        f"{number_of(len(made.claims), 'claim')}"
    )
