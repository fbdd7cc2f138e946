"""How what people decided looks on a screen."""

from collections.abc import Iterable, Iterator

from sayso.decisions import Decision
from sayso.records import Claim, Finding
from sayso.review import Standing
from sayso.screen.terminal import safe


def decision_words(decision: Decision) -> str:
    """Return a decision in a line: `reject of 4b61…, by r1 on 2031-05-14: “reads a headline”`."""
    about = ", ".join(decision.claims) if decision.undoes is None else decision.undoes
    what = f" {safe(decision.field)}" if decision.field else ""
    what += f" to {safe(decision.value)}" if decision.value is not None else ""
    what += f" until {safe(decision.until)}" if decision.until else ""
    what += f" of the stop {safe(decision.stop)}" if decision.stop else ""
    about = about or safe(decision.subject or "")
    told = f"; readers are told: “{safe(decision.public_note)}”" if decision.public_note else ""
    apart = f" from {', '.join(decision.against)}" if decision.against else ""
    return f"{decision.verb}{what} of {about}{apart}, by {safe(decision.by)} on {decision.at[:10]}: “{safe(decision.reason)}”{told}"


def standing_lines(claim: Claim, standing: Standing, newest: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield whether a claim stands, and what people decided about it; `newest` is the version that superseded its report's."""
    if newest is not None:
        yield "yellow", f"  of a superseded version of its page; the newest that is kept is {newest}"
    elif claim.id not in {stands.id for stands in standing.claims}:
        yield "yellow", "  does not stand: a person rejected it, or a newer reading of the report no longer has it"
    for decision in standing.decisions:
        if claim.id in {*decision.claims, *decision.against}:
            yield "cyan", f"  {decision_words(decision)} ({decision.id})"
    yield from finding_lines(finding for finding in standing.findings if claim.id in finding.message)


def finding_lines(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Yield what is open in what people decided: what waits, what contradicts, what cannot be carried out."""
    for finding in findings:
        yield "yellow", f"look at ({finding.code}): {safe(finding.message)}"


def decision_lines(decisions: Iterable[Decision], undone: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield a line for each decision, with those told apart that were undone, named by their ids."""
    for decision in decisions:
        stands = decision.id not in undone
        yield ("" if stands else "dim"), f"{decision.id}  {decision_words(decision)}" + ("" if stands else " (undone)")
