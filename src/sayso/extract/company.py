"""Says where in a clause to look for the company of a word: who does it, to whom, and by what means.

Works on part-of-speech tags and a few prepositions, on the tokens of one clause.
"""

from sayso.extract.clauses import Clause
from sayso.extract.sentences import Sentence

_REACH = 8
"""How many tokens away the noun that a verb takes may stand: determiner, adjectives and one of-phrase."""

_PHRASE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "CC", "HYPH", "VBN", "POS", ","})
_MAKERS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "HYPH", "POS", "CC"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def sides(sentence: Sentence, clause: Clause, start: int, end: int, *, verbal: bool) -> tuple[list[int], list[int]]:
    """Return the tokens on the side of the doer and on the side of what it is done to, for the word `[start, end)`."""
    verb = clause.verb
    agents = _behind(sentence, end, clause.end)
    inside = verb is not None and verb.start <= start < verb.end
    if verbal and inside and verb is not None and verb.passive:
        return agents, _subject(sentence, clause.start, verb.start)
    thing = _object(sentence, end, clause.end)
    if verbal:
        until = verb.start if inside and verb is not None else start
        return [*_subject(sentence, clause.start, until), *agents], thing
    doer = [*_own_phrase(sentence, clause, start, _MAKERS), *agents]
    if verb is not None and verb.end <= start and not verb.passive and not _crosses(sentence, verb.end, start):
        doer.extend(_subject(sentence, clause.start, verb.start))
    return doer, [*range(max(clause.start, start - 2), start), *thing]


def means(sentence: Sentence, clause: Clause, start: int, end: int) -> list[int]:
    """Return the tokens that say by what means: "drone and artillery attacks", "an attack with mortars"."""
    found = _own_phrase(sentence, clause, start, _PHRASE)
    for j in range(end, min(clause.end, end + _REACH + 2)):
        if sentence.lower[j] in sentence.grammar.instrumental:
            found.extend(_phrase(sentence, j + 1, clause.end))
        elif sentence.tags[j] in _FINITE:
            break
    return found


def _subject(sentence: Sentence, start: int, end: int) -> list[int]:
    """Return the tokens before a verb without what stands between two commas: "the force, backed by jets, raided"."""
    tokens = range(start, end)
    if end - 1 <= start or sentence.lower[end - 1] != ",":
        return list(tokens)
    opening = next((i for i in reversed(tokens[:-1]) if sentence.lower[i] == ","), None)
    return list(tokens) if opening is None or opening == start else list(range(start, opening))


def _own_phrase(sentence: Sentence, clause: Clause, start: int, tags: frozenset[str]) -> list[int]:
    """Return the tokens right before a noun that belong to its phrase, at most four."""
    j = start
    while j > max(clause.start, start - 4) and sentence.tags[j - 1] in tags:
        j -= 1
    return list(range(j, start))


def _phrase(sentence: Sentence, i: int, end: int) -> list[int]:
    """Return the tokens of the noun phrase that begins at `i`, at most six, up to a preposition or a verb."""
    j = i
    while j < min(end, i + 6) and not (sentence.tags[j] in {"IN", "TO"} or sentence.tags[j] in _FINITE):
        j += 1
    return list(range(i, j))


def _object(sentence: Sentence, i: int, end: int) -> list[int]:
    """Return the tokens of the phrase right behind token `i - 1`: up to a preposition other than "of" or a verb."""
    j = i
    while j < min(end, i + _REACH):
        tag = sentence.tags[j]
        if (
            (tag in {"IN", "TO"} and sentence.lower[j] not in sentence.grammar.objective)
            or tag in _FINITE
            or (tag == "," and j > i + 1)
        ):
            break
        j += 1
    return list(range(i, j))


def _behind(sentence: Sentence, i: int, end: int) -> list[int]:
    """Return the few tokens behind a "by" that follows soon."""
    for j in range(i, min(end, i + _REACH)):
        if sentence.lower[j] in sentence.grammar.agentive:
            return list(range(j + 1, min(end, j + 6)))
    return []


def _crosses(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a preposition stands between two places, so that the noun is no object of the verb."""
    return any(
        tag == "IN" and word not in sentence.grammar.subjective
        for tag, word in zip(sentence.tags[start:end], sentence.lower[start:end], strict=True)
    )
