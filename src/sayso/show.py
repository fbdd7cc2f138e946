"""How claims and events look on a terminal or in plain text: one claim, a few lines, the quote nearest."""

import re
import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from sayso.pipeline import Reading
from sayso.publish.codes import Coder
from sayso.records import Capture, Claim, Explanation, Finding, Incident, Position, Range, Report
from sayso.register.load import Register
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.place import Place

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\U000e0000-\U000e007f]"
)

_QUESTIONS = {"happened": "did it happen", "responsibility": "who did it"}


def safe(text: str) -> str:
    """Return text for a screen: one line, control and direction marks shown as `�` so that none can act."""
    return " ".join(_UNPRINTABLE.sub("\ufffd", text.replace("\n", " ")).split())


class Screen:
    """Prints lines: with colour on a terminal, plainly elsewhere; NO_COLOR is obeyed."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True) if sys.stdout.isatty() else None

    def lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Print pairs of style and text."""
        for style, text in lines:
            if self._console is None:
                sys.stdout.write(text + "\n")
            else:
                self._console.print(Text(text, style=style))


def terminal() -> Screen:
    """Return the screen that standard output is."""
    return Screen()


def reading_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the lines that show a report's claims, passage by passage."""
    report = reading.report
    yield "bold", safe(report.title or report.capture.source)
    yield (
        "dim",
        f"published {report.published or 'unknown'} ({safe(report.published_basis)}) · {len(reading.claims)} claims",
    )
    label: str | None = ""
    for claim in reading.claims:
        if claim.passage.label != label:
            label = claim.passage.label
            yield "", ""
            yield (
                "bold",
                f"— {safe(label or claim.passage.kind)}" + (f" · {claim.passage.at}" if claim.passage.at else ""),
            )
        yield "", ""
        yield from claim_lines(claim)


def claim_lines(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the lines that show one claim."""
    voice = " ← ".join(safe(speaker.name) for speaker in claim.speakers) or "the report itself"
    yield (
        "",
        f"{claim.event}, {claim.status} · says {voice}" + ("" if claim.channel == "body" else f" · {claim.channel}"),
    )
    facts = [figure_words(figure) for figure in claim.figures]
    facts += [place_words(place) for place in claim.places]
    facts += [moment_words(claim.time)] if claim.time is not None else []
    if facts:
        yield "cyan", "  " + " · ".join(facts)
    if claim.actors:
        parties = [f"{'by' if actor.role == 'agent' else 'to'} {safe(actor.name)}" for actor in claim.actors]
        yield "cyan", "  " + " · ".join(parties)
    yield "italic", f"  “{safe(claim.quote)}”"
    yield "dim", f"  {claim.id} · characters {claim.span[0]}–{claim.span[1]} · {claim.by.rule}"


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


def origin_words(incident: Incident) -> str:
    """Return how many independent sources an event has: "4 reports, 1 origin: the ministry (4)"."""
    reports = {report for origin in incident.origins for report in origin.reports}
    if not reports:
        return "readers' comments only"
    named = ", ".join(
        f"{safe(origin.name) if origin.name else 'the report itself'} ({len(origin.reports)})"
        for origin in incident.origins
    )
    return f"{_number(len(reports), 'report')}, {_number(len(incident.origins), 'origin')}: {named}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


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


def incident_lines(incidents: Iterable[Incident]) -> Iterator[tuple[str, str]]:
    """Yield the lines that show events: what, where, when, by whose account, between which figures, in dispute over what."""
    for incident in incidents:
        where = ", ".join(safe(place.name) for place in incident.places[:2]) or "place not said"
        when = moment_words(incident.time) if incident.time is not None else "time not said"
        yield "bold", f"{incident.id}  {incident.kind}, {incident.status} · {where} · {when}"
        codes = {rating.claim: f" · {rating.source}{rating.credibility}" for rating in incident.ratings}
        yield "", f"  {origin_words(incident)}"
        for figures in incident.figures:
            yield "cyan", f"  {range_words(figures)}"
        for grading in incident.grades:
            yield "cyan", f"  {_QUESTIONS[grading.question]}: {grading.grade} ({safe(grading.reason)})"
        for dispute in incident.disputes:
            yield "red", f"  disputed ({dispute.kind}): {safe(dispute.sentence)}"
        for finding in incident.findings:
            yield "yellow", f"  does not add up ({finding.code}): {safe(finding.message)}"
        for claim in incident.claims:
            voice = " ← ".join(safe(speaker.name) for speaker in claim.speakers) or "the report itself"
            yield "", f"  {voice}: “{safe(claim.quote)}” [{claim.id}{codes.get(claim.id, '')}]"
        yield "", ""


def event_lines(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield the lines that show one event by itself: as among others, and how the schemes of others code it."""
    yield from incident_lines([incident])
    for person in incident.persons:
        spelled = f", also {', '.join(map(safe, person.spellings[1:]))}" if len(person.spellings) > 1 else ""
        because = f" ({safe(person.reason)})" if person.reason else ""
        yield "cyan", f"  {person.measure} by name: {safe(person.name)}{spelled}{because}"
    for code in Coder(Register.load(), "en").codes(incident):
        words = " / ".join(filter(None, (code.code or "no code", code.detail)))
        yield "dim", f"  {code.scheme}: {words}" + (f" ({code.why})" if code.why else "")


def position_lines(positions: Iterable[Position]) -> Iterator[tuple[str, str]]:
    """Yield the lines that show where parties stand: a line a stance, the oldest first."""
    for position in positions:
        where = f" · {safe(position.place)}" if position.place else ""
        yield "bold", f"{safe(position.party)} · {position.subject}{where}"
        for stance in position.stances:
            since = f" ({stance.since})" if stance.since else ""
            places = f" in {', '.join(map(safe, stance.places))}" if stance.places and not position.place else ""
            share = "".join(f", {figure_words(figure)}" for figure in stance.figures)
            teller = " ← ".join(map(safe, stance.by)) or "the report itself"
            says = "their own word" if stance.own else f"says {teller}"
            said = (stance.said or "day unknown")[:10]
            yield "", f"  {said}: {stance.standing}{places}{since}{share} · {says} [{', '.join(stance.claims)}]"
        yield "", ""


def explanation_lines(found: Explanation) -> Iterator[tuple[str, str]]:
    """Yield the lines that show why a claim stands in an event, or why not."""
    yield "bold", f"claim {found.claim}, event {found.event}"
    yield "", safe(found.sentence)
    for comparison in found.comparisons:
        end = " · forbids" if comparison.forbids else " · joins" if comparison.joins else ""
        yield "", ""
        yield "cyan", f"  with {comparison.claim}: {comparison.points:+.1f} points{end}"
        for reason in comparison.reasons:
            yield "", f"    {reason.points:+5.2f}  {safe(reason.sentence)}"
    if found.more:
        yield "", ""
        yield "dim", f"  and {_number(found.more, 'more comparison')}"


def record_lines(record: Capture | Report | Claim | Finding) -> Iterator[tuple[str, str]]:
    """Yield the lines that show one record of the ledger."""
    if isinstance(record, Claim):
        yield from claim_lines(record)
        yield "dim", f"  report {record.report}"
        return
    if isinstance(record, Report):
        capture = record.capture
        yield "bold", safe(record.title or capture.source)
        yield "", f"from {safe(capture.source)}, {capture.size:,} bytes of {capture.media_type}, {capture.encoding}"
        yield "", f"SHA-256 {capture.id}, taken {capture.captured_at}"
        yield "", f"published {record.published or 'unknown'} ({safe(record.published_basis)})"
        return
    if isinstance(record, Finding):
        yield "", f"{record.code}: {safe(record.message)} ({safe(record.source)})"
        return
    yield "", f"capture {record.id} from {safe(record.source)}"
