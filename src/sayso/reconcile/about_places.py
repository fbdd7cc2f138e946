"""What the places of two accounts say for and against one happening."""

from sayso.gazetteer.sphere import distance_km
from sayso.reconcile.about_counts import share_a_count
from sayso.reconcile.account import WIDE, Account, Spot
from sayso.reconcile.reason import Reason
from sayso.reconcile.spelling import one_name

_SLACK_KM = 10.0
"""How far outside another a place may lie before that speaks against it; points of gazetteers differ by so much."""
_APART_KM = 2.0
_AWAY_KM = 60.0
_AWAY_NORTH = 1.0
_AWAY_EAST = 2.0
"""Degrees of latitude, and of longitude up to 60° from the equator, that are more than `_AWAY_KM` by far."""
AWAY = -3.0
_OTHER_NAME = -0.7
"""Two names that nobody can locate may be a town and a quarter of it, so this forbids nothing; but one small count on one day does
not outweigh it."""
_ONE_PLACE = 0.7


def places(a: Account, b: Account) -> Reason | None:
    """Speak for: a place of one is, or lies within, a place of the other; or against: none reaches any of the other.

    The strongest thing that any two of their places say counts, and silence of two outweighs what the others say against.
    A place that is not an account's own but told beside it speaks for at most.
    """
    if (a.beside_spots or b.beside_spots) and a.claim.report != b.claim.report:
        best = _strongest(a.spots + a.beside_spots, b.spots + b.beside_spots)
        return best if best is not None and best.number > 0 else None
    if len(a.spots) == len(b.spots) == 1 and a.spots[0].lat is not None:
        return _compare(a.spots[0], b.spots[0])
    return _strongest(a.spots, b.spots)


def at_one_place(a: Account, b: Account) -> bool:
    """Tell whether two accounts name one place no wider than a district of a country."""
    found = places(a, b)
    return found is not None and found.number >= _ONE_PLACE


def only_wide(a: Account, b: Account) -> Reason | None:
    """Speak against: one of two reports says no more than the province or the country, where there may be many like it.

    One count, or one party that acts, is enough to outweigh that.
    """
    if (a.within and b.within) or a.claim.report == b.claim.report:
        return None
    if share_a_count(a, b) or a.agents.meets(b.agents):
        return None
    for account in (a, b):
        spots = account.spots + account.beside_spots
        if spots and all(spot.level > WIDE for spot in spots):
            return Reason(-1.0, _no_more_than, (spots[0],))
    return None


def _strongest(ours: tuple[Spot, ...], theirs: tuple[Spot, ...]) -> Reason | None:
    """Return the strongest thing that any two of some places say."""
    best: Reason | None = None
    silent = False
    for s in ours:
        for t in theirs:
            found = _compare(s, t)
            if found is None:
                silent = True
            elif best is None or found.number > best.number:
                best = found
                if best.number == 1.0:
                    return best
    if best is None and ours and theirs and all(spot.lat is None and spot.bare for spot in (*ours, *theirs)):
        return Reason(_OTHER_NAME, _two_names, (ours[0], theirs[0]))
    return None if best is not None and best.number < 0 and silent else best


def apart_km(a: Account, b: Account) -> float | None:
    """Return how far apart the nearest places of two accounts are when none reaches the other; None when one does."""
    best = places(a, b)
    if best is None or best.number >= 0:
        return None
    return min(
        (
            distance_km(s.lat, s.lon, t.lat, t.lon)
            for s in a.spots
            for t in b.spots
            if s.lat is not None and s.lon is not None and t.lat is not None and t.lon is not None
        ),
        default=None,
    )


def elsewhere(a: Account, b: Account) -> bool:
    """Tell at a glance whether no place of one can be anywhere near a place of the other: `places` then gives `AWAY`."""
    ours, theirs = a.area, b.area
    if ours is None or theirs is None:
        return False
    away = (
        ours[0] - theirs[1] > _AWAY_NORTH
        or theirs[0] - ours[1] > _AWAY_NORTH
        or ours[2] - theirs[3] > _AWAY_EAST
        or theirs[2] - ours[3] > _AWAY_EAST
    )
    return away and a.called.isdisjoint(b.called)


def _compare(s: Spot, t: Spot) -> Reason | None:
    """Return what two places say; None when nothing can be said of them."""
    if s.lat is None or s.lon is None or t.lat is None or t.lon is None:
        return _by_name(s, t)
    km = 0.0 if (s.lat, s.lon) == (t.lat, t.lon) else distance_km(s.lat, s.lon, t.lat, t.lon)
    if s.id is not None and s.id == t.id:
        return _one_name(s, t, km)
    if s.level >= WIDE or t.level >= WIDE:
        return _with_wide(s, t, km)
    if s.level == t.level and not s.near and not t.near:
        return _side_by_side(s, t, km)
    reach = max(s.radius_km, t.radius_km)
    if km <= reach:
        return Reason(0.85, _lie, (s, t))
    return None if km <= reach + _SLACK_KM or _one_called(s, t) else _far(s, t, km)


def _by_name(s: Spot, t: Spot) -> Reason | None:
    """Compare two places of which one at least could not be located."""
    if s.name == t.name:
        return Reason(0.75, _at, (s,))
    return Reason(0.7, _one_spelt, (s, t)) if one_name(s.bare, t.bare) else None


def _one_name(s: Spot, t: Spot, km: float) -> Reason:
    """Compare two mentions of one entry; "the east of" and "the west of" it may be two places."""
    wide = max(s.level, t.level)
    if wide < WIDE and km > (s.radius_km + t.radius_km) / 2 and not (s.near or t.near):
        return Reason(-1.0, _are, (s, t))
    number = 0.1 if wide >= 4 else 0.75 if wide == WIDE else 1.0
    return Reason(number, _at, (s,))


def _with_wide(s: Spot, t: Spot, km: float) -> Reason | None:
    """Compare when at least one is a province, a country or a region."""
    reach = max(s.radius_km, t.radius_km)
    if km > s.radius_km + t.radius_km + 2 * _SLACK_KM:
        return Reason(-2.0, _are, (s, t))
    if km > reach:
        return None
    number = 0.1 if max(s.level, t.level) == 5 else 0.35
    return Reason(number, _within, (s, t))


def _side_by_side(s: Spot, t: Spot, km: float) -> Reason | None:
    """Compare two towns, two districts or two sites."""
    if km <= _APART_KM and (s.level == 0 or s.name == t.name):
        return Reason(0.75, _lie, (s, t))
    return _far(s, t, km) if (km > _APART_KM or s.level > 0) and not _one_called(s, t) else None


def _one_called(s: Spot, t: Spot) -> bool:
    """Tell whether two points far apart bear one name, of which one may have been taken for another place of that name."""
    longer, shorter = (s.bare, t.bare) if len(s.bare) >= len(t.bare) else (t.bare, s.bare)
    if not longer.startswith(shorter) or s.id == t.id:
        return False
    return len(longer) == len(shorter) or longer[len(shorter)] == " "


def _far(s: Spot, t: Spot, km: float) -> Reason:
    number = AWAY if km > _AWAY_KM else -2.0 if km > 2 * _SLACK_KM else -1.2
    return Reason(number, _are, (s, t))


def _at(s: Spot) -> str:
    return f"both at {s.said}"


def _one_spelt(s: Spot, t: Spot) -> str:
    return f"{s.said} and {t.said} are one name"


def _two_names(s: Spot, t: Spot) -> str:
    return f"{s.said} and {t.said} are two names"


def _no_more_than(s: Spot) -> str:
    return f"one says no more than {s.said}"


def _within(s: Spot, t: Spot) -> str:
    return f"{s.said} and {t.said} lie one within the other"


def _lie(s: Spot, t: Spot) -> str:
    return f"{s.said} and {t.said} lie {_near(s, t)}"


def _are(s: Spot, t: Spot) -> str:
    return f"{s.said} and {t.said} are {_near(s, t)}"


def _near(s: Spot, t: Spot) -> str:
    """Return how far two places lie apart, as a sentence says it."""
    if s.lat is None or s.lon is None or t.lat is None or t.lon is None:
        return "apart"
    km = distance_km(s.lat, s.lon, t.lat, t.lon)
    return "at one point" if km < 0.1 else f"about {km:.0f} km apart" if km >= 1 else "less than 1 km apart"
