"""Makes a report of paragraphs, and notes down who says what in it: "speakers, innermost first | cue | content"."""

from collections.abc import Sequence
from functools import cache

import msgspec

from bench.engine import plain_report
from sayso.extract.attribution import Attribution, attribute
from sayso.extract.sentences import Cutter
from sayso.extract.tagger import Tagger
from sayso.records import Block, Report


@cache
def cutter() -> Cutter:
    return Cutter("en", Tagger().tag)


def report(*paragraphs: str, title: bool = False, quotation: tuple[int, ...] = (), items: bool = False) -> Report:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        blocks.append(
            Block(
                channel="title" if title and number == 0 else "body",
                span=(at, at + len(paragraph)),
                passage=0,
                quotation=number in quotation,
                item=items and number > 0,
            )
        )
        at += len(paragraph) + 2
    return msgspec.structs.replace(plain_report(text, []), blocks=tuple(blocks))


def read(source: Report) -> list[Attribution]:
    return attribute(source, cutter().sentences(source))


def lines(source: Report, kinds: Sequence[str] = ("speech",)) -> list[str]:
    return [
        f"{' < '.join(s.name for s in a.speakers) or '-'} | {a.cue_word} | "
        + " + ".join(source.text[start:end] for start, end in a.content)
        for a in read(source)
        if a.kind in kinds and not a.nested
    ]
