"""What the API gives to read: events, claims, positions, sources, reports, decisions, changes, the brief, and how far the ledger goes."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from starlette.responses import Response

from sayso import clock
from sayso.desk import answers, memento
from sayso.desk.desk import Desk, report_in
from sayso.desk.exports import csv_answer, geojson_answer
from sayso.desk.index import Decided, Taken
from sayso.desk.paging import paged
from sayso.desk.problems import Problem
from sayso.desk.responses import json_answer, next_page, text_answer
from sayso.desk.route import Ask
from sayso.desk.shown import (
    accounts_of,
    claim_item,
    decision_item,
    decisions_about,
    event_item,
    ratings_of,
    readable,
    readable_claims,
    source_of,
    state_of,
)
from sayso.desk.snapshot import Snapshot, claim_key, event_key
from sayso.ledger.ledger import Ledger, decode
from sayso.library.columns import CLAIMS, EVENTS, ClaimRow, EventRow
from sayso.publish.event_record import event_records
from sayso.publish.markdown import markdown
from sayso.records import Capture, Claim, Incident, Position, Rating, Report
from sayso.sources import SourceHealth
from sayso.watching.config import read_sources
from sayso.watching.health import health, sources_of


async def events(ask: Ask) -> Response:
    """Answer with a page of events, or all of them as a file."""
    snapshot = await ask.snapshot()
    selection = snapshot.select(ask.query.wanted)
    if ask.form != "json":
        shown = await readable(ask, snapshot, selection.events[: ask.desk.settings.limits.rows])
        if ask.form == "geojson":
            return geojson_answer("events", shown)
        return csv_answer("events", [name for name, _ in EVENTS], (EventRow.of(event).values for event in shown))
    page = paged(selection.events, event_key, after=ask.query.after, limit=ask.query.limit, order=ask.query.order)
    shown = await readable(ask, snapshot, page.rows)
    answer = answers.Events(
        state=state_of(ask, snapshot),
        total=len(selection.events),
        undated=selection.undated,
        next=next_page(ask, page.next),
        items=tuple(map(event_item, shown)),
    )
    return json_answer(answer, following=answer.next)


async def event(ask: Ask) -> Response:
    """Answer with one event, its accounts side by side and what was decided about it."""
    snapshot = await ask.snapshot()
    found = wanted_event(snapshot, ask.path("event"))
    return json_answer(await one_event(ask, snapshot, found))


async def one_event(ask: Ask, snapshot: Snapshot, found: Incident) -> answers.OneEvent:
    """Return one event with everything beside it."""
    accounts = await accounts_of(ask, snapshot, found)
    (shown,) = await readable(ask, snapshot, [found])
    sources = {claim.report: source_of(ask, claim.report) or "" for claim in found.claims}
    (record,) = event_records([shown], sources, ask.desk.coder)
    return answers.OneEvent(
        state=state_of(ask, snapshot),
        event=record,
        accounts=accounts,
        decisions=decisions_about(ask, snapshot, (claim.id for claim in found.claims)),
    )


def wanted_event(snapshot: Snapshot, name: str) -> Incident:
    """Return the event of a name, or in which the claim of that name stands; Problem when there is none."""
    found = snapshot.event(name)
    if found is None:
        raise Problem("unknown", f"no event has the id {name!r}, and no claim of that id stands in one")
    return found


async def claims(ask: Ask) -> Response:
    """Answer with a page of claims, or all of them as a file."""
    snapshot = await ask.snapshot()
    every: Sequence[Claim] = snapshot.claims
    query = ask.query
    if query.event is not None:
        every = sorted(wanted_event(snapshot, query.event).claims, key=claim_key)
    if query.report is not None:
        every = [claim for claim in every if claim.report == query.report]
    if query.reviewed is not None:
        every = [claim for claim in every if (claim.id in snapshot.accepted) == query.reviewed]
    if ask.form == "csv":
        shown = await readable_claims(ask, snapshot, every[: ask.desk.settings.limits.rows])
        rows = (_claim_row(ask, snapshot, claim) for claim in shown)
        return csv_answer("claims", [name for name, _ in CLAIMS], rows)
    page = paged(every, claim_key, after=query.after, limit=query.limit, order=query.order)
    shown = await readable_claims(ask, snapshot, page.rows)
    answer = answers.Claims(
        state=state_of(ask, snapshot),
        total=len(every),
        next=next_page(ask, page.next),
        items=tuple(claim_item(ask, snapshot, claim) for claim in shown),
    )
    return json_answer(answer, following=answer.next)


def _claim_row(ask: Ask, snapshot: Snapshot, claim: Claim) -> tuple[object, ...]:
    event = snapshot.event(claim.id)
    code = ratings_of(event).get(claim.id) if event else None
    rating = msgspec.convert({"claim": claim.id, "source": code[0], "credibility": code[1]}, Rating) if code else None
    return ClaimRow.of(claim, source_of(ask, claim.report), rating, accepted=claim.id in snapshot.accepted).values


async def claim(ask: Ask) -> Response:
    """Answer with one claim and the words around it."""
    snapshot = await ask.snapshot()
    return json_answer(await one_claim(ask, snapshot, ask.path("claim")))


async def one_claim(ask: Ask, snapshot: Snapshot, name: str) -> answers.OneClaim:
    """Return one claim, also one that stands no more; Problem when the ledger holds none of that id."""
    standing = snapshot.claim(name)
    found = standing or await ask.desk.ledgers.read(lambda ledger: _recorded(ledger, name, snapshot.facts.seen))
    if found is None:
        raise Problem("unknown", f"no claim has the id {name!r}")
    await ask.desk.ready_to_tell(snapshot, [found.report])
    line = ask.desk.telling.line(found, private=ask.private)
    (shown,) = await readable_claims(ask, snapshot, [found])
    return answers.OneClaim(
        state=state_of(ask, snapshot),
        claim=claim_item(ask, snapshot, shown),
        stands=standing is not None,
        before=line.words.before if line else "",
        after=line.words.after if line else "",
        decisions=decisions_about(ask, snapshot, [name]),
    )


def _recorded(ledger: Ledger, name: str, until: int) -> Claim | None:
    for recorded in ledger.store.find(name):
        if recorded.id == name and recorded.kind == "claim" and recorded.seq <= until:
            made = decode(recorded)
            return made if isinstance(made, Claim) else None
    return None


async def why(ask: Ask) -> Response:
    """Answer why a claim stands in an event, or why not."""
    snapshot = await ask.snapshot()
    found = snapshot.claim(ask.path("claim"))
    if found is None:
        raise Problem("unknown", f"no claim with the id {ask.path('claim')!r} stands")
    target = wanted_event(snapshot, ask.query.event)
    return json_answer(await ask.desk.snapshots.why(snapshot.moment, found.id, target.id))


async def positions(ask: Ask) -> Response:
    """Answer with where parties stood on truces, talks and ground."""
    snapshot = await ask.snapshot()
    every = await ask.desk.snapshots.positions(snapshot.moment)
    ordered = sorted(enumerate(every), key=_position_key)
    if ask.form == "csv":
        shown = await _seen(ask, snapshot, [position for _, position in ordered])
        rows = [_stance_row(position, number) for position in shown for number in range(len(position.stances))]
        return csv_answer("positions", _STANCE, rows)
    page = paged(ordered, _position_key, after=ask.query.after, limit=ask.query.limit, order=ask.query.order)
    answer = answers.Positions(
        state=state_of(ask, snapshot),
        total=len(every),
        next=next_page(ask, page.next),
        items=await _seen(ask, snapshot, [position for _, position in page.rows]),
    )
    return json_answer(answer, following=answer.next)


_STANCE = ("party", "id", "subject", "place", "said", "standing", "since", "places", "by", "own", "claims")


def _stance_row(position: Position, number: int) -> tuple[object, ...]:
    stance = position.stances[number]
    return (
        position.party, position.id, position.subject, position.place, stance.said, stance.standing, stance.since,
        stance.places, stance.by, stance.own, stance.claims,
    )  # fmt: skip


def _position_key(numbered: tuple[int, Position]) -> tuple[str | int, ...]:
    number, position = numbered
    return position.party, position.subject, position.place or "", number


async def _seen(ask: Ask, snapshot: Snapshot, found: Sequence[Position]) -> tuple[Position, ...]:
    """Return positions as whoever asks may see them."""
    if ask.private:
        return tuple(found)
    shown = []
    for position in found:
        told = [claim for stance in position.stances for name in stance.claims if (claim := snapshot.claim(name))]
        reports = {claim.report for claim in told}
        await ask.desk.ready_to_tell(snapshot, reports)
        mask = ask.desk.telling.mask(reports)
        stances = tuple(msgspec.structs.replace(s, by=tuple(map(mask, s.by))) for s in position.stances)
        shown.append(msgspec.structs.replace(position, party=mask(position.party), stances=stances))
    return tuple(shown)


async def sources(ask: Ask) -> Response:
    """Answer how the sources stand that are followed."""
    snapshot = await ask.snapshot()
    found = await standing_sources(ask.desk, snapshot)
    if ask.form == "csv":
        columns = [field.name for field in msgspec.structs.fields(SourceHealth)]
        return csv_answer("sources", columns, (msgspec.structs.astuple(source) for source in found))
    return json_answer(answers.Sources(state=state_of(ask, snapshot), items=found))


async def standing_sources(desk: Desk, snapshot: Snapshot) -> tuple[SourceHealth, ...]:
    """Return how the sources stand: those of the file where there is one, else those that the fetches name."""
    facts = snapshot.facts
    past = datetime.fromisoformat(facts.recorded_at) if snapshot.moment.past and facts.recorded_at else None

    def ask_ledger(ledger: Ledger) -> tuple[SourceHealth, ...]:
        fetches = list(ledger.fetches(until=facts.seen))
        named = sources_of(fetches)
        if not named and not desk.settings.config.exists():
            return ()
        wanted = read_sources(desk.settings.config) if desk.settings.config.exists() else named
        captures = (taken.capture for taken in desk.index.captures if taken.seq <= facts.seen)
        return health(wanted, fetches, captures, past or clock.instant())

    return await desk.ledgers.read(ask_ledger)


async def reports(ask: Ask) -> Response:
    """Answer with a page of reports, without their texts."""
    snapshot = await ask.snapshot()
    seen = snapshot.facts.seen
    every = (
        [taken for taken in ask.desk.index.captures if taken.seq <= seen]
        if snapshot.moment.known
        else ask.desk.index.captures
    )
    limit = ask.desk.settings.limits.rows if ask.form == "csv" else ask.query.limit
    page = paged(every, _seq, after=ask.query.after, limit=limit, order=ask.query.order)
    items = await report_items(ask, snapshot, page.rows)
    if ask.form == "csv":
        columns = [field.name for field in msgspec.structs.fields(answers.ReportItem)]
        return csv_answer("reports", columns, (msgspec.structs.astuple(item) for item in items))
    following = next_page(ask, page.next)
    return json_answer(answers.Reports(state=state_of(ask, snapshot), next=following, items=items), following=following)


def _seq(row: Taken | Decided) -> tuple[int]:
    return (row.seq,)


async def report_items(ask: Ask, snapshot: Snapshot, rows: Sequence[Taken]) -> tuple[answers.ReportItem, ...]:
    """Return those of some captures that are reports, as rows."""
    found = await ask.desk.ledgers.read(lambda ledger: [report_in(ledger, taken.capture.id) for taken in rows])
    return tuple(
        _report_item(ask, snapshot, taken, report)
        for taken, report in zip(rows, found, strict=True)
        if report is not None
    )


def _report_item(ask: Ask, snapshot: Snapshot, taken: Taken, report: Report) -> answers.ReportItem:
    stand = snapshot.by_report.get(report.id, ())
    title = report.title
    if title is not None and not ask.private:
        ask.desk.telling.take(report, stand)
        told = ask.desk.telling.told(report.id)
        title = told.private.masked(title) if told is not None else None
    capture: Capture = taken.capture
    return answers.ReportItem(
        id=report.id, seq=taken.seq, title=title, source=source_of(ask, report.id) or "", published=report.published,
        published_basis=report.published_basis if ask.private else report.published_basis.partition(":")[0],
        captured_at=capture.captured_at, media_type=capture.media_type, size=capture.size, claims=len(stand),
    )  # fmt: skip


async def report(ask: Ask) -> Response:
    """Answer with one report, without its text."""
    snapshot = await ask.snapshot()
    name = ask.path("report")
    rows = [taken for taken in ask.desk.index.captures if taken.capture.id == name and taken.seq <= snapshot.facts.seen]
    items = await report_items(ask, snapshot, rows[:1])
    if not items:
        raise Problem("unknown", f"no report has the id {name!r}")
    return json_answer(items[0])


async def report_text(ask: Ask) -> Response:
    """Answer with the text of a report, as text and never as a page."""
    snapshot = await ask.snapshot()
    return text_answer(await text_of(ask, snapshot, ask.path("report")))


async def text_of(ask: Ask, snapshot: Snapshot, name: str) -> str:
    """Return the text of a report as whoever asks may see it; Problem when there is none."""
    await ask.desk.ready_to_tell(snapshot, [name])
    told = ask.desk.telling.told(name)
    if told is None:
        raise Problem("unknown", f"no report has the id {name!r}")
    return told.report.text if ask.private else told.private.masked(told.report.text)


async def decisions(ask: Ask) -> Response:
    """Answer with a page of what people decided."""
    snapshot = await ask.snapshot()
    every: Sequence[Decided] = ask.desk.index.decisions
    if snapshot.moment.known is not None:
        every = [decided for decided in every if decided.seq <= snapshot.facts.seen]
    if ask.query.claim is not None:
        every = ask.desk.index.about([ask.query.claim], snapshot.facts.seen if snapshot.moment.known else None)
    if ask.form == "csv":
        columns = [field.name for field in msgspec.structs.fields(answers.DecisionItem)]
        limit = ask.desk.settings.limits.rows
        return csv_answer("decisions", columns, (msgspec.structs.astuple(decision_item(ask, d)) for d in every[:limit]))
    page = paged(every, _seq, after=ask.query.after, limit=ask.query.limit, order=ask.query.order)
    answer = answers.Decisions(
        state=state_of(ask, snapshot),
        total=len(every),
        next=next_page(ask, page.next),
        items=tuple(decision_item(ask, decided) for decided in page.rows),
    )
    return json_answer(answer, following=answer.next)


async def changes(ask: Ask) -> Response:
    """Answer what changed between two moments; private people are roles in it, whoever asks."""
    await ask.snapshot()
    query = ask.query
    if query.clock not in {"said", "known"}:
        raise Problem("bad-request", "clock is said or known")
    said = query.clock == "said"
    difference = await ask.desk.snapshots.changes(query.before, query.after, said=said, rule=query.rule)
    return json_answer(answers.Changes(before=query.before, after=query.after, difference=difference))


async def brief(ask: Ask) -> Response:
    """Answer with the brief; private people are roles in it, whoever asks."""
    snapshot = await ask.snapshot()
    made = await ask.desk.snapshots.brief(snapshot, ask.query.wanted)
    if ask.form == "md":
        return text_answer(markdown(made), "text/markdown; charset=utf-8")
    return json_answer(answers.BriefOf(state=state_of(ask, snapshot), brief=made))


async def head(ask: Ask) -> Response:
    """Answer how far the ledger goes, and how far the answers."""
    newest = ask.desk.snapshots.newest
    last = await ask.desk.ledgers.read(lambda ledger: ledger.head().seq)
    return json_answer(
        answers.HeadOf(
            ledger=last,
            entry=newest.facts.entry,
            behind=last - newest.facts.seen,
            trouble=ask.desk.snapshots.trouble,
            events=len(newest.events),
        )
    )


async def timemap(ask: Ask) -> Response:
    """Answer with the past states of a list, in link format."""
    of = ask.query.of
    if not of.startswith("/api/v1/") or any(sign in of for sign in '<>"\r\n'):
        raise Problem("bad-request", "`of` is an address of this API, such as /api/v1/events")
    index = ask.desk.index

    def entries(ledger: Ledger) -> list[tuple[int, str]]:
        sets = [(recorded.seq, recorded.recorded_at) for recorded in ledger.entries("claim-set", until=index.seen)]
        decided = [(recorded.seq, recorded.recorded_at) for recorded in ledger.entries("decision", until=index.seen)]
        return sorted([*sets, *decided])

    return text_answer(memento.time_map(of, await ask.desk.ledgers.read(entries)), memento.LINK_FORMAT)
