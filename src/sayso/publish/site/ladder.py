"""What each account says of one figure, as geometry on one scale: claim stands beside counter-claim, and nobody is averaged."""

from collections.abc import Mapping, Sequence

import msgspec

from sayso.publish.public.record import PublicClaim, PublicFigure, PublicRange

WIDTH, HEIGHT = 200, 18
_MARGIN = 7
_ROOM = 1.12
"""How much longer than the largest figure the scale is, so that "or more" has somewhere to go."""
MOST = 40
"""How many accounts a ladder shows."""


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """One account's figure; x from the left of a box of `WIDTH` by `HEIGHT`."""

    claim: PublicClaim
    words: str
    start: float
    end: float
    open_left: bool
    open_right: bool
    points: tuple[float, ...]

    @property
    def is_range(self) -> bool:
        """Whether drawing it shows more than the number says."""
        return len(self.points) != 1 or self.open_left or self.open_right


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
    scale = (WIDTH - 2 * _MARGIN) / (max(*ends, 0, 0) * _ROOM or 1)
    rungs = tuple(_rung(claim, figure, scale) for claim, figure in given[:MOST])
    whole = _rung(None, counted, scale) if len(given) != 1 else None
    return Ladder(range=counted, whole=whole, rungs=rungs, more=max(0, len(given) - MOST))


def _rung(claim: PublicClaim | None, figure: PublicFigure | PublicRange, scale: float) -> Rung:
    low, high = figure.low, figure.high
    points: Sequence[float] = [end for end in (low, high) if end is not None]
    return Rung(
        claim=claim,  # type: ignore[arg-type]  # the range itself is nobody's
        words=figure.words,
        start=round(_MARGIN + max(low or 0, 0) * scale, 1),
        end=round(_MARGIN + max(high, 0) * scale, 1) if high is not None else WIDTH - _MARGIN,
        open_left=low is None,
        open_right=high is None,
        points=tuple(sorted({round(_MARGIN + max(end, 0) * scale, 1) for end in points})),
    )
