"""The gate for everybody: what the engine reaches on our own gold may not fall below the floor in floor.json."""

import json
from pathlib import Path

from bench.claim_score import Names, slots
from bench.claims import OWN, gold_files, score_pair
from bench.engine import Engine
from bench.outcome import total

FLOOR = Path(__file__).with_name("floor.json")


def test_the_engine_reads_our_gold_at_least_as_well_as_before() -> None:
    engine, names = Engine(), Names()
    counts = {path.stem: slots(score_pair(path, engine, names)) for path in gold_files(OWN)}
    reached = total(counts.values()).f1
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))["SLOTS F1"]
    assert reached >= floor, {name: round(count.f1, 2) for name, count in counts.items()}
