"""Pages of a list by keyset: the next page begins after the last row of this one, whatever was added before it meanwhile."""

import base64
import binascii
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

import msgspec

from sayso.desk.problems import Problem

RowT = TypeVar("RowT")
Key = tuple[str | int, ...]
Order = Literal["oldest", "newest"]
MOST = 200


class Page(NamedTuple, Generic[RowT]):
    """Some rows, and where the next ones begin."""

    rows: tuple[RowT, ...]
    next: str | None
    """Cursor of the next page; None for the last."""


def paged(
    rows: Sequence[RowT], key: Callable[[RowT], Key], *, after: str | None, limit: int, order: Order = "oldest"
) -> Page[RowT]:
    """Return a page of rows that are sorted by a key, which no two share; Problem for a cursor that is none."""
    last = None if after is None else _key_of(after)
    try:
        if order == "oldest":
            start = 0 if last is None else bisect_right(rows, last, key=key)
            found = tuple(rows[start : start + limit])
            more = start + limit < len(rows)
        else:
            end = len(rows) if last is None else bisect_left(rows, last, key=key)
            found = tuple(reversed(rows[max(0, end - limit) : end]))
            more = end - limit > 0
    except TypeError as trouble:
        raise _no_cursor() from trouble
    return Page(found, cursor(key(found[-1])) if more and found else None)


def cursor(key: Key) -> str:
    """Return a key as it stands in an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def _key_of(text: str) -> Key:
    try:
        padded = text + "=" * (-len(text) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded.encode("ascii")), type=Key)
    except (binascii.Error, msgspec.MsgspecError, UnicodeError, ValueError) as trouble:
        raise _no_cursor() from trouble


def _no_cursor() -> Problem:
    return Problem("bad-request", "`after` is no place in this list: follow the link to the next page instead")
