"""A snapshot: the events of a ledger as of one moment, held so that a page is answered from memory, and what changes one into the next."""

from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.reconcile.selection import Selection, Wanted, select
from sayso.records import Claim, Incident

Key = tuple[str, str]
"""What puts events and claims in order: a time as text, then the id."""
_FEW_OF = 20
"""How many times as many events there must be as go and come for what is in order to be kept in order rather than sorted anew."""
_KEPT = 64
"""How many selections of the newest snapshots are remembered."""


class Moment(msgspec.Struct, frozen=True):
    """Which state is asked for, on the two clocks, and by which rule figures are taken."""

    said: str | None = None
    """An ISO instant or day up to which something had been said; None for all."""
    known: str | None = None
    """An instant, a day or the number of an entry up to which the ledger is looked at; None for the newest."""
    rule: str = "envelope"

    @property
    def past(self) -> bool:
        """Whether a moment is asked for at all."""
        return self.said is not None or self.known is not None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Which state of the ledger a snapshot is of."""

    seen: int
    """The last entry of the ledger that was looked at."""
    entry: int
    """The last entry that can make a difference; what only says who looked, or signs, is passed over."""
    outgoing: int = 0
    """The last entry that can make a difference to what goes out; beside those a publication can."""
    recorded_at: str | None
    """When that entry was recorded."""
    sentence: str = ""
    """Which past state it is, in words; empty for the newest."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What makes of one snapshot the next; a large one comes in several pieces, of which the last has `last`."""

    facts: Facts
    anew: bool = False
    """Whether nothing of the snapshot before stays."""
    gone: tuple[str, ...] = ()
    """Ids of claims whose events are no more as they were."""
    events: tuple[Incident, ...] = ()
    """The events that these claims, and new ones, make now."""
    accepted: tuple[str, ...] = ()
    """Which claims of these events somebody said were read rightly."""
    last: bool = True


class Snapshot:
    """The events of one state; never changed, `changed` makes the next. Made by `Snapshot.of`, or from an empty one."""

    def __init__(self, moment: Moment, facts: Facts, events: Mapping[str, Incident], accepted: frozenset[str]) -> None:
        self.moment = moment
        self.facts = facts
        self.by_id = events
        self.accepted = accepted
        ordered = sorted((event_key(event), event) for event in events.values()) if events else []
        self.keys = [key for key, _ in ordered]
        self.events = tuple(event for _, event in ordered)
        """The earliest happening first; of those without a day, what was said first."""
        self.home = {claim.id: event.id for event in self.events for claim in event.claims}
        """By id of a claim the event in which it stands."""
        self._claims: tuple[Claim, ...] | None = None
        self._reports: dict[str, list[Claim]] | None = None
        # A cache bound to its snapshot would be a circle: old snapshots, ten a second under load, would wait for the garbage collector.
        self._selected: OrderedDict[Wanted, Selection] = OrderedDict()

    @classmethod
    def empty(cls, moment: Moment) -> "Snapshot":
        """Return the snapshot of no entries."""
        return cls(moment, Facts(seen=0, entry=0, recorded_at=None), {}, frozenset())

    def changed(self, changes: Iterable[Change], moment: Moment | None = None) -> "Snapshot":
        """Return the snapshot after some changes, in order; of another moment where one is given."""
        events, accepted, facts = dict(self.by_id), set(self.accepted), self.facts
        home = self.home
        for change in changes:
            facts = change.facts
            if change.anew:
                events, accepted, home = {}, set(), {}
            for claim in change.gone:
                accepted.discard(claim)
                if claim in home:
                    events.pop(home[claim], None)
            events.update((event.id, event) for event in change.events)
            accepted.update(change.accepted)
            home = home | {claim.id: event.id for event in change.events for claim in event.claims}
        if events == self.by_id and accepted == self.accepted:
            return self.restated(facts, moment or self.moment)
        made = self._next(events)
        made.moment, made.facts, made.accepted = moment or self.moment, facts, frozenset(accepted)
        return made

    def _next(self, events: dict[str, Incident]) -> "Snapshot":
        """Return the snapshot of other events; of a few others, what is held in order is cut and put in and not sorted anew."""
        gone = {name for name, event in self.by_id.items() if events.get(name) is not event}
        come = [event for name, event in events.items() if self.by_id.get(name) is not event]
        if (len(gone) + len(come)) * _FEW_OF > len(events):
            return Snapshot(self.moment, self.facts, events, self.accepted)
        left = [self.by_id[name] for name in gone]
        pairs = [pair for pair in zip(self.keys, self.events, strict=True) if pair[1].id not in gone]
        for event in come:
            insort(pairs, (event_key(event), event), key=_first)
        home = dict(self.home)
        for claim in _claims_of(left):
            del home[claim.id]
        home.update((claim.id, event.id) for event in come for claim in event.claims)
        made = self.restated(self.facts, self.moment)
        made.__dict__.update(
            by_id=events,
            keys=[key for key, _ in pairs],
            events=tuple(event for _, event in pairs),
            home=home,
            _claims=None if self._claims is None else _replaced(self._claims, left, come),
            _reports=None if self._reports is None else _regrouped(self._reports, left, come),
            _selected=OrderedDict(),
        )
        return made

    def restated(self, facts: Facts, moment: Moment) -> "Snapshot":
        """Return the same events, as of another entry or moment."""
        same = object.__new__(Snapshot)
        same.__dict__.update(self.__dict__, facts=facts, moment=moment)
        return same

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that stand, in the order in which they were said."""
        if self._claims is None:
            self._claims = tuple(sorted((c for event in self.events for c in event.claims), key=claim_key))
        return self._claims

    @property
    def by_report(self) -> Mapping[str, list[Claim]]:
        """The claims that stand, by their report."""
        if self._reports is None:
            found: dict[str, list[Claim]] = {}
            for claim in self.claims:
                found.setdefault(claim.report, []).append(claim)
            self._reports = found
        return self._reports

    def claim(self, name: str) -> Claim | None:
        """Return a claim that stands; None when there is none with this id."""
        event = self.by_id.get(self.home.get(name, ""))
        return None if event is None else next(claim for claim in event.claims if claim.id == name)

    def event(self, name: str) -> Incident | None:
        """Return the event with this id, or in which the claim with this id stands."""
        return self.by_id.get(name) or self.by_id.get(self.home.get(name, ""))

    def after(self, key: Key | None) -> int:
        """Return where in the order the events after a key begin."""
        return 0 if key is None else bisect_right(self.keys, key)

    def select(self, wanted: Wanted) -> Selection:
        """Return the events that fit what is asked for; the last answers are held."""
        found = self._selected.get(wanted)
        if found is None:
            found = self._selected[wanted] = select(self.events, wanted)
            while len(self._selected) > _KEPT:
                self._selected.popitem(last=False)
        return found


def _first(pair: tuple[Key, Incident]) -> Key:
    return pair[0]


def _claims_of(events: Iterable[Incident]) -> Iterator[Claim]:
    return (claim for event in events for claim in event.claims)


def _replaced(claims: Sequence[Claim], left: Sequence[Incident], come: Sequence[Incident]) -> tuple[Claim, ...]:
    """Return claims in their order without those of some events, and with those of others."""
    gone = {claim.id for claim in _claims_of(left)}
    kept = [claim for claim in claims if claim.id not in gone]
    for claim in _claims_of(come):
        insort(kept, claim, key=claim_key)
    return tuple(kept)


def _regrouped(
    reports: Mapping[str, list[Claim]], left: Sequence[Incident], come: Sequence[Incident]
) -> dict[str, list[Claim]]:
    """Return the claims by report without those of some events, and with those of others; a report without claims is left out."""
    gone = {claim.id for claim in _claims_of(left)}
    found = dict(reports)
    for report in {claim.report for claim in _claims_of((*left, *come))}:
        found[report] = [claim for claim in reports.get(report, ()) if claim.id not in gone]
    for claim in _claims_of(come):
        insort(found[claim.report], claim, key=claim_key)
    return {report: claims for report, claims in found.items() if claims}


def event_key(event: Incident) -> Key:
    """Return what puts an event in order: the first day on which it happened, else when it was first said; then its id."""
    day = event.time.start or event.time.end if event.time is not None else None
    return day or event.claims[0].said or "9999", event.id


def claim_key(claim: Claim) -> Key:
    """Return what puts a claim in order: when it was said, then its id."""
    return claim.said or "9999", claim.id
