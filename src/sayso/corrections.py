"""What readers are told of what the desk put right, what is held back until when, and which stops of the gate may be passed.

All of it is read from the decisions of a state. `public_note` is what readers are told; `reason`, `by` and ids of decisions stay
within the desk and are in nothing that `corrections`, `retracted` and `changes_since` return.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from sayso.decisions import Decision
from sayso.errors import UsageError
from sayso.ledger.asof import View
from sayso.ledger.checkpoint import origin
from sayso.ledger.overrides import registered_keys, why_not
from sayso.publications import Publication
from sayso.publish.changes import difference
from sayso.publish.composer import Composer
from sayso.publish.difference import Snapshot
from sayso.publish.public.corrected import CorrectionWords, field_words, taken_back
from sayso.publish.public.record import Correction
from sayso.reconcile.rules import ENVELOPE
from sayso.records import Claim, Finding
from sayso.review.edits import EDITING, edited
from sayso.review.holding import described
from sayso.state import State
from sayso.values.instants import instant

UNSIGNED = "override-unsigned"
_TOLD = frozenset({"correct", "retract"})
_OWN_HEADING = frozenset({"new", "gone"})


class Overrides(NamedTuple):
    """Which stops of the gate may be passed, for what."""

    passed: Mapping[tuple[str, str], Decision]
    """By (code of the stop, subject) the decision; a subject that is a claim of the ledger is the claim that stands today."""
    refused: tuple[Finding, ...]
    """Overrides that do not count, and why."""


class Telling(NamedTuple):
    """Of which claims changes are told, by their ids in the ledger."""

    out: Collection[str]
    """Those that go out now."""
    untold: Collection[str] = ()
    """Those that count neither now nor before: coarsened or held back."""


class ToldCorrection(NamedTuple):
    """A correction or retraction as it may go out, with what it is about, for the desk to see whether it may."""

    correction: Correction
    claim: str
    """Id of the claim in the ledger, as it stands today."""
    field: str | None
    """Which field was corrected: what `was` and `now` say of it may be more exact than what may go out."""


def retracted(state: State) -> dict[str, str]:
    """Return for each claim that was withdrawn in public what readers are told."""
    return {claim: decision.public_note or "" for claim, decision in state.standing.retracted.items()}


def embargoed(state: State, now: datetime) -> dict[str, str]:
    """Return for each claim that is held back at an instant until when: an ISO instant in UTC."""
    held = ((claim, decision.until) for claim, decision in state.standing.embargoed.items())
    return {claim: until for claim, until in held if until is not None and instant(until) > now}


def overrides(state: State) -> Overrides:
    """Return the overrides that hold and that a key of the ledger's register signed, and those that do not count."""
    made = [decision for decision in state.standing.decisions if decision.verb == "override"]
    if not made:
        return Overrides({}, ())
    recorded = {decision.id: decision for decision in state.view.decisions()}
    named, keys = origin(state.view.ledger.store), registered_keys(state.view.register_changes())
    passed: dict[tuple[str, str], Decision] = {}
    refused: list[Finding] = []
    for decision in made:
        # What was signed is what was recorded, before it was carried over to the newest reading.
        against = why_not(recorded[decision.id], named, keys)
        if against is not None:
            said = f"{described(decision)} does not count: {against}"
            refused.append(Finding(code=UNSIGNED, message=said, source=decision.id))
            continue
        passed[decision.stop or "", decision.claims[0] if decision.claims else decision.subject or ""] = decision
    return Overrides(passed, tuple(refused))


def corrections(state: State, home: Mapping[str, str], language: str = "en") -> tuple[ToldCorrection, ...]:
    """Return what was corrected and retracted, newest first, what was taken back after it had gone out among it.

    `home` gives for a claim the lasting id of the event under which it is told or was. `was` and `now` are in a brief's words, with
    private people as roles; whoever puts them out must still see whether the place or the time in them may be as exact.
    """
    recorded = list(state.view.decisions())
    told = [decision for decision in recorded if decision.verb in _TOLD]
    if not told:
        return ()
    undone = {d.undoes: d for d in recorded if d.verb == "undo" and d.id not in state.standing.undone}
    out = sorted(instant(one.at) for one in state.view.publications())
    words = CorrectionWords.of(language)
    found: list[ToldCorrection] = []
    for decision in told:
        back = undone.get(decision.id) if decision.id in state.standing.undone else None
        if back is not None and not any(instant(decision.at) <= at < instant(back.at) for at in out):
            continue  # nobody outside ever read it
        for one in _told(state, decision, home, words):
            found.append(one)
            if back is not None:
                again = taken_back(one.correction, _public_id(back, one.correction.event), back.at, words)
                found.append(one._replace(correction=again))
    found.sort(key=lambda one: (instant(one.correction.at), one.correction.id), reverse=True)
    return tuple(found)


def changes_since(
    state: State,
    last: Publication,
    telling: Telling,
    *,
    rule: str = ENVELOPE.name,
    language: str = "en",
) -> tuple[str, ...]:
    """Return what changed since the last publication, a sentence each, told of the claims alone that went out then or do now.

    Private people are roles, and nothing is told of who decided what. Places and times
    are as exact as the claims are, so a caller who coarsens or holds back some names them as untold.
    """
    before = State(View.of(state.view.ledger, last.as_of, last.head))
    went = {claim for event in last.events for claim in event.claims if claim not in telling.untold}
    was, now = (
        _snapshot(before, went, last.rule),
        _snapshot(state, frozenset(telling.out).difference(telling.untold), rule),
    )
    held = {claim.id: claim for one in (now, was) for event in one.events for claim in event.claims}
    reports = {claim.report for claim in held.values()}
    found = difference(
        was,
        now,
        claims=tuple(held.values()),
        reports=[report for report in state.view.reports() if report.id in reports],
        language=language,
    )
    return tuple(
        change.sentence if change.kind in _OWN_HEADING or not change.heading else f"{change.heading}: {change.sentence}"
        for change in found.changes
    )


def _snapshot(state: State, out: Collection[str], rule: str) -> Snapshot:
    untold = {claim.id for claim in state.claims}.difference(out)
    return Snapshot("", state.events(rule, without=untold), (), ())


def _told(
    state: State, decision: Decision, home: Mapping[str, str], words: CorrectionWords
) -> Iterator[ToldCorrection]:
    """Yield a decision as readers are told of it, once for each event that it is about."""
    told: set[str | None] = set()
    for name in decision.claims:
        claim = state.heir_of(name) or name
        event = home.get(claim, home.get(name))
        if event in told:
            continue
        told.add(event)
        was, now = _was_and_now(state, decision, claim, words) if decision.verb == "correct" else ("", "")
        correction = Correction(
            id=_public_id(decision, event),
            at=decision.at,
            kind="correction" if decision.verb == "correct" else "retraction",
            event=event,
            sentence=decision.public_note or "",
            was=was,
            now=now,
        )
        yield ToldCorrection(correction, claim, decision.field)


def _public_id(decision: Decision, event: str | None) -> str:
    """Return the id under which readers know a correction: of when and of what, and of nothing else that the decision says."""
    return hashlib.sha256(f"sayso correction 1\n{decision.at}\n{event or ''}".encode()).hexdigest()[:20]


def _was_and_now(state: State, decision: Decision, name: str, words: CorrectionWords) -> tuple[str, str]:
    """Return the field of a claim in words before and after a correction; empty where that cannot be said."""
    found = state.view.some_claims([name])
    if not found or decision.field is None or decision.value is None:
        return "", ""
    before = _as_before(state, found[0], decision)
    try:
        after = edited(before, decision.field, decision.value, decision.by)
    except UsageError:  # a finding of the state says so
        return "", ""
    report = next((report for report in state.view.reports() if report.id == before.report), None)
    if report is None:
        return "", ""
    # Two composers, since a line is made once for each claim's id; each knows the names of both versions.
    both = (before, msgspec.structs.replace(after, id=f"{after.id}+"))
    composer = Composer((report,), both, words.language)
    was, now = (field_words(claim, decision.field, composer, words) for claim in both)
    return was, now


def _as_before(state: State, claim: Claim, decision: Decision) -> Claim:
    """Return a claim as it stood just before a decision, by the edits that hold."""
    earlier: Sequence[Decision] = [
        one
        for one in state.standing.decisions
        if one.verb in EDITING and claim.id in one.claims and instant(one.at) < instant(decision.at)
    ]
    for one in earlier:
        try:
            claim = edited(claim, one.field or "", one.value or "", one.by)
        except UsageError:  # a finding of the state says so
            continue
    return claim
