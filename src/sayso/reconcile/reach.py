"""Which claims can ever matter to each other, so that one event can be made of few claims, whichever of all are looked at.

As of a moment some of a ledger's claims are not there yet. What ties two accounts does not depend on the others, with three
exceptions. Which heading a claim stands under depends on which headings are there: so each heading before it is tried. What
completes an account depends on what else its report tells beside: so it is completed in each way. And in a block too large for comparing all pairs, who meets whom depends on who else is there: so here all pairs are compared. A
part that touches a block too large even for that is open, and its events are made from all claims.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import msgspec

from sayso.reconcile.account import Account, age
from sayso.reconcile.arithmetic import Series, series
from sayso.reconcile.blocking import Blocks
from sayso.reconcile.completing import HEADINGS, completions
from sayso.reconcile.inclusion import inclusions
from sayso.reconcile.kinship import HEADING
from sayso.reconcile.reasons import joining
from sayso.reconcile.words import Phrasing
from sayso.spans import Span

VERSION = "\x1f"
"""Behind the id of a claim and before a number: another version of it, as a person may have edited it."""
MOST = 300
"""How many a block may hold in which all pairs are compared."""
Binding = Series | tuple[str, Span]


class Surroundings(Protocol):
    """What tells which claims can matter to each other: a `Reach` in memory, or one that is kept in a file."""

    def around(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return the claims that can matter to events of some; None where that is open, or one of them is not known."""
        ...

    def around_open(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return what `around` returns, and with any claim of an open part those of all open parts; None where one is not known.

        What may meet otherwise in a block too large stands in open parts alone, so all of these together are a part of which
        everything is promised.
        """
        ...

    def headings_of(self, report: str) -> Sequence[str]:
        """Return the claims of a report's headings."""
        ...


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Claims in parts: what stands in another part can make no difference to an event of this one. Rebuilt at will."""

    part_of: Mapping[str, int]
    """By id of a claim."""
    members: Mapping[int, Sequence[str]]
    """By part, ids of claims."""
    headings: Mapping[str, Sequence[str]]
    """By report, the claims of its headings: which of them a claim stands under is asked when it is compared."""
    open: frozenset[int]
    """Parts that touch a block of more than 300 claims."""

    def around(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return the claims that can matter to events of some; None where that is open, or one of them is not known."""
        parts = {self.part_of.get(claim, -1) for claim in claims}
        if -1 in parts or not parts.isdisjoint(self.open):
            return None
        return tuple(claim for part in sorted(parts) for claim in self.members[part])

    def around_open(self, claims: Iterable[str]) -> tuple[str, ...] | None:
        """Return what `around` returns, and with any claim of an open part those of all open parts; None where one is not known."""
        parts = {self.part_of.get(claim, -1) for claim in claims}
        if -1 in parts:
            return None
        parts |= frozenset() if parts.isdisjoint(self.open) else self.open
        return tuple(claim for part in sorted(parts) for claim in self.members[part])

    def headings_of(self, report: str) -> Sequence[str]:
        """Return the claims of a report's headings."""
        return self.headings.get(report, ())


NO_REACH = Reach(part_of={}, members={}, headings={}, open=frozenset())
"""Promises nothing of any claim."""


def reach_of(given: Sequence[Account], phrasing: Phrasing) -> Reach:
    """Return which of some accounts, given in order of their rank, can ever matter to each other.

    Claims of different readings of one report may be among them, and versions of one claim (see `VERSION`): those with the
    same words are of one part, for decisions are carried over between them.
    """
    accounts = _in_each_way(given)
    blocks = Blocks.of(accounts)
    first = list(range(len(accounts)))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = number = first[first[number]]
        return number

    loose: set[int] = set()
    for one, two in _linked(accounts, blocks, loose):
        first[root(two)] = root(one)
    rank_of = {account.claim.id: account.rank for account in accounts}
    for link in inclusions(given, phrasing, nearest=len(given)):
        first[root(rank_of[link.part.claim.id])] = root(rank_of[link.whole.claim.id])
    members: dict[int, dict[str, None]] = {}
    for account in accounts:
        members.setdefault(root(account.rank), {})[_name(account)] = None
    return Reach(
        part_of={_name(account): root(account.rank) for account in accounts},
        members={part: tuple(names) for part, names in members.items()},
        headings={report: tuple(dict.fromkeys(map(_name, found))) for report, found in _headings(accounts).items()},
        open=frozenset(map(root, loose)),
    )


def _linked(accounts: Sequence[Account], blocks: Blocks, loose: set[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of ranks that may be tied in some part of the claims, that give one series, or have the same words.

    Those who stand in a block too large for that are added to `loose`, with whom they meet when all claims are there.
    """
    for high in range(len(accounts)):
        met = blocks.anyone(high, MOST)
        if met is None:
            loose.add(high)
            met = blocks.company(high)
        for low in met:
            if (low < high or low in loose) and joining(accounts[low], accounts[high]) is not None:
                yield low, high
    heads = _headings(accounts)
    bound: dict[Binding, list[int]] = {}
    for account in accounts:
        for head in heads.get(account.claim.report, ()):
            if head is not account and joins_below(head, account):
                yield head.rank, account.rank
        for key in bindings(account):
            bound.setdefault(key, []).append(account.rank)
    for alike in bound.values():
        yield from pairwise(alike)


def _in_each_way(given: Sequence[Account]) -> list[Account]:
    """Return accounts as they are said and as others may complete them, in order of a new rank, 0 first."""
    said = [msgspec.structs.replace(account, beside_spots=(), beside_days=None) for account in given]
    ordered = sorted((*said, *completions(said)), key=lambda account: age(account.claim))
    return [msgspec.structs.replace(account, rank=rank) for rank, account in enumerate(ordered)]


def joins_below(head: Account, account: Account) -> bool:
    """Tell whether an account joins that of a heading of its report, if it is this heading under which it stands."""
    if head.claim.span > account.claim.span:
        return False
    below = msgspec.structs.replace(account, heading=head.claim.id, brings=account.brings | HEADING)
    return joining(head, below) is not None


def bindings(account: Account) -> Iterator[Binding]:
    """Yield what makes all accounts that have it of one part: series of counts, and the words of a report."""
    for key, _ in series(account):
        yield key
    yield account.claim.report, account.claim.span


def _name(account: Account) -> str:
    """Return the id of the claim of which an account is, in whichever version."""
    return account.claim.id.partition(VERSION)[0]


def _headings(accounts: Iterable[Account]) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in accounts:
        if account.claim.channel in HEADINGS:
            found.setdefault(account.claim.report, []).append(account)
    return found
