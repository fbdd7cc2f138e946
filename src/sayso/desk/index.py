"""What the desk keeps at hand of a ledger beside its events: which reports there are, what was decided, who is behind which pseudonym."""

import threading
from collections.abc import Sequence
from typing import NamedTuple

from sayso.decisions import Decision, RegisterChange
from sayso.ledger.ledger import Ledger, decode
from sayso.records import Capture
from sayso.review.holding import holding, in_order


class Taken(NamedTuple):
    """A capture with its entry."""

    seq: int
    capture: Capture
    recorded_at: str


class Decided(NamedTuple):
    """A decision with its entry."""

    seq: int
    decision: Decision


class Index:
    """Follows a ledger; small records only, some 500 bytes each."""

    def __init__(self) -> None:
        self.seen = 0
        self.captures: list[Taken] = []
        self.decisions: list[Decided] = []
        self.persons: dict[str, str] = {}
        """By pseudonym who it is."""
        self._source: dict[str, str] = {}
        self._about: dict[str, list[Decided]] = {}
        self._undoings = 0
        self._undone: tuple[int, frozenset[str]] = (0, frozenset())
        self._lock = threading.Lock()

    def follow(self, ledger: Ledger) -> tuple[list[Taken], list[Decided]]:
        """Take what the ledger has got since; return the new captures and decisions."""
        with self._lock:
            until = ledger.head().seq
            if until <= self.seen:
                return [], []
            captures, decisions = [], []
            for recorded in ledger.entries("capture", after=self.seen, until=until):
                made = decode(recorded)
                if isinstance(made, Capture):
                    captures.append(Taken(recorded.seq, made, recorded.recorded_at))
            for recorded in ledger.entries("decision", after=self.seen, until=until):
                made = decode(recorded)
                if isinstance(made, Decision):
                    decisions.append(Decided(recorded.seq, made))
            for recorded in ledger.entries("register", after=self.seen, until=until):
                made = decode(recorded)
                if isinstance(made, RegisterChange) and made.subject == "person":
                    self.persons[made.name] = made.value
            for taken in captures:
                self._source.setdefault(taken.capture.id, taken.capture.source)
            for decided in decisions:
                self._undoings += decided.decision.verb == "undo"
                for claim in dict.fromkeys((*decided.decision.claims, *decided.decision.against)):
                    self._about.setdefault(claim, []).append(decided)
            self.captures.extend(captures)
            self.decisions.extend(decisions)
            self.seen = until
            return captures, decisions

    def source(self, report: str) -> str | None:
        """Return where a report came from; None where it is not known."""
        return self._source.get(report)

    def since(self, entry: int) -> tuple[list[Taken], list[Decided]]:
        """Return the captures and decisions after an entry."""
        return (
            [taken for taken in self.captures if taken.seq > entry],
            [decided for decided in self.decisions if decided.seq > entry],
        )

    def about(self, claims: Sequence[str], until: int | None = None) -> list[Decided]:
        """Return the decisions about some claims, the oldest first."""
        found = {decided.seq: decided for claim in claims for decided in self._about.get(claim, ())}
        return [found[seq] for seq in sorted(found) if until is None or seq <= until]

    @property
    def undone(self) -> frozenset[str]:
        """Ids of the decisions that another one undid."""
        count, found = self._undone
        if count != self._undoings:  # only another undoing can undo any of those before it
            _, found, _ = holding(in_order(decided.decision for decided in self.decisions))
            self._undone = (self._undoings, found)
        return found
