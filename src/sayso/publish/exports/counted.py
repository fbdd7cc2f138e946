"""Rows of what is counted: the ranges of events, and the figures of claims with their part-of tree."""

from collections.abc import Iterator

from sayso.publish.exports.when import day
from sayso.publish.public.record import PublicRecord


def figures(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row for each measure and population of an event; an end that nobody gives is None."""
    for event in record.events:
        first = event.places[0] if event.places else None
        for one in event.ranges:
            yield {
                "event": event.id, "heading": event.heading, "kind": event.kind, "status": event.status, "measure": one.measure,
                "what": one.what, "population": one.population, "low": one.low, "best": one.best, "high": one.high,
                "rule": one.rule, "extent": one.extent, "words": one.words, "place": first.name if first else None,
                "country": first.country if first else None, "admin1": first.admin1 if first else None,
                "start": day(event.time.start) if event.time else None, "end": day(event.time.end) if event.time else None,
                "claims": one.claims,
            }  # fmt: skip


def counts(record: PublicRecord) -> Iterator[dict[str, object]]:
    """Yield a row for each figure of a claim."""
    for claim in record.claims:
        for number, figure in enumerate(claim.figures):
            yield {
                "claim": claim.id, "event": claim.event, "number": number, "part_of": figure.part_of, "measure": figure.measure,
                "population": figure.population, "low": figure.low, "high": figure.high, "bound": figure.bound,
                "words": figure.words,
            }  # fmt: skip
