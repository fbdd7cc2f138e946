"""Expressions of time: found in prose of every kind, left alone where they only look like one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.time_words import TimeWords
from sayso.extract.times import TimeFinder
from sayso.lexicon.load import load
from sayso.values.time_phrase import TimePhrase

FINDER = TimeFinder("en")
WORDS = load("en", "times", TimeWords)
_FIELDS = ("year", "month", "day", "weekday", "offset", "unit", "amount", "part", "day_part", "hour", "minute", "zone")


def note(phrase: TimePhrase) -> str:
    """Write a phrase in small: `Nov. 26 = date month:11 day:26`; a range as `range (…) (…)`, its bound in front."""
    return f"{phrase.text} = {_inner(phrase)}"


def _inner(phrase: TimePhrase) -> str:
    bound = "" if phrase.bound == "at" else f"{phrase.bound} "
    values = [f"{name}:{getattr(phrase, name)}" for name in _FIELDS if getattr(phrase, name) is not None]
    ends = [f"({_inner(end)})" for end in (phrase.start, phrase.end) if end]
    return bound + " ".join([phrase.kind, *values, *ends])


def found(text: str) -> list[str]:
    return [note(phrase) for phrase in FINDER.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on November 26.", ["November 26 = date month:11 day:26"]),
        ("It fell on Nov. 26, 2016.", ["Nov. 26, 2016 = date year:2016 month:11 day:26"]),
        ("It fell on 26 November, he said.", ["26 November = date month:11 day:26"]),
        ("It fell on 7 Dec 2016.", ["7 Dec 2016 = date year:2016 month:12 day:7"]),
        ("Log of 2016-12-07 follows.", ["2016-12-07 = date year:2016 month:12 day:7"]),
        ("Log of 08.12.2016 follows.", ["08.12.2016 = date year:2016 month:12 day:8"]),
        ("Log of 12/7/2016 follows.", ["12/7/2016 = date year:2016 month:12 day:7"]),
        (
            "Logs of 25/7/2016 and 12/7/2016.",
            ["25/7/2016 = date year:2016 month:7 day:25", "12/7/2016 = date year:2016 month:7 day:12"],
        ),
        ("PORT ALDER, 29 MAY 89 (NORTHPRESS)", ["29 MAY 89 = date year:1989 month:5 day:29"]),
        ("On the 15th of August it rained.", ["15th of August = date month:8 day:15"]),
        ("June 30 , 2011 -LRB- Northpress -RRB-", ["June 30 , 2011 = date year:2011 month:6 day:30"]),
        ("Wednesday, December 7, was calm.", ["Wednesday, December 7 = date month:12 day:7 weekday:2"]),
        ("On January the 5th it began.", ["January the 5th = date month:1 day:5"]),
        ("On July 5 last year it began.", ["July 5 last year = date month:7 day:5 offset:-1 unit:year"]),
        ("It began on Monday 26th.", ["Monday 26th = date day:26 weekday:0"]),
        ("Mon 26: It began.", ["Mon 26 = date day:26 weekday:0"]),
        ("It began on the 26th.", ["26th = date day:26"]),
        ("On the 26th of last month it began.", ["26th of last month = date day:26 offset:-1 unit:month"]),
        ("On the morning of 5 July it began.", ["morning of 5 July = date month:7 day:5 day_part:morning"]),
        ("After the 9/11 attacks.", ["9/11 = date year:2001 month:9 day:11"]),
        ("On 29-MAY-89 it began.", ["29-MAY-89 = date year:1989 month:5 day:29"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell in March.", ["March = month month:3"]),
        ("It fell in late August.", ["late August = month month:8 part:late"]),
        ("It fell in mid-May.", ["mid-May = month month:5 part:mid"]),
        ("At the end of March it fell.", ["end of March = month month:3 part:late"]),
        ("It fell early this month.", ["early this month = relative offset:0 unit:month part:early"]),
        ("It fell in March 2011.", ["March 2011 = month year:2011 month:3"]),
        ("It fell last July.", ["last July = month month:7 offset:-1"]),
        ("It fell in July last year.", ["July last year = month month:7 offset:-1 unit:year"]),
        ("May: four raids. Oct: none.", ["May = month month:5", "Oct = month month:10"]),
        ("It held in 2012.", ["2012 = year year:2012"]),
        ("It held until early 2022.", ["until early 2022 = until year year:2022 part:early"]),
        ("Guards at the 2016 parade.", ["2016 = year year:2016"]),
        ("After a failed 2016 coup.", ["2016 = year year:2016"]),
        ("Accord (2015).", ["2015 = year year:2015"]),
        ("In nineteen ninety-six it held.", ["nineteen ninety-six = year year:1996"]),
        ("January nineteen ninety-seven.", ["January nineteen ninety-seven = month year:1997 month:1"]),
        ("War in the 1990s.", ["1990s = decade year:1990"]),
        ("War in the early nineties.", ["early nineties = decade year:1990 part:early"]),
        ("War in the summer of 2013.", ["summer of 2013 = season year:2013 month:22"]),
        ("War this spring.", ["this spring = season month:21 offset:0"]),
        ("War in the 20th century.", ["20th century = range (year year:1901) (year year:2000)"]),
        (
            "War in the first quarter of 2016.",
            ["first quarter of 2016 = range (month year:2016 month:1) (month year:2016 month:3)"],
        ),
    ],
)
def test_months_seasons_and_years(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left on Wednesday.", ["Wednesday = weekday weekday:2"]),
        ("He left on Thursday morning.", ["Thursday morning = weekday weekday:3 day_part:morning"]),
        ("He left last Friday.", ["last Friday = weekday weekday:4 offset:-1"]),
        ("He leaves next Monday.", ["next Monday = weekday weekday:0 offset:1"]),
        ("He left late on Thursday.", ["late on Thursday = weekday weekday:3 part:late"]),
        ("In the early hours of Saturday.", ["early hours of Saturday = weekday weekday:5 day_part:dawn"]),
        ("He left on Friday last week.", ["Friday last week = weekday weekday:4 offset:-1 unit:week"]),
        ("Shelled overnight on Thursday.", ["overnight on Thursday = weekday weekday:3 day_part:night"]),
        ("HE LEFT ON WED. AFTER DARK.", ["WED. = weekday weekday:2"]),
        ("He said that Monday's raid failed.", ["Monday = weekday weekday:0"]),
        ("He left today.", ["today = day offset:0 unit:day"]),
        ("He left at dawn today.", ["dawn today = day offset:0 unit:day day_part:dawn"]),
        ("He left yesterday evening.", ["yesterday evening = day offset:-1 unit:day day_part:evening"]),
        ("He left last night.", ["last night = day offset:-1 unit:day day_part:night"]),
        ("He left this morning.", ["this morning = day offset:0 unit:day day_part:morning"]),
        ("Shelled overnight.", ["overnight = day offset:-1 unit:day amount:1 day_part:night"]),
        ("A short while ago a tower fell.", ["A short while ago = day offset:0 unit:day"]),
        ("The same day, more fell.", ["same day = day offset:0 unit:day"]),
        ("He left last weekend.", ["last weekend = weekend offset:-1"]),
        ("He left over the weekend.", ["weekend = weekend"]),
        ("He left last week.", ["last week = week offset:-1 unit:week"]),
        ("He left last month.", ["last month = relative offset:-1 unit:month"]),
        ("He left three days ago.", ["three days ago = relative offset:-3 unit:day"]),
        ("He left two weeks earlier.", ["two weeks earlier = relative offset:-2 unit:week"]),
        ("Five in the past 24 hours.", ["past 24 hours = relative offset:-1 unit:hour amount:24"]),
        ("Five over the last two days.", ["last two days = relative offset:-1 unit:day amount:2"]),
        ("Five in the last week.", ["last week = relative offset:-1 unit:week amount:1"]),
        ("The fourth within 48 hours.", ["within 48 hours = relative offset:0 unit:hour amount:48"]),
        (
            "Ten so far this year.",
            ["so far this year = range (relative offset:0 unit:year) (day offset:0 unit:day)"],
        ),
        ("By the end of the month.", ["By the end of the month = by relative offset:0 unit:month part:late"]),
    ],
)
def test_what_is_said_from_the_day_of_writing(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UPDATE 1800 GMT: calm", ["1800 GMT = clock hour:18 minute:0 zone:GMT"]),
        ("10.42am: calm", ["10.42am = clock hour:10 minute:42"]),
        ("Calm at 8 p.m. local time.", ["8 p.m. local time = clock hour:20 zone:local"]),
        ("Calm at 15:45.", ["15:45 = clock hour:15 minute:45"]),
        ("CALM AT 0730 NEAR THE DAM.", ["0730 = clock hour:7 minute:30"]),
        ("Calm at 12 a.m. again.", ["12 a.m. = clock hour:0"]),
        (
            "Calm on Thursday at 10.42am.",
            ["Thursday at 10.42am = weekday weekday:3 hour:10 minute:42"],
        ),
        (
            "Calm at 0330 GMT on 7 September.",
            ["0330 GMT on 7 September = date month:9 day:7 hour:3 minute:30 zone:GMT"],
        ),
        (
            "at 2022-08-05T20:30:00+03:00",
            ["2022-08-05T20:30:00+03:00 = date year:2022 month:8 day:5 hour:20 minute:30 zone:+03:00"],
        ),
    ],
)
def test_clock_times_alone_and_with_their_day(text: str, expected: list[str]) -> None:
    assert [note(phrase) for phrase in FINDER.find(text, 0, len(text), stamps=True)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UPDATE 1800 GMT: Guns fell silent.", []),
        ("[18:05] Guns fell silent.", []),
        ("10.42am Guns fell silent on Monday.", ["Monday = weekday weekday:0"]),
        ("Thursday 10:42 am – guns fell silent.", []),
        # the hour of a happening
        ("At 1800 GMT guns fell silent.", ["1800 GMT = clock hour:18 minute:0 zone:GMT"]),
        ("1800 GMT was the hour of silence.", ["1800 GMT = clock hour:18 minute:0 zone:GMT"]),
    ],
)
def test_the_stamp_of_a_block_does_not_date_what_it_tells(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell before dawn on Tuesday.", ["before dawn on Tuesday = weekday weekday:1 day_part:dawn"]),
        ("It fell before noon on May 3.", ["before noon on May 3 = date month:5 day:3 day_part:noon"]),
        ("It fell after midnight on Friday.", ["after midnight on Friday = weekday weekday:4 day_part:night"]),
        ("It fell shortly after 9 p.m. on Monday.", ["after 9 p.m. on Monday = weekday weekday:0"]),
        # what has gone on since a happening
        ("Since it fell on May 3, two have gone.", ["May 3 = since date month:5 day:3"]),
        ("Since it fell on May 3, it was closed.", ["May 3 = date month:5 day:3"]),
        # a deadline is no hour of the day
        ("He must go before Tuesday morning.", ["before Tuesday morning = before weekday weekday:1 day_part:morning"]),
    ],
)
def test_before_an_hour_of_a_day_lies_on_that_day(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ten between April 29 and May 10.",
            ["between April 29 and May 10 = range (date month:4 day:29) (date month:5 day:10)"],
        ),
        ("Ten on Oct. 17-24.", ["Oct. 17-24 = range (date month:10 day:17) (date month:10 day:24)"]),
        (
            "From 3 to 5 June 2015.",
            ["3 to 5 June 2015 = range (date year:2015 month:6 day:3) (date year:2015 month:6 day:5)"],
        ),
        ("Ten from Monday to Friday.", ["from Monday to Friday = range (weekday weekday:0) (weekday weekday:4)"]),
        ("Ten on Monday and Tuesday.", ["Monday and Tuesday = range (weekday weekday:0) (weekday weekday:1)"]),
        ("On Monday and Friday.", ["Monday = weekday weekday:0", "Friday = weekday weekday:4"]),
        ("War from 2003 to 2011.", ["from 2003 to 2011 = range (year year:2003) (year year:2011)"]),
        ("War of 2011-13.", ["2011-13 = range (year year:2011) (year year:2013)"]),
        (
            "War from November to March 2012.",
            ["from November to March 2012 = range (month year:2011 month:11) (month year:2012 month:3)"],
        ),
        ("Forty since October 7.", ["since October 7 = since date month:10 day:7"]),
        ("Talks resume by Wednesday.", ["by Wednesday = by weekday weekday:2"]),
        ("Land held before November 26.", ["before November 26 = before date month:11 day:26"]),
        ("It holds until Dec 10.", ["until Dec 10 = until date month:12 day:10"]),
        ("Shot after Wednesday's raid.", ["Wednesday = weekday weekday:2"]),
        ("Shot before Friday prayers.", ["Friday = weekday weekday:4"]),
        (
            "Five hours of talks for three days.",
            ["Five hours = duration unit:hour amount:5.0", "three days = duration unit:day amount:3.0"],
        ),
        ("A five-day truce.", ["five-day = duration unit:day amount:5.0"]),
        ("It will last three days.", ["three days = duration unit:day amount:3.0"]),
        ("It was hit recently.", ["recently = recent"]),
        ("It was hit in recent weeks.", ["recent weeks = recent"]),
    ],
)
def test_ranges_bounds_and_durations(text: str, expected: list[str]) -> None:
    assert [line.replace(".0", "") for line in found(text)] == [line.replace(".0", "") for line in expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They may have died.", id="a verb, no month"),
        pytest.param("FORCES MAY MARCH ON THE TOWN.", id="verbs in capitals"),
        pytest.param("The forces march 20 km a day.", id="a verb with a distance"),
        pytest.param("The Alder Sun-Times and the Sun said so.", id="a paper"),
        pytest.param("The Sunday Telegraph said so.", id="a paper named after a day"),
        pytest.param("Harbour Today said so.", id="an outlet that ends in Today"),
        pytest.param("Looted on Black Friday sales.", id="a day that is a name"),
        pytest.param("A second colonel fell in the fall of the town.", id="ordinary words"),
        pytest.param("Some 1,200 people and more than 2000 fighters left.", id="counts"),
        pytest.param("A convoy of 2000 fighters left.", id="a count after a preposition"),
        pytest.param("A 2000-strong force under Resolution 2118.", id="numbers that are no years"),
        pytest.param("A woman in her 80s and a 39-year-old man.", id="ages"),
        pytest.param("Now and currently they hold it.", id="now says no day"),
        pytest.param("They meet each Friday and every summer.", id="what comes again has no date"),
        pytest.param("Minister Robin May and April Stone spoke.", id="names of people"),
        pytest.param("The March 14 alliance spoke.", id="a body named after a date"),
        pytest.param("A woman born in 1961 was hurt.", id="a birth dates nothing"),
        pytest.param("They hit it at 2000 metres.", id="a height, no clock time"),
        pytest.param("Paid $2014 for 2.2015 tons.", id="money and decimals"),
        pytest.param("The Arab Spring and a spring offensive.", id="a season that is a name"),
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May 20 people were killed.", ["May = month month:5"]),
        ("On Monday 26 people were killed.", ["Monday = weekday weekday:0"]),
        ("In May 2,000 people fled.", ["May = month month:5"]),
        ("On May 5 12 people were killed.", ["May 5 = date month:5 day:5"]),
        ("On Dec. 3 and 4 people died.", ["Dec. 3 = date month:12 day:3"]),
    ],
)
def test_a_count_after_a_date_is_no_part_of_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_spans_are_offsets_into_the_whole_text_for_ranges_and_their_ends() -> None:
    text = "Heading\n\nIt lasted from May 3 to June 4."
    (phrase,) = FINDER.find(text, 9, len(text))
    assert phrase.start
    assert phrase.end
    assert [text[slice(*p.span)] for p in (phrase, phrase.start, phrase.end)] == [
        "from May 3 to June 4",
        "May 3",
        "June 4",
    ]


_LISTED = [
    *[(f"in {word.capitalize()}", "month") for word in [*WORDS.months, *WORDS.month_abbreviations]],
    *[(f"on {word.capitalize()}", "weekday") for word in [*WORDS.weekdays, *WORDS.weekday_abbreviations]],
    *[(f"{word} of 2014", "season") for word in WORDS.seasons],
    *[(f"{word} days ago", "relative") for word in WORDS.numbers],
    *[(f"{word} days ago", "recent") for word in WORDS.indefinite_numbers],
    *[(f"{word} of May 2015", "date") for word in WORDS.ordinals],
    *[(f"five {word}", "duration") for word in WORDS.units],
    *[(f"the {word}", "decade") for word in WORDS.decades],
    *[(word, "day") for word in [*WORDS.days, *WORDS.overnight, *WORDS.just_now]],
    *[(f"Monday {word}", "weekday") for word in WORDS.day_parts if word != "tonight"],
    *[(f"{word} March", "month") for word in WORDS.parts],
    *[(f"{word} this year", "range") for word in [*WORDS.until_now, *WORDS.from_now]],
    *[(f"{word} Monday", "weekday") for word in WORDS.which],
    *[(f"{word} day", "day") for word in WORDS.which_unit],
    *[(f"two days {word}", "relative") for word in WORDS.ago],
    *[(word, "recent") for word in WORDS.recent],
    *[(f"{word} weeks", "recent") for word in WORDS.recent_words],
    *[(f"{word} 2014", "year") for word in WORDS.bounds],
    *[(f"10.30pm {word}", "clock") for word in WORDS.zones],
    *[(word, "date") for word in WORDS.named],
    *[(f"nineteen {word}", "year") for word, number in WORDS.rest_of_year.items() if number >= 10],
    *[(f"in {word} ten", "year") for word in WORDS.centuries],
]


@pytest.mark.parametrize(("text", "kind"), sorted(_LISTED), ids=[text for text, _ in sorted(_LISTED)])
def test_every_listed_word_is_found_through_the_finder(text: str, kind: str) -> None:
    phrases = FINDER.find(text, 0, len(text))
    assert [phrase.kind for phrase in phrases] == [kind]
    assert phrases[0].span[1] == len(text)


_GUARDED = [
    *[f"of 2000 {word}" for word in WORDS.counted],
    *[f"the March 14 {word}" for word in WORDS.bodies],
    *[f"A {word} Friday sale" for word in WORDS.before_weekday_name],
    *[f"A Sunday {word.capitalize()} report" for word in WORDS.after_weekday_name],
    *[f"THE 19TH MAY {word.upper()}" for word in WORDS.after_modal],
    *[f"They meet {word} Friday" for word in WORDS.recurring],
    *[f"The word {word} alone" for word in [*WORDS.month_or_word, *WORDS.season_or_word]],
    *[f"Met {word.capitalize()} Stone" for word in WORDS.month_or_name],
    *[f"It {word} last many years" for word in WORDS.before_last_verb],
]


@pytest.mark.parametrize("text", sorted(_GUARDED))
def test_every_guarding_word_guards(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("word", sorted(WORDS.grammar))
def test_every_grammar_word_leaves_before_its_meaning(word: str) -> None:
    text = f"Held before Monday {word} again"
    assert [phrase.bound for phrase in FINDER.find(text, 0, len(text))] == ["before"]


_FORMS = ("%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%d %b %Y", "%A, %d %B %Y", "%d.%m.%Y", "%b. %d, %Y", "%B %d %Y")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2039, 12, 31)), st.sampled_from(_FORMS))
def test_a_full_date_is_read_back_from_every_form(day: dt.date, form: str) -> None:
    text = f"It began on {day.strftime(form)}, they said."
    (phrase,) = FINDER.find(text, 0, len(text))
    assert (phrase.kind, phrase.year, phrase.month, phrase.day) == ("date", day.year, day.month, day.day)


_PIECES = st.sampled_from(
    ["May", "march", "on", "since", "the", "Friday", "12", "2014", "to", "and", "last", "week", "of", "3rd", "days",
     "ago", ",", ".", "-", "–", "’s", "\n", "GMT", "1800", "é", "٣", "early", "hours", "between", "\u00a0", "İ"]
)  # fmt: skip


@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " "])), max_size=14), st.integers(0, 5))
def test_phrases_lie_in_the_text_in_order_without_overlap(pieces: list[tuple[str, str]], skip: int) -> None:
    text = "".join(word + space for word, space in pieces)
    phrases = FINDER.find(text, min(skip, len(text)), len(text))
    ends = [0, *[phrase.span[1] for phrase in phrases]]
    for phrase, end_before in zip(phrases, ends, strict=False):
        assert end_before <= phrase.span[0] < phrase.span[1] <= len(text)
        assert phrase.text == text[slice(*phrase.span)]
