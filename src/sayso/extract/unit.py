"""A claim in the making: the tokens it stands on and what was found for it, before it becomes a draft."""

import msgspec

from sayso.extract.acts import Act
from sayso.extract.clauses import Clause
from sayso.extract.figures import FoundFigure
from sayso.spans import Span
from sayso.values.kinds import Event, Status
from sayso.values.place import PlaceMention
from sayso.values.time_phrase import TimePhrase


class Counted(msgspec.Struct, frozen=True):
    """A figure of the sentence, and the token of the figure that contains it."""

    found: FoundFigure
    parent: int | None


class Marks(msgspec.Struct, frozen=True):
    """What the finders found in one sentence."""

    figures: tuple[Counted, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimePhrase, ...]
    headline: bool
    """Whether it is a title or heading, in which the present tense reports the past."""
    position: bool
    """Whether the words are a quotation set off by the page, or a caption: positions, not reports."""
    attributions: tuple[int, ...]
    """Indices into the report's attributions: those whose content reaches into the sentence."""


class Unit(msgspec.Struct, kw_only=True):
    """A claim in the making; the one mutable thing of this room, never handed out of it."""

    clause: Clause
    """The clause that it begins with."""
    start: int
    end: int
    """The tokens `[start, end)` that it stands on so far."""
    zone: tuple[int, ...]
    """The attributions that cover it, the widest first."""
    event: Event
    status: Status
    rule: str
    act: Act | None = None
    """The words that report the happening; None when a figure or an attribution alone makes the claim."""
    cause: bool = False
    """Whether the event names a means or a kind of violence, and so may say what killed."""
    figures: list[Counted]
    places: list[PlaceMention] = msgspec.field(default_factory=list)
    times: list[TimePhrase] = msgspec.field(default_factory=list)
    said: list[TimePhrase] = msgspec.field(default_factory=list)
    """When it was said, by the words beside the cue: "a resident said on Wednesday"."""
    quote: Span | None = None
    """The words that make the claim, with their attribution where it stands beside them."""

    def reports(self) -> bool:
        """Tell whether the claim is told as a happening: by its main verb or by a figure, not by a noun in passing."""
        act, verb = self.act, self.clause.verb
        if self.figures:
            return True
        return (
            act is not None and act.verbal and verb is not None and verb.finite and verb.start <= act.start < verb.end
        )
