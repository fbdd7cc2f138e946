"""Instants as records write them: ISO text, with or without a clock time, set on one line in UTC."""

from datetime import UTC, datetime, time

from sayso.errors import UsageError


def instant(text: str) -> datetime:
    """Return an ISO instant in UTC; one without a zone is taken for UTC, a date alone for the end of that day.

    What was said on a day is known to have been said only when the day is over, so "as of" an instant of that day does
    not hold it. Raises ValueError for text that is neither.
    """
    found = datetime.fromisoformat(text)
    if len(text) <= len("2031-W20-3") and "T" not in text and " " not in text:
        found = datetime.combine(found.date(), time.max)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def asked_instant(text: str) -> datetime:
    """Return an instant that somebody asks for; UsageError when the words are none."""
    try:
        return instant(text)
    except (ValueError, OverflowError) as trouble:
        message = f"{text!r} is no ISO date or instant, such as 2031-05-14T09:30Z"
        raise UsageError(message) from trouble
