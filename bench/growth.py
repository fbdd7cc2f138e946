"""How time grows with length: hostile shapes at one size and at four times that size, for every stage that reads text.

A ratio of 1.0 is linear. Nothing here is asserted in a test.
"""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.engine import Engine
from bench.outcome import Measured, Outcome
from bench.shapes import PAGE_SHAPES, SCAN_SHAPES, TEXT_SHAPES
from bench.speed_texts import Texts
from sayso.records import Capture
from sayso.settings import Settings
from sayso.structure.markup import markup_words
from sayso.structure.parsing import parse
from sayso.structure.prescan import refusal
from sayso.structure.text import structure_text


class Growth(msgspec.Struct, frozen=True):
    """How one shape grew: seconds at the larger size, and time ratio over length ratio."""

    stage: str
    shape: str
    seconds: float
    ratio: float


def grow() -> list[Growth]:
    """Return the growth of every shape, the worst first."""
    found = [_measure("structure of text", name, _structure, unit, 24_000) for name, unit in TEXT_SHAPES]
    found += [_measure("scan", repr(shape), _scan, shape, 200_000) for shape in SCAN_SHAPES]
    found += [
        _measure("walk", f"{opening}{shape}"[:40], lambda text, o=opening: _walk(o + text), shape, 1_000 * len(shape))  # type: ignore[misc]  # the default binds the row
        for opening, shape in PAGE_SHAPES
    ]
    return sorted(found, key=lambda growth: -growth.ratio)


def _measure(stage: str, name: str, work: Callable[[str], object], unit: str, size: int) -> Growth:
    small, large = (unit * max(1, length // len(unit)) for length in (size, 4 * size))
    work(small)
    once, fourfold = (min(_seconds(work, text) for _ in range(3)) for text in (small, large))
    return Growth(stage, name, fourfold, fourfold / max(once, 1e-6) / (len(large) / len(small)))


def _seconds(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def _structure(text: str) -> object:
    capture = Capture(
        id="0", source="-", captured_at="", size=0, media_type="text/plain", encoding="utf-8", encoding_basis="utf-8"
    )
    return structure_text(capture, text, Settings(), None)


def _scan(text: str) -> object:
    return refusal(text.encode("latin-1"))


def _walk(text: str) -> object:
    return parse(f"<!doctype html><body>{text}", markup_words())


def _whole() -> list[Measured]:
    """Return how reading and resolving grow on a report 1, 4 and 16 times as long, in time ratio over length ratio."""
    engine = Engine()
    texts = Texts()
    engine.timed(texts.long(1), None)
    seconds = {}
    for times in (1, 4, 16):
        text = texts.long(times)
        spent = [engine.timed(text, None)[1] for _ in range(3)]
        seconds[times] = min(s.extract + s.resolve for s in spent) / len(text)
    return [
        Measured(name=f"{n} times as long", value=seconds[n] / seconds[1], unit="× linear", less_is_better=True)
        for n in (4, 16)
    ]


def run(data_dir: Path) -> list[Outcome]:
    """Return the growth of the whole engine on ordinary prose, and of the worst hostile shape; needs no data."""
    del data_dir
    worst = grow()[0]
    shape = Measured(name="worst of the shapes", value=worst.ratio, unit="× linear", less_is_better=True)
    return [Outcome(set="growth", measures=(*_whole(), shape))]
