"""The words that announce a place or say what kind it is, as `lexicon/<language>/places.yaml` holds them.

They stand here because the finder of places and the locator both read them.
"""

from sayso.lexicon.load import WordList


class PlaceWords(WordList, frozen=True):
    """What announces a place and what it is called by; the file says what belongs where."""

    features: dict[str, tuple[str, ...]]
    kind_modifiers: tuple[str, ...]
    streets: tuple[str, ...]
    shortened: tuple[str, ...]
    leading: tuple[str, ...]
    openers: tuple[str, ...]
    of_name: tuple[str, ...]
    around: tuple[str, ...]
    near: tuple[str, ...]
    locative: tuple[str, ...]
    other_prepositions: tuple[str, ...]
    taking: tuple[str, ...]
    taking_only: tuple[str, ...]
    assaults: tuple[str, ...]
    motion: tuple[str, ...]
    lands: tuple[str, ...]
    compass: dict[int, tuple[str, ...]]
    sides: tuple[str, ...]
    units: dict[float, tuple[str, ...]]
    organisations: tuple[str, ...]
    facilities: tuple[str, ...]
    titles: tuple[str, ...]
    peoples: tuple[str, ...]
    not_places: tuple[str, ...]
    determiners: frozenset[str]
    numerals: frozenset[str]
    copulas: frozenset[str]
    assault_on: frozenset[str]
    exemplifying: frozenset[str]
    close: frozenset[str]
    bordering: frozenset[str]
    initials: dict[str, str]
    before_country: frozenset[str]
    before_small: frozenset[str]
    before_new: frozenset[str]
    calling: frozenset[str]
    compass_ends: tuple[str, ...]
    telling: frozenset[str]


def plural(word: str) -> str:
    """Return the regular English plural."""
    if word.endswith("y") and word[-2:-1] not in "aeou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")
