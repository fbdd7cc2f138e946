"""The bench of a million claims asks for one event of claims that stand in events, on a ledger small enough for a test."""

from pathlib import Path

import pytest

from bench.promises import million
from bench.promises.made_up import moment
from sayso.ledger.ledger import Ledger


def test_one_event_is_asked_for_and_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("_PORTION", 200), ("_AT_ONCE", 50), ("_ASKED", 40)):
        monkeypatch.setattr(million, name, value)
    place = tmp_path / "desk.ledger"
    with Ledger.open(place) as ledger:
        for number, portion in enumerate(million.portions(400)):
            for at in range(0, 200, 50):
                ledger.append(portion[at : at + 50], [], moment(number * 100 + at // 50))
    found = {measured.name: measured.value for measured in million.one_event(place, 400)}
    assert found["asked claims that stand in an event"] > 0.5
    assert found["claims of which nothing is promised"] == 0.0
