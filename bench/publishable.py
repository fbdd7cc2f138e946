"""A made-up ledger of about so many events that may all go out, for measuring what publishing costs from a ledger to a site."""

import hashlib
from itertools import groupby
from pathlib import Path

import msgspec

from bench.reconcile import synthetic
from sayso.ledger.ledger import Ledger
from sayso.records import Block, Capture, Claim, ClaimSet, Passage, Report

_CLAIMS_AN_EVENT = 2.95
"""What comes of `synthetic`, about."""
_SAID = "The {outlet} desk said that {number} people were killed by {kind} in {place} on {day}, SAMPLE {at}."


def put_events(place: Path, events: int, years_back: int) -> None:
    """Begin a ledger with reports whose claims make about so many events; their days lie so many years before those of `synthetic`."""
    told, _ = synthetic(int(events * _CLAIMS_AN_EVENT))
    with Ledger.open(place) as ledger:
        for number, (name, claims) in enumerate(groupby(told, key=lambda claim: claim.report)):
            _put(ledger, number, name, list(claims), years_back)


def _put(ledger: Ledger, number: int, name: str, told: list[Claim], years_back: int) -> None:
    text, claims = "", []
    for at, claim in enumerate(told):
        earlier = _earlier(claim, years_back)
        said = _SAID.format(
            outlet=name.split(maxsplit=1)[0], number=earlier.figures[0].low, kind=earlier.event.replace("-", " "),
            place=earlier.places[0].name, day=earlier.said, at=at,
        )  # fmt: skip
        start = len(text)
        text += f"{said} "
        claims.append(_placed(earlier, (start, start + len(said)), said))
    data = text.encode()
    report = hashlib.sha256(data).hexdigest()
    day = claims[0].said or ""
    capture = Capture(
        id=report, source=f"https://desk{number}.example/day/{number}", captured_at=f"{day}T20:00:00+00:00", size=len(data),
        media_type="text/plain", encoding="utf-8", encoding_basis="utf-8",
    )  # fmt: skip
    made = Report(
        id=report, capture=capture, text=text, title=f"SAMPLE report {number}", published=day, published_basis="SAMPLE",
        passages=(Passage(kind="article", label=None, at=day, span=(0, len(text))),),
        blocks=(Block(channel="body", span=(0, len(text)), passage=0),),
    )  # fmt: skip
    own = [
        msgspec.structs.replace(one, id=hashlib.sha256(f"{report}{at}".encode()).hexdigest()[:20], report=report)
        for at, one in enumerate(claims)
    ]
    reading = ClaimSet(id=report[:20], report=report, engine="made up", claims=tuple(one.id for one in own))
    ledger.append([capture, made, *own, reading], [(report, data)], f"{day}T21:00:00.{number:06}+00:00")


def _placed(claim: Claim, span: tuple[int, int], said: str) -> Claim:
    """Return a claim whose words stand at a place of the report."""
    return msgspec.structs.replace(
        claim,
        span=span,
        quote=said,
        speakers=tuple(msgspec.structs.replace(one, span=span) for one in claim.speakers),
        actors=tuple(msgspec.structs.replace(one, span=span) for one in claim.actors),
        figures=tuple(msgspec.structs.replace(one, span=span) for one in claim.figures),
        places=tuple(msgspec.structs.replace(one, span=span) for one in claim.places),
    )


def _earlier(claim: Claim, years: int) -> Claim:
    """Return a claim whose days lie so many years earlier."""

    def moved(day: str | None) -> str | None:
        return None if day is None else f"{int(day[:4]) - years}{day[4:]}"

    time = claim.time
    if time is not None:
        start, end = moved(time.start), moved(time.end)
        time = msgspec.structs.replace(time, start=start, end=end, edtf=moved(time.edtf) or "")
    return msgspec.structs.replace(
        claim,
        said=moved(claim.said),
        time=time,
        passage=msgspec.structs.replace(claim.passage, at=moved(claim.passage.at)),
    )
