"""The words that point back, as the composer of claims and the discourse read them."""

from sayso.extract.sentences import Sentence, word_at
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

    def points_back(self, sentence: Sentence, start: int, end: int) -> bool:
        """Tell whether the words `[start, end)` name a happening as known: "the attack", "this strike", not "the siege of"."""
        lower = sentence.lower
        if lower[end - 1] not in self.generic or word_at(lower, end) in sentence.grammar.genitive:
            return False
        return not self.definite.isdisjoint(lower[max(0, start - 2) : start])
