"""Tells where only one party to a conflict says something, so that the record says so beside it."""

from sayso.publish.developments import VIOLENCE
from sayso.records import Claim, Incident
from sayso.register.load import Register
from sayso.schemes.sides import side_of_kind
from sayso.values.kinds import Event

_ASKED: frozenset[Event] = VIOLENCE | {"territory-gained", "territory-held", "withdrawal", "siege"}
"""Kinds of which a party's own word is not enough to go by."""
_DEEDS = _ASKED - {"casualty-toll"}


def one_party(event: Incident, note: str) -> str:
    """Return a note where all claims of an event of fighting go back to one party to it; empty where they do not."""
    if event.kind not in _ASKED or not event.claims:
        return ""
    speakers = {claim.speakers[0].id or claim.speakers[0].name if claim.speakers else "" for claim in event.claims}
    if len(speakers) != 1 or not all(_is_party(claim, event) for claim in event.claims):
        return ""
    return note.format(name=event.claims[0].speakers[0].name)


def _is_party(claim: Claim, event: Incident) -> bool:
    """Tell whether the innermost speaker is a state's or another armed body, or one of those that the event is about."""
    if not claim.speakers:
        return False
    speaker = claim.speakers[0]
    entry = Register.load().get(speaker.id) if speaker.id else None
    if entry is not None and entry.kind in {
        "state",
        "government",
        "ministry",
        "military",
        "police",
        "armed-group",
        "coalition",
    }:
        return side_of_kind(entry.kind) is not None
    agents = (a for other in event.claims if other.event in _DEEDS for a in other.actors if a.role == "agent")
    acting = {actor.id or actor.name for actor in agents}
    return (speaker.id or speaker.name) in acting


def is_party(key: str | None, kind: Event) -> bool:
    """Tell whether a body of the register is a state or bears arms, where an event of this kind asks for that."""
    entry = Register.load().get(key) if key is not None and kind in _ASKED else None
    return entry is not None and side_of_kind(entry.kind) in {"state", "armed"}
