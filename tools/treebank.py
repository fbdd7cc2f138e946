"""Reads tagged sentences to learn from: a treebank, cut as the house cuts text, and the project's own sentences."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sayso.extract.sentences import Cutter
from sayso.extract.tag_dictionary import PUNCTUATION
from sayso.records import Block, Capture, Report

TREEBANK_TAGS = {"HYPH": ":", "NFP": ":", "AFX": "JJ", "XX": "FW"}
"""Tags of the treebank that Penn's own tag set does not have, and what they become."""
JOINERS = frozenset("-\u2010\u2011/&")


class Gold(NamedTuple):
    """A sentence as the house cuts it, with the treebank's tags."""

    name: str
    words: list[str]
    tags: list[str]


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
            found.append(Gold(name, list(sentence.lower if sentence.shouting else sentence.words), tags))
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
    """Return the tag of the word at `start`: its last part's if it is joined by a mark, else its first part's.

    A number joined to a noun describes another noun, as Penn's guidelines have it ("five-day/JJ truce").
    """
    inside = [number for number, part in enumerate(parts) if part[0] < end and part[1] > start]
    chosen = inside[-1 if JOINERS & set(word) else 0]
    tag = parts[chosen][2]
    if tag == "NN" and JOINERS & set(word) and parts[inside[0]][2] == "CD":  # Penn: the five-day truce
        return "JJ"
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


def read_news(path: Path) -> list[Gold]:
    """Return the project's own sentences in the style of news, one a line, written as `word/TAG word/TAG`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        pairs = [pair.rpartition("/") for pair in line.split()]
        found.append(Gold("own", [word for word, _, _ in pairs], [tag for _, _, tag in pairs]))
    return found


def in_capitals(words: Sequence[str]) -> bool:
    """Tell whether a sentence of several words is in capitals; longer text in capitals is lower-cased before tagging."""
    return len(words) > 1 and "".join(words).isupper() and sum(word.isalpha() for word in words) > 1


def lower_cased(sentences: Iterable[Gold]) -> list[Gold]:
    """Return the sentences as a text in capitals is given to the tagger."""
    return [Gold(name, [word.lower() for word in words], tags) for name, words, tags in sentences]
