"""Makes sentences for tests: from "word/TAG" notation, or from prose through the project's own tagger."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from sayso.capture.files import capture_stream
from sayso.extract.sentences import Cutter, Sentence
from sayso.extract.tagger import Tagger
from sayso.lexicon.grammar import GrammarWords
from sayso.lexicon.load import fold, load
from sayso.records import Report
from sayso.settings import Settings
from sayso.structure import structure


def tagged(notation: str) -> Sentence:
    """Return the sentence that "word/TAG word/TAG" writes down."""
    pairs = [token.rsplit("/", 1) for token in notation.split()]
    words = tuple(word for word, _ in pairs)
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
    return Sentence(
        span=(0, at - 1),
        block=0,
        words=words,
        lower=tuple(map(fold, words)),
        tags=tuple(tag for _, tag in pairs),
        starts=tuple(starts),
        ends=ends,
        shouting=False,
        grammar=load("en", "grammar", GrammarWords),
    )


@cache
def _cutter() -> Cutter:
    return Cutter("en", Tagger().tag)


def report(text: str) -> Report:
    """Return the report that a plain text is."""
    settings = Settings()
    captured = capture_stream(BytesIO(text.encode()), settings, datetime(2031, 5, 14, tzinfo=UTC))
    return structure(captured.capture, captured.data, settings, "2031-05-14").report


def prose(text: str) -> Sentence:
    """Return the only sentence of a text."""
    (sentence,) = _cutter().sentences(report(text))
    return sentence
