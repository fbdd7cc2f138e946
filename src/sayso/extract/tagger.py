"""Gives every word of a sentence its Penn Treebank part-of-speech tag, by trained weights or by a dictionary alone.

The tagger reads from left to right and decides each word once. A word that the tag dictionary knows with one tag needs
no decision. For any other, each candidate tag's score is the sum of the weights of what is seen: the word itself, two
words to each side, and the two tags just given. Scores are whole numbers, so the same text always gets the same tags.

A sentence without a capital letter is read with a second set of weights, trained on lower-cased text, so that a report
written in capitals can be tagged after it is lower-cased. `docs/model-card.md` says what the weights were trained on.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType

import msgspec

from sayso.errors import DataFileError
from sayso.extract.tag_dictionary import CaseWeights, Spelling, TagDictionary

WEIGHTS = "tagger_weights.msgpack"

EDGE = "<s>"
"""Stands for the words and tags before the first and after the last."""


def own_features(spelling: Spelling) -> list[str]:
    """Return the features of a word that do not depend on its neighbours: the word if it is known, else its looks."""
    word, key, shape, _, known, opening = spelling
    written = shape + "^" if opening else shape
    if not known:
        found = ["B", "h" + written, "b" + shape + key[-2:], "c" + shape + key[-3:], "P" + shape + key[:3]]
        if "-" in key:
            found.append("H" + key.rpartition("-")[2])
        return found
    found = ["w" + key, "h" + written]
    if word != key:
        found.append("f" + word + "^" if opening else "f" + word)
    return found


SIDES = ("left", "left_2", "right", "right_2")
"""Whose neighbour a word is: `left` of the word after it, `left_2` of the one after that, and so on."""

_OF_KNOWN: Mapping[str, str] = MappingProxyType({"left": "x", "left_2": "q", "right": "n", "right_2": "r"})
_OF_RARE: Mapping[str, tuple[str, str]] = MappingProxyType({"left": ("z", "Y"), "right": ("e", "o")})


def lent_features(side: str, spelling: Spelling) -> tuple[str, ...]:
    """Return the features that a word lends to the word whose `side` it is: itself if it is known, else its looks."""
    if spelling.known:
        return (_OF_KNOWN[side] + spelling.key,)
    if side not in _OF_RARE:
        return ()
    of_shape, of_openness = _OF_RARE[side]
    return of_shape + spelling.shape, of_openness + spelling.openness


def history_features(before: str, before_2: str) -> tuple[str, str]:
    """Return the features of the last tag given and the one before."""
    return "1" + before, f"2{before} {before_2}"


def after_feature(key: str, before: str) -> str:
    """Return the feature of a word together with the tag before it."""
    return f"3{before} {key}"


def pair_feature(key: str, right: str) -> str:
    """Return the feature of a word together with the word after it."""
    return f"5{key} {right}"


_SUBJECTS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "WDT", "WP"])
"""Tags of a word after which a form that may be a past or a participle is rather the past."""


class TaggerWeights(msgspec.Struct, frozen=True):
    """The whole file of weights; each kind is decoded when it is first needed."""

    tags: tuple[str, ...]
    cased: msgspec.Raw
    caseless: msgspec.Raw


class Word:
    """A distinct word with everything about it that does not depend on where it stands; scores once they are needed."""

    __slots__ = ("after", "candidates", "left", "left_2", "own", "right", "right_2", "spelling", "tag")

    def __init__(self, spelling: Spelling, tag: str | None) -> None:
        self.spelling = spelling
        self.candidates = spelling.candidates
        self.tag = tag
        """The tag, where there is only one candidate."""
        self.own: list[int] = []
        """The candidates' scores by the word alone."""
        self.after: dict[str, list[int]] = {}
        """The candidates' scores by the word and the tag before it, for the tags met so far."""
        self.left: list[int] = []
        """Scores, by tag number, lent to a neighbour; see `LENT`."""
        self.left_2: list[int] = []
        self.right: list[int] = []
        self.right_2: list[int] = []


def opening_place(words: Sequence[str]) -> int | None:
    """Return the place of the word that has a capital because it opens the sentence, if it has one."""
    for place, word in enumerate(words):
        if word[:1].isalnum():
            return place if word[0].isupper() else None
    return None


class LogLinear:
    """One set of weights at work; remembers what it computed for each distinct word."""

    most_words = 20_000
    most_contexts = 200_000

    def __init__(self, tags: Sequence[str], weights: CaseWeights) -> None:
        self._tags = tuple(tags)
        self._scores = weights.scores
        self._dictionary = TagDictionary(tags, weights)
        self._edge = Word(Spelling(EDGE, EDGE, "", b"", known=True, opening=False), EDGE)
        self._words: dict[str, Word] = {}
        self._openings: dict[str, Word] = {}
        self._contexts = 0
        self._history: dict[tuple[str, str], list[int]] = {}
        self._vectors: dict[tuple[str, ...], list[int]] = {}
        self._rows: dict[str, dict[int, int]] = {}

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word."""
        row = self.look_up(words)
        row += (self._edge, self._edge)
        names, pairs = self._tags, self._scores
        given: list[str] = []
        left = left_2 = self._edge
        before = before_2 = EDGE
        for place, word in enumerate(row[:-2], 1):
            tag = word.tag
            if tag is None:
                right, right_2 = row[place], row[place + 1]
                base = word.after.get(before) or self._after(word, before)
                pair = pairs.get(pair_feature(word.spelling.key, right.spelling.key))
                if pair is not None:
                    base = self._with(base, word.candidates, pair)
                past = self._history.get((before, before_2)) or self._past(before, before_2)
                near = left.left or self._lend(left, "left")
                far = left_2.left_2 or self._lend(left_2, "left_2")
                next_1 = right.right or self._lend(right, "right")
                next_2 = right_2.right_2 or self._lend(right_2, "right_2")
                scores = [
                    score + past[at] + near[at] + far[at] + next_1[at] + next_2[at]
                    for score, at in zip(base, word.candidates)  # noqa: B905 - equal by construction, and hot
                ]
                tag = names[word.candidates[scores.index(max(scores))]]
            given.append(tag)
            left_2, left = left, word
            before_2, before = before, tag
        return given

    def look_up(self, words: Sequence[str]) -> list[Word]:
        """Return what is known of each word."""
        known = self._words
        row = [known.get(word) or self._new(word, opening=False) for word in words]
        place = opening_place(words)
        if place is not None:
            row[place] = self._openings.get(words[place]) or self._new(words[place], opening=True)
        return row

    def _new(self, word: str, *, opening: bool) -> Word:
        """Return a word met for the first time, and remember it."""
        if len(self._words) + len(self._openings) >= self.most_words or self._contexts >= self.most_contexts:
            self._words.clear()
            self._openings.clear()
            self._contexts = 0
        spelling = self._dictionary.look_up(word, opening=opening)
        fixed = self._tags[spelling.candidates[0]] if len(spelling.candidates) == 1 else None
        new = Word(spelling, fixed)
        (self._openings if opening else self._words)[word] = new
        return new

    def _after(self, word: Word, before: str) -> list[int]:
        """Return and remember the scores of a word's candidates by the word itself and the tag before it."""
        if not word.own:
            rows = [self._row(feature) for feature in own_features(word.spelling)]
            word.own = [sum([row[tag] for row in rows if tag in row]) for tag in word.candidates]
        self._contexts += 1
        more = self._scores.get(after_feature(word.spelling.key, before))
        sums = word.after[before] = word.own if more is None else self._with(word.own, word.candidates, more)
        return sums

    @staticmethod
    def _with(base: list[int], candidates: bytes, packed: bytes) -> list[int]:
        """Return candidates' scores with a feature's weights added."""
        row = _unpacked(packed)
        return [score + row.get(tag, 0) for score, tag in zip(base, candidates, strict=True)]

    def _past(self, before: str, before_2: str) -> list[int]:
        """Return and remember the scores, by tag number, that the two tags before a word give to it."""
        sums = self._history[before, before_2] = self._vector(history_features(before, before_2))
        return sums

    def _lend(self, word: Word, side: str) -> list[int]:
        """Return and remember the scores, by tag number, that a word gives to the word whose `side` it is."""
        vector = self._vector(lent_features(side, word.spelling))
        setattr(word, side, vector)
        return vector

    def _row(self, feature: str) -> dict[int, int]:
        """Return a feature's weights by tag number; those of an ending or a shape are remembered."""
        row = self._rows.get(feature)
        if row is None:
            packed = self._scores.get(feature)
            row = _unpacked(packed) if packed is not None else {}
            if feature[0] not in "wf":
                self._rows[feature] = row
        return row

    def _vector(self, features: tuple[str, ...]) -> list[int]:
        """Return the features' summed weights for every tag; equal features share one vector."""
        vector = self._vectors.get(features)
        if vector is None:
            vector = self._vectors[features] = [0] * len(self._tags)
            for feature in features:
                for tag, weight in _unpacked(self._scores.get(feature, b"")).items():
                    vector[tag] += weight
        return vector


def _unpacked(packed: bytes) -> dict[int, int]:
    """Return weights by tag number."""
    row = memoryview(packed).cast("b").tolist()
    return dict(zip(row[::2], row[1::2], strict=True))


class Tagger:
    """Gives Penn Treebank tags by the trained weights; reads them when it is made."""

    def __init__(self) -> None:
        weights = read_weights()
        self._tags = weights.tags
        self._cased = LogLinear(weights.tags, _decoded(weights.cased))
        self._raw = weights.caseless
        self._caseless: LogLinear | None = None

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word of a sentence; a sentence without a capital is read as lower-cased text."""
        if "".join(words).islower():
            if self._caseless is None:
                self._caseless = LogLinear(self._tags, _decoded(self._raw))
            return self._caseless.tag(words)
        return self._cased.tag(words)


class WordTagger:
    """Gives each word its most frequent tag, by the dictionary or the word's ending; its neighbours hardly count."""

    most_words = 50_000

    def __init__(self) -> None:
        weights = read_weights()
        self._tags = weights.tags
        self._dictionary = TagDictionary(weights.tags, _decoded(weights.cased))
        self._given: dict[str, str] = {}

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word of a sentence."""
        tags = [self._given.get(word) or self._first(word) for word in words]
        place = opening_place(words)
        if place is not None:
            candidates = self._dictionary.look_up(words[place], opening=True).candidates
            tags[place] = self._tags[candidates[0]]
        for place, before in enumerate(tags[:-1], 1):
            if tags[place] == "VBN" and before in _SUBJECTS:
                tags[place] = "VBD"
        return tags

    def _first(self, word: str) -> str:
        """Return and remember the likeliest tag of a word inside a sentence."""
        if len(self._given) >= self.most_words:
            self._given.clear()
        candidates = self._dictionary.look_up(word, opening=False).candidates
        tag = self._given[word] = self._tags[candidates[0]]
        return tag


def read_weights() -> TaggerWeights:
    """Return the package's file of weights, its parts still undecoded."""
    place = files("sayso.extract").joinpath(WEIGHTS)
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=TaggerWeights)
    except (OSError, msgspec.DecodeError) as trouble:
        raise _damaged(trouble) from trouble


def _decoded(raw: msgspec.Raw) -> CaseWeights:
    """Return one kind of weights."""
    try:
        return msgspec.msgpack.decode(raw, type=CaseWeights)
    except msgspec.DecodeError as trouble:
        raise _damaged(trouble) from trouble


def _damaged(trouble: Exception) -> DataFileError:
    """Return the error for weights that cannot be read."""
    return DataFileError(f"the tagger's weights {WEIGHTS} cannot be used: {trouble}")
