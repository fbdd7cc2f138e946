"""The brief: on the left what readers would have, on the right what the gate stops, each with the way to put it right; and putting it out."""

import asyncio
from bisect import bisect_left, bisect_right
from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.desk.asked import day_of
from sayso.desk.forms import form_of
from sayso.desk.issue import IssueAsked, IssueSeen, StopsTold, StopTold
from sayso.desk.problems import Problem
from sayso.desk.route import Ask, At
from sayso.desk.snapshot import Moment, Snapshot
from sayso.errors import GateError, UsageError
from sayso.publish.brief import MOST_DEVELOPMENTS
from sayso.publish.model import Brief
from sayso.reconcile.selection import Wanted

_AT_ONCE_S = 0.8
"""How long a page waits for the gate: of a few hundred events it is there by then."""
_MOST_WAIT_S = 2.5
"""How long a page may wait that asks again for it."""
_DRAFT_S = 1.0
STOPS: dict[str, tuple[str, str]] = {
    "unquoted": ("Words that do not stand in their report", "The report is read again, or the claim rejected."),
    "unreviewed": ("Claims that nobody looked at", "Accept, edit or reject each; several can be looked at at once."),
    "licence": (
        "Words that their source does not let out",
        "Say in sayso.toml what its licence allows, or leave it out.",
    ),
    "precise-place": (
        "Places that are told too exactly",
        "Wait until the delay is over, or edit the place to a wider one.",
    ),
    "private-person": (
        "People who are not in public life",
        "Edit or reject the claim, or name the person in the policy.",
    ),
    "loaded-word": ("Words that take a side", "They may stand in quotation marks alone."),
    "single-party": ("Told by one party alone, unlabelled", "The label is missing: make the brief again."),
    "held-back": ("Held back, retracted or under an embargo", "Wait until the embargo ends."),
    "fault": ("A check that broke off", "Nobody can override it: report it, and do not publish."),
}
"""What each kind of stop is called, and what puts it right."""


class BriefPageAsked(At, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which moment, of which day, and how long to wait for the gate."""

    day: str | None = None
    """Only what happened on this day; `all` for everything. Without it the newest day, where everything is too much for one brief."""
    out: str | None = None
    """The entry of a publication that was just made."""
    wait: int = 0
    """How many seconds to wait for the gate before an answer without it; at most 2.5."""


class PublishForm(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody wants the brief to go out."""

    seen: int
    read: bool = False
    """That they read the draft."""


class StopRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that stops it."""

    subject: str
    """The id by which the desk knows it."""
    sentence: str
    fix: str
    """The page on which it is put right; empty where there is none."""
    code: str
    by: str
    """Who lets it pass; empty where it stops."""
    at: str


class StopKind(msgspec.Struct, frozen=True, kw_only=True):
    """All stops of one kind."""

    code: str
    heading: str
    advice: str
    rows: tuple[StopRow, ...]
    more: int
    open: int
    """How many of them stop it."""


class DayShown(msgspec.Struct, frozen=True, kw_only=True):
    """Of which day the draft is, and which others there are."""

    day: str
    """ISO; empty for everything."""
    before: str
    """The day before it of which anything is told; empty for none."""
    after: str


async def brief_values(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the brief's template shows: the issue where it is there, else the desk's own draft, and how far the gate is."""
    query: BriefPageAsked = ask.query
    day = day_shown(snapshot, query.day)
    wanted = Wanted(day_of(day.day or None), day_of(day.day or None))
    within = min(max(float(query.wait), _AT_ONCE_S), _MOST_WAIT_S)
    look = await ask.desk.snapshots.issue(query.moment, _asked(ask, query.moment), wanted, within)
    found = look.issue
    return {
        "brief": found.brief if found else await _draft(ask, snapshot, wanted),
        "issue": found, "kinds": stop_kinds(found) if found and ask.private else (), "open": found.open if found else 0,
        "day": day, "under_way": look.under_way_s, "of_entry": look.entry,
        "folder": str(ask.desk.settings.site) if ask.desk.settings.site is not None else "", "out": query.out,
    }  # fmt: skip


def day_shown(snapshot: Snapshot, asked: str | None) -> DayShown:
    """Return of which day a draft is: the one asked for, else the newest by which anything was said; everything where that fits one brief."""
    if asked == "all" or (asked is None and len(snapshot.events) <= MOST_DEVELOPMENTS):
        return DayShown(day="", before="", after="")
    days = sorted({event.time.start[:10] for event in snapshot.events if event.time and event.time.start})
    if asked is None:
        told = max((claim.said[:10] for claim in snapshot.claims if claim.said), default="")
        by_then = [day for day in days if day <= told]
        if not by_then:
            return DayShown(day="", before="", after="")
        asked = by_then[-1]
    place, behind = bisect_left(days, asked), bisect_right(days, asked)
    return DayShown(
        day=asked, before=days[place - 1] if place else "", after=days[behind] if behind < len(days) else ""
    )


async def _draft(ask: Ask, snapshot: Snapshot, wanted: Wanted) -> Brief | None:
    """Return the desk's own brief of some days while there is no issue; None where that is not there soon, and for everything."""
    if wanted == Wanted():
        return None
    try:
        async with asyncio.timeout(_DRAFT_S):
            return await ask.desk.snapshots.brief(snapshot, wanted)
    except TimeoutError:
        return None


def _asked(ask: Ask, moment: Moment) -> IssueAsked:
    """Return of what the issue is made: within an hour the same; the hour is the one that has begun, which lets out less."""
    now = ask.desk.now().replace(minute=0, second=0, microsecond=0)
    config = ask.desk.settings.config
    written = config.stat().st_mtime_ns if config.exists() else 0
    return IssueAsked(config=str(config), now=now.isoformat(), rule=moment.rule, written=written)


def stop_kinds(issue: IssueSeen) -> tuple[StopKind, ...]:
    """Return the stops of an issue by their kinds, in the order of the gate's checks; those that hold first."""
    return tuple(map(_kind, issue.stops))


def _kind(stops: StopsTold) -> StopKind:
    heading, advice = STOPS.get(stops.code, (stops.code, ""))
    return StopKind(
        code=stops.code, heading=heading, advice=advice, rows=tuple(_row(stops.code, stop) for stop in stops.told),
        more=stops.many - len(stops.told), open=stops.open,
    )  # fmt: skip


def _row(code: str, stop: StopTold) -> StopRow:
    fix = {"claim": "/review?claim=", "event": "/events/", "source": "/reports/"}.get(stop.what)
    return StopRow(
        subject=stop.subject, sentence=stop.sentence, fix=f"{fix}{stop.subject}" if fix else "", code=code, by=stop.by, at=stop.at
    )  # fmt: skip


async def published(ask: Ask) -> Response:
    """Put the brief out: write the site, and record that it went."""
    form = await form_of(ask, PublishForm)
    folder = ask.desk.settings.site
    if folder is None:
        raise Problem("unprocessable", "this desk has no folder for a site: begin it with --site DIR")
    if not form.read:
        raise Problem("unprocessable", "say that you read the draft: the box beside the button")
    newest = ask.desk.snapshots.newest.facts
    if form.seen != newest.entry:
        raise Problem(
            "gone-since", "the ledger has changed since you read the draft: read it again", entry=newest.entry
        )
    boundaries = ask.desk.settings.boundaries
    # It goes out as of now and not of the hour: two issues of one hour are told apart by their instants.
    now = msgspec.structs.replace(
        _asked(ask, Moment()), now=ask.desk.now().replace(second=0, microsecond=0).isoformat()
    )
    try:
        made = await ask.desk.snapshots.put_out(
            Moment(known=str(newest.outgoing)), now, str(folder), ask.person.name,
            None if boundaries is None else str(boundaries),
        )  # fmt: skip
    except (GateError, UsageError) as error:
        raise Problem("unprocessable", str(error)) from error
    return RedirectResponse(f"/brief?out={made.entry}", 303)
