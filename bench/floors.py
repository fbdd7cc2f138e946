"""The gate: a floor under every gated measure. It goes up by itself and down only by name, with a reason that is kept."""

import json
import math
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from bench.outcome import Measured, Outcome

PATH = Path(__file__).with_name("floors.toml")
_HEAD = """\
# The floors of the bench, written by `python -m bench --accept` and `--lower SET --reason "…"`; docs/bench.md explains.
"""


class Broken(msgspec.Struct, frozen=True):
    """A measure that fell through its floor."""

    set: str
    measure: str
    value: float
    floor: float


class Floors(msgspec.Struct):
    """Floors by set and measure, and the record of those that were lowered."""

    values: dict[str, dict[str, float]]
    lowered: list[dict[str, Any]]

    def get(self, outcome: Outcome, measured: Measured) -> float | None:
        """Return the floor under a measure, or None."""
        return self.values.get(outcome.set, {}).get(measured.name)

    def broken(self, outcomes: Iterable[Outcome]) -> list[Broken]:
        """Return the gated measures that are worse than their floors."""
        found = []
        for outcome, measured in _gated(outcomes):
            floor = self.get(outcome, measured)
            if floor is not None and _worse(measured, rounded(measured), floor):
                found.append(Broken(outcome.set, measured.name, measured.value, floor))
        return found

    def raise_to(self, outcomes: Iterable[Outcome]) -> None:
        """Raise floors to what was reached, and set those that were not there yet."""
        for outcome, measured in _gated(outcomes):
            floor = self.get(outcome, measured)
            if floor is None or _worse(measured, floor, rounded(measured)):
                self.values.setdefault(outcome.set, {})[measured.name] = rounded(measured)

    def lower_to(self, outcomes: Iterable[Outcome], reason: str) -> None:
        """Lower the broken floors of these sets to what was reached, and keep the reason."""
        for broken, measured in [(b, m) for o, m in _gated(outcomes) for b in self.broken([o]) if b.measure == m.name]:
            to = rounded(measured)
            self.values[broken.set][broken.measure] = to
            self.lowered.append(
                {"set": broken.set, "measure": broken.measure, "from": broken.floor, "to": to, "reason": reason}
            )

    def save(self, path: Path = PATH) -> None:
        """Write the file."""
        lines = [_HEAD]
        for name, floors in sorted(self.values.items()):
            lines += [f"[floors.{_text(name)}]", *(f"{_text(m)} = {v:g}" for m, v in sorted(floors.items())), ""]
        for entry in self.lowered:
            lines += ["[[lowered]]", *(f"{key} = {_value(value)}" for key, value in entry.items()), ""]
        path.write_text("\n".join(lines), encoding="utf-8")


def load(path: Path = PATH) -> Floors:
    """Return the floors of a file; none when there is no file yet."""
    if not path.is_file():
        return Floors({}, [])
    stored = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(stored.get("floors", {}), stored.get("lowered", []))


def rounded(measured: Measured) -> float:
    """Return a value to three digits, rounded to the side on which it does not break its own floor."""
    turn = math.ceil if measured.less_is_better else math.floor
    return turn(round(measured.value * 1000, 6)) / 1000


def _worse(measured: Measured, value: float, than: float) -> bool:
    return value > than if measured.less_is_better else value < than


def _gated(outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Measured]]:
    return [(outcome, measured) for outcome in outcomes for measured in outcome.measures if measured.gated]


def _value(value: object) -> str:
    return _text(value) if isinstance(value, str) else f"{value:g}"


def _text(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)
