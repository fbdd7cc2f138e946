"""What somebody is in a conflict: a state with its forces, another armed body, or neither; by the register's kind or a noun."""

from functools import cache
from typing import Literal

import msgspec

from sayso.register.entry import Kind
from sayso.schemes.table import read_table

Side = Literal["state", "armed", "civilian"]


class SideTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `sides.yaml`: for each side, and for `open`, the kinds of bodies and the populations."""

    about: str
    source: str
    kinds: dict[Side | Literal["open"], tuple[Kind, ...]]
    populations: dict[Side | Literal["open"], tuple[str, ...]]


@cache
def sides() -> SideTable:
    """Return the table, read once per process."""
    return read_table("sides", SideTable)


def side_of_kind(kind: Kind) -> Side | None:
    """Return what a body of the register is; None when its kind leaves it open."""
    return next((side for side, kinds in sides().kinds.items() if side != "open" and kind in kinds), None)


def side_of_population(name: str) -> Side | None:
    """Return what those are whom a population's name means; None when the name leaves it open."""
    return next((side for side, names in sides().populations.items() if side != "open" and name in names), None)
