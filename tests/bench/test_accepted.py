"""Gains and losses against the last accepted run."""

from pathlib import Path

from bench import accepted
from bench.outcome import Counts, Measured, Outcome


def outcome(name: str = "made/up", **cases: Counts) -> Outcome:
    return Outcome(set=name, measures=(Measured(name="F1", value=0.5, gated=True),), cases=cases)


def test_cases_that_changed_come_with_the_greatest_gain_first(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    accepted.save([outcome(better=Counts(1, 4, 4), same=Counts(2, 2, 2), worse=Counts(3, 3, 3))], path)
    now = outcome(better=Counts(4, 4, 4), same=Counts(2, 2, 2), worse=Counts(1, 3, 3), new=Counts(1, 1, 1))
    changes = accepted.changes(now, accepted.load(path))
    assert [(change.case, change.gain > 0) for change in changes] == [("better", True), ("worse", False)]


def test_sets_that_were_not_run_stay_accepted_and_names_are_not_stored(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    accepted.save([outcome("one", secret=Counts(1, 2, 3)), outcome("two", hidden=Counts(1, 1, 1))], path)
    accepted.save([outcome("two", hidden=Counts(0, 1, 1))], path)
    assert accepted.load(path)["one"] == {accepted.case_hash("secret"): Counts(1, 2, 3)}
    assert accepted.load(path)["two"] == {accepted.case_hash("hidden"): Counts(0, 1, 1)}
    assert "secret" not in path.read_text(encoding="utf-8")


def test_without_an_accepted_run_nothing_has_changed(tmp_path: Path) -> None:
    assert accepted.load(tmp_path / "none.json") == {}
    assert accepted.changes(outcome(case=Counts(1, 1, 1)), {}) == []
