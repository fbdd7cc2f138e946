"""Days in words."""

import pytest

from sayso.lexicon.load import load
from sayso.publish.dates import moment_words, said_words, stretch_words
from sayso.publish.wording import BriefWords
from sayso.values.moment import Moment

MONTHS = load("en", "brief", BriefWords).months


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-05-13", "2031-05-13", "13 May 2031"),
        ("2031-05-10", "2031-05-11", "10 to 11 May 2031"),
        ("2031-05-01", "2031-05-31", "May 2031"),
        ("2028-02-01", "2028-02-29", "February 2028"),  # a leap year
        ("2031-02-01", "2031-02-27", "1 to 27 February 2031"),
        ("2031-04-21", "2031-05-02", "21 April to 2 May 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2030-12-30", "2031-01-02", "30 December 2030 to 2 January 2031"),
        (None, "2031-04-20", "until 20 April 2031"),
        ("2031-04-20", None, "from 20 April 2031"),
        (None, None, ""),
        ("1990", "1999", "1990 to 1999"),  # what is no calendar date stays as it is
        ("2031-13-01", "2031-13-01", "2031-13-01"),
    ],
)
def test_a_stretch_of_days_is_named_no_more_exactly_than_it_is(start: str | None, end: str | None, words: str) -> None:
    assert stretch_words(start, end, MONTHS) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tuesday", "13 May 2031 (“Tuesday”)"),  # the resolution is shown beside the words
        ("", "13 May 2031"),
        ("May 13", "13 May 2031"),  # the words say the day themselves
    ],
)
def test_the_words_that_were_resolved_are_shown(text: str, words: str) -> None:
    day = "2031-05-13"
    moment = Moment(text=text, start=day, end=day, edtf=day, precision="day", span=(0, 0))
    assert moment_words(moment, MONTHS) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2031-05-14T09:30:00Z", "14 May 2031, 09:30 UTC"),
        ("2031-05-14T20:08:00", "14 May 2031, 20:08"),  # no zone was given, so none is shown
        ("2031-05-14T20:08+03:00", "14 May 2031, 20:08 +03:00"),
        ("2031-05-14", "14 May 2031"),
        (None, ""),
    ],
)
def test_when_it_was_said(said: str | None, words: str) -> None:
    assert said_words(said, MONTHS) == words
