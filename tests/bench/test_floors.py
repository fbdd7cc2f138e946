"""The gate: floors go up by themselves, and down only by name with a reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import floors
from bench.floors import Floors, rounded
from bench.outcome import Measured, Outcome


def outcome(value: float, name: str = "F1", *, less: bool = False, gated: bool = True) -> Outcome:
    measured = Measured(name=name, value=value, gated=gated, less_is_better=less)
    return Outcome(set="made/up", measures=(measured,))


@pytest.mark.parametrize(
    ("value", "less", "broken"),
    [
        (0.700, False, False),
        (0.7004, False, False),
        (0.699, False, True),
        (0.699, True, False),  # fewer mistakes than allowed
        (0.701, True, True),
    ],
)
def test_a_floor_is_broken_from_the_wrong_side_only(value: float, less: bool, broken: bool) -> None:  # noqa: FBT001
    held = Floors({"made/up": {"F1": 0.7}}, [])
    assert bool(held.broken([outcome(value, less=less)])) is broken


def test_accepting_raises_and_never_lowers() -> None:
    held = Floors({"made/up": {"F1": 0.7}}, [])
    held.raise_to([outcome(0.6)])
    assert held.values == {"made/up": {"F1": 0.7}}
    held.raise_to([outcome(0.81239), outcome(0.5, "recall")])
    assert held.values == {"made/up": {"F1": 0.812, "recall": 0.5}}


def test_what_is_not_gated_gets_no_floor() -> None:
    held = Floors({}, [])
    held.raise_to([outcome(0.9, gated=False)])
    assert held.values == {}


def test_lowering_keeps_its_reason_and_survives_the_file(tmp_path: Path) -> None:
    held = Floors({"made/up": {"F1": 0.7, "recall": 0.4}}, [])
    held.lower_to([outcome(0.65)], 'the "old" gold was wrong')
    held.save(tmp_path / "floors.toml")
    again = floors.load(tmp_path / "floors.toml")
    assert again.values == {"made/up": {"F1": 0.65, "recall": 0.4}}
    assert again.lowered == [
        {"set": "made/up", "measure": "F1", "from": 0.7, "to": 0.65, "reason": 'the "old" gold was wrong'}
    ]


@given(st.floats(0, 1), st.booleans())
def test_no_value_breaks_the_floor_that_it_sets(value: float, less: bool) -> None:  # noqa: FBT001 - drawn
    held = Floors({}, [])
    held.raise_to([outcome(value, less=less)])
    assert held.broken([outcome(value, less=less)]) == []
    assert abs(rounded(outcome(value, less=less).measures[0]) - value) <= 0.001
