"""What people decided about which claims are of one event, as ranks of accounts; their word outranks any points."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from sayso.decisions import Constraint
from sayso.reconcile.account import Account


class Bonds:
    """Constraints over some accounts; of claims that are not among them nothing is asked."""

    def __init__(self, accounts: Sequence[Account], constraints: Sequence[Constraint]) -> None:
        """Take accounts with their ranks, and constraints that are free of contradiction."""
        self._bonds: list[tuple[Constraint, frozenset[int], frozenset[int]]] = []
        self.together: list[tuple[int, int]] = []
        """Pairs of ranks that must be of one event; what they bring together in a chain is all of it."""
        self.next_to: dict[int, list[int]] = {}
        """The same, by the lower rank."""
        self._touching: dict[int, list[int]] = {}
        """By rank which bonds it stands in, as places in their list."""
        self.apart: dict[int, set[int]] = {}
        """By rank the ranks with which it must not be in one event, both ways."""
        rank_of = {account.claim.id: account.rank for account in accounts} if constraints else {}
        for constraint in sorted(constraints, key=lambda c: (c.at, c.decision, c.claims)):
            ours, theirs = (
                frozenset(rank_of[claim] for claim in claims if claim in rank_of)
                for claims in (constraint.claims, constraint.against)
            )
            if constraint.kind == "together" and len(ours) > 1:
                pairs = list(pairwise(sorted(ours)))
                self.together += pairs
                for low, high in pairs:
                    self.next_to.setdefault(low, []).append(high)
            elif constraint.kind == "apart" and ours and theirs:
                for rank in ours:
                    self.apart.setdefault(rank, set()).update(theirs)
                for rank in theirs:
                    self.apart.setdefault(rank, set()).update(ours)
            else:
                continue
            for rank in ours | theirs:
                self._touching.setdefault(rank, []).append(len(self._bonds))
            self._bonds.append((constraint, ours, theirs))

    def part(self, one: Collection[int], two: Collection[int]) -> bool:
        """Tell whether somebody said that two groups are not one."""
        if len(one) > len(two):
            one, two = two, one
        return any(not self.apart[rank].isdisjoint(two) for rank in one if rank in self.apart)

    def of(self, members: Iterable[int]) -> tuple[Constraint, ...]:
        """Return what was decided about some accounts, the earliest first."""
        if not self._bonds:
            return ()
        places = {place for rank in members for place in self._touching.get(rank, ())}
        return tuple(self._bonds[place][0] for place in sorted(places))

    def joining(self, rank: int, others: Iterable[int]) -> Constraint | None:
        """Return the latest constraint that puts an account with any of some others."""
        ranks = frozenset(others)
        fitting = (b for b, ours, theirs in self._bonds if not theirs and rank in ours and not ranks.isdisjoint(ours))
        return next(reversed(list(fitting)), None)

    def parting(self, one: Iterable[int], two: Iterable[int]) -> Constraint | None:
        """Return the latest constraint that keeps any of some accounts from any of some others."""
        a, b = frozenset(one), frozenset(two)
        fitting = (
            bond
            for bond, ours, theirs in self._bonds
            if theirs and any(not (x.isdisjoint(ours) or y.isdisjoint(theirs)) for x, y in ((a, b), (b, a)))
        )
        return next(reversed(list(fitting)), None)


NO_BONDS = Bonds((), ())
"""Nobody decided anything."""
