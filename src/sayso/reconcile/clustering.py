"""Clustering with caution: an account joins an event only by a strong link, and only when no member contradicts it.

The strongest links go first. An account that fits two events equally well which cannot be one joins neither: one
survivor or none. Readers' comments join last and never bring two events together.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

import msgspec

from sayso.reconcile.account import Account
from sayso.reconcile.reasons import Link, weigh

_SHOWN = 32
"""How many members of a large event, the oldest ones, are asked whether they contradict."""
_AGAINST = 2
"""How many joins of two groups one contradiction between them weighs up."""
_TIE = 0.25
"""Two links that differ by less are equally strong."""


class Group(NamedTuple):
    """Accounts of one event, oldest first, with the links that brought them together."""

    members: tuple[Account, ...]
    links: tuple[tuple[Account, Account, Link], ...]


class _Tie(msgspec.Struct, frozen=True, gc=False):
    """A link that joins, between two ranks."""

    link: Link
    low: int
    high: int


def cluster(accounts: Sequence[Account], pairs: Iterable[tuple[int, int]]) -> list[Group]:
    """Return the events of accounts given by rank, among them those of one account; the oldest event first."""
    ties = []
    for low, high in pairs:
        link = weigh(accounts[low], accounts[high])
        if link.joins:
            ties.append(_Tie(link, low, high))
    ties.sort(key=lambda tie: (-tie.link.score, tie.low, tie.high))
    joining = _Joining(accounts, ties)
    joining.join(tie for tie in ties if not (accounts[tie.low].comment or accounts[tie.high].comment))
    joining.join((tie for tie in ties if accounts[tie.low].comment or accounts[tie.high].comment), remarks=True)
    return joining.groups()


class _Joining:
    """The state of one clustering: which group each account is in, and what brought it there."""

    def __init__(self, accounts: Sequence[Account], ties: Sequence[_Tie]) -> None:
        self._accounts = accounts
        self._group = list(range(len(accounts)))
        self._members = {rank: [rank] for rank in self._group}
        self._made: dict[int, list[_Tie]] = {}
        self._forbidden: dict[tuple[int, int], int] = {}
        self._ties: dict[int, list[_Tie]] = {}
        for tie in ties:
            self._ties.setdefault(tie.low, []).append(tie)
            self._ties.setdefault(tie.high, []).append(tie)

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
            )
            for group, members in sorted(self._members.items(), key=lambda item: min(item[1]))
        ]

    def _merge(self, one: int, two: int, tie: _Tie) -> None:
        if len(self._members[one]) < len(self._members[two]):
            one, two = two, one
        moved = self._members.pop(two)
        self._members[one].extend(moved)
        for rank in moved:
            self._group[rank] = one
        self._made.setdefault(one, []).extend([*self._made.pop(two, []), tie])

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
        """Tell whether two groups cannot be one.

        They cannot when one report sets two of their accounts apart, or when reports contradict each other more than they
        agree.
        """
        shown = [sorted(self._members[group])[:_SHOWN] for group in (one, two)]
        balance, forbid = 0, False
        for a, b in product(*shown):
            verdict = self._verdict(a, b)
            balance += verdict if verdict > 0 else _AGAINST * verdict
            if verdict < 0 and self._accounts[a].claim.report == self._accounts[b].claim.report:
                return True
            forbid = forbid or verdict < 0
        return forbid and balance <= 0

    def _verdict(self, a: int, b: int) -> int:
        """Return 1 for two accounts that join, -1 for two of which one forbids the other, else 0."""
        pair = (a, b) if a < b else (b, a)
        known = self._forbidden.get(pair)
        if known is None:
            link = weigh(self._accounts[a], self._accounts[b])
            known = self._forbidden[pair] = link.joins - link.forbids
        return known
