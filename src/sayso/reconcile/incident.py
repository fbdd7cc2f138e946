"""Makes an event of a group of accounts: what kind, how it stands, where, when, how many, and what is in dispute."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.reconcile.account import LEVELS, Account
from sayso.reconcile.arithmetic import unsound
from sayso.reconcile.bonds import NO_BONDS, Bonds
from sayso.reconcile.clustering import Group, Tie, cluster, components
from sayso.reconcile.disputes import disputes
from sayso.reconcile.figures import tallies
from sayso.reconcile.grading import NOT_GRADED, gradings, ratings
from sayso.reconcile.inclusion import NOTHING_LINKED, Linked, with_inclusions
from sayso.reconcile.kinds import AGREEMENT, specific
from sayso.reconcile.named import named_persons
from sayso.reconcile.origins import Origins
from sayso.reconcile.reasons import Link, weigh
from sayso.reconcile.rules import Rule, ranged
from sayso.reconcile.words import Phrasing
from sayso.records import Claim, Dispute, Finding, Incident
from sayso.values.kinds import Event, Status
from sayso.values.moment import Moment
from sayso.values.place import Place

_UNLOCATED = 9
"""Where a place that could not be located is put among the levels: behind all others."""


class Links(NamedTuple):
    """What may bring accounts together, ties by points and what people decided; and counts that lie within others'."""

    ties: Iterable[Tie]
    bonds: Bonds = NO_BONDS
    included: Linked = NOTHING_LINKED


def incidents(
    accounts: Sequence[Account],
    links: Links,
    odd: Mapping[str, Sequence[Finding]],
    phrasing: Phrasing,
    rule: Rule,
) -> Iterator[Incident]:
    """Yield the events of accounts, which are given in order of their rank, 0 first, and of what links them.

    Each component is clustered by itself, so its events are the same whatever other accounts there are; what it
    contains of other events, and lies within, is told with the ids of these.
    """
    groups = [
        group
        for component in components(range(len(accounts)), links.ties, links.bonds)
        for group in cluster({rank: accounts[rank] for rank in component.members}, component.ties, links.bonds)
    ]
    groups.sort(key=lambda group: group.members[0].rank)
    linked = links.included
    event_of: dict[str, str] = {}
    for group in groups if linked else ():
        ends = [account.claim.id for account in group.members if account.claim.id in linked]
        if ends:
            event_of.update(dict.fromkeys(ends, event_id(group)))
    events = (incident(group, phrasing, rule, odd) for group in groups)
    if not linked:
        return events
    return (with_inclusions(event, linked, event_of.__getitem__, phrasing) for event in events)


def event_id(group: Group) -> str:
    """Return the id of the event of a group: a hash of its claims' ids, whatever their order."""
    digest = hashlib.sha256(msgspec.json.encode(sorted(account.claim.id for account in group.members)))
    return digest.hexdigest()[:20]


def incident(group: Group, phrasing: Phrasing, rule: Rule, odd: Mapping[str, Sequence[Finding]]) -> Incident:
    """Return the event that a group of accounts tells of, without what it contains and lies within.

    `rule` takes one of several figures; `odd` is what was found amiss in an account beside its own figures, by id of the claim.
    """
    counted = tallies(group.members, phrasing)
    origins = Origins(group.members)
    disputed = disputes(group, counted, phrasing)
    claims = tuple(account.claim for account in group.members)
    voiced = tuple(account for account in group.members if not account.comment) or group.members
    told = tuple(account.claim for account in voiced)
    kind = _kind(voiced, disputed)
    places, time = _places(told), _time(voiced)
    return Incident(
        id=event_id(group),
        kind=kind,
        status=_status(told),
        places=places,
        time=time,
        claims=claims,
        figures=tuple(ranged(tally, rule, origins) for tally in counted),
        disputes=disputed,
        origins=origins.records(phrasing),
        grades=gradings(group.members, kind, origins),
        ratings=ratings(group.members),
        persons=named_persons(group.members),
        findings=(*unsound(group.members, odd), *_unsaid(kind, places, time, claims[0].report)),
        reasons=(
            *(decided.sentence for decided in group.decided),
            *(_sentence(a, b, weigh(a, b)) for a, b in group.links),
        ),
    )


def _unsaid(kind: Event, places: Sequence[Place], time: Moment | None, report: str) -> Iterator[Finding]:
    """Yield what no claim of a happening says: where, when. Of words and positions neither is asked."""
    if kind in NOT_GRADED:
        return
    if not places:
        yield Finding(code="place-unsaid", message="no claim says where it happened", source=report)
    if time is None:
        yield Finding(code="time-unsaid", message="no claim says when it happened", source=report)


def _kind(accounts: Sequence[Account], disputed: Sequence[Dispute]) -> Event:
    """Return the most exact kind, the commonest of those, the earliest told of those.

    Where kinds do not agree, it is the general one that a claim gives, else the commonest; where it is disputed who
    won, it is fighting.
    """
    kinds = Counter(account.claim.event for account in accounts if not _part_of_toll(account, accounts))
    ground = kinds.keys() & {"territory-gained"}
    if ground and any(dispute.kind == "outcome" for dispute in disputed):
        return "armed-clash"
    if any(AGREEMENT[a, b] < 0 for a in kinds for b in kinds if a != b):
        mixed: tuple[Event, ...] = ("attack", "casualty-toll")
        general = [kind for kind in mixed if kind in kinds]
        return general[0] if general else max(kinds, key=lambda kind: kinds[kind])
    return max(kinds, key=lambda kind: (specific(kind), kinds[kind]))


def _part_of_toll(account: Account, accounts: Sequence[Account]) -> bool:
    """Tell whether an account says of one part only of its speaker's toll how it came about: at other places than the toll's."""
    ours = {spot.id or spot.name for spot in account.spots}
    if account.claim.event == "casualty-toll" or not ours:
        return False
    tolls = [
        a for a in accounts if a.claim.event == "casualty-toll" and a.wholes and a.spots and a.voice == account.voice
    ]
    return bool(tolls) and all(ours.isdisjoint(spot.id or spot.name for spot in toll.spots) for toll in tolls)


def _status(claims: Sequence[Claim]) -> Status:
    """Return the commonest status, of equals the latest; a denial counts only where nobody says otherwise."""
    said: list[Status] = [claim.status for claim in claims]
    states = [status for status in said if status != "denied"] or said
    counts = Counter(states)
    last = {state: at for at, state in enumerate(states)}
    return max(counts, key=lambda state: (counts[state], last[state]))


def _places(claims: Sequence[Claim]) -> tuple[Place, ...]:
    """Return the places, each once, the commonest first and of those the narrowest; by id, or by name without one."""
    places = [place for claim in claims for place in claim.places]
    counts = Counter(place.id or place.name for place in places)
    narrowest: dict[str, Place] = {}
    for place in places:
        key = place.id or place.name
        if key not in narrowest or _width(place) < _width(narrowest[key]):
            narrowest[key] = place
    return tuple(sorted(narrowest.values(), key=lambda p: (p.lat is None, -counts[p.id or p.name], *_width(p), p.name)))


def _width(place: Place) -> tuple[int, int]:
    """Return how wide a place is, as its level and its radius."""
    level = LEVELS[place.precision]
    return (_UNLOCATED if level < 0 else level), place.radius_m or 0


def _time(accounts: Sequence[Account]) -> Moment | None:
    """Return the commonest of the stated days, of equals the narrowest, of those the first told."""
    dated = [(account.days, account.claim.time) for account in accounts if account.days and account.claim.time]
    if not dated:
        return None
    counts = Counter(days for days, _ in dated)
    return min(dated, key=lambda item: (-counts[item[0]], item[0][1] - item[0][0]))[1]


def _sentence(a: Account, b: Account, link: Link) -> str:
    """Return why two accounts stand together, and what spoke against it."""
    ours = "; ".join(reason.sentence for reason in link.reasons if reason.number > 0)
    theirs = "; ".join(reason.sentence for reason in link.reasons if reason.number < 0)
    but = f"; although {theirs}" if theirs else ""
    return f"{a.claim.id} and {b.claim.id}: {ours}{but} ({link.score:.1f} points)."
