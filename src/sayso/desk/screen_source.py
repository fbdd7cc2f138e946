"""What is known of where a report comes from, each with who said so: licence, language, party to a conflict, health, grades, echo family."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import msgspec

from sayso.decisions import RegisterChange
from sayso.desk.desk import Desk
from sayso.desk.reading import standing_sources
from sayso.desk.route import Ask
from sayso.desk.screen_words import long_day, said_at, source_name
from sayso.desk.shown import WITHHELD, source_of
from sayso.desk.snapshot import Snapshot
from sayso.errors import UsageError
from sayso.ledger.ledger import Ledger
from sayso.lexicon.load import fold
from sayso.publish.public.policy import POLICY, Policy, labelled
from sayso.publish.public.policy_file import read_policy
from sayso.records import Claim, Incident
from sayso.register.entry import Entry
from sayso.register.load import Register
from sayso.schemes.sides import side_of_kind
from sayso.sources import GIVEN_BY, SourceHealth

_FRESH_S = 60.0
"""How long what is known of sources is good for: it is told of fetches, which are gone through for it."""
_LOOKED_AT = 600
"""Characters of a text by which its script is told."""
_SCRIPTS = 2
_REGISTER = "says Sayso’s register"
_CONFIG = "says sayso.toml"
_USES = {"yes": "its words may go out", "quote-only": "short quotes may go out", "no": "its words do not go out"}
_BODIES = {"state": "a body of a state", "armed": "an armed body"}
_MADE: "WeakKeyDictionary[Desk, dict[int | None, tuple[float, Standing]]]" = WeakKeyDictionary()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about a source."""

    name: str
    value: str
    by: str = ""
    """Who says so, or in what it was seen; empty where it is not known."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk knows of its sources beside their reports."""

    health: tuple[SourceHealth, ...] = ()
    led: Mapping[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    """By report what led to it, and the label of its fetch."""
    grades: tuple[RegisterChange, ...] = ()
    """Oldest first."""
    policy: Policy = POLICY
    fault: str = ""
    """What is wrong with the file of sources; empty where nothing is."""

    def source_of(self, report: str) -> SourceHealth | None:
        """Return the source that is followed and led to a report; None where it came in otherwise."""
        parent, _ = self.led.get(report, ("", ""))
        return next(
            (one for one in self.health if parent and parent in {f"{GIVEN_BY}{one.name}", one.address}),
            None,
        )


async def standing(ask: Ask, snapshot: Snapshot) -> Standing:
    """Return what is known of the sources; for a page it may be a minute old."""
    held = _MADE.setdefault(ask.desk, {})
    key = snapshot.facts.seen if snapshot.moment.past else None
    now = ask.desk.monotonic()
    found = held.get(key)
    if found is None or now - found[0] > _FRESH_S:
        while len(held) >= 8:
            held.pop(next(iter(held)))
        found = held[key] = now, await _standing(ask, snapshot)
    return found[1]


async def _standing(ask: Ask, snapshot: Snapshot) -> Standing:
    until, config = snapshot.facts.seen, ask.desk.settings.config
    policy, fault = POLICY, ""
    health: tuple[SourceHealth, ...] = ()
    try:
        policy = read_policy(config)
        health = await standing_sources(ask.desk, snapshot)
    except UsageError as trouble:
        fault = str(trouble).splitlines()[0]

    def read(ledger: Ledger) -> tuple[dict[str, tuple[str, str]], tuple[RegisterChange, ...]]:
        led = {
            fetch.capture: (fetch.parent, fetch.label or "")
            for fetch in ledger.fetches(until=until)
            if fetch.capture is not None
        }
        changes = ledger.register_changes(until=until)
        return led, tuple(change for change in changes if change.subject == "source")

    led, grades = await ask.desk.ledgers.read(read)
    return Standing(health=health, led=led, grades=grades, policy=policy, fault=fault)


def known_of(
    ask: Ask, found: Standing, report: str, claims: Sequence[Claim], event: Incident | None
) -> tuple[Known, ...]:
    """Return what is known of where a report comes from; its text is at hand, `claims` are those of it that are shown."""
    source = source_of(ask, report) or ""
    followed = found.source_of(report)
    host = (urlsplit(source).hostname or "").removeprefix("www.")
    names = {host, source_name(source), followed.name if followed else "", followed.register or "" if followed else ""}
    told = ask.desk.telling.told(report)
    return (
        _licence(found, report, names, host),
        Known(name="Language", value=f"not said; written in {_script(told.report.text[:_LOOKED_AT])}", by="seen in its text")
        if told is not None
        else Known(name="Language", value="not known"),
        _party(followed, claims),
        _health(found, followed),
        *_grades(ask, found, names | {report}, claims),
        _echoes(ask, report, event),
    )  # fmt: skip


def _licence(found: Standing, report: str, names: set[str], host: str) -> Known:
    """Return what the words of a source may be used for: as the policy says, else as the label of its fetch, else the default."""
    licence = found.policy.licence_of(names, host)
    if licence is not None:
        return Known(
            name="Licence", value=": ".join(filter(None, (licence.licence, _USES[licence.redistribute]))), by=_CONFIG
        )
    _, label = found.led.get(report, ("", ""))
    if label:
        meant = labelled(label.strip(), host)
        use = _USES[found.policy.redistribute if meant is None else meant.redistribute]
        return Known(name="Licence", value=f"labelled “{label}”: {use}", by="said sayso.toml when it was fetched")
    return Known(name="Licence", value=f"not known; {_USES[found.policy.redistribute]}", by="by the desk’s default")


@lru_cache(2048)
def _script(text: str) -> str:
    """Return in which letters a text is written, those used most first: "Arabic and Latin letters"."""
    counted = Counter(unicodedata.name(letter, "?").split()[0].title() for letter in text if letter.isalpha())
    whole = sum(counted.values())
    named = [name for name, count in counted.most_common(_SCRIPTS) if count * 10 >= whole]
    return f"{' and '.join(named)} letters" if named else "no letters"


def _party(followed: SourceHealth | None, claims: Sequence[Claim]) -> Known:
    """Return whether the outlet itself stands on a side."""
    entry = Register.load().get(followed.register) if followed is not None and followed.register else None
    if entry is None:
        return Known(name="Party to a conflict", value="not known: the register has no body for this outlet")
    day = max((claim.said[:10] for claim in claims if claim.said), default="")
    words = body_words(entry, day)
    return Known(name="Party to a conflict", value=f"{entry.name}: {words or 'no side is recorded'}", by=_REGISTER)


def parties_of(claim: Claim) -> tuple[str, ...]:
    """Return which of the speakers of a claim are parties to a conflict, as the register has it on the day on which it was said.

    Names are the register's own, so nothing private can stand in them.
    """
    entries = (Register.load().get(speaker.id) for speaker in claim.speakers if speaker.id)
    told = ((entry.name, body_words(entry, (claim.said or "")[:10])) for entry in entries if entry is not None)
    return tuple(dict.fromkeys(f"{name}: {words}" for name, words in told if words))


def body_words(entry: Entry, day: str) -> str:
    """Return on which side of which conflict a body stood on a day ("Syria, government side"), else of which sort it is; empty for neither."""
    sides = [f"{_name(conflict)}, {_name(side)} side" for conflict, side in _sides(entry, day)]
    return "; ".join(sides) or _BODIES.get(side_of_kind(entry.kind) or "", "")


def _name(slug: str) -> str:
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]


def _sides(entry: Entry | None, day: str) -> Iterator[tuple[str, str]]:
    """Yield conflict and side of a body on a day, or of the body above it where it has none itself; without a day, all that it ever had."""
    seen: set[str] = set()
    while entry is not None and entry.id not in seen:
        held = [(side.conflict, side.side) for side in entry.sides if not day or side.holds_on(day)]
        if held:
            yield from dict.fromkeys(held)
            return
        seen.add(entry.id)
        entry = Register.load().get(entry.parent) if entry.parent else None


def _health(found: Standing, followed: SourceHealth | None) -> Known:
    if found.fault:
        return Known(name="Health", value=f"not known: {found.fault}")
    if followed is None:
        return Known(name="Health", value="not followed: it came in by hand")
    new = f"; last new {said_at(followed.last_new)}" if followed.last_new else ""
    return Known(name="Health", value=f"{followed.state}: {followed.reason}{new}", by="seen in its fetches")


def _grades(ask: Ask, found: Standing, names: set[str], claims: Sequence[Claim]) -> Iterator[Known]:
    """Yield the grades of an outlet and of those whom it quotes, over time."""
    speakers = {
        name for claim in claims for speaker in claim.speakers[:1] for name in (speaker.id, speaker.name) if name
    }
    wanted = {fold(name) for name in names | speakers if name}
    given = [change for change in found.grades if fold(change.name) in wanted]
    for change in given:
        reason = change.reason if ask.private else WITHHELD
        named = change.name if ask.private or change.name in names else "one whom it quotes"
        since = f"from {long_day(change.from_day)}" if change.from_day else f"since {said_at(change.at)}"
        yield Known(name="Grade", value=f"{change.value} {since} ({named}): {reason}", by=f"given by {change.by}")
    if not given:
        table = ask.desk.settings.grades is not None
        told = (
            "no change is recorded here; the desk was begun with a table of grades" if table else "F: nobody graded it"
        )
        yield Known(name="Grade", value=told)


def _echoes(ask: Ask, report: str, event: Incident | None) -> Known:
    """Return with which other reports it shares an origin in an event."""
    if event is None:
        return Known(name="Echo family", value="told of one event at a time")
    shared = dict.fromkeys(
        other for origin in event.origins if report in origin.reports for other in origin.reports if other != report
    )
    named = dict.fromkeys(_outlet(source_of(ask, other)) for other in shared)
    if not named:
        return Known(name="Echo family", value="shares its origins here with no other report")
    return Known(name="Echo family", value=f"goes back here to the same as {_listed(named)}", by="seen in this event")


def _outlet(source: str | None) -> str:
    host = (urlsplit(source or "").hostname or "").removeprefix("www.")
    return host or source_name(source)


def _listed(names: Iterable[str], most: int = 4) -> str:
    every = list(names)
    told = ", ".join(every[:most])
    return f"{told} and {len(every) - most} more" if len(every) > most else told
