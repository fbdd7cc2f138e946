"""Figures of an event: which counts are of the same people over the same time. Nothing is ever summed."""

from collections.abc import Iterable, Sequence
from typing import Literal

from sayso.lexicon.load import fold
from sayso.reconcile.account import Account, Count
from sayso.reconcile.rules import Said, Tally
from sayso.reconcile.words import Phrasing
from sayso.values.kinds import MEASURES, Measure

Extent = Literal["stock", "flow"] | None
_LONG_DAYS = 3
"""A count over more days than this is a total of its own and never mixed with that of a day."""
_STOCKS = frozenset({"trapped", "in-need"})
_ANYONE = "people"
_TIMES = 2
"""A count of "dead" alone is taken for one of those that another source counts when neither is over twice the other."""


def tallies(accounts: Iterable[Account], phrasing: Phrasing) -> list[Tally]:
    """Return the figures of an event, like beside like; readers' comments and named single persons are left out.

    A part ("97, including 20 in Tarsa") of the same population as its whole is of another extent and is left out too.
    """
    groups: dict[tuple[Measure, str, Extent], list[Said]] = {}
    for account in accounts:
        if account.comment:
            continue
        for count in account.counts:
            if count.person is None and not _lesser_extent(account, count):
                groups.setdefault((count.measure, _stretch(account, phrasing), _extent(account, count)), []).append(
                    Said(account, count)
                )
    found = [
        Tally(measure, f"{population}, {stretch}" if stretch else population, tuple(said), extent)
        for (measure, stretch, extent), given in groups.items()
        for population, said in _by_population(given, phrasing).items()
    ]
    return sorted(found, key=lambda tally: (MEASURES.index(tally.measure), tally.population, tally.extent or ""))


def _extent(account: Account, count: Count) -> Extent:
    """Return whether those on the move or cut off are counted as they are at a time, or as they become so."""
    if count.measure in _STOCKS:
        return "stock"
    if count.measure != "displaced":
        return None
    return "stock" if account.claim.status == "ongoing" else "flow"


def _lesser_extent(account: Account, count: Count) -> bool:
    """Tell whether a figure is the part of one that counts the same people."""
    part_of = count.figure.part_of
    if part_of is None or not 0 <= part_of < len(account.counts):
        return part_of is not None
    whole = account.counts[part_of]
    names = {count.population.name or _ANYONE, whole.population.name or _ANYONE}
    return whole.measure == count.measure and len(names) == 1 and count.population.mark == whole.population.mark


def _stretch(account: Account, phrasing: Phrasing) -> str:
    """Return over what time a figure counts: a window, "so far", the days of a long total; empty for a happening's own toll."""
    claim, time = account.claim, account.claim.time
    if claim.event == "casualty-toll":
        if time is None:
            return "so far" if phrasing.so_far(fold(claim.quote)) else ""
        window = phrasing.window(fold(time.text))
        if window:
            return f"in {window}"
    if time is None or time.precision in {"instant", "hour", "day", "weekend", "week"}:
        return ""
    if time.start is None or time.end is None:
        return f"until {time.end[:10]}" if time.end else f"since {(time.start or '')[:10]}"
    start, end = time.start[:10], time.end[:10]
    long = time.precision in {"month", "season", "year", "decade"}
    days = account.days
    return f"{start} to {end}" if long or (days and days[1] - days[0] >= _LONG_DAYS) else ""


def _by_population(given: Sequence[Said], phrasing: Phrasing) -> dict[str, list[Said]]:
    """Return figures of one measure and stretch by population.

    Words that narrow a population down ("Hill Brigade fighters") make one of their own only where two such stand
    beside each other; where there is one, "fighters" are those.
    """
    named: dict[str, list[Said]] = {}
    bare = [said for said in given if not said.given.population.name]
    for said in given:
        if said.given.population.name:
            named.setdefault(said.given.population.name, []).append(said)
    for said in bare:
        named.setdefault(_adopted(said, named), []).append(said)
    _take_in_unlisted(named)
    found: dict[str, list[Said]] = {}
    for name, members in named.items():
        members.sort(key=lambda said: said.account.rank)
        words = {said.given.population.mark: said.given.population.words for said in reversed(members)}
        several = len(words.keys() - {""}) > 1
        for said in members:
            mark = said.given.population.mark
            label = f"{phrasing.named(words[mark], mark)} {name}" if mark and (several or _narrowed(said)) else name
            found.setdefault(label, []).append(said)
    return found


def _take_in_unlisted(named: dict[str, list[Said]]) -> None:
    """Let the one sort of victims that no list knows be the people of other voices: "three dead" v. "four sailors"."""
    people = [said for said in named.get(_ANYONE, ()) if said.given.whole]
    voices = {said.account.voice for said in people}
    sorts = [
        name
        for name, group in named.items()
        if name != _ANYONE
        and all(
            s.given.whole and not s.given.listed and s.account.voice not in voices and _close(s, people) for s in group
        )
    ]
    if len(sorts) == 1:
        named[_ANYONE].extend(named.pop(sorts[0]))


def _close(said: Said, others: Sequence[Said]) -> bool:
    """Tell whether a figure is about as many as one of some others."""
    ours = said.given.figure.low
    theirs = [other.given.figure.low for other in others if other.given.figure.low is not None]
    return ours is not None and any(0 < ours <= _TIMES * n and n <= _TIMES * ours for n in theirs)


def _narrowed(said: Said) -> bool:
    """Tell whether a figure is the part of one that counts the same, narrowed down ("sorties, including strike sorties")."""
    part_of, counts = said.given.figure.part_of, said.account.counts
    return (
        part_of is not None
        and 0 <= part_of < len(counts)
        and counts[part_of].population.name == said.given.population.name
    )


def _adopted(said: Said, named: dict[str, list[Said]]) -> str:
    """Return the population of a count of "dead": people, unless the others all count one sort and about as many."""
    wholes = {name: [s for s in group if s.given.whole] for name, group in named.items()}
    wholes = {name: group for name, group in wholes.items() if group}
    if len(wholes) != 1:
        return _ANYONE
    ((name, group),) = wholes.items()
    return name if _close(said, [s for s in group if s.account.voice != said.account.voice]) else _ANYONE
