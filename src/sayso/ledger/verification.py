"""What a verification found: counts of what was looked at, and what is amiss, the first bad entry first."""

import msgspec


class Trouble(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One thing that is not as it was recorded."""

    seq: int
    """The first entry that it touches; one past the last for what belongs to no entry."""
    among: int = 1
    """How many entries follow from there of which one is bad; 1 where that one is known."""
    message: str


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What `verify` found; a ledger without troubles holds what was recorded."""

    size: int
    """How many entries it has."""
    root: str
    """The RFC 6962 root over them, in hex."""
    opened: int
    """How many parts of entries can be read, each checked against its commitment."""
    withheld: int
    """How many parts were cut out by redactions."""
    captures: int
    """How many captures are held, each hashed again."""
    removed: int
    """How many captures were removed by redactions."""
    orphans: tuple[str, ...]
    """SHA-256 of bytes that are held and that no entry names: no harm, and no proof of anything."""
    checkpoints: int
    """How many checkpoints of the ledger's own have the root of its tree."""
    outside: int
    """How many of those given from outside do."""
    signed: int
    """On how many of all these the signature was checked and is right."""
    unknown_keys: tuple[str, ...]
    """Names of keys that signed and that we do not have: their signatures were not checked."""
    troubles: tuple[Trouble, ...]
    """In the order of entries; at most a hundred."""

    @property
    def whole(self) -> bool:
        """Whether everything is as it was recorded."""
        return not self.troubles

    @property
    def first(self) -> Trouble | None:
        """The first bad entry."""
        return self.troubles[0] if self.troubles else None
