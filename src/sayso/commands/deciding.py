"""What the commands share by which people decide: who, why, what they had before them, and what is said of it afterwards."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from sayso.commands.inputs import existing
from sayso.commands.options import JSON, LEDGER, Place
from sayso.commands.outputs import print_json
from sayso.ledger.notes import SigningKey
from sayso.pipeline import Pipeline
from sayso.screen.decisions import decision_words
from sayso.verdicts import Request

GivenP = ParamSpec("GivenP")
ReturnedT = TypeVar("ReturnedT")


NOTE = click.option("--note", required=True, metavar="TEXT", help="What readers are told; it goes out as it stands.")


def deciding(function: Callable[GivenP, ReturnedT]) -> Callable[GivenP, ReturnedT]:
    """Let a command take who decides, why, and after which entry."""
    for option in (
        JSON,
        click.option(
            "--seen",
            type=click.IntRange(min=0),
            metavar="SEQ",
            help="The last entry that you had seen; if somebody decided about the same since, nothing is recorded (exit 6).",
        ),
        click.option("--reason", required=True, help="Why; it stays in the record and never goes out."),
        click.option(
            "--by",
            envvar="SAYSO_USER",
            required=True,
            metavar="NAME",
            help="The pseudonym of who decides (or SAYSO_USER).",
        ),
        LEDGER,
    ):
        function = option(function)
    return function


def decide(ledger: Place, request: Request, *, seen: int | None, as_json: bool, key: SigningKey | None = None) -> None:
    """Record a decision and say what was recorded; `key` signs an override."""
    with existing(ledger) as record:
        decision = Pipeline().decide(record, request, seen=seen, key=key)
    if as_json:
        print_json(decision)
    else:
        click.echo(f"{decision.id}  {decision_words(decision)}")
