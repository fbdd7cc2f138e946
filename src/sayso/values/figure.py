"""A figure: how many of what, as bounded as it was said."""

import msgspec

from sayso.spans import Span
from sayso.values.kinds import Bound, Measure


class Figure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How many of what, kept as it was said.

    "more than 50 troops" → `low=50, high=None, bound="at-least", of="troops"`. An absent end is not known; it is
    never zero. `part_of` is the index, in the claim's own list, of the figure that contains this one.
    """

    measure: Measure
    low: int | float | None
    high: int | float | None
    bound: Bound
    of: str
    part_of: int | None = None
    text: str
    span: Span
