"""Small words inside names, in whatever language the names are: `lexicon/mul/names.yaml`."""

from sayso.lexicon.load import WordList


class NameWords(WordList, frozen=True):
    """The list `names`; what each of its rows is for stands in the file."""

    articles: tuple[str, ...]
    before_hyphen: tuple[str, ...]
    of_persons: tuple[str, ...]
    in_headlines: tuple[str, ...]
    in_bodies: tuple[str, ...]
    in_initials: tuple[str, ...]
    in_places: frozenset[str]
    in_capitals: frozenset[str]
    in_speakers: frozenset[str]
