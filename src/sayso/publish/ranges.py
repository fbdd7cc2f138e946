"""Draws a range as geometry: where the ends and the figures of a row lie on a line, for an inline SVG."""

import msgspec

from sayso.publish.model import FigureRow

WIDTH = 220
HEIGHT = 18
_MARGIN = 7
_ROOM = 1.15
"""How much longer than the largest figure the line is, so that "or more" has somewhere to go."""


class RangeMark(msgspec.Struct, frozen=True, kw_only=True):
    """A range in a box of `WIDTH` by `HEIGHT` units; x coordinates from the left."""

    start: float
    end: float
    open_left: bool
    """Nobody gives a lower end: the line comes from zero and has no cap."""
    open_right: bool
    """Nobody gives an upper end: the line runs out to the right."""
    points: tuple[float, ...]
    """The ends of the figures given, each once."""


def range_mark(row: FigureRow) -> RangeMark | None:
    """Return how to draw a row; None when it has no number. The line begins at zero."""
    values = [value for value in (row.low, row.high) if value is not None]
    values += [value for source in row.sources for value in (source.low, source.high) if value is not None]
    if not values:
        return None
    scale = (WIDTH - 2 * _MARGIN) / (max(values) * _ROOM or 1)

    def at(value: float) -> float:
        return round(_MARGIN + value * scale, 1)

    return RangeMark(
        start=at(row.low if row.low is not None else 0),
        end=at(row.high) if row.high is not None else WIDTH - _MARGIN,
        open_left=row.low is None,
        open_right=row.high is None,
        points=tuple(sorted({at(value) for value in values})),
    )
