"""Takes a mention's name apart: the part of the place that is meant, the name to look up, and the kind that was said."""

import re
from functools import lru_cache

import msgspec

from sayso.gazetteer.lookup import Candidate, Kind
from sayso.gazetteer.words import PlaceWords, plural
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import fold, load

_POSSESSIVE = re.compile(r"^(.+?)['’]s\s+(.+)$|^(.+?)s['’]\s+(.+)$")
_WORD = re.compile(r"\S+")


class NameParts(msgspec.Struct, frozen=True):
    """`eastern Homs Province` → side 90°, core `Homs`, kind `admin1`."""

    whole: str
    """The name without its sides: `Homs Province`."""
    core: str
    """The name without sides and kind: `Homs`; empty for a bare "southeast"."""
    kind: Kind | None
    """The kind of place the words say it is."""
    bearing: float | None
    """For a part of a place, where in it, in degrees; None for the whole or its middle."""
    part: bool
    """Whether only a part of the place is meant."""


class NameReader:
    """Reads names by the language's words for kinds, sides and compass points; remembers the last 4,096."""

    def __init__(self, language: str) -> None:
        words = load(language, "places", PlaceWords)
        self._kinds: dict[str, str] = {
            form: kind for kind, names in words.features.items() for name in names for form in (name, plural(name))
        }
        self.degrees: dict[str, float] = {
            word: float(degrees) for degrees, names in words.compass.items() for word in names
        }
        self._kinds |= dict.fromkeys(words.streets, "site")
        self._modifiers = frozenset(words.kind_modifiers)
        self._sides = frozenset(words.sides)
        grammar = load(language, "grammar", GrammarWords)
        self._joins = grammar.conjunctive
        self.holding, self.listing = _between(grammar)
        """What stands between a place and the one that it lies in, and between places of a list."""
        self.lands = frozenset(words.lands)
        self.read = lru_cache(maxsize=4096)(self._read)

    def _read(self, name: str) -> NameParts:
        owner = _POSSESSIVE.match(name)
        if owner:
            place, rest = owner.group(1) or owner.group(3), owner.group(2) or owner.group(4)
            inner = self._read(rest)
            if not inner.core:
                return msgspec.structs.replace(inner, whole=place, core=place)
        words = _WORD.findall(name)
        folded = [fold(word) for word in words]
        first, bearings, part = 0, [], False
        while first < len(words) and (
            folded[first] in self.degrees or folded[first] in self._sides or folded[first] in self._joins
        ):
            if folded[first] in self.degrees:
                bearings.append(self.degrees[folded[first]])
            part = part or folded[first] not in self._joins
            first += 1
        begin, end = first, len(words)
        kind: str | None = None
        while end - begin > 1 and folded[end - 1] in self._kinds:
            kind = kind or self._kinds[folded[end - 1]]
            end -= 1
            while end - begin > 1 and folded[end - 1] in self._modifiers:
                end -= 1
        if kind is None and end - begin > 1 and folded[begin] in self._kinds:
            kind = self._kinds[folded[begin]]
            begin += 1
        return NameParts(
            whole=" ".join(words[first:]),
            core=" ".join(words[begin:end]),
            kind=kind,  # type: ignore[arg-type]  # the word list's kinds are the gazetteer's; a test holds it to that
            bearing=_middle(bearings),
            part=part,
        )


def _middle(bearings: list[float]) -> float | None:
    """Return the direction between one or two bearings ("north and east"); None for none or for opposite ones."""
    if not bearings:
        return None
    first, last = bearings[0], bearings[-1]
    turn = (last - first + 540) % 360 - 180
    return None if abs(turn) == 180 else (first + turn / 2) % 360


def same_kind(kind: Kind, said: Kind) -> bool:
    """Tell whether a place is of the kind that the words say; provinces, districts and regions are told apart loosely."""
    loose = {"admin1": 1, "admin2": 1, "admin3": 1, "region": 1}
    return kind == said or (kind in loose and said in loose and not (kind == "admin3" and said == "admin1"))


def is_large(place: Candidate) -> bool:
    """Tell whether a place is more than a little town."""
    return place.kind != "city" or place.population >= 20_000


def _between(grammar: GrammarWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what stands between a place and the one that it lies in, and between places of a list."""
    of, the, into = ("|".join(sorted(words)) for words in (grammar.genitive, grammar.definite, grammar.containing))
    both = "|".join(sorted(grammar.conjunctive | grammar.disjunctive))
    holding = rf"\s*(?:,|\(|{into}|{of}|,? (?:{into}) (?:{the}))\s*(?:(?:{the}) )?(?:[a-z-]+ (?:(?:{of}) )?){{0,3}}"
    return re.compile(holding), re.compile(rf"\s*(?:,|,?\s*(?:{both}|&))\s*")
