"""Reads claims into accounts: looks up once, for each claim, all that comparing it with others needs."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from sayso.lexicon.load import fold
from sayso.reconcile.account import (
    LEVELS,
    WIDE,
    Account,
    Area,
    Count,
    Party,
    Spot,
    age,
    area,
    called,
    days_between,
    news_of,
    spot,
)
from sayso.reconcile.completing import completed
from sayso.reconcile.copies import first_hashes, proving
from sayso.reconcile.kinds import family
from sayso.reconcile.kinship import brought, shared
from sayso.reconcile.spelling import PlaceSpelling, person_of
from sayso.reconcile.words import Outcome, Phrasing
from sayso.records import Claim
from sayso.register.entry import Entry, Side
from sayso.register.grades import UNKNOWN, Grades, Letter
from sayso.register.load import Register
from sayso.register.populations import Populations, person
from sayso.values.figure import Figure
from sayso.values.kinds import Measure
from sayso.values.place import PlacePrecision

ValueT = TypeVar("ValueT", bound=Hashable)

_LETTERS = re.compile(r"[\W_]+")
_MOST_PLACES = 6
"""Places of one claim that are compared; a longer list is a list of districts, of which these stand for all."""
_REMEMBERED = 16_384
"""How many places and parties are remembered as they are compared; reports name the same ones again and again."""
_COUNTRY = LEVELS["country"]
_FOUGHT = frozenset({"armed-clash", "attack", "territory-gained"})


class AccountReader:
    """Reads claims into accounts with one register and one language's words; remembers what it looked up."""

    def __init__(self, register: Register, populations: Populations, phrasing: Phrasing) -> None:
        self._register = register
        self._populations = populations
        self._phrasing = phrasing
        self._spelling = PlaceSpelling(phrasing.language)
        self._line = lru_cache(maxsize=_REMEMBERED)(self._read_line)
        self._party = lru_cache(maxsize=_REMEMBERED)(self._read_party)
        self._person = lru_cache(maxsize=_REMEMBERED)(self._read_person)
        self._sort = lru_cache(maxsize=_REMEMBERED)(self._is_sort)
        self._spots = lru_cache(maxsize=_REMEMBERED)(self._read_spots)
        self._days = lru_cache(maxsize=_REMEMBERED)(days_between)
        self._news = lru_cache(maxsize=_REMEMBERED)(news_of)
        self._same: Callable[[ValueT], ValueT] = lru_cache(maxsize=_REMEMBERED)(_itself)

    def read(self, claims: Iterable[Claim], grades: Grades) -> list[Account]:
        """Return the accounts of claims, oldest first, completed by what their report tells beside; a claim given twice is one."""
        ordered = sorted(_distinct(claims), key=age)
        headings = _headings(ordered)
        return completed([self._account(rank, claim, headings[rank], grades) for rank, claim in enumerate(ordered)])

    def _account(self, rank: int, claim: Claim, heading: str | None, grades: Grades) -> Account:
        folded = fold(claim.quote)
        words = _LETTERS.sub(" ", folded).strip()
        risen = self._phrasing.risen(folded)
        day = (claim.said or "")[:10]
        agents = tuple((a.id, a.name) for a in claim.actors if a.role == "agent")
        targets = tuple((a.id, a.name) for a in claim.actors if a.role == "target" and (a.id or not self._sort(a.name)))
        speakers = tuple((s.id, s.name) for s in claim.speakers)
        counts = tuple(self._count(figure) for figure in claim.figures)
        wholes = tuple(count for count in counts if count.whole)
        victims = self._same(frozenset(named for c in counts if c.person for named in person_of(c.figure.of)))
        persons = self._same(victims.union(*(self._person(a.name) for a in claim.actors if a.id is None)))
        where = claim.places[:_MOST_PLACES]
        spots, around, names = self._spots(tuple((p.name, p.id, p.lat, p.lon, p.radius_m, p.precision) for p in where))
        time = claim.time
        days = None if time is None else self._days(time.start, time.end, claim.said)
        within = bool(spots) and all(spot.level <= WIDE for spot in spots)
        recalls = days is None and (risen or _denies(claim))
        outcome, counted = self._outcome(claim, folded), self._same(_counted(counts))
        return Account(
            rank=rank,
            claim=claim,
            family=family(claim.event),
            comment=claim.channel == "comment",
            days=days,
            news=self._news(claim.said),
            spots=spots,
            area=around,
            called=names,
            agents=self._party(agents, day, organs=True),
            targets=self._party(targets, day, organs=True),
            speakers=self._party(speakers, day, organs=False),
            voice=self._same(_voice(claim)),
            grade=_grade(claim, grades),
            credibility=grades.of_claim(claim.id),
            counts=counts,
            wholes=counts if len(wholes) == len(counts) else wholes,
            counted=counted,
            nationwide=bool(spots) and all(spot.level == _COUNTRY for spot in spots),
            within=within,
            victims=victims,
            persons=persons,
            words=words,
            hashes=tuple(first_hashes(proving(words))),
            outcome=outcome,
            specific=bool(victims) or _specific(claim),
            recalls=recalls,
            risen=risen,
            points_back=self._phrasing.points_back(folded),
            set_apart=self._phrasing.sets_apart(folded),
            contrasts=self._phrasing.contrasts(folded),
            beside_days=None,
            beside_spots=(),
            passage=self._same((claim.report, claim.passage.label or "", claim.passage.at or "")),
            shares=shared(
                persons=bool(persons), outcome=outcome is not None, figures=bool(wholes), counted=bool(counted)
            ),
            brings=brought(
                heading=heading is not None, looks_back=risen or recalls, dayless=days is None, placeless=not within
            ),
            heading=heading,
        )

    def _outcome(self, claim: Claim, folded: str) -> Outcome | None:
        """Return how an assault ended; what the kind says counts unless the words say that it failed."""
        if claim.event not in _FOUGHT or claim.status not in {"happened", "ongoing", "announced", "ended", "denied"}:
            return None
        outcome = self._phrasing.outcome(folded)
        if outcome is None and claim.event == "territory-gained":
            return "taken"
        return outcome

    def _count(self, figure: Figure) -> Count:
        """Return a figure as it is compared."""
        population = self._populations.of(figure.of)
        return Count(figure.measure, population, figure, person(figure), self._populations.lists(population))

    def _read_party(self, members: Sequence[tuple[str | None, str]], day: str, *, organs: bool) -> Party:
        """Return the party of some ids and names; with `organs`, an organ of a state also stands for the state."""
        keys: set[str] = set()
        kin: set[str] = set()
        sides: set[tuple[str, str]] = set()
        named = False
        for key, said in members:
            line = self._line(key) if key else ()
            if line:
                keys.add(line[0].id)
                kin.update(entry.id for entry in line)
                keys.update(entry.id for entry in line if organs and entry.kind == "state")
                sides.update(_sides(line, day))
                named = True
            else:
                name = fold(said).removeprefix("the ")
                keys.add(name)
                kin.update((name, name.rpartition(" ")[2]))
                named = named or said[:1].isupper()
        return Party(frozenset(keys), frozenset(kin | keys), named, frozenset(sides)) if keys else _NOBODY

    def _is_sort(self, name: str) -> bool:
        """Tell whether a name says no more than what sort of people were hit; those who are counted are compared as figures."""
        return self._populations.lists(self._populations.of(name))

    def _read_person(self, name: str) -> tuple[str, ...]:
        """Return a person as he is compared, if it is one by his name; a body's name is none."""
        return () if self._phrasing.is_organisation(name) else tuple(person_of(name))

    def _read_spots(self, places: "tuple[PlaceParts, ...]") -> tuple[tuple[Spot, ...], Area | None, frozenset[str]]:
        """Return places as they are compared, what encloses them, and how they are called."""
        spots = tuple(spot(place[0], self._spelling.bare(place[0]), *place[1:]) for place in places)
        return spots, area(spots), called(spots)

    def _read_line(self, key: str) -> tuple[Entry, ...]:
        """Return a body and those above it, the body first; nothing for an id that the register does not know."""
        line: list[Entry] = []
        entry = self._register.get(key)
        while entry is not None and entry not in line:
            line.append(entry)
            entry = self._register.get(entry.parent) if entry.parent else None
        return tuple(line)


PlaceParts = tuple[str, str | None, float | None, float | None, int | None, PlacePrecision]
"""Name, id, latitude, longitude, radius in metres and precision of a place."""
_NOBODY = Party()


def _itself(value: ValueT) -> ValueT:
    """Return a value: remembered, the first of all that equal it, so that many accounts hold one."""
    return value


def _counted(counts: Iterable[Count]) -> frozenset[tuple[Measure, str]]:
    """Return the measures and populations that say more than "people"."""
    return frozenset(
        (count.measure, count.population.name)
        for count in counts
        if count.person is None and count.population.name not in {"", "people"}
    )


def _sides(line: Sequence[Entry], day: str) -> Iterable[tuple[str, str]]:
    """Yield conflict and side of the first in a line that stands on one."""
    for entry in line:
        held: list[Side] = [side for side in entry.sides if not day or side.holds_on(day)]
        if held:
            return [(side.conflict, side.side) for side in held]
    return ()


def _denies(claim: Claim) -> bool:
    """Tell whether a happening is denied; "no casualties" denies none."""
    return claim.status == "denied" and claim.event != "casualty-toll"


def _specific(claim: Claim) -> bool:
    """Tell whether the quote itself holds a town or less, a date, or a figure; what is carried over from before is not its own."""
    start, end = claim.span
    if any(figure.low is not None and figure.low > 1 for figure in claim.figures):
        return True
    if claim.time is not None and start <= claim.time.span[0] < end:
        return True
    return any(start <= place.span[0] < end and LEVELS[place.precision] < WIDE for place in claim.places)


def _voice(claim: Claim) -> str:
    """Return the innermost speaker, by id or folded name, or the report when it speaks itself."""
    if not claim.speakers:
        return f"report {claim.report}"
    first = claim.speakers[0]
    return first.id or fold(first.name).removeprefix("the ")


def _grade(claim: Claim, grades: Grades) -> Letter:
    """Return the letter of the innermost speaker, by id or name; of the report itself, by where it came from."""
    if not claim.speakers:
        return grades.of(claim.report, claim.said)
    first = claim.speakers[0]
    letter = grades.of(first.id, claim.said) if first.id else UNKNOWN
    return letter if letter != UNKNOWN else grades.of(first.name, claim.said)


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Return the claims, one for each id; of two that differ, the one that is written first in the alphabet."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        other = kept.setdefault(claim.id, claim)
        if other is not claim and other != claim:
            kept[claim.id] = min(other, claim, key=repr)
    return kept.values()


def _headings(ordered: Sequence[Claim]) -> list[str | None]:
    """Return for each claim the id of the heading's claim before it in its report; a heading has none."""
    starts: dict[str, list[tuple[int, int]]] = {}
    for rank, claim in enumerate(ordered):
        if claim.channel in {"title", "heading"}:
            starts.setdefault(claim.report, []).append((claim.span[0], rank))
    for heads in starts.values():
        heads.sort()
    found: list[str | None] = []
    for claim in ordered:
        heads = starts.get(claim.report, [])
        at = bisect_right(heads, (claim.span[0], -1))
        inside = claim.channel in {"body", "caption"} and at > 0
        found.append(ordered[heads[at - 1][1]].id if inside else None)
    return found
