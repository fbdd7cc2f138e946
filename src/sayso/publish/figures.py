"""Sets the figures of an event out as rows: low to high, who gives which, and parts under the whole that contains them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sayso.lexicon.load import fold
from sayso.publish.excerpt import Excerpts
from sayso.publish.model import FigureRow, FigureSource, Line
from sayso.publish.wording import Wording, count, number, range_words
from sayso.records import Claim, Incident, Range
from sayso.values.figure import Figure

_Key = tuple[int, int]
"""A figure of an event: which claim, and which of its figures."""


class Ends(NamedTuple):
    """The lowest and the highest figure given; None for an end that nobody gives."""

    low: int | float | None
    high: int | float | None


class Table(NamedTuple):
    """What the rows of one event are made from."""

    claims: Sequence[Claim]
    """Those that count: claims in comments and pasted posts are left out."""
    lines: Mapping[str, Line]
    """By claim id."""
    excerpts: Mapping[str, Excerpts]
    """By report id."""
    wording: Wording


def ends(figures: Sequence[Figure]) -> Ends:
    """Return the lowest and the highest of some figures of one quantity.

    "At least 25" and "up to 40" give 25 to 40; "61" and "more than 97" give 61 and no upper end, because nobody names one.
    """
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    low = min(lows, default=None)
    high = max(highs, default=None)
    if high is not None and lows and max(lows) > high:
        high = None
    return Ends(low, high)


def rows(incident: Incident, table: Table) -> tuple[FigureRow, ...]:
    """Return the figures of an event; a figure that is part of another stands under it and is never added to it."""
    groups: list[tuple[Range | None, list[_Key]]] = []
    taken: set[_Key] = set()
    for stated in incident.figures:
        keys = _figures_of(stated, table.claims, taken)
        taken.update(keys)
        whole = {table.claims[claim].id for claim, _ in keys} == set(stated.claims)
        if keys:
            groups.append((stated if whole else None, keys))
    groups.extend((None, keys) for keys in _left(table, taken))
    return _nested(groups, table)


def _figures_of(stated: Range, claims: Sequence[Claim], taken: set[_Key]) -> list[_Key]:
    """Return the figures that a range was taken over, one a claim: of its measure, inside it, by who is counted."""
    keys: list[_Key] = []
    wanted = set(fold(stated.population).split())
    for place, claim in enumerate(claims):
        if claim.id not in stated.claims:
            continue
        fitting = [
            (not _inside(figure, stated), wanted.isdisjoint(fold(figure.of).split()), figure.part_of is not None, index)
            for index, figure in enumerate(claim.figures)
            if figure.measure == stated.measure and (place, index) not in taken
        ]
        if fitting:
            keys.append((place, min(fitting)[-1]))
    return keys


def _inside(figure: Figure, stated: Range) -> bool:
    """Tell whether a figure lies in a range; an end that was not said lies anywhere."""
    low = stated.low is None or figure.low is None or figure.low >= stated.low
    high = stated.high is None or figure.high is None or figure.high <= stated.high
    return low and high


def _left(table: Table, taken: set[_Key]) -> list[list[_Key]]:
    """Return the figures that no range covers, those of one measure and one population together."""
    found: dict[tuple[str, str, bool], list[_Key]] = {}
    for place, claim in enumerate(table.claims):
        for index, figure in enumerate(claim.figures):
            if (place, index) not in taken:
                population = fold(table.wording.population(figure, table.excerpts[claim.report]))
                found.setdefault((figure.measure, population, figure.part_of is not None), []).append((place, index))
    return list(found.values())


def _nested(groups: Sequence[tuple[Range | None, list[_Key]]], table: Table) -> tuple[FigureRow, ...]:
    """Return rows with the parts under their wholes."""
    group_of = {key: place for place, (_, keys) in enumerate(groups) for key in keys}
    under: dict[int, list[int]] = {}
    tops: list[int] = []
    for place, (_, keys) in enumerate(groups):
        wholes = [group_of.get((claim, _part_of(table, claim, index))) for claim, index in keys]
        whole = wholes[0] if wholes and wholes[0] is not None and wholes[0] != place else None
        if whole is None:
            tops.append(place)
        else:
            under.setdefault(whole, []).append(place)
    reached: set[int] = set()

    def row(place: int) -> FigureRow:
        reached.add(place)
        parts = tuple(row(part) for part in under.get(place, ()) if part not in reached)
        return _row(*groups[place], parts, table)

    return tuple(row(place) for place in tops)


def _taken(stated: Range | None) -> str:
    """Return which figure a rule takes; empty where it takes none, only one was given, or not all of them are shown."""
    if stated is None or stated.best is None or stated.low == stated.high:
        return ""
    about = "about " if "best" in stated.rounded else ""
    return f"by the rule “{stated.rule}” {about}{count(stated.best)}"


def _part_of(table: Table, claim: int, index: int) -> int:
    """Return the index of the figure that contains this one; -1 for none."""
    whole = table.claims[claim].figures[index].part_of
    return -1 if whole is None else whole


def _row(stated: Range | None, keys: Sequence[_Key], parts: tuple[FigureRow, ...], table: Table) -> FigureRow:
    """Return the row of one quantity."""
    claims = [table.claims[claim] for claim, _ in keys]
    figures = [table.claims[claim].figures[index] for claim, index in keys]
    first = figures[0]
    excerpts = table.excerpts[claims[0].report]
    low, high = ends(figures) if stated is None else (stated.low, stated.high)
    return FigureRow(
        measure=first.measure,
        what=table.wording.measure(first),
        population=table.wording.population(first, excerpts),
        low=low,
        high=high,
        range=number(first) if len(figures) == 1 else range_words(low, high),
        taken=_taken(stated),
        where=next((where for claim in claims if (where := table.wording.where(claim.places))), ""),
        when=next((when for claim in claims if (when := table.wording.days(claim.time))), ""),
        sources=tuple(
            FigureSource(
                figure=number(figure), low=figure.low, high=figure.high, line=table.lines[table.claims[claim].id]
            )
            for figure, (claim, _) in zip(figures, keys, strict=True)
        ),
        parts=parts,
    )
