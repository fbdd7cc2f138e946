"""Writes the codebook: how to read this data, in plain words, with every column of every table and the state it is of."""

from collections.abc import Iterator

from sayso.publish.exports.facts import facts
from sayso.publish.exports.tables import ROWS, columns
from sayso.publish.public.record import PublicRecord

_KINDS = {
    "text": "text",
    "texts": "list of texts",
    "whole": "whole number",
    "number": "number",
    "flag": "true or false",
    "day": "calendar day, as text (2031-05-14)",
    "instant": "instant in UTC (2031-05-14T09:30:00Z)",
}


def codebook(record: PublicRecord) -> str:
    """Return the codebook as Markdown."""
    return "\n\n".join(lines(record)) + "\n"


def lines(record: PublicRecord) -> Iterator[str]:
    """Yield its paragraphs; a heading begins with `#`."""
    book = columns()
    yield f"# How to read this data: {_one_line(record.title)}"
    yield from book.reading
    yield "## What it is of"
    for name, value in facts(record).items():
        yield f"- {name}: {_one_line(value)}"
    if record.state.sentence:
        yield _one_line(record.state.sentence)
    yield "## What it does not hold"
    for limit in record.limits:
        yield f"- {_one_line(limit)}"
    for rule, count in record.held_back:
        yield f"- Held back, {_one_line(rule)}: {count} {'claim' if count == 1 else 'claims'}"
    yield "## Formats"
    for line in book.formats:
        yield f"- {line}"
    for name in ROWS:
        table = book.tables[name]
        yield f"## Table {name}"
        yield table.about + (f" A row is named by {', '.join(table.key)}." if table.key else "")
        for column, what in table.columns.items():
            yield f"- `{column}` ({_KINDS[what.kind]}{'; begin here' if what.first else ''}): {what.about}"


def _one_line(text: str) -> str:
    """Return a text that cannot begin a line of its own."""
    return " ".join(text.split())
