"""Which decisions hold: those that nobody undid, in the order in which they were made."""

from collections.abc import Iterable
from datetime import datetime

from sayso.decisions import Decision
from sayso.records import Finding
from sayso.values.instants import instant

UNDOES_NOTHING = "undoes-nothing"


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions in the order in which they were made, whatever order they are given in, each once."""
    return sorted({decision.id: decision for decision in decisions}.values(), key=_made)


def _made(decision: Decision) -> tuple[datetime, str]:
    return instant(decision.at), decision.id


def holding(ordered: Iterable[Decision]) -> tuple[list[Decision], frozenset[str], list[Finding]]:
    """Return those of some decisions, given in order, that hold, without the undoings, and the ids of those that were undone.

    An undoing can be undone. One of a decision that was not made before it undoes nothing and is a finding.
    """
    given = list(ordered)
    place = {decision.id: at for at, decision in enumerate(given)}
    undone: set[str] = set()
    kept: list[Decision] = []
    findings: list[Finding] = []
    for at in range(len(given) - 1, -1, -1):
        decision = given[at]
        if decision.id in undone:
            continue
        if decision.verb != "undo":
            kept.append(decision)
        elif decision.undoes is not None and place.get(decision.undoes, at) < at:
            undone.add(decision.undoes)
        else:
            said = f"{described(decision)} undoes {decision.undoes}, which was not decided before it"
            findings.append(Finding(code=UNDOES_NOTHING, message=said, source=decision.id))
    return kept[::-1], frozenset(undone & place.keys()), findings[::-1]


def described(decision: Decision) -> str:
    """Return a decision in a few words: `reject (3f9c…) by r1 on 2031-05-14: “reads a headline”`."""
    return f"{decision.verb} ({decision.id}) by {decision.by} on {decision.at[:10]}: “{decision.reason}”"
