"""What a text tells about the names in it: its own abbreviations, the countries and organs it speaks of.

With it a name that several bodies bear is decided, or left open: by the full name that the text gave, else by the one
country among the candidates' that the text speaks of. Never by likelihood.
"""

from collections import Counter
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
    countries: Mapping[str, int]
    """Code of a state or territory → how often the text speaks of it, by name or by one of its organs."""
    organs: Mapping[str, tuple[str, ...]]
    """Template of an organ → ids of the organs of that kind that the text names with their state."""

    @classmethod
    def of(cls, hits: Iterable[Hit], names: TextNames, register: Register) -> "Context":
        """Return the context of a text whose names and abbreviations have been found."""
        certain = Counter(hit.ids[0] for hit in hits if len(hit.ids) == 1)
        countries: Counter[str] = Counter()
        organs: dict[str, list[str]] = {}
        for key, times in certain.items():
            organ = register.organ_of(key)
            if key.startswith("state:"):
                countries[key[6:]] += times
            elif organ is not None:
                organs.setdefault(organ, []).append(key)
                countries.update(dict.fromkeys(country_of(register, key), times))
        return cls(names, countries, {organ: tuple(ids) for organ, ids in organs.items()})


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
    if full is not None and not (sure and words in context.names.loose):
        return _by_full_name(register, words, full, ids)
    if sure:
        return Choice(ids[0], ids, "It is the only body that goes by this name.")
    if not ids:
        return _by_organ(register, hit, context)
    fitting = [key for key in ids if any(code in context.countries for code in country_of(register, key))]
    if len(fitting) == 1:
        ranked = (fitting[0], *(key for key in ids if key != fitting[0]))
        return Choice(fitting[0], ranked, "Of the bodies with this name, only this one's country is in the text.")
    return Choice(None, ids, "Several bodies go by this name, and the text does not decide between them.")


def introduced(register: Register, short: str, full: str) -> str | None:
    """Return which body a text means by an abbreviation and the full name it gives, None if the register has none."""
    name = register.named(full)
    if name is not None and len(name.ids) == 1:
        return name.ids[0]
    known = register.named(short)
    sole = known is not None and len(known.ids) == 1 and not known.open
    return known.ids[0] if known is not None and sole and _alike(register, full, known.ids[0]) else None


def is_credit(register: Register, short: str, names: TextNames) -> bool:
    """Tell whether an abbreviation only stands beside what looks like its full name: "Ana Zorn (AP)" is a credit."""
    known = register.named(short) if short in names.loose else None
    return known is not None and not known.open and introduced(register, short, names.full[short]) is None


def _by_full_name(register: Register, words: str, full: str, ids: tuple[str, ...]) -> Choice:
    """Return what an abbreviation stands for, by the full name that the text gave it."""
    key = introduced(register, words, full)
    if key is None:
        return Choice(None, ids, f"The text says it is short for {full}, which the register does not know.")
    return Choice(key, (key, *(other for other in ids if other != key)), f"The text says it is short for {full}.")


def _alike(register: Register, full: str, key: str) -> bool:
    """Tell whether a full name shares a telling word with the body's own, or the body has no name but the initials."""
    entry = register.get(key)
    if entry is None:
        return False
    own = {word[:5] for word in register.fold(entry.name).split() if len(word) > 3}
    return entry.name.isupper() or not own.isdisjoint(word[:5] for word in register.fold(full).split())


def _by_organ(register: Register, hit: Hit, context: Context) -> Choice:
    """Return which state's organ "the army" is: the only one of its kind in a text that is about that state."""
    found = context.organs.get(hit.name.organ, ())
    if not hit.name.alone:
        return Choice(None, found, "The words do not name a body.")
    most = max(context.countries.values(), default=0)
    if len(found) == 1 and all(context.countries.get(code, 0) == most for code in country_of(register, found[0])):
        return Choice(found[0], found, "It is the only body of this kind that the text names, and of its main country.")
    return Choice(None, found, "The text does not say which state's it is.")
