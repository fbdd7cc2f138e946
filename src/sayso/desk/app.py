"""The application: the one table of routes, and what is made of it. Whatever is not in the table is not there."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from functools import cache

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Mount
from starlette.routing import Route as Path
from starlette.staticfiles import StaticFiles

from sayso import clock
from sayso.desk import (
    answers,
    asked,
    looks,
    memento,
    own_account,
    pages,
    reading,
    screen_brief,
    screen_desk,
    screen_map,
    screen_moment,
    screen_review,
    sign_in,
    writing,
)
from sayso.desk.desk import Desk
from sayso.desk.guard import endpoint, told
from sayso.desk.headers import Door
from sayso.desk.jobs import Job
from sayso.desk.openapi import document
from sayso.desk.options import DeskSettings
from sayso.desk.problems import Problem
from sayso.desk.rendering import STATIC
from sayso.desk.route import Ask, At, Route
from sayso.records import Explanation

_V1 = "/api/v1"


async def openapi(ask: Ask) -> Response:
    """Answer with the OpenAPI document."""
    del ask
    return Response(_document(), media_type="application/json")


@cache
def _document() -> bytes:
    return msgspec.json.encode(document(ROUTES))


async def live(ask: Ask) -> Response:
    """Tell what happens, as server-sent events, until either side ends."""
    desk = ask.desk
    who = f"{ask.person.name} {ask.person.key}"
    if desk.listening[who] >= desk.settings.limits.streams:
        raise Problem("too-many", "too many of your pages listen already", retry_after=30)
    last = ask.request.headers.get("last-event-id", "")
    missed = desk.missed(int(last)) if last.isdecimal() and len(last) < 19 else []

    async def listen() -> AsyncIterator[bytes]:
        desk.listening[who] += 1
        try:
            async for line in desk.hub.listen(missed):
                if not desk.still(ask.person):
                    return
                yield line
        finally:
            desk.listening[who] -= 1

    return StreamingResponse(listen(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def health(ask: Ask) -> Response:
    """Answer that the desk is there; nothing of what it holds."""
    ready = ask.desk.snapshots.ready.is_set() and ask.desk.snapshots.trouble is None
    return Response("ready\n" if ready else "not ready\n", 200 if ready else 503, media_type="text/plain")


ROUTES: tuple[Route, ...] = (
    # What the API gives.
    Route("GET", f"{_V1}/openapi.json", openapi, None, "This document.", answer="application/json"),
    Route("GET", f"{_V1}/head", reading.head, "see", "How far the ledger goes, and how far the answers.", answer=answers.HeadOf),
    Route("GET", f"{_V1}/events", reading.events, "see", "Events, a page at a time.", asked.EventsAsked, answer=answers.Events, forms=("json", "csv", "geojson"), private=True, kept=True),
    Route("GET", f"{_V1}/events/{{event}}", reading.event, "see", "One event with its accounts side by side.", At, answer=answers.OneEvent, problems=("unknown",), private=True, kept=True),
    Route("GET", f"{_V1}/claims", reading.claims, "see", "Claims, a page at a time.", asked.ClaimsAsked, answer=answers.Claims, forms=("json", "csv"), problems=("unknown",), private=True, kept=True),
    Route("GET", f"{_V1}/claims/{{claim}}", reading.claim, "see", "One claim with the words around it.", At, answer=answers.OneClaim, problems=("unknown",), private=True, kept=True),
    Route("GET", f"{_V1}/claims/{{claim}}/why", reading.why, "private", "Why a claim stands in an event, or why not.", asked.WhyAsked, answer=Explanation, problems=("unknown",), private=True, kept=True),
    Route("GET", f"{_V1}/positions", reading.positions, "see", "Where parties stand over time.", asked.Paging, answer=answers.Positions, forms=("json", "csv"), private=True, kept=True),
    Route("GET", f"{_V1}/sources", reading.sources, "see", "How the sources stand that are followed.", At, answer=answers.Sources, forms=("json", "csv")),
    Route("GET", f"{_V1}/reports", reading.reports, "see", "Reports, without their texts.", asked.Paging, answer=answers.Reports, forms=("json", "csv"), private=True, kept=True),
    Route("GET", f"{_V1}/reports/{{report}}", reading.report, "see", "One report, without its text.", At, answer=answers.ReportItem, problems=("unknown",), private=True, kept=True),
    Route("GET", f"{_V1}/reports/{{report}}/text", reading.report_text, "see", "The text of a report, as text.", At, problems=("unknown",), private=True, kept=True),
    Route("GET", f"{_V1}/decisions", reading.decisions, "see", "What people decided.", asked.DecisionsAsked, answer=answers.Decisions, forms=("json", "csv"), kept=True),
    Route("GET", f"{_V1}/changes", reading.changes, "see", "What changed between two moments.", asked.ChangesAsked, answer=answers.Changes),
    Route("GET", f"{_V1}/brief", reading.brief, "see", "The brief, as it would go out.", asked.BriefAsked, answer=answers.BriefOf, forms=("json", "md"), kept=True),
    Route("GET", memento.TIME_MAP, reading.timemap, "see", "The past states of a list (RFC 7089).", asked.TimeMapAsked, answer=memento.LINK_FORMAT),
    Route("GET", f"{_V1}/accesses", looks.looks, "people", "Who looked at what is not for everybody, took it away, or came in.", asked.AccessesAsked, answer=looks.Looks, forms=("json", "csv")),
    # What it takes.
    Route("POST", f"{_V1}/decisions", writing.decide, "decide", "Record a decision.", body=writing.DecisionBody, answer=answers.Decided, status=201, problems=("wrong-kind", "unknown", "conflict", "gone-since", "unprocessable")),
    Route("POST", f"{_V1}/reports", writing.add, "add", "Have a report read; the answer is its job.", body=writing.ReportBody, answer=Job, status=202, problems=("wrong-kind", "unreadable"), upload=True),
    Route("GET", f"{_V1}/jobs", writing.jobs, "add", "Jobs, the newest first.", answer=writing.JobList),
    Route("GET", f"{_V1}/jobs/{{job}}", writing.job, "add", "How far a job is.", answer=Job, problems=("unknown",)),
    Route("DELETE", f"{_V1}/jobs/{{job}}", writing.cancel, "add", "Cancel a job; what it has read stays.", answer=Job, problems=("unknown",)),
    Route("GET", f"{_V1}/tokens", writing.tokens, "see", "What is known of your tokens.", answer=writing.Tokens),
    Route("POST", f"{_V1}/tokens", writing.make_token, "see", "Make a token; it is shown once.", body=writing.TokenBody, answer=writing.MadeToken, status=201, problems=("wrong-kind", "unprocessable")),
    Route("DELETE", f"{_V1}/tokens/{{token}}", writing.end_token, "see", "End one of your tokens.", status=204, problems=("unknown",)),
    # Pages.
    Route("GET", "/", pages.desk, "see", "The events.", screen_desk.DeskAsked, private=True),
    Route("GET", "/map/outlines", screen_map.outlines, "see", "The outlines of countries."),
    Route("GET", "/moment", screen_moment.moment_asked, "see", "The page at another moment.", screen_moment.MomentAsked),
    Route("GET", "/events/{event}", pages.event_page, "see", "One event.", At, private=True),
    Route("GET", "/claims/{claim}", pages.claim_page, "see", "One claim in its text.", At, private=True),
    Route("GET", "/reports", pages.reports_page, "see", "The reports.", asked.Paging, private=True),
    Route("GET", "/reports/{report}", pages.report_page, "see", "The text of a report.", At, private=True),
    Route("GET", "/review", pages.review, "decide", "The queue.", screen_review.ReviewAsked, private=True),
    Route("GET", "/review/several", pages.review_several, "decide", "Claims to be decided together.", screen_review.SeveralAsked, private=True),
    Route("GET", "/keys", pages.keys_page, "see", "The keys of the page for review."),
    Route("POST", "/review", pages.review_decided, "decide", "Record a decision.", refilled=True),
    Route("GET", "/decisions", pages.decisions_page, "see", "What people decided.", asked.DecisionsAsked),
    Route("GET", "/add", pages.add_page, "add", "The forms by which reports come in."),
    Route("POST", "/add", pages.added, "add", "Have a report read.", upload=True, refilled=True),
    Route("GET", "/jobs/{job}", pages.job_page, "add", "How far a job is."),
    Route("POST", "/jobs/{job}/cancel", pages.job_cancelled, "add", "Cancel a job."),
    Route("GET", "/sources", pages.sources_page, "see", "How the sources stand.", At),
    Route("GET", "/changes", pages.changes_page, "see", "What changed.", pages.ChangesForm),
    Route("GET", "/brief", pages.brief_shown, "see", "The brief as readers would have it, and what stops it.", screen_brief.BriefPageAsked, private=True),
    Route("POST", "/brief/publish", screen_brief.published, "publish", "Put the brief out."),
    Route("GET", "/live", live, "see", "What happens, as server-sent events."),
    Route("GET", "/sign-in", sign_in.sign_in, None, "The form for coming in.", sign_in.SignInAsked),
    Route("POST", "/sign-in", sign_in.signed_in, None, "Come in."),
    Route("POST", "/sign-out", sign_in.sign_out, "see", "Go out."),
    Route("POST", "/sign-out-everywhere", sign_in.sign_out_everywhere, "see", "End all sessions of one's own."),
    Route("GET", "/account", sign_in.account, "see", "One's own account."),
    Route("POST", "/account/tokens", sign_in.account_token, "see", "Make a token."),
    Route("POST", "/account/tokens/{token}/end", sign_in.account_end_token, "see", "End a token."),
    Route("GET", "/account/password", own_account.password_page, "see", "Choose a password."),
    Route("POST", "/account/password", own_account.password_chosen, "see", "Choose a password."),
    Route("GET", "/account/factor", own_account.factor_page, "see", "Take another second factor."),
    Route("POST", "/account/factor", own_account.factor_taken, "see", "Take another second factor."),
    Route("POST", "/account/codes", own_account.codes_made, "see", "Make recovery codes."),
    Route("GET", "/looks", looks.looks_page, "people", "Who saw what.", asked.AccessesAsked),
    Route("GET", "/problems/{kind}", pages.problem_explained, None, "What a kind of trouble means."),
    Route("GET", "/health", health, None, "Whether the desk is there."),
)  # fmt: skip
"""Every method of every address: with the right that it needs, what it takes and what it gives. The tests walk it role by role."""


def app(settings: DeskSettings, now: Callable[[], datetime] = clock.instant) -> Starlette:
    """Return the desk as an ASGI application; LedgerError when the file of accounts cannot be opened."""
    desk = Desk(settings, now)
    uploads = {route.path: settings.limits.upload_bytes for route in ROUTES if route.upload}
    door = Middleware(
        Door, hosts=settings.hosts, https=settings.https, body_bytes=settings.limits.body_bytes, uploads=uploads
    )

    async def unrouted(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        name = {404: "unknown", 405: "wrong-method", 400: "bad-request"}.get(status, "fault")
        if not request.scope.get("sayso.host", False):
            name = "foreign-host"
        return told(desk, request, Problem(name, f"{request.method} {request.url.path}"))

    made = Starlette(
        routes=list(_paths(desk)),
        middleware=[door],
        exception_handlers={HTTPException: unrouted, Exception: unrouted},
        lifespan=lambda _: desk.running(),
    )
    made.router.redirect_slashes = False
    made.state.desk = desk
    return made


def _paths(desk: Desk) -> Iterator[BaseRoute]:
    for route in ROUTES:
        for form in route.forms:
            yield Path(f"{route.path}.{form}", endpoint(desk, route, form), methods=[route.method])
        yield Path(route.path, endpoint(desk, route), methods=[route.method])
    yield Mount("/static", StaticFiles(directory=STATIC), name="static")
