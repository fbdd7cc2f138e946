"""Parties: those who speak, those who act and those who are acted on."""

import msgspec

from sayso.spans import Span
from sayso.values.kinds import Role


class Speaker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One link of a chain of attribution; `cue` is the word that attributes ("said", "according to")."""

    name: str
    id: str | None = None
    cue: str | None = None
    span: Span


class Actor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody or something that acts or is acted on, as named; `id` is the register's, when it knows the name."""

    name: str
    id: str | None = None
    role: Role
    span: Span
