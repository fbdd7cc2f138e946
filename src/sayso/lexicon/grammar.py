"""The closed-class words of a language, loaded from `lexicon/<language>/grammar.yaml`: what every reader of sentences shares.

The classes have the names of grammar. Prepositions are named by the case that they mark, so that a language that has the
case and not the preposition, or two prepositions for one case, fits the same list. Words are folded.
"""

from sayso.lexicon.load import WordList


class GrammarWords(WordList, frozen=True):
    """The list `grammar`; what each class holds, and what it is for, stands in the file."""

    definite: frozenset[str]
    indefinite: frozenset[str]
    this: frozenset[str]
    these: frozenset[str]
    possessive: frozenset[str]
    clitic: frozenset[str]
    another: frozenset[str]
    other: frozenset[str]
    dual: frozenset[str]
    universal: frozenset[str]
    who: frozenset[str]
    relative_pronouns: frozenset[str]
    genitive: frozenset[str]
    agentive: frozenset[str]
    ablative: frozenset[str]
    allative: frozenset[str]
    conjunctive: frozenset[str]
    disjunctive: frozenset[str]
    adversative: frozenset[str]
    declarative: frozenset[str]
    focusing: frozenset[str]
    approximating: frozenset[str]
    be_plural: frozenset[str]
    be_nonfinite: frozenset[str]
    be: frozenset[str]
    get: frozenset[str]
    have: frozenset[str]
    future: frozenset[str]
    negation: frozenset[str]
    chaining: frozenset[str]
    subordinating: frozenset[str]
    as_fellows: frozenset[str]
    relative: frozenset[str]
    coordinating: frozenset[str]
    apposing: frozenset[str]
    dashes: frozenset[str]
    supposing: frozenset[str]
    leading_to: frozenset[str]
    nobody: frozenset[str]
    full_auxiliary: frozenset[str]
    behind_gerund: frozenset[str]
