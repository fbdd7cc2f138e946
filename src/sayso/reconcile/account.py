"""An account: a claim as it is compared with others, with everything that the comparison needs worked out once."""

from collections.abc import Sequence
from datetime import date

import msgspec

from sayso.lexicon.load import fold
from sayso.reconcile.words import Outcome
from sayso.records import Claim
from sayso.register.grades import Digit, Letter
from sayso.register.populations import Population
from sayso.spans import Span
from sayso.values.figure import Figure
from sayso.values.kinds import Measure
from sayso.values.place import PlacePrecision

Age = tuple[str, str, Span, str]
"""What puts claims in order, the oldest first: see `age`."""
Days = tuple[int, int]
"""First and last day, as proleptic ordinals, both included."""

LEVELS: dict[PlacePrecision, int] = {
    "exact": 0, "district": 1, "city": 2, "near": 2, "admin2": 3, "admin1": 4, "region": 4, "country": 5, "unknown": -1,
}  # fmt: skip
"""How wide a kind of place is; -1 for one that could not be located."""
WIDE = 3
"""The level from which a place holds several towns."""
OPEN_DAYS = 3650
"""How far back an open beginning is taken to reach."""
CLOSE = 500
"""Up to how many characters after another an account goes on from it."""
RECALLED_DAYS = 60
"""For how long after a happening a toll that rises, or a denial, is taken to be of it."""
NEWS_DAYS = 7
"""How old a happening without a date is taken to be at most when it is reported."""


Area = tuple[float, float, float, float]
"""South, north, west and east end, in degrees."""
_BROAD_KM = 50
_POLAR = 60
_DATE_LINE = 175


class Spot(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place as it is compared."""

    said: str
    name: str
    """The same, folded."""
    bare: str
    """The same in plain letters, without articles and words for kinds of place."""
    id: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    level: int
    near: bool


class Count(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A figure as it is compared."""

    measure: Measure
    population: Population
    figure: Figure
    person: str | None
    """The folded name of the one person who is counted, if one is named."""
    listed: bool = True
    """Whether the list of populations knows the noun; "sailors" may as well be the people of another count."""

    @property
    def whole(self) -> bool:
        """Whether it is no part of another figure, and counts more than one named person."""
        return self.figure.part_of is None and self.person is None

    @property
    def exact(self) -> bool:
        """Whether one number was said without a hedge."""
        return self.figure.bound == "exact" and self.figure.low is not None and self.figure.low == self.figure.high


class Party(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Those who play one part in a claim."""

    keys: frozenset[str] = frozenset()
    """Ids of the register, with the states whose organs they are; folded names where there is no id."""
    kin: frozenset[str] = frozenset()
    """The same with every body above them, and the last words of names."""
    named: bool = False
    """Whether any of them is a name rather than a description ("gunmen")."""
    sides: frozenset[tuple[str, str]] = frozenset()
    """The conflicts in which they stood on a side, and the side."""

    def meets(self, other: "Party") -> bool:
        """Tell whether one of them is one of the others, or stands above or below one."""
        return not (self.keys.isdisjoint(other.kin) and self.kin.isdisjoint(other.keys))


class Account(msgspec.Struct, frozen=True, gc=False):
    """A claim with what is compared; `rank` is its place among all claims given, oldest first."""

    rank: int
    claim: Claim
    family: str
    comment: bool
    days: Days | None
    """When it happened, as said."""
    news: Days | None
    """When a happening without a date is taken to lie, by the day on which it was told."""
    spots: tuple[Spot, ...]
    area: Area | None
    """What encloses the places, where all are located, small and plain enough that it alone can set two accounts apart."""
    called: frozenset[str]
    """Ids and first words of the places; two of which none is called alike may be set apart by their areas."""
    agents: Party
    targets: Party
    speakers: Party
    voice: str
    """Who speaks, as one key: two claims with one voice are one source's."""
    grade: Letter
    """How reliable the source was held to be on the day on which it spoke; F when nobody graded it."""
    credibility: Digit
    """How credible the claim is held to be; 6 when nobody rated it."""
    counts: tuple[Count, ...]
    wholes: tuple[Count, ...]
    """Those counts that are no part of another, and of more than one named person."""
    counted: frozenset[tuple[Measure, str]]
    """Measures and populations that say more than "people"."""
    nationwide: bool
    """Whether every place is a whole country."""
    within: bool
    """Whether every place is one within a country and no wider than a district of it."""
    victims: frozenset[str]
    """Named persons who are counted, in plain letters."""
    persons: frozenset[str]
    """Named persons who act or are acted on and whom the register does not know, in plain letters; those counted too."""
    words: str
    """The quote, folded to letters and digits."""
    hashes: tuple[int, ...]
    """What sentences with most runs of three words in common share; none where the runs are too few to prove anything."""
    outcome: Outcome | None
    specific: bool
    """Whether the quote itself says where, when, how many or who, so that another of the same words is a copy."""
    recalls: bool
    """Whether it has no day and speaks of what was told before: a toll that has risen, a denial."""
    risen: bool
    """Whether it says that a toll has risen."""
    points_back: bool
    set_apart: bool
    contrasts: bool
    """Whether it opens by setting itself against what stood before ("However, …")."""
    beside_days: Days | None
    """For an account without a day, that of what its report tells with it; held against no other account."""
    beside_spots: tuple[Spot, ...]
    """The same for one without a place that can be located."""
    passage: tuple[str, str, str]
    """Report and dated part."""
    shares: int
    brings: int
    """What lets reasons speak of it and another: if the other has it too, and in any case; see `kinship`."""
    heading: str | None
    """Id of the heading's claim under which it stands, if the heading makes one."""

    @property
    def short(self) -> bool:
        """Whether it is dated to two days at most."""
        return self.days is not None and self.days[1] - self.days[0] <= 1


def age(claim: Claim) -> Age:
    """Order claims by when they were said, then by report and place in it; the id decides between equals."""
    return claim.said or "", claim.report, claim.span, claim.id


def told_later(a: Account, b: Account) -> bool:
    """Tell whether `a` is told after `b`: later in one report's text, or later at all."""
    ours, theirs = a.claim, b.claim
    if ours.report == theirs.report:
        return ours.span > theirs.span if ours.span != theirs.span else age(ours) > age(theirs)
    return (ours.said or "", ours.report) > (theirs.said or "", theirs.report)


def goes_on(earlier: Account, later: Account) -> bool:
    """Tell whether an account stands in the same passage right after an earlier one, or a few lines on."""
    return earlier.passage == later.passage and 0 <= later.claim.span[0] - earlier.claim.span[1] <= CLOSE


def ordinal(day: str | None) -> int | None:
    """Return the number of an ISO day or instant's day; None for one that is absent or no date."""
    if day is None:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def days_between(first: str | None, last: str | None, said: str | None) -> Days | None:
    """Return the days of a claim; an open beginning reaches ten years back, an open end to the day it was told."""
    start, end = ordinal(first), ordinal(last)
    if start is None and end is None:
        return None
    if end is None:
        end = max(start or 0, ordinal(said) or 0)
    if start is None:
        start = max(1, end - OPEN_DAYS)
    return min(start, end), max(start, end)


def news_of(said: str | None) -> Days | None:
    """Return the days of which a claim without a date is taken to be news."""
    told = ordinal(said)
    return None if told is None else (told - NEWS_DAYS, told)


def spot(  # noqa: PLR0913, PLR0917 - the parts of a place
    name: str,
    bare: str,
    key: str | None,
    lat: float | None,
    lon: float | None,
    radius_m: int | None,
    precision: PlacePrecision,
) -> Spot:
    """Return a place as it is compared; `bare` is its name in plain letters, without words for kinds of place."""
    radius_km = (radius_m or 1000) / 1000
    return Spot(name, fold(name), bare, key, lat, lon, radius_km, LEVELS[precision], precision == "near")


def area(spots: Sequence[Spot]) -> Area | None:
    """Return what encloses places; None when one is wide, not located, "near X", or where degrees east grow small or jump."""
    lats: list[float] = []
    lons: list[float] = []
    for place in spots:
        if place.lat is None or place.lon is None or place.near or place.level >= WIDE or place.radius_km > _BROAD_KM:
            return None
        if abs(place.lat) > _POLAR or abs(place.lon) > _DATE_LINE:
            return None
        lats.append(place.lat)
        lons.append(place.lon)
    return (min(lats), max(lats), min(lons), max(lons)) if lats else None


def called(spots: Sequence[Spot]) -> frozenset[str]:
    """Return the ids of places, and the first words of their bare names."""
    return frozenset((*(place.id for place in spots if place.id), *(place.bare.partition(" ")[0] for place in spots)))
