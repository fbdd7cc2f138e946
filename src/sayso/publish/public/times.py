"""When things may be said to have happened or been said, and how long an event counts as recent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from sayso.publish.dates import moment_words
from sayso.publish.public.record import PublicTime
from sayso.records import Claim, Incident, Report
from sayso.values.instants import instant
from sayso.values.kinds import Status
from sayso.values.moment import Moment

_TO_COME: frozenset[Status] = frozenset({"planned", "announced", "proposed", "possible"})
_WEST = timedelta(hours=12)
"""A calendar day is over everywhere on Earth twelve hours after its end in UTC."""
_CLOCK = re.compile(r"T[^/]*")


def day(iso: str | None) -> str | None:
    """Return the calendar day of an ISO date or instant, in its own zone."""
    return None if iso is None else iso[:10]


def as_day(moment: Moment) -> Moment:
    """Return a moment no finer than a day, without the words it was read from."""
    finer = moment.precision in {"instant", "hour"}
    return Moment(
        text="",
        start=day(moment.start),
        end=day(moment.end),
        edtf=_whole_days(moment),
        precision="day" if finer else moment.precision,
        span=(0, 0),
    )


def public_time(moment: Moment | None, months: Sequence[str], *, coarse: bool) -> PublicTime | None:
    """Return when something happened as it may go out."""
    if moment is None:
        return None
    return PublicTime(
        words=moment_words(moment, months),
        edtf=moment.edtf,
        start=moment.start,
        end=moment.end,
        precision=moment.precision,
        coarsened=coarse,
    )


def latest(claims: Iterable[Claim], reports: Mapping[str, Report]) -> datetime:
    """Return the last moment at which what claims tell can have happened, as far as is known.

    What is told as done was done before it was said; of what is to come the moment itself counts. Where no claim gives a
    time it is taken to have happened when the report was captured, which is never too early.
    """
    return max(_latest(claim, reports[claim.report]) for claim in claims)


def recent_until(event: Incident, reports: Mapping[str, Report], hours: float) -> datetime:
    """Return up to when an event counts as recent."""
    return latest(event.claims, reports) + timedelta(hours=hours)


def _latest(claim: Claim, report: Report) -> datetime:
    said = (
        _end(claim.said)
        or _end(report.published)
        or _end(report.capture.captured_at)
        or datetime.max.replace(tzinfo=UTC)
    )
    ends = _end(claim.time.end) if claim.time else None
    if ends is None:
        return said
    return ends if claim.status in _TO_COME else min(ends, said)


def _end(iso: str | None) -> datetime | None:
    """Return the end of an ISO date, wherever on Earth, or an instant; None for what is neither."""
    try:
        if iso is None:
            return None
        found = instant(iso)
        return found + _WEST if found.time() == time.max else found
    except (ValueError, OverflowError):
        return None


def _whole_days(moment: Moment) -> str:
    """Return a moment in EDTF without times of day."""
    days = _CLOCK.sub("", moment.edtf)
    first, _, last = days.partition("/")
    return first if first == last else days
