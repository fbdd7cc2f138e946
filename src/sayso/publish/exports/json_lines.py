"""Writes tables as JSON Lines: an object a line with every column, the raw values, null for what is not known."""

import msgspec

from sayso.publish.exports import File
from sayso.publish.exports.tables import OWN, Filled, filled
from sayso.publish.public.record import PublicRecord

MEDIA_TYPE = "application/jsonl"


def json_lines(record: PublicRecord) -> tuple[File, ...]:
    """Return every table of our own, a file each."""
    return tuple(_file(filled(record, name)) for name in OWN)


def _file(table: Filled) -> File:
    names = tuple(table.table.columns)
    data = b"".join(msgspec.json.encode(dict(zip(names, row, strict=True))) + b"\n" for row in table.rows)
    return File(f"{table.name}.jsonl", data, MEDIA_TYPE, table.table.about, table.name)
