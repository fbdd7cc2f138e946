"""Whether the entry of a claim may be shown in public: whether it says nothing that its public form does not say.

A leaf of the ledger bears the claim's id, a plain hash over what is claimed and by whom, and the report's, a plain hash of its bytes. So an
entry is shown as a whole or not at all: with all but a name known, the name could be found by trying.
"""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from sayso.publish.public.record import PublicClaim, PublicSource
from sayso.records import Claim
from sayso.values.kinds import BOUNDS, CHANNELS, EVENTS, MEASURES, STATUSES, Role
from sayso.values.moment import Precision
from sayso.values.place import PlacePrecision

_CODES = frozenset(
    {
        *BOUNDS,
        *CHANNELS,
        *EVENTS,
        *MEASURES,
        *STATUSES,
        *get_args(Role),
        *get_args(Precision),
        *get_args(PlacePrecision),
    }
)
"""Values of closed lists: nobody's words."""
_OURS = frozenset({"id", "by", "cue", "span", "kind", "part_of"})
"""Fields that hold our own names, places in the text, rules and words of our lists, and nothing of what is claimed."""

_POINT = frozenset({"lat", "lon", "radius_m"})


def wholly_public(claim: Claim, public: PublicClaim, source: PublicSource) -> bool:
    """Tell whether every text and number of a claim, as the ledger holds it, stands in its public form or its public source.

    Where the source's digest is not public, nothing is.
    """
    if source.digest != claim.report or public.quote != claim.quote:
        return False
    told = list(_scalars([msgspec.to_builtins(public), msgspec.to_builtins(source)]))
    texts = "\n".join(value for value in told if isinstance(value, str))
    numbers = {value for value in told if not isinstance(value, str)}
    return all(
        (value in _CODES or value in texts) if isinstance(value, str) else value in numbers
        for value in _scalars(_without_known_points(claim, public))
    )


def _without_known_points(claim: Claim, public: PublicClaim) -> dict[str, Any]:
    """Return a claim as JSON less the points of places that the public form names by their ids: those stand in any gazetteer."""
    known = {place.id for place in public.places if place.id is not None and not place.coarsened}
    places = [
        {name: value for name, value in msgspec.to_builtins(place).items() if name not in _POINT}
        if place.id in known
        else msgspec.to_builtins(place)
        for place in claim.places
    ]
    return {**msgspec.to_builtins(claim), "places": places}


def _scalars(value: Any) -> Iterator[str | float]:  # noqa: ANN401 - any JSON
    """Yield the texts and numbers of a value but those of our own fields; empty texts say nothing."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _OURS:
                yield from _scalars(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _scalars(inner)
    elif isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value
