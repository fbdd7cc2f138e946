"""Puts events in the order in which a desk wants them, and sets out what is disputed in them."""

from collections.abc import Sequence
from typing import NamedTuple

from sayso.publish.composer import Composer
from sayso.publish.figures import ends
from sayso.publish.model import Development, Disagreement
from sayso.publish.standing import standing
from sayso.publish.wording import capitalised, range_words
from sayso.records import Claim, Dispute, Incident
from sayso.values.kinds import Event, Measure

MOST_LINES = 5
MOST_SIDES = 6
VIOLENCE: frozenset[Event] = frozenset(
    {
        "air-strike",
        "shelling",
        "bombing",
        "chemical-attack",
        "armed-clash",
        "attack",
        "execution",
        "abuse",
        "casualty-toll",
    }
)
_ORDER: tuple[frozenset[Event], ...] = (
    frozenset({"territory-gained", "territory-held", "withdrawal", "siege"}),
    frozenset({"ceasefire"}),
    frozenset({"displacement", "population-trapped"}),
    frozenset({"aid", "conditions", "damage"}),
    frozenset({"abduction", "detention", "release", "deployment", "sanctions", "protest"}),
    frozenset({"negotiation"}),
)
"""What comes after violence; statements and the rest come last."""
HARM: tuple[Measure, ...] = ("killed", "killed-or-wounded", "wounded")
_HEADLINES = frozenset({"title", "heading"})


def developments(composer: Composer, events: Sequence[Incident]) -> tuple[Development, ...]:
    """Return events as developments, in their order."""
    return tuple(_development(composer, event) for event in events)


def in_order(events: Sequence[Incident]) -> list[Incident]:
    """Return events with violence first, the largest figures first of these, the newest first among equals."""
    ordered = sorted(events, key=_said, reverse=True)
    ordered.sort(key=_weight)
    return ordered


class Disputed(NamedTuple):
    """One dispute of an event, with those of its claims that stand in it."""

    event: Incident
    dispute: Dispute
    claims: list[Claim]


def disputes(events: Sequence[Incident]) -> list[Disputed]:
    """Return every dispute of the events in which several of their claims stand."""
    return [
        Disputed(event, dispute, claims)
        for event in events
        for dispute in event.disputes
        if len(claims := [claim for claim in event.claims if claim.id in dispute.claims]) > 1
    ]


def disagreements(composer: Composer, disputed: Sequence[Disputed]) -> tuple[Disagreement, ...]:
    """Return disputes, the accounts of each side by side in the order of the reports."""
    return tuple(_disagreement(composer, *one) for one in disputed)


def _said(event: Incident) -> str:
    """Return when the newest of an event's claims was said, as text that sorts."""
    return max((claim.said or "" for claim in event.claims), default="")


def _weight(event: Incident) -> tuple[int, tuple[float, ...]]:
    """Return where an event stands in the order: its group, and within violence the largest figures of harm, the dead first."""
    if all(claim.channel in _HEADLINES for claim in event.claims):
        return len(_ORDER) + 3, ()  # a headline that no text bears out
    if event.kind in VIOLENCE:
        figures = [figure for claim in event.claims for figure in claim.figures]
        largest = tuple(
            -max((figure.high or figure.low or 0 for figure in figures if figure.measure == measure), default=0)
            for measure in HARM
        )
        return (0, largest) if any(largest) else (1, ())
    place = next((number for number, kinds in enumerate(_ORDER) if event.kind in kinds), len(_ORDER))
    return 2 + place, ()


def _development(composer: Composer, event: Incident) -> Development:
    """Return one event with those who report it, the newest first; headlines only where no text says it."""
    claims = [claim for claim in event.claims if claim.channel not in _HEADLINES] or list(event.claims)
    ordered = sorted(claims, key=lambda claim: claim.said or "", reverse=True)
    return Development(
        heading=heading(composer, event),
        figure=_harm(composer, event, claims),
        standing=standing(event, composer.wording),
        lines=tuple(composer.line(claim) for claim in every_voice(ordered, MOST_LINES)),
        more=max(0, len(ordered) - MOST_LINES),
    )


def every_voice(claims: Sequence[Claim], most: int) -> list[Claim]:
    """Return at most so many claims, in their order: one of each speaker before a second of any.

    So a denial is not left out because six others came before it.
    """
    first: dict[tuple[str, ...], int] = {}
    for place, claim in enumerate(claims):
        first.setdefault(tuple(speaker.id or speaker.name for speaker in claim.speakers), place)
    kept = [*first.values(), *(place for place in range(len(claims)) if place not in set(first.values()))][:most]
    return [claims[place] for place in sorted(kept)]


def heading(composer: Composer, event: Incident) -> str:
    """Return an event's kind, place and day in neutral words, with how it stands where all claims agree on that."""
    words = composer.wording.words
    kind = words.events[event.kind]
    agreed = len({claim.status for claim in event.claims}) == 1
    status = words.statuses[event.status] if agreed else ""
    parts = [f"{kind} {status}".strip(), composer.wording.where(event.places[:2]), composer.wording.days(event.time)]
    line = ", ".join(part for part in parts if part)
    return capitalised(line)


def _harm(composer: Composer, event: Incident, claims: Sequence[Claim]) -> str:
    """Return the range of the first measure of harm that an event has: "3 to 4 killed".

    Of several populations the one that several sources count; where that does not decide, there is no such figure.
    """
    found = composer.rows(event)
    for measure in HARM:
        given = [row for row in found if row.measure == measure]
        shared = [row for row in given if len(row.sources) > 1]
        fitting = shared if len(shared) == 1 else given
        if len(fitting) == 1:
            return f"{range_words(fitting[0].low, fitting[0].high)} {fitting[0].what}"
    if event.kind in VIOLENCE or not claims:
        return ""
    figures = [figure for claim in claims for figure in claim.figures if figure.part_of is None]
    first = next((figure for figure in figures if figure.measure != "other"), None)
    if first is None:
        return ""
    low, high = ends([figure for figure in figures if figure.measure == first.measure])
    return f"{range_words(low, high)} {composer.wording.measure(first)}"


def sentence_of(composer: Composer, dispute: Dispute, claims: Sequence[Claim]) -> str:
    """Return what the accounts disagree about, without private names; no sentence where it would take a side."""
    sentence = dispute.sentence
    for claim in claims:
        sentence = composer.excerpts[claim.report].private.masked(sentence)
    return "" if composer.wording.loaded(sentence) else sentence


def _disagreement(composer: Composer, event: Incident, dispute: Dispute, claims: Sequence[Claim]) -> Disagreement:
    """Return one dispute with its accounts."""
    return Disagreement(
        kind=dispute.kind,
        heading=f"{composer.wording.words.disputes[dispute.kind]}: {heading(composer, event)}",
        sentence=sentence_of(composer, dispute, claims),
        lines=tuple(composer.line(claim) for claim in every_voice(claims, MOST_SIDES)),
        more=max(0, len(claims) - MOST_SIDES),
    )
