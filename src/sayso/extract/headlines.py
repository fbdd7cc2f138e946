"""Speakers of headlines: "Official: five killed", "Five killed (dash) Asayish", "Five killed: military sources".

A headline's speaker is marked by a dash or a colon alone, so that a name counts only when the text has it speak, or when
its words are those of a person or a body.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.extract.cues import Cues
from sayso.extract.sentences import Sentence
from sayso.extract.shape import Shape, ShapeWords, shape
from sayso.extract.speakers import Memory, Named
from sayso.extract.utterances import Utterance
from sayso.records import Report

_LONGEST = 30
"""Up to how many tokens a headline has."""
_CALLED = 6
"""Before which token the colon behind a speaker stands: "Local sources: three dead"."""
_CHANNELS = frozenset({"title", "heading"})


def headlines(
    report: Report, sentences: Sequence[Sentence], cues: Cues, memory: Memory, spoken: list[Utterance]
) -> Iterator[Utterance]:
    """Yield what the titles and headings of a report attribute by their marks; those with a cue are left alone."""
    taken = {utterance.sentence for utterance in spoken if utterance.kind == "speech" and utterance.frame != "author"}
    for number, sentence in enumerate(sentences):
        if number in taken or not 3 < len(sentence.words) <= _LONGEST:
            continue
        titled = report.blocks[sentence.block].channel in _CHANNELS
        opens = ":" in sentence.lower[:_CALLED]
        if titled or opens or _stands_alone(report, sentence):
            yield from _marked(number, sentence, cues, memory, titled=titled)


def _stands_alone(report: Report, sentence: Sentence) -> bool:
    """Tell whether a sentence is a line of its own without a full stop, with a dash towards its end."""
    start, end = report.blocks[sentence.block].span
    tail = report.text[max(start, end - 60) : end].rstrip()
    return sentence.span[1] >= end - 2 and tail[-1:].isalnum() and any(dash in tail for dash in (" – ", " — ", " - "))


def _marked(number: int, sentence: Sentence, cues: Cues, memory: Memory, *, titled: bool) -> Iterator[Utterance]:
    """Yield what one line attributes to the names before its colons, or else to the one behind its last dash or colon.

    Outside titles a dash counts only before somebody whom the text has speak.
    """
    figure = shape(sentence, ShapeWords(cues.shape.fixed, cues.shape.time, cues.shape.peoples))
    called = list(_called(sentence, figure, cues, memory))
    for (start, colon), (end, _) in pairwise([*called, (len(figure.code), 0)]):
        names = memory.named(sentence, figure, (start, colon), colon)
        yield _made(number, sentence, names, (start, colon), (colon + 1, end))
    if called:
        return
    end = len(figure.code.rstrip("."))
    dash = max(figure.code.rfind("-", 0, end), figure.code.rfind(":", 0, end))
    known = dash > figure.code.find(":") and memory.knows(" ".join(sentence.lower[dash + 1 : end]))
    if not titled and not known:
        return
    body = titled and end == dash + 2 and sentence.lower[dash + 1] in cues.bodies
    if dash > 2 and 0 < end - dash - 1 < _CALLED and (body or _speaks(sentence, figure, (dash + 1, end), cues, memory)):
        names = memory.named(sentence, figure, (dash + 1, end), end)
        yield _made(number, sentence, names, (dash + 1, end), (0, dash))


def _called(sentence: Sentence, figure: Shape, cues: Cues, memory: Memory) -> Iterator[tuple[int, int]]:
    """Yield the tokens before each colon that name a speaker, at the head of the line and behind each semicolon."""
    code = figure.code
    start = 0
    while start < len(code) - 2:
        colon = code.find(":", start, start + _CALLED)
        if colon > start and colon + 2 < len(code) and _speaks(sentence, figure, (start, colon), cues, memory):
            yield start, colon
        start = code.find(";", start) + 1 or len(code)


def _speaks(sentence: Sentence, figure: Shape, part: tuple[int, int], cues: Cues, memory: Memory) -> bool:
    """Tell whether a part of a line names a speaker: by its noun, or by a name that the text has speak."""
    start, end = part
    if figure.extended_right(start) != end:
        return False
    words = sentence.lower[start:end]
    tagged = figure.code[start] == "C"  # "#Lesk: …" names what is spoken of
    if not tagged and memory.knows(" ".join(words)):
        return True
    return words[-1] in cues.persons or (
        words[-1] in cues.bodies and (len(words) > 1 or start > 0) and figure.code[start] != "P"
    )


def _made(
    number: int, sentence: Sentence, names: list[Named], speaker: tuple[int, int], content: tuple[int, int]
) -> Utterance:
    """Return the attribution of a headline."""
    return Utterance(
        sentence=number, block=sentence.block, source=sentence.slice(*speaker), names=names,
        content=[sentence.slice(*content)], frame="headline",
    )  # fmt: skip
