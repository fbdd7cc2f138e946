"""The words that point back, as the composer of claims and the discourse read them."""

from sayso.lexicon.load import WordList


class DiscourseWords(WordList, frozen=True):
    """The list as it stands in the file."""

    definite: frozenset[str]
    generic: frozenset[str]
    naming_means: frozenset[str]
    advising: frozenset[str]
    toll_goes_on: tuple[str, ...]
    other: tuple[str, ...]
