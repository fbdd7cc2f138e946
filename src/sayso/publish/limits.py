"""Says what a brief rests on and what it does not do: title, span of time, counts, limits, sources."""

from collections import Counter
from collections.abc import Sequence

from sayso.publish.composer import Composer
from sayso.publish.dates import day_words, stretch_words
from sayso.publish.model import Source
from sayso.records import Finding, Report


def title(composer: Composer) -> str:
    """Return the brief's title: the days of its reports, in words that take no side."""
    days = _days(composer)
    months = composer.wording.words.months
    return f"Who says what: {stretch_words(days[0], days[-1], months)}" if days else "Who says what"


def when_said(composer: Composer) -> str:
    """Return between which days the claims were said; empty when no claim has a time."""
    said = sorted(claim.said[:10] for claim in composer.counted if claim.said)
    return stretch_words(said[0], said[-1], composer.wording.words.months) if said else ""


def counts(composer: Composer, events: int) -> str:
    """Return how much the brief rests on: "34 claims about 20 events in 1 report"."""
    claims, reports = len(composer.counted), len(composer.reports)
    if not reports:
        return "No report was read."
    if not claims:
        return f"Nothing reported: {_many(reports, 'report')} read, and no claim found."
    return f"{_many(claims, 'claim')} about {_many(events, 'event')} in {_many(reports, 'report')}."


def reviewed(decisions: int) -> str:
    """Return whether people looked at what the brief rests on."""
    if not decisions:
        return "Made by a machine, not reviewed."
    return f"Made by a machine; {_many(decisions, 'decision')} of people in it, the rest not reviewed."


def limits(composer: Composer, decisions: int) -> tuple[str, ...]:
    """Return what a reader must know before relying on the brief, a sentence each."""
    apart = len(composer.claims) - len(composer.counted)
    undated = sum(report.published is None for report in composer.reports)
    found = [
        f"{reviewed(decisions)} Read the quoted words before you rely on a line.",
        f"Coverage is {_many(len(composer.reports), 'report')}, read in English; what they leave out is not here.",
        "That somebody says a thing is not that it is so. No account is weighed or preferred.",
        "Figures are set out from the lowest to the highest that anybody gives, and a part stands under its whole.",
        "Nothing is added up: two reports may count the same people.",
        "Private people are shown by their role. Names are withheld by rules that can miss one, in a quotation above all.",
        "Proposals of how to fight are left out; so are forecasts. Nothing here says where anybody is now.",
    ]
    if apart:
        found.append(
            f"{_many(apart, 'claim')} from readers' comments and pasted posts are listed apart and not counted."
        )
    if undated:
        found.append(f"{_many(undated, 'report')} without a known date: days such as “Tuesday” stay unresolved there.")
    return tuple(found)


def sources(composer: Composer, findings: Sequence[Finding]) -> tuple[Source, ...]:
    """Return the reports, with trouble met while reading them."""
    claims = Counter(claim.report for claim in composer.claims)
    notes: dict[str, list[str]] = {}
    for finding in findings:
        notes.setdefault(finding.source, []).append(finding.message)
    return tuple(_source(composer, report, claims[report.id], notes) for report in composer.reports)


def _source(composer: Composer, report: Report, claims: int, notes: dict[str, list[str]]) -> Source:
    """Return one report as a source."""
    private = composer.excerpts[report.id].private
    source = report.capture.source
    published = day_words(report.published, composer.wording.words.months) if report.published else "date unknown"
    return Source(
        title=private.masked(report.title or ("standard input" if source == "-" else source)),
        source=source,
        link=composer.excerpts[report.id].link,
        published=published,
        basis=private.masked(report.published_basis),
        claims=claims,
        digest=report.capture.id,
        notes=tuple(notes.get(source, ())),
    )


def _days(composer: Composer) -> list[str]:
    """Return the days on which the reports were published, in order."""
    return sorted(report.published[:10] for report in composer.reports if report.published)


def _many(number: int, what: str) -> str:
    """Return a count with its noun: "1 report", "3 reports"."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
