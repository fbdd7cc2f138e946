"""Makes the public record of a state: a pure function of records, a policy and a moment.

First it is decided what does not go out and what is told less exactly, then stand-ins are made in which nothing private is
left, and everything that the record says is made of these.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from sayso.gazetteer.lookup import Gazetteer
from sayso.publish.model import Brief
from sayso.publish.public.happenings import happenings, without
from sayso.publish.public.holding import by_rule, held_by_people
from sayso.publish.public.ids import claim_ids, event_id
from sayso.publish.public.material import Beside, GoingOut, Held, Material, Projected
from sayso.publish.public.policy import POLICY, Policy
from sayso.publish.public.quoting import Coarse, Quoting
from sayso.publish.public.rules import Rules
from sayso.publish.public.sensitivity import Sensitivity
from sayso.publish.public.sources import Sources
from sayso.publish.public.stand_ins import by_report
from sayso.publish.public.telling import Teller, Told
from sayso.records import Claim, Incident
from sayso.register.load import Register
from sayso.spans import Span, overlap
from sayso.values.party import Actor, Speaker

_NEAR = 90
"""Within how many characters of a name an office may stand."""
_SHUT = frozenset({"embargoed", "retracted", "recent", "sensitive"})
"""Rules whose claims' words may stand in no other claim's either."""


def project(
    material: Material, policy: Policy = POLICY, *, now: datetime, gazetteer: Gazetteer | None = None
) -> Projected:
    """Return the public record of some material as of a moment, with what was held back and why; see `Projection`."""
    return Projection(material, policy, now=now, gazetteer=gazetteer).projected(material)


class Projection:
    """The projection of some material: decided, quoted and made into stand-ins once, and told with whatever stands beside it.

    An issue asks twice, since addresses are given to what goes out: first `going_out`, then `projected` with these.
    """

    def __init__(
        self, material: Material, policy: Policy = POLICY, *, now: datetime, gazetteer: Gazetteer | None = None
    ) -> None:
        """Decide what goes out; `now` has a zone. Every claim of the material must be of one of its reports."""
        rules = Rules(material, policy, gazetteer or Gazetteer.open())
        self.rules = rules
        self.material = rules.material
        self.policy = rules.policy
        self.reports = rules.reports
        self.people = rules.people
        self.places = rules.places
        self.words = rules.publishing
        self.sensitivity = Sensitivity(rules, now)
        self.quoting = Quoting(rules)
        self.sources = Sources(rules)
        self.held: dict[str, Held] = held_by_people(self.material, self.policy, now)
        self.coarse: dict[str, Coarse] = {}
        """By id of the claim what must not be told of its event."""
        self.spans: dict[str, Span] = {}
        """By id of the claim where the words stand that go out."""
        self.hidden: dict[str, list[str]] = {}
        """By id of the report the names that its title, labels and address must not say."""
        self.ids = claim_ids(material.claims, material.secret)
        """By id of the claim its public one."""
        self.told = self._told()
        self.teller = Teller(self.told, rules, self.sources)

    def going_out(self) -> GoingOut:
        """Return which claims of which events go out, in the order of a record in which no event has a lasting id yet."""
        names = self._names({})
        events = {name: event for event, name in names.items()}
        by_name = {name: claim for claim, name in self.ids.items()}
        return GoingOut(
            events={
                events[event.id]: tuple(by_name[claim.id] for claim in event.claims)
                for event in self.teller.incidents(names)
            },
            exact=self.teller.exact,
        )

    def projected(self, beside: Beside) -> Projected:
        """Return the record with what stands beside its claims, and what stands behind it."""
        names = self._names(beside.names)
        record = self.teller.record(names, beside)
        claims, told_events = {claim.id for claim in record.claims}, {event.id for event in record.events}
        return Projected(
            record=record,
            held=tuple(self.held.values()),
            claims={name: claim for claim, name in self.ids.items() if name in claims},
            events={name: event for event, name in names.items() if name in told_events},
            sources={source.id: report for report, source in self.teller.by_report.items()},
            withheld=self.people.names,
        )

    def brief(self, beside: Beside, only: Callable[[Sequence[Incident]], Sequence[Incident]]) -> Brief:
        """Return the brief of some of the events of a record, told as they are in it."""
        names = self._names(beside.names)
        return self.teller.brief(only(self.teller.incidents(names)))

    def _told(self) -> Told:
        """Decide what is to be told."""
        every = happenings(self.material.claims, self.material.events)
        self._decide(every)
        self._quote(every)
        left = [claim for claim in self.material.claims if claim.id not in self.held]
        kept = {claim.id for claim in left}
        return Told(
            claims=left,
            events=[without(event, kept) for event in every if any(claim.id in kept for claim in event.claims)],
            coarse=self.coarse,
            spans=self.spans,
            hidden=self.hidden,
            untitled=frozenset(self._untitled()),
            claim_names=self.ids,
            held=by_rule(self.held, self.words.words.rules),
        )

    def _names(self, lasting: Mapping[str, str]) -> dict[str, str]:
        """Return by id of an event its public one: the lasting one, or one made of its claims' public ids."""
        return {
            event.id: lasting.get(event.id)
            or event_id([self.ids[claim.id] for claim in event.claims], self.material.secret)
            for event in self.told.events
        }

    def _decide(self, events: Sequence[Incident]) -> None:
        """Decide which events are told less exactly, and which not yet."""
        coarse = [event for event in events if self.sensitivity.coarse(event)]
        told = {event.id for event in coarse}
        spans = by_report(claim for event in coarse for claim in event.claims)
        for event in events:
            if event.id not in told and self.sensitivity.recent(event) and _touches(event, spans):
                coarse.append(event)
                told.add(event.id)
        for event in coarse:
            made = self._coarse(event)
            for claim in event.claims:
                self.coarse[claim.id] = made
                self.hidden.setdefault(claim.report, []).extend(made.names)
        for event in events:
            early = None if event.id in told else self.sensitivity.too_early(event)
            if early is not None:
                for claim in event.claims:
                    self.held.setdefault(claim.id, Held(claim=claim.id, rule="recent", until=early.isoformat()))
                    finer = [name for place in claim.places for name in self.places.names_of(place)]
                    self.hidden.setdefault(claim.report, []).extend(finer)

    def _quote(self, events: Sequence[Incident]) -> None:
        """Take the words of each claim that may go out; hold those back of which none are left.

        What is held back is no part of another claim's words either, so this is done until nothing more is held back.
        """
        until = {claim.id: event for event in events for claim in event.claims}
        waiting = [claim for claim in self.material.claims if claim.id not in self.held]
        while waiting:
            shut = by_report(c for c in self.material.claims if c.id in self.held and self.held[c.id].rule in _SHUT)
            before = len(self.held)
            for claim in waiting:
                report = self.reports[claim.report]
                longest = None if self.sources.redistribute(report) == "yes" else self.policy.longest_quote
                away = [other.span for other in shut.get(claim.report, ()) if overlap(other.span, claim.span)]
                found = self.quoting.stretch(claim, longest, self.coarse.get(claim.id), away)
                if isinstance(found, str):
                    ends = self.sensitivity.until(until[claim.id]).isoformat() if found == "sensitive" else None
                    self.held[claim.id] = Held(claim=claim.id, rule=found, until=ends)
                else:
                    self.spans[claim.id] = found
            waiting = [c for c in waiting if c.id not in self.held] if len(self.held) > before else []

    def _untitled(self) -> Iterator[str]:
        """Yield the reports whose title is itself something that is held back."""
        for claim in self.material.claims:
            if claim.id in self.held and self.held[claim.id].rule in _SHUT and claim.channel in {"title", "heading"}:
                yield claim.report

    def _coarse(self, event: Incident) -> Coarse:
        """Return what must not be told of an event: the names of its places, and of the sites that its claims speak of."""
        every = [*event.places, *(place for claim in event.claims for place in claim.places)]
        wide = {place.name for place in self.places.shown(every, coarse=True)}
        finer = [name for place in every for name in self.places.names_of(place) if name not in wide]
        texts = [self.reports[claim.report].text[slice(*claim.span)] for claim in event.claims]
        allowed = [*wide, *self.words.words.calendar, *self._bodies(event.claims)]
        finer += self._persons_at_sites(event.claims)
        first = Coarse(finer, allowed)
        sites = [text[slice(*span)] for text in texts for span in self.quoting.names_in(text, first)]
        return Coarse([*finer, *sites], allowed)

    def _persons_at_sites(self, claims: Sequence[Claim]) -> list[str]:
        """Return the names of people in office at a sensitive site: who knows the director knows the hospital."""
        found: list[str] = []
        for claim in claims:
            text = self.reports[claim.report].text
            for party in _parties(claim):
                words = party.name.split()
                if party.id is not None or not words:
                    continue
                places = [place.start() for place in re.finditer(re.escape(party.name), text)]
                near = (text[max(0, at - _NEAR) : at + len(party.name) + _NEAR] for at in places)
                if any(map(self.sensitivity.tells_of_a_site, near)):
                    found += [party.name, words[-1]] if words[-1][:1].isupper() else [party.name]
        return found

    def _bodies(self, claims: Sequence[Claim]) -> list[str]:
        """Return the names of bodies that speak or act in claims and may be named."""
        register = Register.load()
        found = [
            (party.name, party.id)
            for claim in claims
            for party in _parties(claim)
            if self.people.role(claim.report, party.name) is None and not self.sensitivity.tells_of_a_site(party.name)
        ]
        kinds = {"local-body", "hospital"}
        return [
            name for name, key in found if key is not None and (body := register.get(key)) and body.kind not in kinds
        ]


def _touches(event: Incident, spans: Mapping[str, Sequence[Claim]]) -> bool:
    """Tell whether any words of an event's claims overlap those of others, in the same report."""
    return any(overlap(claim.span, other.span) for claim in event.claims for other in spans.get(claim.report, ()))


def _parties(claim: Claim) -> tuple[Speaker | Actor, ...]:
    """Return those who speak and those who act or are acted on."""
    return (*claim.speakers, *claim.actors)
