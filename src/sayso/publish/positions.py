"""Gathers what each party is reported to say about a truce or talks, with the time at which it was said."""

from sayso.lexicon.load import fold
from sayso.publish.composer import Composer
from sayso.publish.model import Position
from sayso.publish.wording import VOICE, capitalised
from sayso.records import Claim

MOST_LINES = 4
_KINDS = frozenset({"ceasefire", "negotiation"})


def positions(composer: Composer) -> tuple[Position, ...]:
    """Return the parties in the order in which they were last heard, the newest words of each first.

    The party is the one whose words they are (the innermost speaker); what the report says in its own voice comes last.
    """
    gathered: dict[str, list[Claim]] = {}
    for claim in sorted(composer.counted, key=lambda claim: claim.said or "", reverse=True):
        if claim.event in _KINDS and claim.channel not in {"title", "heading"}:
            gathered.setdefault(_key(claim), []).append(claim)
    unnamed = gathered.pop("", [])
    groups = [*gathered.values(), *([unnamed] if unnamed else [])]
    return tuple(_position(composer, claims) for claims in groups)


def _key(claim: Claim) -> str:
    """Return what tells one party from another: the register's id, else the name; empty for the report itself."""
    if not claim.speakers:
        return ""
    speaker = claim.speakers[0]
    return speaker.id or fold(speaker.name)


def _position(composer: Composer, claims: list[Claim]) -> Position:
    """Return one party's words."""
    speakers = claims[0].speakers
    excerpts = composer.excerpts[claims[0].report]
    return Position(
        party=capitalised(composer.wording.speaker(speakers[0], excerpts)) if speakers else VOICE,
        lines=tuple(composer.line(claim) for claim in claims[:MOST_LINES]),
        more=max(0, len(claims) - MOST_LINES),
    )
