"""Says which tags a word may bear before its neighbours are looked at: the tagger's dictionary and its unknown words."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgspec

PUNCTUATION: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(".?!", ".")
    | dict.fromkeys(
        [":", ";", "…", "-", "–", "—", "--", "---", "..", "...", "....", "*", "•", "·", "~", "_", "|", "/"], ":"
    )
    | dict.fromkeys(["“", "‘", "``", "«"], "``")
    | dict.fromkeys(["”", "''", "»"], "''")
    | dict.fromkeys(["(", "[", "{", "-LRB-", "-LSB-", "-LCB-"], "-LRB-")
    | dict.fromkeys([")", "]", "}", "-RRB-", "-RSB-", "-RCB-"], "-RRB-")
    | dict.fromkeys("$€£¥", "$")
    | dict.fromkeys("=+<>", "SYM")
    | {",": ",", "#": "#", "%": "NN", "&": "CC", "@": "IN", "\\": ":"}
)
"""Marks that have one tag wherever they stand."""

_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://|www\.|[^@\s]+@[^@\s]+\.")
_FEW = 6
"""A word with more candidate tags than this tells its neighbours only that it is open."""


class CaseWeights(msgspec.Struct, frozen=True):
    """What was learned from text of one kind (as written, or lower-cased). Tags are numbers: indices into `tags`.

    Candidate tags are bytes, the most frequent first.
    """

    exact: dict[str, bytes]
    """Candidates of a known form as it is written inside a sentence, where they differ from those of its key."""
    known: dict[str, bytes]
    """Candidates of a known word by its key (see `key_of`)."""
    rare: dict[str, bytes]
    """Tags of a word seen a few times, by its key; it may bear those of unknown words as well."""
    endings: dict[str, bytes]
    """Candidates of unknown words by shape and last letters."""
    case_tells: bool
    """Whether a word in small letters is no name."""
    scores: dict[str, bytes]
    """For each feature, pairs of signed bytes: a tag, and its weight."""


def key_of(word: str) -> str:
    """Return the form under which a word's weights are kept: lower case, every digit a 0."""
    lower = word.lower()
    return lower if lower.isalpha() else _DIGIT.sub("0", lower)


def shape_of(word: str) -> str:
    """Return one letter for how a word is written: `l`ower, `u`pper, `c`apitalised, `i`nitial, `d`igits, or mixed."""
    if word.islower():
        return "l" if word.isalpha() else "L"
    if word.isupper():
        return ("u" if len(word) > 1 else "i") if word.isalpha() else "U"
    if _DIGIT.search(word):
        return "D" if any(map(str.isalpha, word)) else "d"
    if word[:1].isupper():
        return "c" if word[1:].islower() else "C"
    return "m" if any(map(str.isalpha, word)) else "."


class Spelling(NamedTuple):
    """A word by its letters alone, and what the dictionary says of it."""

    word: str
    key: str
    shape: str
    candidates: bytes
    known: bool
    """Whether it was seen often enough in training for its ending not to matter."""
    opening: bool
    """Whether it may be capitalised only because it opens the sentence."""

    @property
    def openness(self) -> str:
        """What its candidates tell its neighbours: up to four of them, or that it is open and the likeliest."""
        few = len(self.candidates) <= _FEW
        return self.candidates[:4].hex() if few else "U" + self.candidates[:1].hex()


class TagDictionary:
    """The tags a word may bear, as tag numbers."""

    def __init__(self, tags: Sequence[str], weights: CaseWeights) -> None:
        self._weights = weights
        number = {tag: number for number, tag in enumerate(tags)}
        self._marks = {mark: bytes([number[tag]]) for mark, tag in PUNCTUATION.items()}
        self._address = bytes([number["ADD"]])
        self._open = bytes(range(len(tags)))
        self._names = bytes([number["NNP"], number["NNPS"]])

    def look_up(self, word: str, *, opening: bool) -> Spelling:
        """Return what is known of a word; `opening` says that it is the first of its sentence."""
        key, shape = key_of(word), shape_of(word)
        certain = self._marks.get(word)
        if certain is None and not opening:
            certain = self._weights.exact.get(word)
        if certain is None:
            certain = self._weights.known.get(key)
        if certain is None and _ADDRESS.match(word):
            certain = self._address
        known = certain is not None
        candidates = certain or bytes(dict.fromkeys(self._weights.rare.get(key, b"") + self.unknown(key, shape)))
        if shape == "l" and self._weights.case_tells:
            candidates = candidates.translate(None, self._names) or candidates
        return Spelling(word, key, shape, candidates, known=known, opening=opening)

    def unknown(self, key: str, shape: str) -> bytes:
        """Return the candidate tags of a word that no list has, by how it is written and ends."""
        for length in (3, 2, 1):
            found = self._weights.endings.get(shape + key[-length:])
            if found is not None:
                return found
        return self._weights.endings.get(shape, self._open)
