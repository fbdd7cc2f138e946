"""What must be one event and what must not, made free of contradiction: what was decided later goes first."""

from collections.abc import Iterable, Sequence

from sayso.decisions import Constraint, Decision
from sayso.records import Finding
from sayso.review.holding import described

OVERRULED = "decision-overruled"


def constraints(decisions: Sequence[Decision]) -> tuple[tuple[Constraint, ...], list[Finding]]:
    """Return what merges, pins and splits, given in order, ask of the joining, the newest first; what contradicts a later one is left out.

    Where a split parts some claims of an older merge, the others stay together, and so do those that left. A finding says
    what was overruled, and by which decision.
    """
    settled = _Settled()
    findings: list[Finding] = []
    for decision in reversed(decisions):
        rival = settled.part(decision) if decision.verb == "split" else settled.join(decision)
        if rival is not None:
            said = f"{described(decision)} stands against what was decided later, which holds: {described(rival)}"
            findings.append(Finding(code=OVERRULED, message=said, source=decision.id))
    return tuple(settled.made), findings[::-1]


class _Settled:
    """What is settled so far: which claims are together, and which are apart by whose decision."""

    def __init__(self) -> None:
        self.made: list[Constraint] = []
        self._head: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._joined_by: dict[str, Decision] = {}
        """For the head of claims that are together, one of the decisions that brought them there."""
        self._foes: dict[str, dict[str, Decision]] = {}
        """For the head of claims that are together, claims that must not be with them, and who said so."""

    def join(self, decision: Decision) -> Decision | None:
        """Bring the claims of a decision together, as far as what was decided later allows; return what does not allow it."""
        parts: list[list[str]] = []
        rival = None
        for claim in sorted(set(decision.claims)):
            for part in parts:
                foe = self._foe(part[0], claim)
                if foe is None:
                    self._union(part[0], claim, decision)
                    part.append(claim)
                    break
                rival = rival or foe
            else:
                parts.append([claim])
        self.made += [_constraint(decision, part) for part in parts if len(part) > 1]
        return rival

    def part(self, decision: Decision) -> Decision | None:
        """Keep the claims of a decision from those against which it stands, but for pairs that are together by a later one."""
        rival = None
        wanted: dict[tuple[str, ...], list[str]] = {}
        for claim in sorted(set(decision.claims)):
            others = []
            for other in sorted(set(decision.against) - set(decision.claims)):
                if self._find(claim) == self._find(other):
                    rival = rival or self._joined_by.get(self._find(claim))
                    continue
                others.append(other)
                self._foes.setdefault(self._find(claim), {}).setdefault(other, decision)
                self._foes.setdefault(self._find(other), {}).setdefault(claim, decision)
            if others:
                wanted.setdefault(tuple(others), []).append(claim)
        self.made += [_constraint(decision, claims, others) for others, claims in wanted.items()]
        return rival

    def _find(self, claim: str) -> str:
        return self._head.get(claim, claim)

    def _foe(self, one: str, two: str) -> Decision | None:
        """Return the decision that keeps two claims, or those with which they are together, apart."""
        ours, theirs = self._find(one), self._find(two)
        return next((by for foe, by in self._foes.get(ours, {}).items() if self._find(foe) == theirs), None)

    def _union(self, one: str, two: str, decision: Decision) -> None:
        ours, theirs = self._find(one), self._find(two)
        if ours != theirs:
            moved = self._members.pop(theirs, [theirs])
            self._members.setdefault(ours, [ours]).extend(moved)
            self._head.update(dict.fromkeys(moved, ours))
            self._foes.setdefault(ours, {}).update(self._foes.pop(theirs, {}))
        self._joined_by.setdefault(ours, decision)


def _constraint(decision: Decision, claims: Iterable[str], against: Iterable[str] = ()) -> Constraint:
    return Constraint(
        kind="apart" if decision.verb == "split" else "together",
        claims=tuple(claims),
        against=tuple(against),
        verb=decision.verb,
        decision=decision.id,
        by=decision.by,
        at=decision.at,
        reason=decision.reason,
    )
