"""What a desk lets out, as one frozen record; the defaults need no configuration and are the careful ones."""

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

    @property
    def draft(self) -> "Policy":
        """The same policy for a draft, in which what nobody looked at may stand, marked."""
        return self if self.unreviewed == "hold" else msgspec.structs.replace(self, unreviewed="mark")


POLICY = Policy()
