"""The pages: plain, whole without scripts, each made of the same answers that the API gives."""

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.responses import RedirectResponse, Response

from sayso.capture.archives import READ
from sayso.decisions import Verb
from sayso.desk.addresses import carried, here, with_changes
from sayso.desk.asked import ChangesAsked, DecisionsAsked, Paging
from sayso.desk.forms import form_of
from sayso.desk.guard import within
from sayso.desk.paging import paged
from sayso.desk.problems import KINDS, Problem
from sayso.desk.reading import one_claim, report_items, text_of, wanted_event
from sayso.desk.rendering import page
from sayso.desk.responses import next_page
from sayso.desk.route import Ask, At
from sayso.desk.screen_brief import brief_values
from sayso.desk.screen_desk import desk_values
from sayso.desk.screen_event import event_at, event_values
from sayso.desk.screen_evidence import card_of
from sayso.desk.screen_moment import bar
from sayso.desk.screen_review import KEYS, review_values, several_values
from sayso.desk.screen_source import standing
from sayso.desk.screen_sources import sources_values
from sayso.desk.screen_words import claim_marks, lines_of
from sayso.desk.shown import claim_item, decision_item, readable_claims, source_of, state_of
from sayso.desk.snapshot import Snapshot
from sayso.desk.writing import DecisionBody, ReportBody, begun, decided, seen_jobs, upload, wanted_job
from sayso.records import Claim

_OWN_S = 2.0
"""How long to wait, after a decision, for the page to know it too."""


class ChangesForm(At, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Between which moments; with neither, the last change; with one, only the form."""

    before: str | None = None
    after: str | None = None
    clock: str = "said"


class DecisionForm(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as a page sends it."""

    verb: Verb
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    undoes: str | None = None
    until: str = ""
    field: str | None = None
    value: str | None = None
    reason: str = ""
    note: str = ""
    """Words of one's own, after a reason that was chosen."""
    seen: int
    next: str = "/review"


class AddForm(msgspec.Struct, frozen=True, kw_only=True):
    """A report as a page sends it."""

    text: str | None = None
    name: str = "pasted"
    addresses: str | None = None
    paths: str | None = None
    published: str | None = None


async def desk(ask: Ask) -> Response:
    """Show the events: as a list, on a map over a strip of time, and the words of one."""
    snapshot = await ask.snapshot()
    return _page(ask, "desk.html", snapshot, **await desk_values(ask, snapshot))


async def event_page(ask: Ask) -> Response:
    """Show one event with its accounts side by side."""
    snapshot = await ask.snapshot()
    found = event_at(ask.desk.snapshots.newest, snapshot, ask.path("event"))
    if found is None:
        return _page(ask, "unborn.html", snapshot, now=wanted_event(ask.desk.snapshots.newest, ask.path("event")))
    return _page(ask, "event.html", snapshot, **await event_values(ask, snapshot, found))


async def claim_page(ask: Ask) -> Response:
    """Show one claim: its quote in the text in which it stands."""
    snapshot = await ask.snapshot()
    one = await one_claim(ask, snapshot, ask.path("claim"))
    return _page(
        ask, "claim.html", snapshot, one=one, lines=lines_of(*_around(ask, one.claim)), marks=claim_marks(one.claim)
    )


def _around(ask: Ask, claim: Claim) -> tuple[str, str, str]:
    """Return the text before the quote, the quote, and the text after it, as whoever asks may see them."""
    told = ask.desk.telling.told(claim.report)
    if told is None:
        return "", claim.quote, ""
    text, (start, end) = told.report.text, claim.span
    pieces = text[:start], text[start:end], text[end:]
    return pieces if ask.private else tuple(map(told.private.masked, pieces))  # type: ignore[return-value]  # three


async def report_page(ask: Ask) -> Response:
    """Show a report's text, with the claims that were read from it."""
    snapshot = await ask.snapshot()
    name = ask.path("report")
    text = await text_of(ask, snapshot, name)
    rows = [taken for taken in ask.desk.index.captures if taken.capture.id == name]
    items = await report_items(ask, snapshot, rows[:1])
    if not items:
        raise Problem("unknown", f"no report has the id {name!r}")
    claims = sorted(snapshot.by_report.get(name, ()), key=lambda claim: claim.span)
    shown = await readable_claims(ask, snapshot, claims)
    told = [claim_item(ask, snapshot, claim) for claim in shown]
    card = card_of(ask, name, claims, rows[0], await standing(ask, snapshot), None, "F")
    return _page(ask, "report.html", snapshot, item=items[0], lines=lines_of(text), claims=told, card=card)


async def reports_page(ask: Ask) -> Response:
    """Show the reports."""
    snapshot = await ask.snapshot()
    query: Paging = ask.query
    every = [taken for taken in ask.desk.index.captures if taken.seq <= snapshot.facts.seen]
    found = paged(every, lambda taken: (taken.seq,), after=query.after, limit=query.limit, order=query.order)
    items = await report_items(ask, snapshot, found.rows)
    return _page(ask, "reports.html", snapshot, items=items, following=next_page(ask, found.next))


async def review(ask: Ask) -> Response:
    """Show one claim with its words, its event, and what can be decided."""
    snapshot = await ask.snapshot()
    return _page(ask, "review.html", snapshot, **await review_values(ask, snapshot))


async def review_several(ask: Ask) -> Response:
    """Show claims before they are decided together."""
    snapshot = await ask.snapshot()
    return _page(ask, "several.html", snapshot, **await several_values(ask, snapshot))


async def keys_page(ask: Ask) -> Response:
    """Show the keys, and have them changed."""
    return page("keys.html", ask.desk, ask.person, keys=KEYS, here="/keys")


async def review_decided(ask: Ask) -> Response:
    """Record what a page sent, and go on."""
    form = await form_of(ask, DecisionForm)
    body = DecisionBody(
        verb=form.verb, claims=form.claims, events=form.events, undoes=form.undoes, field=form.field, value=form.value, until=form.until,
        reason=_reason(form), seen=form.seen,
    )  # fmt: skip
    entry, made = await decided(ask, body, form.seen)
    await ask.desk.snapshots.reached(entry, _OWN_S)
    await ask.desk.follow_index()  # so that the next undo is of the right one
    target = within(form.next)
    path, _, query = target.partition("?")
    if path == "/review":
        target = with_changes(path, query, told=made.id)
    return RedirectResponse(target, 303)


def _reason(form: DecisionForm) -> str:
    """Return why, as it was chosen and as it was written."""
    return ": ".join(filter(None, (form.reason.strip(), form.note.strip()))) or _unsaid(form.verb)


def _unsaid(verb: str) -> str:
    """Return the reason of a decision that needs no words of its own: that the words were read and found to be so."""
    return "read as quoted" if verb == "accept" else ""


async def decisions_page(ask: Ask) -> Response:
    """Show what people decided, the newest first."""
    snapshot = await ask.snapshot()
    query: DecisionsAsked = ask.query
    every = [decided for decided in ask.desk.index.decisions if decided.seq <= snapshot.facts.seen]
    found = paged(every, lambda decided: (decided.seq,), after=query.after, limit=query.limit, order="newest")
    items = [decision_item(ask, decided) for decided in found.rows]
    return _page(ask, "decisions.html", snapshot, items=items, following=next_page(ask, found.next))


async def add_page(ask: Ask) -> Response:
    """Show the forms by which reports come in, and the jobs."""
    snapshot = await ask.snapshot()
    local = ask.person.by == "local" and ask.desk.settings.follows_paths
    largest = ask.desk.settings.limits.upload_bytes // 2**20
    return _page(ask, "add.html", snapshot, jobs=seen_jobs(ask)[:20], local=local, reads=READ, largest=largest)


async def added(ask: Ask) -> Response:
    """Have what a page sent read, and show how far it is."""
    sent = ask.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent == "multipart/form-data":
        job = await upload(ask)
    else:
        form = await form_of(ask, AddForm)
        body = ReportBody(
            text=form.text, name=form.name, addresses=tuple((form.addresses or "").split()),
            paths=tuple((form.paths or "").splitlines()), published=form.published,
        )  # fmt: skip
        job = begun(ask, body)
    return RedirectResponse(f"/jobs/{job.id}", 303)


async def job_page(ask: Ask) -> Response:
    """Show how far a job is."""
    return page("job.html", ask.desk, ask.person, job=wanted_job(ask), here="/add")


async def job_cancelled(ask: Ask) -> Response:
    """Cancel a job."""
    found = wanted_job(ask)
    if found.by != ask.person.name and not ask.person.may("people"):
        raise Problem("not-allowed", f"this job is {found.by}'s")
    ask.desk.jobs.cancel(found.id)
    return RedirectResponse(f"/jobs/{found.id}", 303)


async def sources_page(ask: Ask) -> Response:
    """Show how the sources stand that are followed."""
    snapshot = await ask.snapshot()
    return _page(ask, "sources.html", snapshot, **await sources_values(ask, snapshot))


async def changes_page(ask: Ask) -> Response:
    """Show what changed between two moments; of a visitor who names none, with the last thing that was said."""
    snapshot = await ask.snapshot()
    query: ChangesForm = ask.query
    difference = None
    said = bar(ask, snapshot).clocks[0]
    if query.before is None and query.after is None and said.before is not None and said.stops:
        query = msgspec.structs.replace(query, before=said.before.text, after=said.stops[-1].text)
    if query.before is not None and query.after is not None:
        asked = ChangesAsked(before=query.before, after=query.after, clock=query.clock, rule=query.rule)
        difference = await ask.desk.snapshots.changes(
            asked.before, asked.after, said=asked.clock != "known", rule=asked.rule
        )
    return _page(ask, "changes.html", snapshot, query=query, difference=difference)


async def brief_shown(ask: Ask) -> Response:
    """Show the brief as readers would have it, and what stops it."""
    snapshot = await ask.snapshot()
    return _page(ask, "brief.html", snapshot, **await brief_values(ask, snapshot))


async def problem_explained(ask: Ask) -> Response:
    """Explain one kind of trouble."""
    kind = KINDS.get(ask.path("kind"))
    if kind is None:
        raise Problem("unknown", "there is no such kind of trouble")
    return page("problem_kind.html", ask.desk, ask.anybody, name=ask.path("kind"), kind=kind)


def _page(ask: Ask, template: str, snapshot: Snapshot, **values: Any) -> Response:  # noqa: ANN401 - a template's own
    return page(
        template, ask.desk, ask.person, state=state_of(ask, snapshot), snapshot_state=snapshot.facts.sentence or None,
        source_of=lambda report: source_of(ask, report), here=ask.request.url.path, bar=bar(ask, snapshot),
        at=here(ask.request), go=_to_moment(ask), to=carried(ask.request), address=_address(ask), **values,
    )  # fmt: skip


def _to_moment(ask: Ask) -> Callable[..., str]:
    """Return what gives the address of this page at another moment; of the desk, where this page knows only now."""
    if isinstance(ask.query, At):
        return here(ask.request)
    return lambda **changes: with_changes("/", "", **changes)


def _address(ask: Ask) -> str:
    """Return the whole address of a page, for coming back to it."""
    query = ask.request.url.query
    return ask.request.url.path + (f"?{query}" if query else "")
