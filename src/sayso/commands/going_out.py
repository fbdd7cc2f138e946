"""What may go out of a ledger: the public record of a state, past the gate. Every command that writes something for the public asks here."""

from importlib.metadata import version
from pathlib import Path

import click

from sayso import clock
from sayso.commands.inputs import watched
from sayso.errors import SaysoError
from sayso.publication import Given, material_of, secret_of
from sayso.publish.public.gate import closed, gate
from sayso.publish.public.policy_file import read_policy
from sayso.publish.public.projection import project
from sayso.publish.public.record import PublicRecord
from sayso.screen.phrases import number_of
from sayso.screen.terminal import safe
from sayso.state import State


class GateClosed(SaysoError):  # noqa: N818 - reads as the condition it names
    """Something may not go out; nothing was written."""

    exit_code = 7


def public_record(state: State, *, config: Path, rule: str, draft: bool = False) -> PublicRecord:
    """Return what may go out of a state under the policy of `[publish]`, as of now.

    Raises GateClosed when the gate stops it, after a line on standard error for each reason. A draft is not asked whether
    somebody looked at its claims.
    """
    policy, now, engine = read_policy(config), clock.instant(), f"sayso {version('sayso')}"
    head = state.view.head
    health = watched(state.view.ledger, config, now, until=head.seq)
    given = Given(watched=health, secret=secret_of(state))
    material = material_of(state, now=now, engine=engine, rule=rule, given=given)
    projected = project(material, policy, now=now)
    stops = gate(projected, material, policy, now=now, draft=draft)
    for stop in stops:
        if stop.overridden is None:
            click.echo(f"sayso: {stop.code} {stop.subject}: {safe(stop.sentence)}", err=True)
    if closed(stops):
        message = f"{number_of(sum(one.overridden is None for one in stops), 'reason')} to stop; nothing was written"
        raise GateClosed(message)
    return projected.record
