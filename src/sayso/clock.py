"""The only place that asks for the time.

Everything else is handed a moment, so that the same input gives the same output in any year.
"""

import time
from datetime import UTC, datetime
from pathlib import Path

_SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
"""There when systemd-timesyncd has set the clock by a time server."""


def now() -> datetime:
    """Return the present instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def instant() -> datetime:
    """Return the present instant in UTC, to the microsecond: when an entry is recorded."""
    return datetime.now(UTC)


def source() -> str:
    """Return what tells the time here, and whether it is known to be set by a time server: a capture's record says so."""
    known = "synchronised by NTP" if _SYNCHRONISED.exists() else "not known to be synchronised"
    return f"{time.get_clock_info('time').implementation}, {known}"
