"""Blocking: which accounts are compared at all, so that the work grows with the number of claims and not with its square."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import floor
from typing import cast

from sayso.gazetteer.names import skeleton
from sayso.reconcile.account import RECALLED_DAYS, WIDE, Account, Age, Days, age
from sayso.records import Claim
from sayso.spans import Span

Key = tuple[str | int | float, ...]
Order = Callable[[Claim], tuple[object, ...]]
Block = int | Sequence[int]
"""The numbers in a block; of the one account that most blocks hold the number alone, which takes no room of its own."""
Numbered = Mapping[int, Account] | Sequence[Account]
"""Accounts by number, or in order of it, 0 first."""
Cell = tuple[int, str, int, int, int]
"""Which grid, family, day, row, column."""

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
_FEW_OF = 8
"""How many times as many a block must hold as enter it for each to be put in its place rather than all sorted anew."""
_WEEK = 7
_REPORT = -1
"""The first part of a key tells the sorts of blocks apart: this, a grid of cells, or a number from `_NAMED` on."""
_AT, _UNDATED = -2, -3
"""All that are told of a place and a week; those among them without a day."""
_ANY_WEEK = -1
"""Stands for the week of an account of which not even the report has a date."""
_NARROW, _WIDE, _INSIDE, _NAMED = range(4)
"""Grids: towns and what is narrower by small cells; wide places by wide cells, and the towns within by the same."""
_AROUND = tuple(product((-1, 0, 1), repeat=2))
_BESIDE = tuple(offset for offset in _AROUND if offset != (0, 0))
_MEETING = {_NARROW: ((_NARROW, _BESIDE),), _WIDE: ((_WIDE, _BESIDE), (_INSIDE, _AROUND)), _INSIDE: ((_WIDE, _AROUND),)}
"""With which cells around it a cell is compared, by grid."""


class Blocks:
    """The blocks of some accounts, and so who meets whom; what is made is never changed.

    Two accounts meet when they stand near each other in one report, lie in one or neighbouring cells on one day,
    name one place that cannot be located or one place over the same many days, one person, or one large count on
    following days, or are copies of a sentence, or almost; or when one of them has no day, both name one place, and the
    one is told as news of the days of the other, or looks back on them. Accounts are known by number. Each block holds the numbers of its
    accounts, the oldest first; that of a report holds them in the order of its text.
    """

    def __init__(self, accounts: Numbered, blocks: Mapping[Key, Block]) -> None:
        self.accounts = accounts
        self._blocks = blocks

    @classmethod
    def of(cls, accounts: Sequence[Account]) -> "Blocks":
        """Return the blocks of accounts, which are given in order of their rank, 0 first, and known by it."""
        blocks = _gathered(enumerate(accounts))
        for key in [key for key in blocks if key[0] == _REPORT]:
            blocks[key] = _merged((), _members(blocks[key]), accounts, _place)
        return cls(accounts, blocks)

    def changed(self, gone: Collection[int], come: Mapping[int, Account]) -> "Blocks":
        """Return the blocks without some accounts and with others, which are given the oldest first."""
        accounts = {**_by_number(self.accounts), **come}
        touched = {key for number in gone for key in keys(accounts.pop(number))}
        entering = _gathered(come.items())
        touched.update(key for key in entering if key[0] == _REPORT or key in self._blocks)
        blocks = {**self._blocks, **entering}
        for key in touched:
            staying = (number for number in self._block(key) if number not in gone)
            order = _place if key[0] == _REPORT else age
            blocks[key] = _merged(staying, _members(entering.get(key, ())), accounts, order)
        return Blocks(accounts, blocks)

    def company(self, number: int) -> set[int]:
        """Return the numbers of those whom an account meets."""
        account = self.accounts[number]
        report = self._block(_report(account))
        met = set(self._beside(report, number, _WINDOW, _place) if len(report) > _WINDOW else report)
        for key in _named(account):
            met.update(self._within(key, number))
        for cell in _cells(account):
            if cell[0] != _INSIDE:
                met.update(self._within(cell, number))
            block = self._block(cell)
            for other in self._around(cell):
                if len(block) * len(other) <= _FULL * _FULL:
                    met.update(other)
                elif number in block[:_NEXT]:
                    met.update(other[:_NEXT])
        met.update(self._in_time(number))
        met.discard(number)
        return met

    def anyone(self, number: int, most: int) -> set[int] | None:
        """Return whom an account may meet among any of the accounts; None where a block of so many is larger than `most`."""
        account = self.accounts[number]
        blocks = [self._block(key) for key in (_report(account), *_cells(account), *_named(account))]
        blocks += [block for cell in _cells(account) for block in self._around(cell)]
        others = [key for own in (*_undated(account), *_told_of(account)) for key in beside(own) if key in self._blocks]
        if any(len(block) > most for block in (*blocks, *(self._block(key) for key in others))):
            return None
        met = {other for block in blocks for other in block}
        for key in others:
            met.update(other for other in self._block(key) if of_one_time(key, self.accounts[other], account))
        met.discard(number)
        return met

    def unsettled(self, before: "Blocks", moved: Iterable[Account]) -> set[int]:
        """Return who may meet others than before because some accounts came or went, beside those who came.

        Within what is compared each with each nothing changes between those who stay; a block so large that it is not
        is taken as changed altogether.
        """
        keys = {key for account in moved for state in (before, self) for key in state.crowded(account)}
        return {number for key in keys for number in self._block(key)}

    def crowded(self, account: Account) -> Iterator[Key]:
        """Yield the blocks of an account, whether it stands in them or not, that are too large for comparing all pairs."""
        if self._size(_report(account)) > _WINDOW:
            yield _report(account)
        yield from (key for key in _named(account) if self._size(key) > _FULL)
        for cell in _cells(account):
            size = self._size(cell)
            if size > _FULL or any(size * len(other) > _FULL * _FULL for other in self._around(cell)):
                yield cell
        for key in _told_of(account):
            if self._size(key) > _FULL and self._size(_without_day(key)):
                yield from (key, _without_day(key))

    def _block(self, key: Key) -> Sequence[int]:
        """Return the numbers in a block; none where there is no such block."""
        return _members(self._blocks.get(key, ()))

    def _size(self, key: Key) -> int:
        return len(self._block(key))

    def _within(self, key: Key, number: int) -> Sequence[int]:
        """Return whom an account meets in a block of its own, itself among them."""
        block = self._block(key)
        return block if len(block) <= _FULL else self._beside(block, number, _NEXT, age)

    def _in_time(self, number: int) -> Iterator[int]:
        """Yield whom an account meets at its places of which one has no day: of many at a place in a week the newest."""
        account, accounts = self.accounts[number], self.accounts
        for key in _undated(account):
            newest = self._block(_all(key))[-_FULL:]
            yield from (other for other in newest if _of_one_time(account, accounts[other]))
        for key in _told_of(account, _UNDATED):
            without_day = self._block(key)
            if without_day:
                told = self._block(_all(key))
                if len(told) <= _FULL or number in told[-_FULL:]:
                    yield from (other for other in without_day if _of_one_time(accounts[other], account))

    def _beside(self, block: Sequence[int], number: int, most: int, order: Order) -> Sequence[int]:
        """Return the numbers up to so many before and after one, that one among them."""
        accounts = self.accounts
        at = bisect_left(block, order(accounts[number].claim), key=lambda other: order(accounts[other].claim))
        return block[max(0, at - most) : at + most + 1]

    def _around(self, cell: Cell) -> Iterator[Sequence[int]]:
        """Yield the cells beside one with which it is compared."""
        for other in beside(cell):
            block = self._block(other)
            if block:
                yield block


def _members(block: Block) -> Sequence[int]:
    return (block,) if isinstance(block, int) else block


def _by_number(accounts: Numbered) -> Mapping[int, Account]:
    return accounts if isinstance(accounts, Mapping) else dict(enumerate(accounts))


def _gathered(accounts: Iterable[tuple[int, Account]]) -> dict[Key, Block]:
    """Return the blocks of numbered accounts by themselves."""
    blocks: dict[Key, Block] = {}
    for number, account in accounts:
        for key in keys(account):
            block = blocks.setdefault(key, number)
            if isinstance(block, int):
                if block != number:
                    blocks[key] = [block, number]
            elif block[-1] != number:
                cast("list[int]", block).append(number)
    return blocks


def _merged(staying: Iterable[int], entering: Sequence[int], accounts: Numbered, order: Order) -> Sequence[int]:
    """Return a block of those who stay, who are in order, and of those who enter."""

    def of(number: int) -> tuple[object, ...]:
        return order(accounts[number].claim)

    block = list(staying)
    if len(entering) * _FEW_OF > len(block):
        return sorted((*block, *entering), key=of)
    for number in entering:
        insort(block, number, key=of)
    return block


def beside(key: Key) -> Iterator[Key]:
    """Yield the keys of the other blocks with which one is compared: the cells beside a cell, those without a day with all."""
    if meets_others_only(key):
        yield _all(key) if key[0] == _UNDATED else _without_day(key)
    if key[0] not in _MEETING:
        return
    grid, family, day, row, column = cast("Cell", key)
    for other, offsets in _MEETING[grid]:
        for up, right in offsets:
            yield other, family, day, row + up, column + right


def meets_others_only(key: Key) -> bool:
    """Tell whether those in a block meet only those of the block beside it: without a day, with all told of a place and a week."""
    return key[0] in {_AT, _UNDATED}


def keys(account: Account) -> Iterator[Key]:
    """Yield the keys of all blocks of an account; one may come more than once."""
    yield _report(account)
    yield from _cells(account)
    yield from _named(account)
    yield from _told_of(account)
    yield from _undated(account)


def _told_of(account: Account, sort: int = _AT) -> Iterator[Key]:
    """Yield the keys of all that is told of the places of an account in the weeks in which it lies, and in any.

    Or with `_UNDATED`, of those among them without a day.
    """
    family, span = account.family, _span(account)
    weeks = () if span is None else _weeks(span)
    for where in _towns(account):
        yield sort, family, where, _ANY_WEEK
        for week in weeks:
            yield sort, family, where, week


def _undated(account: Account) -> Iterator[Key]:
    """Yield the keys of accounts without a day, by place and the weeks of which they may be."""
    if account.days is None:
        weeks = (_ANY_WEEK,) if account.news is None else _weeks(_reach(account, account.news))
        for where in _towns(account):
            for week in weeks:
                yield _UNDATED, account.family, where, week


def _all(undated: Key) -> Key:
    return _AT, *undated[1:]


def _without_day(told: Key) -> Key:
    return _UNDATED, *told[1:]


def of_one_time(key: Key, other: Account, account: Account) -> bool:
    """Tell whether an account meets another for standing beside its block, which has this key (see `meets_others_only`)."""
    return _of_one_time(other, account) if key[0] == _UNDATED else _of_one_time(account, other)


def _of_one_time(undated: Account, other: Account) -> bool:
    """Tell whether an account may be of the days of another that has none; also where nothing says when one was told."""
    news = undated.news
    if news is None or (other.days is None and other.news is None):
        return True
    span, reach = _span(other), _reach(undated, news)
    return span is not None and span[0] <= reach[1] and reach[0] <= span[1]


def _span(account: Account) -> Days | None:
    """Return the days in which an account lies: as said, unless there are too many, or those of which it is news."""
    days = account.days
    if days is None:
        return account.news
    return days if days[1] - days[0] <= _LONG_DAYS else None


def _reach(undated: Account, news: Days) -> Days:
    """Return the days of which an account without one may be; what looks back may be of long before."""
    return (news[0] - RECALLED_DAYS, news[1]) if undated.recalls else news


def _weeks(days: Days) -> range:
    return range(days[0] // _WEEK, days[1] // _WEEK + 1)


def _towns(account: Account) -> Iterator[str]:
    """Yield the towns, quarters and sites of an account, and the sounds of those that nobody can locate."""
    for spot in account.spots + account.beside_spots if account.beside_spots else account.spots:
        if spot.level < WIDE:
            yield spot.id if spot.lat is not None and spot.id is not None else skeleton(spot.bare or spot.name)


def _report(account: Account) -> Key:
    return _REPORT, account.family, account.claim.report


def _place(claim: Claim) -> tuple[Span, Age]:
    """Order claims by where they stand in their report."""
    return claim.span, age(claim)


def _cells(account: Account) -> Iterator[Cell]:
    """Yield the cells by day in which an account is met; wide places lie in wider cells."""
    family = account.family
    told = account.spots + account.beside_spots if account.beside_spots else account.spots
    spots = [(spot.level >= WIDE, spot.lat, spot.lon) for spot in told if spot.lat is not None]
    for day in _days(account) if spots else ():
        for wide, lat, lon in spots:
            if lat is None or lon is None:
                continue
            row, column = floor(lat / _WIDE_CELL), floor(lon / _WIDE_CELL)
            if wide:
                yield _WIDE, family, day, row, column
            else:
                yield _INSIDE, family, day, row, column
                yield _NARROW, family, day, floor(lat / _CELL), floor(lon / _CELL)


def _named(account: Account) -> Iterator[Key]:
    """Yield the keys under which an account is met by what it names, each with the number of its sort."""
    for sort, keys_of in enumerate((_names, _long, _victims, _figures, _copies), start=_NAMED):
        for key in keys_of(account):
            yield sort, account.family, *key


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
            sound = skeleton(spot.bare or spot.name)
            yield from ((sound, day) for day in _days(account))


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
    yield from ((found,) for found in account.hashes)
