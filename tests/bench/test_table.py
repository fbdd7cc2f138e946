"""The table, the rows behind it, and the texts that speed is measured on."""

import importlib
from pathlib import Path

import pytest

from bench import table
from bench.accepted import Change
from bench.floors import Floors
from bench.outcome import Counts, Measured, Outcome, f1
from bench.sets import NEED_NO_DATA, ROWS
from bench.speed_texts import Texts
from bench.table import Facts, Goal, Peer

KNOWN = Facts(
    peers=(Peer(set="made/*", measure="F1", system="Other", value=0.5, source="made up"),),
    goals=(Goal(set="made/*", measure="F1", value=0.7), Goal(set="made/*", measure="faults", value=1, at_most=True)),
)


def test_a_line_shows_the_measure_its_floor_its_goal_and_its_peers() -> None:
    measures = (f1("F1", Counts(6, 10, 8)), Measured(name="faults", value=1))
    outcome = Outcome(set="made/up", measures=measures, characters=5000, seconds=0.5, peak_mb=88)
    _, head, second = table.table([outcome], Floors({"made/up": {"F1": 0.6}}, []), KNOWN)
    assert head.split() == [
        "made/up",
        "F1",
        "0.750",
        "0.600",
        "0.667",
        "0.600",
        "≥0.700",
        "!",
        "10,000",
        "88",
        "Other",
        "0.500",
    ]
    assert second.split() == ["faults", "1", "≤1"]


def test_gains_and_losses_are_counted_and_the_foremost_named() -> None:
    better = Change("a", Counts(0, 2, 2), Counts(2, 2, 2))
    worse = Change("b", Counts(2, 2, 2), Counts(1, 2, 2))
    assert table.gains_and_losses({"made/up": [better, worse], "calm": []}) == [
        "made/up: 1 cases better, 1 worse",
        "  + 0.000 → 1.000  a  (0/2/2 → 2/2/2)",
        "  - 1.000 → 0.500  b  (2/2/2 → 1/2/2)",
    ]


def test_the_facts_can_be_read() -> None:
    known = table.facts()
    assert known.goals
    assert all(peer.source for peer in known.peers)


@pytest.mark.parametrize("row", sorted(ROWS.keys() - NEED_NO_DATA))
def test_a_row_whose_data_are_not_there_has_no_outcome(row: str, tmp_path: Path) -> None:
    assert importlib.import_module(ROWS[row]).run(tmp_path) == []


def test_copies_of_a_text_differ_in_names_and_figures_and_are_the_same_every_time() -> None:
    texts = Texts()
    first, again, other = texts.copies(1), Texts().copies(1), texts.copies(2)
    assert first == again
    assert all(len(a) > 100 and a != b for a, b in zip(first, other, strict=True))
    assert texts.copies(0) != first


def test_a_long_report_grows_with_its_copies() -> None:
    texts = Texts()
    assert 3.5 < len(texts.long(4)) / len(texts.long(1)) < 4.5
    assert "SAMPLE" not in texts.long(2)
