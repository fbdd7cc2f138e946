"""Admits claims to the comparison: one for each id, without values that cannot be; what is amiss is a finding, and work goes on."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from sayso.records import Claim, Finding, Incident
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.place import Place

DIFFERS = "claim-differs"
OFF_GLOBE = "place-off-globe"
NO_NUMBER = "figure-impossible"
NO_DATE = "time-impossible"


class Admitted(NamedTuple):
    """Claims as they may be compared, one for each id."""

    claims: tuple[Claim, ...]
    given: dict[str, Claim]
    """By id, as it was given, of each claim that was changed for the comparison."""
    findings: dict[str, list[Finding]]
    """What is amiss with a claim, by its id."""


def admit(claims: Iterable[Claim], differing: Iterable[str] = ()) -> Admitted:
    """Return claims as they may be compared, in the order in which their ids first came.

    The same claim given again is one. Of several with one id that differ, the one whose JSON comes first in the alphabet is
    taken, whatever their order; `differing` are ids of which that is known already. A place off the globe counts as not
    located, an impossible figure or date as not said.
    """
    kept: dict[str, Claim] = {}
    several = set(differing)
    for claim in claims:
        other = kept.setdefault(claim.id, claim)
        if other is not claim and other != claim:
            kept[claim.id] = min(other, claim, key=msgspec.json.encode)
            several.add(claim.id)
    findings = {
        name: [_finding(DIFFERS, kept[name], f"claim {name} was given in wordings that differ")]
        for name in several & kept.keys()
    }
    given: dict[str, Claim] = {}
    for name, claim in kept.items():
        amiss = list(_amiss(claim))
        if amiss:
            findings.setdefault(name, []).extend(amiss)
            given[name] = claim
            kept[name] = _mended(claim)
    return Admitted(tuple(kept.values()), given, findings)


def as_given(event: Incident, given: Mapping[str, Claim]) -> Incident:
    """Return an event with its claims as they were given, of which some were compared without what cannot be."""
    if given.keys().isdisjoint(claim.id for claim in event.claims):
        return event
    return msgspec.structs.replace(event, claims=tuple(given.get(claim.id, claim) for claim in event.claims))


def together(*found: Mapping[str, Sequence[Finding]]) -> dict[str, list[Finding]]:
    """Return findings by the id of a claim, of several such records."""
    every: dict[str, list[Finding]] = {}
    for findings in found:
        for name, its in findings.items():
            every.setdefault(name, []).extend(its)
    return every


def _amiss(claim: Claim) -> Iterator[Finding]:
    """Yield what a claim holds that cannot be."""
    for place in claim.places:
        if not _on_globe(place):
            yield _finding(
                OFF_GLOBE, claim, f"“{place.name}” is put at {place.lat}, {place.lon}, which is no place on earth"
            )
    for figure in claim.figures:
        if not _possible(figure):
            yield _finding(
                NO_NUMBER, claim, f"“{figure.text}” is read as {figure.low} to {figure.high}, which cannot be"
            )
    if claim.time is not None and not _dated(claim.time):
        yield _finding(
            NO_DATE, claim, f"“{claim.time.text}” is read as {claim.time.start} to {claim.time.end}, which cannot be"
        )


def _mended(claim: Claim) -> Claim:
    """Return a claim without what cannot be."""
    return msgspec.structs.replace(
        claim,
        places=tuple(place if _on_globe(place) else Place(name=place.name, span=place.span) for place in claim.places),
        figures=tuple(
            figure if _possible(figure) else msgspec.structs.replace(figure, low=None, high=None)
            for figure in claim.figures
        ),
        time=claim.time if claim.time is None or _dated(claim.time) else None,
    )


def _on_globe(place: Place) -> bool:
    """Tell whether a place is not located at all, or is where a place can be."""
    if place.lat is None and place.lon is None:
        return True
    return place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180


def _possible(figure: Figure) -> bool:
    """Tell whether the ends of a figure are counts, and the low one is not above the high one."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return all(math.isfinite(end) and end >= 0 for end in ends) and ends == sorted(ends)


def _dated(time: Moment) -> bool:
    """Tell whether the ends of a time are dates, and the first does not come after the last."""
    try:
        days = [date.fromisoformat(end[:10]) for end in (time.start, time.end) if end is not None]
    except ValueError:
        return False
    return days == sorted(days)


def _finding(code: str, claim: Claim, message: str) -> Finding:
    return Finding(code=code, message=message, source=claim.report, span=claim.span)
