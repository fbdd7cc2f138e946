"""The values of claims and events as short phrases for a screen: figures, ranges, places, times, origins."""

from collections.abc import Sequence

from sayso.records import Incident, Range
from sayso.screen.terminal import safe
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.party import Speaker, chain
from sayso.values.place import Place


def figure_words(figure: Figure) -> str:
    """Return a figure in words, as bounded as it was said: "killed: at least 50 troops"."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        number = f"about {number}" if figure.bound == "about" else number
    elif low is not None:
        number = f"{low:,} or more"
    elif high is not None:
        number = f"up to {high:,}"
    else:
        number = "an unknown number"
    part = " (part of the above)" if figure.part_of is not None else ""
    return f"{figure.measure}: {number} {safe(figure.of)}".rstrip() + part


def chain_words(speakers: Sequence[Speaker]) -> str:
    """Return who says so, the innermost first: "local media ← the ministry", "residents and medics"; empty without any."""
    return " ← ".join(" and ".join(safe(speaker.name) for speaker in link) for link in chain(speakers))


def origin_words(incident: Incident) -> str:
    """Return how many independent sources an event has: "4 reports, 1 origin: the ministry (4)"."""
    reports = {report for origin in incident.origins for report in origin.reports}
    if not reports:
        return "readers' comments only"
    named = ", ".join(
        f"{safe(origin.name) if origin.name else 'the report itself'} ({len(origin.reports)})"
        for origin in incident.origins
    )
    return f"{number_of(len(reports), 'report')}, {number_of(len(incident.origins), 'origin')}: {named}"


def rating_words(incident: Incident) -> dict[str, str]:
    """Return the Admiralty code of each claim, by its id, as it stands behind the claim's own: " · F6"."""
    return {rating.claim: f" · {rating.source}{rating.credibility}" for rating in incident.ratings}


def number_of(count: int, noun: str, many: str = "") -> str:
    """Return a count with its noun: "1 origin", "4 origins"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def range_words(figures: Range) -> str:
    """Return the range of an event in words, with the rule and what it takes, and the steps of a rise."""
    low, best, high = (
        None if end is None else f"{'about ' if name in figures.rounded else ''}{end:,}"
        for name, end in (("low", figures.low), ("best", figures.best), ("high", figures.high))
    )
    taken = "" if best is None else f", best {best}"
    steps = [f"{step.low:,} on {step.said}" for step in figures.rise if step.low is not None]
    rose = f"; rose: {', '.join(steps)}" if steps else ""
    whom = safe(figures.population) + (f", {figures.extent}" if figures.extent else "")
    return f"{figures.measure} ({whom}): {_ends(low, high)}{taken} ({figures.rule}){rose}"


def _ends(low: str | None, high: str | None) -> str:
    """Return the ends of a range: "61", "3 to 4", "50 or more", "up to 30"."""
    if low is None or high is None:
        if low is None and high is None:
            return "an unknown number"
        return f"up to {high}" if low is None else f"{low.removeprefix('about ')} or more"
    return low if low == high else f"{low} to {high}"


def place_words(place: Place) -> str:
    """Return a place with how well it is known."""
    if place.lat is None:
        return f"{safe(place.name)} (not located)"
    radius = "" if place.radius_m is None else f" ± {max(1, round(place.radius_m / 1000))} km"
    return f"{safe(place.name)} ({place.precision}{radius})"


def moment_words(moment: Moment) -> str:
    """Return a time as calendar days, with the words it rests on."""
    start, end = moment.start or "…", moment.end or "…"
    days = start if start == end else f"{start} to {end}"
    return f"{days} (“{safe(moment.text)}”)" if moment.text else days
