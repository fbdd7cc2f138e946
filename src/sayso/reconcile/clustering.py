"""Clustering with caution: an account joins an event only by a strong link, and only when no member contradicts it.

What people decided goes first and outranks every point. Then the strongest links go first. An account that fits two events equally well which cannot be one joins neither: one
survivor or none. Readers' comments join last and never bring two events together.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from sayso.decisions import Constraint
from sayso.reconcile.account import Account
from sayso.reconcile.blocking import Blocks
from sayso.reconcile.bonds import NO_BONDS, Bonds
from sayso.reconcile.reasons import forbids, joining

_SHOWN = 32
"""How many members of a large event, the oldest ones, are asked whether they contradict."""
_AGAINST = 2
"""How many joins of two groups one contradiction between them weighs up."""
_TIE = 0.25
"""Two links that differ by less are equally strong."""


class Group(NamedTuple):
    """Accounts of one event, oldest first, with the pairs by which they came together."""

    members: tuple[Account, ...]
    links: tuple[tuple[Account, Account], ...]
    decided: tuple[Constraint, ...] = ()
    """What people decided about which of them stand together, or apart from others."""


class Tie(NamedTuple):
    """Two accounts, by number, that are taken to tell of one happening, and the score that says so."""

    score: float
    low: int
    high: int


class _Ties:
    """Many ties, in a sixth of the room that they take one by one."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self._scores, self._lows, self._highs = array("d"), array("q"), array("q")
        for score, low, high in ties:
            self._scores.append(score)
            self._lows.append(low)
            self._highs.append(high)

    def __iter__(self) -> Iterator[Tie]:
        return map(Tie, self._scores, self._lows, self._highs)

    def __getitem__(self, place: int) -> Tie:
        return Tie(self._scores[place], self._lows[place], self._highs[place])


class Component(NamedTuple):
    """Accounts that ties bring together, directly or through others, by number; its events depend on nothing outside."""

    members: list[int]
    ties: list[Tie]


def tied(accounts: Sequence[Account]) -> Iterator[Tie]:
    """Yield the ties among all accounts that meet, the older account first; accounts are given in order of their rank."""
    blocks = Blocks.of(accounts)
    for account in accounts:
        high = account.rank
        for low in blocks.company(high):
            if low < high:
                score = joining(accounts[low], account)
                if score is not None:
                    yield Tie(score, low, high)


def components(numbers: Iterable[int], ties: Iterable[Tie], bonds: Bonds = NO_BONDS) -> Iterator[Component]:
    """Yield the components of accounts, among them those of one; members and components in the order of `numbers`.

    What a person brought together is of one component too.
    """
    kept = _Ties(ties)  # first of all: while ties are found, whoever finds them holds much
    first = {number: number for number in numbers}

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = number = first[first[number]]
        return number

    for _, low, high in kept:
        first[root(high)] = root(low)
    for low, high in bonds.together:
        first[root(high)] = root(low)
    several = {root(number): (array("q"), array("q")) for number in first if root(number) != number}
    for number in first:
        if root(number) in several:
            several[root(number)][0].append(number)
    for place, tie in enumerate(kept):
        several[root(tie.low)][1].append(place)
    for number in first:
        members, places = several.get(root(number), ((number,), ()))
        if members[0] == number:
            yield Component(list(members), [kept[place] for place in places])


def cluster(accounts: Mapping[int, Account], ties: Iterable[Tie], bonds: Bonds = NO_BONDS) -> list[Group]:
    """Return the events of the accounts of one component, or of several; the oldest event first.

    The accounts' numbers are in the order of their age. `bonds` are what people decided.
    """
    return _clustered(accounts, ties, bonds).groups()


def members_of(accounts: Mapping[int, Account], ties: Iterable[Tie]) -> list[list[int]]:
    """Return the numbers of the accounts of each event that `cluster` returns, in no order."""
    return _clustered(accounts, ties, NO_BONDS).members()


def _clustered(accounts: Mapping[int, Account], ties: Iterable[Tie], bonds: Bonds) -> "_Joining":
    ordered = sorted(ties, key=lambda tie: (-tie.score, tie.low, tie.high))
    state = _Joining(accounts, ordered, bonds)
    state.bind()
    state.join(tie for tie in ordered if not (accounts[tie.low].comment or accounts[tie.high].comment))
    state.join((tie for tie in ordered if accounts[tie.low].comment or accounts[tie.high].comment), remarks=True)
    return state


class _Joining:
    """The state of one clustering: which group each account is in, and what brought it there."""

    def __init__(self, accounts: Mapping[int, Account], ties: Sequence[Tie], bonds: Bonds) -> None:
        self._accounts = accounts
        self._bonds = bonds
        self._group = {number: number for number in accounts}
        self._members = {number: [number] for number in accounts}
        self._made: dict[int, list[Tie]] = {}
        self._forbidden: dict[tuple[int, int], bool] = {}
        self._joins: dict[tuple[int, int], bool] = {(tie.low, tie.high): True for tie in ties}
        self._ties: dict[int, list[Tie]] = {}
        for tie in ties:
            self._ties.setdefault(tie.low, []).append(tie)
            self._ties.setdefault(tie.high, []).append(tie)

    def bind(self) -> None:
        """Join what people said is of one event."""
        for number in self._accounts if self._bonds.together else ():
            for other in self._bonds.next_to.get(number, ()):
                self._merge(self._group[number], self._group[other])

    def join(self, ties: Iterable[Tie], *, remarks: bool = False) -> None:
        """Join along ties, the strongest first, where nothing speaks against it; `remarks` are ties of comments."""
        for tie in ties:
            one, two = self._group[tie.low], self._group[tie.high]
            if one == two or self._torn(tie.low, tie) or self._torn(tie.high, tie):
                continue
            if (remarks and self._bridges(one, two)) or self._contradict(one, two):
                continue
            self._merge(one, two, tie)

    def members(self) -> list[list[int]]:
        """Return the numbers of the accounts of each group as it stands."""
        return list(self._members.values())

    def groups(self) -> list[Group]:
        """Return the groups as they stand."""
        accounts = self._accounts
        return [
            Group(
                tuple(accounts[number] for number in sorted(members)),
                tuple((accounts[tie.low], accounts[tie.high]) for tie in self._made.get(group, ())),
                self._bonds.of(members),
            )
            for group, members in sorted(self._members.items(), key=lambda item: min(item[1]))
        ]

    def _merge(self, one: int, two: int, tie: Tie | None = None) -> None:
        if one == two:
            return
        if len(self._members[one]) < len(self._members[two]):
            one, two = two, one
        moved = self._members.pop(two)
        self._members[one].extend(moved)
        for rank in moved:
            self._group[rank] = one
        self._made.setdefault(one, []).extend([*self._made.pop(two, []), *([] if tie is None else [tie])])

    def _torn(self, rank: int, tie: Tie) -> bool:
        """Tell whether an account that stands alone fits another event as well as this, and the two cannot be one."""
        if len(self._members[self._group[rank]]) > 1:
            return False
        ours = self._group[tie.high if rank == tie.low else tie.low]
        rivals = {
            self._group[other.high if rank == other.low else other.low]
            for other in self._ties[rank]
            if abs(other.score - tie.score) < _TIE
        }
        return any(self._contradict(ours, theirs) for theirs in rivals - {ours, rank})

    def _bridges(self, one: int, two: int) -> bool:
        """Tell whether two groups that each hold more than readers' comments would be brought together."""
        return not any(all(self._accounts[rank].comment for rank in self._members[group]) for group in (one, two))

    def _contradict(self, one: int, two: int) -> bool:
        """Tell whether two groups cannot be one.

        They cannot when a person said so, when one report sets two of their accounts apart, or when reports contradict each
        other more than they agree.
        """
        if self._bonds.apart and self._bonds.part(self._members[one], self._members[two]):
            return True
        ours, theirs = (sorted(self._members[group])[:_SHOWN] for group in (one, two))
        pairs = len(ours) * len(theirs)
        against = 0
        for a, b in product(ours, theirs):
            if self._forbids(a, b):
                against += 1
                if self._of_one_report(a, b) or (1 + _AGAINST) * against >= pairs:  # whatever all others say
                    return True
        return against > 0 and not self._agree(ours, theirs, _AGAINST * against)

    def _agree(self, ours: Sequence[int], theirs: Sequence[int], most: int) -> bool:
        """Tell whether more than so many pairs of two groups join."""
        joined = 0
        for a, b in product(ours, theirs):
            joined += self._joined(a, b)
            if joined > most:
                return True
        return False

    def _of_one_report(self, a: int, b: int) -> bool:
        return self._accounts[a].claim.report == self._accounts[b].claim.report

    def _joined(self, a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        known = self._joins.get(pair)
        if known is None:
            accounts = self._accounts
            known = self._joins[pair] = not self._forbids(a, b) and joining(accounts[a], accounts[b]) is not None
        return known

    def _forbids(self, a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        known = self._forbidden.get(pair)
        if known is None:
            known = self._forbidden[pair] = forbids(self._accounts[a], self._accounts[b])
        return known
