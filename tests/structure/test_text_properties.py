"""What holds of the structure of any text: blocks in order and in bounds, the same every time, in linear time."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@settings(deadline=None)
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


HOSTILE = [
    # texts that make a careless pattern slow: each is a unit to be repeated
    ("blank lines", "\n"),
    ("one letter", "a"),
    ("capitals", "A "),
    ("digits", "1"),
    ("years", "2031 "),
    ("months", "May 5, "),
    ("brackets", "("),
    ("open brackets with words", "(a"),
    ("quotation marks", "“words "),
    ("datelines", "LESK, "),
    ("stamps", "10:42 Army\n"),
    ("short lines", "ab\n"),
    ("capital lines", "ABCDE FGHIJ KLMNO PQRST UVWXY\n\n"),
    ("credits", "The man stands. (Photo: X) "),
    ("posts", "Oh. pic.twitter.com/a Ada (ada) July 27 2031 "),
    ("commenters", "Ada says:\n\nwords of mine\n\n"),
    ("controls", "\x00\x1b"),
]


@pytest.mark.parametrize("unit", [row[1] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_time_grows_with_length(unit: str) -> None:
    """Sixteen times the text takes no more than about sixteen times as long (twice that is allowed for noise)."""
    small, large = (unit * (size // len(unit)) for size in (6_000, 96_000))
    structured(small)
    fast = min(_seconds(structured, small) for _ in range(3))
    assert _seconds(structured, large) < max(0.25, 32 * fast)


def _seconds(work: Callable[[str], Report], text: str) -> float:
    begin = time.perf_counter()
    work(text)
    return time.perf_counter() - begin
