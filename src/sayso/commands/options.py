"""The arguments and options that several commands take, each written once."""

from pathlib import Path

import click

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
PUBLISHED = click.option("--published", metavar="DATE", help="When the report was published (ISO date or instant).")
COMMENTS = click.option(
    "--comments", is_flag=True, help="Also read posts and articles that readers pasted in comments."
)
LEDGER = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    envvar="SAYSO_LEDGER",
    default="sayso.ledger",
    show_default=True,
    help="The ledger's file.",
)
RULE = click.option(
    "--rule",
    default="envelope",
    show_default=True,
    metavar="NAME",
    help="Which of several figures to take: envelope (none), conservative, majority or hierarchy.",
)
GRADES = click.option(
    "--grades",
    type=click.Path(path_type=Path),
    help="Your grades of sources (A to F, dated) and claims (1 to 6), as CSV.",
)

JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for a program.")
