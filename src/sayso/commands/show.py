"""`sayso show`: one claim, report, finding or event."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from sayso.addressed import event_addressed
from sayso.commands.inputs import state
from sayso.commands.options import GRADES, JSON, LEDGER, RULE, Place, at_a_moment
from sayso.commands.outputs import print_json
from sayso.errors import LedgerError
from sayso.ledger.asof import View
from sayso.pipeline import Pipeline
from sayso.publish.event_record import event_records
from sayso.records import Claim, Incident
from sayso.screen.claims import record_lines
from sayso.screen.decisions import standing_lines
from sayso.screen.events import event_lines
from sayso.screen.terminal import terminal
from sayso.state import State


@click.command("show")
@click.argument("name", metavar="ID")
@LEDGER
@RULE
@GRADES
@at_a_moment
@JSON
def command(
    name: str,
    *,
    ledger: Place,
    rule: str,
    grades: Path | None,
    as_of: str | None,
    known: str | None,
    as_json: bool,
) -> None:
    """Show one claim, report, finding or event by its id or the beginning of it; an event also by an address it was published under.

    Of an event the accounts stand side by side: a row for each independent origin, with how it went, how many, and when that
    was said, and below it the words. A claim is shown as people left it, with what they decided about it.
    """
    out, pipeline = terminal(), Pipeline()
    with state(ledger, as_of=as_of, known=known, grades=grades, quiet=as_json) as stood:
        record = stood.view.ledger
        event = _event(stood, name, lambda: stood.events(rule))
        if event is None:
            found = stood.record(name)
            print_json(found) if as_json else out.lines(record_lines(found))
            if isinstance(found, Claim) and not as_json:
                out.lines(standing_lines(found, stood.standing, State(View.of(record)).superseded.get(found.report)))
            return
        sources, newest = record.sources(), State(View.of(record)).superseded
    if as_json:
        print_json(next(event_records([event], sources, pipeline.coder, newest)))
    else:
        out.lines(event_lines(event, sources, pipeline.coder.codes(event)))


def _event(stood: State, name: str, compute: Callable[[], Sequence[Incident]]) -> Incident | None:
    """Return the event whose id begins so; None when a record of the ledger is meant, LedgerError when that stays open.

    Events are computed only when no record bears exactly this id. An id that no event bears now may be one that was published.
    """
    recorded = stood.view.ledger.ids(name) if name else ()
    if not name or name in recorded:
        return None
    computed = compute()
    events = [event for event in computed if event.id.startswith(name)]
    if not events and not recorded and (meant := event_addressed(stood, name, computed)) is not None:
        return meant
    if len(recorded) + len(events) > 1 and name not in {event.id for event in events}:
        message = f"{name} is the beginning of {len(recorded) + len(events)} ids; give more of it"
        raise LedgerError(message)
    return events[0] if events else None
