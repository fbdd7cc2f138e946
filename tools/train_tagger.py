"""Trains the part-of-speech tagger on the UD English EWT treebank: `train_tagger.py TREEBANK_FOLDER`, about four minutes.

Reads the folder's `en_ewt-ud-{train,dev,test}.conllu`, learns from the train part alone, writes the weights beside
`sayso/extract/tagger.py` and prints the accuracy on the other parts. The same treebank gives the same bytes.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.extract import tagger
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import EDGE, PUNCTUATION, CaseWeights, TagDictionary, Tagger, Word, WordTagger
from sayso.records import Block, Capture, Report

TARGET = Path(tagger.__file__).with_name(tagger.WEIGHTS)

RARE = 3
"""Words seen no more often than this teach what unknown words are like."""
KNOWN = 5
"""Words seen less often than this may bear any tag that an unknown word of their look may bear."""
FREQUENT = 100
"""Words seen this often bear no other tags than those seen."""
SHARE = 0.005
"""A tag given to a smaller share of a word's places is a slip of the annotators'."""
EPOCHS = 8
FORGET = 0.5
"""How often a rare word's own weight is hidden, so that its ending and its neighbours are learned from."""
SCALE = 8
"""Weights are multiplied by this and rounded to whole numbers of one byte."""
LEAST = 4
"""Rounded weights smaller than this are left out."""
OPEN_ENDINGS = 8
"""How many unknown-like words must share an ending before it decides their candidates."""

TREEBANK_TAGS = {"HYPH": ":", "NFP": ":", "AFX": "JJ", "XX": "FW"}
"""Tags of the treebank that Penn's own tag set does not have, and what they become."""
JOINERS = frozenset("-\u2010\u2011/&")


class Gold(NamedTuple):
    """A sentence as the house cuts it, with the treebank's tags."""

    name: str
    words: list[str]
    tags: list[str]


# ---------------------------------------------------------------- the treebank, cut as the house cuts text


def read_gold(path: Path) -> list[Gold]:
    """Return the treebank's sentences; a word of ours that the treebank cuts at a hyphen has its last part's tag."""
    cutter = Cutter("en", lambda words: [""] * len(words))
    found = []
    for name, text, rows in _sentences(path):
        parts = list(_placed(rows, text))
        for sentence in cutter.sentences(_report(text)):
            tags = [
                PUNCTUATION.get(word) or _tag_at(parts, word, start, end)
                for word, start, end in zip(sentence.words, sentence.starts, sentence.ends, strict=True)
            ]
            found.append(Gold(name, list(sentence.words), tags))
    return found


def _sentences(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Yield name, text and rows of each sentence of a CoNLL-U file."""
    name = text = ""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ")
        elif line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif not line and rows:
            yield name, text, rows
            rows = []
        elif line and line[0] != "#" and "." not in line.partition("\t")[0]:
            rows.append(line.split("\t"))


def _placed(rows: list[list[str]], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and tag of each part; a contraction's parts share the place it is written in."""
    at = 0
    parts = iter(rows)
    for row in parts:
        number, form, tag = row[0], row[1], row[4]
        start = text.index(form, at)
        at = start + len(form)
        if "-" not in number:
            yield start, at, tag
            continue
        first, _, last = number.partition("-")
        inside = [next(parts) for _ in range(int(first), int(last) + 1)]
        if "".join(part[1] for part in inside) != form:
            yield start, at, inside[-1][4]
            continue
        for part in inside:
            yield start, start + len(part[1]), part[4]
            start += len(part[1])


def _tag_at(parts: list[tuple[int, int, str]], word: str, start: int, end: int) -> str:
    """Return the tag of the word at `start`: its last part's if it is joined by a mark, else its first part's."""
    inside = [number for number, part in enumerate(parts) if part[0] < end and part[1] > start]
    chosen = inside[-1 if JOINERS & set(word) else 0]
    tag = parts[chosen][2]
    while tag == "GW" and chosen + 1 < len(parts):  # a word written apart: the last part bears the tag
        chosen += 1
        tag = parts[chosen][2]
    return TREEBANK_TAGS.get(tag, tag)


def _report(text: str) -> Report:
    """Return a report of one block that holds `text`."""
    capture = Capture(
        id="",
        source="-",
        captured_at="",
        size=0,
        media_type="text/plain",
        encoding="utf-8",
        encoding_basis="declared",
    )
    return Report(
        id="",
        capture=capture,
        text=text,
        title=None,
        published=None,
        published_basis="unknown",
        passages=(),
        blocks=(Block(channel="body", span=(0, len(text)), passage=0),),
    )


def lower_cased(sentences: Iterable[Gold]) -> list[Gold]:
    """Return the sentences as a text in capitals is given to the tagger."""
    return [Gold(name, [word.lower() for word in words], tags) for name, words, tags in sentences]


# ---------------------------------------------------------------- the tag dictionary


def make_dictionary(sentences: Sequence[Gold], numbers: dict[str, int]) -> CaseWeights:
    """Return the candidates of words as written, of words by key, and of endings; no scores yet."""
    exact, folded = _counts(sentences)
    endings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gold in sentences:
        for word, tag in zip(gold.words, gold.tags, strict=True):
            key, shape = tagger.key_of(word), tagger.shape_of(word)
            if folded[key].total() <= RARE:
                for length in range(4):
                    endings[shape + (key[-length:] if length else "")][tag] += 1
    packed_endings = {
        ending: _packed([tag for tag, n in counts.most_common() if n >= 0.01 * counts.total()], numbers)
        for ending, counts in endings.items()
        if len(ending) == 1 or counts.total() >= OPEN_ENDINGS
    }
    bare = CaseWeights({}, {}, packed_endings, {})
    unknown = TagDictionary(tuple(numbers), bare).unknown
    in_folded = {
        key: _packed(
            _widened(key, counts), numbers, unknown(key, tagger.shape_of(key)) if counts.total() < KNOWN else b""
        )
        for key, counts in folded.items()
    }
    in_exact = {}
    for word, counts in exact.items():
        key, shape = tagger.key_of(word), tagger.shape_of(word)
        enough = counts if counts.total() >= KNOWN else folded[key]
        named = ["NNP"] if shape in "cCuU" and enough.total() < FREQUENT and word != key else []
        more = unknown(key, shape) if enough.total() < KNOWN else b""
        candidates = _packed([*_widened(key, enough), *named], numbers, more)
        if candidates != in_folded[key]:
            in_exact[word] = candidates
    return CaseWeights(in_exact, in_folded, packed_endings, {})


def _counts(sentences: Sequence[Gold]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return how often each tag was given to each word as written (inside sentences) and to each key."""
    exact: defaultdict[str, Counter[str]] = defaultdict(Counter)
    folded: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gold in sentences:
        opening = True
        for word, tag in zip(gold.words, gold.tags, strict=True):
            folded[tagger.key_of(word)][tag] += 1
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
    if len(key) > 3 and key.endswith("s") and not key.endswith("ss") and seen & {"NNS", "VBZ"}:
        more |= {"NNS", "VBZ"}
    if key.endswith("ed") and seen & {"VBD", "VBN"}:
        more |= {"VBD", "VBN"}
    if key.endswith("ing") and "VBG" in seen:
        more |= {"NN"}
    if seen & {"VB", "VBP"}:
        more |= {"VB", "VBP"}
    return tags + sorted(more - seen)


def _packed(tags: Iterable[str], numbers: dict[str, int], more: bytes = b"") -> bytes:
    """Return tags, and then `more`, as bytes without repetition."""
    return bytes(dict.fromkeys([numbers[tag] for tag in tags] + list(more)))


# ---------------------------------------------------------------- the perceptron


class Seen(NamedTuple):
    """A distinct word in training, with its features."""

    word: Word
    own: list[str]
    left: list[str]
    left_2: list[str]
    right: list[str]
    right_2: list[str]
    rare: bool


class Learner:
    """An averaged perceptron in training: weights by feature and tag number, with the sum of their past values."""

    def __init__(self, tags: Sequence[str], weights: CaseWeights, folded: dict[str, Counter[str]]) -> None:
        self._tags = tuple(tags)
        self._dictionary = TagDictionary(tags, weights)
        self._folded = folded
        self._words: dict[str, Seen] = {}
        self._weights: dict[str, dict[int, list[int]]] = {}  # feature: tag: [weight, sum of past weights, last step]
        self._step = 0
        left, left_2, right, right_2 = ["x" + EDGE], ["q" + EDGE], ["n" + EDGE], ["r" + EDGE]
        self._edge = Seen(Word(EDGE, EDGE, b"", EDGE), [], left, left_2, right, right_2, rare=False)

    def row(self, words: Sequence[str]) -> list[Seen]:
        """Return the words with their features."""
        opening = True
        found = []
        for word in words:
            found.append(self._look_up(word, opening=opening and word[0].isupper()))
            opening = opening and not word[0].isalnum()
        return found

    def _look_up(self, word: str, *, opening: bool) -> Seen:
        name = "^" + word if opening else word
        if name not in self._words:
            key, shape = tagger.key_of(word), tagger.shape_of(word)
            candidates = self._dictionary.candidates(word, key, shape, opening=opening)
            openness = tagger.openness_of(candidates)
            fixed = self._tags[candidates[0]] if len(candidates) == 1 else None
            own = tagger.own_features(word, key, shape, openness, opening=opening)
            around = tagger.neighbour_features(key, shape, openness)
            rare = self._folded[key].total() <= RARE
            self._words[name] = Seen(Word(key, openness, candidates, fixed), own, *around, rare=rare)
        return self._words[name]

    def learn(self, row: Sequence[Seen], gold: Sequence[int], chance: random.Random) -> None:
        """Tag one sentence and correct the weights at each wrong tag."""
        edge, tags = self._edge, self._tags
        padded = [edge, edge, *row, edge, edge]
        before = before_2 = EDGE
        finite = False
        for place, (seen, right_tag) in enumerate(zip(row, gold, strict=True), 2):
            word, tag = seen.word, seen.word.tag
            if tag is None:
                right = padded[place + 1]
                own = seen.own[1:] if seen.rare and chance.random() < FORGET else seen.own
                features = [
                    *own,
                    *padded[place - 1].left,
                    *padded[place - 2].left_2,
                    *right.right,
                    *padded[place + 2].right_2,
                    *tagger.context_features(word, before, before_2, right.word.openness, finite=finite),
                    tagger.pair_feature(word, right.word),
                ]
                guess = self._guess(word.candidates, features)
                self._step += 1
                if guess != right_tag and right_tag in word.candidates:
                    self._correct(features, right_tag, guess)
                tag = tags[guess]
            finite = tagger.has_finite(tag, finite=finite)
            before_2, before = before, tag

    def _guess(self, candidates: bytes, features: list[str]) -> int:
        """Return the candidate with the highest score, the first of equals."""
        rows = [row for feature in features if (row := self._weights.get(feature))]
        scores = [sum([row[tag][0] for row in rows if tag in row]) for tag in candidates]
        return candidates[scores.index(max(scores))]

    def _correct(self, features: list[str], right: int, wrong: int) -> None:
        """Raise the weights for the right tag by one and lower those for the wrong one."""
        for feature in features:
            row = self._weights.setdefault(feature, {})
            for tag, change in ((right, 1), (wrong, -1)):
                cell = row.setdefault(tag, [0, 0, 0])
                cell[1] += (self._step - cell[2]) * cell[0]
                cell[2] = self._step
                cell[0] += change

    def scores(self) -> dict[str, bytes]:
        """Return the averaged weights, rounded, as the tagger reads them."""
        found = {}
        for feature, row in sorted(self._weights.items()):
            pairs = bytearray()
            for tag, (weight, past, last) in sorted(row.items()):
                mean = (past + (self._step - last) * weight) / self._step
                rounded = max(-127, min(127, round(mean * SCALE)))
                if abs(rounded) >= LEAST:
                    pairs += bytes([tag, rounded + 128])
            if pairs:
                found[feature] = bytes(pairs)
        return found


def train(sentences: Sequence[Gold], numbers: dict[str, int]) -> CaseWeights:
    """Return the weights learned from the sentences."""
    bare = make_dictionary(sentences, numbers)
    learner = Learner(tuple(numbers), bare, _counts(sentences)[1])
    rows = [(learner.row(gold.words), [numbers[tag] for tag in gold.tags]) for gold in sentences]
    chance = random.Random(1)  # noqa: S311 - a fixed order of sentences, no secret
    for _ in range(EPOCHS):
        chance.shuffle(rows)
        for row, gold in rows:
            learner.learn(row, gold, chance)
    return CaseWeights(bare.exact, bare.folded, bare.endings, learner.scores())


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
    counts = Counter(tag for gold in parts["train"] for tag in gold.tags)
    counts.update(PUNCTUATION.values())
    numbers = {tag: number for number, (tag, _) in enumerate(counts.most_common())}
    cased, caseless = train(parts["train"], numbers), train(lower_cased(parts["train"]), numbers)
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
