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


def range_mark(row: FigureRow, whole: float | None = None) -> RangeMark | None:
    """Return how to draw a row on a line that begins at zero; None when drawing it would show nothing.

    A part is drawn from zero on the scale of its `whole`; a single exact figure by itself is not drawn.
    """
    values = _values(row)
    if not values or (whole is None and row.low == row.high and len(set(values)) == 1):
        return None
    scale = (WIDTH - 2 * _MARGIN) / (max(*values, whole or 0, 0) * _ROOM or 1)

    def at(value: float) -> float:
        return round(_MARGIN + value * scale, 1)

    start = 0 if whole is not None or row.low is None else row.low
    return RangeMark(
        start=at(start),
        end=at(row.high) if row.high is not None else WIDTH - _MARGIN,
        open_left=row.low is None,
        open_right=row.high is None,
        points=tuple(sorted({at(value) for value in values})),
    )


def largest(row: FigureRow) -> float | None:
    """Return the largest figure of a row, the scale on which its parts are drawn."""
    return max(_values(row), default=None)


def _values(row: FigureRow) -> list[float]:
    """Return every end that a row and its sources name."""
    values = [value for value in (row.low, row.high) if value is not None]
    return values + [value for source in row.sources for value in (source.low, source.high) if value is not None]
