"""The gold itself: every annotation quotes its text exactly and keeps to the closed lists of the claim record."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.values.kinds import CHANNELS, EVENTS, MEASURES, STATUSES

GOLD = sorted(path for path in Path(__file__).parent.glob("*.json") if path.with_suffix(".txt").is_file())
CLAIMS = [(path, claim) for path in GOLD for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]]


@pytest.mark.parametrize(("path", "claim"), CLAIMS, ids=[f"{path.stem}-{claim['span'][0]}" for path, claim in CLAIMS])
def test_a_claim_quotes_its_text_and_keeps_to_the_lists(path: Path, claim: dict[str, Any]) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert text[slice(*claim["span"])] == claim["quote"]
    assert claim["channel"] in CHANNELS
    assert claim["event"] in EVENTS
    assert claim["status"] in STATUSES
    for figure in claim["figures"]:
        assert figure["measure"] in MEASURES
        assert figure["low"] is not None or figure["high"] is not None
        assert figure["part_of"] is None or figure["part_of"] < len(claim["figures"])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_text_is_marked_as_a_sample_and_its_first_line_is_no_claim(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert text.startswith("SAMPLE")
    assert 500 <= len(text) <= 1500
    claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
    assert all(claim["span"][0] > text.index("\n") for claim in claims)
