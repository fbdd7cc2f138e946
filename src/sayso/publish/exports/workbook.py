"""Writes all tables as one Excel workbook in which every text is a text: no formula, no link, no date that a program could shift."""

import io
from datetime import datetime
from importlib import import_module
from typing import Any

from sayso.errors import UsageError
from sayso.publish.characters import for_xml
from sayso.publish.exports import File
from sayso.publish.exports.codebook import lines
from sayso.publish.exports.tables import OWN, Filled, filled
from sayso.publish.public.record import PublicRecord

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""What a sheet and a cell may hold (Microsoft, Excel specifications and limits)."""
_CUT = " … (cut here; whole in the JSON Lines)"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's own field knows no zone; always the same, never now
_OPTIONS = {
    "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    "in_memory": True,
}  # fmt: skip


def workbook(record: PublicRecord) -> tuple[File, ...]:
    """Return one workbook with a sheet a table after one that says how to read it; UsageError when XlsxWriter is not installed."""
    try:
        writer = import_module("xlsxwriter")
    except ModuleNotFoundError as trouble:
        message = "Excel workbooks need XlsxWriter; install sayso[tables]"
        raise UsageError(message) from trouble
    sink = io.BytesIO()
    book = writer.Workbook(sink, _OPTIONS)
    book.set_properties({"title": text(record.title), "author": text(record.publisher), "created": _MADE})
    styles = {"head": book.add_format({"bold": True}), "text": book.add_format({"num_format": "@"})}
    _read_me(book, styles, record)
    for name in OWN:
        _sheets(book, styles, filled(record, name))
    book.close()
    return (File("record.xlsx", sink.getvalue(), MEDIA_TYPE, "All tables as one Excel workbook."),)


def text(value: object) -> str:
    """Return a cell's text, no longer than a cell may be; a list in it is joined with semicolons, for reading.

    A flag is a word: LibreOffice makes a formula (`=TRUE()`) of a cell of the kind that Excel has for it.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    found = for_xml(str(value))
    # The limit is in units of UTF-16: a character beyond the first plane is two.
    if len(found.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return found
    room = MOST_CHARACTERS - len(_CUT)
    return found.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + _CUT


def _read_me(book: Any, styles: dict[str, Any], record: PublicRecord) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet = book.add_worksheet("Read me")
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines(record)):
        sheet.write_string(
            row, 0, text(line.removeprefix("#").lstrip("# ")), styles["head" if line.startswith("#") else "text"]
        )


def _sheets(book: Any, styles: dict[str, Any], table: Filled) -> None:  # noqa: ANN401 - same
    """Write a table; where it has more rows than a sheet holds, on further sheets."""
    room = MOST_ROWS - 1
    for number, begin in enumerate(range(0, max(1, len(table.rows)), room)):
        sheet = book.add_worksheet(table.name if number == 0 else f"{table.name} {number + 1}")
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(table.table.columns):
            sheet.write_string(0, place, name, styles["head"])
        for row, values in enumerate(table.rows[begin : begin + room], 1):
            for place, value in enumerate(values):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(row, place, value)
                elif value is not None and value != []:
                    sheet.write_string(row, place, text(value), styles["text"])
