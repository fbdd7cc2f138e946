"""What the way in which two accounts are told says for and against one happening: nearness, reference, words."""

from sayso.reconcile.about_counts import counts_differ
from sayso.reconcile.about_parties import same_party
from sayso.reconcile.about_places import at_one_place
from sayso.reconcile.account import RECALLED_DAYS, Account
from sayso.reconcile.copies import alike, proving
from sayso.reconcile.reason import Reason

_SAME_WORDS = 30
"""How many characters a quote must have at least for its words to prove a copy."""
_BESIDE = 150
_CLOSE = 500
_REACH = 1000
"""How many characters may lie between two claims of a passage that go on from each other."""


def told_together(a: Account, b: Account) -> Reason | None:
    """Speak for: one is told right after the other in one passage, the less the more lies between."""
    gap = _gap(a, b)
    if gap is None or gap > _REACH:
        return None
    if gap <= _BESIDE:
        return Reason(1.0, "told one right after the other")
    return Reason(0.6, "told shortly after each other") if gap <= _CLOSE else Reason(0.3, "told in one passage")


def under_heading(a: Account, b: Account) -> Reason | None:
    """Speak for: one is the heading under which the other stands."""
    if b.heading != a.claim.id and a.heading != b.claim.id:
        return None
    number = 1.0 if "heading" in {a.claim.channel, b.claim.channel} else 0.5
    return Reason(number, "one is the heading of the other")


def points_back(a: Account, b: Account) -> Reason | None:
    """Speak for: the later speaks of "the attack" that the earlier told."""
    gap = _gap(a, b)
    if not b.points_back or gap is None or gap > _CLOSE:
        return None
    return Reason(1.0, "the later speaks of the happening as known")


def recalls(a: Account, b: Account) -> Reason | None:
    """Speak for: a later report gives a toll that has risen, or a denial, without a day: it is of what was told before."""
    if not b.recalls or a.recalls or a.claim.report == b.claim.report or a.news is None or b.news is None:
        return None
    if not 0 <= b.news[1] - a.news[1] <= RECALLED_DAYS or not at_one_place(a, b):
        return None
    if b.claim.status == "denied" and same_party(a, b) is None:
        return None
    return Reason(1.0, "the later speaks of what was told before")


def second_account(a: Account, b: Account) -> Reason | None:
    """Speak for: right after one account another source gives the opposite outcome, denies it, or sets itself against it."""
    if a.voice == b.voice:
        return None
    gap = _gap(a, b)
    if opposite_outcomes(a, b):
        return Reason(1.0 if gap is not None and gap <= _CLOSE else 0.4, "the two tell opposite outcomes")
    if gap is None or gap > _CLOSE:
        return None
    if b.claim.status == "denied":
        return Reason(0.75, "the later denies what the earlier tells")
    return Reason(0.75, "the later sets itself against the earlier") if b.contrasts else None


def unplaced(a: Account, b: Account) -> Reason | None:
    """Speak against: one gives no place, and nothing in the telling brings the two together."""
    gap = _gap(a, b)
    if ((a.spots or a.beside_spots) and (b.spots or b.beside_spots)) or (gap is not None and gap <= _CLOSE):
        return None
    return Reason(-1.0, "one gives no place")


def same_words(a: Account, b: Account) -> Reason | None:
    """Speak for: both reports have the same sentence, as copies do."""
    if a.claim.event != b.claim.event:
        return None
    if a.words == b.words:
        number = 1.0 if a.specific and b.specific else 0.4
        return Reason(number, "in the same words") if len(a.words) >= _SAME_WORDS else None
    if (
        a.claim.report == b.claim.report
        or not reworded(a, b)
        or counts_differ(a, b)
        or (a.spots and b.spots and not at_one_place(a, b))
    ):
        return None
    return Reason(0.75, "almost in the same words")


def reworded(a: Account, b: Account) -> bool:
    """Tell whether two accounts that say themselves where, when or how many say so in almost the same words."""
    if not (a.specific and b.specific and a.hashes and b.hashes) or a.claim.event != b.claim.event:
        return False
    return alike(proving(a.words), proving(b.words))


def set_apart(a: Account, b: Account) -> Reason | None:
    """Speak against: the later brings up another happening ("another attack", "elsewhere")."""
    if a.claim.report != b.claim.report or not b.set_apart or a.claim.span == b.claim.span:
        return None
    return Reason(-1.0, "the later speaks of another happening")


def opposite_outcomes(a: Account, b: Account) -> bool:
    """Tell whether one says that ground was taken and the other that the assault failed, and not of one side's deeds."""
    if {a.outcome, b.outcome} != {"taken", "repelled"} or a.voice == b.voice:
        return False
    return not (a.agents.named and b.agents.named and a.agents.meets(b.agents))


def told_near(a: Account, b: Account) -> bool:
    """Tell whether two are told in one passage, in whichever order, within the reach of all that nearness can say."""
    if a.passage != b.passage:
        return False
    earlier, later = a.claim.span, b.claim.span
    if earlier > later:
        earlier, later = later, earlier
    return later[0] - earlier[1] <= _REACH


def _gap(a: Account, b: Account) -> int | None:
    """Return how many characters lie between two claims of one passage; None when they are of two."""
    if a.passage != b.passage:
        return None
    return max(0, b.claim.span[0] - a.claim.span[1])
