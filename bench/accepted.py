"""The last accepted run, and what was gained and lost since, case by case.

The file holds, for each set, its measures and the counts of its cases under a hash of their names: no word of the data.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from bench.outcome import Counts, Outcome

PATH = Path(__file__).with_name("accepted.json")


class Change(msgspec.Struct, frozen=True):
    """One case that got better or worse."""

    case: str
    before: Counts
    now: Counts

    @property
    def gain(self) -> float:
        """Gain of F1, negative for a loss; of two equal ones the one with more fills weighs more."""
        return (self.now.f1 - self.before.f1) * max(1, self.now.possible)


def load(path: Path = PATH) -> dict[str, dict[str, Counts]]:
    """Return the accepted counts by set and hash of the case; empty when nothing was accepted yet."""
    if not path.is_file():
        return {}
    stored = json.loads(path.read_bytes())
    return {
        name: {
            case: Counts(*map(int, counts.split("/")))
            for counts, cases in entry["cases"].items()
            for case in cases.split()
        }
        for name, entry in stored.items()
    }


def changes(outcome: Outcome, accepted: Mapping[str, Mapping[str, Counts]]) -> list[Change]:
    """Return the cases of a set that changed, the greatest gain first and the greatest loss last."""
    before = accepted.get(outcome.set, {})
    known = [(case, before.get(case_hash(case)), now) for case, now in outcome.cases.items()]
    changed = [Change(case, was, now) for case, was, now in known if was is not None and was.f1 != now.f1]
    return sorted(changed, key=lambda change: (-change.gain, change.case))


def save(outcomes: Iterable[Outcome], path: Path = PATH) -> None:
    """Write the sets as accepted; sets that were not run keep what was accepted before."""
    stored: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
    for outcome in outcomes:
        if not any(measured.gated for measured in outcome.measures):
            continue
        cases = defaultdict(list)
        for case, counts in outcome.cases.items():
            cases[f"{counts.correct}/{counts.possible}/{counts.actual}"].append(case_hash(case))
        stored[outcome.set] = {
            "measures": {measured.name: round(measured.value, 4) for measured in outcome.measures},
            "cases": {counts: " ".join(sorted(names)) for counts, names in sorted(cases.items())},
        }
    path.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def case_hash(case: str) -> str:
    """Return the name under which a case is stored."""
    return hashlib.sha256(case.encode("utf-8")).hexdigest()[:8]
