"""Draws ranges as geometry: where the ends and the figures of a count lie on a line that begins at zero, for an inline SVG."""

from collections.abc import Iterable

import msgspec

from sayso.publish.model import FigureRow

WIDTH = 220
HEIGHT = 18
_MARGIN = 7
_ROOM = 1.15
"""How much longer than the largest figure the line is, so that "or more" has somewhere to go."""


class RangeMark(msgspec.Struct, frozen=True, kw_only=True):
    """A range on a line; x coordinates from the left."""

    start: float
    end: float
    open_left: bool
    """Nobody gives a lower end: the line comes from zero and has no cap."""
    open_right: bool
    """Nobody gives an upper end: the line runs out to the right."""
    points: tuple[float, ...]
    """The ends of the figures given, each once."""


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """A line from zero on which several ranges are drawn to one scale: `Axis(width=220, room=1.15, most=61).mark(3, None, (3,))`."""

    width: int
    room: float = 1.12
    """How much longer than the largest figure the line is, so that "or more" has somewhere to go."""
    most: float
    """The largest figure on it."""

    def at(self, value: float) -> float:
        """Return where a figure lies; what is below zero lies at zero."""
        return round(_MARGIN + max(value, 0) * (self.width - 2 * _MARGIN) / (max(self.most, 0) * self.room or 1), 1)

    def mark(self, low: float | None, high: float | None, points: Iterable[float | None]) -> RangeMark:
        """Return how to draw a range with the figures in it; those that nobody gave are passed over."""
        return RangeMark(
            start=self.at(low or 0),
            end=self.width - _MARGIN if high is None else self.at(high),
            open_left=low is None,
            open_right=high is None,
            points=tuple(sorted({self.at(point) for point in points if point is not None})),
        )


def range_mark(row: FigureRow, whole: float | None = None) -> RangeMark | None:
    """Return how to draw a row on a line that begins at zero; None when drawing it would show nothing.

    A part is drawn from zero on the scale of its `whole`; a single exact figure by itself is not drawn.
    """
    values = _values(row)
    if not values or (whole is None and row.low == row.high and len(set(values)) == 1):
        return None
    axis = Axis(width=WIDTH, room=_ROOM, most=max(*values, whole or 0, 0))
    mark = axis.mark(row.low, row.high, values)
    return mark if whole is None else msgspec.structs.replace(mark, start=axis.at(0))


def largest(row: FigureRow) -> float | None:
    """Return the largest figure of a row, the scale on which its parts are drawn."""
    return max(_values(row), default=None)


def _values(row: FigureRow) -> list[float]:
    """Return every end that a row and its sources name."""
    values = [value for value in (row.low, row.high) if value is not None]
    return values + [value for source in row.sources for value in (source.low, source.high) if value is not None]
