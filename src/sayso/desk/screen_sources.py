"""The sources: how those stand that are followed, what each outlet has said and how often it was put right, and whose words it passes on."""

from collections import Counter, defaultdict
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import msgspec

from sayso.decisions import RegisterChange
from sayso.desk.reading import standing_sources
from sayso.desk.route import Ask
from sayso.desk.screen_words import source_name
from sayso.desk.shown import source_of
from sayso.desk.snapshot import Snapshot
from sayso.ledger.ledger import Ledger, decode
from sayso.records import Claim

_MOST = 200
_ECHOES = 4
_MOST_GONE = 5_000
_RIGHTING = frozenset({"reject", "edit", "correct", "retract"})
"""Decisions that say that something stood wrongly."""
_MADE: "WeakKeyDictionary[Snapshot, tuple[dict[str, Counter[str]], dict[str, str]]]" = WeakKeyDictionary()


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """One place from which reports come: a host of the web, or a file."""

    name: str
    grade: str
    """A to F of its newest claim; F where nobody graded it."""
    reports: int
    claims: int
    """That stand."""
    put_right: int
    """Claims of it that somebody rejected or edited."""
    looked: int
    """Claims of it that somebody accepted, rejected or edited."""
    echoes: tuple[tuple[str, int], ...]
    """With whom it shares an origin, and in how many events: the most first."""
    more_echoes: int
    last: str | None
    """When it was last taken from."""


async def sources_values(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the sources' template shows."""
    found = await _outlets(ask, snapshot)
    until = snapshot.facts.seen
    changes = await ask.desk.ledgers.read(lambda ledger: _grades(ledger, until))
    return {
        "items": await standing_sources(ask.desk, snapshot), "outlets": found[:_MOST], "more": max(0, len(found) - _MOST),
        "changes": changes, "claims": len(snapshot.claims),
    }  # fmt: skip


def _grades(ledger: Ledger, until: int) -> list[RegisterChange]:
    """Return the grades that the ledger records, the newest first."""
    return [change for change in ledger.register_changes(until=until) if change.subject == "source"][::-1][:_MOST]


def outlet_of(source: str | None) -> str:
    """Return the outlet of a report: the host of its address, or what it is called."""
    parts = urlsplit(source or "")
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else source_name(source)


async def _outlets(ask: Ask, snapshot: Snapshot) -> list[Outlet]:
    """Return the outlets of a snapshot, those with most claims first."""
    reports: Counter[str] = Counter()
    last: dict[str, str] = {}
    home: dict[str, str] = {}
    for taken in ask.desk.index.captures:
        if taken.seq <= snapshot.facts.seen:
            name = home[taken.capture.id] = outlet_of(source_of(ask, taken.capture.id))
            reports[name] += 1
            last[name] = max(last.get(name, ""), taken.capture.captured_at)
    echoes, grades = _shared(snapshot, home)
    claims = Counter(home.get(report, "") for report, held in snapshot.by_report.items() for _ in held)
    right, looked = await _put_right(ask, snapshot, home)
    return [
        Outlet(
            name=name,
            grade=grades.get(name, "F"),
            reports=count,
            claims=claims[name],
            put_right=right[name],
            looked=looked[name],
            echoes=tuple(echoes[name].most_common(_ECHOES)) if name in echoes else (),
            more_echoes=max(0, len(echoes.get(name, ())) - _ECHOES),
            last=last.get(name),
        )
        for name, count in sorted(reports.items(), key=lambda one: (-claims[one[0]], one[0]))
    ]


def _shared(snapshot: Snapshot, home: dict[str, str]) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """Return who shares origins with whom in how many events, and the letter of each; made once a snapshot."""
    if snapshot not in _MADE:
        echoes: dict[str, Counter[str]] = defaultdict(Counter)
        grades: dict[str, str] = {}
        for event in snapshot.events:
            letters = {rating.claim: rating.source for rating in event.ratings}
            for claim in event.claims:
                grades[home.get(claim.report, "")] = letters.get(claim.id, "F")
            for origin in event.origins:
                names = {home[report] for report in origin.reports if report in home}
                for name in names:
                    echoes[name].update(names - {name})
        _MADE[snapshot] = dict(echoes), grades
    return _MADE[snapshot]


async def _put_right(ask: Ask, snapshot: Snapshot, home: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """Return of how many claims of each outlet somebody said that they stand wrongly, and how many were looked at."""
    undone = ask.desk.index.undone
    wrong: set[str] = set()
    for decided in ask.desk.index.decisions:
        made = decided.decision
        if decided.seq <= snapshot.facts.seen and made.id not in undone and made.verb in _RIGHTING:
            wrong.update(made.claims)
    every = snapshot.accepted | wrong
    gone = [name for name in wrong if name not in snapshot.home][:_MOST_GONE]
    away = await ask.desk.ledgers.read(lambda ledger: {name: _report(ledger, name) for name in gone})

    def outlet(name: str) -> str:
        claim = snapshot.claim(name)
        return home.get(claim.report if claim is not None else away.get(name, ""), "")

    return Counter(map(outlet, wrong)), Counter(map(outlet, every))


def _report(ledger: Ledger, name: str) -> str:
    """Return of which report a claim is that stands no more; empty where there is none."""
    for recorded in ledger.store.find(name):
        if recorded.id == name and recorded.kind == "claim":
            made = decode(recorded)
            return made.report if isinstance(made, Claim) else ""
    return ""
