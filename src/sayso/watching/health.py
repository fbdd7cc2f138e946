"""How each source stands, by the rules that `SourceState` states: computed from the ledger's fetches, never a score."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from sayso.capture.fetched import spelled
from sayso.fetches import Fetch
from sayso.records import Capture
from sayso.sources import GIVEN_BY, LISTS, Source, SourceHealth, SourceState

_FOR_GOOD = frozenset({301, 308})


class _Seen(msgspec.Struct, kw_only=True):
    """What was seen of one source; put together while the fetches are gone through."""

    last: Fetch | None = None
    answered: Fetch | None = None
    """The last fetch that gave something: what an unchanged answer stands for."""
    success: str | None = None
    new: str | None = None
    newest: str | None = None
    first: str | None = None


def sources_of(fetches: Iterable[Fetch]) -> tuple[Source, ...]:
    """Return the sources that some fetches were made for, with the pauses that a source has by itself; for a ledger without its file."""
    found: dict[str, Source] = {}
    lists = set()
    for fetch in fetches:
        if fetch.parent.startswith(GIVEN_BY):
            name = fetch.parent.removeprefix(GIVEN_BY)
            found[name] = Source(name=name, address=fetch.address, kind="page", interval_s=86_400.0, label=fetch.label)
        elif fetch.listed is not None:
            lists.add(fetch.parent)
    return tuple(msgspec.structs.replace(s, kind="feed") if s.address in lists else s for s in found.values())


def health(
    sources: Sequence[Source], fetches: Iterable[Fetch], captures: Iterable[Capture], now: datetime
) -> tuple[SourceHealth, ...]:
    """Return how sources stand, in their order. `captures` are asked for folders."""
    seen = {source.name: _Seen() for source in sources}
    holders = {_named(source): source for source in sources}
    led: dict[str, Source] = {}
    for fetch in fetches:
        source = holders.get(fetch.address)
        own = source is not None
        if source is None:
            source = holders.get(fetch.parent) or led.get(fetch.parent)
            if source is None:
                continue
            led[fetch.address] = source
            own = (
                source.kind == "OPML" and fetch.parent == source.address
            )  # a file has no fetches but those of its feeds
        _take(seen[source.name], fetch, own=own)
    if any(source.kind == "folder" for source in sources):
        _take_files(sources, seen, captures)
    return tuple(_health(source, seen[source.name], now) for source in sources)


def _take(seen: _Seen, fetch: Fetch, *, own: bool) -> None:
    if own:
        seen.last = fetch
        seen.first = seen.first or fetch.started
        if fetch.verdict in {"content", "shell"}:
            seen.answered = fetch
        if fetch.verdict in {"content", "unchanged", "shell"}:
            seen.success = fetch.ended
    if fetch.verdict == "content":
        seen.new = fetch.ended
    given = [fetch.listed.published, fetch.listed.updated] if fetch.listed else []
    for time in given:
        if time is not None and time <= fetch.ended and (seen.newest is None or time > seen.newest):
            seen.newest = time


def _take_files(sources: Sequence[Source], seen: dict[str, _Seen], captures: Iterable[Capture]) -> None:
    folders = [(source.address.rstrip("/") + "/", source.name) for source in sources if source.kind == "folder"]
    for capture in captures:
        for folder, name in folders:
            if capture.source.startswith(folder):
                seen[name].new = seen[name].success = capture.captured_at


def _health(source: Source, seen: _Seen, now: datetime) -> SourceHealth:
    state, reason = _state(source, seen, now)
    last = seen.last
    moved = last.final if last and last.final != last.address and _moved_for_good(last) else None
    return SourceHealth(
        name=source.name,
        address=_named(source),
        kind=source.kind,
        state=state,
        reason=reason,
        last_asked=last.ended if last else None,
        last_success=seen.success,
        last_new=seen.new,
        newest_item=seen.newest,
        moved_to=moved,
        register=source.register,
        label=source.label,
    )


def _state(source: Source, seen: _Seen, now: datetime) -> tuple[SourceState, str]:
    """Return the first state that fits, and by which rule."""
    return next(_fitting(source, seen, now))


def _fitting(source: Source, seen: _Seen, now: datetime) -> Iterator[tuple[SourceState, str]]:
    last = seen.last
    if source.kind == "folder":
        if seen.new is None:
            yield "empty", "no file of it was read"
    elif last is None:
        yield "unasked", "it was never asked for"
    elif _ago(now, last.ended) > 3 * source.interval_s + 60:
        yield "unasked", "it was not asked for in three intervals: nothing watches"
    elif last.verdict == "gone":
        yield "gone", f"the server says that there is nothing: {last.reason}"
    elif last.verdict in {"unreachable", "truncated"}:
        since = f" since {seen.success}" if seen.success else ", and never answered"
        yield "failing", f"{last.reason}{since}"
    elif last.verdict == "refused":
        yield "broken", last.reason
    elif seen.answered is not None and seen.answered.verdict == "shell":
        yield "empty", seen.answered.reason
    new = seen.new or seen.first
    if new is None or _ago(now, new) > source.quiet_s:
        days = timedelta(seconds=source.quiet_s)
        yield "quiet", f"nothing new for longer than {days}"
    what = "the list" if source.kind in LISTS else "it"
    yield "live", f"{what} answered, and something was new within its time"


def _named(source: Source) -> str:
    """Return a source's address as it stands in the record."""
    return spelled(source.address) if "//" in source.address else source.address


def _moved_for_good(fetch: Fetch) -> bool:
    """Tell whether every redirect of a fetch says that it is for good."""
    return all(hop.status in _FOR_GOOD for hop in fetch.hops[:-1])


def _ago(now: datetime, when: str) -> float:
    read = datetime.fromisoformat(when)
    return (now - (read if read.tzinfo else read.replace(tzinfo=UTC))).total_seconds()
