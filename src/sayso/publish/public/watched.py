"""How followed sources stand, as readers may know it: no address within the house, no path, no label of the desk."""

import msgspec

from sayso.publish.public.addresses import public_address
from sayso.publish.public.patterns import reaching_spans
from sayso.publish.public.people import People
from sayso.publish.public.words import Publishing
from sayso.sources import SourceHealth


def public_health(health: SourceHealth, words: Publishing, people: People) -> SourceHealth:
    """Return how a source stands without what is the desk's alone."""
    keep = words.words.keep
    address = public_address(health.address, keep) or ""
    moved = public_address(health.moved_to, keep) if health.moved_to else None
    hidden = people.spans("", health.name) or reaching_spans(health.name) or "/" in health.name
    return msgspec.structs.replace(
        health,
        name=words.words.notes["no_source"] if hidden else health.name,
        address="" if people.terms.in_address(address) else address,
        moved_to=None if moved is not None and people.terms.in_address(moved) else moved,
        reason=_reason(health, people),
        label=None,
    )


def _reason(health: SourceHealth, people: People) -> str:
    """Return the rule in words, without what it says of addresses and paths."""
    plain = health.reason.partition(":")[0]
    return "" if people.spans("", plain) or reaching_spans(plain) or "/" in plain else plain
