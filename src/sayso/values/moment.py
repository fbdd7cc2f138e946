"""A moment: when something happened, no more exactly than it was said."""

from typing import Literal

import msgspec

from sayso.spans import Span

Precision = Literal["instant", "hour", "day", "days", "weekend", "week", "month", "season", "year", "decade", "range"]
"""How exactly a moment was said; the order is from narrow to wide."""


class Moment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of calendar days, both ends included.

    `start` and `end` are ISO 8601 calendar dates (or instants with zone, when a clock time was said) in the event's
    own zone, as strings: a calendar date is never shifted. An open end is None. `edtf` is the same in EDTF
    (ISO 8601-2:2019).
    """

    text: str
    start: str | None
    end: str | None
    edtf: str
    precision: Precision
    span: Span
