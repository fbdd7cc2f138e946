"""What the figures of two accounts say for and against one happening."""

from collections.abc import Iterator

from sayso.reconcile.account import Account, Count
from sayso.reconcile.reason import Reason

_ANYONE = frozenset({"", "people"})
_TIMES = 3
"""How many times larger one exact count must be than another to speak against it."""


def figures(a: Account, b: Account) -> Reason | None:
    """Speak for: both give one number of the same, the more the larger and the less round it is.

    Or against: two exact counts of the same, one several times the other.
    """
    best: Reason | None = None
    for c, d in _alike(a, b):
        low = c.figure.low
        if low is None or "vague" in {c.figure.bound, d.figure.bound}:
            continue
        if (low, c.figure.high) == (d.figure.low, d.figure.high):
            number = 0.2 if low < 3 else 0.5 if low < 10 else 0.6 if low % 50 == 0 else 1.0
            if best is None or number > best.number:
                best = Reason(number, _same_number, (c,))
        elif best is None and c.exact and d.exact and _far(c, d):
            best = Reason(-1.3, _far_numbers, (c, d))
    return best


def same_victim(a: Account, b: Account) -> Reason | None:
    """Speak for: both name the same person among those they count."""
    shared = a.victims & b.victims
    return Reason(1.0, f"both name {', '.join(sorted(shared))}") if shared else None


def same_counted(a: Account, b: Account) -> Reason | None:
    """Speak a little for: both count the same sort of people, where that says more than "people"."""
    shared = a.counted & b.counted
    return Reason(1.0, f"both count {', '.join(sorted(name for _, name in shared))}") if shared else None


def other_count(a: Account, b: Account) -> Reason | None:
    """Speak against: one source gives two counts of the same in one passage, for other places or other days.

    Without that difference the second is a correction of the first, unless it is several times as high.
    """
    if a.passage != b.passage or not (a.voice == b.voice or _goes_on(a, b)):
        return None
    elsewhere = {s.id or s.name for s in a.spots} != {s.id or s.name for s in b.spots}
    other = elsewhere or (a.voice == b.voice and a.days != b.days)
    for c, d in _alike(a, b):
        if _disagree(c, d) if other else (a.voice == b.voice and _far(c, d)):
            return Reason(-1.0, f"one source counts two sorts of {c.measure} in one passage")
    return None


def _goes_on(a: Account, b: Account) -> bool:
    """Tell whether a toll without a speaker goes on with the one before it ("They were among 54 dead across Ostland")."""
    tolls = a.claim.event == b.claim.event == "casualty-toll" and {a.claim.channel, b.claim.channel} == {"body"}
    return tolls and bool(a.claim.speakers) and not b.claim.speakers


def other_extent(a: Account, b: Account) -> Reason | None:
    """Speak against: a count for a whole country, and another for a place in it."""
    if not ((a.nationwide and b.within) or (b.nationwide and a.within)):
        return None
    for c, d in _alike(a, b):
        if _disagree(c, d):
            return Reason(-1.0, f"one counts {c.measure} for a country, the other for a place in it")
    return None


def _alike(a: Account, b: Account) -> Iterator[tuple[Count, Count]]:
    """Yield the pairs of whole counts with one measure, of the same or of nobody in particular."""
    for c in a.wholes:
        for d in b.wholes:
            if c.measure == d.measure:
                ours, theirs = c.population.name, d.population.name
                if ours == theirs or (ours in _ANYONE and theirs in _ANYONE):
                    yield c, d


def _same_number(c: Count) -> str:
    return f"both give {c.figure.low:,} {c.measure}"


def _far_numbers(c: Count, d: Count) -> str:
    return f"{c.figure.low:,} and {d.figure.low:,} {c.measure} are far from each other"


def _disagree(c: Count, d: Count) -> bool:
    """Tell whether two counts give different numbers."""
    return (c.figure.low, c.figure.high) != (d.figure.low, d.figure.high)


def _far(c: Count, d: Count) -> bool:
    """Tell whether one of two counts is several times the other, and more than a few higher."""
    low, high = sorted((c.figure.low or 0, d.figure.low or 0))
    return high >= _TIMES * max(low, 1) and high - low >= 5
