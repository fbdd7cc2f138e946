"""A place as found in a sentence: its name, its tokens, and how it stands there."""

from typing import Literal

import msgspec

from sayso.values.place import PlaceMention

Role = Literal["in", "kind", "list", "taken", "bound", "part", "named", "passing"]


class FoundPlace(msgspec.Struct, frozen=True):
    """A mention with its place in the sentence, for those who decide which claim it belongs to."""

    mention: PlaceMention
    start: int
    """First token of the name."""
    end: int
    """Token behind the name."""
    cue: int | None
    """Token that announces it (a preposition, a verb, a kind of place), if one does."""
    role: Role
    """`in` behind a preposition of place, `kind` beside the kind of place it is, `list` joined to the one before, `taken`
    behind a verb, `bound` behind a weaker preposition (to, from, of), `part` for a bare compass word, `named` without
    any of these; `passing` where the sentence speaks of a place but says of nothing that it is there."""
