"""The issue that would go out of a state: the brief as readers would have it, what the gate stops, and putting it out. Runs in the worker."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from sayso.errors import GateError, UsageError
from sayso.issuing import Prepared, entry, extras, prepared
from sayso.ledger.ledger import Ledger, decode
from sayso.pipeline import Pipeline
from sayso.publish.model import Brief
from sayso.publish.public.gate import Stop, closed
from sayso.publish.public.policy_file import read_policy
from sayso.publish.site.pages import site
from sayso.publish.site.writing import earlier_at, write_site
from sayso.records import Capture
from sayso.sources import SourceHealth
from sayso.state import State
from sayso.watching.config import read_sources
from sayso.watching.health import health, sources_of


class IssueAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Of what an issue is made beside the state."""

    config: str
    """The file with the policy of what goes out; the careful defaults where it is not there."""
    now: str
    """ISO, in UTC."""
    rule: str = "envelope"


class IssueSeen(msgspec.Struct, frozen=True, kw_only=True):
    """An issue as a page shows it."""

    brief: Brief
    stops: tuple[Stop, ...]
    desk: dict[str, str]
    """By public id of a claim, event or source the id by which the desk knows it."""
    kinds: dict[str, str]
    """By public id what it is: `claim`, `event` or `source`."""
    events: int
    claims: int
    sources: int
    title: str

    @property
    def closed(self) -> bool:
        """Whether anything stops it that nobody overrode."""
        return closed(self.stops)


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What went out."""

    entry: int
    events: int
    claims: int
    digest: str
    """SHA-256 of the site's SHA256SUMS."""


def seen(state: State, asked: IssueAsked) -> IssueSeen:
    """Return the issue that would go out of a state."""
    issue = _prepared(state, asked)
    record = issue.record
    kinds = {
        **{claim.id: "claim" for claim in record.claims},
        **{event.id: "event" for event in record.events},
        **{source.id: "source" for source in record.sources},
    }
    return IssueSeen(
        brief=record.brief, stops=issue.stops, desk=dict(issue.desk), kinds=kinds, events=len(record.events),
        claims=len(record.claims), sources=len(record.sources), title=issue.policy.title,
    )  # fmt: skip


def put_out(state: State, asked: IssueAsked, folder: str, by: str, boundaries: str | None) -> Published:
    """Write the site of a state and record that it went out; GateError where anything stops it, UsageError for a folder that is not ours."""
    issue = _prepared(state, asked)
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


def _prepared(state: State, asked: IssueAsked) -> Prepared:
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
