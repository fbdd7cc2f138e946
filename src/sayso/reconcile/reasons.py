"""The reasons for and against joining two accounts, one row each with its weight, and how they add up."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from sayso.reconcile import about_counts, about_parties, about_places, about_telling, about_times
from sayso.reconcile.account import Account, told_later
from sayso.reconcile.kinds import AGREEMENT
from sayso.reconcile.kinship import (
    ALWAYS,
    COUNTED,
    DAYLESS,
    FIGURES,
    HEADING,
    LOOKS_BACK,
    NEAR,
    OUTCOMES,
    PERSONS,
    PLACELESS,
    REPORT,
    WORDS,
    kinship,
)
from sayso.reconcile.reason import Judge, Reason


class Row(NamedTuple):
    """One reason with its weight."""

    judge: Judge
    weight: float
    most: float = 1.0
    """The highest number that it gives: 0 for one that only speaks against."""
    needs: int = ALWAYS
    """It is silent on two accounts that have none of this in common (see `kinship`)."""
    silence: bool = False
    """Whether it speaks of what is not said: that keeps two accounts from joining, but contradicts nothing."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """What all reasons together say of two accounts."""

    score: float
    against: float
    """The sum of the reasons that contradict, 0 or less."""
    reasons: tuple[Reason, ...]
    """Those that spoke, each with the points that it gave."""

    @property
    def joins(self) -> bool:
        """Whether the two are taken to tell of one happening."""
        return self.score >= JOINS

    @property
    def forbids(self) -> bool:
        """Whether the two can stand in no event together."""
        return self.against <= FORBIDS and self.score < JOINS


JOINS = 3.5
"""Points that join: kind and day alone do not reach it, kind and day and town do."""
FORBIDS = -1.5
"""Points against that keep two accounts apart when nothing outweighs them."""


def kinds(a: Account, b: Account) -> Reason | None:
    """Speak for: the kinds may be one happening's, the more the more exact they are; or against: they hardly can."""
    ours, theirs = a.claim.event, b.claim.event
    number = AGREEMENT[ours, theirs]
    if number == 0:
        return None
    if number < 0:
        return Reason(number, f"{ours} is not {theirs}")
    return Reason(number, f"both {ours}" if ours == theirs else f"{ours} and {theirs}")


REASONS: tuple[Row, ...] = (
    Row(about_telling.same_words, 4.0, needs=WORDS),
    Row(about_counts.same_victim, 3.0, needs=PERSONS),
    Row(about_telling.told_together, 1.5, needs=NEAR),
    Row(about_telling.under_heading, 1.0, needs=HEADING),
    Row(about_telling.points_back, 1.25, needs=NEAR),
    Row(about_telling.recalls, 2.0, needs=LOOKS_BACK),
    Row(about_telling.second_account, 1.5, needs=NEAR | OUTCOMES),
    Row(about_places.places, 2.0),
    Row(about_times.days, 2.0),
    Row(kinds, 1.25),
    Row(about_telling.set_apart, 5.0, most=0.0, needs=REPORT),
    Row(about_telling.unplaced, 1.0, most=0.0, needs=PLACELESS, silence=True),
    Row(about_places.only_wide, 0.6, most=0.0, needs=PLACELESS, silence=True),
    Row(about_times.undated, 1.5, most=0.0, needs=DAYLESS, silence=True),
    Row(about_times.not_yet, 2.0, most=0.0),
    Row(about_times.other_stretch, 3.0, most=0.0),
    Row(about_counts.other_count, 6.0, most=0.0, needs=REPORT),
    Row(about_counts.other_extent, 5.0, most=0.0, needs=FIGURES),
    Row(about_parties.other_agent, 1.5, most=0.0),
    Row(about_counts.figures, 1.5, most=about_counts.MOST, needs=FIGURES),
    Row(about_parties.same_party, 1.0),
    Row(about_parties.same_speaker, 0.5),
    Row(about_counts.same_counted, 0.5, needs=COUNTED),
)
"""Every reason there is. A row's number times its weight is what it gives; weights are judgements, not measurements."""


Asked = tuple[tuple[Judge, float, bool, float], ...]
"""Rows in the order in which they are asked: judge, weight, whether of silence, and the most that those after it can add."""
_FIRST = (about_places.places, about_times.days, kinds)
"""Asked first where only the verdict counts: they settle most pairs."""
_ALMOST = JOINS - 1e-6
"""What cannot be reached any more settles the matter; a little less, since sums of floats depend on their order."""


def _asked(rows: Sequence[Row]) -> Asked:
    to_come = tuple(accumulate((row.weight * row.most for row in reversed(rows)), initial=0.0))[-2::-1]
    return tuple((row.judge, row.weight, row.silence, rest) for row, rest in zip(rows, to_come, strict=True))


class _Decisive(dict[int, tuple[bool, Asked]]):
    """By kinship of two accounts: the rows that may speak of them, the decisive ones first, worked out once when asked for.

    Before them stands whether nothing of all that outweighs places far from each other, which are asked first.
    """

    def __missing__(self, common: int) -> tuple[bool, Asked]:
        rows = [row for row in REASONS if row.needs == ALWAYS or row.needs & common]
        asked = _asked(sorted(rows, key=lambda row: (row.judge not in _FIRST, row.most == 0)))
        _, weight, _, to_come = asked[0]
        found = self[common] = about_places.AWAY * weight + to_come < _ALMOST, asked
        return found


_ASKED = _asked(REASONS)
_DECISIVE = _Decisive()


def weigh(a: Account, b: Account) -> Link:
    """Return what all reasons say of two accounts; the order of the two makes no difference.

    Where it is settled that the two cannot stand together, the rest is not asked.
    """
    if told_later(a, b):
        a, b = b, a
    score = against = 0.0
    spoken: list[Reason] = []
    for judge, weight, silence, to_come in _ASKED:
        reason = judge(a, b)
        if reason is not None:
            points = reason.number * weight
            score += points
            spoken.append(Reason(points, reason.words, reason.told))
            if points < 0 and not silence:
                against += points
            if against <= FORBIDS and score + to_come < JOINS:
                break
    return Link(round(score, 4), round(against, 4), tuple(spoken))


def joining(a: Account, b: Account) -> float | None:
    """Return the score of two accounts that join, the same as `weigh` gives, and None for two that do not.

    Most pairs that meet do not join, and of those that do, few are ever explained: so rows that cannot speak are not
    asked, those that settle most go first, and it ends when joining is out of reach.
    """
    common = kinship(a, b)
    apart, asked = _DECISIVE[common]
    if apart and about_places.elsewhere(a, b):
        return None
    if common & (REPORT | LOOKS_BACK) and told_later(a, b):
        a, b = b, a
    score = 0.0
    for judge, weight, _, to_come in asked:
        reason = judge(a, b)
        if reason is not None:
            score += reason.number * weight
        if score + to_come < _ALMOST:
            return None
    score = round(score, 4)
    return score if score >= JOINS else None


def forbids(a: Account, b: Account) -> bool:
    """Tell whether two accounts can stand in no event together, as `weigh(a, b).forbids` does, asking no more than it must."""
    common = kinship(a, b)
    if common & (REPORT | LOOKS_BACK) and told_later(a, b):
        a, b = b, a
    score = against = 0.0
    for judge, weight, silence, to_come in _DECISIVE[common][1]:
        reason = judge(a, b)
        if reason is not None:
            points = reason.number * weight
            score += points
            if points < 0 and not silence:
                against += points
            if against <= FORBIDS and score + to_come < _ALMOST:
                return True
    return round(against, 4) <= FORBIDS and round(score, 4) < JOINS
