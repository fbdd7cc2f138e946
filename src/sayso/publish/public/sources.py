"""What the record says of a report that claims were taken from: title, outlet, address, licence, and no path of a machine."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.publish.dates import day_words
from sayso.publish.public.addresses import host_of, public_address, tells
from sayso.publish.public.ids import public_id
from sayso.publish.public.material import Outlet
from sayso.publish.public.patterns import reaching_spans
from sayso.publish.public.policy import Licence, labelled
from sayso.publish.public.record import PublicSource, Redistribute
from sayso.publish.public.rules import Rules
from sayso.publish.public.terms import Terms
from sayso.publish.public.times import day
from sayso.records import Finding, Report


class Sources:
    """Makes what the record says of reports; a source of a coarsened event says neither its place nor its hour."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._licences: dict[str, Licence] = {}
        self._notes = _notes(rules.material.findings, rules.publishing.words.findings)

    def redistribute(self, report: Report) -> Redistribute:
        """Return what the words of a report may be used for."""
        return self._licence(report).redistribute

    def title(self, report: Report, told: Terms) -> str:
        """Return a report's title without withheld names and, of a coarsened event, its place; a loaded one in quotation marks."""
        if not report.title:
            return self._rules.notes["no_title"]
        title = self._rules.people.masked(report.id, " ".join(report.title.split()))
        title = told.masked(title, self._rules.notes["place_withheld"])
        for start, end in reversed(reaching_spans(title)):
            title = f"{title[:start]}…{title[end:]}"
        return f"“{title}”" if self._rules.names.loaded(title) else title

    def link(self, report: Report, told: Terms) -> str | None:
        """Return where anybody can see a report; None where there is no such address, or where it says what is held back."""
        address = public_address(report.capture.source, self._rules.publishing.words.keep)
        if address is None or tells(address, told) or self._rules.people.in_address(report, address):
            return None
        return address

    def source(self, report: Report, told: Terms, claims: int, *, hourless: bool, untitled: bool) -> PublicSource:
        """Return a report as a source of so many public claims.

        `told` must not be said of it; `hourless`: it tells of a coarsened event; `untitled`: its title is held back.
        """
        link = self.link(report, told)
        licence = self._licence(report)
        published = day(report.published) if hourless else report.published
        return PublicSource(
            id=public_id("source", report.id, secret=self._rules.material.secret),
            title=self._rules.notes["no_title"] if untitled else self.title(report, told),
            outlet=self._outlet(report, link),
            link=link,
            published=published,
            published_words=day_words(published, self._rules.months) if published else "date unknown",
            basis=report.published_basis.partition(":")[0],
            digest=report.capture.id if link is not None else None,
            licence=licence.licence,
            attribution=licence.attribution,
            redistribute=licence.redistribute,
            claims=claims,
            notes=tuple(dict.fromkeys(self._notes.get(report.capture.source, ()))),
        )

    def _outlet(self, report: Report, link: str | None) -> str:
        named = self._rules.material.outlets.get(report.id, Outlet()).name
        if link is not None:
            return host_of(link)
        shown = bool(named) and not (
            self._rules.people.spans(report.id, named) or reaching_spans(named) or self._rules.names.loaded(named)
        )
        return named if shown and "/" not in named else self._rules.notes["no_outlet"]

    def _licence(self, report: Report) -> Licence:
        """Return what the words of a report may be used for; asked for each of its claims, and found out once."""
        if report.id not in self._licences:
            self._licences[report.id] = self._found(report)
        return self._licences[report.id]

    def _found(self, report: Report) -> Licence:
        """Return what the policy says of a report's source, else what its label says, else the policy's default."""
        outlet = self._rules.material.outlets.get(report.id, Outlet())
        address = public_address(report.capture.source, ())
        host = "" if address is None else host_of(address)
        said = self._rules.policy.licence_of({outlet.name, host}, host) or labelled(outlet.label.strip(), outlet.name)
        return said or Licence(source=outlet.name, redistribute=self._rules.policy.redistribute)


def _notes(findings: Iterable[Finding], told: Mapping[str, str]) -> dict[str, list[str]]:
    """Return by source what readers are told of trouble with it; a finding's own words may hold anything and stay with the desk."""
    notes: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code in told:
            notes.setdefault(finding.source, []).append(told[finding.code])
    return notes


def stand_in(report: Report, source: PublicSource) -> Report:
    """Return a report of which nothing but its public side is left, for those who make lines of it."""
    capture = msgspec.structs.replace(
        report.capture, id=source.digest or "", source=source.link or source.outlet, captured_at="", size=0
    )
    return Report(
        id=source.id,
        capture=capture,
        text="",
        title=source.title,
        published=source.published,
        published_basis=source.basis,
        passages=(),
        blocks=(),
    )
