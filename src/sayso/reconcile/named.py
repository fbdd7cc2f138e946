"""The named dead and hurt of an event: one person under several spellings is one, and the reason is always shown."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from sayso.lexicon.load import load
from sayso.lexicon.names import NameWords
from sayso.reconcile.account import Account
from sayso.records import NamedPerson
from sayso.values.kinds import Measure

_ONE_EDIT = 4
_TWO_EDITS = 8
"""How many letters a word must have for one letter, and for two, to be a matter of spelling ("Omar", "Mohammed")."""
_FAMILY = 60
"""How many persons of one word are compared with each other, the first told of."""


class _Naming(NamedTuple):
    """One person as one claim names them."""

    claim: str
    measure: Measure
    name: str
    """As said, without the rank: "Adem Varo"."""
    rank: str
    """What stands before the name, folded; empty when nothing does."""
    words: tuple[str, ...]
    """The name's words in plain letters, without articles."""


def named_persons(accounts: Iterable[Account]) -> tuple[NamedPerson, ...]:
    """Return the persons whom accounts count by name, in the order in which they are first told of.

    Two spellings are one person when one word is the same and the others differ by no more letters than spelling explains,
    no rank speaks against it, and no claim names both; one that fits two persons joins neither. Readers' comments take no part.
    """
    people: dict[tuple[Measure, tuple[str, ...]], list[_Naming]] = {}
    for account in accounts:
        if not account.comment:
            for naming in _namings(account):
                people.setdefault((naming.measure, naming.words), []).append(naming)
    groups = list(people.values())
    fits = _fits(groups)
    merged: list[list[_Naming]] = []
    for at, group in enumerate(groups):
        if len(fits[at]) == 1 and fits[fits[at][0]] == [at]:
            if at < fits[at][0]:
                merged.append([*group, *groups[fits[at][0]]])
        else:
            merged.append(group)
    return tuple(map(_person, merged))


def _fits(groups: Sequence[Sequence[_Naming]]) -> list[list[int]]:
    """Return for each group of one spelling those that are the same person's; only those that share a word are compared."""
    sharing: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        for word in dict.fromkeys(group[0].words):
            sharing.setdefault(word, []).append(at)
    fits: list[dict[int, None]] = [{} for _ in groups]
    for family in sharing.values():
        for one, two in combinations(family[:_FAMILY], 2):
            if _one(groups[one], groups[two]):
                fits[one][two] = fits[two][one] = None
    return [list(found) for found in fits]


def _namings(account: Account) -> Iterable[_Naming]:
    """Yield the persons whom an account counts by name."""
    for count in account.counts:
        if count.person is None:
            continue
        words = count.figure.of.split()
        plain = tuple(
            w for word in words[-2:] for w in anyascii(word).lower().replace("-", " ").split() if w not in _articles()
        )
        letters = tuple("".join(filter(str.isalnum, word)) for word in plain)
        yield _Naming(account.claim.id, count.measure, " ".join(words[-2:]), " ".join(words[:-2]).lower(), letters)


def _one(ours: Sequence[_Naming], theirs: Sequence[_Naming]) -> bool:
    """Tell whether two spellings are one person's."""
    a, b = ours[0], theirs[0]
    if a.measure != b.measure or len(a.words) != len(b.words) or {n.claim for n in ours} & {n.claim for n in theirs}:
        return False
    ranks = ({n.rank for n in ours} - {""}, {n.rank for n in theirs} - {""})
    if ranks[0] and ranks[1] and ranks[0].isdisjoint(ranks[1]):
        return False
    return all(Levenshtein.distance(x, y) <= _allowed(x, y) for x, y in zip(a.words, b.words, strict=True))


def _allowed(x: str, y: str) -> int:
    shorter = min(len(x), len(y))
    return 2 if shorter >= _TWO_EDITS else 1 if shorter >= _ONE_EDIT else 0


def _person(namings: Sequence[_Naming]) -> NamedPerson:
    """Return one person under the spelling that most claims have, of equals the first."""
    spellings = dict.fromkeys(naming.name for naming in namings)
    counts = {name: sum(naming.name == name for naming in namings) for name in spellings}
    ranks = dict.fromkeys(naming.rank for naming in namings if naming.rank)
    return NamedPerson(
        name=max(counts, key=lambda name: counts[name]),
        measure=namings[0].measure,
        spellings=tuple(spellings),
        ranks=tuple(ranks),
        claims=tuple(dict.fromkeys(naming.claim for naming in namings)),
        reason=_reason(namings, tuple(ranks)),
    )


def _reason(namings: Sequence[_Naming], ranks: Sequence[str]) -> str:
    """Return why several spellings or ranks were taken for one person's; empty for one of each."""
    first = namings[0]
    other = next((naming for naming in namings if naming.words != first.words), None)
    if other is None:
        alike = len({naming.name for naming in namings}) == 1
        several = f"ranks given: {', '.join(ranks)}" if len(ranks) > 1 else ""
        return several if alike else "; ".join(filter(None, ("one name in plain letters", several)))
    count = sum(Levenshtein.distance(x, y) for x, y in zip(first.words, other.words, strict=True))
    letters = "1 letter" if count == 1 else f"{count} letters"
    rank = f", no rank but {ranks[0]} is given" if ranks else ", no rank is given"
    return f"“{first.name}” and “{other.name}” differ in {letters}{rank}, and no claim names both"


@cache
def _articles() -> frozenset[str]:
    """Return the articles that may stand before the name of a family."""
    return frozenset(load("mul", "names", NameWords).of_persons)
