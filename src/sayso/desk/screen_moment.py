"""The bar of moments on every page: which state is shown, the moments at which something was said, and the way from one to another."""

import re
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, time
from weakref import WeakKeyDictionary

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.desk.addresses import with_changes
from sayso.desk.guard import within
from sayso.desk.problems import Problem
from sayso.desk.route import Ask, At
from sayso.desk.screen_words import clock_words, moment_sentence
from sayso.desk.snapshot import Snapshot

_STEPS = 160
"""How many moments the slider stops at; the buttons beside it stop at each."""
_TYPED = re.compile(
    r"^(\d{4}-\d\d-\d\d)(?:[T ,]+(\d{1,2})[:.]?(\d\d)(?::\d\d)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$", re.IGNORECASE
)
_MADE: "WeakKeyDictionary[Snapshot, tuple[Stop, ...]]" = WeakKeyDictionary()


class Stop(msgspec.Struct, frozen=True, order=True):
    """A moment at which something was said: as a number of seconds, and as it stands in an address."""

    at: float
    text: str


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """What the bar shows."""

    sentence: str
    """Which past state this is, in words; empty for the newest."""
    clock: str
    """`said` or `known`."""
    typed: str
    """The moment of the page, as it is typed; empty for the newest."""
    before: Stop | None
    """The change before this moment; None when there is none."""
    after: Stop | None
    now_next: bool
    """Whether the next change after this moment is the newest state."""
    stops: tuple[Stop, ...]
    """Some of the moments, evenly chosen, for the slider."""
    position: int
    """At which of them the page stands; their number for the newest."""

    def words(self, stop: Stop) -> str:
        """Return a moment in words."""
        return clock_words(stop.text)


class MomentAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A moment that somebody typed, and the page from which they did."""

    at: str = ""
    clock: str = "said"
    here: str = "/"
    compare: str | None = None
    """Whether to be shown what changed since, rather than the page as it was."""


def bar(ask: Ask, snapshot: Snapshot) -> Bar:
    """Return the bar of a page."""
    moment = snapshot.moment
    stops = _stops(ask.desk.snapshots.newest)
    shown = moment.said or moment.known or ""
    at = _seconds(moment.said or (snapshot.facts.recorded_at if moment.known else None))
    last = stops[-1] if stops else None
    if at is None:
        before, after = (stops[-2] if len(stops) > 1 else None), None
    else:
        index, beyond = bisect_left(stops, at, key=_at), bisect_right(stops, at, key=_at)
        before = stops[index - 1] if index else None
        after = stops[beyond] if beyond < len(stops) else None
    few = _few(stops)
    return Bar(
        sentence=moment_sentence(moment.said, moment.known),
        clock="known" if moment.known and not moment.said else "said",
        typed=shown.replace("T", " ").removesuffix("Z"),
        before=before,
        after=after,
        now_next=moment.past and (after is None or (last is not None and at is not None and after == last)),
        stops=few,
        position=len(few) if at is None else max(0, bisect_right(few, at, key=_at) - 1),
    )


def _at(stop: Stop) -> float:
    return stop.at


def _stops(snapshot: Snapshot) -> tuple[Stop, ...]:
    """Return the moments at which something was said, the earliest first; made once a snapshot."""
    found = _MADE.get(snapshot)
    if found is None:
        given = {claim.said for event in snapshot.events for claim in event.claims if claim.said is not None}
        stops = {Stop(at, _short(text)) for text in given if (at := _seconds(text)) is not None}
        found = _MADE[snapshot] = tuple(sorted(stops))
    return found


def _few(stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Return at most so many moments, evenly chosen, the first and the last among them."""
    if len(stops) <= _STEPS:
        return stops
    return tuple(stops[round(number * (len(stops) - 1) / (_STEPS - 1))] for number in range(_STEPS))


def _short(text: str) -> str:
    return text.replace("+00:00", "Z").replace(":00Z", "Z") if text.endswith(("+00:00", ":00:00Z")) else text


def _seconds(text: str | None) -> float | None:
    """Return an instant as seconds, a day as its end; None where it is neither."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if "T" not in text and " " not in text:
            found = datetime.combine(found.date(), time.max)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


async def moment_asked(ask: Ask) -> Response:
    """Go to the page from which somebody came, as it was at the moment that they typed; or to what changed since."""
    query: MomentAsked = ask.query
    if query.clock not in {"said", "known"}:
        raise Problem("bad-request", "clock is said or known")
    path, _, rest = within(query.here).partition("?")
    if path in {"/review", "/add", "/account", "/keys", "/moment"} or path.startswith("/jobs/"):
        path, rest = "/", ""
    typed = _typed(query.at)
    if query.compare is not None:
        if typed is None:
            raise Problem("bad-request", "say with which moment to compare, such as 2031-05-14 09:00")
        now = await ask.desk.snapshot(At().moment)
        stops = _stops(now)
        until = stops[-1].text if query.clock == "said" and stops else str(now.facts.entry)
        return RedirectResponse(with_changes("/changes", "", before=typed, after=until, clock=query.clock), 303)
    name = "as_of" if query.clock == "said" else "known"
    cleared: dict[str, str | None] = {"as_of": None, "known": None, "after": None}
    return RedirectResponse(with_changes(path, rest, **(cleared | {name: typed})), 303)


def _typed(text: str) -> str | None:
    """Return a moment as an address has it; None for none, Problem for what is no moment."""
    wanted = " ".join(text.split())
    if not wanted:
        return None
    if wanted.isdecimal():
        return wanted
    found = _TYPED.match(wanted)
    if found is None:
        raise Problem("bad-request", f"{wanted!r} is no moment; write one as 2031-05-14 09:00, in UTC, or a day alone")
    if found[2] is None:
        return found[1]
    zone = (found[4] or "Z").upper()
    zone = "Z" if zone in {"UTC", "GMT"} else zone if ":" in zone or zone == "Z" else f"{zone[:3]}:{zone[3:]}"
    return f"{found[1]}T{int(found[2]):02d}:{found[3]}{zone}"
