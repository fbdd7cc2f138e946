"""`sayso decisions`: what people decided, and what is open in it."""

import click

from sayso.commands.inputs import state
from sayso.commands.options import JSON, LEDGER, Place, at_a_moment
from sayso.commands.outputs import print_json
from sayso.corrections import overrides
from sayso.screen.decisions import decision_lines, finding_lines
from sayso.screen.phrases import number_of
from sayso.screen.terminal import terminal


@click.command("decisions")
@LEDGER
@at_a_moment
@JSON
def command(*, ledger: Place, as_of: str | None, known: str | None, as_json: bool) -> None:
    """List what people decided, oldest first: what holds, what was undone, what waits or contradicts, which overrides do not count."""
    with state(ledger, as_of=as_of, known=known, quiet=as_json) as stood:
        made = list(stood.view.decisions())
        standing, head = stood.standing, stood.view.head.seq
        findings = (*standing.findings, *overrides(stood).refused)
    if as_json:
        print_json({"head": head, "decisions": made, "undone": sorted(standing.undone), "findings": findings})
        return
    terminal().lines([*decision_lines(made, standing.undone), *finding_lines(findings)])
    click.echo(f"sayso: {number_of(len(made), 'decision')}; the ledger goes to entry {head}", err=True)
