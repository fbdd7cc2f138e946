"""The accounts of one event side by side: a row for each independent origin, with its words below it.

A row says how it went, how many, and when that was said. It fits 80 columns; words and sources below it are whole lines,
which the screen breaks.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from sayso.records import Claim, Incident, Origin
from sayso.screen.phrases import chain_words, figure_words, number_of, rating_words
from sayso.screen.terminal import safe

_COLUMNS = (("who says so", 21), ("what", 20), ("how many", 21), ("said", 10))
"""With two spaces before and between they fill 80 columns."""
_GAP = "  "
_OUTCOMES = {"taken": "ground taken", "repelled": "attack repelled"}
_FOUGHT = frozenset({"territory-gained", "armed-clash", "attack"})
"""Kinds that say no more than how the assault ended, where that is told."""
_MOST_WORDS = 3
"""How many different wordings of one origin are shown."""


def account_lines(incident: Incident, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the rows of an event's origins, then readers' comments, which count in nothing."""
    claims = {claim.id: claim for claim in incident.claims}
    ratings = rating_words(incident)
    yield "bold", _row([[title] for title, _ in _COLUMNS])[0]
    for origin in incident.origins:
        told = [claims[name] for name in origin.claims if name in claims]
        for line in _row(_cells(origin, told)):
            yield "cyan", line
        yield from _words(told, sources, ratings)
    held = {name for origin in incident.origins for name in origin.claims}
    apart = [claim for claim in incident.claims if claim.id not in held]
    if apart:
        yield "cyan", f"{_GAP}readers' comments, which count in nothing"
        yield from _words(apart, sources, ratings)


def _cells(origin: Origin, told: Sequence[Claim]) -> list[list[str]]:
    """Return what stands in the columns of one origin's row, a list of items each."""
    name = safe(origin.name) if origin.name else "the report itself"
    reports = f" ({number_of(len(origin.reports), 'report')})" if len(origin.reports) > 1 else ""
    states = [f"{claim.event}, {claim.status}" for claim in told if claim.status != "happened"]
    kinds = [claim.event for claim in told if claim.status == "happened"]
    kinds = [kind for kind in kinds if not (origin.outcomes and kind in _FOUGHT)]
    what = [_OUTCOMES[outcome] for outcome in origin.outcomes]
    figures = [figure_words(figure) for claim in told for figure in claim.figures if figure.part_of is None]
    return [[name + reports], _once([*what, *kinds, *states]), _once(figures), _said(told)]


def _said(told: Sequence[Claim]) -> list[str]:
    """Return the first and the last day on which an origin spoke."""
    days = sorted({claim.said[:10] for claim in told if claim.said})
    return [*dict.fromkeys((days[0], days[-1]))] if days else ["unknown"]


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items)) or ["–"]


def _row(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a row: every cell broken to its column's width, a new line for each of its items."""
    columns = [
        [line for item in items for line in textwrap.wrap(item, width, subsequent_indent=" ")]
        for items, (_, width) in zip(cells, _COLUMNS, strict=True)
    ]
    return [
        (_GAP + _GAP.join(part.ljust(width) for part, (_, width) in zip(parts, _COLUMNS, strict=True))).rstrip()
        for parts in zip_longest(*columns, fillvalue="")
    ]


def _words(told: Sequence[Claim], sources: Mapping[str, str], ratings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the different wordings of an origin, each with its claims and where they stand."""
    wordings: dict[str, list[Claim]] = {}
    for claim in told:
        wordings.setdefault(safe(claim.quote), []).append(claim)
    for quote, alike in list(wordings.items())[:_MOST_WORDS]:
        first = alike[0]
        yield "italic", f"    “{quote}”"
        chain = chain_words(first.speakers)
        where = safe(sources.get(first.report, first.report))
        copies = f" · and {number_of(len(alike) - 1, 'copy', 'copies')}" if len(alike) > 1 else ""
        said_by = f"{chain} · " if len(first.speakers) > 1 else ""
        yield "dim", f"      {said_by}{where} · {first.id}{ratings.get(first.id, '')}{copies}"
    if len(wordings) > _MOST_WORDS:
        yield "dim", f"    and {number_of(len(wordings) - _MOST_WORDS, 'more wording')}; --json has them all"
