"""Completes accounts from what their own report tells with them: a place or a day that one sentence gives holds for the next.

Only an account without a place, or without a day, takes one, and only from accounts that are taken for the same happening
by what they say, close by in one passage. What is told, and shown of an event, stays as it was said.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.reconcile.account import Account, Spot
from sayso.reconcile.clustering import Tie, components, members_of
from sayso.reconcile.kinship import HEADING
from sayso.reconcile.reasons import joining

HEADINGS = frozenset({"title", "heading"})
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


def completions(accounts: Sequence[Account]) -> Iterator[Account]:
    """Yield each account that lacks something in every way in which any of the others might complete it, if only some were there.

    Accounts are given in order of their rank, 0 first.
    """
    ties = [Tie(0.0, low, high) for low, high in set(_close(accounts, len(accounts))) if _may_join(accounts, low, high)]
    for component in components({rank for tie in ties for rank in (tie.low, tie.high)}, ties):
        members = [accounts[rank] for rank in component.members]
        places = dict.fromkeys(((), *(account.spots for account in members if _gives_place(account))))
        days = dict.fromkeys((None, *(account.days for account in members if _gives_day(account))))
        for account in members:
            for spots in {()} if _located(account) else places:
                for when in {None} if account.days is not None else days:
                    if spots or when:
                        yield msgspec.structs.replace(account, beside_spots=spots, beside_days=when)


def _may_join(accounts: Sequence[Account], low: int, high: int) -> bool:
    """Tell whether two accounts of a report join, also if one is the heading of the other where others were away."""
    a, b = accounts[low], accounts[high]
    if joining(a, b) is not None:
        return True
    for head, below in ((a, b), (b, a)):
        if head.claim.channel in HEADINGS:
            under = msgspec.structs.replace(below, heading=head.claim.id, brings=below.brings | HEADING)
            if joining(head, under) is not None:
                return True
    return False


def _close(accounts: Sequence[Account], nearest: int = _NEAREST) -> Iterator[tuple[int, int]]:
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
            for at in range(max(0, number - nearest), number):
                other = members[at]
                if (ours or wanting[at]) and other.claim.span[1] >= start:
                    yield min(account.rank, other.rank), max(account.rank, other.rank)


def _lacks(account: Account) -> bool:
    return not _located(account) or account.days is None


def _located(account: Account) -> bool:
    return any(spot.lat is not None for spot in account.spots)


def _gives_place(account: Account) -> bool:
    return _located(account) and not account.nationwide


def _gives_day(account: Account) -> bool:
    return account.days is not None and account.days[1] - account.days[0] <= _LONG_DAYS


def _with_taken(account: Account, members: Sequence[Account]) -> Account:
    """Return an account with what it lacks from the nearest of its group that has it."""
    others = sorted(members, key=lambda other: (_away(account, other), other.rank))
    spots: tuple[Spot, ...] = ()
    days = None
    if not _located(account):
        spots = next((other.spots for other in others if _gives_place(other)), ())
    if account.days is None:
        days = next((other.days for other in others if _gives_day(other)), None)
    return msgspec.structs.replace(account, beside_spots=spots, beside_days=days)


def _away(account: Account, other: Account) -> int:
    """Return how many characters lie between two accounts of one passage."""
    ours, theirs = account.claim.span, other.claim.span
    return max(0, theirs[0] - ours[1], ours[0] - theirs[1])
