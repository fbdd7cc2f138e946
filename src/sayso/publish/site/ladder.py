"""What each account says of one figure, as geometry on one scale: claim stands beside counter-claim, and nobody is averaged."""

from collections.abc import Mapping

import msgspec

from sayso.publish.public.record import PublicClaim, PublicFigure, PublicRange
from sayso.publish.ranges import Axis, RangeMark

WIDTH, HEIGHT = 200, 18
MOST = 40
"""How many accounts a ladder shows."""


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """One account's figure on a line of `WIDTH`."""

    claim: PublicClaim | None
    """None for the range itself, which is nobody's."""
    words: str
    mark: RangeMark

    @property
    def is_range(self) -> bool:
        """Whether drawing it shows more than the number says."""
        return len(self.mark.points) != 1 or self.mark.open_left or self.mark.open_right


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """All accounts of one figure of an event, in the order in which they are told."""

    range: PublicRange
    whole: Rung | None
    """The range itself, from the lowest end to the highest; None where one account alone gives it."""
    rungs: tuple[Rung, ...]
    more: int


def ladder(counted: PublicRange, claims: Mapping[str, PublicClaim]) -> Ladder:
    """Return a range with the figures that it is made of; a claim that gives none of that kind is left out."""
    given = [
        (claim, figure)
        for claim in (claims[one] for one in counted.claims if one in claims)
        for figure in claim.figures
        if figure.measure == counted.measure and figure.population == counted.population
    ]
    ends = [end for _, figure in given for end in (figure.low, figure.high) if end is not None]
    ends += [end for end in (counted.low, counted.high) if end is not None]
    if not ends:
        return Ladder(range=counted, whole=None, rungs=(), more=0)
    axis = Axis(width=WIDTH, most=max(ends))
    rungs = tuple(_rung(claim, figure, axis) for claim, figure in given[:MOST])
    whole = _rung(None, counted, axis) if len(given) != 1 else None
    return Ladder(range=counted, whole=whole, rungs=rungs, more=max(0, len(given) - MOST))


def _rung(claim: PublicClaim | None, figure: PublicFigure | PublicRange, axis: Axis) -> Rung:
    low, high = figure.low, figure.high
    return Rung(claim=claim, words=figure.words, mark=axis.mark(low, high, (low, high)))
