"""The only place that asks for the time.

Everything else is handed a moment, so that the same input gives the same output in any year.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def instant() -> datetime:
    """Return the present instant in UTC, to the microsecond: when an entry is recorded."""
    return datetime.now(UTC)
