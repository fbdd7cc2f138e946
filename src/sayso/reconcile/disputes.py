"""Where accounts of one event cannot all be right: found, named by its kind, and told in neutral words without a verdict."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from sayso.reconcile.about_parties import blame_differs
from sayso.reconcile.about_places import apart_km
from sayso.reconcile.about_telling import opposite_outcomes
from sayso.reconcile.account import Account
from sayso.reconcile.clustering import Group
from sayso.reconcile.kinds import AGREEMENT
from sayso.reconcile.rules import Said, Tally
from sayso.reconcile.words import Phrasing
from sayso.records import Dispute
from sayso.values.party import chain
from sayso.values.place import Place

Kind = Literal["figure", "outcome", "denial", "actor", "place", "time"]

_IN_FORCE = frozenset({"announced", "happened", "ongoing"})
_ENDED = frozenset({"violated", "ended"})
_AGAINST = _ENDED | {"rejected", "blocked"}
_AFFIRMED = frozenset({"happened", "ongoing", "announced", "violated", "ended", "blocked"})
_LET_IN = frozenset({"aid", "displacement", "release", "deployment", "protest", "withdrawal"})
"""Kinds that somebody can let happen or stop."""
_HARM = frozenset({"killed", "wounded", "killed-or-wounded"})
_ABOUT = 0.2
"""By what share "about 50" may be off."""
_SOURCES = 40
"""How many sources of one event are compared with each other, the oldest ones."""


class _Stand(NamedTuple):
    """What one source says on the point in dispute."""

    account: Account
    says: str
    """Goes on after the source's name: "said that the attack was repelled"."""


def disputes(group: Group, counted: Iterable[Tally], phrasing: Phrasing) -> tuple[Dispute, ...]:
    """Return the points on which the accounts of an event stand against each other; readers' comments take no part."""
    accounts = [account for account in group.members if not account.comment]
    if len({account.voice for account in accounts}) < 2:
        return ()
    found: list[Dispute] = []
    for tally in counted:
        counted_are = f"{tally.population} {phrasing.measures[tally.measure]}: "
        found.extend(_told("figure", _figures(tally), phrasing, counted_are))
    points: tuple[tuple[Kind, Iterable[_Stand]], ...] = (
        ("outcome", _outcomes(accounts)),
        ("outcome", _standing(accounts, phrasing)),
        ("outcome", _holders(accounts, phrasing)),
        ("denial", _denials(accounts, phrasing)),
        ("actor", _actors(accounts, phrasing)),
        ("place", _places(group)),
        ("time", _times(group)),
    )
    for kind, stands in points:
        found.extend(_told(kind, stands, phrasing))
    return tuple(found)


def _told(kind: Kind, stands: Iterable[_Stand], phrasing: Phrasing, over: str = "") -> Iterator[Dispute]:
    """Yield the dispute of some stands, if there are any; a source that stands twice by one thing is named once.

    `over` opens the sentence with what is disputed, where the stands do not say it.
    """
    ordered = sorted(stands, key=lambda stand: stand.account.rank)
    if not ordered:
        return
    words = dict.fromkeys(f"{_source(stand.account, phrasing)} {stand.says}" for stand in ordered)
    sentence = over + "; ".join(words)
    ids = tuple(dict.fromkeys(stand.account.claim.id for stand in ordered))
    yield Dispute(kind=kind, claims=ids, sentence=f"{sentence[:1].upper()}{sentence[1:]}.")


def _figures(tally: Tally) -> Iterator[_Stand]:
    """Yield the sources whose latest figures shut each other out; the same source's later figure replaces its earlier."""
    latest: dict[str, Said] = {said.account.voice: said for said in tally.said}
    sources = list(latest.values())[:_SOURCES]
    against = [[other for other in sources if _shut_out(said, other)] for said in sources]
    for said, others in zip(sources, against, strict=True):
        if others:
            yield _Stand(said.account, f"gave {_number(said)}")


def _shut_out(a: Said, b: Said) -> bool:
    """Tell whether two figures of two sources cannot both be right; a toll that rose from day to day can."""
    if a.account.voice == b.account.voice or a.account.speakers.meets(b.account.speakers):
        return False
    low, high = sorted((a, b), key=_ends)
    if _ends(low)[1] >= _ends(high)[0]:
        return False
    return (low.account.claim.said or "")[:10] >= (high.account.claim.said or "")[:10]


def _ends(said: Said) -> tuple[float, float]:
    """Return what a figure leaves possible; a vague one leaves everything."""
    figure = said.given.figure
    if figure.bound == "vague":
        return float("-inf"), float("inf")
    slack = _ABOUT if figure.bound == "about" else 0.0
    low = float("-inf") if figure.low is None else figure.low * (1 - slack)
    high = float("inf") if figure.high is None else figure.high * (1 + slack)
    return low, high


def _number(said: Said) -> str:
    """Return a figure as bounded as it was said."""
    figure = said.given.figure
    low, high = figure.low, figure.high
    if low is None:
        return f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    if low != high:
        return f"{low:,} to {high:,}"
    return f"about {low:,}" if figure.bound == "about" else f"{low:,}"


def _outcomes(accounts: Sequence[Account]) -> Iterator[_Stand]:
    """Yield those who say that ground was taken, and those who say that the assault failed."""
    told = [account for account in accounts if account.outcome]
    says = {"taken": "said that ground was taken", "repelled": "said that the attack was repelled"}
    yield from _opposed(told, opposite_outcomes, lambda account: says[account.outcome or ""])


def _standing(accounts: Sequence[Account], phrasing: Phrasing) -> Iterator[_Stand]:
    """Yield those for whom a truce, aid or talks stand, and those who reject, break or block them."""
    if any(account.claim.status in _AGAINST for account in accounts):
        yield from _opposed(accounts, _stands_against, lambda account: _stance(account, phrasing))


def _stands_against(a: Account, b: Account) -> bool:
    """Tell whether two parties stand differently: announced and rejected, in force and broken, let in and blocked."""
    if a.claim.event != b.claim.event or _one_source(a, b):
        return False
    states = {a.claim.status, b.claim.status}
    if a.claim.event == "ceasefire" and states & _IN_FORCE and "rejected" in states:
        return True
    if a.claim.event == "ceasefire" and "ongoing" in states and states & _ENDED:
        return True
    return a.claim.event in _LET_IN and "blocked" in states and bool(states & {"happened", "ongoing"})


def _holders(accounts: Sequence[Account], phrasing: Phrasing) -> Iterator[_Stand]:
    """Yield those who say that different sides hold the ground."""
    told = [a for a in accounts if a.claim.event == "territory-held" and a.claim.status in _AFFIRMED and a.agents.named]

    def differ(a: Account, b: Account) -> bool:
        return not (_one_source(a, b) or a.agents.meets(b.agents))

    yield from _opposed(told, differ, lambda account: f"said that it is held by {_agents(account, phrasing)}")


def _denials(accounts: Sequence[Account], phrasing: Phrasing) -> Iterator[_Stand]:
    """Yield those who say that it happened, and those who deny it."""
    if any(account.claim.status == "denied" for account in accounts):
        yield from _opposed(accounts, _denied, lambda account: _stance(account, phrasing))


def _denied(a: Account, b: Account) -> bool:
    first, second = (a, b) if a.claim.status == "denied" else (b, a)
    if first.claim.status != "denied" or second.claim.status not in _AFFIRMED or _one_source(a, b):
        return False
    if first.claim.event == "casualty-toll":  # "no casualties" denies harm, not that there was an attack
        return any(count.measure in _HARM and count.figure.low for count in second.counts)
    return AGREEMENT[a.claim.event, b.claim.event] > 0


def _stance(account: Account, phrasing: Phrasing) -> str:
    """Return what a source says of a happening, by its kind and status."""
    kind, status = phrasing.kinds[account.claim.event], account.claim.status
    if account.claim.event == "casualty-toll" and status == "denied":
        return "said that nobody was killed or hurt"
    says = {
        "denied": f"denied {kind}", "rejected": f"rejected {kind}", "announced": f"announced {kind}",
        "ongoing": f"said that there is {kind}", "blocked": f"said that {kind} was blocked",
        "violated": f"said that {kind} was broken", "ended": f"said that {kind} has ended",
    }  # fmt: skip
    return says.get(status, f"said that there was {kind}")


def _actors(accounts: Sequence[Account], phrasing: Phrasing) -> Iterator[_Stand]:
    """Yield those who name different ones as the one who did it."""

    def differ(a: Account, b: Account) -> bool:
        return a.voice != b.voice and blame_differs(a, b)

    if len({account.agents.keys for account in accounts if account.agents.named}) > 1:
        yield from _opposed(accounts, differ, lambda account: f"said that it was done by {_agents(account, phrasing)}")


def _places(group: Group) -> Iterator[_Stand]:
    """Yield those who put one happening at places too far apart; only accounts that were joined to each other count."""
    for a, b in group.links:
        if a.comment or b.comment or a.voice == b.voice or apart_km(a, b) is None:
            continue
        for account in (a, b):
            yield _Stand(account, f"put it at {', '.join(place.name for place in _told_places(account))}")


def _times(group: Group) -> Iterator[_Stand]:
    """Yield those who date one happening to different days; only accounts that were joined to each other count."""
    for a, b in group.links:
        if (
            a.comment
            or b.comment
            or a.voice == b.voice
            or not (a.short and b.short)
            or a.days is None
            or b.days is None
        ):
            continue
        if a.days[1] < b.days[0] or b.days[1] < a.days[0]:
            for account in (a, b):
                time = account.claim.time
                yield _Stand(account, f"dated it to {time.edtf if time else ''}")


def _opposed(
    accounts: Sequence[Account], against: Callable[[Account, Account], bool], says: Callable[[Account], str]
) -> Iterator[_Stand]:
    """Yield the accounts that stand against any other."""
    shown = accounts[:_SOURCES]
    for a in shown:
        if any(against(a, b) for b in shown if b is not a):
            yield _Stand(a, says(a))


def _one_source(a: Account, b: Account) -> bool:
    return a.voice == b.voice or a.speakers.meets(b.speakers)


def _source(account: Account, phrasing: Phrasing) -> str:
    """Return who speaks, with those who pass it on: "local media, cited by a website", "residents and medics"."""
    links = chain(account.claim.speakers)
    if not links:
        said = account.claim.said
        return f"the report of {said[:10]}" if said else "the report"
    told = (" and ".join(phrasing.named(speaker.name, speaker.id) for speaker in link) for link in links)
    return ", cited by ".join(told)


def _agents(account: Account, phrasing: Phrasing) -> str:
    return " and ".join(phrasing.named(actor.name, actor.id) for actor in account.claim.actors if actor.role == "agent")


def _told_places(account: Account) -> tuple[Place, ...]:
    return account.claim.places[:2]
