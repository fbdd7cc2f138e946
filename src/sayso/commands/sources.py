"""`sayso sources`: how each source that is watched stands."""

from pathlib import Path

import click

from sayso import clock
from sayso.commands.inputs import existing, stand
from sayso.commands.options import CONFIG, JSON, LEDGER, Place
from sayso.commands.outputs import EXIT_FINDINGS, EXIT_SOURCES, print_json
from sayso.screen.sources import health_lines
from sayso.screen.terminal import terminal
from sayso.watching.config import read_sources
from sayso.watching.health import sources_of

_LOOK_AT = frozenset({"quiet", "empty", "unasked"})
_WRONG = frozenset({"failing", "broken", "gone"})


@click.command("sources")
@CONFIG
@LEDGER
@JSON
def command(*, config: Path, ledger: Place, as_json: bool) -> int:
    """Say of each source when it last answered, when it last had news, and how it stands; never a score.

    Ends with 4 where one is failing, broken or gone, with 3 where one is quiet, empty or was not asked, else with 0.
    """
    with existing(ledger) as record:
        sources = sources_of(record.fetches()) if not config.exists() else ()
        stood = stand(record, sources or read_sources(config), clock.instant())
    if as_json:
        print_json(stood)
    else:
        terminal().lines(health_lines(stood))
    states = {one.state for one in stood}
    if states & _WRONG:
        return EXIT_SOURCES
    return EXIT_FINDINGS if states & _LOOK_AT else 0
