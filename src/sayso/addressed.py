"""Which event of a state is meant by an address that was once given out: a lasting id, or the id of an event as it once was."""

from collections.abc import Sequence

from sayso.errors import UsageError
from sayso.publish.public.lasting import Past, addresses, going_out, lasting_id_of
from sayso.records import Incident
from sayso.state import State


def event_addressed(state: State, name: str, events: Sequence[Incident]) -> Incident | None:
    """Return the one among a state's events to which an id that publications know leads, or the beginning of one; None for none.

    A publication that came after the state still says what an id meant, so all of the ledger's are asked.
    """
    past = list(state.view.ledger.publications())
    meant = lasting_id_of(name, past)
    if meant is None:
        return None
    now = addresses(going_out(events), Past(past, state.heir_of), past[-1].at)
    found = now.resolved(meant)
    return next((event for event in events if now.ids[event.id] == found), None)


def events_named(state: State, events: Sequence[Incident], names: Sequence[str]) -> list[Incident]:
    """Return those of a state's events that are meant by some ids, in the order of all; UsageError for an id that fits none or several."""
    meant: set[str] = set()
    for name in names:
        fitting = [event for event in events if name and event.id.startswith(name)]
        if not fitting and (found := event_addressed(state, name, events)) is not None:
            fitting = [found]
        if len(fitting) != 1:
            message = f"{len(fitting) or 'no'} events of the ledger have an id that begins with {name!r}"
            raise UsageError(message)
        meant.add(fitting[0].id)
    return [event for event in events if event.id in meant]
