"""What the register says about a body, and the form its tables take once they are compiled."""

from typing import Literal

import msgspec

Kind = Literal[
    "state", "territory", "government", "ministry", "military", "police", "armed-group", "coalition", "party",
    "monitor", "ngo", "un-body", "igo", "outlet", "news-agency", "local-body", "company", "hospital", "group",
]  # fmt: skip
"""What sort of body it is; `group` is a named body of which no more is known."""

Case = Literal["any", "capital", "exact"]
"""How a name must be written outside text in capitals: in any way, with a capital at its head, or letter for letter."""

Form = Literal["name", "people", "capital", "head"]
"""What a name is: a name proper, a people's ("Chadian"), a capital for its state, or the head of an organ ("army")."""


class Side(msgspec.Struct, frozen=True, array_like=True):
    """On which side of a conflict a body stood, and when; ISO dates, as exact as known, None for an open end."""

    conflict: str
    side: str
    start: str | None = None
    end: str | None = None

    def holds_on(self, day: str) -> bool:
        """Tell whether the side was held on an ISO day; the first and the last period named count whole."""
        after = self.start is None or day[: len(self.start)] >= self.start
        return after and (self.end is None or day[: len(self.end)] <= self.end)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body: `Entry(id="outlet:amaq", name="Amaq", kind="news-agency", parent="org:islamic-state", …)`."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    """ISO 3166-1 alpha-2 in lower case, or one of our own for a territory (`ps-gaza`): the part after `state:`."""
    parent: str | None = None
    """Id of the body it belongs to."""
    adjective: str = ""
    """For a state: its people's word, from which organs are named ("Chadian")."""
    sides: tuple[Side, ...] = ()
    source: str = "own"


class Organ(msgspec.Struct, frozen=True, kw_only=True):
    """A body that every state has; in `id` the state's code takes the place of `{}`."""

    id: str
    name: str
    kind: Kind


class Name(msgspec.Struct, frozen=True, array_like=True):
    """One way to write one or more bodies, folded."""

    key: str
    case: Case
    form: Form
    ids: tuple[str, ...]
    """Ids of the entries that are written so; more than one means that the words alone do not decide."""
    organ: str = ""
    """Template of the organ that the words name after a state ("defense ministry"), if they do."""
    spelling: str = ""
    """The spelling to compare with when `case` is `exact`, letters and digits only."""
    open: bool = False
    """Whether the words are known to have other owners, so that one candidate is not yet proof."""
    alone: bool = False
    """Whether a text may go on about the organ by these words without naming the state again ("the army")."""


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the tables hold, checked and ready for use."""

    digest: str
    """SHA-256 of the source files, to tell whether this is what they say now."""
    entries: tuple[Entry, ...]
    organs: tuple[Organ, ...]
    names: tuple[Name, ...]
