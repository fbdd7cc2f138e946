"""Days and instants as exports write them: a calendar day is a text that nothing shifts, an instant is in UTC."""

import re
from datetime import UTC, datetime

from sayso.publish.public.record import PublicTime
from sayso.values.instants import instant

_COLUMNS = ("start", "end", "start_at", "end_at", "edtf", "time_precision", "time_words", "time_coarsened")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str | None) -> str | None:
    """Return the calendar day of an ISO date or instant as it is written there; None for what has none."""
    return text[:10] if text is not None and _DAY.fullmatch(text[:10]) else None


def utc(text: str | None) -> str | None:
    """Return an ISO instant in UTC (`2031-05-14T09:30:00Z`); None for a day alone, of which no clock time is known."""
    if text is None or "T" not in text:
        return None
    try:
        return written(instant(text))
    except (ValueError, OverflowError):
        return None


def written(moment: datetime) -> str:
    """Return an instant as text in UTC, with fractions of a second only where it has some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def time_columns(time: PublicTime | None) -> dict[str, object]:
    """Return the columns that say when something happened."""
    if time is None:
        return dict.fromkeys(_COLUMNS)
    return {
        "start": day(time.start),
        "end": day(time.end),
        "start_at": utc(time.start),
        "end_at": utc(time.end),
        "edtf": time.edtf,
        "time_precision": time.precision,
        "time_words": time.words,
        "time_coarsened": time.coarsened,
    }
