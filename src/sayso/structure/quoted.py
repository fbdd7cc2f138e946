"""Adds to a report what its document sets apart as the words of others: a forwarded message, the post that is answered."""

from collections.abc import Sequence

import msgspec

from sayso.records import Block, Passage, Report
from sayso.structure.paragraphs import paragraphs

GAP = "\n\n"


class Quoted(msgspec.Struct, frozen=True):
    """The words of somebody else in a document: who, when (an ISO date or instant), what."""

    text: str
    author: str | None = None
    at: str | None = None


def with_quoted(report: Report, quoted: Sequence[Quoted]) -> Report:
    """Return a report with a dated passage for each quotation after its own words; its first passages stay as they are."""
    text = report.text
    passages = [passage for passage in report.passages if report.text.strip() or passage.kind != "article"]
    blocks = list(report.blocks)
    for one in quoted:
        start = len(text) + len(GAP) if text else 0
        text = f"{text}{GAP}{one.text}" if text else one.text
        passages.append(Passage(kind="quoted", label=None, at=one.at or report.published, span=(start, len(text))))
        blocks.extend(
            Block(
                channel="quoted",
                span=(start + found.body, start + found.end),
                passage=len(passages) - 1,
                author=one.author,
                item=found.item,
            )
            for found in paragraphs(one.text)
        )
    return msgspec.structs.replace(report, text=text, passages=tuple(passages), blocks=tuple(blocks))
