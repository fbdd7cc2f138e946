"""Expressions of time set against the passage's date: which days they mean, and how EDTF writes them."""

import re
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.resolve.when import leans_on_story, resolve_time
from sayso.values.time_phrase import TimePhrase

THURSDAY = "2016-12-08"
Tense = Literal["past", "present", "future"]


def phrase(kind: str, text: str = "", /, **values: object) -> TimePhrase:
    return TimePhrase(text=text, span=(0, len(text)), kind=kind, **values)  # type: ignore[arg-type]


def days(said: TimePhrase, anchor: str | None = THURSDAY, tense: Tense = "past") -> str:
    """Write what a phrase means in small: `edtf precision`, or `none`."""
    moment = resolve_time(said, anchor, tense)
    return "none" if moment is None else f"{moment.edtf} {moment.precision}"


@pytest.mark.parametrize(
    ("said", "anchor", "tense", "expected"),
    [
        pytest.param({"weekday": 2}, THURSDAY, "past", "2016-12-07 day", id="Wednesday: the latest"),
        pytest.param({"weekday": 3}, THURSDAY, "past", "2016-12-08 day", id="the anchor's own weekday is that day"),
        pytest.param({"weekday": 4}, THURSDAY, "past", "2016-12-02 day", id="Friday: six days back"),
        pytest.param({"weekday": 4}, THURSDAY, "future", "2016-12-09 day", id="on Friday they will: the next"),
        pytest.param({"weekday": 3}, THURSDAY, "future", "2016-12-08 day", id="they will meet on Thursday: today"),
        pytest.param({"weekday": 3, "offset": -1}, THURSDAY, "past", "2016-12-01 day", id="last Thursday is not today"),
        pytest.param({"weekday": 3, "offset": 1}, THURSDAY, "past", "2016-12-15 day", id="next Thursday is not today"),
        pytest.param(
            {"weekday": 4, "offset": -1, "unit": "week"}, THURSDAY, "past", "2016-12-02 day", id="Friday last week"
        ),
        pytest.param({"weekday": 2}, "2016-12-08T00:30:00Z", "past", "2016-12-07 day", id="an instant's day counts"),
        pytest.param({"weekday": 2}, None, "past", "none", id="no date anywhere: no time"),
    ],
)
def test_weekdays(said: dict[str, object], anchor: str | None, tense: Tense, expected: str) -> None:
    assert days(phrase("weekday", **said), anchor, tense) == expected


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        pytest.param("day", {"offset": 0}, "2016-12-08 day", id="today"),
        pytest.param("day", {"offset": -1, "amount": 1, "unit": "day"}, "2016-12-07/2016-12-08 days", id="overnight"),
        pytest.param("weekend", {"offset": -1}, "2016-12-03/2016-12-04 weekend", id="last weekend"),
        pytest.param("weekend", {}, "2016-12-03/2016-12-04 weekend", id="over the weekend"),
        pytest.param("week", {"offset": -1, "unit": "week"}, "2016-11-28/2016-12-04 week", id="last week is Monday on"),
        pytest.param("week", {"offset": -1, "part": "late"}, "2016-12-02/2016-12-04 days", id="late last week"),
        pytest.param("relative", {"offset": -1, "unit": "month"}, "2016-11 month", id="last month"),
        pytest.param("relative", {"offset": -1, "unit": "year"}, "2015 year", id="last year"),
        pytest.param("relative", {"offset": -3, "unit": "day"}, "2016-12-05 day", id="three days ago"),
        pytest.param("relative", {"offset": -2, "unit": "week"}, "2016-11-21/2016-11-27 week", id="two weeks ago"),
        pytest.param(
            "relative", {"offset": -1, "unit": "hour", "amount": 24}, "2016-12-07/2016-12-08 days", id="past 24 hours"
        ),
        pytest.param(
            "relative", {"offset": -1, "unit": "day", "amount": 2}, "2016-12-07/2016-12-08 days", id="last two days"
        ),
        pytest.param(
            "relative", {"offset": -1, "unit": "week", "amount": 1}, "2016-12-01/2016-12-08 days", id="in the last week"
        ),
        pytest.param(
            "relative", {"offset": 1, "unit": "hour", "amount": 48}, "2016-12-08/2016-12-10 days", id="next 48 hours"
        ),
        pytest.param(
            "relative", {"offset": -1, "unit": "month", "amount": 3}, "2016-09-08/2016-12-08 range", id="past 3 months"
        ),
        pytest.param("recent", {}, "none", id="recently says no days"),
        pytest.param("duration", {"unit": "day", "amount": 3}, "none", id="for three days dates nothing"),
    ],
)
def test_what_is_said_from_the_day_of_writing(kind: str, values: dict[str, object], expected: str) -> None:
    assert days(phrase(kind, **values)) == expected


@pytest.mark.parametrize(
    ("anchor", "offset", "tense", "expected"),
    [
        ("1989-05-29", None, "past", "1989-05-27/1989-05-28"),  # on Monday, "over the weekend" has just ended
        ("2016-12-04", None, "past", "2016-12-03/2016-12-04"),  # on its Sunday, "over the weekend" is this one
        ("2016-12-04", -1, "past", "2016-11-26/2016-11-27"),  # and "last weekend" is the one before
        ("2016-12-08", None, "future", "2016-12-10/2016-12-11"),
        ("2016-12-08", 1, "past", "2016-12-10/2016-12-11"),
    ],
)
def test_weekends(anchor: str, offset: int | None, tense: Tense, expected: str) -> None:
    assert days(phrase("weekend", offset=offset), anchor, tense) == f"{expected} weekend"


@pytest.mark.parametrize(
    ("kind", "values", "tense", "expected"),
    [
        pytest.param("date", {"month": 11, "day": 26}, "past", "2016-11-26 day", id="the latest November 26"),
        pytest.param("date", {"month": 12, "day": 10}, "future", "2016-12-10 day", id="December 10, to come"),
        pytest.param("date", {"month": 12, "day": 20}, "past", "2016-12-20 day", id="talks were set for December 20"),
        pytest.param("date", {"month": 1, "day": 5}, "past", "2016-01-05 day", id="January 5 of this year"),
        pytest.param("date", {"month": 1, "day": 5}, "future", "2017-01-05 day", id="January 5, to come"),
        pytest.param("date", {"month": 9, "day": 11, "weekday": 4}, "past", "2015-09-11 day", id="the year it fits"),
        pytest.param(
            "date", {"month": 7, "day": 5, "offset": -1, "unit": "year"}, "past", "2015-07-05 day", id="last year"
        ),
        pytest.param(
            "date", {"day": 10, "weekday": 3}, "past", "2016-11-10 day", id="Thursday 10th: the month it fits"
        ),
        pytest.param("date", {"day": 26}, "past", "2016-11-26 day", id="on the 26th"),
        pytest.param("date", {"year": 2015, "month": 2, "day": 30}, "past", "none", id="no such day"),
        pytest.param("month", {"month": 3}, "past", "2016-03 month", id="in March: the latest"),
        pytest.param("month", {"month": 12}, "past", "2016-12 month", id="in December: this one"),
        pytest.param("month", {"month": 3}, "future", "2017-03 month", id="in March, to come"),
        pytest.param("month", {"month": 12, "offset": -1}, "past", "2015-12 month", id="last December is not this one"),
        pytest.param("month", {"month": 8, "part": "late"}, "past", "2016-08-21/2016-08-31 days", id="late August"),
        pytest.param("month", {"month": 8, "part": "early"}, "past", "2016-08-01/2016-08-10 days", id="early August"),
        pytest.param("month", {"month": 8, "part": "mid"}, "past", "2016-08-11/2016-08-20 days", id="mid-August"),
        pytest.param(
            "month", {"month": 2, "part": "late", "year": 2015}, "past", "2015-02-21/2015-02-28 days", id="February"
        ),
        pytest.param("year", {"year": 2012}, "past", "2012 year", id="in 2012"),
        pytest.param("year", {"year": 2022, "part": "early"}, "past", "2022-01/2022-04 range", id="early 2022"),
        pytest.param("decade", {"year": 1990}, "past", "199X decade", id="the 1990s"),
        pytest.param("season", {"year": 2013, "month": 22}, "past", "2013-22 season", id="the summer of 2013"),
        pytest.param("season", {"month": 22}, "past", "2016-22 season", id="in summer: the latest"),
    ],
)
def test_dates_months_and_years(kind: str, values: dict[str, object], tense: Tense, expected: str) -> None:
    assert days(phrase(kind, **values), tense=tense) == expected


def test_a_season_is_its_three_months() -> None:
    winter = resolve_time(phrase("season", year=2013, month=24), None, "past")
    assert winter
    assert (winter.start, winter.end) == ("2013-12-01", "2014-02-28")


@pytest.mark.parametrize(
    ("text", "month", "day", "anchor", "expected"),
    [
        ("12/7/2016", 12, 7, "2016-12-08", "2016-12-07"),
        ("12/7/2016", 12, 7, "2016-07-14", "2016-07-12"),  # the other reading lies by the passage's date
        ("12/7/2016", 12, 7, "2016-03-14", "2016-12-07"),  # neither does: as read
        ("12/7/2016", 12, 7, None, "2016-12-07"),
    ],
)
def test_dates_of_numbers_take_the_order_that_fits(
    text: str, month: int, day: int, anchor: str | None, expected: str
) -> None:
    assert days(phrase("date", text, year=2016, month=month, day=day), anchor) == f"{expected} day"


def ends(start: TimePhrase, end: TimePhrase) -> TimePhrase:
    return phrase("range", "from a to b", start=start, end=end)


@pytest.mark.parametrize(
    ("said", "tense", "expected"),
    [
        pytest.param(
            ends(phrase("date", "a", month=4, day=29), phrase("date", "b", month=5, day=10)),
            "past",
            "2016-04-29/2016-05-10 days",
            id="between April 29 and May 10",
        ),
        pytest.param(
            ends(phrase("weekday", "a", weekday=0), phrase("weekday", "b", weekday=4)),
            "past",
            "2016-11-28/2016-12-02 days",
            id="from Monday to Friday: both of one week",
        ),
        pytest.param(
            ends(phrase("weekday", "a", weekday=4), phrase("weekday", "b", weekday=6)),
            "future",
            "2016-12-09/2016-12-11 days",
            id="from Friday to Sunday, to come",
        ),
        pytest.param(
            ends(phrase("year", "a", year=2003), phrase("year", "b", year=2011)), "past", "2003/2011 range", id="years"
        ),
        pytest.param(
            ends(phrase("month", "a", month=11), phrase("month", "b", month=2)),
            "past",
            "2015-11/2016-02 range",
            id="from November to February: over the turn of a year",
        ),
        pytest.param(
            ends(phrase("relative", "a", offset=0, unit="month"), phrase("day", "b", offset=0)),
            "past",
            "2016-12-01/2016-12-08 range",
            id="earlier this month",
        ),
    ],
)
def test_ranges(said: TimePhrase, tense: Tense, expected: str) -> None:
    assert days(said, tense=tense) == expected


@pytest.mark.parametrize(
    ("kind", "values", "tense", "expected"),
    [
        pytest.param(
            "date", {"bound": "since", "month": 10, "day": 7}, "past", ("2016-10-07", "2016-12-08"), id="since"
        ),
        pytest.param("year", {"bound": "since", "year": 2012}, "past", ("2012-01-01", "2016-12-08"), id="since 2012"),
        pytest.param(
            "date", {"bound": "before", "month": 11, "day": 26}, "past", (None, "2016-11-26"), id="before a day"
        ),
        pytest.param("year", {"bound": "before", "year": 2012}, "past", (None, "2011-12-31"), id="before a year"),
        pytest.param(
            "weekday",
            {"bound": "until", "weekday": 5},
            "future",
            ("2016-12-08", "2016-12-10"),
            id="it will hold until Saturday",
        ),
        pytest.param(
            "weekday", {"bound": "until", "weekday": 1}, "past", (None, "2016-12-06"), id="it held until Tuesday"
        ),
        pytest.param("weekday", {"bound": "by", "weekday": 2}, "past", ("2016-12-07", "2016-12-07"), id="by Wednesday"),
        pytest.param(
            "date", {"bound": "after", "month": 11, "day": 26}, "past", ("2016-11-26", "2016-12-08"), id="after"
        ),
    ],
)
def test_bounds(kind: str, values: dict[str, object], tense: Tense, expected: tuple[str | None, str | None]) -> None:
    moment = resolve_time(phrase(kind, **values), THURSDAY, tense)
    assert moment
    assert (moment.start, moment.end) == expected


def test_since_is_open_where_the_day_of_writing_is_unknown() -> None:
    assert days(phrase("year", bound="since", year=2012), None) == "2012/.. range"


@pytest.mark.parametrize(
    ("kind", "values", "start", "edtf", "precision"),
    [
        pytest.param(
            "clock",
            {"hour": 18, "minute": 0, "zone": "GMT"},
            "2016-12-08T18:00:00Z",
            "2016-12-08T18:00:00Z",
            "instant",
            id="1800 GMT",
        ),
        pytest.param(
            "date",
            {"year": 2016, "month": 12, "day": 8, "hour": 1, "minute": 30, "zone": "+03:00"},
            "2016-12-08T01:30:00+03:00",
            "2016-12-07T22:30:00Z",
            "instant",
            id="the day stays the event's own; EDTF is in UTC",
        ),
        pytest.param(
            "clock",
            {"hour": 20, "zone": "local"},
            "2016-12-08T20:00:00",
            "2016-12-08T20:00:00",
            "hour",
            id="8 p.m. local time has no zone, and no minutes",
        ),
    ],
)
def test_clock_times(kind: str, values: dict[str, object], start: str, edtf: str, precision: str) -> None:
    moment = resolve_time(phrase(kind, **values), THURSDAY, "past")
    assert moment
    assert (moment.start, moment.edtf, moment.precision) == (start, edtf, precision)


@pytest.mark.parametrize(
    ("text", "kind", "leans"),
    [
        ("same day", "day", True),
        ("two weeks earlier", "relative", True),
        ("the next day", "day", True),
        ("previous Friday", "weekday", True),
        ("three days ago", "relative", False),
        ("Earlier on Saturday", "weekday", False),
        ("last week", "week", False),
    ],
)
def test_words_that_point_at_the_storys_own_date(text: str, kind: str, *, leans: bool) -> None:
    assert leans_on_story(phrase(kind, text)) is leans


_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_DATE = rf"(?:{_DAY}|\d{{4}}-(?:0[1-9]|1[0-2])|\d{{4}})"
_TIME = rf"{_DAY}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)?"
EDTF = re.compile(rf"{_TIME}|\d{{4}}-2[1-4]|\d{{3}}X|\d\dXX|{_DATE}|(?:{_DATE}|\.\.)/(?:{_DATE}|\.\.)")
"""The productions of ISO 8601-2:2019 that moments use: level 0, and of level 1 seasons, unspecified digits, open ends."""

_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "bound": st.sampled_from(["at", "before", "after", "since", "until", "by"]),
        "year": st.integers(1500, 2039),
        "month": st.integers(1, 12),
        "day": st.integers(1, 31),
        "weekday": st.integers(0, 6),
        "offset": st.integers(-40, 40),
        "unit": st.sampled_from(["minute", "hour", "day", "week", "month", "year"]),
        "amount": st.sampled_from([0.5, 1, 2, 24, 48, 100]),
        "part": st.sampled_from(["early", "mid", "late"]),
        "hour": st.integers(0, 23),
        "minute": st.integers(0, 59),
        "zone": st.sampled_from(["GMT", "UTC", "local", "+03:00", "-09:30"]),
    },
)
_KINDS = st.sampled_from(
    ["date", "month", "year", "weekday", "day", "weekend", "week", "relative", "clock", "duration", "recent"]
)
_TENSES: st.SearchStrategy[Tense] = st.sampled_from(["past", "present", "future"])
_ANCHORS = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2039, 12, 31)).map(date.isoformat))


@given(_KINDS, _VALUES, _ANCHORS, _TENSES)
def test_every_moment_is_valid_edtf_and_runs_forward(
    kind: str, values: dict[str, object], anchor: str | None, tense: Tense
) -> None:
    moment = resolve_time(phrase(kind, **values), anchor, tense)
    if moment is None:
        return
    assert EDTF.fullmatch(moment.edtf)
    assert moment.start or moment.end
    if moment.start and moment.end:
        assert moment.start <= moment.end


@given(st.integers(0, 6), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_a_weekday_in_the_past_lies_in_the_week_up_to_the_anchor(weekday: int, anchor: date) -> None:
    moment = resolve_time(phrase("weekday", weekday=weekday), anchor.isoformat(), "past")
    assert moment
    assert moment.start
    day = date.fromisoformat(moment.start)
    assert day.weekday() == weekday
    assert 0 <= (anchor - day).days < 7
