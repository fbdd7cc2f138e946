"""What the figures of two accounts say for and against one happening."""

from collections.abc import Iterator

from sayso.reconcile.account import Account, Count
from sayso.reconcile.reason import Reason
from sayso.reconcile.spelling import one_name

_ANYONE = frozenset({"", "people"})
_FEW, _MANY, _ROUND = 3, 10, 50
"""Below which a number is very small and small, and of which a large one is a multiple when it is round."""
MOST = 1.6
"""What several figures alike prove at most, in units of one that is neither small nor round."""
_TIMES = 3
"""How many times larger one exact count must be than another to speak against it."""


def figures(a: Account, b: Account) -> Reason | None:
    """Speak for: both give one number of the same, the more the larger and the less round it is.

    Or against: two exact counts of the same, one several times the other.
    """
    best: Reason | None = None
    several: dict[tuple[str, str], float] = {}
    for c, d in _alike(a, b):
        low = c.figure.low
        if low is None or "vague" in {c.figure.bound, d.figure.bound}:
            continue
        if low == d.figure.low and (c.figure.high == d.figure.high or None in {c.figure.high, d.figure.high}):
            number = _worth(low)
            several[c.measure, c.population.name] = number
            if best is None or number > best.number:
                best = Reason(number, _same_number, (c, 0))
        elif best is None and c.exact and d.exact and _far(c, d) and not (b.risen and low < (d.figure.low or 0)):
            best = Reason(-1.3, _far_numbers, (c, d))
    if best is not None and len(several) > 1:
        return Reason(min(MOST, sum(several.values())), best.words, (best.told[0], len(several) - 1))
    return best


def same_victim(a: Account, b: Account) -> Reason | None:
    """Speak for: both name the same person, the more where he is counted among the dead or hurt."""
    if not (a.persons and b.persons):
        return None
    named = [(x, y) for x in sorted(a.persons) for y in sorted(b.persons) if one_name(x, y)]
    if not named:
        return None
    counted = any(x in a.victims or y in b.victims for x, y in named)
    return Reason(1.0 if counted else 0.6, f"both name {named[0][0].title()}")


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


def share_a_count(a: Account, b: Account) -> bool:
    """Tell whether two accounts give one number of the same."""
    return any(not _disagree(c, d) for c, d in _alike(a, b))


def share_a_rare_count(a: Account, b: Account) -> bool:
    """Tell whether two accounts give one number of the same that is neither small nor round."""
    return any(not _disagree(c, d) and _worth(c.figure.low) == 1.0 for c, d in _alike(a, b))


def counts_differ(a: Account, b: Account) -> bool:
    """Tell whether two accounts give different numbers of the same."""
    return any(_disagree(c, d) for c, d in _alike(a, b))


def _alike(a: Account, b: Account) -> Iterator[tuple[Count, Count]]:
    """Yield the pairs of whole counts with one measure, of the same or of nobody in particular."""
    for c in a.wholes:
        for d in b.wholes:
            if c.measure == d.measure:
                ours, theirs = c.population.name, d.population.name
                if ours == theirs or (ours in _ANYONE and theirs in _ANYONE):
                    yield c, d


def _same_number(c: Count, more: int) -> str:
    return f"both give {c.figure.low:,} {c.measure}" + (f", and {more} more alike" if more else "")


def _far_numbers(c: Count, d: Count) -> str:
    return f"{c.figure.low:,} and {d.figure.low:,} {c.measure} are far from each other"


def _worth(number: float | None) -> float:
    """Return how much it says that two accounts give one number: small and round ones are given of much."""
    if number is None:
        return 0.0
    return 0.2 if number < _FEW else 0.5 if number < _MANY else 0.6 if number % _ROUND == 0 else 1.0


def _disagree(c: Count, d: Count) -> bool:
    """Tell whether two counts give different numbers."""
    return (c.figure.low, c.figure.high) != (d.figure.low, d.figure.high)


def _far(c: Count, d: Count) -> bool:
    """Tell whether one of two counts is several times the other, and more than a few higher."""
    low, high = sorted((c.figure.low or 0, d.figure.low or 0))
    return high >= _TIMES * max(low, 1) and high - low >= 5
