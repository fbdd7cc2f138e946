"""The queue of review: one claim at a time with its words, what was read from them and its event; and several at once, seen before they are decided."""

from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from sayso.desk.addresses import with_changes
from sayso.desk.index import Decided
from sayso.desk.problems import Problem
from sayso.desk.reading import one_claim
from sayso.desk.route import Ask
from sayso.desk.screen_evidence import Evidence, Passage, evidence_of, passage_of
from sayso.desk.screen_words import Heading, claim_marks, heading, kind_words
from sayso.desk.shown import readable
from sayso.desk.snapshot import Snapshot
from sayso.lexicon.load import fold
from sayso.records import Claim, Incident
from sayso.values.kinds import EVENTS, Status

MOST_AT_ONCE = 200
_NEAR = 6
REASONS = (
    "read wrongly: who says it",
    "read wrongly: what is said",
    "read wrongly: the figure",
    "read wrongly: place or time",
    "these words claim nothing",
    "says no more than another claim of the same report",
)
"""Why a claim is rejected, to choose from; words of one's own may be added."""
KEYS = (
    ("down", "j", "The later claim"),
    ("up", "k", "The earlier claim"),
    ("unread", "n", "The next that nobody looked at"),
    ("accept", "a", "Accept, and go on"),
    ("reject", "r", "Reject: opens the reasons"),
    ("edit", "e", "Edit: opens the fields"),
    ("merge", "m", "Merge: opens the events near by"),
    ("split", "s", "Split off: opens the reason"),
    ("flag", "f", "Hold back as sensitive: opens until when"),
    ("undo", "u", "Undo the last decision, again and again"),
    ("find", "/", "Find"),
    ("help", "?", "These keys"),
)
"""What can be done with one key: its name, its key as it is made, and what it does."""
FIELDS = ("status", "event", "figures", "places", "time", "actors", "speakers", "said", "channel")


class ReviewAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where in the queue."""

    claim: str | None = None
    """The claim that is looked at; without it, the first that nobody looked at."""
    find: str | None = None
    """Only claims in whose words or speakers this stands."""
    told: str | None = None
    """Id of the decision that was just made."""


class SeveralAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims are looked at together; with none of these, only the ways to choose."""

    report: str | None = None
    event: str | None = None
    find: str | None = None


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """An event that may be the same."""

    id: str
    heading: Heading
    why: str


class Undoable(msgspec.Struct, frozen=True, kw_only=True):
    """The last decision of one's own that still holds."""

    id: str
    words: str
    claim: str
    seen: int


async def review_values(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the queue's template shows."""
    query: ReviewAsked = ask.query
    every = _fitting(snapshot, query.find)
    place, claim = _place(snapshot, every, query.claim)
    values: dict[str, Any] = {
        "query": query, "place": place, "fitting": len(every), "every": len(snapshot.claims), "one": None,
        "evidence": None, "earlier": None, "later": None, "unread": None,
        "looked": _looked(ask, snapshot), "left": len(snapshot.claims) - _accepted(snapshot),
        "undo": undoable(ask), "told": _told(ask, query.told), "reasons": REASONS, "fields": FIELDS,
        "kinds": [(kind, kind_words(kind)) for kind in EVENTS], "statuses": get_args(Status),
    }  # fmt: skip
    if claim is None:
        return values
    one = await one_claim(ask, snapshot, claim.id)
    event = snapshot.event(claim.id)
    evidence: Evidence | None = await evidence_of(ask, snapshot, event, cards=0) if event is not None else None
    address = _addresser(query)
    following = next(
        (c.id for c in (*every[place:], *every[: place - 1]) if c.id not in snapshot.accepted and c.id != claim.id),
        None,
    )
    return values | {
        "one": one,
        "passage": passage_of(ask, snapshot, event, claim),
        "marks": claim_marks(one.claim),
        "field_values": {name: _json(one.claim, name) for name in FIELDS},
        "evidence": evidence,
        "others": _others(evidence, claim.id),
        "near": await _near(ask, snapshot, event, claim) if event is not None else (),
        "earlier": address(every[place - 2].id) if place > 1 else None,
        "later": address(every[place].id) if place < len(every) else None,
        "unread": address(following) if following is not None else None,
        "then": address(following or ""),
        "again": address(claim.id),
    }


def _addresser(query: ReviewAsked) -> Any:  # noqa: ANN401 - a function
    return lambda claim: with_changes("/review", "", claim=claim or None, find=query.find)


def _json(claim: Claim, field: str) -> str:
    return msgspec.json.encode(getattr(claim, field)).decode()


def _fitting(snapshot: Snapshot, words: str | None) -> Sequence[Claim]:
    """Return the claims in whose quote or speakers some words stand, in the order in which they were said."""
    wanted = fold(" ".join((words or "").split()))
    if not wanted:
        return snapshot.claims
    return [
        claim
        for claim in snapshot.claims
        if wanted in fold(claim.quote) or any(wanted in fold(speaker.name) for speaker in claim.speakers)
    ]


def _place(snapshot: Snapshot, every: Sequence[Claim], wanted: str | None) -> tuple[int, Claim | None]:
    """Return which claim is looked at, with its number in the queue from 1: the one asked for, else the first not looked at, else what was found."""
    if wanted is not None:
        found = next((n for n, claim in enumerate(every, 1) if claim.id == wanted), None)
        if found is not None:
            return found, every[found - 1]
    for number, claim in enumerate(every, 1):
        if claim.id not in snapshot.accepted:
            return number, claim
    return (1, every[0]) if every and len(every) < len(snapshot.claims) else (0, None)


def _looked(ask: Ask, snapshot: Snapshot) -> int:
    """Return how many claims somebody accepted or rejected."""
    undone = ask.desk.index.undone
    rejected = {
        claim
        for decided in ask.desk.index.decisions
        if decided.decision.verb == "reject" and decided.decision.id not in undone
        for claim in decided.decision.claims
        if claim not in snapshot.home
    }
    return _accepted(snapshot) + len(rejected)


def _accepted(snapshot: Snapshot) -> int:
    """Return how many of the claims that stand somebody accepted."""
    return sum(name in snapshot.home for name in snapshot.accepted)


def undoable(ask: Ask) -> Undoable | None:
    """Return the last decision of one's own that holds, so that one can go back step by step, without end."""
    index = ask.desk.index
    for decided in reversed(index.decisions):
        made = decided.decision
        if made.by == ask.person.name and made.verb != "undo" and made.id not in index.undone:
            return Undoable(
                id=made.id, words=words_of(decided), claim=made.claims[0] if made.claims else "", seen=index.seen
            )
    return None


def words_of(decided: Decided) -> str:
    """Return a decision in few words: "rejected 1 claim", "set status of 1 claim"."""
    made = decided.decision
    count = f"{len(made.claims)} claim{'s' if len(made.claims) != 1 else ''}"
    done = {
        "accept": f"accepted {count}", "reject": f"rejected {count}", "edit": f"set {made.field} of {count}",
        "merge": "made one event of several", "split": f"split off {count}", "pin": f"pinned {count} together",
        "grade": f"graded {count}", "undo": "undid a decision", "embargo": f"held back {count}",
    }  # fmt: skip
    return done.get(made.verb, f"{made.verb}: {count}")


def _told(ask: Ask, name: str | None) -> str:
    found = next((d for d in reversed(ask.desk.index.decisions) if d.decision.id == name), None) if name else None
    return f"Recorded: {words_of(found)}." if found is not None else ""


def _others(evidence: Evidence | None, claim: str) -> tuple[Passage, ...]:
    if evidence is None:
        return ()
    return tuple(passage for origin in evidence.origins for passage in origin.passages if passage.claim != claim)


def _day(event: Incident) -> str | None:
    """Return the day on which an event began; None where nobody says."""
    return event.time.start[:10] if event.time is not None and event.time.start else None


async def _near(ask: Ask, snapshot: Snapshot, event: Incident, claim: Claim) -> tuple[Near, ...]:
    """Return the events that may be the same one: of its place or kind, within days of it."""
    own, day = {place.id or place.name for place in event.places}, _day(event)
    told = {snapshot.home[other.id] for other in snapshot.by_report.get(claim.report, ())}
    found = []
    for other in snapshot.events:
        of_place = False
        for place in other.places:  # written out: this is asked of every event there is
            of_place = of_place or (place.id or place.name) in own
        of_day = day is not None and _day(other) == day
        if not (of_place or of_day) or other.id == event.id:
            continue  # of one kind, or in one report, alone says nothing
        fits = {"place": of_place, "kind": other.kind == event.kind, "day": of_day, "report": other.id in told}
        same = [word for word, fit in fits.items() if fit]
        if len(same) > 1:
            found.append((-len(same), other.id, other, same))
    few = [(other, same) for _, _, other, same in sorted(found)[:_NEAR]]
    shown = await readable(ask, snapshot, [other for other, _ in few])
    return tuple(
        Near(
            id=one.id,
            heading=heading(one),
            why="same " + " and ".join([", ".join(same[:-1]), same[-1]] if len(same) > 1 else same),
        )
        for one, (_, same) in zip(shown, few, strict=True)
    )


async def several_values(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    """Return what is shown before several claims are decided at once."""
    query: SeveralAsked = ask.query
    given = [name for name in ("report", "event", "find") if getattr(query, name)]
    if len(given) > 1:
        raise Problem("bad-request", "choose by report, by event or by words: one of them")
    every: Sequence[Claim] = _fitting(snapshot, query.find) if query.find else ()
    if query.report:
        every = snapshot.by_report.get(query.report, ())
    elif query.event:
        event = snapshot.event(query.event)
        every = event.claims if event is not None else ()
    left = [claim for claim in every if claim.id not in snapshot.accepted]
    shown = left[:MOST_AT_ONCE]
    await ask.desk.ready_to_tell(snapshot, {claim.report for claim in shown})
    counts = {name: sum(c.id not in snapshot.accepted for c in claims) for name, claims in snapshot.by_report.items()}
    return {
        "query": query, "chosen": bool(given), "left": len(left), "found": len(every), "most": MOST_AT_ONCE,
        "passages": [passage_of(ask, snapshot, snapshot.event(claim.id), claim) for claim in shown],
        "by_report": sorted(((count, name) for name, count in counts.items() if count), reverse=True)[:30],
        "reasons": REASONS, "undo": undoable(ask),
    }  # fmt: skip
