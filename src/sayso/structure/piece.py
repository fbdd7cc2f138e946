"""A run of text on its way to becoming a block: its layer is known, its passage only by what surrounds it."""

import msgspec

from sayso.records import Passage
from sayso.values.kinds import Channel


class Piece(msgspec.Struct, gc=False, kw_only=True):
    """`text[start:end]` in one layer; `own` is the passage it makes for itself (a dated post), if it makes one."""

    start: int
    end: int
    channel: Channel
    author: str | None = None
    item: bool = False
    level: int = 0
    quotation: bool = False
    own: Passage | None = None
    passage: int = 0
