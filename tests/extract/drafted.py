"""Reads prose into claims as the tests of this room need them: one plain report, published on a fixed day."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from sayso.capture.files import capture_stream
from sayso.extract.reader import Reader
from sayso.gazetteer.lookup import Gazetteer
from sayso.records import Draft
from sayso.settings import Settings
from sayso.structure import structure

SETTINGS = Settings(comments=True)


@cache
def reader() -> Reader:
    return Reader(SETTINGS, Gazetteer.open())


def drafts(text: str) -> tuple[Draft, ...]:
    captured = capture_stream(BytesIO(text.encode()), SETTINGS, datetime(2031, 5, 14, tzinfo=UTC))
    report = structure(captured.capture, captured.data, SETTINGS, "2031-05-14").report
    return reader().read(report).drafts
