"""Makes of a snapshot what answers and pages show of it: events and claims as rows, accounts side by side, decisions."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from sayso.desk import answers
from sayso.desk.index import Decided
from sayso.desk.route import Ask
from sayso.desk.snapshot import Snapshot, claim_key
from sayso.records import Claim, Incident

WITHHELD = "(not shown: it may name private people)"


def state_of(ask: Ask, snapshot: Snapshot) -> answers.StateOf:
    """Return of which state an answer is."""
    facts, moment = snapshot.facts, snapshot.moment
    behind = 0 if moment.past else max(0, ask.desk.index.seen - facts.seen)
    return answers.StateOf(
        entry=facts.entry,
        recorded_at=facts.recorded_at,
        sentence=facts.sentence,
        as_of=moment.said,
        known=moment.known,
        rule=moment.rule,
        behind=behind,
        private=ask.private,
    )


async def readable(ask: Ask, snapshot: Snapshot, events: Sequence[Incident]) -> tuple[Incident, ...]:
    """Return events as whoever asks may see them."""
    if ask.private:
        return tuple(events)
    await ask.desk.ready_to_tell(snapshot, {claim.report for event in events for claim in event.claims})
    return tuple(ask.desk.telling.event(event) for event in events)


async def readable_claims(ask: Ask, snapshot: Snapshot, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims as whoever asks may see them."""
    if ask.private:
        return tuple(claims)
    await ask.desk.ready_to_tell(snapshot, {claim.report for claim in claims})
    return tuple(ask.desk.telling.claim(claim) for claim in claims)


def event_item(event: Incident) -> answers.EventItem:
    """Return an event as a row."""
    said = sorted(claim.said for claim in event.claims if claim.said is not None)
    return answers.EventItem(
        id=event.id,
        kind=event.kind,
        status=event.status,
        places=event.places,
        time=event.time,
        figures=event.figures,
        disputes=event.disputes,
        grades=event.grades,
        reports=len({claim.report for claim in event.claims}),
        origins=len(event.origins),
        first_said=said[0] if said else None,
        last_said=said[-1] if said else None,
        claims=tuple(claim.id for claim in event.claims),
    )


def claim_item(ask: Ask, snapshot: Snapshot, claim: Claim) -> answers.ClaimItem:
    """Return a claim, as it may be seen, as a row."""
    event = snapshot.event(claim.id)
    return answers.ClaimItem(
        **msgspec.structs.asdict(claim),
        event_id=event.id if event else None,
        source=source_of(ask, claim.report),
        accepted=claim.id in snapshot.accepted,
        rating=ratings_of(event).get(claim.id, "F6") if event else "F6",
    )


def source_of(ask: Ask, report: str) -> str | None:
    """Return where a report came from; of a file its name alone, for those who may not see how a machine is laid out."""
    source = ask.desk.index.source(report)
    if source is None or ask.private or urlsplit(source).scheme in {"http", "https"}:
        return source
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def ratings_of(event: Incident) -> dict[str, str]:
    """Return the Admiralty code of each claim of an event."""
    return {rating.claim: f"{rating.source}{rating.credibility}" for rating in event.ratings}


def decision_item(ask: Ask, decided: Decided) -> answers.DecisionItem:
    """Return a decision as a row."""
    made = decided.decision
    if not ask.private:
        # What people write in their own words may name anybody; no rule of ours looks through it.
        value = made.value if made.verb == "grade" else None
        made = msgspec.structs.replace(made, reason=WITHHELD, value=value)
    return answers.DecisionItem(
        **msgspec.structs.asdict(made), seq=decided.seq, undone=made.id in ask.desk.index.undone
    )


def decisions_about(ask: Ask, snapshot: Snapshot, claims: Iterable[str]) -> tuple[answers.DecisionItem, ...]:
    """Return the decisions about some claims that were known, the oldest first."""
    until = snapshot.facts.seen if snapshot.moment.past else None
    return tuple(decision_item(ask, decided) for decided in ask.desk.index.about(tuple(claims), until))


async def accounts_of(ask: Ask, snapshot: Snapshot, event: Incident) -> tuple[answers.Account, ...]:
    """Return the accounts of an event side by side: one a source, claims that go back to none of them last."""
    await ask.desk.ready_to_tell(snapshot, {claim.report for claim in event.claims})
    shown = event if ask.private else ask.desk.telling.event(event)
    claims = {claim.id: claim for claim in event.claims}
    rows = [
        answers.Account(
            origin=origin.name,
            reports=len(origin.reports),
            outcomes=origin.outcomes,
            lines=_lines(ask, snapshot, event, [claims.pop(name) for name in origin.claims if name in claims]),
        )
        for origin in shown.origins
    ]
    if claims:
        left = list(claims.values())
        lines = _lines(ask, snapshot, event, left)
        rows.append(answers.Account(origin=None, reports=len({c.report for c in left}), outcomes=(), lines=lines))
    return tuple(sorted(rows, key=lambda row: (not row.lines, row.lines[0].said if row.lines else "")))


def _lines(ask: Ask, snapshot: Snapshot, event: Incident, claims: Sequence[Claim]) -> tuple[answers.AccountLine, ...]:
    ratings = ratings_of(event)
    found = []
    for claim in sorted(claims, key=claim_key):
        line = ask.desk.telling.line(claim, private=ask.private)
        seen = claim if ask.private else ask.desk.telling.claim(claim)
        link = line.words.link if line is not None else None
        found.append(
            answers.AccountLine(
                claim=claim.id,
                report=claim.report,
                who=line.who if line else "",
                says=line.says if line else "",
                where=line.where if line else "",
                when=line.when if line else "",
                said=line.said if line else claim.said or "",
                quote=line.words.text if line else seen.quote,
                label=line.words.label if line else "",
                link=link if link is not None and urlsplit(link).scheme in {"http", "https"} else None,
                rating=ratings.get(claim.id, "F6"),
                accepted=claim.id in snapshot.accepted,
                disputed=tuple(dict.fromkeys(d.kind for d in event.disputes if claim.id in d.claims)),
            )
        )
    return tuple(found)
