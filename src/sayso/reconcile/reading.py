"""Reads claims into accounts: looks up once, for each claim, all that comparing it with others needs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sayso.lexicon.load import fold
from sayso.reconcile.account import LEVELS, NEWS_DAYS, WIDE, Account, Count, Party, days_of, ordinal, spot
from sayso.reconcile.copies import proving
from sayso.reconcile.kinds import family
from sayso.reconcile.spelling import PlaceSpelling, person_of
from sayso.reconcile.words import Outcome, Phrasing
from sayso.records import Claim
from sayso.register.entry import Entry, Side
from sayso.register.grades import UNKNOWN, Grades, Letter
from sayso.register.load import Register
from sayso.register.populations import Populations, person
from sayso.values.figure import Figure
from sayso.values.party import Actor, Speaker

_CONTRAST = re.compile(r"\W*(?:however|but|yet|though|although|by contrast|in contrast|instead)\b")
_LETTERS = re.compile(r"[\W_]+")
_MOST_PLACES = 6
"""Places of one claim that are compared; a longer list is a list of districts, of which these stand for all."""
_COUNTRY = LEVELS["country"]
_FOUGHT = frozenset({"armed-clash", "attack", "territory-gained"})


class AccountReader:
    """Reads claims into accounts with one register and one language's words; remembers what it looked up."""

    def __init__(self, register: Register, populations: Populations, phrasing: Phrasing) -> None:
        self._register = register
        self._populations = populations
        self._phrasing = phrasing
        self._spelling = PlaceSpelling(phrasing.language)
        self._lines: dict[str, tuple[Entry, ...]] = {}

    def read(self, claims: Iterable[Claim], grades: Grades) -> list[Account]:
        """Return the accounts of claims, oldest first; a claim given twice is one."""
        ordered = sorted(_distinct(claims), key=_order)
        headings = _headings(ordered)
        return [self._account(rank, claim, headings[rank], grades) for rank, claim in enumerate(ordered)]

    def _account(self, rank: int, claim: Claim, heading: int | None, grades: Grades) -> Account:
        folded = fold(claim.quote)
        words = _LETTERS.sub(" ", folded).strip()
        risen = self._phrasing.risen(folded)
        told, days = ordinal(claim.said), days_of(claim)
        day = claim.said or ""
        agents = self._party((a for a in claim.actors if a.role == "agent"), day, organs=True)
        speakers = self._party(claim.speakers, day, organs=False)
        counts = tuple(self._count(figure) for figure in claim.figures)
        victims = [named for count in counts if count.person for named in person_of(count.figure.of)]
        spots = tuple(
            spot(place, fold(place.name), self._spelling.bare(place.name)) for place in claim.places[:_MOST_PLACES]
        )
        return Account(
            rank=rank,
            claim=claim,
            family=family(claim.event),
            comment=claim.channel == "comment",
            days=days,
            news=None if told is None else (told - NEWS_DAYS, told),
            spots=spots,
            agents=agents,
            targets=self._party((a for a in claim.actors if a.role == "target" and self._tells(a)), day, organs=True),
            speakers=speakers,
            voice=_voice(claim),
            grade=_grade(claim, grades),
            credibility=grades.of_claim(claim.id),
            counts=counts,
            wholes=tuple(count for count in counts if count.whole),
            counted=frozenset(
                (count.measure, count.population.name)
                for count in counts
                if count.person is None and count.population.name not in {"", "people"}
            ),
            nationwide=bool(spots) and all(spot.level == _COUNTRY for spot in spots),
            within=bool(spots) and all(spot.level <= WIDE for spot in spots),
            victims=frozenset(victims),
            persons=frozenset((*victims, *self._persons(claim))),
            words=words,
            shingles=proving(words),
            outcome=self._outcome(claim, folded),
            specific=bool(victims) or _specific(claim),
            recalls=days is None and (_denies(claim) or risen),
            risen=risen,
            points_back=self._phrasing.points_back(folded),
            set_apart=self._phrasing.sets_apart(folded),
            contrasts=_CONTRAST.match(folded) is not None,
            beside_days=None,
            beside_spots=(),
            passage=(claim.report, claim.passage.label or "", claim.passage.at or ""),
            heading=heading,
        )

    def _persons(self, claim: Claim) -> Iterable[str]:
        """Yield the persons among those who act or are acted on whom the register does not know; a body's name is none."""
        for actor in claim.actors:
            if actor.id is None and not self._phrasing.is_organisation(actor.name):
                yield from person_of(actor.name)

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

    def _party(self, members: Iterable[Actor | Speaker], day: str, *, organs: bool) -> Party:
        """Return the party of some members; with `organs`, an organ of a state also stands for the state."""
        keys: set[str] = set()
        kin: set[str] = set()
        sides: set[tuple[str, str]] = set()
        named = False
        for member in members:
            line = self._line(member.id) if member.id else ()
            if line:
                keys.add(line[0].id)
                kin.update(entry.id for entry in line)
                keys.update(entry.id for entry in line if organs and entry.kind == "state")
                sides.update(_sides(line, day))
                named = True
            else:
                name = fold(member.name).removeprefix("the ")
                keys.add(name)
                kin.update((name, name.rpartition(" ")[2]))
                named = named or member.name[:1].isupper()
        return Party(frozenset(keys), frozenset(kin | keys), named, frozenset(sides)) if keys else _NOBODY

    def _tells(self, actor: Actor) -> bool:
        """Tell whether a name says more than what sort of people were hit; those who are counted are compared as figures."""
        return actor.id is not None or not self._populations.lists(self._populations.of(actor.name))

    def _line(self, key: str) -> tuple[Entry, ...]:
        """Return a body and those above it, the body first; nothing for an id that the register does not know."""
        known = self._lines.get(key)
        if known is None:
            line: list[Entry] = []
            entry = self._register.get(key)
            while entry is not None and entry not in line:
                line.append(entry)
                entry = self._register.get(entry.parent) if entry.parent else None
            known = self._lines[key] = tuple(line)
        return known


_NOBODY = Party()


def _sides(line: Sequence[Entry], day: str) -> Iterable[tuple[str, str]]:
    """Yield conflict and side of the first in a line that stands on one."""
    for entry in line:
        held: list[Side] = [side for side in entry.sides if not day or side.holds_on(day[:10])]
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


def _order(claim: Claim) -> tuple[str, str, tuple[int, int], str]:
    """Order claims by when they were said, then by report and place in it; the id decides between equals."""
    return claim.said or "", claim.report, claim.span, claim.id


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Return the claims, one for each id; of two that differ, the one that is written first in the alphabet."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        other = kept.setdefault(claim.id, claim)
        if other is not claim and other != claim:
            kept[claim.id] = min(other, claim, key=repr)
    return kept.values()


def _headings(ordered: Sequence[Claim]) -> list[int | None]:
    """Return for each claim the rank of the heading's claim before it in its report; a heading has none."""
    starts: dict[str, list[tuple[int, int]]] = {}
    for rank, claim in enumerate(ordered):
        if claim.channel in {"title", "heading"}:
            starts.setdefault(claim.report, []).append((claim.span[0], rank))
    for heads in starts.values():
        heads.sort()
    found: list[int | None] = []
    for claim in ordered:
        heads = starts.get(claim.report, [])
        at = bisect_right(heads, (claim.span[0], -1))
        inside = claim.channel in {"body", "caption"} and at > 0
        found.append(heads[at - 1][1] if inside else None)
    return found
