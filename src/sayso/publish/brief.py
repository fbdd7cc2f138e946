"""Composes a brief from reports, their claims and the events these make: what is said, by whom, and what is not known."""

from collections.abc import Iterable, Sequence
from itertools import islice

from sayso.publish.codes import Coder
from sayso.publish.composer import Composer
from sayso.publish.developments import HARM, developments, disagreements, disputes, heading, in_order
from sayso.publish.gaps import gaps
from sayso.publish.limits import counts, limits, reviewed, sources, title, when_said
from sayso.publish.model import EDITION, Brief, Coded, Edition, FigureRow
from sayso.publish.positions import positions
from sayso.records import Claim, Finding, Incident, Report
from sayso.register.load import Register
from sayso.schemes.scheme import scheme

MOST_DEVELOPMENTS = 12
MOST_FIGURES = 16
MOST_COMMENTS = 8
MOST_DISPUTES = 12
MOST_PARTIES = 12


def compose(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
    findings: Sequence[Finding],
    edition: Edition = EDITION,
) -> Brief:
    """Return the brief of some reports.

    Every claim must be of one of `reports`; claims that no incident holds stand alone. Claims of readers' comments and
    pasted posts are set apart and enter no figure. The brief says nothing that is not in the claims.
    """
    return composed(Composer(reports, claims, edition.language), incidents, findings, edition)


def composed(
    composer: Composer, incidents: Sequence[Incident], findings: Sequence[Finding], edition: Edition = EDITION
) -> Brief:
    """Return the brief of what a composer holds; see `compose`."""
    events = composer.events(incidents)
    ordered = in_order(events)
    apart = [claim for claim in composer.claims if composer.apart(claim)]
    disputed = disputes(events)
    figures = _figures(composer, events)
    parties = positions(composer)
    return Brief(
        title=title(composer),
        span=when_said(composer),
        state=edition.state,
        review=reviewed(edition.decisions),
        counts=counts(composer, len(events)),
        developments=developments(composer, ordered[:MOST_DEVELOPMENTS]),
        more=max(0, len(ordered) - MOST_DEVELOPMENTS),
        disputes=disagreements(composer, disputed[:MOST_DISPUTES]),
        disputes_more=max(0, len(disputed) - MOST_DISPUTES),
        figures=figures[:MOST_FIGURES],
        figures_more=max(0, len(figures) - MOST_FIGURES),
        positions=parties[:MOST_PARTIES],
        positions_more=max(0, len(parties) - MOST_PARTIES),
        gaps=gaps(composer, len(disputed)),
        comments=tuple(composer.line(claim) for claim in apart[:MOST_COMMENTS]),
        comments_more=max(0, len(apart) - MOST_COMMENTS),
        coded=_coded(composer, ordered),
        limits=limits(composer, edition.decisions),
        sources=sources(composer, findings),
        watched=edition.watched,
    )


def _coded(composer: Composer, events: Sequence[Incident]) -> tuple[Coded, ...]:
    """Return how the schemes of others code the first events for which any of them has a code for what happened."""
    coder = Coder(Register.load(), composer.language)
    every = ((event, coder.codes(event)) for event in events)
    found = (
        (event, codes) for event, codes in every if any(code.code for code in codes if scheme(code.table).of == "event")
    )
    return tuple(
        Coded(event=event.id, heading=heading(composer, event), codes=codes)
        for event, codes in islice(found, MOST_DEVELOPMENTS)
    )


def _figures(composer: Composer, events: Sequence[Incident]) -> tuple[FigureRow, ...]:
    """Return the rows of all events: what several sources give first, then harm, then by size; equals stay in order."""
    every: Iterable[FigureRow] = (
        row for event in events for row in composer.rows(event) if composer.counts_as_figure(row)
    )
    return tuple(sorted(every, key=lambda row: (-_voices(row), row.measure not in HARM, -(row.high or row.low or 0))))


def _voices(row: FigureRow) -> int:
    """Return how many different speakers give a figure, as far as it matters for the order: one, or more."""
    return min(2, len({source.line.who for source in row.sources}))
