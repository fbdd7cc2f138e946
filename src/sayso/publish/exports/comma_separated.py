"""Writes tables as CSV: RFC 4180, UTF-8 without a mark at its head, every text in quotes, nothing that a spreadsheet would compute."""

import msgspec

from sayso.publish.characters import LOST, guarded
from sayso.publish.exports import File
from sayso.publish.exports.tables import OWN, Filled, filled
from sayso.publish.public.record import PublicRecord

MEDIA_TYPE = "text/csv"


def comma_separated(record: PublicRecord) -> tuple[File, ...]:
    """Return every table of our own, a file each."""
    return tuple(_file(filled(record, name)) for name in OWN)


def acled_like(record: PublicRecord) -> tuple[File, ...]:
    """Return the events in columns that mean what ACLED's mean."""
    return (_file(filled(record, "acled-like")),)


def ucdp_like(record: PublicRecord) -> tuple[File, ...]:
    """Return the events in columns that mean what UCDP GED's mean."""
    return (_file(filled(record, "ucdp-ged-like")),)


def cell(value: object) -> str:
    """Return one cell: empty for what is not known and for a list of nothing, bare numbers and flags, quoted text, a list as a JSON array in quotes.

    The format has no place for U+0000, which many readers take for the end of the file; U+FFFD stands for it.
    """
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return msgspec.json.encode(value).decode("ascii")
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return '"' + guarded(text.replace("\x00", LOST)).replace('"', '""') + '"'


def _file(table: Filled) -> File:
    lines = [",".join(cell(name) for name in table.table.columns)]
    lines += [",".join(map(cell, row)) for row in table.rows]
    data = "".join(f"{line}\r\n" for line in lines).encode()
    return File(f"{table.name}.csv", data, MEDIA_TYPE, table.table.about, table.name)
