"""How things stood: claims after what people decided, and the events and positions computed of them, as of a view of a ledger."""

from collections.abc import Iterator
from functools import cached_property

from sayso.errors import LedgerError
from sayso.ledger.asof import View
from sayso.ledger.ledger import Record, decode
from sayso.reconcile import packaged
from sayso.reconcile.rules import ENVELOPE, rule_named
from sayso.records import Claim, Explanation, Finding, Incident, Position, Report
from sayso.register.grades import NO_GRADES, Grade, Grades
from sayso.review import Standing, standing


class State:
    """What a ledger gives as of a view; everything is computed when it is asked for, and the same view gives the same.

    `grades` are the user's own table; what the ledger records of sources and claims stands beside it, the newest day first.
    """

    def __init__(self, view: View, grades: Grades = NO_GRADES) -> None:
        self.view = view
        self._given = grades

    @cached_property
    def standing(self) -> Standing:
        """What people decided, laid over what was read, whenever it was said."""
        return standing(self.view.claims(), self.view.claim_sets(), self.view.decisions())

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

    def events(self, rule: str = ENVELOPE.name) -> tuple[Incident, ...]:
        """Return the events that the claims report together; UsageError when there is no rule of that name."""
        return packaged().reconcile(self.claims, rule_named(rule), self.grades, self.standing.constraints)

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
        """Yield the reports that were known and hold a claim that had been said; without a moment of saying, all of them."""
        held = {claim.report for claim in self.claims}
        return (report for report in self.view.reports() if self.view.said is None or report.id in held)

    def findings(self) -> Iterator[Finding]:
        """Yield what was amiss with the reports, and with what people decided."""
        yield from self.view.findings()
        yield from self.standing.findings
