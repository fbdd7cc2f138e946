"""The arguments and options that several commands take, each written once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from sayso.ledger.ledger import ADDRESSES
from sayso.settings import Settings
from sayso.values.kinds import EVENTS

GivenP = ParamSpec("GivenP")
ReturnedT = TypeVar("ReturnedT")


class Day(click.ParamType[date]):
    """A calendar day, written as ISO 8601 has it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's own signature
        """Return the day that was written; fails with a sentence for what is none."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write one as 2031-05-14", param, ctx)


Place = Path | str
"""Where a ledger is: a file, or an address `postgresql://…`."""


class LedgerPlace(click.ParamType[Place]):
    """The place of a ledger, as it was written."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:  # noqa: ANN401 - click's own signature
        """Return an address as it stands, everything else as a path: a path would lose one of the address's slashes."""
        del param, ctx
        return value if isinstance(value, Path) or value.startswith(ADDRESSES) else Path(value)


PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
PUBLISHED = click.option("--published", metavar="DATE", help="When the report was published (ISO date or instant).")
COMMENTS = click.option(
    "--comments", is_flag=True, help="Also read posts and articles that readers pasted in comments."
)
LEDGER = click.option(
    "--ledger",
    type=LedgerPlace(),
    metavar="PATH",
    envvar="SAYSO_LEDGER",
    default="sayso.ledger",
    show_default=True,
    help="The ledger: a file, or an address postgresql://…",
)
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default="sayso.toml",
    show_default=True,
    envvar="SAYSO_CONFIG",
    help="The file that names the sources to follow.",
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

KEY = click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="SAYSO_KEY",
    help="The signing key.  [default: your own, sayso/signing.key]",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for a program.")


def of_archives(function: Callable[GivenP, ReturnedT]) -> Callable[GivenP, ReturnedT]:
    """Let a command take the options for reading archives and exports."""
    for option in (
        click.option(
            "--members", type=click.IntRange(min=1), metavar="N", default=Settings().archive_members, show_default=True,
            help="The most reports that are read of one archive or export.",
        ),
        click.option(
            "--mapping", type=click.Path(path_type=Path),
            help="Which columns of a CSV or JSON Lines file are text, title, date…, as TOML (docs/how-to/archives.md).",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def at_a_moment(function: Callable[GivenP, ReturnedT]) -> Callable[GivenP, ReturnedT]:
    """Let a command take the two clocks by which a ledger can be asked."""
    for option in (
        click.option(
            "--known",
            metavar="T|SEQ",
            help="Only what the ledger held at this instant, or up to this entry: when did we know it.",
        ),
        click.option(
            "--as-of",
            metavar="T",
            help="Only what had been said or published by this instant (a day: its end, UTC), of all the ledger holds.",
        ),
    ):
        function = option(function)
    return function


def selecting(function: Callable[GivenP, ReturnedT]) -> Callable[GivenP, ReturnedT]:
    """Let a command take the options by which events are picked: days, places, kinds, disputes."""
    for option in (
        click.option("--disputed", is_flag=True, help="Only events on which accounts stand against each other."),
        click.option(
            "--kind", "kinds", multiple=True, metavar="KIND", type=click.Choice(EVENTS),
            help="Only events of this kind (docs/claim-record.md lists them); may be given again.",
        ),
        click.option(
            "--place", "places", multiple=True, metavar="NAME",
            help="Only events at a place of this name or id, or inside it; may be given again.",
        ),
        click.option("--until", type=Day(), metavar="DAY", help="Only events on or before this day."),
        click.option("--since", type=Day(), metavar="DAY", help="Only events on or after this day."),
    ):  # fmt: skip
        function = option(function)
    return function
