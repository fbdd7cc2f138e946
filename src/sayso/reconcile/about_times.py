"""What the days of two accounts say for and against one happening."""

from datetime import date
from functools import lru_cache

from sayso.reconcile.account import Account, Days
from sayso.reconcile.reason import Reason

_FORTNIGHT = 14
_YET = frozenset({"planned", "proposed", "possible"})
_DONE = frozenset({"happened", "ongoing", "ended"})
_MOVING = frozenset({"truce", "statement", "sanctions", "aid", "deployment", "protest"})


def days(a: Account, b: Account) -> Reason | None:
    """Speak for: the days of two accounts overlap, the more the shorter they are; or against: they do not."""
    if a.days is None or b.days is None:
        return _news(a, b)
    if not _overlap(a.days, b.days):
        gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
        number = -4.0 if gap > 3 else -2.0 if gap > 1 else -1.0
        return Reason(number, _differ, (a.days, b.days))
    if a.short and b.short:
        return Reason(1.0, _both, (a.days, b.days))
    if a.days == b.days:
        return Reason(0.75, f"both in {_written(a.days, b.days)}")
    length = max(a.days[1] - a.days[0], b.days[1] - b.days[0])
    number = 0.4 if length <= _FORTNIGHT else 0.1
    return Reason(number, f"the days of one lie within those of the other ({_written(a.days, b.days)})")


def other_stretch(a: Account, b: Account) -> Reason | None:
    """Speak against: one counts over a long time what the other tells of a day or two."""
    if a.days is None or b.days is None or not _overlap(a.days, b.days):
        return None
    lengths = sorted((a.days[1] - a.days[0], b.days[1] - b.days[0]))
    if lengths[1] <= _FORTNIGHT or lengths[0] * 2 > lengths[1]:
        return None
    return Reason(-1.0, f"one covers {lengths[0] + 1} days, the other {lengths[1] + 1}")


def not_yet(a: Account, b: Account) -> Reason | None:
    """Speak against: one tells of what may come, the other of what is done; a truce or aid moves from one to the other."""
    if a.family in _MOVING:
        return None
    states = (a.claim.status, b.claim.status)
    if (states[0] in _YET and states[1] in _DONE) or (states[1] in _YET and states[0] in _DONE):
        return Reason(-1.0, "one tells of what may come, the other of what is done")
    return None


def _news(a: Account, b: Account) -> Reason | None:
    """Compare when one is told without a date: as news of days that hold the other's, or lie long after them."""
    stated, news = (a.days, b.news) if a.days is not None else (b.days, a.news)
    if news is None:
        return None
    if stated is None:
        near = a.news is not None and abs(a.news[1] - news[1]) <= 1 and a.claim.report != b.claim.report
        return Reason(0.25, "both told as news of the same days") if near else None
    if stated[1] < news[0]:
        return Reason(-1.5, f"one is dated {_iso(stated)}, the other told as news of {_iso((news[1], news[1]))}")
    close = _overlap(stated, (news[1] - 1, news[1])) and stated[1] - stated[0] <= 1
    return Reason(0.25, "one is dated, the other told as news of those days") if close else None


def _differ(ours: Days, theirs: Days) -> str:
    return f"one on {_iso(ours)}, the other on {_iso(theirs)}"


def _both(ours: Days, theirs: Days) -> str:
    return f"both on {_written(ours, theirs)}"


def _overlap(a: Days, b: Days) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _written(a: Days, b: Days) -> str:
    """Return the days that both hold."""
    return _iso((max(a[0], b[0]), min(a[1], b[1])))


@lru_cache(maxsize=4096)
def _iso(days: Days) -> str:
    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first} to {last}"
