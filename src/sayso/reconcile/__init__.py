"""Claims become events: what stands together, between which figures, and where accounts differ."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from sayso.decisions import Constraint
from sayso.reconcile.account import Account
from sayso.reconcile.admission import admit, as_given, together
from sayso.reconcile.arithmetic import falls
from sayso.reconcile.bonds import Bonds
from sayso.reconcile.clustering import tied
from sayso.reconcile.incident import Links, incidents
from sayso.reconcile.inclusion import by_claim, inclusions
from sayso.reconcile.positions import positions
from sayso.reconcile.reach import Reach, reach_of
from sayso.reconcile.reading import AccountReader
from sayso.reconcile.rules import ENVELOPE, Rule
from sayso.reconcile.standing import Means, Standing, nothing
from sayso.reconcile.why import explain
from sayso.reconcile.words import Phrasing
from sayso.records import Claim, Explanation, Incident, Position
from sayso.register.grades import NO_GRADES, Grades
from sayso.register.load import Register
from sayso.register.populations import Populations

__all__ = ["Reach", "Reconciler", "Standing", "packaged", "reconcile"]


class Reconciler:
    """Computes events from claims under one register and one language's words; built once, holds no claims."""

    def __init__(self, register: Register, language: str) -> None:
        def identify(name: str) -> str | None:
            found = register.named(name)
            return found.ids[0] if found is not None and len(found.ids) == 1 else None

        def title(key: str) -> str | None:
            entry = register.get(key)
            return entry.name if entry is not None else None

        self._phrasing = Phrasing(language, title)
        self._reader = AccountReader(register, Populations(language, identify), self._phrasing)

    def accounts(self, claims: Iterable[Claim], grades: Grades = NO_GRADES) -> list[Account]:
        """Return the claims as they are compared, the oldest first."""
        return self._reader.read(admit(claims).claims, grades)

    def reconcile(
        self,
        claims: Iterable[Claim],
        rule: Rule = ENVELOPE,
        grades: Grades = NO_GRADES,
        constraints: Sequence[Constraint] = (),
    ) -> tuple[Incident, ...]:
        """Return the events that claims report, every claim in exactly one, the first told first.

        The order of the claims makes no difference, and a claim given twice counts once. `rule` takes one of several
        figures, `grades` are those of the sources, `constraints` are what people decided, free of contradiction. What is
        amiss with a claim is a finding of its event (see `admit`).
        """
        with uncollected():
            return tuple(self.events(claims, rule, grades, constraints))

    def events(
        self,
        claims: Iterable[Claim],
        rule: Rule = ENVELOPE,
        grades: Grades = NO_GRADES,
        constraints: Sequence[Constraint] = (),
    ) -> Iterator[Incident]:
        """Yield one by one what `reconcile` returns, for those who need not hold all events of a large record at once."""
        admitted = admit(claims)
        accounts = self._reader.read(admitted.claims, grades)
        odd = together(falls(accounts), admitted.findings)
        included = by_claim(inclusions(accounts, self._phrasing))
        found = Links(tied(accounts), Bonds(accounts, constraints), included)
        events = incidents(accounts, found, odd, self._phrasing, rule)
        return (as_given(event, admitted.given) for event in events)

    def standing(self, claims: Iterable[Claim] = (), rule: Rule = ENVELOPE, grades: Grades = NO_GRADES) -> Standing:
        """Return a state of which `events` are those that `reconcile` returns, and to which claims can be added: see `Standing`."""
        return nothing(Means(self._reader, self._phrasing, rule, grades)).add(claims)

    def reach(self, claims: Iterable[Claim]) -> Reach:
        """Return which of some claims can ever matter to each other, whichever of them are looked at."""
        return reach_of(self.accounts(claims), self._phrasing)

    def may_include(self, accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
        """Yield those of some accounts of which one counts a part of the other, if only the two were there."""
        for link in inclusions(accounts, self._phrasing, nearest=len(accounts)):
            yield link.part, link.whole

    def positions(self, claims: Iterable[Claim]) -> tuple[Position, ...]:
        """Return where parties stand over time on truces, talks and ground."""
        return positions(self.accounts(claims), self._phrasing)

    def why(
        self, claims: Iterable[Claim], claim: str, event: str, constraints: Sequence[Constraint] = ()
    ) -> Explanation:
        """Return why a claim stands in an event, or why not; both named by the beginning of their ids (see `explain`)."""
        given = tuple(claims)
        events = self.reconcile(given, constraints=constraints)
        return explain(self.accounts(given), events, claim, event, constraints)


def reconcile(
    claims: Sequence[Claim],
    rule: Rule = ENVELOPE,
    grades: Grades = NO_GRADES,
    constraints: Sequence[Constraint] = (),
) -> tuple[Incident, ...]:
    """Return the events that claims report, with the package's own register and English words: see `Reconciler`."""
    return packaged().reconcile(claims, rule, grades, constraints)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest: accounts, blocks and events hold no circles.

    Of 100,000 claims it would look through millions of lists again and again, a tenth of the time (measured 2026-11-29).
    """
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


@cache
def packaged() -> Reconciler:
    """Return the reconciler of the package's own register and English words, made once."""
    return Reconciler(Register.load(), "en")
