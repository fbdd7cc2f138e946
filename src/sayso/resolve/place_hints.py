"""Counts the states and provinces that a report speaks of without placing anything there: "the Utah Democratic Party"."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping

from sayso.gazetteer.lookup import Gazetteer

CAPITALISED = re.compile(r"[A-Z][\w.]*\w(?:\s[A-Z]\w+)?")
_RUN = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")
_SHORTEST = 4
"""From how many letters a word is taken for a name by itself."""

Division = tuple[str, str]
"""A country's code and the code of one of its first-level divisions."""


def divisions_spoken_of(text: str, gazetteer: Gazetteer, mentioned: Container[str]) -> dict[Division, float]:
    """Return how often each division is named by a name that is no country's and no other's and is not `mentioned`."""
    found: dict[Division, float] = defaultdict(float)
    for run, times in Counter(_RUN.findall(text)).items():
        words = run.split()
        at = 0
        while at < len(words):
            pair = " ".join(words[at : at + 2])
            name = pair if _only_division(pair, gazetteer) else words[at]
            division = None if name in mentioned else _only_division(name, gazetteer)
            if division is not None:
                found[division] += times
            at += len(name.split())
    return found


def _only_division(name: str, gazetteer: Gazetteer) -> Division | None:
    """Return the one division of a name, unless it is that of a country too: "West Virginia"."""
    if len(name) < _SHORTEST:
        return None
    places = gazetteer.known(name)
    lands = {(place.country, place.admin1) for place in places if place.kind == "admin1"}
    return lands.pop() if len(lands) == 1 and not any(place.kind == "country" for place in places) else None


def shares(one: Mapping[Division, float], other: Mapping[Division, float]) -> dict[Division, float]:
    """Return for each division the sum of two counts, as a share of the largest."""
    both: dict[Division, float] = defaultdict(float, one)
    for division, times in other.items():
        both[division] += times
    most = max(both.values(), default=1.0)
    return {division: times / most for division, times in both.items()}
