"""The stages under measurement, loaded once and fed with text; time is taken around reading and resolving alone."""

import io
import time

import msgspec

from sayso.capture.files import capture_stream
from sayso.clock import now
from sayso.extract.reader import Reader
from sayso.gazetteer.lookup import Gazetteer
from sayso.records import Block, Capture, Claim, Passage, Report
from sayso.resolve.resolver import Resolver
from sayso.settings import Settings
from sayso.spans import Span
from sayso.structure import structure


class Spent(msgspec.Struct, frozen=True):
    """Processor seconds by stage."""

    structure: float
    extract: float
    resolve: float


class Engine:
    """Reads texts with everything on; the caches of one text may serve the next, as in any long run."""

    def __init__(self, *, comments: bool = True) -> None:
        self._settings = Settings(comments=comments)
        gazetteer = Gazetteer.open()
        self._reader = Reader(self._settings, gazetteer)
        self._resolver = Resolver(self._settings, gazetteer)
        self.characters = 0
        self.seconds = 0.0
        """Of extract and resolve, over all texts so far."""

    def claims(self, text: str, published: str | None) -> tuple[Claim, ...]:
        """Return the claims of a text."""
        return self.timed(text, published)[0]

    def timed(self, text: str, published: str | None) -> tuple[tuple[Claim, ...], Spent]:
        """Return the claims of a text and what each stage took."""
        captured = capture_stream(io.BytesIO(text.encode("utf-8")), self._settings, now())
        begun = time.process_time()
        report = structure(captured.capture, captured.data, self._settings, published).report
        structured = time.process_time()
        extraction = self._reader.read(report)
        extracted = time.process_time()
        resolved = self._resolver.resolve(report, extraction.drafts, extraction.named)
        done = time.process_time()
        self.characters += len(text)
        self.seconds += done - structured
        return resolved.claims, Spent(structured - begun, extracted - structured, done - extracted)


def plain_report(text: str, blocks: list[Span], *, titled: bool = False) -> Report:
    """Return text that was cut into blocks elsewhere as a report without a date; its first block may be the title."""
    capture = Capture(
        id="bench",
        source="-",
        captured_at="2020-01-01T00:00:00Z",
        size=len(text),
        media_type="text/plain",
        encoding="utf-8",
        encoding_basis="utf-8",
    )
    return Report(
        id="bench",
        capture=capture,
        text=text,
        title=None,
        published=None,
        published_basis="unknown",
        passages=(Passage(kind="article", label=None, at=None, span=(0, len(text))),),
        blocks=tuple(
            Block(channel="title" if titled and not number else "body", span=span, passage=0)
            for number, span in enumerate(blocks)
        ),
    )
