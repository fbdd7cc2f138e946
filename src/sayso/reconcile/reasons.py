"""The reasons for and against joining two accounts, one row each with its weight, and how they add up."""

from itertools import accumulate
from typing import NamedTuple

import msgspec

from sayso.reconcile import about_counts, about_parties, about_places, about_telling, about_times
from sayso.reconcile.account import Account
from sayso.reconcile.kinds import AGREEMENT
from sayso.reconcile.reason import Judge, Reason


class Row(NamedTuple):
    """One reason with its weight."""

    judge: Judge
    weight: float
    most: float = 1.0
    """The highest number that it gives: 0 for one that only speaks against."""
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
    Row(about_telling.same_words, 4.0),
    Row(about_counts.same_victim, 3.0),
    Row(about_telling.told_together, 1.5),
    Row(about_telling.under_heading, 1.0),
    Row(about_telling.points_back, 1.25),
    Row(about_telling.recalls, 2.0),
    Row(about_telling.second_account, 1.5),
    Row(about_places.places, 2.0),
    Row(about_times.days, 2.0),
    Row(kinds, 1.25),
    Row(about_telling.set_apart, 5.0, most=0.0),
    Row(about_telling.unplaced, 1.0, most=0.0, silence=True),
    Row(about_places.only_wide, 0.6, most=0.0, silence=True),
    Row(about_times.undated, 1.5, most=0.0, silence=True),
    Row(about_times.not_yet, 2.0, most=0.0),
    Row(about_times.other_stretch, 3.0, most=0.0),
    Row(about_counts.other_count, 6.0, most=0.0),
    Row(about_counts.other_extent, 5.0, most=0.0),
    Row(about_parties.other_agent, 1.5, most=0.0),
    Row(about_counts.figures, 1.5, most=about_counts.MOST),
    Row(about_parties.same_party, 1.0),
    Row(about_parties.same_speaker, 0.5),
    Row(about_counts.same_counted, 0.5),
)
"""Every reason there is. A row's number times its weight is what it gives; weights are judgements, not measurements."""


_TO_COME = tuple(accumulate((row.weight * row.most for row in reversed(REASONS)), initial=0.0))[-2::-1]
_ASKED = tuple((row.judge, row.weight, row.silence, to_come) for row, to_come in zip(REASONS, _TO_COME, strict=True))
"""Each row with the most that those after it can add."""


def weigh(a: Account, b: Account) -> Link:
    """Return what all reasons say of two accounts; the order of the two makes no difference.

    Where it is settled that the two cannot stand together, the rest is not asked.
    """
    if _told_later(a, b):
        a, b = b, a
    score = against = 0.0
    spoken: list[Reason] = []
    for judge, weight, silence, to_come in _ASKED:
        reason = judge(a, b)
        if reason is not None:
            points = reason.number * weight
            score += points
            spoken.append(Reason(points, reason.sentence))
            if points < 0 and not silence:
                against += points
            if against <= FORBIDS and score + to_come < JOINS:
                break
    return Link(round(score, 4), round(against, 4), tuple(spoken))


def _told_later(a: Account, b: Account) -> bool:
    """Tell whether `a` is told after `b`: later in one report's text, or later at all."""
    if a.claim.report == b.claim.report:
        return (a.claim.span, a.rank) > (b.claim.span, b.rank)
    return a.rank > b.rank
