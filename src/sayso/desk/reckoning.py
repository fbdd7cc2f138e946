"""Works out what a ledger gives, in a process of its own: all of it once, and after that only what new entries touch.

Everything is handed back as bytes: what stands between two processes is data and no code.
"""

import os
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from sayso.decisions import Decision, Redaction, RegisterChange
from sayso.desk.issue import IssueAsked, made, put_out, seen
from sayso.desk.snapshot import Change, Facts, Moment
from sayso.fetches import Fetch
from sayso.history import Between, compared
from sayso.issuing import Prepared
from sayso.ledger.asof import View
from sayso.ledger.contract import Recorded
from sayso.ledger.ledger import Ledger, decode
from sayso.pipeline import Pipeline
from sayso.projection.file import MEMORY
from sayso.projection.stored import StoredReach, beside
from sayso.publish.brief import compose
from sayso.publish.model import Edition
from sayso.reconcile.rules import ENVELOPE
from sayso.reconcile.selection import Wanted, select
from sayso.records import Claim, ClaimSet, Incident
from sayso.register.grades import NO_GRADES, Grades
from sayso.review import superseded
from sayso.state import Few, State

ASIDE = frozenset({"access", "checkpoint", "publication"})
"""Kinds of entries that make no difference to claims and events."""
_PIECE = 200
"""Events in one piece of a large change: to take it over stops the server for a few milliseconds."""
_WINDOW = 500
_KEPT = 4
"""States that are kept; the claims of one of 10,000 events take some 50 MB."""
_encode = msgspec.msgpack.Encoder().encode


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Where a reckoning finds its ledger, and what it needs beside it."""

    place: str
    grades: str | None = None
    """The user's own table of grades, a path."""
    reach: str | None = None
    """Where lies what tells which claims can matter to each other, for a ledger beside which no file can lie; a path."""
    name: str = ""
    """Tells several of one process apart."""


class _Given(State):
    """A state of which is known already which pages are old."""

    def __init__(self, view: View, grades: Grades, older: dict[str, str]) -> None:
        super().__init__(view, grades)
        self.superseded = older


class Reckoning:
    """Holds a ledger open and what was last worked out of it."""

    def __init__(self, order: Order) -> None:
        self._ledger = Ledger.open(order.place, begin=False)
        self._torn = False
        """Whether following broke off in the middle, so that nobody knows which of the new entries were worked in."""
        self._grades = NO_GRADES if order.grades is None else Grades.read(Path(order.grades))
        self._engine = Pipeline().engine
        self._reach: StoredReach | None = None
        self._kept = order.reach
        self._seen = 0
        self._entry = 0
        self._uncut = 0
        """The last entry up to which it was looked whether words were redacted."""
        self._fetches: list[Fetch] = []
        self._older: dict[str, str] = {}
        self._past: OrderedDict[Moment, State] = OrderedDict()
        self._issue: tuple[tuple[Moment, IssueAsked], Prepared] | None = None

    def begin(self) -> list[bytes]:
        """Return the newest state, whole."""
        view = View.of(self._ledger)
        self._fetches = list(view.fetches())
        self._older = superseded(self._fetches)
        state = _Given(view, self._grades, self._older)
        self._seen, self._entry = view.head.seq, _last_that_matters(self._ledger, view.head.seq)
        facts = _facts(self._ledger, view, self._entry)
        pieces = _pieces(Change(facts=facts, anew=True, events=state.events(), accepted=tuple(state.standing.accepted)))
        self._torn = False
        return pieces

    def prepare(self) -> list[bytes]:
        """Bring what is kept beside the ledger up to date, so that following it is quick; takes a millisecond a claim, once."""
        self._follow_reach()
        return []

    def follow(self) -> list[bytes]:
        """Return what the entries since change; nothing where there are none."""
        until = self._ledger.head().seq
        if self._torn:
            return self.begin()
        if until == self._seen:
            return []
        self._torn = True  # until it is done: a ledger can fail at any reading
        changes = self._followed(until)
        self._torn = False
        return changes

    def _followed(self, until: int) -> list[bytes]:
        """Return what the entries up to one change."""
        news = list(self._ledger.entries(after=self._seen, until=until))
        mattering = [recorded for recorded in news if recorded.kind not in ASIDE]
        touched = self._touched(mattering, until)
        if touched is None:
            return self.begin()
        self._seen = until
        self._entry = mattering[-1].seq if mattering else self._entry
        view = View.of(self._ledger, known=until)
        facts = msgspec.structs.replace(_facts(self._ledger, view, self._entry), sentence="")
        if not touched:
            return [_encode(Change(facts=facts))]
        reach = self._follow_reach()
        few = _Given(view, self._grades, self._older).around(touched, reach)
        if few is not None:
            return _pieces(_change(few, facts))
        state = _Given(view, self._grades, self._older)
        around = state.bound(touched, reach)
        return self.begin() if around is None else _pieces(_among(state, around, reach, facts))

    def at(self, moment: Moment) -> list[bytes]:
        """Return the state of a moment, whole."""
        state = self._state(moment)
        facts = _facts(self._ledger, state.view, _entry(state.view))
        return _pieces(
            Change(facts=facts, anew=True, events=state.events(moment.rule), accepted=tuple(state.standing.accepted))
        )

    def past(self, moment: Moment, held: Sequence[Moment]) -> list[bytes]:
        """Return which of some states makes the state of a moment by what change, the newest the first of them; all of it where need be.

        The one is taken that has most claims in common with it: on a slider that is the one before.
        """
        self._let_go_of_redacted()
        state = self._state(moment)
        names = {claim.id for claim in state.claims}
        known = [
            (place, self._state(base))
            for place, base in enumerate(held)
            if place == 0 or self._fixed(base) in self._past
        ]
        place, base = min(known, key=lambda one: len(names ^ {claim.id for claim in one[1].claims}))
        reach = self._reached(max(base.view.head.seq, state.view.head.seq))
        unlike = state.unlike(base, reach)
        if unlike is None:
            return [_encode(place), *self.at(moment)]
        facts = _facts(self._ledger, state.view, _entry(state.view))
        return [_encode(place), *_pieces(_among(state, unlike, reach, facts, moment.rule))]

    def positions(self, moment: Moment) -> list[bytes]:
        """Return where parties stood."""
        return [_encode(self._state(moment).positions())]

    def changes(self, before: str, after: str, said: bool, rule: str) -> list[bytes]:  # noqa: FBT001 - crosses a process
        """Return what is otherwise at the later of two moments."""
        between = Between(before, after, None if before.isdecimal() else "said" if said else "known")
        # Not worth making for one question; where it is there, only the events are made that can be otherwise.
        reach = self._opened()
        known = reach.reaches(self._ledger, _last_that_matters(self._ledger, self._ledger.head().seq))
        told = compared(self._ledger, between, rule=rule, grades=self._grades, reach=reach if known else None)
        return [_encode(told)]

    def brief(self, moment: Moment, wanted: Wanted, among: Sequence[str] = ()) -> list[bytes]:
        """Return the brief of a moment, of all events or of some; `among` are claims in which all that are wanted stand."""
        state = self._state(moment)
        events: Sequence[Incident] = self._events(state, moment.rule, among)
        claims: Sequence[Claim] = state.claims
        reports = list(state.reports())
        if wanted != Wanted():
            events = select(events, wanted).events
            kept = {claim.id for event in events for claim in event.claims}
            claims = [claim for claim in claims if claim.id in kept]
            held = {claim.report for claim in claims}
            reports = [report for report in reports if report.id in held]
        edition = Edition(state=state.view.sentence, decisions=len(state.standing.decisions))
        return [_encode(compose(reports, claims, events, tuple(state.findings()), edition))]

    def _events(self, state: State, rule: str, among: Sequence[str]) -> Sequence[Incident]:
        """Return the events of a state; where it can be told, only those of claims that could matter to some."""
        if not among:
            return state.events(rule)
        reach = self._reached(state.view.head.seq)
        around = state.bound(among, reach)
        return state.events(rule) if around is None else state.events_among(around, reach, rule)

    def issue(self, moment: Moment, asked: IssueAsked, wanted: Wanted) -> list[bytes]:
        """Return the issue that would go out of a moment; the last one is kept, of which a brief of other days is soon told."""
        state = self._state(moment)
        key = msgspec.structs.replace(moment, known=str(state.view.head.seq)), asked
        if self._issue is None or self._issue[0] != key:
            self._issue = key, made(state, asked)
        return [_encode(seen(self._issue[1], wanted))]

    def put_out(self, moment: Moment, asked: IssueAsked, folder: str, by: str, boundaries: str | None) -> list[bytes]:
        """Put out the issue of a moment."""
        return [_encode(put_out(self._state(moment), asked, folder, by, boundaries))]

    def why(self, moment: Moment, claim: str, event: str) -> list[bytes]:
        """Return why a claim stands in an event, or why not."""
        return [_encode(self._state(moment).why(claim, event))]

    def close(self) -> list[bytes]:
        """Close what is open."""
        if self._reach is not None:
            self._reach.close()
        self._ledger.close()
        return []

    def _state(self, moment: Moment) -> State:
        """Return the state of a moment; the last ones are kept, for a page asks for several things of one, and compares others with it."""
        self._let_go_of_redacted()
        named = self._fixed(moment)
        if named not in self._past:
            self._past[named] = State(View.of(self._ledger, named.said, named.known), self._grades)
            while len(self._past) > _KEPT:
                self._past.popitem(last=False)
        self._past.move_to_end(named)
        return self._past[named]

    def _fixed(self, moment: Moment) -> Moment:
        """Return the name under which the state of a moment is kept."""
        view = View.of(self._ledger, moment.said, moment.known)
        return msgspec.structs.replace(moment, known=str(view.head.seq), rule="")

    def _let_go_of_redacted(self) -> None:
        """Let go of states that were made before words were redacted: they hold these words."""
        head = self._ledger.head().seq
        if next(self._ledger.entries("redaction", after=self._uncut, until=head), None) is not None:
            self._past.clear()
            self._issue = None
        self._uncut = head

    def _follow_reach(self) -> StoredReach:
        reach = self._opened()
        reach.follow(self._ledger)
        return reach

    def _reached(self, entry: int) -> StoredReach:
        """Return what tells which claims can matter to each other, up to an entry that matters; as a rule another process has brought it there."""
        reach = self._opened()
        if not reach.reaches(self._ledger, _last_that_matters(self._ledger, entry)):
            reach.follow(self._ledger)
        return reach

    def _opened(self) -> StoredReach:
        if self._reach is None:
            given = None if self._kept is None else Path(self._kept)
            self._reach = StoredReach(given or beside(self._ledger.place) or MEMORY, self._engine)
        return self._reach

    def _touched(self, news: Iterable[Recorded], until: int) -> set[str] | None:
        """Return the claims that some entries are about; None where all have to be looked at again."""
        touched: set[str] = set()
        reports: set[str] = set()
        for recorded in news:
            match decode(recorded):
                case Claim(id=name):
                    touched.add(name)
                case ClaimSet(report=report):
                    reports.add(report)
                case Decision(claims=claims, against=against):
                    touched.update(claims, against)
                case Redaction() | RegisterChange(subject="source"):
                    return None
                case Fetch() as fetch:
                    self._fetches.append(fetch)
                    reports.update(self._aged())
                case _:
                    pass
        for report in reports:
            touched.update(entry.id for entry in self._ledger.store.about(report, "claim", until=until))
        return touched

    def _aged(self) -> set[str]:
        """Return the reports that became old or new again with the last fetch, and those in whose place they stand."""
        before, self._older = self._older, superseded(self._fetches)
        moved = {name for name in before.keys() | self._older.keys() if before.get(name) != self._older.get(name)}
        return moved | {newest for name in moved for newest in (before.get(name), self._older.get(name)) if newest}


def _change(few: Few, facts: Facts) -> Change:
    """Return the change that a few claims make; headings that stand beside them only for reading are left out."""
    events = tuple(event for event in few.events() if any(claim.id in few.own for claim in event.claims))
    return Change(facts=facts, gone=tuple(few.own), events=events, accepted=tuple(few.standing.accepted & few.own))


def _among(state: State, claims: frozenset[str], reach: StoredReach, facts: Facts, rule: str = ENVELOPE.name) -> Change:
    """Return the change that whole parts make."""
    events = state.events_among(claims, reach, rule)
    return Change(facts=facts, gone=tuple(claims), events=events, accepted=tuple(state.standing.accepted & claims))


def _pieces(change: Change) -> list[bytes]:
    """Return a change as it is sent: in pieces, each of which is soon taken over."""
    events = change.events
    first = msgspec.structs.replace(change, events=events[:_PIECE], last=len(events) <= _PIECE)
    more = (
        Change(facts=change.facts, events=events[at : at + _PIECE], last=at + _PIECE >= len(events))
        for at in range(_PIECE, len(events), _PIECE)
    )
    return [*map(_encode, (first, *more))]


def _facts(ledger: Ledger, view: View, entry: int) -> Facts:
    last = next(iter(ledger.entries(after=entry - 1, until=entry)), None) if entry else None
    return Facts(
        seen=view.head.seq,
        entry=entry,
        outgoing=_last_that_matters(ledger, view.head.seq, ASIDE - {"publication"}),
        recorded_at=last.recorded_at if last else None,
        sentence=view.sentence,
    )


def _entry(view: View) -> int:
    return _last_that_matters(view.ledger, view.head.seq)


def _last_that_matters(ledger: Ledger, until: int, aside: Collection[str] = ASIDE) -> int:
    """Return the last entry up to one that is of no kind set aside; 0 when there is none."""
    while until > 0:
        some = [e.seq for e in ledger.entries(after=max(0, until - _WINDOW), until=until) if e.kind not in aside]
        if some:
            return some[-1]
        until -= _WINDOW
    return 0


_AT_WORK: dict[str, Reckoning] = {}
"""The reckonings of this process, by name."""


def work(order: bytes, task: str, arguments: bytes) -> list[bytes]:
    """Do one task of a reckoning, which is begun where there is none: the door of a process."""
    asked = msgspec.msgpack.decode(order, type=Order)
    if task == "close":
        held = _AT_WORK.pop(asked.name, None)
        return held.close() if held is not None else []
    if asked.name not in _AT_WORK:
        _AT_WORK[asked.name] = Reckoning(asked)
    reckoning = _AT_WORK[asked.name]
    given = msgspec.msgpack.decode(arguments)
    match task:
        case "begin" | "prepare" | "follow":
            done: list[bytes] = getattr(reckoning, task)()
        case "at" | "positions":
            done = getattr(reckoning, task)(msgspec.convert(given[0], Moment))
        case "past":
            done = reckoning.past(msgspec.convert(given[0], Moment), msgspec.convert(given[1], list[Moment]))
        case "brief":
            done = reckoning.brief(msgspec.convert(given[0], Moment), msgspec.convert(given[1], Wanted), given[2])
        case "issue":
            done = reckoning.issue(
                msgspec.convert(given[0], Moment),
                msgspec.convert(given[1], IssueAsked),
                msgspec.convert(given[2], Wanted),
            )
        case "put_out":
            moment, issue = msgspec.convert(given[0], Moment), msgspec.convert(given[1], IssueAsked)
            done = reckoning.put_out(moment, issue, *given[2:])
        case "why":
            done = reckoning.why(msgspec.convert(given[0], Moment), given[1], given[2])
        case "changes":
            done = reckoning.changes(*given)
        case _:
            message = f"no task {task!r}"
            raise ValueError(message)
    return done


def settle_in() -> None:
    """Begin a process: it leaves its turn to the server, and a Ctrl-C to it too."""
    import signal  # noqa: PLC0415 - only in the process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
