"""Claims become events: what stands together, between which figures, and where accounts differ."""

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from sayso.reconcile.account import Account
from sayso.reconcile.admission import admit
from sayso.reconcile.arithmetic import falls
from sayso.reconcile.blocking import candidates
from sayso.reconcile.clustering import cluster
from sayso.reconcile.incident import incident
from sayso.reconcile.positions import positions
from sayso.reconcile.reading import AccountReader
from sayso.reconcile.rules import ENVELOPE, Rule
from sayso.reconcile.why import explain
from sayso.reconcile.words import Phrasing
from sayso.records import Claim, Explanation, Incident, Position
from sayso.register.grades import NO_GRADES, Grades
from sayso.register.load import Register
from sayso.register.populations import Populations

__all__ = ["Reconciler", "packaged", "reconcile"]


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
        self, claims: Iterable[Claim], rule: Rule = ENVELOPE, grades: Grades = NO_GRADES
    ) -> tuple[Incident, ...]:
        """Return the events that claims report, every claim in exactly one, the first told first.

        The order of the claims makes no difference, and a claim given twice counts once. `rule` takes one of several
        figures, `grades` are those of the sources. What is amiss with a claim is a finding of its event (see `admit`).
        """
        admitted = admit(claims)
        accounts = self._reader.read(admitted.claims, grades)
        odd = falls(accounts)
        for account in accounts if admitted.findings else ():
            odd.setdefault(account.rank, []).extend(admitted.findings.get(account.claim.id, ()))
        groups = cluster(accounts, candidates(accounts))
        events = (incident(group, self._phrasing, rule, odd) for group in groups)
        return tuple(_as_given(event, admitted.given) for event in events)

    def positions(self, claims: Iterable[Claim]) -> tuple[Position, ...]:
        """Return where parties stand over time on truces, talks and ground."""
        return positions(self.accounts(claims), self._phrasing)

    def why(self, claims: Iterable[Claim], claim: str, event: str) -> Explanation:
        """Return why a claim stands in an event, or why not; both named by the beginning of their ids (see `explain`)."""
        given = tuple(claims)
        return explain(self.accounts(given), self.reconcile(given), claim, event)


def _as_given(event: Incident, given: dict[str, Claim]) -> Incident:
    """Return an event with its claims as they were given, of which some were compared without what cannot be."""
    if given.keys().isdisjoint(claim.id for claim in event.claims):
        return event
    return msgspec.structs.replace(event, claims=tuple(given.get(claim.id, claim) for claim in event.claims))


def reconcile(claims: Sequence[Claim], rule: Rule = ENVELOPE, grades: Grades = NO_GRADES) -> tuple[Incident, ...]:
    """Return the events that claims report, with the package's own register and English words: see `Reconciler`."""
    return packaged().reconcile(claims, rule, grades)


@cache
def packaged() -> Reconciler:
    """Return the reconciler of the package's own register and English words, made once."""
    return Reconciler(Register.load(), "en")
