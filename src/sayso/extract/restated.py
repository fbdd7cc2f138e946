"""Leaves out a claim that only says again, with fewer particulars, what its speaker says beside it.

"“The dead are everywhere,” he said. “There are dozens of bodies in the streets.”" is one claim in two sentences.
"""

from collections.abc import Sequence

from sayso.extract.discourse import Told


def without_restated(told: Sequence[Told]) -> list[Told]:
    """Return the claims of a report, in order, without those that a neighbour says more fully.

    When the one left out says when it was said, the fuller one takes that over.
    """
    kept: list[Told] = []
    for number, claim in enumerate(told):
        neighbours = (*told[max(0, number - 1) : number], *told[number + 1 : number + 2])
        fuller = next((other for other in neighbours if _says_more(other, claim)), None)
        if fuller is None:
            kept.append(claim)
        else:
            fuller.unit.said = fuller.unit.said or claim.unit.said
    return kept


def _says_more(other: Told, claim: Told) -> bool:
    """Tell whether another claim of the same speaker on the same matter has a figure, and this one has no particular."""
    bare, full = claim.unit, other.unit
    if bare.figures or bare.places or bare.times or not full.figures:
        return False
    if not claim.speaker or claim.speaker != other.speaker or claim.sentence.block != other.sentence.block:
        return False
    return bare.event == full.event and claim.sentence is not other.sentence
