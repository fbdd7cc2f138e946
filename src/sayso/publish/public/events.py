"""Tells the events of a record, from stand-ins of their claims."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sayso.publish.codes import Coder
from sayso.publish.composer import APART, Composer
from sayso.publish.developments import heading
from sayso.publish.model import FigureRow
from sayso.publish.public.material import Beside
from sayso.publish.public.one_party import one_party
from sayso.publish.public.quoting import Coarse
from sayso.publish.public.record import PublicDispute, PublicEvent, PublicGrade, PublicLink, PublicRange
from sayso.publish.public.rules import Rules
from sayso.publish.public.stand_ins import StandIns, as_place
from sayso.publish.public.times import day, public_time
from sayso.publish.standing import standing
from sayso.publish.wording import range_words
from sayso.records import Claim, Dispute, Incident, Inclusion, Origin, Range
from sayso.register.load import Register

if TYPE_CHECKING:
    from sayso.publish.public.telling import Told


class _Named(NamedTuple):
    """What events are called in one record, and what stands beside them."""

    names: Mapping[str, str]
    """By id of the event as computed its public one."""
    raw: Mapping[str, Incident]
    """By public id the event as computed, of what is left."""
    beside: Beside


class EventTelling:
    """Makes stand-ins of events once, and tells them under whatever they are called."""

    def __init__(self, told: "Told", rules: Rules, composer: Composer, claims: Mapping[str, Claim]) -> None:
        self._told = told
        self._rules = rules
        self._stand_ins = StandIns(rules)
        self._composer = composer
        self._claims = claims
        self._notes = rules.notes
        self._coder = Coder(Register.load(), rules.policy.language)

    def incidents(self, names: Mapping[str, str]) -> tuple[Incident, ...]:
        """Return the stand-ins of the events that count under their public ids, the last said first, those of one day by their ids."""
        every = [msgspec.structs.replace(made, id=names[made.id]) for made in self._stood]
        every.sort(key=lambda event: event.id)
        return tuple(sorted(every, key=_last_day, reverse=True))

    def events(
        self, incidents: Sequence[Incident], names: Mapping[str, str], beside: Beside
    ) -> tuple[PublicEvent, ...]:
        """Return events as a record tells them, in their order."""
        raw = {names[event.id]: event for event in self._told.events}
        return tuple(self._event(incident, _Named(names, raw, beside)) for incident in incidents)

    @cached_property
    def _stood(self) -> tuple[Incident, ...]:
        """The stand-ins of the events that count, still under the ids as computed."""
        counted = (e for e in self._told.events if any(claim.channel not in APART for claim in e.claims))
        return tuple(map(self._incident, counted))

    def _incident(self, event: Incident) -> Incident:
        coarse = self._coarse(event)
        claims = sorted(
            (self._claims[claim.id] for claim in event.claims), key=lambda claim: (claim.said or "", claim.id)
        )
        report = event.claims[0].report
        return Incident(
            id=event.id,
            kind=event.kind,
            status=event.status,
            places=tuple(map(as_place, self._stand_ins.places(event.places, coarse))),
            time=self._stand_ins.moment(report, event.time, coarse),
            claims=tuple(claims),
            figures=tuple(self._range(figures, event, coarse) for figures in event.figures),
            disputes=tuple(self._dispute(dispute, event, coarse) for dispute in event.disputes),
            origins=tuple(self._origin(origin) for origin in event.origins),
            grades=tuple(
                msgspec.structs.replace(grading, claims=self._names(grading.claims)) for grading in event.grades
            ),
            reasons=(),
        )

    def _coarse(self, event: Incident) -> Coarse | None:
        return self._told.coarse.get(event.claims[0].id)

    def _names(self, claims: Sequence[str]) -> tuple[str, ...]:
        """Return the public ids of those of some claims that go out."""
        return tuple(self._claims[claim].id for claim in claims if claim in self._claims)

    def _range(self, figures: Range, event: Incident, coarse: Coarse | None) -> Range:
        population = figures.population
        for claim in event.claims:
            population = self._stand_ins.population(claim.report, population, coarse)
        return msgspec.structs.replace(
            figures,
            population=population,
            claims=self._names(figures.claims),
            rise=tuple(msgspec.structs.replace(step, claims=self._names(step.claims)) for step in figures.rise),
        )

    def _dispute(self, dispute: Dispute, event: Incident, coarse: Coarse | None) -> Dispute:
        sentence = dispute.sentence
        for report in dict.fromkeys(claim.report for claim in event.claims):
            sentence = self._stand_ins.prose(report, sentence, coarse)
        if coarse is not None and dispute.kind in {"place", "time"}:
            sentence = ""
        return Dispute(kind=dispute.kind, claims=tuple(sorted(self._names(dispute.claims))), sentence=sentence)

    def _origin(self, origin: Origin) -> Origin:
        """Return an origin without its name, which nothing that goes out needs."""
        claims = self._names(origin.claims)
        reports = tuple(dict.fromkeys(self._claims[c].report for c in origin.claims if c in self._claims))
        return Origin(name=None, reports=reports, claims=claims)

    def _event(self, event: Incident, named: "_Named") -> PublicEvent:
        raw = named.raw[event.id]
        coarse = self._coarse(raw)
        wording = self._composer.wording
        lines = {claim.id: self._composer.line(claim) for claim in event.claims}
        party = one_party(event, self._notes["one_party"])
        changed = named.beside.changed.get(event.id)
        return PublicEvent(
            id=event.id,
            heading=heading(self._composer, event),
            kind=event.kind,
            status=event.status,
            standing=standing(event, wording),
            places=self._stand_ins.places(raw.places, coarse),
            time=public_time(event.time, wording.words.months, coarse=coarse is not None),
            ranges=self._ranges(event),
            disputes=tuple(
                PublicDispute(kind=dispute.kind, sentence=dispute.sentence, claims=dispute.claims)
                for dispute in event.disputes
            ),
            grades=tuple(
                PublicGrade(question=grading.question, grade=grading.grade, reason=grading.reason)
                for grading in event.grades
            ),
            origins=len(event.origins) or 1,
            reports=len({claim.report for claim in event.claims}),
            claims=tuple(claim.id for claim in event.claims),
            contains=self._links(raw.contains, raw, named),
            within=self._links(raw.within, raw, named),
            codes=self._coder.codes(event),
            withheld=self._withheld(event, coarse),
            graphic=any(self._rules.publishing.is_graphic(line.words.text) for line in lines.values()),
            first_published=named.beside.first_published.get(event.id),
            changed=day(changed) if coarse is not None else changed,
            one_party=party,
        )

    def _ranges(self, event: Incident) -> tuple[PublicRange, ...]:
        """Return the figures of an event, parts after their wholes; each claim's figure under the range that took it in."""
        found: list[PublicRange] = []
        waiting = list(self._composer.rows(event))
        while waiting:
            row = waiting.pop(0)
            waiting = [*row.parts, *waiting]
            if self._composer.counts_as_figure(row):
                found.append(_range_of(row, event))
        return tuple(found)

    def _links(self, links: Sequence[Inclusion], raw: Incident, named: "_Named") -> tuple[PublicLink, ...]:
        """Return the counts within counts of which both claims go out."""
        found = []
        for link in links:
            name = named.names.get(link.event)
            if name is None or len(self._names(link.claims)) < len(link.claims):
                continue
            sentence = link.sentence
            for event in (raw, named.raw[name]):
                for report in dict.fromkeys(claim.report for claim in event.claims):
                    sentence = self._stand_ins.prose(report, sentence, self._coarse(event))
            measure = self._composer.wording.words.measures[link.measure]
            plain = f"{link.part:,} are among {link.whole:,} ({measure})"
            found.append(PublicLink(event=name, sentence=sentence or plain))
        return tuple(sorted(found, key=lambda link: (link.event, link.sentence)))

    def _withheld(self, event: Incident, coarse: Coarse | None) -> tuple[str, ...]:
        notes = self._notes
        found = [notes["place"], notes["time"]] if coarse is not None else []
        roles = any(speaker.name.endswith("(name withheld)") for claim in event.claims for speaker in claim.speakers)
        return (*found, notes["people"]) if roles else tuple(found)


def _range_of(row: FigureRow, event: Incident) -> PublicRange:
    """Return a row of figures as a range, with the figure that the rule takes where all of its claims stand in the row."""
    claims = tuple(dict.fromkeys(source.line.claim for source in row.sources))
    stated = next(
        (
            figures
            for figures in event.figures
            if figures.measure == row.measure and set(figures.claims) == set(claims)
            and (figures.low, figures.high) == (row.low, row.high)
        ),
        None,
    )  # fmt: skip
    return PublicRange(
        measure=row.measure,
        what=row.what,
        population=row.population,
        low=row.low,
        best=stated.best if stated else None,
        high=row.high,
        rule=stated.rule if stated else "envelope",
        extent=stated.extent if stated else None,
        words=row.range or range_words(row.low, row.high),
        claims=claims,
    )


def _last_day(event: Incident) -> str:
    return max((day(claim.said) or "" for claim in event.claims), default="")
