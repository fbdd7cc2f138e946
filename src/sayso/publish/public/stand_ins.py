"""Makes stand-ins of claims and events: records of the usual kind in which no private value is left.

The brief, its headings and its figures are made of these by the usual code; what is not in them cannot come out of it.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.publish.excerpt import Excerpts, link_to
from sayso.publish.model import Words
from sayso.publish.private import PrivateNames
from sayso.publish.public.patterns import reaching_spans
from sayso.publish.public.quoting import Coarse
from sayso.publish.public.record import PublicPlace
from sayso.publish.public.rules import Rules
from sayso.publish.public.terms import Terms
from sayso.publish.public.times import as_day, day
from sayso.records import Claim, PassageRef, Report, Rule
from sayso.values.figure import Figure
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place

NO_SPAN = (0, 0)
_NO_RULE = Rule(extractor="", rule="")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A name as it may be shown."""

    name: str
    id: str | None
    role_only: bool


class NoPrivateNames(PrivateNames):
    """For texts in which no private name is left: withholds nobody."""

    def __init__(self, speech: object) -> None:
        self.speech = speech  # type: ignore[assignment]  # a compiled pattern
        self._parts = {}
        self._masks = None


class PublicExcerpts(Excerpts):
    """The words of one report's claims as they may go out: prepared, and no text behind them."""

    def __init__(self, report: Report, private: PrivateNames, link: str | None) -> None:
        self.report = report
        self.private = private
        self._link = link
        self.prepared: dict[str, Words] = {}

    @property
    def link(self) -> str | None:
        """The report's public address."""
        return self._link

    def words(self, claim: Claim) -> Words:
        """Return the words that were prepared for a claim."""
        return self.prepared[claim.id]


class StandIns:
    """Makes stand-ins of claims."""

    def __init__(self, rules: Rules) -> None:
        self._people = rules.people
        self._places = rules.places
        self._words = rules.publishing
        self._names = rules.names
        self._loaded = rules.loaded
        self._reaching = rules.reaching
        self._notes = rules.notes

    def claim(
        self, claim: Claim, name: str, source: str, places: Sequence[PublicPlace], coarse: Coarse | None
    ) -> Claim:
        """Return what of a claim may go out, under its public id, at places as they may; the words stand in its excerpts."""
        moment = self.moment(claim.report, claim.time, coarse)
        return Claim(
            id=name,
            report=source,
            span=NO_SPAN,
            quote="",
            channel=claim.channel,
            passage=PassageRef(kind=claim.passage.kind, label=None, at=None),
            speakers=tuple(
                Speaker(name=shown.name, id=shown.id, span=NO_SPAN, joint=speaker.joint)
                for speaker in claim.speakers
                for shown in (self.speaker(claim, speaker, coarse),)
            ),
            event=claim.event,
            status=claim.status,
            actors=tuple(
                Actor(name=shown.name, id=shown.id, role=actor.role, span=NO_SPAN)
                for actor in claim.actors
                if (shown := self.party(claim, actor, coarse)) is not None
            ),
            figures=tuple(self._figure(claim, figure, coarse) for figure in claim.figures),
            places=tuple(map(as_place, places)),
            time=moment,
            said=day(claim.said) if coarse else claim.said,
            by=_NO_RULE,
        )

    def places(self, places: Sequence[Place], coarse: Coarse | None) -> tuple[PublicPlace, ...]:
        """Return places as they may go out; without those whose name takes a side or is withheld."""
        made = self._places.shown(places, coarse=coarse is not None)
        return tuple(
            place
            for place in made
            if not (self._loaded(place.name) or self._reaching(place.name) or self._people.terms.found(place.name))
        )

    def moment(self, report: str, moment: Moment | None, coarse: Coarse | None) -> Moment | None:
        """Return when something happened, without words that tell more than it may."""
        if moment is None:
            return None
        if coarse is not None:
            return as_day(moment)
        said = moment.text
        if self._hides(report, said, None) or self._loaded(said):
            said = ""
        return msgspec.structs.replace(moment, text=said, span=NO_SPAN)

    def speaker(self, claim: Claim, speaker: Speaker, coarse: Coarse | None) -> Shown:
        """Return a link of a chain of attribution as a name or a role."""
        shown = self._shown(claim.report, speaker.name, speaker.id, coarse)
        if shown is None:
            return Shown(name=self._notes["no_source"], id=None, role_only=True)
        if shown.role_only:
            return msgspec.structs.replace(shown, name=f"{shown.name} (name withheld)")
        return shown

    def party(self, claim: Claim, actor: Actor, coarse: Coarse | None) -> Shown | None:
        """Return somebody who acts or is acted on; None where no neutral word for him may go out."""
        return self._shown(claim.report, actor.name, actor.id, coarse)

    def prose(self, report: str, text: str, coarse: Coarse | None) -> str:
        """Return a sentence of ours that holds names from a report, these withheld; empty where it cannot go out."""
        text = self._people.masked(report, text)
        if self._loaded(text) or self._reaching(text):
            return ""
        telling = coarse is not None and (
            coarse.terms.found(text) or self._words.tells_of_a_site(text) or self._words.hour_spans(text)
        )
        return "" if telling else text

    def stamp(self, report: str, label: str, hidden: Terms) -> str:
        """Return the stamp of a dated part as printed; empty where it says what is held back."""
        bad = self._hides(report, label, None) or hidden.found(label) or self._loaded(label)
        return "" if bad else " ".join(label.split())

    def population(self, report: str, words: str, coarse: Coarse | None) -> str:
        """Return who or what is counted; empty where that names somebody, takes a side or tells the place."""
        return "" if self._hides(report, words, coarse) or self._loaded(words) else words

    def _shown(self, report: str, name: str, key: str | None, coarse: Coarse | None) -> Shown | None:
        role = None if key else self._people.role(report, name)
        if role is not None:
            hidden = self._loaded(role) or self._hides(report, role, coarse)
            return Shown(name=self._notes["named"] if hidden else role, id=None, role_only=True)
        neutral = self._names.shown(name, key)
        if neutral is None or self._hides(report, neutral, coarse):
            return None
        return Shown(name=neutral, id=key, role_only=False)

    def _hides(self, report: str, text: str, coarse: Coarse | None) -> bool:
        """Tell whether a text holds what may not go out."""
        if self._people.stand_in(report, text) or self._reaching(text):
            return True
        if coarse is None:
            return False
        return coarse.terms.found(text) or self._words.tells_of_a_site(text) or bool(self._words.hour_spans(text))

    def _figure(self, claim: Claim, figure: Figure, coarse: Coarse | None) -> Figure:
        said = "" if self._hides(claim.report, figure.text, coarse) or self._loaded(figure.text) else figure.text
        return msgspec.structs.replace(
            figure,
            of=self.population(claim.report, figure.of, coarse),
            text=said or "…",
            span=NO_SPAN,
        )


def as_place(place: PublicPlace) -> Place:
    """Return a public place as a place of the usual kind."""
    return Place(
        name=place.name,
        id=place.id,
        lat=place.lat,
        lon=place.lon,
        radius_m=place.radius_m,
        precision=place.precision,
        span=NO_SPAN,
    )


def linked(words: Words, report: Report, link: str | None) -> Words:
    """Return words with the address of their place in a report at a public address, where there is one."""
    if link is None or reaching_spans(words.text):
        return words
    whole = msgspec.structs.replace(report, capture=msgspec.structs.replace(report.capture, source=link))
    return msgspec.structs.replace(words, link=link_to(whole, words.span))


def by_report(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Return claims by the report that they are of."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.report, []).append(claim)
    return found
