"""Lays the attributions of a report over one sentence: which tokens stand under whose words, and which only attribute."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from sayso.extract.attribution import Attribution
from sayso.extract.clauses import Clause, VerbGroup
from sayso.extract.sentences import Sentence
from sayso.extract.unit import Marks, Unit
from sayso.spans import Span

Zone = tuple[int, ...]
"""Indices of the attributions whose content covers a token, the widest first; empty in the report's own voice."""


def tokens(sentence: Sentence, span: Span) -> tuple[int, int]:
    """Return the token range `[start, end)` of a sentence that a span of the text touches."""
    return bisect_right(sentence.ends, span[0]), bisect_left(sentence.starts, span[1])


def zones(
    sentence: Sentence, voiced: Sequence[int], attributions: Sequence[Attribution]
) -> tuple[list[Zone], list[bool]]:
    """Return for each token its zone, and whether it only attributes (source and cue outside their own content)."""
    size = len(sentence.words)
    covering: list[list[int]] = [[] for _ in range(size)]
    frame = [False] * size
    order = sorted(voiced, key=lambda n: -sum(end - start for start, end in attributions[n].content))
    for number in order:
        attribution = attributions[number]
        own: set[int] = set()
        for span in attribution.content:
            own.update(range(*tokens(sentence, span)))
        for i in own:
            covering[i].append(number)
        for source in (attribution.source, attribution.cue, *attribution.chain):
            if source is not None:
                for i in range(*tokens(sentence, source)):
                    frame[i] = frame[i] or i not in own
    over = [tuple(zone) for zone in covering]
    _run_on(sentence, over, frame)
    return over, frame


def _run_on(sentence: Sentence, over: list[Zone], frame: list[bool]) -> None:
    """Let the last words of a sentence stand under the speaker of those before them, when they tell nothing by themselves.

    "The ministry acknowledged three deaths — two medics and a colonel — from shelling on Sunday": what is behind the dash
    has no verb and no speaker of its own.
    """
    last = len(over)
    while last > 0 and not over[last - 1] and not frame[last - 1]:
        last -= 1
    tail = range(last, len(over))
    if not 0 < last < len(over) - 1 or frame[last - 1] or any(sentence.tags[i] in _FINITE for i in tail):
        return
    for i in tail:
        over[i] = over[last - 1]


_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def pieces(sentence: Sentence, clauses: list[Clause], over: list[Zone], groups: list[VerbGroup]) -> list[Clause]:
    """Return the clauses, cut where the zone changes; each piece has its own first verb."""
    found: list[Clause] = []
    for cut in clauses:
        clause = cut
        start = clause.start
        if clause.connective in sentence.grammar.declarative and start > 0 and over[start] != over[start - 1]:
            clause = msgspec.structs.replace(clause, opening="main", connective="")  # "said that": no relative clause
        for i in range(clause.start + 1, clause.end):
            if over[i] != over[i - 1]:
                found.append(_part(clause, start, i, groups))
                start = i
        found.append(_part(clause, start, clause.end, groups) if start > clause.start else clause)
    return found


def _part(clause: Clause, start: int, end: int, groups: list[VerbGroup]) -> Clause:
    inside = [group for group in groups if start <= group.start < end]
    verb = next((group for group in inside if group.finite), inside[0] if inside else None)
    first = start == clause.start
    return Clause(start, end, clause.opening if first else "main", clause.connective if first else "", verb)


def spread(  # noqa: PLR0913 - one sentence and what stands over it
    sentence: Sentence, marks: Marks, units: list[Unit], over: list[Zone], frame: list[bool], *, asides: set[int]
) -> None:
    """Give each place and time of the sentence to the unit whose tokens hold it, or to the nearest one.

    What stands with the cue ("said in Hamburg on Friday") is where and when it was said: it dates a position, and what
    the speaker says goes on, but no happening. `asides` are the tokens of relative clauses that only describe: "the base,
    which lies west of the city"; nothing happened there.
    """
    if not units:
        return
    for place in marks.places:
        i = tokens(sentence, place.span)[0]
        unit = _nearest(units, i)
        if i < len(frame) and not frame[i] and i not in asides and set(unit.zone) <= set(over[i]):
            unit.places.append(place)
    for time in marks.times:
        if time.kind in UNDATED:
            continue
        i = tokens(sentence, time.span)[0]
        unit = _nearest(units, i)
        if i >= len(frame):
            continue
        if set(unit.zone) <= set(over[i]):
            unit.times.append(time)
        else:
            unit.said.append(time)
    for unit in units:
        if not unit.times and (unit.event == "statement" or unit.status == "ongoing"):
            unit.times = list(unit.said)


UNDATED = frozenset({"duration", "recent"})
"""Kinds of time phrase that date nothing by themselves: "for three days", "recently"."""


def _nearest(units: list[Unit], i: int) -> Unit:
    """Return the unit that holds token `i`, or the one whose edge is nearest."""
    return min(units, key=lambda u: (max(u.start - i, i - u.end + 1, 0), u.start))


def quote(sentence: Sentence, units: list[Unit], over: list[Zone]) -> None:
    """Let the words of each claim take in the attribution that stands before or behind it in the sentence."""
    for number, unit in enumerate(units):
        start, end = unit.start, unit.end
        floor = units[number - 1].end if number else 0
        ceiling = units[number + 1].start if number + 1 < len(units) else len(sentence.words)
        if sentence.words[end - 1] == ";":  # who is named behind it speaks next: "three dead; authorities: none"
            ceiling = end = end - 1
        while start > floor and (len(over[start - 1]) < len(unit.zone) or number == 0):
            start -= 1
        while end < ceiling and (len(over[end]) < len(unit.zone) or number + 1 == len(units)):
            end += 1
        while start < end - 1 and sentence.tags[start] in _MARKS:
            start += 1
        unit.quote = sentence.slice(start, end)


_MARKS = frozenset({",", ":", "HYPH"})
"""Tags of marks with which a quoted clause need not begin."""


def share(units: list[Unit]) -> None:
    """Let claims of one sentence under the same speakers share the place that only one of them names."""
    for number, unit in enumerate(units):
        if unit.clause.opening == "apposition":
            continue
        for other in (*reversed(units[:number]), *units[number + 1 :]):
            behind = other.start > unit.start and other.clause.opening != "subordinate"
            if other.zone == unit.zone and not unit.places and other.event != "statement" and not behind:
                unit.places = list(other.places)
