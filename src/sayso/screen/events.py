"""How events look on a screen."""

from collections.abc import Iterable, Iterator

from sayso.publish.codes import Coder
from sayso.records import Incident
from sayso.register.load import Register
from sayso.screen.phrases import moment_words, origin_words, range_words
from sayso.screen.terminal import safe

_QUESTIONS = {"happened": "did it happen", "responsibility": "who did it"}


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
