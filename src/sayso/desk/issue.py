"""The issue that would go out of a state: the brief as readers would have it, what the gate stops, and putting it out. Runs in the worker."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from sayso.errors import GateError, UsageError
from sayso.issuing import Prepared, brief_of, entry, extras, prepared
from sayso.ledger.ledger import Ledger, decode
from sayso.pipeline import Pipeline
from sayso.publish.model import Brief
from sayso.publish.public.gate import Stop, closed
from sayso.publish.public.policy_file import read_policy
from sayso.publish.site.pages import site
from sayso.publish.site.writing import earlier_at, write_site
from sayso.reconcile.selection import Wanted
from sayso.records import Capture
from sayso.sources import SourceHealth
from sayso.state import State
from sayso.watching.config import read_sources
from sayso.watching.health import health, sources_of

_MOST = 12
"""How many stops of one kind are told each by itself."""


class IssueAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Of what an issue is made beside the state."""

    config: str
    """The file with the policy of what goes out; the careful defaults where it is not there."""
    now: str
    """ISO, in UTC."""
    rule: str = "envelope"
    written: int = 0
    """When that file was last written, in nanoseconds: with another policy it is another issue."""


class StopTold(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that stops an issue."""

    subject: str
    """The id by which the desk knows it."""
    what: str
    """`claim`, `event` or `source`; empty for the record."""
    sentence: str
    by: str = ""
    """Who lets it pass; empty where it stops."""
    at: str = ""


class StopsTold(msgspec.Struct, frozen=True, kw_only=True):
    """All stops of one kind."""

    code: str
    told: tuple[StopTold, ...]
    """The first twelve, those that hold before those that somebody lets pass."""
    many: int
    open: int
    """How many of them stop it."""


class IssueSeen(msgspec.Struct, frozen=True, kw_only=True):
    """An issue as a page shows it."""

    brief: Brief
    """Of the days that are asked for, or of everything that would go out."""
    stops: tuple[StopsTold, ...]
    """Of everything that would go out, in the order of the gate's checks."""
    events: int
    claims: int
    sources: int
    title: str

    @property
    def open(self) -> int:
        """How many things stop it."""
        return sum(kind.open for kind in self.stops)


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What went out."""

    entry: int
    events: int
    claims: int
    digest: str
    """SHA-256 of the site's SHA256SUMS."""


def seen(issue: Prepared, wanted: Wanted) -> IssueSeen:
    """Return an issue as a page shows it, its brief of the events that are asked for."""
    record = issue.record
    kinds = {
        **{claim.id: "claim" for claim in record.claims},
        **{event.id: "event" for event in record.events},
        **{source.id: "source" for source in record.sources},
    }

    def told(stop: Stop) -> StopTold:
        passed = stop.overridden
        return StopTold(
            subject=issue.desk.get(stop.subject, stop.subject), what=kinds.get(stop.subject, ""), sentence=stop.sentence,
            by=passed.by if passed else "", at=passed.at if passed else "",
        )  # fmt: skip

    by_code: dict[str, list[Stop]] = {}
    for stop in issue.stops:
        by_code.setdefault(stop.code, []).append(stop)
    return IssueSeen(
        brief=brief_of(issue, wanted),
        stops=tuple(
            StopsTold(code=code, told=tuple(map(told, _holding_first(stops)[:_MOST])), many=len(stops), open=_open(stops))
            for code, stops in by_code.items()
        ),
        events=len(record.events), claims=len(record.claims), sources=len(record.sources), title=issue.policy.title,
    )  # fmt: skip


def _holding_first(stops: Sequence[Stop]) -> list[Stop]:
    return sorted(stops, key=lambda stop: stop.overridden is not None)


def _open(stops: Iterable[Stop]) -> int:
    return sum(stop.overridden is None for stop in stops)


def put_out(state: State, asked: IssueAsked, folder: str, by: str, boundaries: str | None) -> Published:
    """Write the site of a state and record that it went out; GateError where anything stops it, UsageError for a folder that is not ours."""
    issue = made(state, asked)
    if closed(issue.stops):
        left = sum(stop.overridden is None for stop in issue.stops)
        message = f"the gate is shut: {left} reasons to stop; nothing was written"
        raise GateError(message)
    target = Path(folder)
    try:
        outlines = None if boundaries is None else Path(boundaries).read_bytes()
    except OSError as trouble:
        message = f"{boundaries} cannot be read: {trouble.strerror}"
        raise UsageError(message) from trouble
    digest = write_site(target, site(issue.record, extras(issue, outlines), earlier_at(target)))
    ledger = state.view.ledger
    Pipeline().publish(ledger, entry(state, issue, by=by, digest=digest))
    record = issue.record
    return Published(entry=ledger.head().seq, events=len(record.events), claims=len(record.claims), digest=digest)


def made(state: State, asked: IssueAsked) -> Prepared:
    """Return the issue of a state, past the gate; takes some 1.5 seconds of the processor for 1,000 events."""
    now = datetime.fromisoformat(asked.now)
    how = _watched(state.view.ledger, Path(asked.config), now, state.view.head.seq)
    return prepared(state, read_policy(Path(asked.config)), now=now, rule=asked.rule, watched=how)


def _watched(ledger: Ledger, config: Path, now: datetime, until: int) -> Sequence[SourceHealth]:
    named = sources_of(ledger.fetches(until=until))
    if not named:
        return ()
    sources = read_sources(config) if config.exists() else named
    captures = (made for made in map(decode, ledger.entries("capture", until=until)) if isinstance(made, Capture))
    return health(sources, ledger.fetches(until=until), captures, now)
