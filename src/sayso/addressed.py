"""Which event of a state is meant by an address that was once given out: a lasting id, or the id of an event as it once was."""

from collections.abc import Sequence

from sayso.publish.public.lasting import Past, addresses, lasting_id_of
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
    now = addresses(events, Past(past, state.heir_of), past[-1].at)
    found = now.resolved(meant)
    return next((event for event in events if now.ids[event.id] == found), None)
