"""One event: claim against counter-claim, a row an independent origin, and each count on a scale of its own."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from sayso.desk.reading import one_event
from sayso.desk.route import Ask
from sayso.desk.screen_evidence import evidence_of
from sayso.desk.screen_words import FigureMark, figure_mark, long_day, precision_words
from sayso.desk.shown import readable
from sayso.desk.snapshot import Snapshot
from sayso.publish.ranges import Axis, RangeMark
from sayso.publish.wording import range_words
from sayso.records import Claim, Incident, Range
from sayso.values.figure import Figure

WIDTH, HEIGHT = 240, 18
MOST = 30


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """What one account, or all of them together, says on a line of `WIDTH`."""

    claim: str
    """Id; empty for all together."""
    who: str
    words: str
    mark: RangeMark
    times: int = 1
    """How many accounts of theirs say just that."""


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """All accounts of one count of the same people, on one axis from zero."""

    mark: FigureMark
    rungs: tuple[Rung, ...]
    whole: Rung | None
    """From the lowest end to the highest; None where one account alone gives it."""
    more: int
    rise: tuple[str, ...]
    """How it rose over time: "3 on 13 May 2031"."""
    width: int = WIDTH
    height: int = HEIGHT


async def event_values(ask: Ask, snapshot: Snapshot, found: Incident) -> dict[str, Any]:
    """Return what the event's template shows."""
    evidence = await evidence_of(ask, snapshot, found)
    (shown,) = await readable(ask, snapshot, [found])
    who = {
        passage.claim: passage.who or "The report itself" for origin in evidence.origins for passage in origin.passages
    }
    return {
        "one": await one_event(ask, snapshot, found),
        "evidence": evidence,
        "scales": scales(shown, who),
        "precision": precision_words(shown.places),
    }


def event_at(newest: Snapshot, snapshot: Snapshot, name: str) -> Incident | None:
    """Return the event of a name in a snapshot: events are named anew when their claims change, so it is sought by the claims of today's."""
    found = snapshot.event(name)
    now = newest.event(name)
    if found is None and now is not None:
        found = next((event for claim in now.claims if (event := snapshot.event(claim.id)) is not None), None)
    return found


def scales(event: Incident, who: Mapping[str, str]) -> tuple[Scale, ...]:
    """Return a scale a count; what counts other people is another scale, and nothing is added up."""
    claims = {claim.id: claim for claim in event.claims}
    return tuple(_scale(counted, claims, who) for counted in event.figures if _ends(counted))


def _ends(counted: Range | Figure) -> list[float]:
    return [end for end in (counted.low, counted.high) if end is not None]


def _scale(counted: Range, claims: Mapping[str, Claim], who: Mapping[str, str]) -> Scale:
    given = [(name, figure) for name in counted.claims if name in claims for figure in _figures(claims[name], counted)]
    most = max([*_ends(counted), *(end for _, figure in given for end in _ends(figure))], default=0)
    axis = Axis(width=WIDTH, most=most)
    said = [_rung(name, who.get(name, ""), figure, axis) for name, figure in given]
    alike = Counter((rung.who, rung.words) for rung in said)
    first = {(rung.who, rung.words): rung for rung in reversed(said)}
    rungs = tuple(
        msgspec.structs.replace(rung, times=alike[rung.who, rung.words])
        for rung in said
        if first[rung.who, rung.words] is rung
    )
    return Scale(
        mark=figure_mark(counted),
        rungs=rungs[:MOST],
        whole=_rung("", "", counted, axis) if len(given) != 1 else None,
        more=max(0, len(rungs) - MOST),
        rise=tuple(
            f"{range_words(step.low, step.high)} on {long_day(step.said)}"
            for step in counted.rise
            if step.low is not None
        ),
    )


def _figures(claim: Claim, counted: Range) -> list[Figure]:
    """Return which figure of a claim a range is made of: of the same measure, and of the same people where several are."""
    same = [figure for figure in claim.figures if figure.measure == counted.measure]
    named = [figure for figure in same if " ".join(figure.of.split()).casefold() == counted.population.casefold()]
    within = [figure for figure in same if _within(figure, counted)]
    return (named or within or same)[:1]


def _within(figure: Figure, counted: Range) -> bool:
    """Tell whether a figure lies between the ends of a range."""
    low = counted.low is None or figure.low is None or figure.low >= counted.low
    return low and (counted.high is None or figure.high is None or figure.high <= counted.high)


def _rung(claim: str, who: str, figure: Figure | Range, axis: Axis) -> Rung:
    low, high = figure.low, figure.high
    return Rung(claim=claim, who=who, words=range_words(low, high), mark=axis.mark(low, high, (low, high)))
