"""The brief: on the left what readers would have, on the right what the gate stops, each with the way to put it right; and putting it out."""

from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.desk.forms import form_of
from sayso.desk.issue import IssueAsked, IssueSeen
from sayso.desk.problems import Problem
from sayso.desk.route import Ask, At
from sayso.desk.snapshot import Moment, Snapshot
from sayso.errors import GateError, UsageError
from sayso.publish.public.gate import Stop

_MOST = 12
"""How many stops of one kind are shown each by itself."""
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
    """Of which moment."""

    out: str | None = None
    """The entry of a publication that was just made."""


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


async def brief_values(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the brief's template shows."""
    found = await ask.desk.snapshots.issue(snapshot.moment, _asked(ask, snapshot.moment))
    return {
        "brief": found.brief, "issue": found, "kinds": stop_kinds(found) if ask.private else (), "open": sum(s.overridden is None for s in found.stops),
        "folder": str(ask.desk.settings.site) if ask.desk.settings.site is not None else "", "out": ask.query.out,
    }  # fmt: skip


def _asked(ask: Ask, moment: Moment) -> IssueAsked:
    now = ask.desk.now().replace(second=0, microsecond=0)
    return IssueAsked(config=str(ask.desk.settings.config), now=now.isoformat(), rule=moment.rule)


def stop_kinds(issue: IssueSeen) -> tuple[StopKind, ...]:
    """Return the stops of an issue by their kinds, in the order of the gate's checks; those that hold first."""
    codes = dict.fromkeys(stop.code for stop in issue.stops)
    return tuple(_kind(code, [stop for stop in issue.stops if stop.code == code], issue) for code in codes)


def _kind(code: str, stops: list[Stop], issue: IssueSeen) -> StopKind:
    ordered = sorted(stops, key=lambda stop: stop.overridden is not None)
    heading, advice = STOPS.get(code, (code, ""))
    return StopKind(
        code=code, heading=heading, advice=advice, rows=tuple(_rows(ordered[:_MOST], issue)), more=max(0, len(ordered) - _MOST),
        open=sum(stop.overridden is None for stop in ordered),
    )  # fmt: skip


def _rows(stops: Iterable[Stop], issue: IssueSeen) -> Iterable[StopRow]:
    for stop in stops:
        subject = issue.desk.get(stop.subject, stop.subject)
        kind = issue.kinds.get(stop.subject)
        fix = {"claim": f"/review?claim={subject}", "event": f"/events/{subject}", "source": f"/reports/{subject}"}
        yield StopRow(
            subject=subject, sentence=stop.sentence, fix=fix.get(kind or "", ""), code=stop.code,
            by=stop.overridden.by if stop.overridden else "", at=stop.overridden.at if stop.overridden else "",
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
    try:
        made = await ask.desk.snapshots.put_out(
            Moment(known=str(newest.entry)), _asked(ask, Moment()), str(folder), ask.person.name,
            None if boundaries is None else str(boundaries),
        )  # fmt: skip
    except (GateError, UsageError) as error:
        raise Problem("unprocessable", str(error)) from error
    return RedirectResponse(f"/brief?out={made.entry}", 303)
