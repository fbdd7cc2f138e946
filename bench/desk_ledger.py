"""A made-up ledger for measuring the desk: reports with captures and texts in which every claim's words stand, about 10,000 events."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import msgspec

from bench.reconcile import synthetic
from sayso.ledger.ledger import Ledger, Record
from sayso.records import Block, Capture, Claim, ClaimSet, Passage, Report

CLAIMS = 31_000
"""Of so many claims of a made-up year about 10,000 events come."""
_BEGUN = datetime(2032, 1, 1, tzinfo=UTC)


def fill(place: Path, claims: int = CLAIMS, days: int = 365) -> int:
    """Begin a ledger with so many claims; return how many reports it holds."""
    given, _ = synthetic(claims, days)
    reports = 0
    with Ledger.open(place) as ledger:
        for name, group in groupby(given, key=lambda claim: claim.report):
            records, data = report_of(name, list(group))
            at = (_BEGUN + timedelta(seconds=reports)).isoformat()
            ledger.append(records, [data], at)
            reports += 1
    return reports


def report_of(name: str, claims: list[Claim]) -> tuple[list[Record], tuple[str, bytes]]:
    """Return the records of a report whose text is made of its claims' quotes, and its capture's bytes."""
    lines, at = [f"SAMPLE {name}\n\n"], len(f"SAMPLE {name}\n\n")
    placed: list[tuple[Claim, tuple[int, int]]] = []
    for claim in claims:
        line = f"{claim.quote}, invented words.\n"
        placed.append((claim, (at, at + len(claim.quote))))
        lines.append(line)
        at += len(line)
    text = "".join(lines)
    data = text.encode()
    key = hashlib.sha256(data).hexdigest()
    said = claims[0].said or ""
    capture = Capture(
        id=key, source=f"https://{name.partition(' 20')[0].replace(' ', '-').lower()}.example/{said}", captured_at=f"{said}T12:00:00Z",
        size=len(data), media_type="text/plain", encoding="utf-8", encoding_basis="utf-8",
    )  # fmt: skip
    report = Report(
        id=key, capture=capture, text=text, title=f"SAMPLE {name}", published=said, published_basis="given",
        passages=(Passage(kind="article", label=None, at=said, span=(0, len(text))),),
        blocks=(Block(channel="body", span=(0, len(text)), passage=0),),
    )  # fmt: skip
    made = [
        msgspec.structs.replace(claim, id=hashlib.sha256(claim.id.encode()).hexdigest()[:12], report=key, span=span)
        for claim, span in placed
    ]
    names = tuple(claim.id for claim in made)
    held = ClaimSet(
        id=hashlib.sha256("\n".join((key, *names)).encode()).hexdigest()[:20], report=key, engine="bench", claims=names
    )
    return [capture, report, *made, held], (key, data)
