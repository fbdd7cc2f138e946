"""What does not add up in figures: a part larger than its whole, parts beyond it, a part of nothing, a count that falls."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.reconcile.account import Account, Age, Count, age
from sayso.records import Finding
from sayso.values.figure import Figure

PART_LARGER = "part-larger"
PARTS_OVER = "parts-over-whole"
PART_OF_NOTHING = "part-of-nothing"
FALLS = "cumulative-falls"
Series = tuple[str, str, tuple[str, str], int, tuple[str, ...]]
"""Voice, measure, population and its mark, first day, places."""
_LONG_DAYS = 3
"""A count over more days than this is cumulative: each later one holds the earlier."""


def parts(account: Account) -> Iterator[Finding]:
    """Yield what is wrong with the parts of a claim's figures; an open or missing end proves nothing."""
    figures = account.claim.figures
    under: dict[int, list[Figure]] = {}
    for index, figure in enumerate(figures):
        if figure.part_of is None:
            continue
        if _within(index, figures):
            under.setdefault(figure.part_of, []).append(figure)
        else:
            yield _finding(PART_OF_NOTHING, account, figure, f"“{figure.text}” is said to be part of no other figure")
    for index, inner in under.items():
        whole = figures[index]
        if whole.high is None or whole.bound in {"about", "vague"}:
            continue
        alike = [part for part in inner if part.measure == whole.measure and part.low is not None]
        larger = [part for part in alike if (part.low or 0) > whole.high]
        for part in larger:
            yield _finding(PART_LARGER, account, part, f"“{part.text}” is said to be part of “{whole.text}”")
        total = sum(part.low or 0 for part in alike)
        if not larger and total > whole.high:
            said = f"parts of “{whole.text}” add up to {total:,}: they overlap, or one of them is wrong"
            yield _finding(PARTS_OVER, account, whole, said)


def _within(index: int, figures: Sequence[Figure]) -> bool:
    """Tell whether a figure's wholes, one above the other, end in one that is no part of another."""
    seen: set[int] = set()
    at: int | None = index
    while at is not None:
        if at in seen or not 0 <= at < len(figures):
            return False
        seen.add(at)
        at = figures[at].part_of
    return True


def falls(accounts: Iterable[Account]) -> dict[str, list[Finding]]:
    """Return, by the id of the later claim, cumulative counts of one source that are lower than an earlier one."""
    counted: dict[Series, list[tuple[Account, Count]]] = {}
    for account in accounts:
        for key, count in series(account):
            counted.setdefault(key, []).append((account, count))
    found: dict[str, list[Finding]] = {}
    for counts in counted.values():
        highest: Count | None = None
        for account, count in sorted(counts, key=_by_last_day):
            if highest is not None and (count.figure.low or 0) < (highest.figure.low or 0):
                said = f"“{count.figure.text}” is less than “{highest.figure.text}” that the same source counted before"
                found.setdefault(account.claim.id, []).append(_finding(FALLS, account, count.figure, said))
            else:
                highest = count
    for findings in found.values():
        findings.sort(key=lambda finding: (finding.span or (), finding.message))
    return found


def series(account: Account) -> Iterator[tuple[Series, Count]]:
    """Yield the cumulative counts of an account, each with the series in which it stands.

    One series is one source's counts of one population, at one place, from one day on.
    """
    if account.comment or account.days is None or account.days[1] - account.days[0] < _LONG_DAYS:
        return
    where = tuple(sorted(spot.id or spot.name for spot in account.spots))
    for count in account.wholes:
        if count.figure.low is not None and count.figure.bound in {"exact", "at-least"}:
            yield (account.voice, count.measure, count.population[:2], account.days[0], where), count


def unsound(members: Iterable[Account], others: Mapping[str, Sequence[Finding]]) -> tuple[Finding, ...]:
    """Return everything that does not add up in the figures of some accounts, and `others`, by id of the claim.

    What many copies of one report have alike is told once, with how often.
    """
    found: dict[tuple[str, str], list[Finding]] = {}
    for account in members:
        for finding in (*parts(account), *others.get(account.claim.id, ())):
            found.setdefault((finding.code, finding.message), []).append(finding)
    return tuple(_once(alike) for alike in found.values())


def _once(alike: Sequence[Finding]) -> Finding:
    """Return the first of findings that say the same, with how many claims there are of which it holds."""
    if len(alike) == 1:
        return alike[0]
    return msgspec.structs.replace(alike[0], message=f"{alike[0].message} (in {len(alike)} claims)")


def _by_last_day(counted: tuple[Account, Count]) -> tuple[int, Age]:
    """Order counts by the last day that they cover, of equals by age; a rank would say nothing between batches of claims."""
    account, _ = counted
    return (account.days[1] if account.days else 0), age(account.claim)


def _finding(code: str, account: Account, figure: Figure, message: str) -> Finding:
    return Finding(code=code, message=message, source=account.claim.report, span=figure.span)
