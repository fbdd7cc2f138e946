"""An utterance: an attribution in the making, before chains are closed and the record is frozen."""

import msgspec

from sayso.extract.cues import Kind, Stance
from sayso.extract.speakers import Named
from sayso.spans import Span


class Utterance(msgspec.Struct, kw_only=True):
    """An attribution in the making."""

    sentence: int
    block: int
    source: Span | None
    names: list[Named]
    cue: Span | None = None
    word: str = ""
    kind: Kind = "speech"
    stance: Stance = "says"
    content: list[Span]
    frame: str
    cited: list[Named] = msgspec.field(default_factory=list)
    """Whom the speaker quotes: innermost in the chain."""
    relays: list[Named] = msgspec.field(default_factory=list)
    """Who passes the speaker's words on: outward in the chain."""

    def reach(self) -> int:
        """Return where the content ends."""
        return max(end for _, end in self.content)
