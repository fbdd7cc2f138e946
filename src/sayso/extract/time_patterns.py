"""The patterns of expressions of time, built from the words of a language.

Every pattern is written in the syntax that re2 and Python's `re` share (no look-around). re2 finds where the
expressions stand, in one pass; `re` then reads the parts of each one. Inner group names are the fields that
`time_readings` understands.
"""

import re
from collections.abc import Iterable

from sayso.extract.time_words import TimeWords
from sayso.lexicon.grammar import GrammarWords

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

    def __init__(self, words: TimeWords, grammar: GrammarWords) -> None:
        gap = f"{SPACE}+"
        self.the = any_of(grammar.definite)
        self.of = any_of(grammar.genitive)
        self.one = any_of(grammar.indefinite)
        self.of_in = any_of(words.leading_year)
        self.linking = any_of(words.linking)
        self.month = rf"(?:{any_of(words.months)}\b|{any_of(words.month_abbreviations)}\b\.?)"
        self.weekday = rf"(?:{any_of(words.weekdays)}\b|{any_of(words.weekday_abbreviations)}\b\.?)"
        self.ordinal = any_of(words.ordinals)
        self.suffix = any_of(words.ordinal_suffixes)
        self.day = rf"(?:{DAY}(?:{SPACE}?{self.suffix})?\b|{self.ordinal}\b)"
        self.season = any_of(words.seasons)
        self.number = rf"(?:\d{{1,3}}|{any_of(words.numbers)})"
        self.some = any_of(words.indefinite_numbers)
        self.unit = any_of(words.units)
        self.which = any_of(words.which)
        self.which_unit = any_of([*words.which, *words.which_unit])
        self.nearest = any_of(words.nearest)
        self.year = any_of(words.year)
        self.day_part = any_of(words.day_parts)
        self.part = any_of(words.parts)
        self.zone = rf"(?:{any_of(words.zones)}\b(?:{gap}{any_of(words.zone_end)}\b)?)"
        self.to = rf"(?:{SPACE}*{DASH}{SPACE}*|{gap}{any_of(words.up_to)}{gap})"
        self.both = rf"{gap}(?P<both>{any_of([*grammar.conjunctive, '&'])}){gap}"
        self.comma_year = (
            rf"(?:(?:{SPACE}*,{SPACE}*|{gap}(?:{self.of}{gap})?)(?P<year>{YEAR})\b|{gap}?['’](?P<short>\d\d)\b)"
        )


def lead(words: TimeWords, grammar: GrammarWords) -> str:
    """Return the pattern of what may stand before any expression: preposition, "late", "the morning of"; 3 groups."""
    gap, p = f"{SPACE}+", Pieces(words, grammar)
    context = any_of([*words.bounds, *words.plain])
    part = any_of([*words.parts, *words.until_now, *words.from_now])
    return (
        rf"(?:({context}){gap})?(?:{p.the}{gap})?(?:(?:({p.day_part}){gap}(?:{p.linking}{gap})?"
        rf"|({part})(?:{gap}{p.linking})?(?:{gap}|{DASH}))(?:{p.the}{gap})?)?"
    )


def leaves(words: TimeWords, grammar: GrammarWords) -> dict[str, str]:
    """Return the pattern of each kind of expression by its name, in the order in which they are to be tried."""
    p = Pieces(words, grammar)
    return _dates(words, p) | _pointers(words, p) | _counts(words, p) | _years(words, p) | _single(words, p)


def _dates(words: TimeWords, p: Pieces) -> dict[str, str]:
    """Return the patterns of calendar dates and clock times."""
    gap = f"{SPACE}+"
    before = rf"(?:(?P<weekday>{p.weekday}){SPACE}*,?{SPACE}*(?:{p.the}{gap})?)?"
    clock = r"(?P<hour>[01]?\d|2[0-3])"
    halves = "|".join(rf"{w[0]}(?:{w[1:]}\b|\.{SPACE}?{w[1:]}\b\.?)" for w in words.day_halves)
    half, half2 = (rf"(?P<{name}>{halves})" for name in ("half", "half2"))
    zone = [rf"(?:{SPACE}*(?P<zone{n}>{p.zone}))" for n in (1, 2, 3, 4)]
    of_year = rf"(?:{gap}(?:{p.of}{gap})?(?P<which>{p.nearest}){gap}{p.year}\b)?"
    return {
        "named": any_of(words.named) + r"\b",
        "iso": rf"(?P<year>{YEAR})[-/](?P<month>0[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12]\d|3[01])"
        r"(?:[t ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?P<zone>z\b|[+-]\d\d:?\d\d\b)?|\b)",
        "numeric": r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P<mark2>[./-])(?P<year>\d{4}|\d\d)\b",
        "month_days": rf"{before}(?P<month>{p.month}){SPACE}*(?P<day>{p.day})"
        rf"(?:{p.to}|{p.both})(?P<day2>{p.day}){p.comma_year}?",
        "days_month": rf"(?P<day>{p.day})(?:{p.to}|{p.both})(?P<day2>{p.day}){gap}(?:{p.of}{gap})?"
        rf"(?P<month>{p.month}){p.comma_year}?",
        "month_day": rf"{before}(?P<month>{p.month}){SPACE}*(?:{p.the}{gap})?(?P<day>{p.day}){p.comma_year}?{of_year}",
        "day_month": rf"{before}(?P<day>{p.day})(?:{gap}{p.of}|{SPACE}?{DASH})?{SPACE}*(?P<month>{p.month})"
        rf"(?:{p.comma_year}|(?:{gap}|{DASH})(?P<bare>\d{{4}}|\d\d)\b)?{of_year}",
        "clock": rf"(?:{clock}(?P<mark>[:.h])(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:{SPACE}*{half}|\b){zone[0]}?"
        rf"|(?P<four>[012]?\d[0-5]\d){SPACE}*(?:(?P<hours>{any_of(words.hours)}){zone[1]}?|{zone[2]})"
        rf"|(?P<only>1[0-2]|[1-9]){SPACE}*{half2}{zone[3]}?"
        rf"|(?P<sharp>1[0-2]|[1-9]){SPACE}{any_of(words.full_hour)}\b)",
    }


def _pointers(words: TimeWords, p: Pieces) -> dict[str, str]:
    """Return the patterns of what is said from the day of writing: "yesterday", "last week", "three days ago"."""
    gap = f"{SPACE}+"
    suffix = rf"(?:{gap}(?P<day_part>{p.day_part})\b)?"
    which_week = rf"(?:{gap}(?:{p.of}{gap})?(?P<week>{p.nearest}){gap}{any_of(words.week)}\b)?"
    ago, hedge = any_of(words.ago), any_of(words.hedging)
    ends = tuple(f" {word}" for word in words.leading_year)
    edges = any_of(w for w in [*words.parts, *words.until_now, *words.from_now] if w.endswith(ends))
    weekend = any_of(words.weekend)
    this = rf"(?:{p.the}|{any_of(words.this)}|(?P<which>{any_of(words.nearest_other)}))"
    return {
        "just_now": any_of(words.just_now) + r"\b",
        "ago": rf"(?:{hedge}{gap})?(?P<number>{p.number}|{p.some}|{p.one})(?:{gap}|-)(?:{any_of(words.full)}{gap})?"
        rf"(?P<unit>{p.unit}){gap}(?:{any_of(words.or_so)}{gap})?(?P<ago>{ago})\b",
        "weekday_day": rf"(?P<weekday>{p.weekday}){SPACE}*,?{SPACE}*(?:{p.the}{gap})?"
        rf"(?:(?P<day>{DAY}{p.suffix})\b|(?P<label>{DAY}){SPACE}*:\B)",
        "weekday": rf"(?:(?P<which>{p.which}){gap})?(?P<weekday>{p.weekday}){suffix}{which_week}",
        "day_word": rf"(?P<word>{any_of(words.days)})\b{suffix}",
        "part_of_day": rf"(?P<which>{p.which_unit}){gap}(?P<day_part>{p.day_part})\b",
        "overnight": any_of(words.overnight) + r"\b",
        "weekend": rf"(?:(?P<which>{p.which}){gap})?{weekend}\b",
        "vague_stretch": rf"(?:(?P<which>{p.which}){gap})(?:{p.some}){gap}(?:{p.unit})\b"
        rf"|{any_of(words.recent_words)}{gap}{any_of(words.some_units)}\b",
        "stretch": rf"(?P<which>{p.which}){gap}(?P<number>{p.number})(?:{gap}|-)(?P<unit>{p.unit})\b"
        rf"|(?P<number2>{p.number}){gap}(?P<which2>{any_of(words.moving)}){gap}(?P<unit2>{p.unit})\b",
        "month_of": rf"(?P<month>{p.month}){gap}(?:{p.of}{gap})?(?P<year_which>{p.nearest}){gap}{p.year}\b",
        "pointed": rf"(?P<which>{p.which_unit}){gap}(?P<unit>{any_of(words.pointed_units)})\b",
        "edge": rf"(?P<edge>{edges}){gap}{this}{gap}(?P<unit>{any_of(words.edge_units)})\b",
        "unit_end": rf"(?P<unit>{any_of(words.ended_units)})(?:{APOSTROPHE}s)?(?:{gap}|-){any_of(words.end)}\b",
        "day_beside": rf"(?P<unit>{any_of(words.beside_units)}){gap}(?P<beside>{any_of(words.beside)})\b",
        "this_of_month": rf"(?P<day>{DAY}{p.suffix}){gap}{p.of}{gap}(?P<which>{p.nearest}){gap}{any_of(words.month)}\b",
    }


def _counts(words: TimeWords, p: Pieces) -> dict[str, str]:
    """Return the patterns of how long something lasted, and of what is said to be recent."""
    gap = f"{SPACE}+"
    old = rf"(?P<old>{DASH}?{SPACE}?{any_of(words.old)})?"
    return {
        "recent": any_of(words.recent) + r"\b",
        "duration": rf"(?P<number>{p.number}|{any_of(words.half_units)})(?:{gap}|{DASH})(?P<unit>{p.unit}){old}\b"
        rf"|(?P<indefinite>{p.one}|{p.some}){gap}(?P<unit2>{p.unit})\b"
        rf"|(?P<unit3>{any_of(words.lasting_units)})\b",
    }


def _years(words: TimeWords, p: Pieces) -> dict[str, str]:
    """Return the patterns of months, seasons, quarters, years, decades and centuries."""
    gap = f"{SPACE}+"
    same, century = any_of(words.nearest_or_same), any_of(words.century)
    of_year = (
        rf"(?:{gap}(?:{p.of_in}{gap})?"
        rf"(?:(?P<year>{YEAR})\b|(?:{p.the}{gap})?(?P<year_which>{same}){gap}{p.year}\b))"
    )
    own_year = rf"(?:(?P<year0>{YEAR})|(?P<year_which0>{p.nearest}){gap}{p.year}){APOSTROPHE}?s?{gap}"
    return {
        "month_year": rf"(?P<month>{p.month})(?:{SPACE}*,{SPACE}*|{gap}(?:{p.of_in}{gap})?|{DASH})(?P<year>{YEAR})\b",
        "month": rf"(?:(?P<which>{p.which}){gap})?(?P<month>{p.month})",
        "season": rf"(?:(?P<which>{p.which}){gap})?(?P<season>{p.season})\b{of_year}?",
        "quarter": rf"(?:{own_year})?(?P<ordinal>{any_of(words.quarters)})(?:{gap}|{DASH})(?:{any_of(words.fiscal)}{gap})?"
        rf"{any_of(words.quarter)}\b{of_year}?",
        "half": rf"(?P<half>{any_of(words.halves)}){gap}{any_of(words.half)}{gap}{p.of}{gap}"
        rf"(?:(?P<year>{YEAR})\b|(?:{p.the}{gap}|(?P<year_which>{p.nearest}){gap})?{p.year}\b)",
        "decade": rf"(?P<decade>(?:1[5-9]|20)\d0){APOSTROPHE}?s\b|{APOSTROPHE}?(?P<tens>[2-9]0){APOSTROPHE}?s\b"
        rf"|(?P<word>{any_of(words.decades)})\b",
        "century": rf"(?P<century>\d\d?){p.suffix}(?:{gap}|{DASH}){century}\b"
        rf"|(?P<century_word>{p.ordinal})(?:{gap}|{DASH}){century}\b",
        "years": rf"(?P<year>{YEAR}){SPACE}?[-–—/]{SPACE}?(?P<year2>{YEAR}|\d\d)\b",
    }


def _single(words: TimeWords, p: Pieces) -> dict[str, str]:
    """Return the patterns of single numbers, tried last."""
    return {
        "spelled": rf"(?:(?P<round>{any_of(words.spelled_years)})\b"
        rf"|(?P<century>{any_of(words.centuries)}){SPACE}+(?P<rest>{any_of(words.rest_of_year)})"
        rf"(?:[{SPACE[1:-1]}-](?P<unit>{any_of(words.rest_of_year)}))?)\b",
        "hours": r"(?P<four>0\d[0-5]\d|1[0-4][0-5]\d|2[1-3][0-5]\d)\b",
        "year": rf"(?:{any_of(words.fiscal)}{SPACE}+)?(?P<year>{RECENT_YEAR}|1[5-9]\d\d)\b",
        "day_alone": rf"(?P<day>{DAY}{p.suffix})\b",
    }
