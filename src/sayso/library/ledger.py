"""The ledger of the library's face: asked as of a moment, it gives tables of claims, events and figures."""

from collections.abc import Callable
from functools import cached_property

from sayso.history import Between, compared
from sayso.ledger import ledger as record
from sayso.ledger.asof import View
from sayso.library.columns import CLAIMS, EVENTS, FIGURES, ClaimRow, EventRow, FigureRow
from sayso.library.html import Shown
from sayso.library.tables import Facts, Table
from sayso.pipeline import Pipeline
from sayso.projection.stored import StoredReach
from sayso.reconcile.reach import Surroundings
from sayso.reconcile.rules import ENVELOPE
from sayso.records import Claim, Incident
from sayso.register.grades import NO_GRADES, Grades
from sayso.state import State


class Ledger(record.Ledger):
    """An append-only record that can be asked as of any moment.

    >>> with Ledger.open("desk.ledger") as ledger:
    ...     ledger.as_of("2031-05-14T09:00Z").figures.to_pandas()
    """

    _reach: StoredReach | None = None

    def as_of(
        self,
        said: str | None = None,
        *,
        known: str | int | None = None,
        rule: str = ENVELOPE.name,
        grades: Grades = NO_GRADES,
    ) -> "AsOf":
        """Return what had been said by `said`, of what the ledger held at `known`; without either, all of it as it is now.

        Both are ISO instants or days (their end, UTC); `known` may be the number of an entry. UsageError for what is
        neither, and for a rule of figures that there is none of.
        """
        return AsOf(State(View.of(self, said, known), grades), rule, self._followed)

    def _followed(self) -> StoredReach:
        """Return which claims can matter to each other, up to the ledger's last entry."""
        if self._reach is None:
            self._reach = Pipeline().kept_reach(self)
        self._reach.follow(self)
        return self._reach

    def close(self) -> None:
        """Close the ledger, and what is kept beside it."""
        if self._reach is not None:
            self._reach.close()
            self._reach = None
        super().close()

    def diff(
        self,
        before: str,
        after: str,
        *,
        clock: str | None = None,
        rule: str = ENVELOPE.name,
    ) -> Shown:
        """Return what changed between two moments, see `sayso diff`; its `record` is the difference as data."""
        return Shown(compared(self, Between(before, after, clock), rule=rule))


class AsOf:
    """A ledger as of a moment: three tables, computed when they are asked for, the same for ever."""

    def __init__(self, state: State, rule: str, reach: Callable[[], Surroundings]) -> None:
        self.state = state
        self._rule = rule
        self._reach = reach

    def event_of(self, claim: str) -> Incident | None:
        """Return the event in which a claim stands, one of `events`; None where it stands in none.

        Only the claims that could matter to it are read. Which these are is kept in a file beside the ledger
        (`desk.ledger.reach`), which can be deleted at will; making it takes about a millisecond a claim, once.
        """
        return self.state.event_of(claim, self._reach(), self._rule)

    @property
    def facts(self) -> Facts:
        """Which state it is, up to which entry of the ledger, and by which rule one of several figures is taken."""
        view = self.state.view
        return Facts(
            state=view.sentence or "The newest state.",
            said=None if view.said is None else view.said.isoformat(),
            known=view.known,
            head=view.head.seq,
            rule=self._rule,
        )

    @cached_property
    def claims(self) -> Table[Claim]:
        """The claims, one a row: after what people decided, in the order of recording."""
        return Table(self.state.claims, CLAIMS, self._claim_rows, self.facts)

    @cached_property
    def events(self) -> Table[Incident]:
        """The events that the claims report together, one a row."""
        return Table(self._incidents, EVENTS, lambda: [EventRow.of(event) for event in self._incidents], self.facts)

    @cached_property
    def figures(self) -> Table[Incident]:
        """The figures of the events, one a row; an end that nobody gives is null, never zero. Its records are the events."""
        return Table(self._incidents, FIGURES, self._figure_rows, self.facts)

    @cached_property
    def _incidents(self) -> tuple[Incident, ...]:
        return self.state.events(self._rule)

    def _figure_rows(self) -> list[FigureRow]:
        return [FigureRow.of(event, figures) for event in self._incidents for figures in event.figures]

    def _claim_rows(self) -> list[ClaimRow]:
        sources = self.state.view.ledger.sources()
        ratings = {rating.claim: rating for event in self._incidents for rating in event.ratings}
        accepted = self.state.standing.accepted
        return [
            ClaimRow.of(claim, sources.get(claim.report), ratings.get(claim.id), accepted=claim.id in accepted)
            for claim in self.state.claims
        ]

    def _repr_html_(self) -> str:
        return self.events._repr_html_()
