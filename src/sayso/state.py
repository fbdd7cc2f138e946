"""How things stood: claims after what people decided, and the events and positions computed of them, as of a view of a ledger."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sayso.decisions import Constraint, Decision, RegisterChange
from sayso.errors import LedgerError
from sayso.ledger.asof import View
from sayso.ledger.ledger import Record, decode
from sayso.reconcile import packaged
from sayso.reconcile.reach import Surroundings
from sayso.reconcile.rules import ENVELOPE, rule_named
from sayso.records import Claim, Explanation, Finding, Incident, Position, Report
from sayso.register.grades import NO_GRADES, Grade, Grades
from sayso.review import Standing, standing, superseded
from sayso.review.carrying import Readings

_BINDING = frozenset({"merge", "pin", "split"})


class State:
    """What a ledger gives as of a view; everything is computed when it is asked for, and the same view gives the same.

    `grades` are the user's own table; what the ledger records of sources and claims stands beside it, the newest day first.
    """

    def __init__(self, view: View, grades: Grades = NO_GRADES) -> None:
        self.view = view
        self._given = grades
        self._made: tuple[tuple[str, frozenset[str]], tuple[Incident, ...]] | None = None

    @cached_property
    def standing(self) -> Standing:
        """What people decided, laid over what was read, whenever it was said."""
        return standing(self.view.claims(), self.view.claim_sets(), self.view.decisions(), self.superseded)

    @cached_property
    def superseded(self) -> Mapping[str, str]:
        """Which reports are older versions of a page, each with the newest."""
        return superseded(self.view.fetches())

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that stand and had been said, in the order of recording."""
        return tuple(self.view.said_by_then(self.standing.claims))

    @cached_property
    def grades(self) -> Grades:
        """Grades of sources and of claims: the user's table, and what the ledger records."""
        sources = [
            (change.name, Grade(change.from_day or change.at[:10], change.value, change.reason))
            for change in self.view.register_changes()
            if change.subject == "source"
        ]
        claims = [
            (claim, Grade(decision.at[:10], decision.value or "", decision.reason))
            for claim, decision in self.standing.grades.items()
        ]
        return self._given.beside([*sources, *claims])

    def events(self, rule: str = ENVELOPE.name, *, without: Collection[str] = ()) -> tuple[Incident, ...]:
        """Return the events that the claims report together; UsageError when there is no rule of that name.

        `without` are ids of claims that have no part in them. What was asked for last is kept, for a publication asks for the same twice.
        """
        claims = tuple(claim for claim in self.claims if claim.id not in without)
        asked = rule, frozenset(claim.id for claim in claims)
        if self._made is None or self._made[0] != asked:
            made = packaged().reconcile(claims, rule_named(rule), self.grades, self.standing.constraints)
            self._made = asked, made
        return self._made[1]

    def event_of(self, claim: str, reach: Surroundings, rule: str = ENVELOPE.name) -> Incident | None:
        """Return the event in which a claim stands, made of only the claims that could matter; None where it stands in none.

        It is the event that `events` gives. `reach` is of all claims that the ledger holds; where it promises nothing, all
        events are made. Grades of sources that the ledger
        records are those of the whole view.
        """
        few = self.around([claim], reach)
        found = self.events(rule) if few is None else few.events(rule)
        return next((event for event in found if claim in {c.id for c in event.claims}), None)

    def around(self, claims: Iterable[str], reach: Surroundings) -> "Few | None":
        """Return the state of the claims that could matter to some; None where that cannot be told.

        Of all claims that it names as its own, claims and events are those that this whole state gives.
        """
        wanted, decided = set(claims), dict[str, Decision]()
        asked: set[str] = set()
        while wanted - asked:
            around = reach.around(wanted)
            if around is None:
                return None
            new = set(around) - asked
            asked.update(new)
            for name in new:
                decided.update((decision.id, decision) for decision in self.view.decisions_about(name))
            wanted = {c for d in decided.values() if d.verb in _BINDING for c in (*d.claims, *d.against)}
        return Few(self, asked, reach, tuple(decided.values()))

    def unlike(self, other: "State", reach: Surroundings) -> frozenset[str] | None:
        """Return the claims whose events, or whether somebody accepted them, can be otherwise in another state of the same ledger.

        They are whole parts of `reach`: all other events are the same in both. None where that cannot be told.
        """
        if _grades_of_sources(self) != _grades_of_sources(other):
            return None
        one, two = self.standing, other.standing
        moved = {
            *_moved({claim.id: claim for claim in self.claims}, {claim.id: claim for claim in other.claims}),
            *_moved(one.grades, two.grades),
            *(one.accepted ^ two.accepted),
            *(name for bond in {*one.constraints} ^ {*two.constraints} for name in (*bond.claims, *bond.against)),
        }
        return _bound(moved, {*one.constraints, *two.constraints}, reach)

    def bound(self, claims: Iterable[str], reach: Surroundings) -> frozenset[str] | None:
        """Return the claims that can matter to events of some, whole parts of `reach`, whatever was decided and undone; None where that cannot be told."""
        decided = [decision for decision in self.view.decisions() if decision.verb in _BINDING]
        return _bound(claims, [*decided, *self.standing.constraints], reach)

    def events_among(
        self, claims: frozenset[str], reach: Surroundings, rule: str = ENVELOPE.name
    ) -> tuple[Incident, ...]:
        """Return those of `events` in which some claims stand, made of these alone; they are whole parts, as `unlike` gives them."""
        ours = [claim for claim in self.claims if claim.id in claims]
        headings = {name for report in {claim.report for claim in ours} for name in reach.headings_of(report)}
        beside = [claim for claim in self.claims if claim.id in headings and claim.id not in claims]
        bonds = tuple(bond for bond in self.standing.constraints if not claims.isdisjoint(bond.claims))
        made = packaged().reconcile([*ours, *beside], rule_named(rule), self.grades, bonds)
        return tuple(event for event in made if any(claim.id in claims for claim in event.claims))

    def heir_of(self, claim: str) -> str | None:
        """Return the claim of the newest readings to which one of an older reading belongs; None where there is none, or no one such."""
        return self._readings.carried(claim)

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self.view.claims(), self.view.claim_sets(), self.superseded)

    def positions(self) -> tuple[Position, ...]:
        """Return where parties stood on truces, talks and ground."""
        return packaged().positions(self.claims)

    def why(self, claim: str, event: str) -> Explanation:
        """Return why a claim stands in an event, or why not; UsageError when an id fits none or several."""
        return packaged().why(self.claims, claim, event, self.standing.constraints)

    def record(self, name: str) -> Record:
        """Return the record with this id, or an id that begins so, as it was known; a claim that stands as people left it.

        LedgerError when there is none, or several.
        """
        found = self.view.ledger.find(name)
        if found.seq > self.view.head.seq:
            message = f"{found.id} was recorded later: it is entry {found.seq}"
            raise LedgerError(message)
        made = decode(found)
        if isinstance(made, Claim):
            return next((claim for claim in self.standing.claims if claim.id == made.id), made)
        return made

    def reports(self) -> Iterator[Report]:
        """Yield the reports that were known and hold a claim that had been said; without a moment of saying, all of them.

        Older versions of a page are left out.
        """
        held = {claim.report for claim in self.claims}
        newest = (report for report in self.view.reports() if report.id not in self.superseded)
        return (report for report in newest if self.view.said is None or report.id in held)

    def findings(self) -> Iterator[Finding]:
        """Yield what was amiss with the reports, and with what people decided."""
        yield from self.view.findings()
        yield from self.standing.findings


class Few(State):
    """The state of a few claims of a view: those that could matter to one event, with the headings of their reports."""

    def __init__(self, whole: State, claims: Iterable[str], reach: Surroundings, decisions: Sequence[Decision]) -> None:
        super().__init__(whole.view, whole._given)  # noqa: SLF001 - its own kind
        self.own = frozenset(claims)
        """Ids of the claims that could matter, whether they stand or not; headings stand beside them."""
        self._whole = whole
        self._reach = reach
        self._decisions = decisions

    @cached_property
    def superseded(self) -> Mapping[str, str]:
        """Which reports are older versions of a page, as the whole state has it."""
        return self._whole.superseded

    @cached_property
    def standing(self) -> Standing:
        """What people decided about these claims, laid over what was read."""
        claims = self.view.some_claims(self.own)
        reports = dict.fromkeys(claim.report for claim in claims)
        held = {claim.id for claim in claims}
        headings = [name for report in reports for name in self._reach.headings_of(report) if name not in held]
        sets = [made for report in reports for made in self.view.claim_sets_of(report)]
        return standing([*claims, *self.view.some_claims(headings)], sets, self._decisions, self.superseded)


def _bound(
    claims: Iterable[str], decided: Iterable[Constraint | Decision], reach: Surroundings
) -> frozenset[str] | None:
    """Return the parts in which claims stand, and those that people's decisions bind to them; of open parts all."""
    bonds = [{*bond.claims, *bond.against} for bond in decided]
    wanted, asked = set(claims), set[str]()
    while wanted - asked:
        around = reach.around_open(wanted - asked)
        if around is None:
            return None
        asked.update(around)
        wanted = {name for bond in bonds if not bond.isdisjoint(asked) for name in bond}
    return frozenset(asked)


def _grades_of_sources(state: State) -> list[RegisterChange]:
    return [change for change in state.view.register_changes() if change.subject == "source"]


def _moved(one: Mapping[str, object], two: Mapping[str, object]) -> Iterator[str]:
    """Yield what is under another thing, or only there, in one of two."""
    return (name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
