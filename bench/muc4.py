"""Measures what claims say of the incidents in the MUC-4 texts: each text's set of deaths, injuries, places, dates, groups.

The keys are templates, one an incident, with every slot of the Fourth Message Understanding Conference. The measure is
written down in docs/bench.md.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench import muc4_keys as keys
from bench.claim_score import Names
from bench.engine import Engine
from bench.muc4_keys import Fill, Template
from bench.outcome import Counts, Measured, Outcome, f1, total
from sayso.records import Claim
from sayso.values.kinds import Measure

SLOTS = ("deaths", "injuries", "places", "dates", "groups")
_INCIDENTS = frozenset(
    {"air-strike", "shelling", "bombing", "armed-clash", "attack", "execution", "abduction", "casualty-toll", "damage"}
)


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for each split of `data/muc4` but the one to train on (the development split where all is)."""
    folder = data_dir / "data" / "muc4"
    if not (folder / "docs.jsonl").is_file():
        return []
    filled: dict[str, list[Template]] = defaultdict(list)
    for template in _records(folder / "keys.jsonl"):
        if template["INCIDENT: TYPE"] != ["*"]:
            filled[template["docid"]].append(template)
    splits: dict[str, list[dict[str, str]]] = defaultdict(list)
    for document in _records(folder / "docs.jsonl"):
        splits[document["split"]].append(document)
    tested = [split for split in splits if split != "train"] or list(splits)
    engine, names = Engine(), Names()
    return [measure(f"muc4/{split}", splits[split], filled, engine, names) for split in sorted(tested)]


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(
    name: str, documents: list[dict[str, str]], filled: Mapping[str, list[Template]], engine: Engine, names: Names
) -> Outcome:
    """Return what is reached on one split."""
    sums = {slot: Counts() for slot in SLOTS}
    relevant = dict(sums)
    cases: dict[str, Counts] = {}
    characters, seconds = engine.characters, engine.seconds
    for document in documents:
        templates = filled.get(document["docid"], [])
        counts = score(templates, engine.claims(document["text"], None), names)
        cases[document["docid"]] = total(counts.values())
        sums = {slot: sums[slot] + counts[slot] for slot in SLOTS}
        if templates:
            relevant = {slot: relevant[slot] + counts[slot] for slot in SLOTS}
    return Outcome(
        set=name,
        measures=(
            Measured(name="mean F1", value=_mean(relevant), gated=True),
            *(f1(slot, relevant[slot]) for slot in SLOTS),
            Measured(name="mean F1, all texts", value=_mean(sums), gated=True),
        ),
        cases=cases,
        characters=engine.characters - characters,
        seconds=engine.seconds - seconds,
    )


def _mean(counts: Mapping[str, Counts]) -> float:
    return sum(counts[slot].f1 for slot in SLOTS) / len(SLOTS)


def score(templates: Sequence[Template], claims: Sequence[Claim], names: Names) -> dict[str, Counts]:
    """Return the counts of one text by slot."""
    kept = [claim for claim in claims if claim.event in _INCIDENTS and claim.status != "denied"]
    acting = {actor.name for claim in kept for actor in claim.actors if actor.role == "agent" and actor.id}
    named = {place.name for claim in kept for place in claim.places}
    spans = {(claim.time.start, claim.time.end or claim.time.start) for claim in kept if claim.time}
    days = {(date.fromisoformat(a[:10]), date.fromisoformat(b[:10])) for a, b in spans if a and b}
    return {
        "deaths": match(keys.numbers(templates, "DEATH"), _told(kept, "killed"), keys.same_number),
        "injuries": match(keys.numbers(templates, "INJURY"), _told(kept, "wounded"), keys.same_number),
        "places": match(keys.places(templates), sorted(named), names.contain),
        "dates": match(keys.dates(templates), sorted(days), keys.same_days),
        "groups": match(keys.groups(templates), sorted(acting), names.contain),
    }


def _told(claims: Sequence[Claim], measure: Measure) -> list[float]:
    """Return the numbers that claims give for a measure, each once; vague words are no numbers."""
    figures = [f for claim in claims for f in claim.figures if f.measure == measure and f.bound != "vague"]
    return sorted({number for f in figures if (number := f.low if f.low is not None else f.high) is not None})


def match(wanted: Sequence[keys.Wanted[Fill]], given: Sequence[Fill], same: Callable[[Fill, Fill], bool]) -> Counts:
    """Return how many required fills are given, of how many, among how many.

    What is given and matches only an optional fill, or one that was matched already, is neither right nor wrong.
    """
    left = [fill for fill in wanted if fill.required]
    possible, correct, actual = len(left), 0, 0
    for value in given:
        hit = next((fill for fill in left if fill.meets(value, same)), None)
        if hit is not None:
            left.remove(hit)
            correct += 1
            actual += 1
        elif not any(fill.meets(value, same) for fill in wanted):
            actual += 1
    return Counts(correct, possible, actual)
