"""The bar of moments on every page: which state is shown, the moments at which something changed on either clock, and the way from one to another."""

import re
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, time
from functools import lru_cache
from weakref import WeakKeyDictionary

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.desk.addresses import with_changes
from sayso.desk.guard import within
from sayso.desk.problems import Problem
from sayso.desk.route import Ask, At
from sayso.desk.screen_words import clock_words, moment_sentence, to_the_minute
from sayso.desk.snapshot import Snapshot

_STEPS = 160
"""How many moments the slider stops at; the buttons beside it stop at each."""
_TYPED = re.compile(
    r"^(\d{4}-\d\d-\d\d)(?:[T ,]+(\d{1,2})[:.]?(\d\d)(?::\d\d)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$", re.IGNORECASE
)
_MADE: "WeakKeyDictionary[Snapshot, tuple[Track, Track]]" = WeakKeyDictionary()
_WORDS = {
    "said": "By the clock of those who speak: when they said it.",
    "known": "By the clock of this ledger: when it came in.",
}
"""Which of the two clocks a past state goes by, in words."""


class Stop(msgspec.Struct, frozen=True, order=True):
    """A moment at which something changed: where it lies on its clock, as it stands in an address, and in words."""

    at: float
    """Seconds of the clock of saying; the number of an entry on the clock of the ledger."""
    text: str
    words: str


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two clocks with the moments at which something changed on it."""

    stops: tuple[Stop, ...]
    few: tuple[Stop, ...]
    """Some of them, evenly chosen, for the slider."""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """One clock, as the bar of a page shows it."""

    name: str
    """`said` or `known`."""
    parameter: str
    """How it is called in an address: `as_of` or `known`."""
    stops: tuple[Stop, ...]
    """Those of the slider."""
    position: int
    """At which of them the page stands; their number for the newest."""
    before: Stop | None
    """The change before this moment; None when there is none."""
    after: Stop | None


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """What the bar shows."""

    sentence: str
    """Which past state this is, in words; empty for the newest."""
    by: str
    """Which of the two clocks it goes by, in words; empty for the newest."""
    clock: str
    """`said` or `known`: the one by which the page is asked for."""
    typed: str
    """The moment of the page, as it is typed; empty for the newest."""
    clocks: tuple[Clock, Clock]
    """That of saying, and that of the ledger."""

    @property
    def active(self) -> Clock:
        """The clock by which the page is asked for."""
        return self.clocks[self.clock == "known"]


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
    said, known = _tracks(ask)
    clock = "known" if moment.known and not moment.said else "said"
    # On the clock that a page is not asked by, it stands at the newest.
    by_said = _seconds(moment.said) if clock == "said" else None
    by_known = snapshot.facts.seen if clock == "known" else None
    recorded = snapshot.facts.recorded_at if moment.known else None
    return Bar(
        sentence=moment_sentence(moment.said, moment.known, recorded),
        by=_WORDS[clock] if moment.past else "",
        clock=clock,
        typed=(moment.said or moment.known or "").replace("T", " ").removesuffix("Z"),
        clocks=(_clock("said", "as_of", said, by_said), _clock("known", "known", known, by_known)),
    )


def _clock(name: str, parameter: str, track: Track, at: float | None) -> Clock:
    """Return one clock of a page that stands somewhere on it, or at the newest."""
    stops, few = track.stops, track.few
    if at is None:
        before, after, position = (stops[-2] if len(stops) > 1 else None), None, len(few)
    else:
        index, beyond = bisect_left(stops, at, key=_at), bisect_right(stops, at, key=_at)
        before = stops[index - 1] if index else None
        after = stops[beyond] if beyond < len(stops) else None
        position = max(0, bisect_right(few, at, key=_at) - 1)
    return Clock(name=name, parameter=parameter, stops=few, position=position, before=before, after=after)


def _at(stop: Stop) -> float:
    return stop.at


def _tracks(ask: Ask) -> tuple[Track, Track]:
    """Return both clocks of the newest state; made once a snapshot."""
    newest = ask.desk.snapshots.newest
    found = _MADE.get(newest)
    if found is None:
        found = _MADE[newest] = (_track(_said(newest)), _track(_known(ask, newest)))
    return found


def _track(stops: tuple[Stop, ...]) -> Track:
    return Track(stops=stops, few=_few(stops))


def _said(snapshot: Snapshot) -> tuple[Stop, ...]:
    """Return the moments at which something was said, the earliest first."""
    given = {claim.said for event in snapshot.events for claim in event.claims if claim.said is not None}
    stops = {Stop(at, _short(text), clock_words(_short(text))) for text in given if (at := _seconds(text)) is not None}
    return tuple(sorted(stops))


@lru_cache(100_000)
def _minute(at: str) -> str:
    """Return an instant as a stop says it; the stops before are asked for again with every change."""
    return clock_words(to_the_minute(at))


def _known(ask: Ask, snapshot: Snapshot) -> tuple[Stop, ...]:
    """Return the entries up to which the ledger held one report or decision more, the earliest first.

    What came with a report stands behind it, so a state goes up to the entry before the next report or decision.
    """
    seen, index = snapshot.facts.seen, ask.desk.index
    came = sorted(
        [(taken.seq, taken.recorded_at) for taken in index.captures]
        + [(decided.seq, decided.decision.at) for decided in index.decisions]
    )
    came = [one for one in came if one[0] <= seen]
    ends = [*(seq - 1 for seq, _ in came[1:]), snapshot.facts.entry]
    return tuple(
        Stop(end, str(end), f"entry {end:,}, {_minute(at)}")
        for (seq, at), end in zip(came, ends, strict=bool(came))
        if end >= seq
    )


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
        stops = _tracks(ask)[0].stops
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
