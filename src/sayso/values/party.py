"""Parties: those who speak, those who act and those who are acted on."""

from collections.abc import Sequence

import msgspec

from sayso.spans import Span
from sayso.values.kinds import Role


class Speaker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One link of a chain of attribution; `cue` is the word that attributes ("said", "according to")."""

    name: str
    id: str | None = None
    cue: str | None = None
    joint: bool | msgspec.UnsetType = msgspec.UNSET
    """True for one who speaks together with the one before him ("residents and medics said"); not written otherwise."""
    span: Span


def chain(speakers: Sequence[Speaker]) -> list[list[Speaker]]:
    """Return the links of a chain of attribution, the innermost first; those who speak together are one link."""
    links: list[list[Speaker]] = []
    for speaker in speakers:
        if speaker.joint is True and links:
            links[-1].append(speaker)
        else:
            links.append([speaker])
    return links


class Actor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody or something that acts or is acted on, as named; `id` is the register's, when it knows the name."""

    name: str
    id: str | None = None
    role: Role
    span: Span
