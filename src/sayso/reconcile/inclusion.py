"""Which counts of one event lie within those of another: "61 in the city … among 97 across the country".

The two stay two events, since their figures are of other extents; each says that the one lies within the other. Nothing
is ever summed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from sayso.gazetteer.sphere import distance_km
from sayso.reconcile.account import Account, Count, Spot
from sayso.reconcile.words import Phrasing
from sayso.records import Incident, Inclusion

_REACH = 1000
"""How many characters may lie between a total and a part of it."""
_NEAREST = 12
"""With how many accounts of its passage on either side a total is compared."""


class Link(NamedTuple):
    """A count of one account that lies within a count of another."""

    whole: Account
    outer: Count
    part: Account
    inner: Count


Linked = Mapping[str, Sequence[Link]]
"""Links by the id of a claim, under both of their ends."""
NOTHING_LINKED: Linked = MappingProxyType({})


def inclusions(accounts: Iterable[Account], phrasing: Phrasing, nearest: int = _NEAREST) -> list[Link]:
    """Return the counts that are told as parts of another account's: by one source in one passage, of a place within its.

    The words must say so ("among 97 documented", "including 20 in the north"), or the total must be a whole country's.
    """
    passages: dict[tuple[str, ...], list[Account]] = {}
    for account in accounts:
        if account.wholes and account.spots and not account.comment:
            passages.setdefault((*account.passage, account.family), []).append(account)
    found: list[Link] = []
    for members in passages.values():
        if len(members) > 1:
            members.sort(key=lambda account: (account.claim.span, account.rank))
            found.extend(_in_passage(members, phrasing, nearest))
    return found


def _in_passage(members: Sequence[Account], phrasing: Phrasing, nearest: int) -> Iterator[Link]:
    for at, whole in enumerate(members):
        if whole.claim.event != "casualty-toll":
            continue
        widest = max(spot.level for spot in whole.spots)
        for part in members[max(0, at - nearest) : at + nearest + 1]:
            if part is not whole and part.spots[0].level < widest and _told_within(whole, part, phrasing):
                yield from _counts(whole, part)


def _told_within(whole: Account, part: Account, phrasing: Phrasing) -> bool:
    """Tell whether an account is told as of a part of another's: one source, the same days, a place within."""
    first, second = sorted((whole, part), key=lambda account: account.claim.span)
    if second.claim.span[0] - first.claim.span[1] > _REACH:
        return False
    if first.voice != second.voice and second.claim.speakers:
        return False
    if whole.days is not None and part.days is not None and whole.days != part.days:
        return False
    if not all(any(_inside(spot, wide) for wide in whole.spots) for spot in part.spots):
        return False
    return whole.nationwide or phrasing.counts_among(whole.words) or phrasing.counts_among(part.words)


def _inside(spot: Spot, wide: Spot) -> bool:
    """Tell whether a place lies in a wider one."""
    if spot.lat is None or spot.lon is None or wide.lat is None or wide.lon is None or spot.level >= wide.level:
        return False
    return distance_km(spot.lat, spot.lon, wide.lat, wide.lon) <= wide.radius_km


def _counts(whole: Account, part: Account) -> Iterator[Link]:
    """Yield the counts of the part that are of the same people as one of the whole, and no more than it."""
    for outer in whole.wholes:
        for inner in part.wholes:
            low, high = inner.figure.low, outer.figure.high or outer.figure.low
            alike = inner.measure == outer.measure and inner.population.name == outer.population.name
            if alike and low is not None and high is not None and low <= high:
                yield Link(whole, outer, part, inner)


def by_claim(found: Iterable[Link]) -> dict[str, list[Link]]:
    """Return links by the ids of the claims at both of their ends."""
    linked: dict[str, list[Link]] = {}
    for link in found:
        linked.setdefault(link.whole.claim.id, []).append(link)
        linked.setdefault(link.part.claim.id, []).append(link)
    return linked


def with_inclusions(event: Incident, linked: Linked, event_of: Callable[[str], str], phrasing: Phrasing) -> Incident:
    """Return an event with what its counts contain of other events, and what they lie within.

    `event_of` gives the id of the event of a claim, by the claim's id.
    """
    contains: list[Inclusion] = []
    within: list[Inclusion] = []
    for claim in event.claims:
        for link in linked.get(claim.id, ()):
            ours = link.whole.claim.id == claim.id
            other = event_of((link.part if ours else link.whole).claim.id)
            if other != event.id:
                (contains if ours else within).append(_inclusion(link, other, phrasing))
    if tuple(contains) == event.contains and tuple(within) == event.within:
        return event
    return msgspec.structs.replace(event, contains=tuple(contains), within=tuple(within))


def _inclusion(link: Link, other: str, phrasing: Phrasing) -> Inclusion:
    """Return a link as it is told of the event at one end, with the id of the event at the other."""
    return Inclusion(
        event=other,
        claims=(link.part.claim.id, link.whole.claim.id),
        measure=link.outer.measure,
        population=link.outer.population.name or "people",
        part=link.inner.figure.low or 0,
        whole=link.outer.figure.low or link.outer.figure.high or 0,
        sentence=_sentence(link, phrasing),
    )


def _sentence(link: Link, phrasing: Phrasing) -> str:
    counted = f"{link.outer.population.name or 'people'} {phrasing.measures[link.outer.measure]}"
    inner, outer = link.part.spots[0].said, link.whole.spots[0].said
    return f"{link.inner.figure.text} in {inner} are among {link.outer.figure.text} in {outer} ({counted})"
