"""On which day a bare clock time lies: on that of the sentence before, or on that of the passage."""

import pytest

from sayso.records import Draft, Rule
from sayso.resolve.story import Story
from sayso.values.time_phrase import TimePhrase

SAID = "2031-05-14"
MONDAY = {"kind": "weekday", "weekday": 0}
CLOCK = {"kind": "clock", "hour": 13, "minute": 30}


def _draft(values: dict[str, object], start: int, passage: int = 0) -> Draft:
    """Return what a sentence of 40 characters at `start` tells, dated by its words."""
    phrase = TimePhrase(text="", span=(start, start), **values)  # type: ignore[arg-type]
    return Draft(
        span=(start, start + 40), channel="body", passage=passage, speakers=(), event="attack", status="happened", actors=(),
        figures=(), places=(), time=phrase, tense="past", dated_by_passage=False, by=Rule(extractor="test", rule="test"),
    )  # fmt: skip


CASES = [
    ("the day of the sentence before", {}, 60, "2031-05-12"),
    ("not from another passage", {"passage": 1}, 60, "2031-05-14"),
    ("nor from far above", {}, 900, "2031-05-14"),
]


@pytest.mark.parametrize(("why", "where", "start", "day"), CASES, ids=[case[0] for case in CASES])
def test_a_bare_clock_time_goes_on_from_the_day_before_it(
    why: str, where: dict[str, int], start: int, day: str
) -> None:
    story = Story()
    story.moment(_draft(MONDAY, 0), SAID)
    moment = story.moment(_draft(CLOCK, start, **where), SAID)
    assert moment is not None
    assert moment.edtf[:10] == day, why


def test_a_bare_clock_time_alone_is_on_the_day_of_the_passage() -> None:
    moment = Story().moment(_draft(CLOCK, 0), SAID)
    assert moment is not None
    assert moment.edtf.startswith(SAID)


def test_a_day_long_past_is_none_that_a_clock_time_goes_on_from() -> None:
    story = Story()
    story.moment(_draft({"kind": "date", "year": 2015, "month": 5, "day": 4}, 0), SAID)
    moment = story.moment(_draft(CLOCK, 60), SAID)
    assert moment is not None
    assert moment.edtf.startswith(SAID)
