"""Which kinds of event may be one happening, and how well they agree: a table over the closed list of kinds."""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType

from sayso.values.kinds import EVENTS, Event

_MEANS: tuple[Event, ...] = ("air-strike", "shelling", "bombing", "chemical-attack", "execution")
_OPEN: tuple[Event, ...] = ("attack", "casualty-toll")
_VIOLENT: frozenset[str] = frozenset(
    (*_MEANS, *_OPEN, "armed-clash", "damage", "territory-gained", "territory-held", "withdrawal")
)
_FAMILIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "violence": _VIOLENT,
        "captivity": frozenset({"abduction", "detention", "release"}),
        "truce": frozenset({"ceasefire", "negotiation"}),
        "people": frozenset({"displacement", "population-trapped"}),
    }
)

_WELL = 0.8
_SOME = 0.5
_LITTLE = 0.25
_PAIRS: tuple[tuple[tuple[Event, ...], tuple[Event, ...], float], ...] = (
    (_MEANS, _OPEN, 0.6),  # a toll or "the attack" leaves the means open
    (("attack",), ("casualty-toll",), 0.6),
    (("armed-clash", "territory-gained", "withdrawal"), _OPEN, _SOME),
    (("armed-clash",), ("territory-gained", "withdrawal"), _SOME),
    (("territory-gained",), ("withdrawal",), _SOME),  # one takes what another leaves
    (("damage",), (*_MEANS, *_OPEN), _SOME),
    (("damage",), ("armed-clash", "territory-gained"), 0.15),
    (("chemical-attack",), ("air-strike", "shelling"), _LITTLE),  # how it was delivered
    (("territory-held",), ("territory-gained", "armed-clash"), 0.15),
    (("air-strike",), ("shelling",), -1.2),  # taken for each other by those under them
    (("shelling",), ("armed-clash",), -0.5),
    (("air-strike", "bombing", "execution", "chemical-attack"), ("armed-clash",), -1.2),
    (_MEANS, ("territory-gained", "withdrawal"), -1.2),
    (("territory-held",), (*_MEANS, *_OPEN, "damage", "withdrawal"), -1.7),
    (("withdrawal",), ("damage",), -1.2),
    (("abduction",), ("detention",), 0.3),
    (("release",), ("abduction", "detention"), -2.4),  # the end of it is another happening
    (("ceasefire",), ("negotiation",), 0.0),
    (("displacement",), ("population-trapped",), -1.7),
)
_SAME: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys(_MEANS, 1.0),
        "statement": -1.7,  # two positions are two, unless the words are the same
        "other": -1.2,
        "negotiation": 0.3,  # much is called talks
        "conditions": 0.3,
        "territory-held": _SOME,
        "sanctions": _SOME,
    }
)


def _table() -> dict[tuple[Event, Event], float]:
    """Return how well each two kinds agree, 1 at most; kinds of one family that no row names are -1.7."""
    kinds: tuple[Event, ...] = EVENTS  # type: ignore[assignment]  # EVENTS are the members of Event
    table = dict.fromkeys(product(kinds, kinds), -1.7)
    table |= {(kind, kind): _SAME.get(kind, _WELL) for kind in kinds}
    for left, right, number in _PAIRS:
        for a, b in product(left, right):
            table[a, b] = table[b, a] = number
    return table


AGREEMENT: Mapping[tuple[Event, Event], float] = MappingProxyType(_table())
"""How well two kinds agree as kinds of one happening: above 0 they may be one, below 0 they hardly can."""

_SPECIFIC: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(_MEANS, 3),
        "armed-clash": 2,
        "territory-gained": 2,
        "withdrawal": 2,
        "damage": 0,
        "casualty-toll": 0,
    }
)


def family(kind: Event) -> str:
    """Return the group of kinds within which two claims are compared at all."""
    return next((name for name, kinds in _FAMILIES.items() if kind in kinds), kind)


def specific(kind: Event) -> int:
    """Return how much a kind says of what happened; the higher, the more."""
    return _SPECIFIC.get(kind, 1)
