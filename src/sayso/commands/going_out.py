"""What may go out of a ledger: one issue of a state, past the gate. Every command that writes something for the public asks here."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import click

from sayso.errors import GateError
from sayso.issuing import Prepared, prepared
from sayso.publish.public.policy import Policy
from sayso.screen.phrases import number_of
from sayso.screen.terminal import safe
from sayso.sources import SourceHealth
from sayso.state import State

_MOST = 20
"""How many stops of one kind are told each by itself."""


def issue_of(
    state: State, policy: Policy, *, now: datetime, rule: str, watched: Sequence[SourceHealth] = ()
) -> Prepared:
    """Return the issue of a state; GateError when the gate stops it, after lines on standard error that say what to do.

    What a line is about bears the id by which the desk's commands know it.
    """
    issue = prepared(state, policy, now=now, rule=rule, watched=watched)
    left = [stop for stop in issue.stops if stop.overridden is None]
    told: Counter[str] = Counter()
    for stop in left:
        told[stop.code] += 1
        if told[stop.code] <= _MOST:
            click.echo(
                f"sayso: {stop.code} {issue.desk.get(stop.subject, stop.subject)}: {safe(stop.sentence)}", err=True
            )
    for code, number in told.items():
        if number > _MOST:
            click.echo(f"sayso: {code}: and {number - _MOST:,} more", err=True)
    if left:
        message = f"{number_of(len(left), 'reason')} to stop; nothing was written"
        raise GateError(message)
    return issue
