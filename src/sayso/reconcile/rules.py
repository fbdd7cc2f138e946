"""The rules by which one figure of several is taken: a name, a function and a sentence each; the ends are always those said."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from sayso.errors import UsageError
from sayso.reconcile.account import Account, Count
from sayso.reconcile.origins import Origins
from sayso.records import Range, Step
from sayso.register.grades import LETTERS, UNKNOWN
from sayso.values.figure import Figure

Number = int | float | None
_ROUNDED = frozenset({"about", "vague"})
_MAJORITY = 2
"""How many independent origins a majority takes at least."""


class Said(NamedTuple):
    """One figure with the account that gives it."""

    account: Account
    given: Count


class Tally(NamedTuple):
    """All figures of an event for one measure and population, oldest first."""

    measure: str
    population: str
    said: tuple[Said, ...]
    extent: Literal["stock", "flow"] | None = None


Choose = Callable[[Sequence[Said]], Said | None]
"""Takes one of the figures that stand, one an origin; None when the rule does not decide."""


class Rule(NamedTuple):
    """One rule."""

    name: str
    choose: Choose
    about: str


def _none(standing: Sequence[Said]) -> None:
    """Take no figure."""
    del standing


def _lowest(standing: Sequence[Said]) -> Said | None:
    """Take the lowest; a vague word counts as the least that it can mean."""
    return min(_exact_first(standing), key=lambda said: said.given.figure.low or 0, default=None)


def _commonest(standing: Sequence[Said]) -> Said | None:
    """Take the figure that more origins give than any other, and at least two; none when no figure leads."""
    fitting = _exact_first(standing)
    counts = Counter(said.given.figure.low for said in fitting).most_common(2)
    if not counts or counts[0][1] < _MAJORITY or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return next(said for said in fitting if said.given.figure.low == counts[0][0])


def _best_graded(standing: Sequence[Said]) -> Said | None:
    """Take the figure of the source with the best letter; none when that is F, or two of that letter differ."""
    fitting = _exact_first(standing)
    if not fitting:
        return None
    letter = min((said.account.grade for said in fitting), key=LETTERS.index)
    best = [said for said in fitting if said.account.grade == letter]
    return best[0] if letter != UNKNOWN and len({said.given.figure.low for said in best}) == 1 else None


RULES: tuple[Rule, ...] = (
    Rule("envelope", _none, "from the lowest figure said to the highest; none is taken"),
    Rule("conservative", _lowest, "the lowest figure that stands, as ACLED takes it"),
    Rule("majority", _commonest, "the figure that most independent origins give, two at least"),
    Rule("hierarchy", _best_graded, "the figure of the best graded source"),
)
"""Every rule there is. A figure stands when its origin gave no later one, and when no later day has overtaken it."""
ENVELOPE = RULES[0]


def rule_named(name: str) -> Rule:
    """Return a rule by its name; UsageError when there is none of that name."""
    found = next((rule for rule in RULES if rule.name == name), None)
    if found is None:
        message = f"there is no rule {name!r}; there are {', '.join(rule.name for rule in RULES)}"
        raise UsageError(message)
    return found


def ranged(tally: Tally, rule: Rule, origins: Origins) -> Range:
    """Return the ends of what was said, and the figure that a rule takes.

    An end stays open when nobody gave one, or when an open figure ("more than 60") reaches beyond every closed one.
    """
    figures = [said.given.figure for said in tally.said]
    low, high = _ends(figures)
    steps = rise(tally)
    chosen = rule.choose(_standing(tally, steps, origins))
    best = chosen.given.figure.low if chosen else None
    rounded: tuple[tuple[Literal["low", "best", "high"], Number], ...] = (("low", low), ("best", best), ("high", high))
    return Range(
        measure=tally.said[0].given.measure,
        population=tally.population,
        low=low,
        best=best,
        high=high,
        rule=rule.name,
        extent=tally.extent,
        rounded=tuple(name for name, end in rounded if end is not None and _only_rounded(end, figures)),
        rise=steps,
        claims=_ids(tally.said),
    )


def rise(tally: Tally) -> tuple[Step, ...]:
    """Return the steps of a toll that rose from day to day: no figure of a later day lies below one of an earlier day."""
    days: dict[str, list[Said]] = {}
    for said in tally.said:
        day = (said.account.claim.said or "")[:10]
        if said.given.figure.low is not None and said.given.figure.bound not in _ROUNDED:
            days.setdefault(day, []).append(said)
    if len(days) < 2 or "" in days:
        return ()
    steps = [_step(day, days[day]) for day in sorted(days)]
    told = [[said.given.figure.low or 0 for said in days[day]] for day in sorted(days)]
    rises = all(max(before) <= min(after) for before, after in pairwise(told))
    return tuple(steps) if rises and told[0] != told[-1] and max(told[0]) < max(told[-1]) else ()


def _step(day: str, said: Sequence[Said]) -> Step:
    low, high = _ends([one.given.figure for one in said])
    return Step(said=day, low=low, high=high, claims=_ids(said))


def _standing(tally: Tally, steps: Sequence[Step], origins: Origins) -> list[Said]:
    """Return the figures that stand: of each origin its latest, and of a toll that rose those of the last day."""
    latest = {origins.of(said.account): said for said in tally.said if said.given.figure.low is not None}
    if not steps:
        return list(latest.values())
    last = set(steps[-1].claims)
    return [said for said in latest.values() if said.account.claim.id in last]


def _exact_first(standing: Sequence[Said]) -> Sequence[Said]:
    """Return those that are not rounded, or all when all are: a rounded figure never stands against an exact one."""
    return [said for said in standing if said.given.figure.bound not in _ROUNDED] or standing


def _ends(figures: Iterable[Figure]) -> tuple[Number, Number]:
    """Return the lowest and the highest figure said."""
    figures = list(figures)
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if high is not None and max(lows, default=high) > high:
        high = None
    if low is not None and min(highs, default=low) < low:
        low = None
    return low, high


def _only_rounded(end: float, figures: Iterable[Figure]) -> bool:
    """Tell whether a number was said only as a rounded or vague one."""
    return all(figure.bound in _ROUNDED for figure in figures if end in {figure.low, figure.high})


def _ids(said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.account.claim.id for one in said))
