"""How the screens say things: an event's heading, its figures as words with a range drawn on a line, moments, and who a report is from."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from urllib.parse import urlsplit

import msgspec

from sayso.desk.telling import LANGUAGE
from sayso.publish.dates import day_words, moment_words, said_words, stretch_words
from sayso.publish.wording import Wording, capitalised, count, range_words
from sayso.records import Claim, Incident, Range
from sayso.values.kinds import Measure
from sayso.values.moment import Moment
from sayso.values.place import Place

_HARM = ("killed", "killed-or-wounded", "wounded", "missing")


class FigureMark(msgspec.Struct, frozen=True, kw_only=True):
    """A range in words, and its ends as they stand on either side of a short line."""

    words: str
    """"3 to 4 killed"."""
    unit: str
    """"killed"."""
    of: str
    """Who is counted, in the source's words; empty where these say no more."""
    low: str
    """The lower end, as a number; empty where nobody gives one."""
    high: str
    rule: str
    best: str
    part: bool = False
    """Whether it is counted within another figure of the same claim."""

    @property
    def is_range(self) -> bool:
        """Whether a line says more than one number."""
        return self.low != self.high


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a list names it."""

    what: str
    """Kind and, where all accounts agree on it, how it stands: "Ceasefire, rejected"."""
    where: str
    when: str


@cache
def wording() -> Wording:
    """Return the words in which the house speaks of events."""
    return Wording(LANGUAGE)


def heading(event: Incident) -> Heading:
    """Return what an event is called, as the brief calls it."""
    words = wording().words
    agreed = len({claim.status for claim in event.claims}) == 1
    status = words.statuses[event.status] if agreed else ""
    what = capitalised(words.events[event.kind]) + (f", {status}" if status else "")
    when = event.time
    return Heading(
        what=what,
        where=wording().where(event.places[:2]),
        when=stretch_words(when.start, when.end, words.months) if when is not None else "",
    )


def kind_words(kind: str) -> str:
    """Return the neutral name of a kind of event."""
    return capitalised(str(wording().words.events[kind]))


def status_words(status: str) -> str:
    """Return how something stands, in words; "happened" where the brief says nothing of it."""
    return str(wording().words.statuses[status]) or "happened"


def dispute_words(kind: str) -> str:
    """Return on what accounts differ: "How many", "Who did it"."""
    return str(wording().words.disputes[kind])


def figure_marks(event: Incident) -> tuple[FigureMark, ...]:
    """Return the figures of an event that count something, harm to people first; other people counted stay apart."""
    counted = [figure for figure in event.figures if figure.measure != "other"]
    order = {name: number for number, name in enumerate(_HARM)}
    ordered = sorted(counted, key=lambda figure: order.get(figure.measure, len(order)))
    return tuple(map(figure_mark, ordered))


def figure_mark(figure: Range) -> FigureMark:
    """Return one range, ready to be drawn."""
    return _mark(
        figure.measure, figure.low, figure.high, figure.population, rule=figure.rule,
        best="" if figure.best is None else f"{figure.best:,}",
    )  # fmt: skip


def claim_marks(claim: Claim) -> tuple[FigureMark, ...]:
    """Return the figures of one claim, as bounded as they were said."""
    return tuple(
        _mark(figure.measure, figure.low, figure.high, figure.of, part=figure.part_of is not None)
        for figure in claim.figures
    )


def _mark(  # noqa: PLR0913 - what a figure is made of
    measure: Measure,
    low: float | None,
    high: float | None,
    of: str,
    *,
    rule: str = "",
    best: str = "",
    part: bool = False,
) -> FigureMark:
    words = wording().words
    unit = (words.singular.get(measure, "") if low == high == 1 else "") or words.measures[measure]
    population = " ".join(of.split())
    plain = wording().loaded(population) or population.casefold() in {"people", "persons", "person", unit}
    return FigureMark(
        words=f"{range_words(low, high)} {unit}", unit=unit, of="" if plain else population,
        low="" if low is None else count(low), high="" if high is None else count(high), rule=rule, best=best, part=part,
    )  # fmt: skip


def day_of(text: str | None) -> date | None:
    """Return the calendar day of a date or instant as it is written there, shifted to no other zone."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def long_day(text: str | None) -> str:
    """Return a day in words: "14 May 2031"; "no day given" where there is none."""
    return day_words(text, wording().words.months) if text else "no day given"


def happened_words(moment: Moment | None) -> str:
    """Return when something happened, as the brief says it: "13 May 2031 (“Tuesday”)"; empty where it is not said."""
    return moment_words(moment, wording().words.months)


def said_at(text: str | None) -> str:
    """Return when something was said: "14 May 2031, 09:30 UTC"."""
    if text is None:
        return "no time given"
    return said_words(text.replace("+00:00", "Z"), wording().words.months)


def moment_sentence(said: str | None, known: str | None, recorded: str | None = None) -> str:
    """Return in words which past state a page shows; empty for the newest. `recorded` is when its last entry was recorded."""
    held = known and clock_words(known)
    if known and known.isdecimal() and recorded:
        held = f"{held}, recorded at {clock_words(to_the_minute(recorded))}"
    if said is not None and known is not None:
        return f"You are reading what had been said by {clock_words(said)}, as this ledger held it at {held}."
    if said is not None:
        return f"You are reading what was known at {clock_words(said)}."
    if known is not None:
        return f"You are reading what this ledger held at {held}."
    return ""


def to_the_minute(text: str) -> str:
    """Return an instant of the record's own stamps without its seconds, which are of no use to a reader."""
    return f"{text[:16]}Z" if text.endswith(("+00:00", "Z")) else text


def clock_words(text: str) -> str:
    """Return a moment as a bar names it: "09:00 UTC on 8 December 2016", "the end of 8 December 2016", "entry 12"."""
    if text.isdecimal():
        return f"entry {int(text):,}"
    months = wording().words.months
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    if "T" not in text and " " not in text:
        return f"the end of {day_words(text, months)}"
    zone = found.strftime("%z")
    named = "UTC" if zone in {"", "+0000"} else f"{zone[:3]}:{zone[3:5]}"
    seconds = f"{found:%H:%M:%S}" if found.second else f"{found:%H:%M}"
    return f"{seconds} {named} on {day_words(text, months)}"


def source_name(source: str | None) -> str:
    """Return what a report's source is called in a list: a web address without its scheme, of a file its name."""
    if not source:
        return "a report"
    parts = urlsplit(source)
    if parts.scheme in {"http", "https"} and parts.netloc:
        return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2] or source


def precision_words(places: Sequence[Place]) -> str:
    """Return how well the first place is known, in words; empty where there is none."""
    if not places:
        return ""
    place = places[0]
    if place.lat is None:
        return "not located" if place.precision == "unknown" else f"known by {place.precision} only"
    if place.radius_m is None:
        return f"known to the {place.precision}"
    return f"somewhere within {max(1, round(place.radius_m / 1000))} km"


class Run(msgspec.Struct, frozen=True):
    """A stretch of a line, and whether it belongs to the words of a claim."""

    text: str
    marked: bool


def lines_of(before: str, marked: str = "", after: str = "") -> tuple[tuple[Run, ...], ...]:
    """Return a text line by line, each made of runs: a line is a paragraph of its own, for it may run the other way than the one before.

    Browsers take the lines of one element for one paragraph when they put brackets in order.
    """
    lines: list[list[Run]] = [[]]
    for text, is_marked in ((before, False), (marked, True), (after, False)):
        for number, line in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if line:
                lines[-1].append(Run(line, is_marked))
    return tuple(map(tuple, lines))
