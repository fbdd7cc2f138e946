"""Who looked at what is not for everybody, took something away, or came in: read from the ledger for whoever keeps the accounts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from sayso.decisions import Access
from sayso.desk.asked import AccessesAsked
from sayso.desk.exports import csv_answer
from sayso.desk.problems import Problem
from sayso.desk.rendering import page
from sayso.desk.responses import json_answer
from sayso.desk.route import Ask
from sayso.ledger.ledger import Ledger, decode

_WINDOW = 20_000
"""Entries that are gone through at a time, from the newest back."""
WORDS = {
    "read-private": "saw names of private people, exact points or full texts", "export": "took away", "people": "changed of an account",
    "sign-in": "came in",
}  # fmt: skip
"""What was done, in words."""


class Look(Access, frozen=True, kw_only=True, gc=False):
    """A look, with its entry."""

    seq: int


class Looks(msgspec.Struct, frozen=True, kw_only=True):
    """A page of looks, the newest first."""

    next: str | None
    items: tuple[Look, ...]


class _Days(NamedTuple):
    since: str
    until: str


async def looks(ask: Ask) -> Response:
    """Answer with who looked at what, the newest first, or all of it as a file."""
    query: AccessesAsked = ask.query
    if ask.form == "csv":
        rows = await _found(ask, query, ask.desk.settings.limits.rows)
        return csv_answer("looks", ("entry", "by", "did", "what", "first", "at"), map(_row, rows))
    found, following = await _page(ask, query)
    answer = Looks(next=following, items=tuple(found))
    return json_answer(answer, following=answer.next)


async def looks_page(ask: Ask) -> Response:
    """Show who looked at what."""
    query: AccessesAsked = ask.query
    found, following = await _page(ask, query)
    people = ask.desk.people
    names = [user.name for user in people.users()] if people is not None else []
    return page(
        "looks.html", ask.desk, ask.person, items=found, following=following, query=query, names=names, words=WORDS,
        here="/account", table=_address("/api/v1/accesses.csv", query), json=_address("/api/v1/accesses.json", query),
    )  # fmt: skip


async def _page(ask: Ask, query: AccessesAsked) -> tuple[list[Look], str | None]:
    """Return a page, and the address of the next."""
    found = await _found(ask, query, query.limit + 1)
    rows = found[: query.limit]
    if len(found) == len(rows):
        return rows, None
    return rows, _address(ask.request.url.path, msgspec.structs.replace(query, before=rows[-1].seq))


async def _found(ask: Ask, query: AccessesAsked, most: int) -> list[Look]:
    days = _Days(_day(query.since) or "", (_day(query.until) or "9999-12-31") + "~")
    return await ask.desk.ledgers.read(lambda ledger: _some(_fitting(_back(ledger, query.before), query, days), most))


def _some(looks: Iterator[Look], most: int) -> list[Look]:
    return [look for _, look in zip(range(most), looks, strict=False)]


def _back(ledger: Ledger, before: int | None) -> Iterator[Look]:
    """Yield all looks from an entry back."""
    until = ledger.head().seq if before is None else before - 1
    while until > 0:
        after = max(0, until - _WINDOW)
        for recorded in reversed(list(ledger.entries("access", after=after, until=until))):
            made = decode(recorded)
            if isinstance(made, Access):
                yield Look(seq=recorded.seq, **msgspec.structs.asdict(made))
        until = after


def _fitting(looks: Iterable[Look], query: AccessesAsked, days: _Days) -> Iterator[Look]:
    for look in looks:
        if look.at[:10] < days.since:
            return  # earlier ones are earlier still
        if look.first < days.until and query.by in (None, look.by) and query.did in (None, look.did):
            yield look


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as trouble:
        raise Problem("bad-request", f"{text!r} is no day: write 2031-05-14") from trouble


def _row(look: Look) -> Sequence[object]:
    return look.seq, look.by, look.did, " ".join(look.what), look.first, look.at


def _address(path: str, query: AccessesAsked) -> str:
    given = {name: value for name, value in msgspec.structs.asdict(query).items() if value is not None}
    if given.get("limit") == AccessesAsked().limit:
        del given["limit"]
    return f"{path}?{urlencode(given)}" if given else path
