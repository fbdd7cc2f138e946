"""As-of against an oracle in plain Python: whatever is read and decided, in whatever order, every moment is answered the same.

The oracle keeps a list and walks it; it shares no line with the ledger, the view or the review. Decisions are accept,
reject, grade and undo: how claims are bound is held by `tests/review` and `tests/reconcile`.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sayso.decisions import Decision
from sayso.ledger.asof import View
from sayso.ledger.ledger import Ledger
from sayso.records import Claim, ClaimSet, PassageRef, Rule
from sayso.state import State

START = datetime(2031, 5, 14, 9, tzinfo=UTC)
SAID = (None, "2031-05-13", "2031-05-14T08:00:00Z", "2031-05-14T12:30:00+03:00", "2031-05-14")
WHEN = {
    "2031-05-13": datetime(2031, 5, 13, 23, 59, 59, 999999, UTC),
    "2031-05-14T08:00:00Z": datetime(2031, 5, 14, 8, tzinfo=UTC),
    "2031-05-14T12:30:00+03:00": datetime(2031, 5, 14, 9, 30, tzinfo=UTC),
    "2031-05-14": datetime(2031, 5, 14, 23, 59, 59, 999999, UTC),
}
"""What each way to write when something was said means; written down here by hand."""
REPORTS = ("r", "s")
NUMBERS = st.integers(0, 5)


class Line(NamedTuple):
    """One entry as the oracle remembers it."""

    recorded: datetime
    kind: str
    name: str
    said: str | None = None
    of: tuple[str, ...] = ()
    verb: str = ""
    value: str = ""


def claim(report: str, number: int) -> Claim:
    """One of six claims of a report; each has its own words, so that nothing is carried over."""
    quote = f"Claim {number} of {report}."
    return Claim(
        id=f"{report}{number}", report=report, span=(number, number + len(quote)), quote=quote, channel="body",
        passage=PassageRef(kind="article", label=None, at=None), speakers=(), event="shelling", status="happened",
        actors=(), figures=(), places=(), time=None, said=SAID[number % len(SAID)], by=Rule(extractor="t", rule="t"),
    )  # fmt: skip


class AsOf(RuleBasedStateMachine):
    """A ledger and a list beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.open(Path(self.folder.name) / "desk.ledger")
        self.lines: list[Line] = []
        self.clock = START

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    @rule(minutes=st.integers(-30, 90))
    def time_passes(self, minutes: int) -> None:
        """The clock goes on, and now and then jumps back."""
        self.clock += timedelta(minutes=minutes)

    @rule(report=st.sampled_from(REPORTS), numbers=st.lists(NUMBERS, max_size=4, unique=True))
    def a_report_is_read(self, report: str, numbers: list[int]) -> None:
        claims = [claim(report, number) for number in numbers]
        name = f"set {len(self.lines)}"
        made = ClaimSet(id=name, report=report, engine=name, claims=tuple(c.id for c in claims))
        self.ledger.append([*claims, made], (), self.clock.isoformat())
        now = self._now()
        known = {line.name for line in self.lines}
        self.lines += [Line(now, "claim", c.id, c.said) for c in claims if c.id not in known]
        self.lines.append(Line(now, "set", report, of=made.claims))

    @rule(
        verb=st.sampled_from(["accept", "reject", "grade"]), report=st.sampled_from(REPORTS), number=NUMBERS,
        value=st.sampled_from("123"),
    )  # fmt: skip
    def a_person_decides(self, verb: str, report: str, number: int, value: str) -> None:
        about = f"{report}{number}"
        if about in {line.name for line in self.lines}:
            self._decide(verb, about, value if verb == "grade" else "")

    @rule(number=st.integers(0, 40))
    def a_person_undoes(self, number: int) -> None:
        made = [line for line in self.lines if line.kind == "decision"]
        if made:
            self._decide("undo", made[number % len(made)].name, "")

    @rule(
        seq=st.integers(0, 60), minutes=st.none() | st.integers(-2000, 1200),
    )  # fmt: skip
    def a_moment_is_asked_for(self, seq: int, minutes: int | None) -> None:
        known = min(seq, len(self.lines))
        said = None if minutes is None else START + timedelta(minutes=minutes)
        self._compare(State(View.of(self.ledger, said.isoformat() if said else None, known)), known, said)

    @rule(minutes=st.integers(-200, 600))
    def an_instant_of_knowing_is_asked_for(self, minutes: int) -> None:
        moment = START + timedelta(minutes=minutes)
        known = sum(line.recorded <= moment for line in self.lines)
        self._compare(State(View.of(self.ledger, None, moment.isoformat())), known, None)

    @invariant()
    def the_newest_state_is_right(self) -> None:
        self._compare(State(View.of(self.ledger)), len(self.lines), None)

    def _now(self) -> datetime:
        """When the ledger records: never before what it recorded last."""
        return max([self.clock, *(line.recorded for line in self.lines[-1:])])

    def _decide(self, verb: str, about: str, value: str) -> None:
        name = f"decision {len(self.lines)}"
        now = self._now() + timedelta(microseconds=1)
        undoes = about if verb == "undo" else None
        self.ledger.append(
            [
                Decision(
                    id=name, verb=verb, claims=() if undoes else (about,), undoes=undoes, value=value or None,  # type: ignore[arg-type]  # one of the verbs
                    by="r1", at=now.isoformat(), reason="because",
                )
            ],
            (), now.isoformat(),
        )  # fmt: skip
        self.lines.append(Line(now, "decision", name, of=(about,), verb=verb, value=value))

    def _compare(self, state: State, known: int, said: datetime | None) -> None:
        seen = self.lines[:known]
        assert {c.id for c in state.claims} == self._standing(seen, said)
        grades = {name: decision.value for name, decision in state.standing.grades.items()}
        assert grades == self._grades(seen)

    @staticmethod
    def _holding(seen: list[Line]) -> list[Line]:
        """The decisions that hold, the plain way: undo the last undoing first."""
        gone: set[str] = set()
        for line in reversed(seen):
            if line.verb == "undo" and line.name not in gone:
                gone.update(line.of)
        return [line for line in seen if line.kind == "decision" and line.verb != "undo" and line.name not in gone]

    @staticmethod
    def _newest(seen: list[Line]) -> set[str]:
        """The claims of each report's newest reading."""
        sets = {line.name: line.of for line in seen if line.kind == "set"}
        return {
            line.name
            for line in seen
            if line.kind == "claim" and (line.name[0] not in sets or line.name in sets[line.name[0]])
        }

    def _standing(self, seen: list[Line], said: datetime | None) -> set[str]:
        verdicts = {line.of[0]: line.verb for line in self._holding(seen) if line.verb in {"accept", "reject"}}
        return {
            line.name
            for line in seen
            if line.name in self._newest(seen)
            and verdicts.get(line.name) != "reject"
            and (said is None or (WHEN[line.said] if line.said else line.recorded) <= said)
        }

    def _grades(self, seen: list[Line]) -> dict[str, str]:
        return {
            line.of[0]: line.value
            for line in self._holding(seen)
            if line.verb == "grade" and line.of[0] in self._newest(seen)
        }


AsOf.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestAsOf = AsOf.TestCase
