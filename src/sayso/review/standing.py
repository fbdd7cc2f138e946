"""How claims stand after what people decided: rejected ones gone, edited ones as edited, graded, and bound to each other."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.decisions import Constraint, Decision
from sayso.errors import UsageError
from sayso.records import Claim, ClaimSet, Finding
from sayso.review.carrying import NOTHING, Readings
from sayso.review.constraints import constraints
from sayso.review.edits import EDITING, edited
from sayso.review.holding import described, holding, in_order

WAITS = "decision-waits"
CONTRADICTED = "decisions-contradict"
UNUSABLE = "decision-unusable"

_BINDING = frozenset({"merge", "pin", "split"})
_OF_EACH = frozenset({"grade", "retract", "embargo"})
"""Verbs of which the last one about a claim holds."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Claims and what people decided about them, made one."""

    claims: tuple[Claim, ...]
    """As edited, without the rejected ones, in the order given."""
    accepted: frozenset[str]
    """Ids of the claims of which somebody said that they were read rightly."""
    constraints: tuple[Constraint, ...]
    """Which claims must be of one event and which must not; free of contradiction, the latest decision first."""
    grades: Mapping[str, Decision]
    """By claim id the decision that grades it."""
    retracted: Mapping[str, Decision]
    """By claim id the decision that withdraws it in public; the claim still stands for the desk."""
    embargoed: Mapping[str, Decision]
    """By claim id the decision that holds it back, whether or not its instant has come."""
    decisions: tuple[Decision, ...]
    """Those that hold, in the order in which they were made, each about the claims that it is about today."""
    undone: frozenset[str]
    """Ids of decisions, undoings among them, that another one undid."""
    findings: tuple[Finding, ...]
    """Decisions that wait for a claim, that stand against a later one, or that cannot be carried out."""


def standing(
    claims: Iterable[Claim],
    claim_sets: Iterable[ClaimSet],
    decisions: Iterable[Decision],
    superseded: Mapping[str, str] = NOTHING,
) -> Standing:
    """Return how claims stand after what people decided.

    `claim_sets` come in the order of recording: of each report the newest reading's claims stand, and of the versions of a
    page (`superseded`, from older report to newest) those of the newest. What machines read
    changes no decision, and of two decisions about the same thing the later one holds, whoever made it. The order in which
    claims and decisions are given makes no difference to what stands.
    """
    readings = Readings(claims, claim_sets, superseded)
    held, undone, findings = holding(in_order(decisions))
    carried = [now for decision in held if (now := _carried(decision, readings, findings)) is not None]
    latest = _latest(carried, findings)
    stood = {
        name: claim
        for name, claim in readings.standing.items()
        if (verdict := latest.get((name, "reading"))) is None or verdict.verb != "reject"
    }
    _edit(stood, carried, latest, findings)
    bound, overruled = constraints([_among(decision, stood) for decision in carried if decision.verb in _BINDING])
    return Standing(
        claims=tuple(stood.values()),
        accepted=frozenset(c for (c, thing), d in latest.items() if thing == "reading" and d.verb == "accept"),
        constraints=bound,
        grades=_of("grade", latest),
        retracted=_of("retract", latest),
        embargoed=_of("embargo", latest),
        decisions=tuple(carried),
        undone=undone,
        findings=(*findings, *overruled),
    )


def _of(wanted: str, latest: Mapping[tuple[str, str], Decision]) -> dict[str, Decision]:
    """Return the last decision about one thing by claim id."""
    return {claim: decision for (claim, thing), decision in latest.items() if thing == wanted}


def _carried(decision: Decision, readings: Readings, findings: list[Finding]) -> Decision | None:
    """Return a decision about claims that stand; None, with a finding, when none of its claims does."""
    moved: dict[str, str] = {}
    lost: list[str] = []
    for name in (*decision.claims, *decision.against):
        heir = readings.carried(name)
        if heir is None:
            lost.append(name)
        else:
            moved[name] = heir
    if lost:
        said = f"{described(decision)} waits for {', '.join(lost)}: the newest reading has no one claim with the same words"
        source = next((readings.every[name].report for name in lost if name in readings.every), decision.id)
        findings.append(Finding(code=WAITS, message=said, source=source))
    ours, theirs = (
        tuple(dict.fromkeys(moved[name] for name in names if name in moved))
        for names in (decision.claims, decision.against)
    )
    if decision.verb == "override" and not decision.claims:
        return decision
    if not ours or (decision.verb == "split" and not theirs):
        return None
    return msgspec.structs.replace(decision, claims=ours, against=theirs)


def _latest(decisions: Sequence[Decision], findings: list[Finding]) -> dict[tuple[str, str], Decision]:
    """Return the last decision about each thing of each claim: its reading, its grade, each edited field.

    Where the last two are different people's and say different things, a finding lists both.
    """
    latest: dict[tuple[str, str], Decision] = {}
    before: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        thing = _thing(decision)
        for claim in decision.claims if thing else ():
            key = claim, thing
            if key in latest:
                before[key] = latest[key]
            latest[key] = decision
    for (claim, thing), earlier in before.items():
        later = latest[claim, thing]
        if later.by != earlier.by and _says(later) != _says(earlier):
            said = f"two decisions about the {thing} of {claim}: {described(earlier)}; {described(later)}. The later one holds"
            findings.append(Finding(code=CONTRADICTED, message=said, source=later.id))
    return latest


def _says(decision: Decision) -> tuple[str | None, ...]:
    """Return what a decision says of a claim; an edit says the same as a correction to the same value."""
    verb = "edit" if decision.verb in EDITING else decision.verb
    return verb, decision.value, decision.until


def _thing(decision: Decision) -> str:
    """Return what of a claim a decision is about; empty for one about how claims stand together."""
    if decision.verb in {"accept", "reject"}:
        return "reading"
    if decision.verb in EDITING:
        return f"field {decision.field}"
    return decision.verb if decision.verb in _OF_EACH else ""


def _edit(
    stood: dict[str, Claim],
    decisions: Sequence[Decision],
    latest: Mapping[tuple[str, str], Decision],
    findings: list[Finding],
) -> None:
    """Put the edits that hold into claims, in the order in which they were made; what does not fit is a finding."""
    for decision in decisions:
        if decision.verb not in EDITING:
            continue
        for name in decision.claims:
            if name not in stood or latest[name, _thing(decision)] is not decision:
                continue
            try:
                stood[name] = edited(stood[name], decision.field or "", decision.value or "", decision.by)
            except UsageError as trouble:
                said = f"{described(decision)} cannot be carried out: {trouble}"
                findings.append(Finding(code=UNUSABLE, message=said, source=stood[name].report))


def _among(decision: Decision, stood: Mapping[str, Claim]) -> Decision:
    """Return a decision about claims that stand, without those that were rejected."""
    return msgspec.structs.replace(
        decision,
        claims=tuple(c for c in decision.claims if c in stood),
        against=tuple(c for c in decision.against if c in stood),
    )
