"""Trains the part-of-speech tagger on the UD English EWT treebank: `python -m tools.train_tagger TREEBANK_FOLDER`, about two minutes.

Reads the folder's `en_ewt-ud-{train,dev,test}.conllu`, learns from the train part and `tagger_news.txt`, writes the weights beside
`sayso/extract/tagger.py` and prints the accuracy on the other parts. The same treebank gives the same bytes.
"""

import random
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.extract import tagger
from sayso.extract.tag_dictionary import PUNCTUATION, CaseWeights, Spelling, TagDictionary, key_of, shape_of
from sayso.extract.tagger import EDGE, SIDES, Tagger, WordTagger
from tools.treebank import Gold, in_capitals, lower_cased, read_gold, read_news

TARGET = Path(tagger.__file__).with_name(tagger.WEIGHTS)

NEWS = Path(__file__).with_name("tagger_news.txt")
NEWS_COPIES = 4
"""How often the project's own sentences stand among the treebank's, which are many more."""

RARE = 3
"""Words seen no more often than this teach what unknown words are like."""
RARE_SHARE = 0.01
"""A tag that fewer of the rare words with an ending bear is not a candidate for unknown words with that ending."""
ENDING_COUNT = 8
"""How many places of rare words must share an ending before it decides their candidates."""
KNOWN = 3
"""Words seen less often than this may bear any tag that an unknown word of their look may bear."""
FREQUENT = 100
"""Words seen this often bear no other tags than those seen."""
SELDOM = 10
"""Verbs seen this often in their third person, and never as plural nouns, are none ("says")."""
SHARE = 0.005
"""A tag given to a smaller share of a word's places is a slip of the annotators'."""
LEARNERS = 4
EPOCHS = 6
FIRST_KEPT = 2
"""The weights after this epoch and the later ones are averaged."""
STEP = 0.4
STEP_DECAY = 0.2
SMALL_SLOPE = 0.01
"""Gradients smaller than this are not worth a step."""
HIDE = 0.2
"""How often any feature is hidden."""
SCALE = 40
"""Weights are multiplied by this and rounded to whole numbers of one byte."""
LEAST = 4
"""Rounded weights smaller than this are left out."""
LEAST_PAIR = 6
"""The same for pairs of words, of which there are many."""

# ---------------------------------------------------------------- the tag dictionary


def make_dictionary(sentences: Sequence[Gold], numbers: dict[str, int]) -> CaseWeights:
    """Return the candidates of words as written, of words by key, and of endings; no scores yet."""
    exact, folded = _counts(sentences)
    known = {
        key: _packed(_widened(key, counts), numbers)
        for key, counts in sorted(folded.items())
        if counts.total() >= KNOWN and key not in PUNCTUATION
    }
    rare = {
        key: _packed(_widened(key, counts), numbers) for key, counts in sorted(folded.items()) if counts.total() < KNOWN
    }
    by_form = {}
    for word, counts in sorted(exact.items()):
        key = key_of(word)
        if key in known:
            tags = _widened(key, counts if counts.total() >= KNOWN else folded[key])
            if word != key and folded[key].total() < FREQUENT:
                tags.append("NNP")
            candidates = _packed(tags, numbers)
            if candidates != known[key]:
                by_form[word] = candidates
    case_tells = any(word != key_of(word) for word in exact if word.isalpha())
    endings = _endings(sentences, folded, numbers)
    return CaseWeights(by_form, known, rare, endings, case_tells=case_tells, scores={})


def _endings(sentences: Sequence[Gold], folded: dict[str, Counter[str]], numbers: dict[str, int]) -> dict[str, bytes]:
    """Return the candidates of unknown words by shape and last letters, as the treebank's rare words have them."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gold in sentences:
        for word, tag in zip(gold.words, gold.tags, strict=True):
            key, shape = key_of(word), shape_of(word)
            if folded[key].total() <= RARE:
                for ending in ("", key[-1:], key[-2:], key[-3:]):
                    found[shape + ending][tag] += 1
    return {
        ending: _packed([tag for tag, n in counts.most_common() if n >= RARE_SHARE * counts.total()], numbers)
        for ending, counts in sorted(found.items())
        if len(ending) == 1 or counts.total() >= ENDING_COUNT
    }


def _counts(sentences: Sequence[Gold]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return how often each tag was given to each word as written (inside sentences) and to each key."""
    exact: defaultdict[str, Counter[str]] = defaultdict(Counter)
    folded: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gold in sentences:
        opening = True
        for word, tag in zip(gold.words, gold.tags, strict=True):
            folded[key_of(word)][tag] += 1
            if not (opening and word[0].isupper()):
                exact[word][tag] += 1
            opening = opening and not word[0].isalnum()
    return exact, folded


def _widened(key: str, counts: Counter[str]) -> list[str]:
    """Return a word's tags, most frequent first, and, unless it is frequent, those its form allows besides."""
    total = counts.total()
    tags = [tag for tag, n in counts.most_common() if n >= SHARE * total]
    if total >= FREQUENT:
        return tags
    seen = set(tags)
    more: set[str] = set()
    if len(key) > 3 and key.endswith("s") and not key.endswith("ss"):
        more |= {"VBZ"} if "NNS" in seen else set()
        more |= {"NNS"} if "VBZ" in seen and total < SELDOM else set()
    if key.endswith("ed") and seen & {"VBD", "VBN"}:
        more |= {"VBD", "VBN"}
    if key.endswith("ing") and "VBG" in seen:
        more |= {"NN"}
    if seen & {"VB", "VBP"}:
        more |= {"VB", "VBP"}
    return tags + sorted(more - seen)


def _packed(tags: Iterable[str], numbers: dict[str, int]) -> bytes:
    """Return tags as bytes, each once."""
    return bytes(dict.fromkeys(numbers[tag] for tag in tags))


# ---------------------------------------------------------------- learning


class Seen(NamedTuple):
    """A distinct word in training, with its features."""

    spelling: Spelling
    own: list[str]
    lent: dict[str, tuple[str, ...]]
    """The features it lends to its neighbours, by side."""


def _seen(spelling: Spelling) -> Seen:
    """Return a word with its features."""
    lent = {side: tagger.lent_features(side, spelling) for side in SIDES}
    return Seen(spelling, tagger.own_features(spelling), lent)


@dataclass(slots=True)
class Weight:
    """A weight in training."""

    value: float
    squares: float
    """The sum of the squares of its gradients so far: what has moved much moves less."""


class Learner:
    """A log-linear model of the next tag in training, by stochastic gradient with AdaGrad's steps.

    Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization" (2011).
    The model is trained on the tags it gives itself, so that it learns to go on after a slip.
    """

    def __init__(self, tags: Sequence[str], weights: CaseWeights, seed: int) -> None:
        self._tags = tuple(tags)
        self._dictionary = TagDictionary(tags, weights)
        self._words: dict[str, Seen] = {}
        self._weights: defaultdict[str, dict[int, Weight]] = defaultdict(dict)
        self._sums: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        self._chance = random.Random(seed)  # noqa: S311 - a fixed order, no secret
        self._edge = _seen(Spelling(EDGE, EDGE, "", b"", known=True, opening=False))

    def row(self, words: Sequence[str]) -> list[Seen]:
        """Return the words with their features."""
        place = tagger.opening_place(words)
        return [self._look_up(word, opening=number == place) for number, word in enumerate(words)]

    def _look_up(self, word: str, *, opening: bool) -> Seen:
        """Return a word with its features."""
        name = "^" + word if opening else word
        if name not in self._words:
            spelling = self._dictionary.look_up(word, opening=opening)
            self._words[name] = _seen(spelling)
        return self._words[name]

    def run(self, sentences: Sequence[Gold], numbers: dict[str, int]) -> None:
        """Read all sentences `EPOCHS` times, in an order of chance; the mean of the later weights is what counts."""
        rows = [(self.row(gold.words), [numbers[tag] for tag in gold.tags]) for gold in sentences]
        for epoch in range(EPOCHS):
            self._chance.shuffle(rows)
            step = STEP / (1 + epoch * STEP_DECAY)
            for row, gold in rows:
                self._learn(row, gold, step)
            if epoch >= FIRST_KEPT:
                for feature, weights in self._weights.items():
                    sums = self._sums[feature]
                    for tag, weight in weights.items():
                        sums[tag] += weight.value / (EPOCHS - FIRST_KEPT)

    def _learn(self, row: Sequence[Seen], gold: Sequence[int], step: float) -> None:
        """Tag one sentence and move the weights towards its right tags."""
        padded = [self._edge, self._edge, *row, self._edge, self._edge]
        before = before_2 = EDGE
        for place, (seen, right) in enumerate(zip(row, gold, strict=True), 2):
            chosen = seen.spelling.candidates[0]
            if len(seen.spelling.candidates) > 1:
                features = self._features(padded, place, before, before_2)
                chosen = self._step(seen.spelling.candidates, [self._weights[f] for f in features], right, step)
            before_2, before = before, self._tags[chosen]

    def _features(self, padded: Sequence[Seen], place: int, before: str, before_2: str) -> list[str]:
        """Return the features of a word in its place, some of them hidden so that no one of them is relied on."""
        seen, right = padded[place], padded[place + 1]
        chance = self._chance.random
        features = [
            *seen.own,
            *padded[place - 1].lent["left"],
            *padded[place - 2].lent["left_2"],
            *right.lent["right"],
            *padded[place + 2].lent["right_2"],
            *tagger.history_features(before, before_2),
        ]
        if seen.spelling.known:
            features.append(tagger.after_feature(seen.spelling.key, before))
            if right.spelling.known:
                features.append(tagger.pair_feature(seen.spelling.key, right.spelling.key))
        return [feature for feature in features if chance() >= HIDE]

    @staticmethod
    def _step(candidates: bytes, rows: list[dict[int, Weight]], right: int, step: float) -> int:
        """Move the weights of one decision; return the tag that they gave before."""
        scores = [sum([row[tag].value for row in rows if tag in row]) for tag in candidates]
        top = max(scores)
        if right in candidates:
            shares = [exp(score - top) for score in scores]
            total = sum(shares)
            for tag, share in zip(candidates, shares, strict=True):
                slope = (tag == right) - share / total
                if abs(slope) < SMALL_SLOPE:
                    continue
                square = slope * slope
                for row in rows:
                    weight = row.get(tag)
                    if weight is None:
                        row[tag] = Weight(step * slope / sqrt(1 + square), 1 + square)
                    else:
                        weight.squares += square
                        weight.value += step * slope / sqrt(weight.squares)
        return candidates[scores.index(top)]

    def means(self) -> dict[str, defaultdict[int, float]]:
        """Return the mean weights."""
        return self._sums


def train(treebank: Sequence[Gold], news: list[Gold], numbers: dict[str, int]) -> CaseWeights:
    """Return the weights learned: the mean of several learners that saw the sentences in different orders.

    The project's own sentences are few, so they are read several times over, but their words are counted once.
    """
    bare = make_dictionary([*treebank, *news], numbers)
    sentences = [*treebank, *news * NEWS_COPIES]
    total: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for seed in range(LEARNERS):
        learner = Learner(tuple(numbers), bare, seed)
        learner.run(sentences, numbers)
        for feature, weights in learner.means().items():
            for tag, weight in weights.items():
                total[feature][tag] += weight / LEARNERS
    return msgspec.structs.replace(bare, scores=_rounded(total))


def _rounded(weights: dict[str, defaultdict[int, float]]) -> dict[str, bytes]:
    """Return weights as the tagger reads them: whole numbers of one byte, the small ones left out."""
    found = {}
    for feature, row in sorted(weights.items()):
        least = LEAST_PAIR if feature[0] == "5" else LEAST
        pairs = array("b")
        for tag, weight in sorted(row.items()):
            rounded = max(-127, min(127, round(weight * SCALE)))
            if abs(rounded) >= least:
                pairs += array("b", [tag, rounded])
        if pairs:
            found[feature] = pairs.tobytes()
    return found


# ---------------------------------------------------------------- the command


def accuracy(tagging: Tagger | WordTagger, sentences: Iterable[Gold]) -> float:
    """Return the share of words that get the treebank's tag."""
    right = total = 0
    for gold in sentences:
        right += sum(map(str.__eq__, tagging.tag(gold.words), gold.tags))
        total += len(gold.tags)
    return right / total


def main(folder: Path) -> None:
    """Train, write the weights, and print the accuracy on each part."""
    parts = {name: read_gold(folder / f"en_ewt-ud-{name}.conllu") for name in ("train", "dev", "test")}
    news = read_news(NEWS)
    counts = Counter(tag for gold in parts["train"] for tag in gold.tags)
    counts.update(PUNCTUATION.values())
    numbers = {tag: number for number, (tag, _) in enumerate(counts.most_common())}
    with ProcessPoolExecutor(2) as processes:
        written = [gold for gold in parts["train"] if not in_capitals(gold.words)]
        jobs = [
            processes.submit(train, written, news, numbers),
            processes.submit(train, lower_cased(parts["train"]), lower_cased(news), numbers),
        ]
        cased, caseless = (job.result() for job in jobs)
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    weights = tagger.TaggerWeights(tuple(numbers), msgspec.Raw(encode(cased)), msgspec.Raw(encode(caseless)))
    TARGET.write_bytes(encode(weights))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(cased.scores):,} + {len(caseless.scores):,} features")
    trained, by_word = Tagger(), WordTagger()
    for name in ("dev", "test"):
        written, lower = parts[name], lower_cased(parts[name])
        print(f"{name}: as written {accuracy(trained, written):.2%}, lower-cased {accuracy(trained, lower):.2%}")
        print(f"{name}: dictionary alone {accuracy(by_word, written):.2%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
