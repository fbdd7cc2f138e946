"""Reads the table of one code scheme and asks it: which of its codes fits, or why none does."""

from functools import cache
from typing import Literal

import msgspec

from sayso.schemes.sides import Side
from sayso.schemes.table import read_table
from sayso.values.kinds import Status


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a code may depend on beside the kind; what is not known is left out."""

    status: Status = "happened"
    agents: tuple[Side, ...] = ()
    """What those who did it are, one for each body that is known."""
    targets: tuple[Side, ...] = ()
    described: bool = False
    """Whether an armed party among them is only described ("militants"), and no body of a name."""
    radius_km: float | None = None
    days: int | None = None
    """How many calendar days the time covers."""


class Cell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A code and what must hold for it: the first cell of a row that holds is taken."""

    code: str | None = None
    """None where the scheme has no code; then `why` says the reason."""
    detail: str = ""
    """Sub-event type or mode; empty where the scheme has none, or where `why` says that it stays open."""
    why: str = ""
    status: tuple[Status, ...] = ()
    agents: tuple[Side, ...] = ()
    """Those who did it are known, and all of these sorts."""
    targets: tuple[Side, ...] = ()
    sides: tuple[Side, ...] = ()
    """Those who take part, in whatever role, are known, and all of these sorts."""
    among: Side | None = None
    """At least one of those who take part is of this sort."""
    parties: int = 0
    """At least so many who take part are known."""
    named: bool = False
    """No armed party is only described."""
    within_km: float | None = None
    within_days: int | None = None

    def fits(self, facts: Facts) -> bool:
        """Tell whether everything that the cell asks for is known and holds."""
        everyone = (*facts.agents, *facts.targets)
        return (
            (not self.status or facts.status in self.status)
            and _all(self.agents, facts.agents)
            and _all(self.targets, facts.targets)
            and _all(self.sides, everyone)
            and (self.among is None or self.among in everyone)
            and len(everyone) >= self.parties
            and not (self.named and facts.described)
            and _at_most(facts.radius_km, self.within_km)
            and _at_most(facts.days, self.within_days)
        )


class Scheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table: `scheme("ucdp-where").code("admin2", Facts())` is the cell with code `3`."""

    name: str
    """Whose scheme, and which variable of it: "UCDP GED where_prec"."""
    source: str
    """The codebook, with its version."""
    about: str
    of: Literal["event", "place", "time"]
    """What of ours the rows are: kinds of event, precisions of places, precisions of times."""
    codes: dict[str, tuple[str, ...]]
    """Every code of the scheme, with its details (sub-event types, modes)."""
    lost: tuple[str, ...]
    """What the mapping cannot carry over, a sentence each."""
    statuses: dict[Status, Cell] = {}
    """What holds for a status whatever the kind, unless the kind's row has a cell of its own for it."""
    rows: dict[str, tuple[Cell, ...]]

    def code(self, key: str, facts: Facts) -> Cell:
        """Return the cell for one of our kinds or precisions; the last cell of a row always fits."""
        row = self.rows[key]
        own = next((cell for cell in row if cell.status and cell.fits(facts)), None)
        if own is not None:
            return own
        general = self.statuses.get(facts.status)
        return general or next(cell for cell in row if cell.fits(facts))


@cache
def scheme(name: str) -> Scheme:
    """Return the table of a scheme, read once per process; DataFileError when it is missing or not of its form."""
    return read_table(name, Scheme)


def _all(wanted: tuple[Side, ...], found: tuple[Side, ...]) -> bool:
    return not wanted or (bool(found) and all(side in wanted for side in found))


def _at_most(found: float | None, most: float | None) -> bool:
    return most is None or (found is not None and found <= most)
