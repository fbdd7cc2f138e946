"""How time grows with length: hostile shapes at one size and at four times that size, for every stage that reads text.

A ratio of 1.0 is linear. `run` prints the worst shapes; nothing here is asserted in a test.
"""

import time
from collections.abc import Callable

import msgspec

from bench.shapes import PAGE_SHAPES, SCAN_SHAPES, TEXT_SHAPES
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


if __name__ == "__main__":
    for growth in grow()[:12]:
        print(f"{growth.ratio:5.2f} × linear  {growth.seconds:7.3f} s  {growth.stage}: {growth.shape}")
