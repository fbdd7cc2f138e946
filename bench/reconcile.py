"""Measures events on a made-up year whose truth is known: B-cubed, speed, and how the time grows with the claims.

Every happening has a day, a town, a kind and victims; outlets tell of it on that day and the next, some with the
province only, some without a day, some with another figure. Towns lie in clusters and happen twice in a week, so that
neighbouring days and places are there to be mixed up.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.outcome import Measured, Outcome
from sayso.reconcile import reconcile
from sayso.records import Claim, PassageRef, Rule
from sayso.values.figure import Figure
from sayso.values.kinds import Event
from sayso.values.moment import Moment
from sayso.values.party import Actor, Speaker
from sayso.values.place import Place

_KINDS: tuple[Event, ...] = ("air-strike", "shelling", "bombing", "armed-clash", "attack")
_SIDES = ("Hill Brigade", "Coast Army", "River Front", "Northern Guard")
_OUTLETS = ("Morning Post", "Radio Delta", "Hill Monitor", "Coast Wire", "Ministry of Health", "Valley Network")
FIRST = date(2031, 1, 1)
_YEAR = 365
_CLAIMS = 20_000
_BY = Rule(extractor="bench", rule="synthetic")


class _Happening:
    """One happening of the made-up year."""

    def __init__(self, chance: random.Random, number: int, first: int, days: int) -> None:
        self.number = number
        self.day = FIRST + timedelta(days=first + chance.randrange(days))
        self.town = chance.randrange(400)
        self.kind = chance.choice(_KINDS)
        self.side = chance.choice(_SIDES)
        self.killed = chance.choice((1, 2, 3, 4, 5, 7, 9, 11, 14, 23, 38))


def synthetic(claims: int, days: int = _YEAR, seed: int = 7, first: int = 0) -> tuple[list[Claim], dict[str, int]]:
    """Return about so many claims of so many made-up days, from the `first` on, and by claim the number of its happening."""
    chance = random.Random(seed)  # noqa: S311 - the same data every time, not a secret
    told: dict[tuple[str, date], list[_Happening]] = defaultdict(list)
    made = 0
    number = first * claims  # of no other portion, so that no sentence comes again
    while made < claims:
        happening = _Happening(chance, number, first, days)
        for outlet in chance.sample(_OUTLETS, k=chance.randint(1, 5)):
            told[outlet, happening.day + timedelta(days=chance.randint(0, 1))].append(happening)
            made += 1
        number += 1
    found: list[Claim] = []
    truth: dict[str, int] = {}
    for (outlet, day), happenings in sorted(told.items()):
        said = day.isoformat()
        report = _Report(outlet, f"{outlet} {said}", said, PassageRef(kind="article", label=None, at=said))
        for at, happening in enumerate(happenings):
            claim = _claim(chance, happening, report, at)
            found.append(claim)
            truth[claim.id] = happening.number
    return found, truth


class _Report(NamedTuple):
    """What all claims of one report share."""

    outlet: str
    name: str
    said: str
    passage: PassageRef


def _claim(chance: random.Random, happening: _Happening, report: _Report, at: int) -> Claim:
    """Return one outlet's claim of a happening, with what outlets leave out or give otherwise."""
    outlet = report.outlet
    span = (at * 700, at * 700 + 90)
    kind: Event = "casualty-toll" if chance.random() < 0.25 else happening.kind
    killed = happening.killed + (chance.choice((1, 2)) if chance.random() < 0.2 else 0)
    when = happening.day.isoformat()
    dated = Moment(text="", start=when, end=when, edtf=when, precision="day", span=span)
    acting = (Actor(name=happening.side, role="agent", span=span),) if chance.random() < 0.6 else ()
    figure = Figure(measure="killed", low=killed, high=killed, bound="exact", of="people", text=str(killed), span=span)
    return Claim(
        id=f"{report.name} {at}", report=report.name, span=span, quote=f"{outlet} on happening {happening.number}",
        channel="body", passage=report.passage,
        speakers=(Speaker(name=outlet, span=span),), event=kind, status="happened", actors=acting, figures=(figure,),
        places=(_place(happening.town, wide=chance.random() < 0.05),), time=dated if chance.random() < 0.9 else None,
        said=report.said, by=_BY,
    )  # fmt: skip


@cache
def _place(town: int, *, wide: bool) -> Place:
    """Return a town, one of four about 11 km apart, or its province."""
    group, corner = divmod(town, 4)
    lat, lon = 30 + (group // 10) * 0.9 + (corner // 2) * 0.1, 30 + (group % 10) * 0.9 + (corner % 2) * 0.1
    if wide:
        name = f"Province {group}"
        return Place(name=name, id=name, lat=lat, lon=lon, radius_m=60_000, precision="admin1", span=(0, 0))
    name = f"Town {town}"
    return Place(name=name, id=name, lat=lat, lon=lon, radius_m=4_000, precision="city", span=(0, 0))


def b_cubed(groups: Sequence[Sequence[str]], truth: dict[str, int]) -> dict[str, float]:
    """Return precision, recall and F1, averaged over claims, of groups of ids against their true numbers."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for group in groups:
        inside = Counter(truth[claim] for claim in group)
        precision += sum(n * n / len(group) for n in inside.values())
        recall += sum(n * n / sizes[number] for number, n in inside.items())
    precision, recall = precision / len(truth), recall / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def run(data_dir: Path) -> list[Outcome]:
    """Return B-cubed of a year of 20,000 claims, and how its time grows against a quarter's; needs no data."""
    del data_dir
    reconcile(())  # loads register and words
    seconds = {}
    for size, days in ((_CLAIMS // 4, _YEAR // 4), (_CLAIMS, _YEAR)):
        given, truth = synthetic(size, days)
        begun = time.process_time()
        events = reconcile(given)
        seconds[size] = time.process_time() - begun
    found = b_cubed([[claim.id for claim in event.claims] for event in events], truth)
    growth = seconds[_CLAIMS] / seconds[_CLAIMS // 4] / 4
    measures = (
        Measured(name="B-cubed F1", value=found["f1"], gated=True),
        Measured(name="B-cubed precision", value=found["precision"]),
        Measured(name="B-cubed recall", value=found["recall"]),
        Measured(name="claims a second", value=len(given) / seconds[_CLAIMS]),
        Measured(name="4 times the claims", value=growth, unit="× linear", less_is_better=True),
    )
    return [Outcome(set="made-up year", measures=measures)]
