"""Clustering with caution: an account joins an event only by a strong link, and only when no member contradicts it.

What people decided goes first and outranks every point. Then the strongest links go first. An account that fits two events equally well which cannot be one joins neither: one
survivor or none. Readers' comments join last and never bring two events together.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

import msgspec

from sayso.decisions import Constraint
from sayso.reconcile.account import Account
from sayso.reconcile.bonds import Bonds
from sayso.reconcile.reasons import Link, weigh

_SHOWN = 32
"""How many members of a large event, the oldest ones, are asked whether they contradict."""
_TIE = 0.25
"""Two links that differ by less are equally strong."""


class Group(NamedTuple):
    """Accounts of one event, oldest first, with the links that brought them together."""

    members: tuple[Account, ...]
    links: tuple[tuple[Account, Account, Link], ...]
    decided: tuple[Constraint, ...] = ()
    """What people decided about which of them stand together, or apart from others."""


class _Tie(msgspec.Struct, frozen=True, gc=False):
    """A link that joins, between two ranks."""

    link: Link
    low: int
    high: int


def cluster(
    accounts: Sequence[Account], pairs: Iterable[tuple[int, int]], constraints: Sequence[Constraint] = ()
) -> list[Group]:
    """Return the events of accounts given by rank, among them those of one account; the oldest event first.

    `constraints` are what people decided, free of contradiction.
    """
    ties = []
    for low, high in pairs:
        link = weigh(accounts[low], accounts[high])
        if link.joins:
            ties.append(_Tie(link, low, high))
    ties.sort(key=lambda tie: (-tie.link.score, tie.low, tie.high))
    joining = _Joining(accounts, ties, Bonds(accounts, constraints))
    joining.bind()
    joining.join(tie for tie in ties if not (accounts[tie.low].comment or accounts[tie.high].comment))
    joining.join((tie for tie in ties if accounts[tie.low].comment or accounts[tie.high].comment), remarks=True)
    return joining.groups()


class _Joining:
    """The state of one clustering: which group each account is in, and what brought it there."""

    def __init__(self, accounts: Sequence[Account], ties: Sequence[_Tie], bonds: Bonds) -> None:
        self._accounts = accounts
        self._bonds = bonds
        self._group = list(range(len(accounts)))
        self._members = {rank: [rank] for rank in self._group}
        self._made: dict[int, list[_Tie]] = {}
        self._forbidden: dict[tuple[int, int], bool] = {}
        self._ties: dict[int, list[_Tie]] = {}
        for tie in ties:
            self._ties.setdefault(tie.low, []).append(tie)
            self._ties.setdefault(tie.high, []).append(tie)

    def bind(self) -> None:
        """Join what people said is of one event."""
        for low, high in self._bonds.together:
            self._merge(self._group[low], self._group[high])

    def join(self, ties: Iterable[_Tie], *, remarks: bool = False) -> None:
        """Join along ties, the strongest first, where nothing speaks against it; `remarks` are ties of comments."""
        for tie in ties:
            one, two = self._group[tie.low], self._group[tie.high]
            if one == two or self._torn(tie.low, tie) or self._torn(tie.high, tie):
                continue
            if (remarks and self._bridges(one, two)) or self._contradict(one, two):
                continue
            self._merge(one, two, tie)

    def groups(self) -> list[Group]:
        """Return the groups as they stand."""
        accounts = self._accounts
        return [
            Group(
                tuple(accounts[rank] for rank in sorted(members)),
                tuple((accounts[t.low], accounts[t.high], t.link) for t in self._made.get(group, ())),
                self._bonds.of(members),
            )
            for group, members in sorted(self._members.items(), key=lambda item: min(item[1]))
        ]

    def _merge(self, one: int, two: int, tie: _Tie | None = None) -> None:
        if one == two:
            return
        if len(self._members[one]) < len(self._members[two]):
            one, two = two, one
        moved = self._members.pop(two)
        self._members[one].extend(moved)
        for rank in moved:
            self._group[rank] = one
        self._made.setdefault(one, []).extend([*self._made.pop(two, []), *([] if tie is None else [tie])])

    def _torn(self, rank: int, tie: _Tie) -> bool:
        """Tell whether an account that stands alone fits another event as well as this, and the two cannot be one."""
        if len(self._members[self._group[rank]]) > 1:
            return False
        ours = self._group[tie.high if rank == tie.low else tie.low]
        rivals = {
            self._group[other.high if rank == other.low else other.low]
            for other in self._ties[rank]
            if abs(other.link.score - tie.link.score) < _TIE
        }
        return any(self._contradict(ours, theirs) for theirs in rivals - {ours, rank})

    def _bridges(self, one: int, two: int) -> bool:
        """Tell whether two groups that each hold more than readers' comments would be brought together."""
        return not any(all(self._accounts[rank].comment for rank in self._members[group]) for group in (one, two))

    def _contradict(self, one: int, two: int) -> bool:
        """Tell whether any account of one group forbids any of the other, or a person said that the two are not one."""
        if self._bonds.apart and self._bonds.part(self._members[one], self._members[two]):
            return True
        shown = [sorted(self._members[group])[:_SHOWN] for group in (one, two)]
        return any(self._forbids(a, b) for a, b in product(*shown))

    def _forbids(self, a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        known = self._forbidden.get(pair)
        if known is None:
            known = self._forbidden[pair] = weigh(self._accounts[a], self._accounts[b]).forbids
        return known
