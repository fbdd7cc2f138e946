"""What holds of the structure of any text: blocks in order and in bounds, the same every time, whatever the shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.shapes import TEXT_SHAPES
from sayso.records import Capture, Report
from sayso.settings import Settings
from sayso.structure.text import structure_text

LINE = st.sampled_from(
    [
        "", "", "  ", "UPDATE 1800 GMT: Shells fell.", "10.42am: Rain.", "ORIGINAL ENTRY: It began.", "The Mill of Lesk",
        "A shell hit the mill, the mayor said:", "We stay….", "Related Posts", "  1. One opinion or another.", "\t2. More.",
        "3 Comments", "Olin says:", "© Wire/ Ada 20:08 11.12.2031 Lesk.", "“Nine trucks crossed the ford.” – watch",
        "(Photo: Wire)", "Smoke. (Photo: Wire) More.", "— Ada (@ada) May 14, 2031", "* An item", "> quoted", "# Head",
        "LESK, Orvaal (Wire) – A shell.", "LESK, 3 MAY 89 (WIRE) -- [TEXT] A SHELL.", "Read more:", "---", "\x00\x07",
        "Ada pic.twitter.com/x Ada (ada) May 14 2031 x", "A long sentence " * 40, "CAPITALS ALL OVER THE PLACE HERE", "é",
    ]
)  # fmt: skip


def structured(text: str) -> Report:
    capture = Capture(
        id="0", source="-", captured_at="", size=0, media_type="text/plain", encoding="utf-8", encoding_basis="utf-8"
    )
    return structure_text(capture, text, Settings(), None)[0]


@given(st.lists(LINE | st.text(max_size=60), max_size=25), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_blocks_keep_to_the_text(lines: list[str], join: str) -> None:
    text = join.join(lines)
    report = structured(text)
    assert report.text == text
    at = 0
    for block in report.blocks:
        start, end = block.span
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        low, high = report.passages[block.passage].span
        assert low <= start
        assert end <= high
        at = end
    assert structured(text) == report


@pytest.mark.parametrize("unit", [row[1] for row in TEXT_SHAPES], ids=[row[0] for row in TEXT_SHAPES])
def test_text_that_makes_careless_patterns_slow_is_read(unit: str) -> None:
    """How long it takes is measured in bench/growth.py; here it must come out whole."""
    text = unit * (20_000 // len(unit))
    assert structured(text).text == text
