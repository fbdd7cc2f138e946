"""How events look on a screen: among others in short, and one by itself with its accounts side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.publish.codes import Code
from sayso.records import Claim, Incident
from sayso.screen.accounts import account_lines
from sayso.screen.phrases import chain_words, moment_words, number_of, origin_words, range_words, rating_words
from sayso.screen.terminal import safe

_QUESTIONS = {"happened": "did it happen", "responsibility": "who did it"}
_SAID_ABOVE = frozenset({"place-unsaid", "time-unsaid"})
"""Findings that the first line of an event tells already."""


def incident_lines(incidents: Iterable[Incident]) -> Iterator[tuple[str, str]]:
    """Yield the lines that show events: what, where, when, by whose account, between which figures, in dispute over what."""
    for incident in incidents:
        yield from _summary(incident)
        yield from _told(incident)
        yield "", ""


def event_lines(incident: Incident, sources: Mapping[str, str], codes: Sequence[Code]) -> Iterator[tuple[str, str]]:
    """Yield the lines that show one event by itself: its accounts side by side, and how the schemes of others code it.

    `sources` gives by id of a report where it came from.
    """
    yield from _summary(incident)
    for person in incident.persons:
        spelled = f", also {', '.join(map(safe, person.spellings[1:]))}" if len(person.spellings) > 1 else ""
        because = f" ({safe(person.reason)})" if person.reason else ""
        yield "cyan", f"  {person.measure} by name: {safe(person.name)}{spelled}{because}"
    yield "", ""
    yield from account_lines(incident, sources)
    yield "", ""
    yield "bold", "codes of others"
    for code in codes:
        words = " / ".join(filter(None, (code.code or "no code", code.detail)))
        yield "dim", f"  {code.scheme}: {words}" + (f" ({code.why})" if code.why else "")


def _told(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield who says what in which words; what one speaker says in the same words in several reports is told once."""
    ratings = rating_words(incident)
    alike: dict[tuple[str, str], list[Claim]] = {}
    for claim in incident.claims:
        voice = chain_words(claim.speakers) or "the report itself"
        alike.setdefault((voice, safe(claim.quote)), []).append(claim)
    for (voice, quote), claims in alike.items():
        copies = f" · and {number_of(len(claims) - 1, 'copy', 'copies')}" if len(claims) > 1 else ""
        yield "", f"  {voice}: “{quote}” [{claims[0].id}{ratings.get(claims[0].id, '')}{copies}]"


def _summary(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield what an event is, how well it is borne out, and what is disputed or amiss in it."""
    where = ", ".join(safe(place.name) for place in incident.places[:2]) or "place not said"
    when = moment_words(incident.time) if incident.time is not None else "time not said"
    yield "bold", f"{incident.id}  {incident.kind}, {incident.status} · {where} · {when}"
    yield "", f"  {origin_words(incident)}"
    for figures in incident.figures:
        yield "cyan", f"  {range_words(figures)}"
    for found in incident.within:
        yield "cyan", f"  part of {found.event}: {safe(found.sentence)}"
    for found in incident.contains:
        yield "cyan", f"  holds {found.event}: {safe(found.sentence)}"
    for grading in incident.grades:
        yield "cyan", f"  {_QUESTIONS[grading.question]}: {grading.grade} ({safe(grading.reason)})"
    for dispute in incident.disputes:
        yield "red", f"  disputed ({dispute.kind}): {safe(dispute.sentence)}"
    for finding in incident.findings:
        if finding.code not in _SAID_ABOVE:
            yield "yellow", f"  look at ({finding.code}): {safe(finding.message)}"
