"""Small ledgers for tests: invented reports with claims, findings and decisions, recorded a minute apart."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sayso.decisions import Decision
from sayso.ledger.ledger import Ledger, Record
from sayso.records import Capture, Claim, ClaimSet, Finding, PassageRef, Report, Rule
from sayso.values.figure import Figure
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place

AT = "2031-05-14T09:00:00+00:00"


def capture(text: str) -> Capture:
    data = text.encode()
    return Capture(
        id=hashlib.sha256(data).hexdigest(),
        source="harbour.txt",
        captured_at=AT,
        size=len(data),
        media_type="text/plain",
        encoding="utf-8",
        encoding_basis="utf-8",
    )


def report(text: str, title: str | None = None) -> Report:
    taken = capture(text)
    return Report(
        id=taken.id,
        capture=taken,
        text=text,
        title=title,
        published="2031-05-14",
        published_basis="given",
        passages=(),
        blocks=(),
    )


def claim(
    text: str, quote: str, speaker: str = "Harbour Watch", actor: str = "the army", place: str = "Marivan"
) -> Claim:
    """A claim with one speaker, one actor and one place, quoting some of a report's text."""
    start = text.index(quote)
    span = (start, start + len(quote))
    return Claim(
        id=hashlib.sha256(f"{text}{quote}{speaker}".encode()).hexdigest()[:20],
        report=capture(text).id,
        span=span,
        quote=quote,
        channel="body",
        passage=PassageRef(kind="article", label=None, at=None),
        speakers=(Speaker(name=speaker, span=span),),
        event="shelling",
        status="happened",
        actors=(Actor(name=actor, role="agent", span=span),),
        figures=(Figure(measure="killed", low=3, high=None, bound="at-least", of="people", text="three", span=span),),
        places=(Place(name=place, lat=31.5, lon=12.25, precision="city", span=span),),
        time=None,
        said="2031-05-14",
        by=Rule(extractor="sayso.extract", rule="act:shelling"),
    )


def finding(message: str) -> Finding:
    return Finding(code="sample", message=message, source="harbour.txt")


def decision(name: str, *claims: str, by: str = "r1", verb: str = "reject") -> Decision:
    return Decision(id=name, verb=verb, claims=claims, by=by, at=AT, reason="reads a headline")  # type: ignore[arg-type]


def add(ledger: Ledger, text: str, claims: Sequence[Claim] = (), at: str = AT, title: str | None = None) -> int:
    """Record a report with its bytes and claims; return the last entry's number."""
    made = report(text, title)
    ids = tuple(one.id for one in claims)
    records: list[Record] = [
        made.capture,
        made,
        *claims,
        ClaimSet(id=made.id[:20], report=made.id, engine="t", claims=ids),
    ]
    return ledger.append(records, [(made.id, text.encode())], at).seq


def tamper(path: Path, *statements: str) -> None:
    """Change a ledger's file as somebody would who owns the disk: its own rules taken away first, and put back after."""
    stranger = sqlite3.connect(path)
    rules = stranger.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in rules:
        stranger.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        stranger.execute(statement)
    for _, rule in rules:
        stranger.execute(rule)
    stranger.commit()
    stranger.close()
