"""How reports, claims and other records of the ledger look on a screen: one claim, a few lines, the quote nearest."""

from collections.abc import Iterator

import msgspec

from sayso.decisions import Decision
from sayso.fetches import Fetch
from sayso.intake import Reading
from sayso.ledger.ledger import Record
from sayso.records import Capture, Claim, Finding, Report
from sayso.review.edits import PERSON
from sayso.screen.decisions import decision_words
from sayso.screen.fetches import fetch_lines
from sayso.screen.phrases import chain_words, figure_words, moment_words, place_words
from sayso.screen.terminal import safe


def reading_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the lines that show a report's claims, passage by passage."""
    report = reading.report
    yield "bold", safe(report.title or report.capture.source)
    yield (
        "dim",
        f"published {report.published or 'unknown'} ({safe(report.published_basis)}) · {len(reading.claims)} claims",
    )
    label: str | None = ""
    for claim in reading.claims:
        if claim.passage.label != label:
            label = claim.passage.label
            yield "", ""
            yield (
                "bold",
                f"— {safe(label or claim.passage.kind)}" + (f" · {claim.passage.at}" if claim.passage.at else ""),
            )
        yield "", ""
        yield from claim_lines(claim)


def claim_lines(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the lines that show one claim."""
    voice = chain_words(claim.speakers) or "the report itself"
    yield (
        "",
        f"{claim.event}, {claim.status} · says {voice}" + ("" if claim.channel == "body" else f" · {claim.channel}"),
    )
    facts = [figure_words(figure) for figure in claim.figures]
    facts += [place_words(place) for place in claim.places]
    facts += [moment_words(claim.time)] if claim.time is not None else []
    if facts:
        yield "cyan", "  " + " · ".join(facts)
    if claim.actors:
        parties = [f"{'by' if actor.role == 'agent' else 'to'} {safe(actor.name)}" for actor in claim.actors]
        yield "cyan", "  " + " · ".join(parties)
    yield "italic", f"  “{safe(claim.quote)}”"
    by = f"edited by {safe(claim.by.rule)}" if claim.by.extractor == PERSON else claim.by.rule
    yield "dim", f"  {claim.id} · characters {claim.span[0]}–{claim.span[1]} · {by}"


def record_lines(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the lines that show one record of the ledger."""
    if isinstance(record, Claim):
        yield from claim_lines(record)
        yield "dim", f"  report {record.report}"
        return
    if isinstance(record, Report):
        capture = record.capture
        yield "bold", safe(record.title or capture.source)
        yield "", f"from {safe(capture.source)}, {capture.size:,} bytes of {capture.media_type}, {capture.encoding}"
        yield "", f"SHA-256 {capture.id}, taken {capture.captured_at}"
        yield "", f"published {record.published or 'unknown'} ({safe(record.published_basis)})"
        return
    if isinstance(record, Finding):
        yield "", f"{record.code}: {safe(record.message)} ({safe(record.source)})"
        return
    if isinstance(record, Fetch):
        yield from fetch_lines(record)
        return
    if isinstance(record, Capture):
        yield "", f"capture {record.id} from {safe(record.source)}"
        return
    if isinstance(record, Decision):
        yield "", f"{record.id}  {decision_words(record)}"
        return
    for field, value in msgspec.json.decode(msgspec.json.encode(record)).items():
        yield "", f"{field}: {safe(value if isinstance(value, str) else msgspec.json.encode(value).decode())}"
