"""A state machine over a store beside an oracle that is a plain list: whatever is done in whatever order, both answer alike.

The oracle knows nothing of hashes or databases. It is what the ledger means: entries in the order in which they came, each
recorded not before the last one, and of what was cut out only what the redaction put there.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bench.made_entries import claim, decision, finding, redaction, report
from sayso.errors import ConflictError
from sayso.ledger.contract import Entry, EntryKind, Recorded, Store
from sayso.ledger.sealing import part_names, split

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
HIDDEN: dict[str, dict[str, object]] = {"people": {"actors": ["█"]}, "words": {"quote": "█", "text": "█"}}
"""What is read in the stead of a part."""
_NAMES = st.text("abcdef", min_size=1, max_size=2)
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_KINDS: tuple[EntryKind | None, ...] = (None, "claim", "report", "finding", "decision", "redaction")
_ENTRIES = st.one_of(
    st.builds(claim, _NAMES, _WORDS, report=_NAMES, people=_WORDS),
    st.builds(report, _NAMES, _WORDS),
    st.builds(finding, _NAMES),
)
_MINUTES = st.integers(-90, 90)
"""How far the clock moves, forwards or back."""


class Known(msgspec.Struct, kw_only=True):
    """An entry as the oracle remembers it."""

    seq: int
    entry: Entry
    at: datetime
    parts: dict[str, dict[str, object]]
    withheld: tuple[str, ...] = ()

    def body(self) -> dict[str, object]:
        """Return the record as it is read."""
        return {field: value for part in self.parts.values() for field, value in part.items()}


class LedgerMachine(RuleBasedStateMachine):
    """Does to a store and to a list what Hypothesis thinks of, and compares them."""

    begin: Callable[[], Store]
    again: Callable[[Store], Store]
    steps = 0
    """How many steps all machines of this class have made."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = NOON
        self.known: list[Known] = []

    @initialize()
    def start(self) -> None:
        """Begin an empty ledger."""
        self.store = type(self).begin()
        type(self).steps -= 1  # what is counted below after this is no step

    @invariant()
    def count(self) -> None:
        """Count one step more."""
        type(self).steps += 1

    @rule(entries=st.lists(_ENTRIES, max_size=4), minutes=_MINUTES)
    def append(self, entries: list[Entry], minutes: int) -> None:
        """Record some entries by a clock that may have jumped back."""
        self._tick(minutes)
        done = self.store.append(entries, [], self.clock.isoformat())
        new = self._remember(entries)
        same((list(done.new), done.known, done.seq), (new, len(entries) - len(new), len(self.known)))

    @rule(name=_NAMES, about=st.lists(_NAMES, min_size=1, max_size=3, unique=True), stale=st.integers(0, 2))
    def decide(self, name: str, about: list[str], stale: int) -> None:
        """Decide on the last decision known, or on one that is no longer the last."""
        self._tick(1)
        made = decision(name, " ".join(about))
        before = [k.seq for k in self.known if k.entry.kind == "decision" and about[0] in str(k.entry.about).split()]
        expects = {about[0]: ([0, 0, *before])[-1 - min(stale, len(before))]}
        again = any((k.entry.kind, k.entry.id) == ("decision", name) for k in self.known)
        if not again and before and expects[about[0]] < before[-1]:
            try:
                self.store.append([made], [], self.clock.isoformat(), expects=expects)
            except ConflictError:
                return
            message = "a decision on a stale view was recorded"
            raise AssertionError(message)
        self.store.append([made], [], self.clock.isoformat(), expects=expects)
        self._remember([made])

    @precondition(lambda self: any(len(part_names(k.entry.kind)) > len(k.withheld) for k in self.known))
    @rule(data=st.data())
    def redact(self, data: st.DataObject) -> None:
        """Cut a part out of an entry; what the redaction puts there is read from then on, as of any time."""
        self._tick(1)
        whole = [
            (k, p)
            for k in self.known
            for p in part_names(k.entry.kind)
            if p not in k.withheld and k.entry.kind != "redaction"
        ]
        if not whole:
            return
        cut, part = data.draw(st.sampled_from(whole))
        there = HIDDEN.get(part, {})
        made, cuts = redaction(f"x{len(self.known)}", (cut.seq, part, there))
        self.store.append([made], [], self.clock.isoformat(), cuts=cuts)
        self._remember([made])
        cut.parts[part] = there
        cut.withheld = tuple(p for p in part_names(cut.entry.kind) if p == part or p in cut.withheld)

    @rule(minutes=st.integers(-600, 600), kind=st.sampled_from(_KINDS))
    def as_of(self, minutes: int, kind: EntryKind | None) -> None:
        """Ask what the ledger held at an instant."""
        moment = NOON + timedelta(minutes=minutes)
        last = self.store.seq_at(moment.isoformat())
        expected = [k for k in self.known if k.at <= moment]
        same(last, len(expected))
        self._alike(self.store.entries(kind, until=last), [k for k in expected if kind in {None, k.entry.kind}])

    @rule(after=st.integers(0, 20), until=st.none() | st.integers(0, 20), kind=st.sampled_from(_KINDS))
    def stretch(self, after: int, until: int | None, kind: EntryKind | None) -> None:
        """Read a stretch of the ledger."""
        inside = [k for k in self.known if after < k.seq <= (len(self.known) if until is None else until)]
        self._alike(
            self.store.entries(kind, after=after, until=until), [k for k in inside if kind in {None, k.entry.kind}]
        )

    @rule(name=_NAMES, until=st.none() | st.integers(0, 20))
    def about(self, name: str, until: int | None) -> None:
        """Ask for what is about an id."""
        last = len(self.known) if until is None else until
        for kind in ("claim", "decision"):
            expected = [
                k for k in self.known if k.entry.kind == kind and name in str(k.entry.about).split() and k.seq <= last
            ]
            self._alike(self.store.about(name, kind, until=until), expected)

    @rule(prefix=_NAMES)
    def find(self, prefix: str) -> None:
        """Ask for entries by the beginning of their id."""
        self._alike(self.store.find(prefix), [k for k in self.known if k.entry.id.startswith(prefix)])

    @rule()
    def reopen(self) -> None:
        """Close the ledger and open it again."""
        self.store = type(self).again(self.store)
        last = self.known[-1].at if self.known else None
        head = self.store.head()
        same((head.seq, head.recorded_at and datetime.fromisoformat(head.recorded_at)), (len(self.known), last))

    def teardown(self) -> None:
        """Compare all once more."""
        if hasattr(self, "store"):
            self._alike(self.store.entries(), self.known)
            self.store.close()

    def _tick(self, minutes: int) -> None:
        self.clock += timedelta(minutes=minutes)

    def _remember(self, entries: list[Entry]) -> list[Entry]:
        """Put down what is new; return it."""
        new = []
        for entry in entries:
            if all((k.entry.kind, k.entry.id) != (entry.kind, entry.id) for k in self.known):
                at = max(self.clock, self.known[-1].at) if self.known else self.clock
                parts = {name: msgspec.json.decode(value) for name, value in split(entry.kind, entry.body).items()}
                self.known.append(Known(seq=len(self.known) + 1, entry=entry, at=at, parts=parts))
                new.append(entry)
        return new

    @staticmethod
    def _alike(found: Iterable[Recorded], expected: Sequence[Known]) -> None:
        """Compare entries as they are read with those that the oracle remembers."""
        read = [
            (
                r.seq,
                r.kind,
                r.id,
                r.about,
                r.by,
                datetime.fromisoformat(r.recorded_at),
                r.withheld,
                msgspec.json.decode(r.body),
            )
            for r in found
        ]
        same(
            read,
            [
                (k.seq, k.entry.kind, k.entry.id, k.entry.about, k.entry.by, k.at, k.withheld, k.body())
                for k in expected
            ],
        )


def same(found: object, expected: object) -> None:
    """Raise AssertionError when the store says something else than the oracle."""
    if found != expected:
        message = f"the store says {found!r}, the oracle {expected!r}"
        raise AssertionError(message)


def explore(
    begin: Callable[[], Store], again: Callable[[Store], Store], machines: int, *, steps: int = 50, shrink: bool = True
) -> int:
    """Run machines of some steps each; return how many steps were made. A difference is raised as Hypothesis found it."""

    class Machine(LedgerMachine):
        pass

    Machine.begin, Machine.again = staticmethod(begin), staticmethod(again)
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=machines,
            stateful_step_count=steps,
            deadline=None,
            phases=phases,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Machine.steps
