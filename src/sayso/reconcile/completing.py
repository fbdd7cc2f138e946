"""Completes accounts from what their own report tells with them: a place or a day that one sentence gives holds for the next.

Only an account without a place, or without a day, takes one, and only from accounts that are taken for the same happening
by what they say, close by in one passage. What is told, and shown of an event, stays as it was said.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.reconcile.account import Account, Spot
from sayso.reconcile.clustering import Tie, members_of
from sayso.reconcile.reasons import joining

_REACH = 1000
"""How many characters may lie between two accounts of which one completes the other."""
_NEAREST = 8
"""With how many accounts before it one is compared at most."""
_LONG_DAYS = 3
"""A stretch of more days is nothing that the next sentence takes over."""


def completed(accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts, each with the place and the day that the nearest account of its happening in its report gives.

    They are given in order of their rank, 0 first. Only accounts of one report matter to each other here.
    """
    found = list(accounts)
    ties = []
    for low, high in set(_close(accounts)):
        score = joining(accounts[low], accounts[high])
        if score is not None:
            ties.append(Tie(score, low, high))
    tied = {rank: accounts[rank] for tie in ties for rank in (tie.low, tie.high)}
    for ranks in members_of(tied, ties):
        members = [accounts[rank] for rank in ranks]
        for account in members:
            if _lacks(account):
                found[account.rank] = _with_taken(account, members)
    return found


def _close(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield pairs of ranks that stand close in a passage, of which at least one lacks what the other may give."""
    passages: dict[tuple[str, ...], list[Account]] = {}
    lacking: set[tuple[str, ...]] = set()
    for account in accounts:
        if not account.comment:
            key = (*account.passage, account.family)
            passages.setdefault(key, []).append(account)
            if _lacks(account):
                lacking.add(key)
    for passage in lacking:
        members = passages[passage]
        members.sort(key=lambda account: (account.claim.span, account.rank))
        wanting = [_lacks(account) for account in members]
        for number, account in enumerate(members):
            start, ours = account.claim.span[0] - _REACH, wanting[number]
            for at in range(max(0, number - _NEAREST), number):
                other = members[at]
                if (ours or wanting[at]) and other.claim.span[1] >= start:
                    yield min(account.rank, other.rank), max(account.rank, other.rank)


def _lacks(account: Account) -> bool:
    return not _located(account) or account.days is None


def _located(account: Account) -> bool:
    return any(spot.lat is not None for spot in account.spots)


def _with_taken(account: Account, members: Sequence[Account]) -> Account:
    """Return an account with what it lacks from the nearest of its group that has it."""
    others = sorted(members, key=lambda other: (_away(account, other), other.rank))
    spots: tuple[Spot, ...] = ()
    days = None
    if not _located(account):
        spots = next((other.spots for other in others if _located(other) and not other.nationwide), ())
    if account.days is None:
        days = next((o.days for o in others if o.days is not None and o.days[1] - o.days[0] <= _LONG_DAYS), None)
    return msgspec.structs.replace(account, beside_spots=spots, beside_days=days)


def _away(account: Account, other: Account) -> int:
    """Return how many characters lie between two accounts of one passage."""
    ours, theirs = account.claim.span, other.claim.span
    return max(0, theirs[0] - ours[1], ours[0] - theirs[1])
