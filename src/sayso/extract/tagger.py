"""Gives every word of a sentence its Penn Treebank part-of-speech tag, by a trained perceptron or by a dictionary alone.

The tagger reads from left to right and decides each word once. A word that the tag dictionary knows with one tag needs
no decision. For any other, each candidate tag's score is the sum of the weights of what is seen: the word itself, its
neighbours, and the tags just given. Scores are whole numbers, so the same text always gets the same tags.

A sentence without a capital letter is read with a second set of weights, trained on lower-cased text, so that a report
written in capitals can be tagged after it is lower-cased. `docs/model-card.md` says what the weights were trained on.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType

import msgspec

from sayso.errors import DataFileError

WEIGHTS = "tagger_weights.msgpack"

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

EDGE = "<s>"
"""Stands for the words and tags before the first and after the last."""

_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://|www\.|[^@\s]+@[^@\s]+\.")
_CLAUSE_BREAKS = frozenset([".", ",", ":", "WDT", "WP", "IN", "-LRB-", "-RRB-", "WRB", "``", "''"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_FEW = 6
"""A word with more candidate tags than this tells its neighbours only that it is open."""


class CaseWeights(msgspec.Struct, frozen=True):
    """What was learned from text of one kind (as written, or lower-cased). Tags are numbers: indices into `tags`."""

    exact: dict[str, bytes]
    """Candidate tags of a form as written, inside a sentence, most frequent first."""
    folded: dict[str, bytes]
    """Candidate tags of a form by its key (see `key_of`)."""
    endings: dict[str, bytes]
    """Candidate tags of unknown words by shape and last letters."""
    scores: dict[str, bytes]
    """For each feature, pairs of bytes: a tag, and its weight plus 128."""


class TaggerWeights(msgspec.Struct, frozen=True):
    """The whole file of weights; each kind is decoded when it is first needed."""

    tags: tuple[str, ...]
    cased: msgspec.Raw
    caseless: msgspec.Raw


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
    if word[0].isupper():
        return "c" if word[1:].islower() else "C"
    return "m" if any(map(str.isalpha, word)) else "."


class TagDictionary:
    """The tags a word may bear, as tag numbers."""

    def __init__(self, tags: Sequence[str], weights: CaseWeights) -> None:
        self._weights = weights
        self._number = {tag: number for number, tag in enumerate(tags)}
        self._open = bytes(range(len(tags)))

    def candidates(self, word: str, key: str, shape: str, *, opening: bool) -> bytes:
        """Return the candidate tags of `word`; `opening` says that it is capitalised because it opens the sentence."""
        mark = PUNCTUATION.get(word)
        if mark is not None:
            return bytes([self._number[mark]])
        if _ADDRESS.match(word):
            return bytes([self._number["ADD"]])
        known = None if opening else self._weights.exact.get(word)
        if known is None:
            known = self._weights.folded.get(key)
        return known if known is not None else self.unknown(key, shape)

    def unknown(self, key: str, shape: str) -> bytes:
        """Return the candidate tags of a word that no list has, by how it is written and ends."""
        for length in (3, 2, 1):
            found = self._weights.endings.get(shape + key[-length:])
            if found is not None:
                return found
        return self._weights.endings.get(shape, self._open)


class Word:
    """A distinct word with everything about it that does not depend on where it stands."""

    __slots__ = ("candidates", "key", "left", "left_2", "openness", "own", "right", "right_2", "seen", "tag")

    def __init__(self, key: str, openness: str, candidates: bytes, tag: str | None) -> None:
        self.key = key
        self.openness = openness
        self.candidates = candidates
        self.tag = tag
        """The tag, where there is only one candidate."""
        self.own: tuple[int, ...] = ()
        """The candidates' scores by the word alone."""
        self.left: Sequence[int] = ()
        """Scores, by tag, that the word gives to the word after it; `left_2` to the one after that."""
        self.left_2: Sequence[int] = ()
        self.right: Sequence[int] = ()
        self.right_2: Sequence[int] = ()
        self.seen: dict[tuple[str, str, bool, str], tuple[int, ...]] = {}
        """The candidates' scores by the word and the tags before it, for the contexts met so far."""


def own_features(word: str, key: str, shape: str, openness: str, *, opening: bool) -> list[str]:
    """Return the features of a word that do not depend on its neighbours."""
    written = shape + "^" if opening else shape
    found = [
        "w" + key,
        "B",
        "a" + key[-1:],
        "b" + key[-2:],
        "c" + key[-3:],
        "d" + key[-4:],
        "p" + key[:2],
        "P" + key[:3],
        "h" + written,
        "k" + written + key[-3:],
        "f" + word + ("^" if opening else ""),
        "A" + openness,
    ]
    if "-" in key:
        found.append("H" + key.rpartition("-")[2])
    return found


def neighbour_features(key: str, shape: str, openness: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return the features a word gives to the words at distance +1, +2, -1 and -2 from it."""
    return (
        ["x" + key, "z" + shape, "Y" + openness],
        ["q" + key],
        ["n" + key, "e" + shape, "o" + openness],
        ["r" + key, "s" + openness],
    )


def context_features(word: Word, before: str, before_2: str, right: str, *, finite: bool) -> list[str]:
    """Return the features of the tags given so far: the last, the one before, and whether the clause has its verb."""
    verb = "1" if finite else "0"
    return [
        "1" + before,
        "2" + before + before_2,
        "3" + before + word.key,
        "4" + before + right,
        "v" + verb + word.openness,
        "V" + verb + before,
    ]


def pair_feature(word: Word, right: Word) -> str:
    """Return the feature of a word together with the word after it."""
    return f"5{word.key} {right.key}"


def has_finite(tag: str, *, finite: bool) -> bool:
    """Tell whether the clause has a finite verb after a word tagged `tag`; `finite` is what was so before it."""
    return tag in _FINITE or (finite and tag not in _CLAUSE_BREAKS)


class Perceptron:
    """One set of weights at work; remembers what it computed for each distinct word."""

    _most_words = 20_000
    _most_contexts = 150_000

    def __init__(self, tags: Sequence[str], weights: CaseWeights) -> None:
        self._tags = tuple(tags)
        self._scores = weights.scores
        self._dictionary = TagDictionary(tags, weights)
        self._zeros = array("h", bytes(2 * len(tags)))
        self._words: dict[str, Word] = {}
        self._vectors: dict[tuple[str, ...], array[int]] = {}
        self._contexts = 0
        self._edge = Word(EDGE, EDGE, b"", EDGE)
        self._edge.left = self._vector("x" + EDGE)
        self._edge.left_2 = self._vector("q" + EDGE)
        self._edge.right = self._vector("n" + EDGE)
        self._edge.right_2 = self._vector("r" + EDGE)

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word."""
        row = self.look_up(words)
        row += (self._edge, self._edge)
        names = self._tags
        given: list[str] = []
        left = left_2 = self._edge
        before = before_2 = EDGE
        finite = False
        for place, word in enumerate(row[:-2], 1):
            tag = word.tag
            if tag is None:
                right = row[place]
                context = (before, before_2, finite, right.openness)
                base = word.seen.get(context) or self._in_context(word, context)
                after, before_scores, after_2, before_scores_2 = (
                    right.right,
                    left.left,
                    row[place + 1].right_2,
                    left_2.left_2,
                )
                best = -1_000_000
                chosen = 0
                pair = self._scores.get(f"5{word.key} {right.key}")
                extra = self._row(pair) if pair else None
                for at, number in enumerate(word.candidates):
                    score = base[at] + before_scores[number] + after[number] + before_scores_2[number] + after_2[number]
                    if extra is not None:
                        score += extra.get(number, 0)
                    if score > best:
                        best = score
                        chosen = number
                tag = names[chosen]
            given.append(tag)
            finite = tag in _FINITE or (finite and tag not in _CLAUSE_BREAKS)
            left_2, left = left, word
            before_2, before = before, tag
        return given

    def look_up(self, words: Sequence[str]) -> list[Word]:
        """Return what is known of each word; the first word with a letter or digit opens the sentence."""
        known = self._words
        row = [known.get(word) or self._new(word) for word in words]
        for place, word in enumerate(words):
            if word[0].isalnum():
                if word[0].isupper():
                    row[place] = known.get("^" + word) or self._new(word, opening=True)
                break
        return row

    def _new(self, word: str, *, opening: bool = False) -> Word:
        """Return a word met for the first time, and remember it."""
        if len(self._words) >= self._most_words or self._contexts >= self._most_contexts:
            self._words.clear()
            self._contexts = 0
        key, shape = key_of(word), shape_of(word)
        candidates = self._dictionary.candidates(word, key, shape, opening=opening)
        openness = openness_of(candidates)
        fixed = self._tags[candidates[0]] if len(candidates) == 1 else None
        new = Word(key, openness, candidates, fixed)
        if fixed is None:
            new.own = self._sums(candidates, own_features(word, key, shape, openness, opening=opening))
        left, left_2, right, right_2 = neighbour_features(key, shape, openness)
        new.left, new.left_2 = self._vector(*left), self._vector(*left_2)
        new.right, new.right_2 = self._vector(*right), self._vector(*right_2)
        self._words["^" + word if opening else word] = new
        return new

    def _in_context(self, word: Word, context: tuple[str, str, bool, str]) -> tuple[int, ...]:
        """Return the scores of a word's candidates by the word itself and the tags before it."""
        before, before_2, finite, right = context
        sums = self._sums(word.candidates, context_features(word, before, before_2, right, finite=finite))
        sums = tuple(map(int.__add__, sums, word.own))
        word.seen[context] = sums
        self._contexts += 1
        return sums

    def _row(self, packed: bytes) -> dict[int, int]:
        """Return a feature's weights by tag number."""
        return {tag: weight - 128 for tag, weight in zip(packed[::2], packed[1::2], strict=True)}

    def _rows(self, features: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield every tag number and weight of the features."""
        for feature in features:
            packed = self._scores.get(feature)
            if packed:
                yield from self._row(packed).items()

    def _sums(self, candidates: bytes, features: Iterable[str]) -> tuple[int, ...]:
        """Return the features' summed weights for each candidate."""
        total = dict.fromkeys(candidates, 0)
        for tag, weight in self._rows(features):
            if tag in total:
                total[tag] += weight
        return tuple(total.values())

    def _vector(self, *features: str) -> Sequence[int]:
        """Return the features' summed weights for every tag; lists of features without the word itself are shared."""
        first = self._scores.get(features[0])
        rest = features[1:]
        shared = self._vectors.get(rest)
        if shared is None:
            shared = array("h", self._zeros)
            for tag, weight in self._rows(rest):
                shared[tag] += weight
            self._vectors[rest] = shared
        if not first:
            return shared
        vector = array("h", shared)
        for tag, weight in self._row(first).items():
            vector[tag] += weight
        return vector


def openness_of(candidates: bytes) -> str:
    """Return what a word's candidates tell its neighbours: up to four of them, or that it is open and the likeliest."""
    return candidates[:4].hex() if len(candidates) <= _FEW else "U" + candidates[:1].hex()


class Tagger:
    """Gives Penn Treebank tags by the trained weights; reads them when it is made."""

    def __init__(self) -> None:
        weights = read_weights()
        self._tags = weights.tags
        self._raw_caseless = weights.caseless
        self._cased = Perceptron(weights.tags, msgspec.msgpack.decode(weights.cased, type=CaseWeights))
        self._caseless: Perceptron | None = None

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word of a sentence; a sentence without a capital is read as lower-cased text."""
        if not words:
            return []
        if "".join(words).islower():
            return self._for_lower_case().tag(words)
        return self._cased.tag(words)

    def _for_lower_case(self) -> Perceptron:
        """Return the weights for lower-cased text, decoded on first use."""
        if self._caseless is None:
            weights = msgspec.msgpack.decode(self._raw_caseless, type=CaseWeights)
            self._caseless = Perceptron(self._tags, weights)
        return self._caseless


class WordTagger:
    """Gives each word its most frequent tag, by the dictionary and the word's ending, without looking at its neighbours."""

    def __init__(self) -> None:
        weights = read_weights()
        self._tags = weights.tags
        self._dictionary = TagDictionary(weights.tags, msgspec.msgpack.decode(weights.cased, type=CaseWeights))
        self._given: dict[str, str] = {}

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word of a sentence."""
        return [self._given.get(word) or self._first(word) for word in words]

    def _first(self, word: str) -> str:
        """Return the likeliest tag of a word met for the first time."""
        if len(self._given) >= 50_000:
            self._given.clear()
        candidates = self._dictionary.candidates(word, key_of(word), shape_of(word), opening=False)
        tag = self._given[word] = self._tags[candidates[0]]
        return tag


def read_weights() -> TaggerWeights:
    """Return the package's file of weights, its parts still undecoded."""
    place = files("sayso.extract").joinpath(WEIGHTS)
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=TaggerWeights)
    except (OSError, msgspec.DecodeError) as trouble:
        message = f"the tagger's weights {WEIGHTS} cannot be used: {trouble}"
        raise DataFileError(message) from trouble
