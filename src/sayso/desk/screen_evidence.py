"""The evidence of one event: the words of each account marked in the stored copy, where they come from, and what was decided."""

from collections.abc import Sequence
from itertools import islice

import msgspec

from sayso.desk import answers
from sayso.desk.index import Taken
from sayso.desk.route import Ask
from sayso.desk.screen_source import Known, Standing, known_of, parties_of, standing
from sayso.desk.screen_words import (
    FigureMark,
    Heading,
    claim_marks,
    dispute_words,
    figure_marks,
    heading,
    source_name,
    status_words,
)
from sayso.desk.shown import decisions_about, ratings_of, readable, source_of
from sayso.desk.snapshot import Snapshot, claim_key
from sayso.records import Claim, Dispute, Grading, Incident

MOST_WORDS = 12
"""How many accounts the panel shows; the event's own page has all."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One account: its words as they stand in the stored copy, and who says so."""

    claim: str
    report: str
    who: str
    says: str
    before: str
    quote: str
    after: str
    label: str
    when: str
    where: str
    said: str
    rating: str
    accepted: bool
    comment: bool
    """Whether it stands among readers' comments, which count nowhere."""
    disputed: tuple[str, ...]
    figures: tuple[FigureMark, ...]
    status: str
    parties: tuple[str, ...]
    """Which speakers are parties to a conflict, as the register has it."""
    again: bool = False
    """Whether the same words stand above it, from another report that goes back to the same origin."""


class SourceCard(msgspec.Struct, frozen=True, kw_only=True):
    """Where the words come from."""

    report: str
    name: str
    title: str
    published: str | None
    captured_at: str | None
    media_type: str
    grade: str
    """A to F; F where nobody graded it."""
    link: str | None
    known: tuple[Known, ...]
    """Licence, language and what else is known of it, each with who said so."""


class OriginRow(msgspec.Struct, frozen=True, kw_only=True):
    """One independent origin with its accounts, the oldest first."""

    name: str
    """Who; empty where the report says so itself."""
    reports: int
    outcomes: tuple[str, ...]
    passages: tuple[Passage, ...]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One event with all that it rests on."""

    event: Incident
    heading: Heading
    figures: tuple[FigureMark, ...]
    disputes: tuple[tuple[str, Dispute], ...]
    """Each with on what accounts differ, in words."""
    grades: tuple[Grading, ...]
    origins: tuple[OriginRow, ...]
    sources: tuple[SourceCard, ...]
    reports: int
    decisions: tuple[answers.DecisionItem, ...]


async def evidence_of(ask: Ask, snapshot: Snapshot, event: Incident, cards: int | None = None) -> Evidence:
    """Return the evidence of an event, as whoever asks may see it, with so many source cards; None for all."""
    (shown,) = await readable(ask, snapshot, [event])
    await ask.desk.ready_to_tell(snapshot, {claim.report for claim in event.claims})
    ratings = ratings_of(event)
    return Evidence(
        event=shown,
        heading=heading(shown),
        figures=figure_marks(shown),
        disputes=tuple((dispute_words(dispute.kind), dispute) for dispute in shown.disputes),
        grades=shown.grades,
        origins=_origins(ask, snapshot, event, shown),
        sources=_sources(ask, event, ratings, await standing(ask, snapshot), cards) if cards != 0 else (),
        reports=len({claim.report for claim in event.claims}),
        decisions=decisions_about(ask, snapshot, (claim.id for claim in event.claims)),
    )


def _origins(ask: Ask, snapshot: Snapshot, event: Incident, shown: Incident) -> tuple[OriginRow, ...]:
    """Return a row an independent origin, the one that spoke first first; what goes back to none comes last."""
    left = {claim.id: claim for claim in event.claims}
    rows = []
    for origin in shown.origins:
        claims = [left.pop(name) for name in origin.claims if name in left]
        rows.append((origin.name or "", len(origin.reports), tuple(map(str, origin.outcomes)), claims))
    if left:
        rest = list(left.values())
        rows.append(("", len({claim.report for claim in rest}), (), rest))
    made = [
        OriginRow(name=name, reports=reports, outcomes=outcomes, passages=_passages(ask, snapshot, event, claims))
        for name, reports, outcomes, claims in rows
        if claims
    ]
    first = {
        row.passages[0].claim: min(claim_key(c) for c in event.claims if c.id in {p.claim for p in row.passages})
        for row in made
    }
    return tuple(sorted(made, key=lambda row: first[row.passages[0].claim]))


def _passages(ask: Ask, snapshot: Snapshot, event: Incident, claims: Sequence[Claim]) -> tuple[Passage, ...]:
    made, seen = [], set()
    for claim in sorted(claims, key=claim_key):
        one = passage_of(ask, snapshot, event, claim)
        key = (" ".join(one.quote.split()), one.says)
        made.append(msgspec.structs.replace(one, again=key in seen))
        seen.add(key)
    return tuple(made)


def passage_of(ask: Ask, snapshot: Snapshot, event: Incident | None, claim: Claim) -> Passage:
    """Return one account; its report is at hand."""
    line = ask.desk.telling.line(claim, private=ask.private)
    seen = claim if ask.private else ask.desk.telling.claim(claim)
    return Passage(
        claim=claim.id,
        report=claim.report,
        who=line.who if line else "",
        says=line.says if line else "",
        before=line.words.before if line else "",
        quote=line.words.text if line else seen.quote,
        after=line.words.after if line else "",
        label=line.words.label if line else "",
        when=line.when if line else "",
        where=line.where if line else "",
        said=line.said if line else claim.said or "",
        rating=ratings_of(event).get(claim.id, "F6") if event is not None else "F6",
        accepted=claim.id in snapshot.accepted,
        comment=claim.channel in {"comment", "quoted"},
        disputed=tuple(dict.fromkeys(dispute_words(d.kind) for d in event.disputes if claim.id in d.claims))
        if event
        else (),
        figures=claim_marks(seen),
        status=status_words(claim.status),
        parties=parties_of(claim),
    )


def _sources(
    ask: Ask, event: Incident, ratings: dict[str, str], found: Standing, most: int | None
) -> tuple[SourceCard, ...]:
    """Return a card a report, the one that stands first first."""
    held: dict[str, list[Claim]] = {}
    for claim in event.claims:
        held.setdefault(claim.report, []).append(claim)
    taken = {one.capture.id: one for one in ask.desk.index.captures if one.capture.id in held}
    return tuple(
        card_of(ask, report, claims, taken.get(report), found, event, ratings.get(claims[0].id, "F6")[0])
        for report, claims in islice(held.items(), most)
    )


def card_of(  # noqa: PLR0913, PLR0917 - what a card is made of
    ask: Ask,
    report: str,
    claims: Sequence[Claim],
    taken: Taken | None,
    found: Standing,
    event: Incident | None,
    grade: str,
) -> SourceCard:
    """Return the card of a report, which is at hand; `claims` are those of it that are shown."""
    told = ask.desk.telling.told(report)
    title = told.report.title if told is not None else None
    if title is not None and told is not None and not ask.private:
        title = told.private.masked(title)
    source = source_of(ask, report)
    return SourceCard(
        report=report,
        name=source_name(source),
        title=title or "",
        published=told.report.published if told is not None else None,
        captured_at=taken.capture.captured_at if taken is not None else None,
        media_type=taken.capture.media_type if taken is not None else "",
        grade=grade,
        link=source if source and source.startswith(("http://", "https://")) else None,
        known=known_of(ask, found, report, claims, event),
    )
