"""Events as they are before anything is told of them: what is left of each without the claims that do not go out."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from sayso.publish.composer import APART, alone
from sayso.records import Claim, Incident, Range


def happenings(claims: Sequence[Claim], events: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return the events; a claim that stands in none, and each of those set apart, makes one of its own."""
    told = [(event, tuple(claim for claim in event.claims if claim.channel not in APART)) for event in events]
    kept = [without(event, {claim.id for claim in counted}) for event, counted in told if counted]
    held = {claim.id for event in kept for claim in event.claims}
    return (*kept, *(alone(claim) for claim in claims if claim.id not in held))


def without(event: Incident, left: Collection[str]) -> Incident:
    """Return what an event is of some of its claims: nothing of it may rest on another claim.

    Grades, and ranges and disputes that other claims had part in, are left out rather than told for those that are left.
    """
    claims = tuple(claim for claim in event.claims if claim.id in left)
    if len(claims) == len(event.claims) or not claims:
        return event
    named = {place.name for claim in claims for place in claim.places}
    times = [claim.time for claim in claims]
    statuses = [claim.status for claim in claims]
    origins = (
        msgspec.structs.replace(
            origin,
            claims=tuple(claim for claim in origin.claims if claim in left),
            reports=tuple(dict.fromkeys(claim.report for claim in claims if claim.id in origin.claims)),
        )
        for origin in event.origins
    )
    return msgspec.structs.replace(
        event,
        kind=event.kind if any(claim.event == event.kind for claim in claims) else claims[0].event,
        status=event.status if event.status in statuses else statuses[0],
        places=tuple(place for place in event.places if place.name in named),
        time=event.time if event.time in times else next((time for time in times if time is not None), None),
        claims=claims,
        figures=tuple(figure for figure in event.figures if _whole(figure, left)),
        disputes=tuple(dispute for dispute in event.disputes if all(claim in left for claim in dispute.claims)),
        origins=tuple(origin for origin in origins if origin.claims),
        grades=(),
        ratings=tuple(rating for rating in event.ratings if rating.claim in left),
        persons=(),
        contains=tuple(link for link in event.contains if left_of(link.claims, left)),
        within=tuple(link for link in event.within if left_of(link.claims, left)),
    )


def left_of(claims: Iterable[str], left: Collection[str]) -> bool:
    """Tell whether any of the claims of this event is among those that are left."""
    return any(claim in left for claim in claims)


def _whole(figure: Range, left: Collection[str]) -> bool:
    return all(claim in left for claim in figure.claims) and all(c in left for step in figure.rise for c in step.claims)
