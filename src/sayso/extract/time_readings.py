"""Reads the parts of one expression of time: from the matched fields to a `TimePhrase`'s values.

A reading says what the words themselves hold; whether they are an expression of time in their place is decided by
`times`, and which days they mean by the stage that knows the passage's date.
"""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from sayso.extract.time_meanings import Meanings, Values, plain
from sayso.values.time_phrase import TimePhrase

Fields = Mapping[str, str | None]
Reading = Callable[["Reader", Fields], Values | None]

_LAST_SHORT_YEAR = 68
"""Two-digit years up to this one belong to the 2000s, as POSIX strptime has it."""


class Reader(Meanings):
    """Turns the fields of a matched pattern into values; holds the language's words."""

    def read(self, leaf: str, fields: Fields, text: str) -> Values | None:
        """Return the values for a `TimePhrase` (all but `text` and `span`), or None when the numbers make no sense."""
        if leaf == "named":
            year, month, day = self._words.named[plain(text)].split("-")
            return {"kind": "date", "year": int(year), "month": int(month), "day": int(day)}
        reading = _READINGS[leaf]
        return reading(self, fields)


def century_of(short: str) -> int:
    """Return the full year of a year with two digits."""
    return int(short) + (2000 if int(short) <= _LAST_SHORT_YEAR else 1900)


def _year(fields: Fields) -> int | None:
    """Return the year in whichever field holds it."""
    if fields.get("year"):
        return int(fields["year"] or 0)
    short = fields.get("short") or fields.get("bare")
    if not short:
        return None
    return int(short) if len(short) == 4 else century_of(short)


def _iso(reader: Reader, fields: Fields) -> Values:
    values: Values = {name: int(fields[name] or 0) for name in ("year", "month", "day")}
    if fields["hour"]:
        values |= {"hour": int(fields["hour"]), "minute": int(fields["minute"] or 0)}
        values["zone"] = reader.zone(fields["zone"])
    return {"kind": "date", **values}


def _numeric(_: Reader, fields: Fields) -> Values | None:
    """Read day and month as Europe writes them for full stops and dashes; with a slash the caller looks for evidence."""
    if fields["mark"] != fields["mark2"]:
        return None
    first, second, year = int(fields["first"] or 0), int(fields["second"] or 0), fields["year"] or ""
    month_first = second > 12 or (fields["mark"] == "/" and first <= 12)
    month, day = (first, second) if month_first else (second, first)
    short = len(year) == 2
    if not (1 <= month <= 12 and 1 <= day <= 31) or (short and len(f"{fields['first']}{fields['second']}") < 3):
        return None
    return {"kind": "date", "year": century_of(year) if short else int(year), "month": month, "day": day}


def _date(reader: Reader, fields: Fields) -> Values | None:
    month, day = reader.month(fields["month"]), reader.day(fields["day"])
    values: Values = {"kind": "date", "year": _year(fields), "month": month, "day": day}
    values["weekday"] = reader.weekday(fields["weekday"])
    if fields["which"]:
        values |= {"offset": reader.offset(fields["which"]), "unit": "year"}
    return values


def _days(reader: Reader, fields: Fields) -> Values:
    """Read "Oct. 17-24, 2016" and "17-24 October"."""
    month, year = reader.month(fields["month"]), _year(fields)
    return {
        "kind": "range",
        "start": {"month": month, "day": reader.day(fields["day"]), "year": year},
        "end": {"month": month, "day": reader.day(fields["day2"]), "year": year},
    }


def _zone(fields: Fields) -> str | None:
    """Return the zone's name from whichever field of a clock time holds it."""
    return next((fields[name] for name in ("zone1", "zone2", "zone3", "zone4") if fields[name]), None)


def _clock(reader: Reader, fields: Fields) -> Values | None:
    hour, minute, half = fields["hour"], fields["minute"], fields["half"] or fields["half2"]
    zone = reader.zone(_zone(fields))
    if hour and fields["mark"] == "." and not (half or zone):
        return None
    if fields["four"]:
        hour, minute = fields["four"][:-2], fields["four"][-2:]
    number = int(hour or fields["only"] or fields["sharp"] or 0)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + reader.hours_added(half)
    if number > 23:
        return None
    return {"kind": "clock", "hour": number, "minute": int(minute) if minute else None, "zone": zone}


def _hours(_: Reader, fields: Fields) -> Values:
    four = fields["four"] or ""
    return {"kind": "clock", "hour": int(four[:2]), "minute": int(four[2:])}


def _ago(reader: Reader, fields: Fields) -> Values:
    measure = reader.amount(fields["number"] or "", fields["unit"] or "")
    if measure["amount"] is None:
        return {"kind": "recent"}
    offset = round(reader.pointing(fields["ago"] or "") * measure["amount"])
    return {"kind": "relative", "unit": measure["unit"], "offset": offset}


def _weekday(reader: Reader, fields: Fields) -> Values:
    values: Values = {"kind": "weekday", "weekday": reader.weekday(fields["weekday"])}
    values["day_part"] = reader.part_of_day(fields["day_part"])
    if fields["week"]:
        return values | {"unit": "week", "offset": reader.offset(fields["week"])}
    return values | {"offset": reader.offset(fields["which"])}


def _day_word(reader: Reader, fields: Fields) -> Values:
    word = fields["word"] or ""
    part = reader.part_of_day(fields["day_part"]) or reader.part_of_day(word)
    return {"kind": "day", "offset": reader.day_word(word), "unit": "day", "day_part": part}


def _stretch(reader: Reader, fields: Fields) -> Values | None:
    """Read "the past 24 hours": an amount that reaches from the day of writing back or on."""
    number, unit = fields["number"] or fields["number2"] or "", fields["unit"] or fields["unit2"] or ""
    return {
        "kind": "relative",
        **reader.amount(number, unit),
        "offset": reader.offset(fields["which"] or fields["which2"]),
    }


def _pointed(reader: Reader, fields: Fields) -> Values:
    offset, measure = reader.offset(fields["which"]), reader.one(fields["unit"] or "")
    if measure["unit"] in {"day", "week"} and measure["amount"] == 1:
        return {"kind": measure["unit"], "unit": measure["unit"], "offset": offset}
    return {"kind": "relative", "unit": measure["unit"], "offset": round((offset or 0) * measure["amount"])}


def _edge(reader: Reader, fields: Fields) -> Values:
    """Read "the end of the month": the unit we are in, or the one before or after it; the caller adds which part."""
    unit = reader.one(fields["unit"] or "")["unit"]
    kind = "week" if unit == "week" else "relative"
    return {"kind": kind, "unit": unit, "offset": reader.offset(fields["which"]) or 0}


def _unit_end(reader: Reader, fields: Fields) -> Values:
    return {"kind": "relative", "unit": reader.one(fields["unit"] or "")["unit"], "offset": 0, "part": "late"}


def _day_beside(reader: Reader, fields: Fields) -> Values:
    offset, part = reader.beside(fields["beside"] or ""), reader.part_of_day(fields["unit"])
    unit = "day" if part else reader.one(fields["unit"] or "")["unit"]
    kind = unit if unit in {"day", "week"} else "relative"
    return {"kind": kind, "unit": unit, "offset": offset, "day_part": part}


def _duration(reader: Reader, fields: Fields) -> Values | None:
    if fields["old"]:
        return None
    unit = fields["unit"] or fields["unit2"] or fields["unit3"] or ""
    return {"kind": "duration", **reader.amount(fields["number"] or fields["indefinite"] or "", unit)}


def _month(reader: Reader, fields: Fields) -> Values:
    values: Values = {"kind": "month", "month": reader.month(fields["month"]), "year": _year(fields)}
    if fields.get("year_which"):
        return values | {"offset": reader.offset(fields["year_which"]), "unit": "year"}
    return values | {"offset": reader.offset(fields.get("which"))}


def _season(reader: Reader, fields: Fields) -> Values:
    values: Values = {"kind": "season", "month": reader.season(fields["season"] or ""), "year": _year(fields)}
    if fields["year_which"]:
        return values | {"offset": reader.offset(fields["year_which"]) or 0, "unit": "year"}
    return values | {"offset": reader.offset(fields["which"])}


def _months_of_year(reader: Reader, fields: Fields) -> Values:
    """Read a quarter or a half of a year as the range of its months."""
    half, ordinal = fields.get("half"), fields.get("ordinal")
    if half:
        first, length = reader.half(half), 6
    else:
        first, length = reader.quarter(ordinal or ""), 3
    before = fields.get("year0")
    shared: Values = {"year": int(before) if before else _year(fields)}
    if which := fields["year_which"] or fields.get("year_which0"):
        shared |= {"offset": reader.offset(which) or 0, "unit": "year"}
    elif half and not shared["year"]:
        shared |= {"offset": 0, "unit": "year"}
    return {"kind": "range", "start": {"month": first, **shared}, "end": {"month": first + length - 1, **shared}}


def _decade(reader: Reader, fields: Fields) -> Values:
    if fields["decade"]:
        return {"kind": "decade", "year": int(fields["decade"])}
    tens = int(fields["tens"]) if fields["tens"] else reader.decade(fields["word"] or "")
    return {"kind": "decade", "year": 1900 + tens}


def _century(reader: Reader, fields: Fields) -> Values | None:
    number = int(fields["century"] or 0) or reader.day(fields["century_word"])
    if not number or number > 21:
        return None
    first = (number - 1) * 100
    return {"kind": "range", "start": {"year": first + 1}, "end": {"year": first + 100}}


def _spelled(reader: Reader, fields: Fields) -> Values | None:
    """Read "nineteen ninety-six", the year as it is spoken."""
    if fields["round"]:
        return {"kind": "year", "year": reader.spelled(fields["round"])}
    year = reader.spoken_year(fields["century"] or "", fields["rest"] or "", fields["unit"])
    return {"kind": "year", "year": year} if year else None


def _years(_: Reader, fields: Fields) -> Values | None:
    first, last = int(fields["year"] or 0), int(fields["year2"] or 0)
    if last < 100:
        last += first // 100 * 100
    return {"kind": "range", "start": {"year": first}, "end": {"year": last}} if first < last else None


_READINGS: Mapping[str, Reading] = {
    "iso": _iso,
    "numeric": _numeric,
    "month_days": _days,
    "days_month": _days,
    "month_day": _date,
    "day_month": _date,
    "clock": _clock,
    "just_now": lambda _r, _f: {"kind": "day", "offset": 0, "unit": "day"},
    "ago": _ago,
    "weekday": _weekday,
    "day_word": _day_word,
    "part_of_day": lambda r, f: {
        "kind": "day",
        "unit": "day",
        "offset": r.offset(f["which"]),
        "day_part": r.part_of_day(f["day_part"]),
    },
    "overnight": lambda _r, _f: {"kind": "day", "unit": "day", "offset": -1, "amount": 1, "day_part": "night"},
    "weekend": lambda r, f: {"kind": "weekend", "offset": r.offset(f["which"])},
    "vague_stretch": lambda _r, _f: {"kind": "recent"},
    "stretch": _stretch,
    "month_of": _month,
    "pointed": _pointed,
    "day_beside": _day_beside,
    "edge": _edge,
    "unit_end": _unit_end,
    "spelled": _spelled,
    "this_of_month": lambda r, f: {
        "kind": "date",
        "day": r.day(f["day"]),
        "unit": "month",
        "offset": r.offset(f["which"]),
    },
    "recent": lambda _r, _f: {"kind": "recent"},
    "duration": _duration,
    "month_year": _month,
    "month": _month,
    "season": _season,
    "quarter": _months_of_year,
    "half": _months_of_year,
    "decade": _decade,
    "century": _century,
    "years": _years,
    "hours": _hours,
    "year": lambda _r, f: {"kind": "year", "year": _year(f)},
    "weekday_day": lambda r, f: {
        "kind": "date",
        "day": r.day(f["day"] or f["label"]),
        "weekday": r.weekday(f["weekday"]),
    },
    "day_alone": lambda r, f: {"kind": "date", "day": r.day(f["day"])},
}


def phrase(block: str, base: int, span: tuple[int, int], values: Values) -> TimePhrase:
    """Return the `TimePhrase` at `span` of a block that begins at `base`; the ends of a range stand in its two halves."""
    whole = (base + span[0], base + span[1])
    words = block[span[0] : span[1]]
    if values["kind"] == "range":
        values = values | {side: _end(words, whole, base, values[side]) for side in ("start", "end")}
    return TimePhrase(text=words, span=whole, **values)


def _end(words: str, whole: tuple[int, int], base: int, values: Values | TimePhrase) -> TimePhrase:
    """Return one end of a range: an expression of its own, or a part of one ("Oct. 17-24")."""
    if isinstance(values, TimePhrase):
        return replace(values, span=(base + values.span[0], base + values.span[1]))
    kind = "date" if values.get("day") else "month" if values.get("month") else "year"
    return TimePhrase(text=words, span=whole, **{"kind": kind, **values})
