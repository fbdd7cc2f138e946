"""The closed-class words of a language, loaded from `lexicon/<language>/grammar.yaml`: what every reader of sentences shares.

The classes have the names of grammar. Prepositions are named by the case that they mark, so that a language that has the
case and not the preposition, or two prepositions for one case, fits the same list. Words are folded.
"""

from typing import Literal

from sayso.lexicon.load import WordList

Part = Literal[
    "adjective", "auxiliary", "base", "coordinator", "copula", "gerund", "infinitive", "negator", "participle", "preposition",
    "pronoun", "relative", "subordinator",
]  # fmt: skip
"""A part of speech that is told without a tagger."""


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
    first_plural: frozenset[str]
    second_person: frozenset[str]
    expletive: frozenset[str]
    who: frozenset[str]
    relative_pronouns: frozenset[str]
    genitive: frozenset[str]
    agentive: frozenset[str]
    ablative: frozenset[str]
    allative: frozenset[str]
    comitative: frozenset[str]
    inessive: frozenset[str]
    containing: frozenset[str]
    instrumental: frozenset[str]
    objective: frozenset[str]
    subjective: frozenset[str]
    topical: frozenset[str]
    conjunctive: frozenset[str]
    disjunctive: frozenset[str]
    adversative: frozenset[str]
    declarative: frozenset[str]
    polar: frozenset[str]
    interrogative: frozenset[str]
    equative: frozenset[str]
    concurrent: frozenset[str]
    focusing: frozenset[str]
    additive: frozenset[str]
    approximating: frozenset[str]
    be_plural: frozenset[str]
    be_nonfinite: frozenset[str]
    be_past: frozenset[str]
    be_gerund: frozenset[str]
    prospective: frozenset[str]
    infinitive: frozenset[str]
    modal_or_month: frozenset[str]
    parts: dict[Part, frozenset[str]]
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
