"""Measures how articles that were read come together by incident: news of shootings, and texts on strikes in Syria.

Articles are read by the engine and their claims joined into events. An article is given to one event, its main one: of
the events that it tells violence in, the one that most articles tell; of equals the one with most of its claims, then the one
it tells first. Articles of one main event are one group; one without claims is a group by itself.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bench.engine import Engine
from bench.outcome import Counts, Measured, Outcome, f1
from sayso.reconcile import reconcile
from sayso.reconcile.kinds import family
from sayso.records import Claim, Incident


class Article(NamedTuple):
    """A text to be read, and what its compilers say of it, which only the judging sees."""

    name: str
    text: str
    published: str | None
    incidents: frozenset[str]


_WEEK = 7

Groups = list[list[str]]
Main = Callable[[Sequence[Claim], Mapping[str, Incident]], str]
"""Takes an article's claims of violence, in the order of the text, and the event of each claim; returns an event's id."""


def run(data_dir: Path) -> list[Outcome]:
    """Return one outcome for `data/gva/docs.jsonl`, one for `data/airwars-syria/texts.jsonl`, where they are."""
    found = []
    for name, file, read in (("gva", "docs.jsonl", _gva), ("airwars-syria", "texts.jsonl", _syria)):
        path = data_dir / "data" / name / file
        if path.is_file():
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            found.append(measure(f"{name} incidents", [read(row) for row in rows]))
    return found


def measure(name: str, articles: Sequence[Article]) -> Outcome:
    """Return what is reached on some articles; no article's date of publication is made up where it is not given."""
    engine = Engine()
    told = {article.name: engine.claims(article.text, article.published) for article in articles}
    truth = {article.name: article.incidents for article in articles}
    events = reconcile([claim for claims in told.values() for claim in claims])
    cases = judge(groups(told, events, _most_told), truth)
    plain = judge(groups(told, events, _most_claims), truth)
    precision, recall, both = b_cubed(cases)
    pairs = sum((case.pairs for case in cases.values()), Counts())
    measures = (
        Measured(name="B-cubed F1", value=both, gated=True),
        Measured(name="B-cubed precision", value=precision),
        Measured(name="B-cubed recall", value=recall),
        Measured(name="pair precision", value=pairs.precision, gated=True),
        f1("pairs", pairs),
        Measured(name="B-cubed F1, by most claims", value=b_cubed(plain)[2]),
        Measured(name="B-cubed F1, each alone", value=b_cubed(judge([[each] for each in told], truth))[2]),
    )
    return Outcome(
        set=name,
        measures=measures,
        cases={article: case.pairs for article, case in cases.items() if case.pairs != Counts()},
        characters=engine.characters,
        seconds=engine.seconds,
    )


def groups(told: Mapping[str, Sequence[Claim]], events: Iterable[Incident], main: Main) -> Groups:
    """Return the articles by main event."""
    event_of = {claim.id: event for event in events for claim in event.claims}
    found: dict[str, list[str]] = defaultdict(list)
    for article, claims in told.items():
        ordered = sorted(claims, key=lambda claim: claim.span)
        violent = [claim for claim in ordered if family(claim.event) == "violence"] or ordered
        violent = [claim for claim in violent if not _sums_up(claim)] or violent
        found[main(violent, event_of) if violent else f"alone {article}"].append(article)
    return list(found.values())


def _sums_up(claim: Claim) -> bool:
    """Tell whether a claim is of more than a week ("since March"): the statistics of an article are not its incident."""
    if claim.time is None or claim.time.start is None or claim.time.end is None:
        return False
    return (date.fromisoformat(claim.time.end[:10]) - date.fromisoformat(claim.time.start[:10])).days > _WEEK


def _most_told(claims: Sequence[Claim], event_of: Mapping[str, Incident]) -> str:
    """Return the event that most articles tell; of equals the one of most claims here, then the one told first."""
    ours = Counter(event_of[claim.id].id for claim in claims)
    widely = {event_of[claim.id].id: len({c.report for c in event_of[claim.id].claims}) for claim in claims}
    return max(ours, key=lambda event: (widely[event], ours[event]))


def _most_claims(claims: Sequence[Claim], event_of: Mapping[str, Incident]) -> str:
    """Return the event of most of an article's claims; of equals the one told first."""
    ours = Counter(event_of[claim.id].id for claim in claims)
    return max(ours, key=lambda event: ours[event])


class Case(NamedTuple):
    """One article: its share of right company, and of all its company that it has."""

    precision: float
    recall: float
    pairs: Counts
    """The other articles that stand with it."""


def judge(found: Groups, truth: Mapping[str, frozenset[str]]) -> dict[str, Case]:
    """Return how each article stands. Two articles belong together when they share an incident; some tell two."""
    by_incident: dict[str, set[str]] = defaultdict(set)
    for article, incidents in truth.items():
        for incident in incidents:
            by_incident[incident].add(article)
    cases = {}
    for members in map(set, found):
        for article in sorted(members):
            company = {article}.union(*(by_incident[incident] for incident in truth[article]))
            right = len(members & company)
            pairs = Counts(right - 1, len(company) - 1, len(members) - 1)
            cases[article] = Case(right / len(members), right / len(company), pairs)
    return cases


def b_cubed(cases: Mapping[str, Case]) -> tuple[float, float, float]:
    """Return precision, recall and F1, averaged over articles."""
    precision = sum(case.precision for case in cases.values()) / max(1, len(cases))
    recall = sum(case.recall for case in cases.values()) / max(1, len(cases))
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _gva(row: Mapping[str, Any]) -> Article:
    return Article(row["id"], f"{row['title']}\n\n{row['content']}", row["dct"] or None, frozenset({row["incident"]}))


def _syria(row: Mapping[str, Any]) -> Article:
    day = (row["publication_date"] or "")[:10] or None
    return Article(row["source_id"], row["text"], day, frozenset(row["incident_ids"]))
