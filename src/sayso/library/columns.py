"""The columns of the tables: what each holds, of which type, and how a record fills them. What is not known is null."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sayso.records import Claim, Incident, Range, Rating
from sayso.review.edits import PERSON
from sayso.values.instants import instant
from sayso.values.moment import Moment
from sayso.values.place import Place

Columns = tuple[tuple[str, str], ...]
"""Name and type of each column: `text`, `texts`, `whole`, `number`, `flag`, `day`, `instant` (UTC, microseconds)."""

_WHEN: Columns = (("edtf", "text"), ("start", "day"), ("end", "day"))
_WHERE: Columns = (
    ("places", "texts"), ("place_id", "text"), ("lat", "number"), ("lon", "number"), ("radius_m", "whole"), ("precision", "text"),
)  # fmt: skip


class When(NamedTuple):
    """When it happened: in EDTF, and as calendar days in the event's own zone, never shifted; null for an open end."""

    edtf: str | None
    start: date | None
    end: date | None

    @classmethod
    def of(cls, moment: Moment | None) -> "When":
        """Return a moment's columns."""
        return cls(None, None, None) if moment is None else cls(moment.edtf, _day(moment.start), _day(moment.end))


class Where(NamedTuple):
    """Where it happened: all names as said, and the first place's id, point (WGS 84 degrees) and radius (metres)."""

    places: list[str]
    place_id: str | None
    lat: float | None
    lon: float | None
    radius_m: int | None
    precision: str | None

    @classmethod
    def of(cls, places: Sequence[Place]) -> "Where":
        """Return the columns of some places."""
        names = [place.name for place in places]
        if not places:
            return cls(names, None, None, None, None, None)
        first = places[0]
        return cls(names, first.id, first.lat, first.lon, first.radius_m, first.precision)


CLAIMS: Columns = (
    ("id", "text"), ("report", "text"), ("source", "text"), ("span_start", "whole"), ("span_end", "whole"), ("quote", "text"),
    ("channel", "text"), ("passage", "text"), ("said", "text"), ("said_at", "instant"), ("speakers", "texts"),
    ("speaker_id", "text"), ("event", "text"), ("status", "text"), ("agents", "texts"), ("targets", "texts"),
    *_WHERE, *_WHEN, ("rule", "text"), ("edited_by", "text"), ("accepted", "flag"), ("source_grade", "text"), ("credibility", "text"),
)  # fmt: skip


class ClaimRow(NamedTuple):
    """A claim as a row."""

    values: tuple[object, ...]

    @classmethod
    def of(cls, claim: Claim, source: str | None, rating: Rating | None, *, accepted: bool) -> "ClaimRow":
        """Return the row of a claim; `said_at` is null where no clock time was given, `said` then has the day."""
        edited = claim.by.extractor == PERSON
        return cls(
            (
                claim.id, claim.report, source, *claim.span, claim.quote, claim.channel, claim.passage.label, claim.said,
                _instant(claim.said), [speaker.name for speaker in claim.speakers],
                claim.speakers[0].id if claim.speakers else None, claim.event, claim.status,
                [actor.name for actor in claim.actors if actor.role == "agent"],
                [actor.name for actor in claim.actors if actor.role == "target"],
                *Where.of(claim.places), *When.of(claim.time), None if edited else claim.by.rule,
                claim.by.rule if edited else None, accepted, rating.source if rating else None,
                rating.credibility if rating else None,
            )
        )  # fmt: skip


EVENTS: Columns = (
    ("id", "text"), ("kind", "text"), ("status", "text"), *_WHERE, *_WHEN, ("reports", "whole"), ("origins", "whole"),
    ("happened", "text"), ("responsibility", "text"), ("disputed", "texts"), ("claims", "texts"), ("reasons", "texts"),
)  # fmt: skip


class EventRow(NamedTuple):
    """An event as a row."""

    values: tuple[object, ...]

    @classmethod
    def of(cls, event: Incident) -> "EventRow":
        """Return the row of an event; grades are null where there is nothing to grade."""
        grades = {grading.question: grading.grade for grading in event.grades}
        return cls(
            (
                event.id, event.kind, event.status, *Where.of(event.places), *When.of(event.time),
                len({claim.report for claim in event.claims}), len(event.origins), grades.get("happened"),
                grades.get("responsibility"), list(dict.fromkeys(dispute.kind for dispute in event.disputes)),
                [claim.id for claim in event.claims], list(event.reasons),
            )
        )  # fmt: skip


FIGURES: Columns = (
    ("event", "text"), ("kind", "text"), ("measure", "text"), ("population", "text"), ("low", "number"), ("best", "number"),
    ("high", "number"), ("rule", "text"), ("extent", "text"), ("rounded", "texts"), *_WHERE, *_WHEN, ("claims", "texts"),
)  # fmt: skip


class FigureRow(NamedTuple):
    """A figure of an event as a row."""

    values: tuple[object, ...]

    @classmethod
    def of(cls, event: Incident, figures: Range) -> "FigureRow":
        """Return the row of a range; an end that nobody gives is null."""
        return cls(
            (
                event.id, event.kind, figures.measure, figures.population, figures.low, figures.best, figures.high,
                figures.rule, figures.extent, list(figures.rounded), *Where.of(event.places), *When.of(event.time),
                list(figures.claims),
            )
        )  # fmt: skip


def _day(text: str | None) -> date | None:
    """Return the calendar day of an ISO date or instant; None for none, and for one beyond what a table's day can hold."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _instant(text: str | None) -> datetime | None:
    """Return an ISO instant in UTC; None for a day alone, of which no clock time is known, and for what is none."""
    try:
        return None if text is None or "T" not in text else instant(text)
    except (ValueError, OverflowError):
        return None
