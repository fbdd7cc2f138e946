"""The words that point back, as the composer of claims and the discourse read them."""

from sayso.lexicon.load import WordList


class DiscourseWords(WordList, frozen=True):
    """The list as it stands in the file."""

    definite: frozenset[str]
    generic: frozenset[str]
    naming_means: frozenset[str]
    from_air: frozenset[str]
    advising: frozenset[str]
    dying_of: frozenset[str]
    toll_goes_on: tuple[str, ...]
    introducing: tuple[str, ...]
    other: tuple[str, ...]
    known: frozenset[str]
    toll_ties: frozenset[str]

    def points_back(self, lower: tuple[str, ...], start: int, end: int) -> bool:
        """Tell whether the words `[start, end)` name a happening as known: "the attack", "this strike", not "the siege of"."""
        if lower[end - 1] not in self.generic or lower[end : end + 1] == ("of",):
            return False
        return not self.definite.isdisjoint(lower[max(0, start - 2) : start])
