"""Blocking: which accounts are compared at all, so that the work grows with the number of claims and not with its square."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from math import floor

from sayso.gazetteer.names import skeleton
from sayso.reconcile.account import WIDE, Account, Days
from sayso.reconcile.copies import first_hashes

Key = tuple[str | int | float, ...]
Blocks = dict[Key, list[int]]
Cell = tuple[str, int, int, int]
"""Family, day, row, column."""
Cells = dict[Cell, list[int]]

_CELL = 0.2
"""Degrees: about 22 km, wider than two towns that one happening could be told of."""
_WIDE_CELL = 2.0
_LONG_DAYS = 3
"""An account of more days than this is not met by day."""
_WINDOW = 24
"""How many accounts of its family before it in its report an account is compared with."""
_FULL = 120
"""The size of a block in which each is compared with each; in a larger one, with the next few in the block's order."""
_NEXT = 24
_FEW = 10
"""From what number on a count is rare enough to bring two accounts together by itself."""


def candidates(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Return the pairs of ranks to be compared, in order, each once.

    Two accounts meet when they stand near each other in one report, lie in one or neighbouring cells on one day,
    name one place that cannot be located or one place over the same many days, one victim, or one large count on
    following days, or are copies of a sentence.
    """
    pairs = set(_in_reports(accounts))
    pairs.update(_in_cells(accounts))
    pairs.update(_undated(accounts))
    for key_of in (_names, _long, _victims, _figures, _copies):
        blocks: Blocks = {}
        for account in accounts:
            for key in key_of(account):
                blocks.setdefault((account.family, *key), []).append(account.rank)
        pairs.update(chain.from_iterable(map(_inside, blocks.values())))
    return sorted(pairs)


def _in_reports(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand near each other in a report."""
    reports: Blocks = {}
    for account in accounts:
        reports.setdefault((account.claim.report, account.family), []).append(account.rank)
    for ranks in reports.values():
        ordered = sorted(ranks, key=lambda rank: (accounts[rank].claim.span, rank))
        for at, rank in enumerate(ordered):
            for other in ordered[max(0, at - _WINDOW) : at]:
                yield min(rank, other), max(rank, other)


def _in_cells(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs in one or neighbouring cells on one day; wide places by wider cells."""
    narrow: Cells = {}
    wide: Cells = {}
    inside: Cells = {}
    for account in accounts:
        for day in _days(account):
            for spot in account.spots + account.beside_spots:
                if spot.lat is None or spot.lon is None:
                    continue
                row, column = floor(spot.lat / _WIDE_CELL), floor(spot.lon / _WIDE_CELL)
                if spot.level >= WIDE:
                    _enter(wide, (account.family, day, row, column), account.rank)
                else:
                    _enter(inside, (account.family, day, row, column), account.rank)
                    cell = (account.family, day, floor(spot.lat / _CELL), floor(spot.lon / _CELL))
                    _enter(narrow, cell, account.rank)
    yield from _neighbours(narrow, narrow)
    yield from _neighbours(wide, wide)
    yield from _neighbours(wide, inside)


def _undated(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs at one place of which one has no day: all that it may be where not even its report has a date."""
    undated: dict[Key, list[int]] = {}
    at: dict[Key, list[int]] = {}
    keys = [_spots(account) for account in accounts]
    for account, ours in zip(accounts, keys, strict=True):
        if account.days is None:
            for key in ours:
                undated.setdefault(key, []).append(account.rank)
    for account, ours in zip(accounts, keys, strict=True):
        for key in ours:
            if key in undated:
                at.setdefault(key, []).append(account.rank)
    for key, ranks in undated.items():
        others = at[key][-_FULL:]
        for rank in ranks:
            told = accounts[rank].news
            for other in others:
                met = told is None or accounts[rank].recalls or _within_news(told, accounts[other])
                if other != rank and met:
                    yield min(rank, other), max(rank, other)


def _within_news(news: Days, other: Account) -> bool:
    """Tell whether an account is of the days of which another tells news, or told about when that is."""
    days = other.days
    if days is not None:
        return days[0] <= news[1] and news[0] <= days[1] and days[1] - days[0] <= _LONG_DAYS
    return other.news is None or (other.news[0] <= news[1] and news[0] <= other.news[1])


def _spots(account: Account) -> list[Key]:
    """Return the towns, quarters and sites of an account, and the sounds of those that nobody can locate."""
    return [
        (account.family, spot.id if spot.lat is not None and spot.id is not None else skeleton(spot.bare or spot.name))
        for spot in account.spots + account.beside_spots
        if spot.level < WIDE
    ]


def _neighbours(ours: Cells, theirs: Cells) -> Iterator[tuple[int, int]]:
    """Yield pairs between each block and those around it."""
    for key, ranks in ours.items():
        family, day, row, column = key
        yield from _inside(ranks)
        for up, right in product((-1, 0, 1), repeat=2):
            around = (family, day, row + up, column + right)
            if ours is theirs and around <= key:
                continue
            others = theirs.get(around)
            if others is not None:
                yield from _between(ranks, others)


def _enter(blocks: Cells, key: Cell, rank: int) -> None:
    block = blocks.setdefault(key, [])
    if not block or block[-1] != rank:
        block.append(rank)


def _days(account: Account) -> Sequence[int]:
    """Return the days by which an account is met: as said, else the day on which it was told and the one before."""
    days = account.days or account.beside_days
    if days is None:
        return () if account.news is None else (account.news[1] - 1, account.news[1])
    if days[1] - days[0] > _LONG_DAYS:
        return ()
    return range(days[0], days[1] + 1)


def _names(account: Account) -> Iterator[Key]:
    """Yield the names of places that could not be located."""
    for spot in account.spots:
        if spot.lat is None:
            yield from ((skeleton(spot.bare or spot.name), day) for day in _days(account))


def _long(account: Account) -> Iterator[Key]:
    """Yield the places of an account of more days than are met one by one, with its first and last day."""
    if account.days is not None and account.days[1] - account.days[0] > _LONG_DAYS:
        for spot in account.spots:
            if 0 <= spot.level < WIDE and spot.id is not None:
                yield spot.id, *account.days


def _victims(account: Account) -> Iterator[Key]:
    """Yield the named persons as they sound."""
    for name in account.persons:
        yield (skeleton(name),)


def _figures(account: Account) -> Iterator[Key]:
    """Yield large whole counts with the days and the day after, so that a day more or less does not part them."""
    for count in account.counts:
        if count.whole and count.exact and count.figure.low is not None and count.figure.low >= _FEW:
            for day in _days(account):
                yield count.measure, count.figure.low, day
                yield count.measure, count.figure.low, day + 1


def _copies(account: Account) -> Iterator[Key]:
    """Yield the words, and what sentences with most of their words in common share."""
    yield (account.words,)
    yield from first_hashes(account.shingles)


def _inside(ranks: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs within a block, whose ranks rise."""
    ranks = list(dict.fromkeys(ranks))
    if len(ranks) <= _FULL:
        yield from combinations(ranks, 2)
        return
    for at, rank in enumerate(ranks):
        for other in ranks[at + 1 : at + 1 + _NEXT]:
            yield rank, other


def _between(ranks: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs between two blocks; between large ones, of the first of each."""
    if len(ranks) * len(others) > _FULL * _FULL:
        ranks, others = ranks[:_NEXT], others[:_NEXT]
    for rank, other in product(ranks, others):
        if rank != other:
            yield min(rank, other), max(rank, other)
