"""A public record, looked up: which claim is which, on which page it stands, which events lie where and when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

from sayso.publish.public.record import PublicClaim, PublicEvent, PublicRecord, PublicSource
from sayso.publish.site.addresses import anchor, event_path, numbered

ACCOUNTS_A_PAGE = 100
"""How many accounts an event shows before it goes on on another page: keeps the heaviest page below some 300 kB."""


class Catalogue:
    """A record with its tables: made once for a whole site."""

    def __init__(self, record: PublicRecord) -> None:
        self.record = record
        self.claims = {claim.id: claim for claim in record.claims}
        self.events = {event.id: event for event in record.events}
        self.sources = {source.id: source for source in record.sources}
        self.gone = {gone.id: gone for gone in record.gone}
        self.told = {event.id: self._oldest_first(event) for event in record.events}
        self.of_source: dict[str, list[PublicClaim]] = defaultdict(list)
        for claim in record.claims:
            self.of_source[claim.source].append(claim)
        self._page = {
            claim.id: (event, place // ACCOUNTS_A_PAGE + 1)
            for event, claims in self.told.items()
            for place, claim in enumerate(claims)
        }

    def claim_path(self, claim: str) -> str | None:
        """Return where a claim's words stand in the site, with the anchor; None when it is told under no event."""
        if claim not in self._page:
            return None
        event, page = self._page[claim]
        return f"{numbered(event_path(event), page)}#{anchor(claim)}"

    def event_of(self, claim: str) -> PublicEvent | None:
        """Return the event under which a claim is told."""
        return self.events[self._page[claim][0]] if claim in self._page else None

    def source_of(self, claim: PublicClaim) -> PublicSource | None:
        """Return the source of a claim."""
        return self.sources.get(claim.source)

    def _oldest_first(self, event: PublicEvent) -> tuple[PublicClaim, ...]:
        """Return the claims of an event, those of one origin together, the origin that spoke first before the others.

        Where times are coarsened or missing the record's own order holds, which tells nothing of them.
        """
        claims = [self.claims[claim] for claim in event.claims if claim in self.claims]
        order = {claim.id: place for place, claim in enumerate(claims)}
        if any(claim.time is not None and claim.time.coarsened for claim in claims):
            return tuple(claims)

        def origin(claim: PublicClaim) -> str:
            return f"origin {claim.origin}" if claim.origin is not None else claim.id

        first: dict[str, tuple[str, int]] = {}
        for claim in claims:
            key = (_when(claim.said), order[claim.id])
            first[origin(claim)] = min(first.get(origin(claim), key), key)
        return tuple(sorted(claims, key=lambda claim: (first[origin(claim)], _when(claim.said), order[claim.id])))


def _when(said: str | None) -> str:
    """Return a time of saying so that times sort as they follow; a day stands before its hours, what is unknown last."""
    if said is None:
        return "~"
    if len(said) <= len("2031-05-14"):
        return said
    try:
        return datetime.fromisoformat(said).astimezone(UTC).isoformat()
    except ValueError:
        return said


def in_rows(claims: Sequence[PublicClaim]) -> list[tuple[PublicClaim, ...]]:
    """Return accounts in rows, one an independent origin; claims whose origin nobody worked out stand each for itself."""
    return [
        tuple(row)
        for _, row in groupby(claims, key=lambda claim: claim.id if claim.origin is None else f"origin {claim.origin}")
    ]
