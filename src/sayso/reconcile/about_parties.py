"""What those who act, are acted on and speak in two accounts say for and against one happening."""

from sayso.reconcile.account import Account, Party
from sayso.reconcile.reason import Reason

BLAMED = frozenset(
    {"air-strike", "shelling", "bombing", "chemical-attack", "execution", "attack", "abduction", "abuse", "detention"}
)
"""Kinds with one who does it; in fighting and over ground each side acts."""


def same_party(a: Account, b: Account) -> Reason | None:
    """Speak for: the same side acts in both, or is acted on; one who speaks in one may act in the other."""
    one, two = a.agents.meets(b.agents), a.targets.meets(b.targets)
    if one and two:
        return Reason(1.0, "the same parties")
    if one:
        return Reason(0.75, "the same party acts")
    if two:
        return Reason(0.5, "the same are acted on")
    if a.agents.meets(b.targets) and a.targets.meets(b.agents):
        return Reason(0.5, "the same two parties, each acting in one account")
    if (a.agents.named and a.agents.meets(b.speakers)) or (b.agents.named and b.agents.meets(a.speakers)):
        return Reason(0.5, "who speaks in one acts in the other")
    return None


def other_agent(a: Account, b: Account) -> Reason | None:
    """Speak against: each names another as the one who did it; less so when the two stand on one side."""
    if not blame_differs(a, b):
        return None
    allied = not a.agents.sides.isdisjoint(b.agents.sides)
    return Reason(-0.5 if allied else -1.0, "each names another as the one who did it")


def same_speaker(a: Account, b: Account) -> Reason | None:
    """Speak a little for: one source tells both."""
    if a.voice == b.voice:
        return Reason(1.0, "told by one source") if a.claim.speakers else None
    return Reason(0.75, "told by sources of one side") if a.speakers.meets(b.speakers) else None


def blame_differs(a: Account, b: Account) -> bool:
    """Tell whether two accounts of a deed of one side name two who have nothing to do with each other."""
    if a.claim.event not in BLAMED or b.claim.event not in BLAMED:
        return False
    return _known(a.agents) and _known(b.agents) and not a.agents.meets(b.agents)


def _known(party: Party) -> bool:
    return party.named and bool(party.keys)
