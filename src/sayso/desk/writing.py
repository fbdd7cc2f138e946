"""What the API takes: decisions, reports, and tokens; each is checked against what its sender had before them."""

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from starlette.datastructures import UploadFile
from starlette.responses import Response

from sayso.decisions import Decision, Verb
from sayso.desk import answers
from sayso.desk.forms import kind_of, parts_of
from sayso.desk.index import Decided
from sayso.desk.jobs import Job
from sayso.desk.people import Token
from sayso.desk.problems import Problem
from sayso.desk.reading_room import Brought
from sayso.desk.responses import json_answer
from sayso.desk.rights import Role
from sayso.desk.route import Ask
from sayso.desk.snapshot import Moment, Snapshot
from sayso.errors import ConflictError, LedgerError, UsageError
from sayso.ledger.ledger import Ledger, decode
from sayso.verdicts import Request

_ENTRY = re.compile(r'^(?:W/)?"(\d+)-')
_LONGEST_NAME = 200
_NOT_SHOWN = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a name of a file is freed of: whatever steers a terminal or turns the words around it."""
_LONGEST_REASON = 2_000
_LONGEST_VALUE = 20_000
_OF_WHAT_GOES_OUT = frozenset({"embargo", "retract"})
"""Decisions that name claims and events alike."""


class DecisionBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision that somebody wants to make."""

    verb: Verb
    """What is decided."""
    claims: tuple[str, ...] = ()
    """Ids of claims: for accept, reject, edit, grade, and for split those that leave."""
    events: tuple[str, ...] = ()
    """Ids of events: for merge two or more, for pin and split one."""
    undoes: str | None = None
    """For undo: the id of the decision."""
    field: str | None = None
    """For edit: the claim's field."""
    value: str | None = None
    """For edit: the new value, JSON or a bare word; for grade: 1 to 6."""
    until: str = ""
    """For embargo: until when the claims are held back, an ISO day or instant."""
    reason: str
    """Why; it stays in the record."""
    seen: int | None = None
    """The last entry that you had before you: `state.entry` of what you read; `If-Match` with its ETag says the same."""


class ReportBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report to be read: a text, or addresses to be fetched."""

    text: str | None = None
    """The report itself, as plain text."""
    name: str = "pasted"
    """What a text is called: an outlet and a day, or its address."""
    addresses: tuple[str, ...] = ()
    """Pages to be fetched, kept and read."""
    paths: tuple[str, ...] = ()
    """Files or folders of the desk's own machine; only at a desk for one person."""
    published: str | None = None
    """When it was published, an ISO date or instant."""


class TokenBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to be made."""

    role: Role = "read"
    """The most that may be done with it."""
    label: str
    """What it is for."""
    days: int = 30
    """For how long, at most 90."""


class MadeToken(msgspec.Struct, frozen=True, kw_only=True):
    """A new token; it is shown this once."""

    token: str
    made: Token


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of somebody's tokens."""

    items: tuple[Token, ...]


class JobList(msgspec.Struct, frozen=True, kw_only=True):
    """The jobs, the newest first."""

    items: tuple[Job, ...]


async def decide(ask: Ask) -> Response:
    """Record a decision; a conflict is told with both texts."""
    body = await body_of(ask, DecisionBody)
    seen = body.seen if body.seen is not None else _seen_by(ask.request.headers.get("if-match"))
    made = await decided(ask, body, seen)
    answer = answers.Decided(entry=made[0], decision=made[1])
    return json_answer(answer, 201)


async def decided(ask: Ask, body: DecisionBody, seen: int | None) -> tuple[int, Decision]:
    """Record a decision and return its entry with it; Problem where it cannot be made, or somebody decided meanwhile."""
    desk = ask.desk
    if len(body.reason) > _LONGEST_REASON or len(body.value or "") > _LONGEST_VALUE:
        raise Problem("unprocessable", f"a reason has up to {_LONGEST_REASON:,} characters, a value {_LONGEST_VALUE:,}")
    snapshot = await desk.snapshot(Moment())
    request = Request(
        verb=body.verb,
        claims=body.claims,
        events=body.events,
        undoes=body.undoes,
        field=body.field,
        value=body.value,
        names=body.claims if body.verb in _OF_WHAT_GOES_OUT else (),
        until=body.until,
        by=ask.person.name,
        reason=body.reason,
    )
    _events_are_there(snapshot, body.events, seen)

    def do(ledger: Ledger) -> tuple[int, Decision]:
        _are_there(ledger, (*body.claims, *filter(None, [body.undoes])))
        last = ledger.head().seq
        if seen is not None and not 0 <= seen <= last:
            raise Problem("bad-request", f"seen is {seen}, and the ledger has {last} entries")
        # Events are those that the person had before them, or what became of them: see `_events_are_there`.
        made = desk.pipeline.decide(ledger, request, seen=seen, events=lambda: snapshot.events)
        return ledger.head().seq, made

    try:
        made = await desk.ledgers.write(do)
    except ConflictError as error:
        since = seen or snapshot.facts.seen
        already = await _already(ask, body, since)
        if already is None:
            raise await _conflict(ask, body, since, error) from error
        made = already.seq, already.decision
    except UsageError as error:
        raise Problem("unprocessable", str(error)) from error
    desk.snapshots.wake()
    return made


def _events_are_there(snapshot: Snapshot, names: Sequence[str], seen: int | None) -> None:
    for name in names:
        if name not in snapshot.by_id:
            raise Problem(
                "gone-since",
                f"no event has the id {name!r} now: its claims changed or moved",
                seen=seen,
                entry=snapshot.facts.entry,
            )


def _are_there(ledger: Ledger, names: Sequence[str]) -> None:
    for name in names:
        try:
            ledger.find(name)
        except LedgerError as trouble:
            if trouble.__cause__ is not None:
                raise  # the store itself failed: nobody knows what is there
            raise Problem("unknown", str(trouble)) from trouble


async def _already(ask: Ask, body: DecisionBody, seen: int) -> Decided | None:
    """Return the very same decision where it is what came next after what its sender saw: it was sent twice, or its answer got lost.

    It is the first of those that touch the same, for else it would have been refused itself; what others decided after it changes nothing.
    """
    await ask.desk.follow_index()
    later = [d for d in ask.desk.index.decisions if d.seq > seen and _touches(d.decision, body)]
    if not later:
        return None
    made = later[0].decision
    given = (body.verb, ask.person.name, body.reason, body.field, body.undoes, set(body.claims))
    same = (made.verb, made.by, made.reason, made.field, made.undoes, set(made.claims) if body.claims else set())
    values = {body.value, None if body.value is None else msgspec.json.encode(body.value).decode()}
    return later[0] if given == same and made.value in values else None


def _touches(made: Decision, body: DecisionBody) -> bool:
    return bool({*made.claims, *made.against} & set(body.claims)) or (
        body.undoes is not None and made.undoes == body.undoes
    )


async def _conflict(ask: Ask, body: DecisionBody, seen: int, error: ConflictError) -> Problem:
    """Return the conflict with both texts: what others decided about the same since, and what was to be decided."""
    touched = set(body.claims)
    await ask.desk.follow_index()
    snapshot = ask.desk.snapshots.newest
    for name in body.events:
        event = snapshot.event(name)
        touched.update(claim.id for claim in event.claims) if event is not None else None
    if body.undoes is not None:
        undone = await ask.desk.ledgers.read(lambda ledger: decode(ledger.find(body.undoes or "")))
        if isinstance(undone, Decision):
            touched.update((*undone.claims, *undone.against))
    theirs = [d for d in ask.desk.index.about(tuple(touched)) if d.seq > seen]
    shown = [msgspec.to_builtins(d.decision) | {"seq": d.seq} for d in theirs]
    yours: dict[str, Any] = msgspec.to_builtins(body)
    return Problem("conflict", str(error), seen=seen, yours=yours, theirs=shown, entry=ask.desk.index.seen)


def _seen_by(header: str | None) -> int | None:
    """Return the entry that an `If-Match` names: our tags begin with it."""
    if header is None or header.strip() == "*":
        return None
    found = _ENTRY.match(header.strip())
    if found is None:
        raise Problem("bad-request", "If-Match is no tag of this desk; send the ETag of what you read")
    return int(found[1])


async def body_of(ask: Ask, kind: Any) -> Any:  # noqa: ANN401 - of that kind
    """Return what was sent as JSON; Problem where it is none, or not of its kind."""
    sent = kind_of(ask.request)
    if sent != "application/json":
        raise Problem("wrong-kind", f"this takes application/json, not {sent or 'nothing'}")
    try:
        return msgspec.json.decode(await ask.request.body(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise Problem("bad-request", f"what was sent cannot stand: {trouble}") from trouble


async def add(ask: Ask) -> Response:
    """Have a report read; the answer is the job, which says how far it is."""
    sent = kind_of(ask.request)
    if sent == "multipart/form-data":
        job = await upload(ask)
    else:
        job = begun(ask, await body_of(ask, ReportBody))
    return job_answer(job, 202)


def job_answer(job: Job, status: int = 200) -> Response:
    """Return a job as JSON, with its address."""
    answer = json_answer(job, status)
    answer.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return answer


def begun(ask: Ask, body: ReportBody) -> Job:
    """Begin the job of a text, of addresses or of paths; Problem where none or several of these are given."""
    given = [name for name in ("text", "addresses", "paths") if getattr(body, name)]
    if len(given) != 1:
        raise Problem("bad-request", "give a text, or addresses, or paths: one of them")
    settings = ask.desk.settings
    if body.paths and (ask.person.by != "local" or not settings.follows_paths):
        raise Problem("not-allowed", "paths of the desk's machine are read only at a desk for one person")
    match given[0]:
        case "text":
            name = " ".join(body.name.split())[:200] or "pasted"
            brought = Brought(
                kind="sent", data=(body.text or "").encode("utf-8", "replace"), name=name, media_type="text/plain"
            )
            what = name
        case "addresses":
            brought, what = Brought(kind="addresses", addresses=body.addresses), ", ".join(body.addresses)
        case _:
            brought, what = Brought(kind="paths", paths=body.paths), ", ".join(body.paths)
    return in_row(ask, msgspec.structs.replace(brought, published=body.published or None, by=ask.person.name), what)


async def upload(ask: Ask) -> Job:
    """Begin the job of a file that was sent in a form, a report or an archive; Problem where none was."""
    async with parts_of(ask, files=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise Problem("bad-request", "no file was sent: name the field `file`")
        name = (
            _NOT_SHOWN.sub(" ", file.filename.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:].strip() or "sent"
        )
        published = form.get("published")
        if not file.size:
            raise Problem("unreadable", f"{name} is empty")
        try:
            path = await asyncio.to_thread(ask.desk.jobs.keep, file.file)
        except OSError as trouble:
            raise Problem("ledger-full", f"the file could not be taken: {trouble.strerror}") from trouble
    if path is None:
        raise Problem("too-many", "many files wait to be read: send it when some are done", retry_after=30)
    brought = Brought(
        kind="file", file=str(path), name=name, published=str(published) if published else None, by=ask.person.name
    )
    try:
        return in_row(ask, brought, name)
    except Problem:
        path.unlink(missing_ok=True)
        raise


def in_row(ask: Ask, brought: Brought, what: str) -> Job:
    """Put a job in the row; Problem where its owner has too many there."""
    job = ask.desk.jobs.begin(brought, what)
    if job is None:
        raise Problem("too-many", "wait until some of your jobs are done", retry_after=10)
    return job


async def jobs(ask: Ask) -> Response:
    """Answer with the jobs, the newest first."""
    return json_answer(JobList(items=tuple(seen_jobs(ask))))


async def job(ask: Ask) -> Response:
    """Answer how far a job is."""
    return json_answer(wanted_job(ask))


async def cancel(ask: Ask) -> Response:
    """Cancel a job; what it has read stays."""
    found = wanted_job(ask)
    if found.by != ask.person.name and not ask.person.may("people"):
        raise Problem("not-allowed", f"this job is {found.by}'s")
    cancelled = ask.desk.jobs.cancel(found.id)
    assert cancelled is not None  # noqa: S101 - it was just there
    return json_answer(cancelled)


def seen_jobs(ask: Ask) -> list[Job]:
    """Return the jobs that somebody may see: their own, and those of others where they may see private names."""
    return [job for job in ask.desk.jobs.all() if ask.private or job.by == ask.person.name]


def wanted_job(ask: Ask) -> Job:
    """Return the job that an address names; Problem when there is none."""
    found = ask.desk.jobs.get(ask.path("job"))
    if found is None or not (ask.private or found.by == ask.person.name):
        raise Problem("unknown", "no job has this id; the last 200 are remembered, until the desk ends")
    return found


async def tokens(ask: Ask) -> Response:
    """Answer with what is known of your tokens; the tokens themselves were shown once."""
    people = ask.desk.people
    return json_answer(Tokens(items=tuple(people.tokens(ask.person.name)) if people else ()))


async def make_token(ask: Ask) -> Response:
    """Make a token and show it, once."""
    body = await body_of(ask, TokenBody)
    return json_answer(await token_made(ask, body), 201)


async def token_made(ask: Ask, body: TokenBody) -> MadeToken:
    """Make a token; Problem where it cannot be, or it is asked for with a token."""
    people = ask.desk.people
    if people is None or ask.person.by != "session":
        raise Problem("not-allowed", "tokens are made by somebody who signed in, at a desk with accounts")
    lasts = timedelta(days=min(max(body.days, 0), 10_000))
    try:
        shown, made = people.make_token(ask.person.name, body.role, body.label, lasts, ask.desk.now())
    except UsageError as error:
        raise Problem("unprocessable", str(error)) from error
    ask.desk.audit.note(ask.person, "people", f"token {made.id} made, {made.role}", ask.desk.now())
    await ask.desk.audit.flush()
    return MadeToken(token=shown, made=made)


async def end_token(ask: Ask) -> Response:
    """End one of your tokens."""
    people = ask.desk.people
    name = ask.path("token")
    if people is None or not people.end_token(ask.person.name, name):
        raise Problem("unknown", "you have no token of this id")
    ask.desk.audit.note(ask.person, "people", f"token {name} ended", ask.desk.now())
    return Response(status_code=204)
