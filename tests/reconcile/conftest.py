"""A small notation for claims of invented outlets, and for the events that come of them.

A claim is `Post: air-strike, Tarsa, 6 | killed 14 people | The strike hit a mill.`: who speaks, the kind (with
`/status` where it is not `happened`), the place and the day of May 2031 (`-` for none), then figures, then the quote.
`Post > Wire` is a chain; no name before the colon is the report itself. After the day may stand `by A`, `on B` (who did
it, to whom), `in R` (which report, else one a claim), `said 7` (on which day, else the happening's), `at 500` (where in
the report), `channel comment`. Figures: `killed 14 people`, `50..`, `..30`, `~50`, `killed 3 children <0` for a part.

An event is written as the letters of its claims in the order given: `ab c` is one event of two claims and one of one.
"""

import re
from collections.abc import Callable, Sequence
from string import ascii_letters

import pytest

from sayso.reconcile import reconcile
from sayso.records import Claim, Incident, PassageRef, Range, Rule
from sayso.values.figure import Figure
from sayso.values.kinds import Bound
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place, PlacePrecision

Events = Callable[..., tuple[Incident, ...]]
Write = Callable[[Sequence[str]], str]

_PLACES: dict[str, tuple[float, float, int, PlacePrecision]] = {
    "Tarsa": (10.0, 20.0, 4_000, "city"),
    "Mill Quarter": (10.01, 20.0, 800, "district"),
    "Dyer Quarter": (9.98, 20.0, 800, "district"),
    "Beled": (10.06, 20.0, 3_000, "city"),
    "Sarno": (11.5, 20.0, 3_000, "city"),
    "Norra Province": (10.3, 20.2, 60_000, "admin1"),
    "Ostland": (12.0, 21.0, 400_000, "country"),
}
"""Where the invented places lie: Beled is 7 km from Tarsa, Sarno in another province."""
_HEAD = re.compile(
    r"(?P<voice>[^:]*): (?P<kind>[a-z-]+)(?:/(?P<status>[a-z]+))?, (?P<place>[^,]+), (?P<day>\S+)(?P<rest>.*)"
)
_EXTRA = re.compile(r" (by|on|in|said|at|channel) (.+?)(?= (?:by|on|in|said|at|channel) |$)")
_FIGURE = re.compile(r"(?P<measure>[a-z-]+) (?P<number>[\d.~]+) (?P<of>[^<]+?)(?: <(?P<part>\d))?$")


def claim(letter: str, written: str) -> Claim:
    """Return the claim that a line of the notation stands for, under a letter as its id."""
    head, figures, quote = (part.strip() for part in f"{written}| | ".split("|")[:3])
    parts = _HEAD.fullmatch(head)
    assert parts is not None, written
    extra: dict[str, str] = dict(_EXTRA.findall(parts["rest"]))
    report, at = extra.get("in", f"report {letter}"), int(extra.get("at", "0"))
    quote = quote or f"Words of claim {letter}."
    span = (at, at + len(quote))
    told = extra.get("said")
    said = None if told == "-" else _day(told or (parts["day"].split("-")[-1] if parts["day"] != "-" else "9"))
    return Claim(
        id=letter,
        report=report,
        span=span,
        quote=quote,
        channel=extra.get("channel", "body"),  # type: ignore[arg-type]  # a test writes one of the list
        passage=PassageRef(kind="article", label=None, at=said),
        speakers=tuple(Speaker(name=name, span=span) for name in parts["voice"].split(" > ") if name),
        event=parts["kind"],  # type: ignore[arg-type]  # same
        status=parts["status"] or "happened",  # type: ignore[arg-type]  # same
        actors=(
            *(Actor(name=name, role="agent", span=span) for name in extra.get("by", "").split(" + ") if name),
            *(Actor(name=name, role="target", span=span) for name in extra.get("on", "").split(" + ") if name),
        ),
        figures=tuple(_figure(text, span) for text in figures.split(", ") if text),
        places=() if parts["place"] == "-" else (_place(parts["place"], span),),
        time=_moment(parts["day"], span),
        said=said,
        by=Rule(extractor="test", rule="test"),
    )


def _day(number: str) -> str:
    return f"2031-05-{int(number):02}"


def _moment(day: str, span: tuple[int, int]) -> Moment | None:
    """Return the time of `6` (a day), `1-9` (a range) or `-` (none)."""
    if day == "-":
        return None
    first, _, last = day.partition("-")
    start, end = _day(first), _day(last or first)
    edtf = f"{start}/{end}" if last else start
    return Moment(text=day, start=start, end=end, edtf=edtf, precision="range" if last else "day", span=span)


def _place(name: str, span: tuple[int, int]) -> Place:
    if name not in _PLACES:
        return Place(name=name, span=span)
    lat, lon, radius, precision = _PLACES[name]
    return Place(name=name, id=name, lat=lat, lon=lon, radius_m=radius, precision=precision, span=span)


def _figure(text: str, span: tuple[int, int]) -> Figure:
    parts = _FIGURE.fullmatch(text)
    assert parts is not None, text
    first, dots, last = parts["number"].lstrip("~").partition("..")
    low = int(first) if first else None
    high = (int(last) if last else None) if dots else low
    bounds: dict[tuple[bool, bool], Bound] = {
        (True, False): "at-least",
        (False, True): "at-most",
        (True, True): "between",
    }
    bound = bounds[low is not None, high is not None] if dots else "exact"
    return Figure(
        measure=parts["measure"],  # type: ignore[arg-type]  # a test writes one of the list
        low=low,
        high=high,
        bound="about" if "~" in parts["number"] else bound,
        of=parts["of"],
        part_of=int(parts["part"]) if parts["part"] else None,
        text=text,
        span=span,
    )


@pytest.fixture(name="claims", scope="session")
def claims_() -> Callable[[Sequence[str]], list[Claim]]:
    """Return the claims of some lines, lettered from a."""
    return lambda lines: [claim(letter, line) for letter, line in zip(ascii_letters, lines, strict=False)]


@pytest.fixture(name="events", scope="session")
def events_(claims: Callable[[Sequence[str]], list[Claim]]) -> Events:
    """Return the events of some lines."""
    return lambda *lines: reconcile(claims(lines))


@pytest.fixture(name="grouped", scope="session")
def grouped_(events: Events) -> Write:
    """Write which claims stand together: `ab c`."""
    return lambda lines: " ".join(sorted("".join(sorted(c.id for c in e.claims)) for e in events(*lines)))


@pytest.fixture(name="ranges", scope="session")
def ranges_(events: Events) -> Callable[[Sequence[str]], list[str]]:
    """Write the figures of the one event that some lines make: `killed people 3..4`."""

    def write(lines: Sequence[str]) -> list[str]:
        (event,) = events(*lines)
        return [_range(figures) for figures in event.figures]

    return write


def _range(figures: Range) -> str:
    low, high = ("" if end is None else f"{end}" for end in (figures.low, figures.high))
    best = "" if figures.best is None else f" best {figures.best}"
    return f"{figures.measure} {figures.population} {low}..{high}{best}{f' {figures.extent}' if figures.extent else ''}"
