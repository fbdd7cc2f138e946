"""Scores claims against gold slot by slot, in the way of the Message Understanding Conferences.

Claims are paired one to one where their spans overlap by at least half of the shorter one, the pair that agrees in most
slots first. Every fill of a gold claim is possible, every fill of a found claim is actual, and a fill that agrees within a
pair is correct: recall is correct / possible, precision correct / actual. `SLOTS` adds up the slots that make a claim
useful; agents and targets are scored beside it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from bench.outcome import Counts, Measured, f1, total
from sayso.records import Claim
from sayso.spans import Span

COUNTED = ("event", "status", "speaker", "figure", "place", "time")
SLOTS = (*COUNTED, "agent", "target")
_NAMED = frozenset({"speaker", "place", "agent", "target"})
_APOSTROPHES = re.compile(r"[’'`-]")
_WORD = re.compile(r"[a-z0-9]+")

Fills = Mapping[str, Sequence[Any]]


class Scored(msgspec.Struct, frozen=True):
    """A claim, gold or found, as far as the measure looks at it."""

    span: Span
    fills: dict[str, tuple[Any, ...]]


class Names:
    """Compares names by their telling words."""

    def __init__(self) -> None:
        words = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
        self._common = frozenset(words["common"])
        self._same = [frozenset(names) for names in words["same"]]
        self._kinds = frozenset(words["kinds"])
        self._narrowed = lru_cache(maxsize=20_000)(self._bare)
        self._words = lru_cache(maxsize=20_000)(self._telling)

    def agree(self, one: str, other: str) -> bool:
        """Tell whether two names share a telling word or are listed as one body."""
        a, b = self._words(one), self._words(other)
        return bool(a & b) or any(_is_in(a, names) and _is_in(b, names) for names in self._same)

    def contain(self, one: str, other: str) -> bool:
        """Tell whether all words of one name but kinds of place and body are in the other: "LIMA" and "city of Lima"."""
        a, b = self._narrowed(one), self._narrowed(other)
        return bool(a and b) and (a <= b or b <= a)

    def _bare(self, name: str) -> frozenset[str]:
        """Return all words of a name but those for kinds of place and body."""
        folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        return frozenset(_WORD.findall(folded)) - self._kinds

    def _telling(self, name: str) -> frozenset[str]:
        """Return a name's words without accents and common words; all of them when they are all common.

        Letters that do not decompose into ASCII are dropped, as the measure asks.
        """
        folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        words = frozenset(_WORD.findall(_APOSTROPHES.sub(" ", folded)))
        return words - self._common or words


def _is_in(words: frozenset[str], names: frozenset[str]) -> bool:
    return bool(words & names) or " ".join(sorted(words)) in names


def gold_claim(claim: Mapping[str, Any]) -> Scored:
    """Return an annotated claim, as a gold file holds it, in the measure's shape."""
    figures = [(f["measure"], f["low"], f["high"]) for f in claim["figures"] if (f["low"], f["high"]) != (None, None)]
    fills = {
        "event": (claim["event"],),
        "status": (claim.get("status") or "happened",),
        "speaker": tuple(claim["speakers"][:1]),
        "figure": tuple(figures),
        "place": tuple(claim["places"]),
        "time": _days(*claim["time"]) if claim["time"] else (),
        "agent": tuple(claim["agents"]),
        "target": tuple(claim["targets"]),
    }
    start, end = claim["span"]
    return Scored((start, end), fills)


def found_claim(claim: Claim) -> Scored:
    """Return a claim as read in the measure's shape."""
    figures = [(f.measure, f.low, f.high) for f in claim.figures if (f.low, f.high) != (None, None)]
    fills = {
        "event": (claim.event,),
        "status": (claim.status,),
        "speaker": tuple(speaker.name for speaker in claim.speakers[:1]),
        "figure": tuple(figures),
        "place": tuple(place.name for place in claim.places),
        "time": _days(claim.time.start, claim.time.end) if claim.time else (),
        "agent": tuple(actor.name for actor in claim.actors if actor.role == "agent"),
        "target": tuple(actor.name for actor in claim.actors if actor.role == "target"),
    }
    return Scored(claim.span, fills)


def _days(start: str | None, end: str | None) -> tuple[tuple[str, str], ...]:
    """Return a time as one fill of two days; none when both ends are open."""
    return (((start or "")[:10], (end or "")[:10]),) if start or end else ()


def score(gold: Sequence[Scored], found: Sequence[Scored], names: Names) -> dict[str, Counts]:
    """Return the counts of one text by slot, and those of the pairing itself as `claim`."""
    pairs = pair(gold, found, names)
    counts = {"claim": Counts(len(pairs), len(gold), len(found))}
    for slot in SLOTS:
        counts[slot] = Counts(
            sum(agreed(slot, gold[i].fills, found[j].fills, names) for i, j in pairs),
            sum(len(claim.fills[slot]) for claim in gold),
            sum(len(claim.fills[slot]) for claim in found),
        )
    return counts


def pair(gold: Sequence[Scored], found: Sequence[Scored], names: Names) -> list[tuple[int, int]]:
    """Return pairs of indices, one to one: those that agree most first, then those that overlap most."""
    ranked = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(found):
            shared = overlap_share(wanted.span, given.span)
            if shared >= 0.5:
                agreement = sum(agreed(slot, wanted.fills, given.fills, names) for slot in SLOTS)
                ranked.append((-agreement, -shared, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(ranked):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def overlap_share(one: Span, other: Span) -> float:
    """Return the overlap of two spans as a share of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / max(1, min(one[1] - one[0], other[1] - other[0])) if shared > 0 else 0.0


def agreed(slot: str, gold: Fills, found: Fills, names: Names) -> int:
    """Return how many gold fills of a slot find a fill of their own among those found."""
    left = list(found[slot])
    hits = 0
    for wanted in gold[slot]:
        for index, given in enumerate(left):
            if names.agree(wanted, given) if slot in _NAMED else wanted == given:
                del left[index]
                hits += 1
                break
    return hits


def slots(counts: Mapping[str, Counts]) -> Counts:
    """Return the counts over the slots that the headline figure adds up."""
    return total(counts[slot] for slot in COUNTED)


def lines(counts: Mapping[str, Counts]) -> tuple[Measured, ...]:
    """Return the measure's lines of the table: the headline, the pairing, each slot."""
    head = f1("SLOTS F1", slots(counts), gated=True)
    return (head, *(f1(slot, counts[slot]) for slot in ("claim", *SLOTS)))
