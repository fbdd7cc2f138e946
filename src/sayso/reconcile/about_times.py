"""What the days of two accounts say for and against one happening."""

from datetime import date
from functools import lru_cache

from sayso.reconcile.about_counts import counts_differ, share_a_rare_count
from sayso.reconcile.account import NEWS_DAYS, WIDE, Account, Days, goes_on
from sayso.reconcile.reason import Reason

_FORTNIGHT = 14
_VILLAGE_KM = 2.5
"""Up to what radius a place is a village or less, where hardly two like things happen in a while."""
_YET = frozenset({"planned", "proposed"})
_MAYBE = 0.5
"""How much of that stands against a thing that may have happened."""
_DONE = frozenset({"happened", "ongoing", "ended"})
_MOVING = frozenset({"truce", "statement", "sanctions", "aid", "deployment", "protest"})


def days(a: Account, b: Account) -> Reason | None:
    """Speak for: the days of two accounts overlap, the more the shorter they are; or against: they do not."""
    if a.days is None or b.days is None:
        return _beside(a, b) or _news(a, b)
    if not _overlap(a.days, b.days):
        gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
        number = -4.0 if gap > 3 else -2.0 if gap > 1 else -1.0
        return Reason(number, _differ, (a.days, b.days))
    if a.short and b.short:
        return Reason(1.0, _both, (a.days, b.days))
    if a.days == b.days:
        number = 0.75 if a.days[1] - a.days[0] <= _FORTNIGHT else 0.1
        return Reason(number, f"both in {_written(a.days, b.days)}")
    length = max(a.days[1] - a.days[0], b.days[1] - b.days[0])
    number = 0.4 if length <= _FORTNIGHT else 0.1
    return Reason(number, f"the days of one lie within those of the other ({_written(a.days, b.days)})")


def _beside(a: Account, b: Account) -> Reason | None:
    """Speak for: a day told beside one account is that of another report's."""
    ours, theirs = (account.days or account.beside_days for account in (a, b))
    if a.claim.report == b.claim.report or ours is None or theirs is None or not _overlap(ours, theirs):
        return None
    if max(ours[1] - ours[0], theirs[1] - theirs[0]) > 1:
        return None
    return Reason(0.9, _both_beside, (ours, theirs))


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
    if a.family in _MOVING or b.family in _MOVING:
        return None
    states = {a.claim.status, b.claim.status}
    if states.isdisjoint(_DONE):
        return None
    if not states.isdisjoint(_YET):
        return Reason(-1.0, "one tells of what may come, the other of what is done")
    return Reason(-_MAYBE, "one tells of what may be, the other of what is done") if "possible" in states else None


def _news(a: Account, b: Account) -> Reason | None:
    """Compare when one is told without a date: as news of days that hold the other's, or lie long after them."""
    if a.days is None and b.days is None:
        return Reason(0.25, "both told as news of the same days") if _told_at_once(a, b) else None
    stated, news = (a.days, b.news) if a.days is not None else (b.days, a.news)
    if news is None or stated is None:
        return None
    if stated[1] < news[0]:
        if (a.days is not None and goes_on(a, b)) or (a.recalls or b.recalls):
            return None
        return Reason(-1.5, f"one is dated {_iso(stated)}, the other told as news of {_iso((news[1], news[1]))}")
    close = _overlap(stated, (news[1] - 1, news[1])) and stated[1] - stated[0] <= 1
    return Reason(0.25, "one is dated, the other told as news of those days") if close else None


def undated(a: Account, b: Account) -> Reason | None:
    """Speak against: nothing that two reports say of the day brings the two together, the more the likelier it was another.

    A village or a street has fewer happenings than a city, and a count that is neither small nor round is of few; two counts
    that differ are hardly of one without a day.
    """
    if (a.days is not None and b.days is not None) or a.claim.report == b.claim.report or _told_at_once(a, b):
        return None
    if _beside(a, b) is not None or (a.recalls != b.recalls and a.news is not None and b.news is not None):
        return None
    stated, news = (a.days, b.news) if a.days is not None else (b.days, a.news)
    if stated is not None and news is not None and (_overlap(stated, (news[1] - 1, news[1])) or stated[1] < news[0]):
        return None
    if stated is None and a.news is not None and b.news is not None and abs(a.news[1] - b.news[1]) > NEWS_DAYS:
        return Reason(-1.5, "told as news of other weeks")
    narrow = any(
        spot.level < WIDE and (spot.lat is None or spot.radius_km <= _VILLAGE_KM) for spot in (*a.spots, *b.spots)
    )
    number = -0.7 if narrow or share_a_rare_count(a, b) else -1.0
    return Reason(number - 0.4 if counts_differ(a, b) else number, "nothing says that it was on one day")


def _told_at_once(a: Account, b: Account) -> bool:
    """Tell whether two reports tell two happenings without a date as news of the same days."""
    if a.days is not None or b.days is not None or a.news is None or b.news is None:
        return False
    return abs(a.news[1] - b.news[1]) <= 1 and a.claim.report != b.claim.report


def _differ(ours: Days, theirs: Days) -> str:
    return f"one on {_iso(ours)}, the other on {_iso(theirs)}"


def _both(ours: Days, theirs: Days) -> str:
    return f"both on {_written(ours, theirs)}"


def _both_beside(ours: Days, theirs: Days) -> str:
    return f"both on {_written(ours, theirs)}, as is told beside"


def _overlap(a: Days, b: Days) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _written(a: Days, b: Days) -> str:
    """Return the days that both hold."""
    return _iso((max(a[0], b[0]), min(a[1], b[1])))


@lru_cache(maxsize=4096)
def _iso(days: Days) -> str:
    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first} to {last}"
