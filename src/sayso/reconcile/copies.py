"""Which of many sentences are copies or rewrites of one another: word shingles, found by MinHash in linear time."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

_WORDS = 3
"""How many words a shingle has."""
_LEAST = 6
"""How many shingles a sentence must have to prove anything: eight words."""
_ALIKE = 0.5
"""Share of all shingles of two sentences that both have (Jaccard) from which on one is a rewrite of the other."""
_WITHIN = 0.8
"""Share of the shorter sentence's shingles from which on it is cut out of the longer one."""
_HASHES = tuple((2 * n + 1) * 0x9E3779B1 & 0xFFFFFFFF | 1 for n in range(10))
"""Odd factors for ten hash functions: two sentences that share half their shingles meet with 999 chances of 1,000."""
_FEW = 3
"""How many of the hashes bring two accounts together."""
_REMEMBERED = 16_384
"""The shingles of how many sentences are remembered: they are larger than all else that is held of a claim, and those compared lie close."""
_MEETS = 3
"""With how many of those that share a hash a sentence is compared."""

Shingles = frozenset[int]
_NONE: Shingles = frozenset()


def copies(sentences: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of sentences, given folded to letters and digits, of which one is a copy or rewrite of the other.

    Not every pair is named, but those named bring all copies together.
    """
    buckets: dict[tuple[int, int], list[int]] = {}
    kept: list[Shingles] = []
    for at, sentence in enumerate(sentences):
        ours = shingles(sentence)
        kept.append(ours)
        if len(ours) < _LEAST:
            continue
        met: dict[int, None] = {}
        for number, factor in enumerate(_HASHES):
            bucket = buckets.setdefault((number, min(shingle * factor & 0xFFFFFFFF for shingle in ours)), [])
            met.update(dict.fromkeys(bucket))
            if len(bucket) < _MEETS:
                bucket.append(at)
        yield from ((other, at) for other in met if alike(kept[other], ours))


@lru_cache(maxsize=_REMEMBERED)
def proving(sentence: str) -> Shingles:
    """Return the shingles of a folded sentence when it has enough to prove that another is its copy, else none."""
    if sentence.count(" ") < _LEAST + _WORDS - 2:  # too few words for so many runs of them
        return _NONE
    found = shingles(sentence)
    return found if len(found) >= _LEAST else _NONE


def first_hashes(ours: Shingles) -> Iterator[int]:
    """Yield the least shingle under each of a few hashes, with the hash's number: sentences alike share one, nine times in ten."""
    if ours:
        for number, factor in enumerate(_HASHES[:_FEW]):
            yield number << 32 | min(shingle * factor & 0xFFFFFFFF for shingle in ours)


def shingles(sentence: str) -> Shingles:
    """Return the runs of three words of a folded sentence, as numbers."""
    words = sentence.split()
    return frozenset(crc32(" ".join(words[at : at + _WORDS]).encode()) for at in range(len(words) - _WORDS + 1))


def alike(ours: Shingles, theirs: Shingles) -> bool:
    """Tell whether one of two sentences is a rewrite of the other, or cut out of it."""
    shared = len(ours & theirs)
    return shared >= _ALIKE * len(ours | theirs) or shared >= _WITHIN * min(len(ours), len(theirs))
