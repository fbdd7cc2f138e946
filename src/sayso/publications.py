"""What the ledger keeps of a publication: which state went out, under which lasting addresses, what had gone, by whose leave.

It holds ids, instants and hashes, and nobody's words. With it an event keeps its address through merges, splits and new readings,
and an address that was once given out never leads nowhere (`publish/public/lasting.py`).
"""

import hashlib
from typing import Literal

import msgspec

from sayso.errors import ConflictError

Why = Literal["retracted", "joined", "held-back", "no-claims"]
"""Why an address leads to no event of its own: its claims were withdrawn in public, are told under another event, are held
back, or no longer stand."""


class PublishedEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event as it stood in a publication: its lasting id, the id that it was computed under, and its claims."""

    id: str
    """Lasting and public: see `publish/public/lasting.py`."""
    event: str
    """The id of the computed event then, a hash of its claims' ids; by it a person finds what they once had before them."""
    claims: tuple[str, ...]
    """Ids of the claims that went out under it, sorted; by these it is known again."""


class GoneEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One lasting id of an earlier publication under which no event stands in this one."""

    id: str
    since: str
    """Instant of the publication since which it has been gone for this reason."""
    why: Why
    into: str | None = None
    """Lasting id of the event under which its claims are told now, where `joined`: one that stands in this publication."""


class FormDigest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One form that went out, by the SHA-256 of its bytes or, for a folder, of its SHA256SUMS."""

    form: str
    """What it is, in a word: `site`, `bundle`, `csv`."""
    sha256: str


class Publication(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That a state of the ledger went out: an entry of the kind `publication`."""

    id: str
    by: str
    """The pseudonym of who published."""
    at: str
    """When, an ISO instant in UTC."""
    after: str | None
    """Id of the publication before it, by which its addresses were given; None for the first."""
    as_of: str | None
    """Instant of saying up to which it went; None for all."""
    known: str | None
    """Up to when it was recorded, as asked for; None for all that the ledger held. `head` says what that came to."""
    head: int
    """The last entry of the ledger that was seen."""
    rule: str
    """By which rule one of several figures was taken."""
    events: tuple[PublishedEvent, ...]
    """By lasting id."""
    gone: tuple[GoneEvent, ...]
    """Every lasting id of earlier publications that stands in this one no longer, by id."""
    overrides: tuple[str, ...] = ()
    """Ids of the decisions by which stops of the publish gate were passed."""
    digests: tuple[FormDigest, ...] = ()


def publication(**said: object) -> Publication:
    """Return the record of a publication, named by what it says; `said` are all fields of `Publication` but its id."""
    unnamed = msgspec.convert({"id": "", **said}, Publication)
    written = msgspec.json.encode(unnamed, order="deterministic")
    return msgspec.structs.replace(unnamed, id=hashlib.sha256(written).hexdigest()[:20])


def must_follow(made: Publication, last: Publication | None) -> None:
    """Raise ConflictError for a publication that was made without knowing the last one; the last one itself may come again."""
    if (last.id if last else None) not in {made.after, made.id}:
        message = f"{last.by if last else 'nobody'} published meanwhile; nothing was recorded; publish again"
        raise ConflictError(message)
