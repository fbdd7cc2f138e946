"""Instants as the ledger writes them: UTC, to the microsecond, of one width, so that they sort as text."""

from datetime import UTC, datetime

from sayso.errors import LedgerError


def instant(text: str) -> str:
    """Return an ISO instant as `2031-05-14T09:00:00.000000Z`; raises LedgerError for what is none or names no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as trouble:
        message = f"{text!r} is no ISO instant"
        raise LedgerError(message) from trouble
    if found.tzinfo is None:
        message = f"{text!r} names no time zone"
        raise LedgerError(message)
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def recording_time(at: str, last: str | None) -> tuple[str, str | None]:
    """Return when an entry is recorded, never before the last, and what the clock said where that is another time.

    `at` is what the clock says, an ISO instant; `last` the `recorded_at` of the ledger's last entry, None for an empty one.
    """
    said = instant(at)
    return (last, said) if last is not None and said < last else (said, None)
