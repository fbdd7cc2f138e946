"""The patterns of expressions of time, built from the words of a language.

Every pattern is written in the syntax that re2 and Python's `re` share (no look-around). re2 finds where the
expressions stand, in one pass; `re` then reads the parts of each one. Inner group names are the fields that
`time_readings` understands.
"""

import re
from collections.abc import Iterable
from typing import Literal

from sayso.lexicon.load import WordList

Unit = Literal["minute", "hour", "day", "week", "month", "year"]
DayPart = Literal["dawn", "morning", "noon", "afternoon", "evening", "night"]
Part = Literal["early", "mid", "late"]
Bound = Literal["at", "before", "after", "since", "until", "by"]


class TimeWords(WordList, frozen=True):
    """Words of time; all lower case. What each field holds is said in the list itself."""

    months: dict[str, int]
    month_abbreviations: dict[str, int]
    month_or_word: frozenset[str]
    month_or_name: frozenset[str]
    after_modal: frozenset[str]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    before_weekday_name: frozenset[str]
    after_weekday_name: frozenset[str]
    recurring: frozenset[str]
    birth: frozenset[str]
    seasons: dict[str, int]
    season_or_word: frozenset[str]
    numbers: dict[str, int]
    indefinite_numbers: tuple[str, ...]
    ordinals: dict[str, int]
    units: dict[str, tuple[Unit, int]]
    decades: dict[str, int]
    centuries: dict[str, int]
    rest_of_year: dict[str, int]
    days: dict[str, int]
    overnight: tuple[str, ...]
    day_parts: dict[str, DayPart]
    parts: dict[str, Part]
    until_now: tuple[str, ...]
    from_now: tuple[str, ...]
    which: dict[str, int]
    which_unit: dict[str, int]
    ago: dict[str, int]
    recent: tuple[str, ...]
    recent_words: tuple[str, ...]
    just_now: tuple[str, ...]
    bounds: dict[str, Bound]
    plain: tuple[str, ...]
    zones: dict[str, str]
    named: dict[str, str]
    counted: frozenset[str]
    bodies: frozenset[str]
    grammar: frozenset[str]
    before_last_verb: frozenset[str]


SPACE = "[\\s\u00a0\u202f]"
DASH = "[-‐‑–—]"
APOSTROPHE = "['’‘]"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
RECENT_YEAR = r"(?:19\d\d|20[0-3]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_FIELD = re.compile(r"\(\?P<\w+>")


def any_of(words: Iterable[str]) -> str:
    """Return a group that matches any of `words`, the longest first; a space in a word is any white space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", f"{SPACE}+").replace("'", APOSTROPHE) for w in ordered) + ")"


def without_fields(pattern: str) -> str:
    """Return `pattern` with its named groups turned into plain ones."""
    return _FIELD.sub("(?:", pattern)


class Pieces:
    """The small patterns from which the others are put together."""

    def __init__(self, words: TimeWords) -> None:
        gap = f"{SPACE}+"
        self.month = rf"(?:{any_of(words.months)}\b|{any_of(words.month_abbreviations)}\b\.?)"
        self.weekday = rf"(?:{any_of(words.weekdays)}\b|{any_of(words.weekday_abbreviations)}\b\.?)"
        self.ordinal = any_of(words.ordinals)
        self.day = rf"(?:{DAY}(?:{SPACE}?(?:st|nd|rd|th))?\b|{self.ordinal}\b)"
        self.season = any_of(words.seasons)
        self.number = rf"(?:\d{{1,3}}|{any_of(words.numbers)})"
        self.some = any_of(words.indefinite_numbers)
        self.unit = any_of(words.units)
        self.which = any_of(words.which)
        self.which_unit = any_of([*words.which, *words.which_unit])
        self.day_part = any_of(words.day_parts)
        self.part = any_of(words.parts)
        self.zone = rf"(?:{any_of(words.zones)}\b(?:{gap}time\b)?)"
        self.to = rf"(?:{SPACE}*{DASH}{SPACE}*|{gap}(?:to|until|till|through){gap})"
        self.both = rf"{gap}(?P<both>and|&){gap}"
        self.comma_year = rf"(?:(?:{SPACE}*,{SPACE}*|{gap}(?:of{gap})?)(?P<year>{YEAR})\b|{gap}?['’](?P<short>\d\d)\b)"


def lead(words: TimeWords) -> str:
    """Return the pattern of what may stand before any expression: preposition, "late", "the morning of"; 3 groups."""
    gap = f"{SPACE}+"
    context = any_of([*words.bounds, *words.plain])
    part = any_of([*words.parts, *words.until_now, *words.from_now])
    return (
        rf"(?:({context}){gap})?(?:the{gap})?(?:(?:({any_of(words.day_parts)}){gap}(?:(?:of|on|in){gap})?"
        rf"|({part})(?:{gap}(?:of|on|in))?(?:{gap}|{DASH}))(?:the{gap})?)?"
    )


def leaves(words: TimeWords) -> dict[str, str]:
    """Return the pattern of each kind of expression by its name, in the order in which they are to be tried."""
    return _dates(words) | _pointers(words) | _counts(words) | _years(words) | _single(words)


def _dates(words: TimeWords) -> dict[str, str]:
    """Return the patterns of calendar dates and clock times."""
    p, gap = Pieces(words), f"{SPACE}+"
    before = rf"(?:(?P<weekday>{p.weekday}){SPACE}*,?{SPACE}*(?:the{gap})?)?"
    clock = r"(?P<hour>[01]?\d|2[0-3])"
    half, half2 = (rf"(?P<{name}>[ap])(?:m\b|\.{SPACE}?m\b\.?)" for name in ("half", "half2"))
    zone = [rf"(?:{SPACE}*(?P<zone{n}>{p.zone}))" for n in (1, 2, 3, 4)]
    return {
        "named": any_of(words.named) + r"\b",
        "iso": rf"(?P<year>{YEAR})[-/](?P<month>0[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12]\d|3[01])"
        r"(?:[t ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?P<zone>z\b|[+-]\d\d:?\d\d\b)?|\b)",
        "numeric": r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P<mark2>[./-])(?P<year>\d{4}|\d\d)\b",
        "month_days": rf"{before}(?P<month>{p.month}){SPACE}*(?P<day>{p.day})"
        rf"(?:{p.to}|{p.both})(?P<day2>{p.day}){p.comma_year}?",
        "days_month": rf"(?P<day>{p.day})(?:{p.to}|{p.both})(?P<day2>{p.day}){gap}(?:of{gap})?(?P<month>{p.month}){p.comma_year}?",
        "month_day": rf"{before}(?P<month>{p.month}){SPACE}*(?:the{gap})?(?P<day>{p.day}){p.comma_year}?"
        rf"(?:{gap}(?:of{gap})?(?P<which>last|this|next){gap}year\b)?",
        "day_month": rf"{before}(?P<day>{p.day})(?:{gap}of|{SPACE}?{DASH})?{SPACE}*(?P<month>{p.month})"
        rf"(?:{p.comma_year}|(?:{gap}|{DASH})(?P<bare>\d{{4}}|\d\d)\b)?"
        rf"(?:{gap}(?:of{gap})?(?P<which>last|this|next){gap}year\b)?",
        "clock": rf"(?:{clock}(?P<mark>[:.h])(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:{SPACE}*{half}|\b){zone[0]}?"
        rf"|(?P<four>[012]?\d[0-5]\d){SPACE}*(?:(?P<hours>hours|hrs){zone[1]}?|{zone[2]})"
        rf"|(?P<only>1[0-2]|[1-9]){SPACE}*{half2}{zone[3]}?"
        rf"|(?P<sharp>1[0-2]|[1-9]){SPACE}o{APOSTROPHE}clock\b)",
    }


def _pointers(words: TimeWords) -> dict[str, str]:
    """Return the patterns of what is said from the day of writing: "yesterday", "last week", "three days ago"."""
    p, gap = Pieces(words), f"{SPACE}+"
    suffix = rf"(?:{gap}(?P<day_part>{p.day_part})\b)?"
    which_week = rf"(?:{gap}(?:of{gap})?(?P<week>last|this|next){gap}week\b)?"
    ago = any_of(words.ago)
    edges = any_of(w for w in [*words.parts, *words.until_now, *words.from_now] if w.endswith((" of", " in")))
    return {
        "just_now": any_of(words.just_now) + r"\b",
        "ago": rf"(?:(?:about|some|nearly|almost|around|over|just|more{gap}than|less{gap}than){gap})?"
        rf"(?P<number>{p.number}|{p.some}|an?)(?:{gap}|-)(?:full{gap})?(?P<unit>{p.unit}){gap}(?:or{gap}so{gap})?(?P<ago>{ago})\b",
        "weekday_day": rf"(?P<weekday>{p.weekday}){SPACE}*,?{SPACE}*(?:the{gap})?"
        rf"(?:(?P<day>{DAY}(?:st|nd|rd|th))\b|(?P<label>{DAY}){SPACE}*:\B)",
        "weekday": rf"(?:(?P<which>{p.which}){gap})?(?P<weekday>{p.weekday})"
        rf"{suffix}{which_week}",
        "day_word": rf"(?P<word>{any_of(words.days)})\b{suffix}",
        "part_of_day": rf"(?P<which>{p.which_unit}){gap}(?P<day_part>{p.day_part})\b",
        "overnight": any_of(words.overnight) + r"\b",
        "weekend": rf"(?:(?P<which>{p.which}){gap})?weekend\b",
        "vague_stretch": rf"(?:(?P<which>{p.which}){gap})(?:{p.some}){gap}(?:{p.unit})\b"
        rf"|{any_of(words.recent_words)}{gap}(?:minutes|hours|days|weeks|months|years|decades)\b",
        "stretch": rf"(?P<which>{p.which}){gap}(?P<number>{p.number})(?:{gap}|-)(?P<unit>{p.unit})\b"
        rf"|(?P<number2>{p.number}){gap}(?P<which2>past|coming){gap}(?P<unit2>{p.unit})\b",
        "month_of": rf"(?P<month>{p.month}){gap}(?:of{gap})?(?P<year_which>last|this|next){gap}year\b",
        "pointed": rf"(?P<which>{p.which_unit}){gap}(?P<unit>day|week|fortnight|month|year)\b",
        "edge": rf"(?P<edge>{edges}){gap}(?:the|this|(?P<which>last|next)){gap}(?P<unit>week|month|year)\b",
        "unit_end": rf"(?P<unit>month|year)(?:{APOSTROPHE}s)?(?:{gap}|-)end\b",
        "day_beside": rf"(?P<unit>day|night|week|month|year|morning){gap}(?P<beside>before|after)\b",
        "this_of_month": rf"(?P<day>{DAY}(?:st|nd|rd|th)){gap}of{gap}(?P<which>last|this|next){gap}month\b",
    }


def _counts(words: TimeWords) -> dict[str, str]:
    """Return the patterns of how long something lasted, and of what is said to be recent."""
    p, gap = Pieces(words), f"{SPACE}+"
    return {
        "recent": any_of(words.recent) + r"\b",
        "duration": rf"(?P<number>{p.number}|half{gap}an)(?:{gap}|{DASH})(?P<unit>{p.unit})(?P<old>{DASH}?{SPACE}?old)?\b"
        rf"|(?P<indefinite>an?|{p.some}){gap}(?P<unit2>{p.unit})\b"
        r"|(?P<unit3>hours|days|weeks|months|years|decades)\b",
    }


def _years(words: TimeWords) -> dict[str, str]:
    """Return the patterns of months, seasons, quarters, years, decades and centuries."""
    p, gap = Pieces(words), f"{SPACE}+"
    of_year = rf"(?:{gap}(?:of{gap}|in{gap})?(?:(?P<year>{YEAR})\b|(?:the{gap})?(?P<year_which>last|this|next|same){gap}year\b))"
    return {
        "month_year": rf"(?P<month>{p.month})(?:{SPACE}*,{SPACE}*|{gap}(?:of{gap}|in{gap})?|{DASH})(?P<year>{YEAR})\b",
        "month": rf"(?:(?P<which>{p.which}){gap})?(?P<month>{p.month})",
        "season": rf"(?:(?P<which>{p.which}){gap})?(?P<season>{p.season})\b{of_year}?",
        "quarter": rf"(?:(?:(?P<year0>{YEAR})|(?P<year_which0>last|this|next){gap}year){APOSTROPHE}?s?{gap})?(?P<ordinal>first|second|third|fourth|final)(?:{gap}|{DASH})(?:fiscal{gap})?"
        rf"quarter\b{of_year}?",
        "half": rf"(?P<half>first|second|last){gap}half{gap}of{gap}(?:(?P<year>{YEAR})\b|(?:the{gap}|(?P<year_which>last|this|next){gap})?year\b)",
        "decade": rf"(?P<decade>(?:1[5-9]|20)\d0){APOSTROPHE}?s\b|{APOSTROPHE}?(?P<tens>[2-9]0){APOSTROPHE}?s\b"
        rf"|(?P<word>{any_of(words.decades)})\b",
        "century": rf"(?P<century>\d\d?)(?:st|nd|rd|th)(?:{gap}|{DASH})century\b|(?P<century_word>{p.ordinal})(?:{gap}|{DASH})century\b",
        "years": rf"(?P<year>{YEAR}){SPACE}?[-–—/]{SPACE}?(?P<year2>{YEAR}|\d\d)\b",
    }


def _single(words: TimeWords) -> dict[str, str]:
    """Return the patterns of single numbers, tried last."""
    return {
        "spelled": rf"(?:the{SPACE}+year{SPACE}+(?P<round>two{SPACE}+thousand)\b"
        rf"|(?P<century>{any_of(words.centuries)}){SPACE}+(?P<rest>{any_of(words.rest_of_year)})"
        rf"(?:[{SPACE[1:-1]}-](?P<unit>{any_of(words.rest_of_year)}))?)\b",
        "hours": r"(?P<four>0\d[0-5]\d|1[0-4][0-5]\d|2[1-3][0-5]\d)\b",
        "year": rf"(?:fiscal{SPACE}+)?(?P<year>{RECENT_YEAR}|1[5-9]\d\d)\b",
        "day_alone": rf"(?P<day>{DAY}(?:st|nd|rd|th))\b",
    }
