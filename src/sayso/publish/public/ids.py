"""Ids that go out: each a keyed hash of what stays the same and says nothing, with a prefix for what it is of."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from sayso.records import Claim

LENGTH = 20
"""Hex digits: 80 bits."""


def public_id(of: str, *parts: object, secret: bytes = b"") -> str:
    """Return the id of one thing: `public_id("claim", report, start, end, kind, 0)`; parts are kept apart by a NUL."""
    said = "\x00".join(("sayso public", of, *map(str, parts))).encode("utf-8", "surrogatepass")
    whole = hmac.new(secret, said, hashlib.sha256) if secret else hashlib.sha256(said)
    return whole.hexdigest()[:LENGTH]


def claim_ids(claims: Sequence[Claim], secret: bytes) -> dict[str, str]:
    """Return the public id of each claim: of its report, its place in it and its kind, never of a name in it.

    Several claims of one kind on the same words are numbered in the order of their ids in the ledger.
    """
    alike: dict[tuple[object, ...], list[str]] = {}
    for claim in claims:
        alike.setdefault((claim.report, *claim.span, claim.event), []).append(claim.id)
    return {
        name: public_id("claim", *key, number, secret=secret)
        for key, names in alike.items()
        for number, name in enumerate(sorted(names))
    }


def event_id(claims: Iterable[str], secret: bytes) -> str:
    """Return the id of an event that has no lasting one: of its public claims' ids."""
    return public_id("event", *sorted(claims), secret=secret)
