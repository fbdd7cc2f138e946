"""What may go out of a ledger: the public record of a state, past the gate. Every command that writes something for the public asks here."""

from importlib.metadata import version
from pathlib import Path

import click

from sayso import clock
from sayso.commands.inputs import watched
from sayso.errors import GateError
from sayso.ledger.sealing import leaf
from sayso.ledger.tree import leaf_hash, root_of
from sayso.publication import Given, material_of, secret_of
from sayso.publish.public.gate import closed, gate
from sayso.publish.public.policy_file import read_policy
from sayso.publish.public.projection import project
from sayso.publish.public.record import PublicRecord
from sayso.screen.phrases import number_of
from sayso.screen.terminal import safe
from sayso.state import State


def public_record(state: State, *, config: Path, rule: str, draft: bool = False) -> PublicRecord:
    """Return what may go out of a state under the policy of `[publish]`, as of now.

    Raises GateError when the gate stops it, after a line on standard error for each reason. A draft is not asked whether
    somebody looked at its claims.
    """
    policy, now, head = read_policy(config), clock.instant(), state.view.head
    given = Given(
        watched=watched(state.view.ledger, config, now, until=head.seq),
        secret=secret_of(state),
        engine=f"sayso {version('sayso')}",
        root=_root(state),
    )
    asked = policy.draft if draft else policy
    material = material_of(state, now=now, rule=rule, given=given)
    projected = project(material, asked, now=now)
    stops = gate(projected, material, asked, now=now)
    for stop in stops:
        if stop.overridden is None:
            click.echo(f"sayso: {stop.code} {stop.subject}: {safe(stop.sentence)}", err=True)
    if closed(stops):
        message = f"{number_of(sum(one.overridden is None for one in stops), 'reason')} to stop; nothing was written"
        raise GateError(message)
    return projected.record


def _root(state: State) -> str | None:
    """Return the root of the ledger's tree at the state's last entry, by which a stranger can check it; None for an empty one."""
    head = state.view.head
    found = state.view.ledger.store.sealed(after=0, until=head.seq)
    return root_of(leaf_hash(leaf(sealed)) for sealed in found).hex() if head.seq else None
