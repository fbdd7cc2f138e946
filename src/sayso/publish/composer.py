"""What every section of a brief is made with: the claims that count, each with its line, and the events they stand in."""

from collections.abc import Mapping, Sequence

import msgspec

from sayso.publish.excerpt import Excerpts
from sayso.publish.figures import Table, rows
from sayso.publish.model import FigureRow, Line
from sayso.publish.private import PrivateNames, PublicRoles
from sayso.publish.wording import Wording
from sayso.records import Claim, Incident, Report
from sayso.values.kinds import Event

APART = frozenset({"comment", "quoted"})
"""Channels of readers' comments and pasted posts: second-hand, shown apart and never counted."""

_GROUND: frozenset[Event] = frozenset({"territory-gained", "territory-held", "withdrawal", "siege"})


class Composer:
    """Makes lines of claims: `Composer(reports, claims, "en").line(claim)`; each is made once."""

    def __init__(
        self,
        reports: Sequence[Report],
        claims: Sequence[Claim],
        language: str,
        excerpts: Mapping[str, Excerpts] | None = None,
    ) -> None:
        """Take reports and their claims; `excerpts`, by report, where they were made by other rules than the brief's."""
        self.reports = tuple(reports)
        self.claims = tuple(claims)
        self.language = language
        self.wording = Wording(language)
        self.counted = tuple(claim for claim in claims if not self.apart(claim))
        self.excerpts = self._excerpts() if excerpts is None else dict(excerpts)
        self._lines: dict[str, Line] = {}
        self._rows: dict[str, tuple[Incident, tuple[FigureRow, ...]]] = {}

    def _excerpts(self) -> dict[str, Excerpts]:
        """Return what takes words from each report, with the names that are withheld in it."""
        roles = PublicRoles(self.language)
        names: dict[str, list[str]] = {report.id: [] for report in self.reports}
        authors: dict[str, list[str]] = {report.id: [] for report in self.reports}
        for claim in self.claims:
            names[claim.report].extend(names_in(claim))
            if self.apart(claim):
                authors[claim.report].extend(speaker.name for speaker in claim.speakers if speaker.id is None)
        return {
            report.id: Excerpts(
                report,
                PrivateNames(report, roles, names[report.id], authors[report.id]),
                self.wording.words.passages,
                several=len(self.reports) > 1,
            )
            for report in self.reports
        }

    def apart(self, claim: Claim) -> bool:
        """Tell whether a claim is second-hand: from a reader's comment or a pasted post."""
        return claim.channel in APART

    def line(self, claim: Claim) -> Line:
        """Return the line of a claim."""
        if claim.id not in self._lines:
            self._lines[claim.id] = self.wording.line(claim, self.excerpts[claim.report])
        return self._lines[claim.id]

    def events(self, incidents: Sequence[Incident]) -> tuple[Incident, ...]:
        """Return the events without what is set apart; a counted claim that stands in none makes one of its own."""
        kept = [
            incident if claims == incident.claims else _without_apart(incident, claims)
            for incident in incidents
            if (claims := tuple(claim for claim in incident.claims if not self.apart(claim)))
        ]
        held = {claim.id for incident in kept for claim in incident.claims}
        single = [alone(claim) for claim in self.counted if claim.id not in held]
        return (*kept, *single)

    def rows(self, event: Incident) -> tuple[FigureRow, ...]:
        """Return the rows of an event's figures; made once as long as no other event has its id."""
        held = self._rows.get(event.id)
        if held is None or held[0] is not event:
            table = Table(
                claims=event.claims,
                lines={claim.id: self.line(claim) for claim in event.claims},
                excerpts=self.excerpts,
                wording=self.wording,
            )
            held = self._rows[event.id] = event, rows(event, table)
        return held[1]

    def counts_as_figure(self, row: FigureRow) -> bool:
        """Tell whether a row belongs among the figures: what has no measure is told with its claim alone."""
        return row.measure != "other" and (row.low is not None or row.high is not None)


def names_in(claim: Claim) -> list[str]:
    """Return the names in a claim that the register does not know and that may be private people's.

    Whom ground is taken from may be a person; what is taken ("recaptured Kelder Mill") is a place.
    """
    speakers = [speaker.name for speaker in claim.speakers if speaker.id is None]
    ground = [place.span for place in claim.places] if claim.event in _GROUND else []
    actors = [
        actor.name
        for actor in claim.actors
        if actor.id is None and not any(actor.span[0] < end and start < actor.span[1] for start, end in ground)
    ]
    return [*speakers, *actors, *(figure.of for figure in claim.figures if figure.low == figure.high == 1)]


def _without_apart(incident: Incident, claims: tuple[Claim, ...]) -> Incident:
    """Return an event with some of its claims; the grades of all of them say nothing of these."""
    kept = {claim.id for claim in claims}
    origins = tuple(origin for origin in incident.origins if not kept.isdisjoint(origin.claims))
    return msgspec.structs.replace(incident, claims=claims, origins=origins, grades=())


def alone(claim: Claim) -> Incident:
    """Return the event that one claim makes by itself."""
    return Incident(
        id=claim.id,
        kind=claim.event,
        status=claim.status,
        places=claim.places,
        time=claim.time,
        claims=(claim,),
        figures=(),
        disputes=(),
        reasons=(),
    )
