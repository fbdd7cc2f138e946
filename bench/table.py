"""Prints the bench: one table of all sets beside their floors, goals and peers; then what was gained and lost."""

import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

from bench.accepted import Change
from bench.floors import Floors
from bench.outcome import Measured, Outcome

_FACTS = Path(__file__).with_name("peers.toml")
_COLUMNS = ("set", "measure", "P", "R", "value", "floor", "goal", "chars/s", "peak MB", "peers")
_WIDTHS = (24, 24, 6, 6, 14, 7, 9, 11, 8, 0)
_SHOWN = 5


class Peer(msgspec.Struct, frozen=True):
    """A figure of another system, or of people, on the same measure."""

    set: str
    measure: str
    system: str
    value: float
    source: str


class Goal(msgspec.Struct, frozen=True):
    """What we set ourselves; `set` may be a pattern ("gold/*")."""

    set: str
    measure: str
    value: float
    at_most: bool = False

    def reached(self, measured: Measured) -> bool:
        """Tell whether a measure reaches the goal."""
        return measured.value <= self.value if self.at_most else measured.value >= self.value


class Facts(msgspec.Struct, frozen=True):
    """Peers and goals, as written down in peers.toml."""

    peers: tuple[Peer, ...]
    goals: tuple[Goal, ...]

    def goal(self, outcome: Outcome, measured: Measured) -> Goal | None:
        """Return the goal for a measure, or None."""
        found = [g for g in self.goals if g.measure == measured.name and fnmatchcase(outcome.set, g.set)]
        return found[0] if found else None

    def beside(self, outcome: Outcome, measured: Measured) -> list[Peer]:
        """Return the peers' figures for a measure."""
        return [p for p in self.peers if p.measure == measured.name and fnmatchcase(outcome.set, p.set)]


def facts(path: Path = _FACTS) -> Facts:
    """Return the facts of a file; raises msgspec.ValidationError when a field is missing or misspelt."""
    stored: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return msgspec.convert({"peers": stored["peer"], "goals": stored["goal"]}, Facts)


def table(outcomes: Iterable[Outcome], floors: Floors, known: Facts) -> list[str]:
    """Return the lines of the table."""
    rows: list[tuple[str, ...]] = [_COLUMNS]
    for outcome in outcomes:
        rows += [_row(outcome, measured, floors, known, first=not n) for n, measured in enumerate(outcome.measures)]
    return [_line(row) for row in rows]


def _row(outcome: Outcome, measured: Measured, floors: Floors, known: Facts, *, first: bool) -> tuple[str, ...]:
    counts, goal, floor = measured.counts, known.goal(outcome, measured), floors.get(outcome, measured)
    speed = f"{outcome.characters / outcome.seconds:,.0f}" if first and outcome.seconds else ""
    return (
        outcome.set if first else "",
        measured.name,
        f"{counts.precision:.3f}" if counts else "",
        f"{counts.recall:.3f}" if counts else "",
        _number(measured.value) + (f" {measured.unit}" if measured.unit else ""),
        "" if floor is None else _number(floor),
        ""
        if goal is None
        else f"{'≤' if goal.at_most else '≥'}{_number(goal.value)}{'' if goal.reached(measured) else ' !'}",
        speed,
        f"{outcome.peak_mb:.0f}" if first and outcome.peak_mb else "",
        " · ".join(f"{peer.system} {_number(peer.value)}" for peer in known.beside(outcome, measured)),
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3f}"


def _line(cells: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def gains_and_losses(changed: Mapping[str, list[Change]], shown: int = _SHOWN) -> list[str]:
    """Return what changed since the last accepted run, set by set: the number of cases, and the foremost by name."""
    lines = []
    for name, changes in changed.items():
        gains = [change for change in changes if change.gain > 0]
        losses = [change for change in reversed(changes) if change.gain < 0]
        if changes:
            lines.append(f"{name}: {len(gains)} cases better, {len(losses)} worse")
        lines += [_change("+", change) for change in gains[:shown]] + [
            _change("-", change) for change in losses[:shown]
        ]
    return lines


def _change(sign: str, change: Change) -> str:
    before, now = change.before, change.now
    counts = f"{before.correct}/{before.possible}/{before.actual} → {now.correct}/{now.possible}/{now.actual}"
    return f"  {sign} {before.f1:.3f} → {now.f1:.3f}  {change.case}  ({counts})"
