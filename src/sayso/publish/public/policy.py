"""What a desk lets out, as one frozen record; the defaults need no configuration and are the careful ones."""

from collections.abc import Collection
from typing import Literal

import msgspec

from sayso.publish.public.record import Redistribute
from sayso.values.kinds import Event

Unreviewed = Literal["mark", "stop", "hold"]
"""What becomes of a claim that nobody looked at. `mark`: it goes out and says so. `stop`: the gate stops the publication. `hold`:
it is left out and counted among what is held back."""


class Licence(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of one source may be used for: `Licence(source="harbour-watch.example", redistribute="yes")`."""

    source: str
    """Host of its address (its subdomains with it), or how the desk calls the source."""
    licence: str | None = None
    attribution: str | None = None
    redistribute: Redistribute = "quote-only"


_OPEN = ("CC0", "CC-BY", "ODC-BY", "ODBL", "PDDL", "OGL", "PUBLIC-DOMAIN", "TLP:CLEAR", "TLP:WHITE")
"""How labels begin that let others have the words."""
_CLOSED = ("TLP:", "ALL-RIGHTS", "CONFIDENTIAL", "RESTRICTED", "PRIVATE", "INTERNAL", "NO-")
"""How labels begin that do not."""


def labelled(label: str, source: str) -> Licence | None:
    """Return what the label of a fetch says of a source's words; None when it says nothing of use."""
    if label.upper().startswith(_OPEN):
        return Licence(source=source, licence=label if ":" not in label else None, redistribute="yes")
    if label.upper().startswith(_CLOSED):
        return Licence(source=source, redistribute="no")
    return None


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one desk, read from `[publish]` of `sayso.toml`."""

    title: str = "Who says what"
    language: str = "en"
    publisher: str = ""
    contact: str = ""
    address: str = ""
    licence: str = "LicenseRef-all-rights-reserved"
    """Of the record itself, an SPDX id or a `LicenseRef-`; until the desk says otherwise nobody may take it as given."""
    delay_hours: float = 24.0
    """How long an event counts as recent. A default of ours and no standard: no source that we know gives hours."""
    grid_km: float = 1.0
    """Width of the cells to which points are moved, at least 1."""
    sensitive_kinds: tuple[Event, ...] = ("deployment",)
    """Kinds of event that are treated as if they told of a sensitive site: where forces go is told like where people hide."""
    sensitive_words: tuple[str, ...] = ()
    """Further words for sensitive sites, beside those of the word list."""
    named: tuple[str, ...] = ()
    """Names that may be named though no report gives an office; the desk answers for them."""
    withheld: tuple[str, ...] = ()
    """Names that are withheld whatever office a report gives."""
    unreviewed: Unreviewed = "stop"
    comments: bool = True
    """Whether claims of readers' comments and pasted posts are shown apart, or left out."""
    redistribute: Redistribute = "quote-only"
    """For sources of which nothing is said."""
    licences: tuple[Licence, ...] = ()
    longest_quote: int = 400
    """How many characters a quote has at most where only quotes of ordinary length may go out."""

    def licence_of(self, names: Collection[str], host: str) -> Licence | None:
        """Return what the desk says of a source, by any of its names or the host of its address; None when it says nothing."""
        return next((one for one in self.licences if one.source in names or host.endswith(f".{one.source}")), None)

    @property
    def draft(self) -> "Policy":
        """The same policy for a draft, in which what nobody looked at may stand, marked."""
        return self if self.unreviewed == "hold" else msgspec.structs.replace(self, unreviewed="mark")


POLICY = Policy()
