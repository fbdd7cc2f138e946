"""Tells the record: from what may go out of each claim and event, made into stand-ins, to the fields of the record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from sayso.publish.brief import composed
from sayso.publish.composer import Composer
from sayso.publish.excerpt import short_title
from sayso.publish.model import Brief, Edition, Line, Words
from sayso.publish.public.events import EventTelling
from sayso.publish.public.material import Beside
from sayso.publish.public.patterns import gives_a_point, reaching_spans
from sayso.publish.public.quoting import Coarse
from sayso.publish.public.record import (
    Correction,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicParty,
    PublicPlace,
    PublicRecord,
    PublicSource,
    PublicSpeaker,
)
from sayso.publish.public.rules import Rules
from sayso.publish.public.sources import Sources, stand_in
from sayso.publish.public.stand_ins import NO_SPAN, NoPrivateNames, PublicExcerpts, StandIns, linked
from sayso.publish.public.terms import Terms
from sayso.publish.public.times import public_time
from sayso.publish.public.watched import public_health
from sayso.records import Claim, Incident, Report
from sayso.sources import SourceHealth
from sayso.spans import Span


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be told, as it was decided."""

    claims: Sequence[Claim]
    """Those that go out."""
    events: Sequence[Incident]
    """What is left of them; one for each claim that is set apart too."""
    coarse: Mapping[str, Coarse]
    spans: Mapping[str, Span]
    hidden: Mapping[str, Sequence[str]]
    """By report the names that its title, labels and address must not say."""
    untitled: frozenset[str]
    """Reports whose title is held back."""
    claim_names: Mapping[str, str]
    held: tuple[tuple[str, int], ...]


class Teller:
    """Tells records of what was decided once; every order in them follows from what is told, so that it tells no more."""

    def __init__(self, told: Told, rules: Rules, sources: Sources) -> None:
        """Make the stand-ins, under which nothing depends on what events are called."""
        self._told = told
        self._rules = rules
        self._stand_ins = StandIns(rules)
        self._wording = rules.wording
        reports = rules.reports
        counts = Counter(claim.report for claim in told.claims)
        hourless = {claim.report for claim in rules.material.claims if claim.id in told.coarse}
        self._hidden = {name: Terms(told.hidden.get(name, ())) for name in counts}
        self.by_report = {
            name: sources.source(
                reports[name], self._hidden[name], count, hourless=name in hourless, untitled=name in told.untitled
            )
            for name, count in counts.items()
        }
        none = NoPrivateNames(rules.people.speech)
        self._stood = sorted(
            (stand_in(reports[name], source) for name, source in self.by_report.items()),
            key=lambda report: (report.published or "", report.id),
        )
        links = {source.id: source.link for source in self.by_report.values()}
        self._excerpts = {report.id: PublicExcerpts(report, none, links[report.id]) for report in self._stood}
        self._claims: dict[str, Claim] = {}
        self._places: dict[str, tuple[PublicPlace, ...]] = {}
        for claim in told.claims:
            self._stand_in(claim, reports[claim.report])
        ordered = sorted(self._claims.values(), key=lambda claim: (claim.said or "", claim.id))
        self._composer = Composer(self._stood, ordered, rules.policy.language, self._excerpts)
        self._events = EventTelling(told, rules, self._composer, self._claims)

    @cached_property
    def exact(self) -> frozenset[str]:
        """The ids in the ledger of the claims whose place and time are told as exactly as they are."""
        return frozenset(
            claim.id
            for claim in self._told.claims
            if not any(place.coarsened for place in self._places[claim.id])
            and not (claim.id in self._told.coarse and self._claims[claim.id].time)
        )

    def incidents(self, names: Mapping[str, str]) -> tuple[Incident, ...]:
        """Return the stand-ins of the events that count under some public ids, in the order of a record."""
        return self._events.incidents(names)

    def record(self, names: Mapping[str, str], beside: Beside) -> PublicRecord:
        """Return the record, its events under some public ids, with what stands beside its claims."""
        material, policy = self._rules.material, self._rules.policy
        incidents = self._events.incidents(names)
        brief = self._brief(self._composer, incidents)
        public = self._events.events(incidents, names, beside)
        return PublicRecord(
            title=policy.title,
            language=policy.language,
            state=material.state,
            brief=brief,
            events=public,
            claims=self._public_claims(public),
            sources=tuple(sorted(self.by_report.values(), key=lambda source: (source.published or "", source.id))),
            watched=self._watched,
            corrections=tuple(map(self._correction, beside.corrections)),
            gone=tuple(beside.gone),
            changes=tuple(filter(None, map(self._harmless, beside.changes))),
            publications=tuple(beside.publications),
            limits=brief.limits,
            held_back=self._told.held,
            licence=policy.licence,
            publisher=policy.publisher,
            contact=policy.contact,
            address=policy.address,
        )

    def brief(self, incidents: Sequence[Incident]) -> Brief:
        """Return the brief of some of the events, of their claims and the reports of these alone."""
        kept = {claim.id for event in incidents for claim in event.claims}
        claims = [claim for claim in self._composer.claims if claim.id in kept]
        held = {claim.report for claim in claims}
        reports = [report for report in self._composer.reports if report.id in held]
        return self._brief(Composer(reports, claims, self._composer.language, self._excerpts), incidents)

    def _brief(self, composer: Composer, incidents: Sequence[Incident]) -> Brief:
        material = self._rules.material
        edition = Edition(
            language=composer.language,
            state=material.state.sentence,
            decisions=material.decisions,
            watched=self._watched,
        )
        brief = composed(composer, incidents, (), edition)
        notes = {source.id: source.notes for source in self.by_report.values()}
        return msgspec.structs.replace(
            brief,
            sources=tuple(
                msgspec.structs.replace(source, notes=notes[report.id])
                for source, report in zip(brief.sources, composer.reports, strict=True)
            ),
        )

    @cached_property
    def _watched(self) -> tuple[SourceHealth, ...]:
        rules = self._rules
        return tuple(public_health(one, rules.publishing, rules.people) for one in rules.material.watched)

    def _correction(self, told: Correction) -> Correction:
        """Return a correction without what it was and is where either would say more than may go out; the desk's own sentence stays."""
        was, now = self._harmless(told.was), self._harmless(told.now)
        whole = bool(was) == bool(told.was) and bool(now) == bool(told.now)
        return msgspec.structs.replace(told, was=was if whole else "", now=now if whole else "")

    def _harmless(self, text: str) -> str:
        """Return what was told of the desk's work with every withheld name replaced; empty where it may still name or reach somebody.

        It is made of claims as they once stood, of which the projection saw only the newest form.
        """
        people = self._rules.people
        text = people.masked("", text)
        told = people.unjudged(text) or reaching_spans(text) or gives_a_point(text) or self._rules.names.loaded(text)
        return "" if told else text

    def _stand_in(self, claim: Claim, report: Report) -> None:
        """Make the stand-in of a claim, and prepare its words."""
        name, coarse = self._told.claim_names[claim.id], self._told.coarse.get(claim.id)
        source = self.by_report[claim.report]
        places = self._places[claim.id] = self._stand_ins.places(claim.places, coarse)
        self._claims[claim.id] = self._stand_ins.claim(claim, name, source.id, places, coarse)
        span = self._told.spans[claim.id]
        words = Words(
            id=name,
            text=report.text[slice(*span)],
            span=span if coarse is None else NO_SPAN,
            before="",
            after="",
            source=source.link or "",
            link=source.link,
            label=self._label(claim, source, coarse),
        )
        if coarse is None:
            words = linked(words, report, source.link)
        self._excerpts[source.id].prepared[name] = words

    def _label(self, claim: Claim, source: PublicSource, coarse: Coarse | None) -> str:
        """Return the stamp of the part that a claim stands in, or what kind of part it is; of a coarsened event no stamp."""
        kind = self._wording.words.passages.get(claim.passage.kind, claim.passage.kind)
        label = (claim.passage.label or "").strip(" .:#")
        stamp = self._stand_ins.stamp(claim.report, label, self._hidden[claim.report])
        part = kind if coarse is not None or not stamp else f"{kind} {stamp}" if stamp.isdigit() else stamp
        return part if len(self.by_report) == 1 else f"{short_title(source.title)}, {part}"

    def _public_claims(self, events: Sequence[PublicEvent]) -> tuple[PublicClaim, ...]:
        """Return the claims, by when they were said and then by id."""
        event_of = {claim: event.id for event in events for claim in event.claims}
        ratings = {rating.claim: rating for event in self._told.events for rating in event.ratings}
        origins = {claim: number for event in self._told.events for claim, number in self._origins(event)}
        made = []
        for claim in self._told.claims:
            stood = self._claims[claim.id]
            rating = ratings.get(claim.id)
            code = f"{rating.source}{rating.credibility}" if rating else "F6"
            told = self._public_claim(claim, stood, event_of.get(stood.id), code)
            made.append(msgspec.structs.replace(told, origin=origins.get(stood.id) if told.event else None))
        return tuple(sorted(made, key=lambda claim: (claim.said or "", claim.id)))

    def _origins(self, event: Incident) -> Iterator[tuple[str, int]]:
        """Yield the public ids of an event's claims, each with the number of its independent origin.

        Origins are numbered by the smallest id in each, which is a keyed hash: neither who spoke first nor whose words are held back
        can be read from a number.
        """
        told = [
            [self._claims[claim].id for claim in origin.claims if claim in self._claims] for origin in event.origins
        ]
        for number, claims in enumerate(sorted(sorted(claims) for claims in told if claims)):
            for claim in claims:
                yield claim, number

    def _public_claim(self, claim: Claim, stood: Claim, event: str | None, rating: str) -> PublicClaim:
        coarse = self._told.coarse.get(claim.id)
        line: Line = self._composer.line(stood)
        excerpts = self._excerpts[stood.report]
        shown = [self._stand_ins.speaker(claim, speaker, coarse) for speaker in claim.speakers]
        review = self._rules.material.reviews.get(claim.id, "machine")
        return PublicClaim(
            id=stood.id,
            event=event,
            source=stood.report,
            kind=stood.event,
            status=stood.status,
            channel=stood.channel,
            who=line.who,
            says=line.says,
            speakers=tuple(PublicSpeaker(shown=one.name, id=one.id, role_only=one.role_only) for one in shown),
            parties=tuple(PublicParty(shown=actor.name, id=actor.id, role=actor.role) for actor in stood.actors),
            figures=tuple(
                PublicFigure(
                    measure=figure.measure,
                    low=figure.low,
                    high=figure.high,
                    bound=figure.bound,
                    population=self._wording.population(figure, excerpts),
                    part_of=figure.part_of,
                    words=self._wording.figure(figure, excerpts),
                )
                for figure in stood.figures
            ),
            places=self._places[claim.id],
            time=public_time(stood.time, self._wording.words.months, coarse=coarse is not None),
            said=stood.said,
            said_words=line.said,
            quote=line.words.text,
            label=line.words.label,
            link=line.words.link,
            rating=rating,
            review=review,
        )
