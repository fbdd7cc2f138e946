"""What a text tells about the names in it: its own abbreviations, the countries and organs it speaks of.

With it a name that several bodies bear is decided, or left open: by the full name that the text gave, else by the one
country among the candidates' that the text speaks of. Never by likelihood.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from sayso.register.abbreviations import TextNames
from sayso.register.load import Register
from sayso.register.names import Hit


class Choice(NamedTuple):
    """Which body a name stands for in its text, what else it may mean, and why."""

    chosen: str | None
    candidates: tuple[str, ...]
    reason: str


class Context(msgspec.Struct, frozen=True):
    """What one text tells about its names."""

    names: TextNames
    countries: frozenset[str]
    """Codes of the states and territories it speaks of, by name or by one of their organs."""
    organs: Mapping[str, tuple[str, ...]]
    """Template of an organ → ids of the organs of that kind that the text names with their state."""

    @classmethod
    def of(cls, hits: Iterable[Hit], names: TextNames, register: Register) -> "Context":
        """Return the context of a text whose names and abbreviations have been found."""
        certain = dict.fromkeys(hit.ids[0] for hit in hits if len(hit.ids) == 1)
        countries = {key[6:] for key in certain if key.startswith("state:")}
        organs: dict[str, list[str]] = {}
        for key in certain:
            organ = register.organ_of(key)
            if organ is not None:
                organs.setdefault(organ, []).append(key)
                countries.update(country_of(register, key))
        return cls(names, frozenset(countries), {organ: tuple(ids) for organ, ids in organs.items()})


def country_of(register: Register, key: str) -> Iterator[str]:
    """Yield the code of a body's country, if it has one."""
    entry = register.get(key)
    if entry is not None and entry.country is not None:
        yield entry.country


def choose(register: Register, words: str, hit: Hit, context: Context) -> Choice:
    """Return which body the name `hit`, written as `words`, stands for in a text."""
    ids = hit.ids
    sure = len(ids) == 1 and (bool(hit.organ) or not hit.name.open)
    full = context.names.expand(words)
    if full is not None:
        return _by_full_name(register, full, ids, sure=sure)
    if sure:
        return Choice(ids[0], ids, "It is the only body that goes by this name.")
    if not ids:
        return _by_organ(hit, context)
    fitting = [key for key in ids if context.countries.intersection(country_of(register, key))]
    if len(fitting) == 1:
        ranked = (fitting[0], *(key for key in ids if key != fitting[0]))
        return Choice(fitting[0], ranked, "Of the bodies with this name, only this one's country is in the text.")
    return Choice(None, ids, "Several bodies go by this name, and the text does not decide between them.")


def _by_full_name(register: Register, full: str, ids: tuple[str, ...], *, sure: bool) -> Choice:
    """Return what an abbreviation stands for, by the full name that the text gave it."""
    name = register.named(full)
    if name is not None and len(name.ids) == 1:
        first = name.ids[0]
        return Choice(first, (first, *(key for key in ids if key != first)), f"The text says it is short for {full}.")
    if sure and _alike(register, full, ids[0]):
        return Choice(ids[0], ids, f"The text says it is short for {full}, which fits the body of this name.")
    return Choice(None, ids, f"The text says it is short for {full}, which the register does not know.")


def _alike(register: Register, full: str, key: str) -> bool:
    """Tell whether a full name shares a telling word with the body's own, or the body has no name but the initials."""
    entry = register.get(key)
    if entry is None:
        return False
    own = {word for word in register.fold(entry.name).split() if len(word) > 3}
    return bool(own & set(register.fold(full).split())) or entry.name.isupper()


def _by_organ(hit: Hit, context: Context) -> Choice:
    """Return which state's organ "the army" is, when the text names an army of one state only."""
    found = context.organs.get(hit.name.organ, ())
    if len(found) == 1:
        return Choice(found[0], found, "It is the only body of this kind that the text names with its state.")
    return Choice(None, found, "The text does not say which state's it is.")
