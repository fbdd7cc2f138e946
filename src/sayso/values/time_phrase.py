"""A time phrase: what the words say about when, before it is set against a date."""

from typing import Literal

import msgspec

from sayso.spans import Span


class TimePhrase(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of time as read from the words, not yet anchored.

    The grammar in `extract/times` makes it, `resolve/when` sets it against the passage's date.
    """

    text: str
    span: Span
    kind: Literal[
        "date",  # a calendar date, with or without its year: "November 26", "7 Dec 2016", "2016-12-07"
        "month",  # "March", "late August", "March 2011"
        "year",  # "2012", "early 2022"
        "decade",  # "the 1990s"
        "season",  # "this summer", "the spring of 2014"
        "weekday",  # "Wednesday", "last Friday", "Thursday morning"
        "day",  # "today", "yesterday", "overnight", "tonight", "this morning", offset in days
        "weekend",  # "last weekend", "over the weekend"
        "week",  # "last week", "this week"
        "relative",  # "three days ago", "in the past 24 hours", "over the last two days", "last year", "last month"
        "clock",  # "1800 GMT", "10.42am"
        "duration",  # "for three days", "five-day", "4 hours": dates nothing by itself
        "range",  # "between April 29 and May 10", "Oct. 17-24", "from Monday to Friday"
        "recent",  # "recently": says when, but not which days
    ]
    bound: Literal["at", "before", "after", "since", "until", "by"] = "at"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    offset: int | None = None
    """How many units away: -1 is "last" or "yesterday", 0 is "this" or "today", +1 is "next" or "tomorrow"."""
    unit: Literal["minute", "hour", "day", "week", "month", "year"] | None = None
    amount: float | None = None
    """For durations and spans of time: how many units."""
    part: Literal["early", "mid", "late"] | None = None
    day_part: Literal["dawn", "morning", "noon", "afternoon", "evening", "night"] | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    """As said: "GMT", "local", "+03:00"."""
    start: "TimePhrase | None" = None
    end: "TimePhrase | None" = None
    """For a range: its two ends."""
