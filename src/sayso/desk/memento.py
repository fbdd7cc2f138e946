"""The past by RFC 7089: each list is its own time gate, a past state has a number of an entry in its address, and a time map lists them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from sayso.desk.problems import Problem
from sayso.desk.snapshot import Facts
from sayso.ledger.ledger import Ledger

_MOST = 1_000
"""Past states in one time map, the newest."""
LINK_FORMAT = "application/link-format"
TIME_MAP = "/api/v1/timemap"


def asked_datetime(header: str) -> datetime:
    """Return the moment of an `Accept-Datetime`; Problem for what is no date as HTTP has them."""
    try:
        found = parsedate_to_datetime(header)
    except (ValueError, TypeError) as trouble:
        raise Problem(
            "bad-request", f"Accept-Datetime {header!r} is no date; write Tue, 14 May 2031 09:00:00 GMT"
        ) from trouble
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def http_date(instant: str) -> str:
    """Return an ISO instant as HTTP has dates."""
    return format_datetime(datetime.fromisoformat(instant).astimezone(UTC), usegmt=True)


def at_entry(path: str, query: str, entry: int) -> str:
    """Return the address of a list as the ledger held it at an entry."""
    kept = [(name, value) for name, value in parse_qsl(query) if name != "known"]
    return f"{path}?{urlencode([*kept, ('known', str(entry))])}"


def entry_at(ledger: Ledger, moment: datetime) -> int:
    """Return the last entry at a moment; the first there is where the ledger began later, as RFC 7089 has it."""
    return ledger.seq_at(moment.isoformat()) or min(1, ledger.head().seq)


def headers(path: str, query: str, facts: Facts, *, known: bool, more: Iterable[str] = ()) -> dict[str, str]:
    """Return the headers that lead from a list to its past states, and say of which state it is; `more` are further links."""
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name != "known"])
    original = f"{path}?{kept}" if kept else path
    links = [
        f'<{original}>; rel="original timegate"',
        f'<{TIME_MAP}?of={quote(original, safe="")}>; rel="timemap"; type="{LINK_FORMAT}"',
        *more,
    ]
    found = {"Link": ", ".join(links), "Vary": "Accept-Datetime, Cookie, Authorization"}
    if known and facts.recorded_at is not None:
        found["Memento-Datetime"] = http_date(facts.recorded_at)
    return found


def time_map(address: str, entries: Iterable[tuple[int, str]]) -> str:
    """Return the past states of an address in link format: one for each second in which entries were recorded."""
    parts = urlsplit(address)
    lines = [
        f'<{address}>; rel="original timegate"',
        f'<{TIME_MAP}?of={quote(address, safe="")}>; rel="self"; type="{LINK_FORMAT}"',
        *_mementos(parts.path, parts.query, entries),
    ]
    return ",\n".join(lines) + "\n"


def _mementos(path: str, query: str, entries: Iterable[tuple[int, str]]) -> Iterator[str]:
    by_second: dict[str, int] = {}
    for seq, recorded_at in entries:
        by_second[http_date(recorded_at)] = seq
    for when, seq in list(by_second.items())[-_MOST:]:
        yield f'<{at_entry(path, query, seq)}>; rel="memento"; datetime="{when}"'
