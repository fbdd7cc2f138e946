"""What comes of an input or of a fetch, before it is recorded: a reading, a refusal, and what the ledger took."""

import hashlib
from collections.abc import Sequence

import msgspec

from sayso.capture.fetched import named
from sayso.capture.files import Captured
from sayso.errors import InputError
from sayso.fetches import Fetch
from sayso.ledger.contract import Appended
from sayso.records import Claim, ClaimSet, Finding, Report, Resolution
from sayso.settings import Settings
from sayso.structure.listing import Listing


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one report."""

    captured: Captured
    report: Report
    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    findings: tuple[Finding, ...]
    fetches: tuple[Fetch, ...] = ()
    """What an archive says of how the report was had before we took it; empty for everything else."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One of several inputs that could not be read, with the reason; the others go on."""

    source: str
    error: InputError


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one fetch, and what the ledger took of it."""

    fetch: Fetch
    reading: Reading | None = None
    """There when the page was read: its verdict is `content` or `shell`."""
    appended: Appended


def admit(captured: Captured, characters: int, settings: Settings) -> None:
    """Refuse a text that is too long to be one report."""
    if characters > settings.max_characters:
        message = (
            f"{captured.capture.source} has {characters:,} characters, more than the {settings.max_characters:,} "
            "that one report may have; cut it into reports"
        )
        raise InputError(message)


def bytes_of(reading: Reading) -> list[tuple[str, bytes]]:
    """Return the bytes of a reading's capture, by their SHA-256."""
    return [(reading.captured.capture.id, reading.captured.data)]


def claim_set_of(reading: Reading, engine: str) -> ClaimSet:
    """Return which claims an engine took from a report; the same reading again is the same set."""
    claims = tuple(claim.id for claim in reading.claims)
    named = "\n".join((reading.report.id, engine, *claims))
    name = hashlib.sha256(named.encode()).hexdigest()[:20]
    return ClaimSet(id=name, report=reading.report.id, engine=engine, claims=claims)


def last_kept(fetches: Sequence[Fetch]) -> Fetch | None:
    """Return the last fetch of an address that stands for a capture."""
    return next((fetch for fetch in reversed(fetches) if fetch.capture is not None), None)


def read_as(record: Fetch, reading: Reading) -> Fetch:
    """Return a fetch with the capture that was kept; a page without the text of a report is a shell."""
    capture = reading.captured.capture.id
    if reading.report.blocks:
        return renamed(record, capture=capture)
    return renamed(record, capture=capture, verdict="shell", reason=f"{record.reason}: no text of a report in it")


def listed_as(record: Fetch, listing: Listing, capture: str) -> Fetch:
    """Return the fetch of a list with its capture, and with how many of its entries were taken."""
    if not listing.items:
        return renamed(record, capture=capture, verdict="shell", reason=f"{record.reason}: no entries in it")
    taken, every = len(listing.items), listing.listed
    reason = record.reason if taken == every else f"{record.reason}: {taken} of {every} entries taken"
    return renamed(record, capture=capture, reason=reason)


def renamed(record: Fetch, **changes: object) -> Fetch:
    """Return a fetch with some fields changed, under the id that follows from them."""
    return named(msgspec.structs.replace(record, **changes))
