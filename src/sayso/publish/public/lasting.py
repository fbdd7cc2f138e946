"""Lasting addresses: which public id each event has, by the publications before, and what became of ids under which none stands.

Events are computed anew each time and have no ids of their own that last; what lasts are the claims. An event goes on under the id
of the earlier one with which it shares most claims, as in `publish.difference.matched`, and an id once given stays: it leads to its
event, or says why there is none.
"""

import hashlib
import hmac
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.lexicon.load import WordList, load
from sayso.publications import GoneEvent, Publication, PublishedEvent, Why
from sayso.publish.dates import day_words
from sayso.publish.public.record import Gone
from sayso.publish.public.record import Publication as Told
from sayso.publish.wording import Wording
from sayso.records import Claim, Incident

_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
"""Digits and letters that are not taken for each other; without vowels, so that no id spells a word."""
_DOMAIN = b"sayso public event id 1\n"
"""Keeps these hashes apart from all others that are made of the same claims."""
_NOTHING: Mapping[str, str] = {}


Going = Mapping[str, Sequence[Claim]]
"""By id of a computed event those of its claims that go out, at least one."""


class LastingWords(WordList, frozen=True):
    """The list `lasting.yaml`."""

    gone: dict[str, str]
    note: str
    state: str


class Held(NamedTuple):
    """Claims that are not told in public, by id."""

    retracted: Mapping[str, str] = _NOTHING
    """Those withdrawn in public, each with the public note."""
    held_back: frozenset[str] = frozenset()
    """Those held back, by an embargo or by a rule."""


class Addresses(NamedTuple):
    """The ids of one publication."""

    ids: Mapping[str, str]
    """For each computed event that goes out its lasting id."""
    gone: tuple[GoneEvent, ...]
    """Every earlier lasting id under which none goes out now, by id."""

    def resolved(self, name: str) -> str | GoneEvent | None:
        """Return to which lasting id, of an event that goes out, an id leads, or why to none; None for one never given."""
        if name in self.ids.values():
            return name
        gone = next((one for one in self.gone if one.id == name), None)
        return gone.into if gone is not None and gone.into is not None else gone


NONE_HELD = Held()


def mark(claim: Claim) -> bytes:
    """Return what a lasting id is made of: SHA-256 over a claim's report, span and kind, and nothing of what it says.

    Not the claim's id in the ledger: names are in the hash of that, and names can be tried.
    """
    return hashlib.sha256(msgspec.json.encode([claim.report, claim.span, claim.event])).digest()


class Past:
    """What earlier publications say: of each lasting id its claims when it first and when it last stood."""

    def __init__(
        self, publications: Sequence[Publication], carried: Callable[[str], str | None] = str, secret: bytes = b""
    ) -> None:
        """Take all publications so far, oldest first.

        `carried` gives for an older claim the one of the newest reading to which it belongs, None for none: `State.heir_of`. `secret`
        keys the ids of new events, so that nobody who holds a report can see from an id that it stands behind it.
        """
        self.publications = tuple(publications)
        self.secret = secret
        first: dict[str, tuple[str, ...]] = {}
        last: dict[str, tuple[str, ...]] = {}
        for one in publications:
            for event in one.events:
                first.setdefault(event.id, event.claims)
                last[event.id] = event.claims
        newest = publications[-1] if publications else None
        self.standing = frozenset(event.id for event in newest.events) if newest else frozenset[str]()
        """Ids that stood last time."""
        self.gone = {one.id: one for one in newest.gone} if newest else {}
        self.ever = last.keys()
        """All ids ever given."""
        now = {claim: carried(claim) for claims in (*first.values(), *last.values()) for claim in claims}
        self.first = {name: _there(claims, now) for name, claims in first.items()}
        self.last = {name: _there(claims, now) for name, claims in last.items()}


def _there(claims: Iterable[str], now: Mapping[str, str | None]) -> frozenset[str]:
    return frozenset(found for claim in claims if (found := now[claim]) is not None)


def addresses(events: Going, past: Past, at: str, held: Held = NONE_HELD) -> Addresses:
    """Return the lasting ids of the events that go out, and what became of all earlier ones.

    `at` is the instant of this publication. The order of `events` makes no difference.
    """
    keys = {event: (min(map(mark, claims)), event) for event, claims in events.items()}
    home = {claim.id: event for event, claims in events.items() for claim in claims}
    heir = _heirs(past, home, keys)
    ids = {event: was for was, event in heir.items()}
    taken = set(past.ever)
    for event in sorted(events.keys() - ids.keys(), key=keys.__getitem__):
        ids[event] = next(name for name in _names(keys[event][0], past.secret) if name not in taken)
        taken.add(ids[event])
    gone = _gone(past, heir.keys(), {claim: ids[event] for claim, event in home.items()}, held)
    return Addresses(ids, tuple(_since(gone, past, at)))


def going_out(events: Iterable[Incident], claims: Collection[str] | None = None) -> Going:
    """Return events with those of their claims alone that go out, all where none are named; those without any are left out."""
    made = {e.id: tuple(c for c in e.claims if claims is None or c.id in claims) for e in events}
    return {event: kept for event, kept in made.items() if kept}


def homes(events: Going, ids: Mapping[str, str], earlier: Iterable[Publication]) -> dict[str, str]:
    """Return for each claim that goes out or ever did the lasting id of the event under which it does, or last did."""
    found = {claim: event.id for one in earlier for event in one.events for claim in event.claims}
    found.update({claim.id: ids[event] for event, claims in events.items() for claim in claims})
    return found


def first_published(publications: Iterable[Publication]) -> dict[str, str]:
    """Return for each lasting id the instant of the publication, of some given oldest first, in which it first stood."""
    found: dict[str, str] = {}
    for one in publications:
        for event in one.events:
            found.setdefault(event.id, one.at)
    return found


def told_publications(
    publications: Sequence[Publication], states: Mapping[str, str] = _NOTHING, language: str = "en"
) -> tuple[Told, ...]:
    """Return earlier publications as the public record has them, newest first; who published is not told.

    `states` are sentences by id that say of which state each was; without one, the last entry that was seen.
    """
    words = load(language, "lasting", LastingWords)
    return tuple(
        Told(
            id=hashlib.sha256(f"sayso publication 1\n{one.at}".encode()).hexdigest()[:20],
            at=one.at,
            state=states.get(one.id) or words.state.format(entry=one.head),
            events=len(one.events),
        )
        for one in reversed(publications)
    )


def published_events(events: Going, ids: Mapping[str, str]) -> tuple[PublishedEvent, ...]:
    """Return events as a publication records them."""
    made = (
        PublishedEvent(id=ids[event], event=event, claims=tuple(sorted(claim.id for claim in claims)))
        for event, claims in events.items()
    )
    return tuple(sorted(made, key=lambda one: one.id))


def gone_sentences(
    gone: Iterable[GoneEvent], notes: Mapping[str, str] = _NOTHING, language: str = "en"
) -> tuple[Gone, ...]:
    """Return as the public record has it what became of ids; `notes` are the public notes of retractions by lasting id."""
    words, months = load(language, "lasting", LastingWords), Wording(language).words.months
    told = []
    for one in gone:
        said = words.gone[one.why].format(day=day_words(one.since[:10], months))
        note = notes.get(one.id) if one.why == "retracted" else None
        sentence = words.note.format(gone=said, note=note) if note else said
        told.append(Gone(id=one.id, at=one.since, why=one.why, into=one.into, sentence=sentence))
    return tuple(told)


def retraction_notes(gone: Iterable[GoneEvent], past: Past, held: Held) -> dict[str, str]:
    """Return for each retracted lasting id the public notes with which its claims were withdrawn, each once."""
    found = {}
    for one in gone:
        notes = dict.fromkeys(held.retracted[c] for c in sorted(past.last.get(one.id, ())) if c in held.retracted)
        if notes:
            found[one.id] = " ".join(notes)
    return found


def lasting_id_of(name: str, publications: Iterable[Publication]) -> str | None:
    """Return the lasting id that is meant by one, or by an older id of a computed event, or by the beginning of either.

    None where publications know none, or several that begin so; the newest publication speaks first.
    """
    known: dict[str, set[str]] = {}
    for one in publications:
        for event in one.events:
            known.setdefault(event.id, set()).add(event.id)
            known.setdefault(event.event, set()).clear()
            known[event.event].add(event.id)
    if not name:
        return None
    meant = known.get(name) or {to for key, ids in known.items() if key.startswith(name) for to in ids}
    return next(iter(meant)) if len(meant) == 1 else None


def _heirs(past: Past, home: Mapping[str, str], keys: Mapping[str, tuple[bytes, str]]) -> dict[str, str]:
    """Return for each lasting id that goes on the event that goes on under it.

    Of those that share claims the pairs that share most go first; of equal ones those that share most of what first went out
    under the id, so that a merge that is undone gives both their own addresses back; then ids that stood last time.
    """
    shared: dict[tuple[str, str], list[int]] = {}
    for kind, claims_of in enumerate((past.last, past.first)):
        for name, claims in claims_of.items():
            for claim in claims:
                if claim in home:
                    shared.setdefault((name, home[claim]), [0, 0])[kind] += 1
    heir: dict[str, str] = {}
    taken: set[str] = set()

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        last, first = shared[pair]
        return -last, -first, pair[0] not in past.standing, pair[0], keys[pair[1]]

    for was, now in sorted((pair for pair, (last, _) in shared.items() if last), key=rank):
        if was not in heir and now not in taken:
            heir[was] = now
            taken.add(now)
    return heir


def _names(mark_: bytes, secret: bytes) -> Iterator[str]:
    """Yield ids for an event, the first wanted first: `k7m2-x9q4`, nothing of time, order or names in it."""
    number = 0
    while True:
        left = int.from_bytes(hmac.digest(secret, _DOMAIN + number.to_bytes(4, "big") + mark_, "sha256"), "big")
        letters = []
        for _ in range(8):
            left, at = divmod(left, len(_ALPHABET))
            letters.append(_ALPHABET[at])
        yield f"{''.join(letters[:4])}-{''.join(letters[4:])}"
        number += 1


def _gone(past: Past, alive: Iterable[str], now: Mapping[str, str], held: Held) -> dict[str, tuple[Why, str | None]]:
    """Return why each earlier id leads to no event of its own, and where to instead; `now` gives for a claim its lasting id."""
    live = frozenset(alive)
    found: dict[str, tuple[Why, str | None]] = {}
    waiting: list[str] = []
    for name in past.ever:
        if name in live:
            continue
        claims = past.last[name]
        into: dict[str, int] = {}
        for claim in claims:
            if claim in now:
                into[now[claim]] = into.get(now[claim], 0) + 1
        if into:
            found[name] = "joined", min(into, key=lambda to: (-into[to], to))
        elif not claims.isdisjoint(held.retracted):
            found[name] = "retracted", None
        elif not claims.isdisjoint(held.held_back):
            found[name] = "held-back", None
        else:
            waiting.append(name)
    for name in waiting:
        found[name] = _followed(name, past, live, found)
    return found


def _followed(
    name: str, past: Past, live: frozenset[str], found: Mapping[str, tuple[Why, str | None]]
) -> tuple[Why, str | None]:
    """Return where an id leads of which no claim is left: on to where it led before, as far as that leads.

    An id led to one that stood then, so the way cannot come back to it unless it has stood again since; then it would not be here.
    """
    seen = {name}
    before = past.gone.get(name)
    while before is not None and before.into is not None and before.into not in seen:
        to = before.into
        if to in live:
            return "joined", to
        if to in found:
            return found[to]
        seen.add(to)
        before = past.gone.get(to)
    return "no-claims", None


def _since(gone: Mapping[str, tuple[Why, str | None]], past: Past, at: str) -> Iterator[GoneEvent]:
    """Yield what is gone by id, each with the instant since which it is so."""
    for name, (why, into) in sorted(gone.items()):
        before = past.gone.get(name)
        same = before is not None and (before.why, before.into) == (why, into)
        yield GoneEvent(id=name, since=before.since if before is not None and same else at, why=why, into=into)
