"""Where parties stand over time: on truces and talks, and on ground; with who says so and in which claims."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from sayso.lexicon.load import fold
from sayso.reconcile.account import Account
from sayso.reconcile.words import Phrasing
from sayso.records import Position, Stance
from sayso.values.kinds import Event
from sayso.values.party import Actor, Speaker

_TALKS: frozenset[Event] = frozenset({"ceasefire", "negotiation"})
_GROUND: dict[Event, str] = {"territory-gained": "gained", "territory-held": "held", "withdrawal": "left"}
_DONE = frozenset({"happened", "ongoing", "ended", "announced"})
_HEADLINES = frozenset({"title", "heading"})


class _Key(NamedTuple):
    """Whose position on what: the truce, the talks, or one place."""

    subject: str
    place: str
    party: str


class _Told(NamedTuple):
    """What one account says of one party."""

    name: str
    id: str | None
    stance: Stance


def positions(accounts: Sequence[Account], phrasing: Phrasing) -> tuple[Position, ...]:
    """Return the positions of all parties that accounts tell of, each from the oldest stance to the newest.

    The party is the one who acts ("the army broke the truce"), else the named speaker. Of ground, there is one position
    for each party and place. Readers' comments take no part, and a headline none where the text below says it of the same
    party; nothing is told of unnamed persons, and an unnamed body ("the local council") is one within its report only.
    """
    found: dict[_Key, list[_Told]] = {}
    ordered = sorted(accounts, key=lambda a: (a.claim.said or "", a.rank))
    for account in ordered:
        if not account.comment and account.claim.channel not in _HEADLINES:
            for key, told in _told(account, phrasing):
                found.setdefault(key, []).append(told)
    reports = {account.claim.id: account.claim.report for account in ordered}
    below = {
        (key.subject, key.party, reports[claim])
        for key, told in found.items()
        for one in told
        for claim in one.stance.claims
    }
    for account in ordered:
        if account.claim.channel in _HEADLINES:
            for key, told in _told(account, phrasing):
                if (key.subject, key.party, account.claim.report) not in below:
                    found.setdefault(key, []).append(told)
    return tuple(
        Position(
            party=told[0].name,
            id=told[0].id,
            subject=key.subject,  # type: ignore[arg-type]  # one of the three
            place=told[0].stance.places[0] if key.place else None,
            stances=tuple(_joined(sorted((one.stance for one in told), key=lambda stance: stance.said or ""))),
        )
        for key, told in sorted(found.items(), key=lambda item: item[0])
    )


def _told(account: Account, phrasing: Phrasing) -> Iterator[tuple[_Key, _Told]]:
    """Yield what an account says of each party."""
    claim = account.claim
    agents = [actor for actor in claim.actors if actor.role == "agent" and _is_party(actor, phrasing)]
    if claim.event in _TALKS:
        speakers = claim.speakers[:1] if claim.speakers and _is_party(claim.speakers[0], phrasing) else ()
        for party in agents or speakers:
            own = not agents or account.agents.meets(account.speakers)
            yield from _stances(account, phrasing, party, claim.event, [""], claim.status, own=own)
    elif claim.event in _GROUND and claim.places:
        standing = _GROUND[claim.event] if claim.status in _DONE else f"{_GROUND[claim.event]}, {claim.status}"
        places = [place.id or fold(place.name) for place in claim.places]
        for party in agents:
            own = account.agents.meets(account.speakers)
            yield from _stances(account, phrasing, party, "territory", places, standing, own=own)
        if claim.event == "territory-gained" and claim.status in _DONE:
            for loser in (actor for actor in claim.actors if actor.role == "target" and _is_party(actor, phrasing)):
                own = account.targets.meets(account.speakers)
                yield from _stances(account, phrasing, loser, "territory", places, "lost", own=own)


def _stances(  # noqa: PLR0913, PLR0917 - what a stance is made of
    account: Account,
    phrasing: Phrasing,
    party: Actor | Speaker,
    subject: str,
    places: list[str],
    standing: str,
    *,
    own: bool,
) -> Iterator[tuple[_Key, _Told]]:
    """Yield the stance of one party, once for each place."""
    claim = account.claim
    name = party.id or fold(party.name).removeprefix("the ")
    if not _named(party):
        name = f"{name} of {claim.report}"  # "the local council" of two reports may be two
    for number, place in enumerate(places):
        said_of = claim.places[number : number + 1] if place else claim.places
        stance = Stance(
            said=claim.said,
            standing=standing,
            since=claim.time.edtf if claim.time else None,
            places=tuple(spot.name for spot in said_of),
            figures=tuple(figure for figure in claim.figures if figure.measure == "territory-percent"),
            by=tuple(phrasing.named(speaker.name, speaker.id) for speaker in claim.speakers),
            own=own,
            claims=(claim.id,),
        )
        yield _Key(subject, place, name), _Told(phrasing.named(party.name, party.id), party.id, stance)


def _joined(stances: Iterable[Stance]) -> Iterator[Stance]:
    """Yield stances with those that say the same one after the other put together."""
    last: Stance | None = None
    for stance in stances:
        if last is not None and _says(last) == _says(stance):
            last = msgspec.structs.replace(last, claims=(*last.claims, *stance.claims))
            continue
        if last is not None:
            yield last
        last = stance
    if last is not None:
        yield last


def _says(stance: Stance) -> tuple[object, ...]:
    return (stance.said or "")[:10], stance.standing, stance.since, stance.places, stance.by, stance.figures


def _is_party(party: Actor | Speaker, phrasing: Phrasing) -> bool:
    return _named(party) or phrasing.is_body(party.name)


def _named(party: Actor | Speaker) -> bool:
    return party.id is not None or party.name.removeprefix("the ")[:1].isupper()
