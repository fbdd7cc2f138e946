"""Says what a clause is about by its figures alone: "More than 200,000 remain in the city", items of a list of targets."""

import msgspec

from sayso.extract.clauses import Clause
from sayso.extract.sentences import Sentence
from sayso.extract.unit import Counted, Marks, Unit
from sayso.extract.zones import Zone, tokens
from sayso.values.kinds import Event, Measure, Status

EVENT_OF: dict[Measure, Event] = {
    "killed": "casualty-toll",
    "wounded": "casualty-toll",
    "killed-or-wounded": "casualty-toll",
    "missing": "casualty-toll",
    "displaced": "displacement",
    "trapped": "population-trapped",
    "in-need": "conditions",
    "detained": "detention",
    "abducted": "abduction",
    "released": "release",
    "strikes": "attack",
    "sites-hit": "attack",
    "vehicles-destroyed": "attack",
    "aircraft-lost": "attack",
    "buildings-damaged": "damage",
    "territory-percent": "territory-gained",
}
"""What a clause is about when it gives a figure and no other word that reports a happening."""

STANDING: dict[Event, Status] = {"population-trapped": "ongoing", "conditions": "ongoing"}
"""How an event stands that only a figure tells of; any other happened."""

ITEM = ";item"
"""What the rule of a further item of a list ends with."""


def by_figure(piece: Clause, zone: Zone, figures: list[Counted], *, headline: bool) -> Unit | None:
    """Return the claim that a clause makes by its figure alone: "More than 200,000 remain in the city"."""
    for counted in figures:
        measure = counted.found.figure.measure
        event = EVENT_OF.get(measure)
        if event is None:
            continue
        verb = piece.verb
        present = verb is not None and verb.finite and verb.tense == "present" and not (verb.perfect or headline)
        goes_on = present and event in STANDING
        return Unit(
            clause=piece,
            start=piece.start,
            end=piece.end,
            zone=zone,
            event=event,
            status="ongoing" if goes_on else STANDING.get(event, "happened"),
            rule=f"figure:{measure}",
            figures=figures,
        )
    return None


def tells_other(figures: list[Counted], event: Event, violence: frozenset[Event]) -> bool:
    """Tell whether figures make a claim of a kind that is no violence, such as people who fled."""
    kinds = {EVENT_OF.get(counted.found.figure.measure) for counted in figures} - {None, event}
    return bool(kinds) and kinds.isdisjoint(violence)


def names_something(sentence: Sentence, marks: Marks, piece: Clause, figures: list[Counted]) -> bool:
    """Tell whether a piece holds a figure or a place."""
    starts = [tokens(sentence, place.span)[0] for place in marks.places]
    return bool(figures) or any(piece.start <= start < piece.end for start in starts)


def item(previous: Unit, piece: Clause, figures: list[Counted]) -> Unit:
    """Return the claim of a further item of a list: "targets hit included three depots in Tarn; two tanks near Lesk"."""
    measure = previous.figures[0].found.figure.measure if previous.figures else "other"
    counted = [
        msgspec.structs.replace(
            c, found=msgspec.structs.replace(c.found, figure=msgspec.structs.replace(c.found.figure, measure=measure))
        )
        if c.found.figure.measure == "other"
        else c
        for c in figures
    ]
    return Unit(
        clause=piece,
        start=piece.start,
        end=piece.end,
        zone=previous.zone,
        event=previous.event,
        status=previous.status,
        rule=previous.rule if previous.rule.endswith(ITEM) else previous.rule + ITEM,
        act=previous.act,
        cause=previous.cause,
        figures=counted,
        times=list(previous.times),
    )
