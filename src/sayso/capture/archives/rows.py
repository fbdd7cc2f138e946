"""JSON Lines and CSV: each row a report of its own, `table.csv#12`, its columns named by a mapping.

A value is text and nothing else: what looks like a formula is kept as it stands and never computed. The number after `#`
is the line of the file on which the row begins, the first line is 1.
"""

import csv
import io
from collections.abc import Iterator

import msgspec

from sayso.capture.archives.member import Archive, Found
from sayso.capture.declared import codec_for
from sayso.capture.encoding import decide_encoding, marked_encoding
from sayso.errors import InputError
from sayso.records import Finding

_DELIMITERS = ",;\t|"
_FIELD_CHARACTERS = 8_000_000
"""The longest value of a table; an unclosed quotation mark would else run to the end of the file."""


def fits_lines(name: str, head: bytes) -> bool:
    """Tell JSON Lines, by the name alone: one line of it is a JSON report like any other."""
    del head
    return name.endswith((".jsonl", ".ndjson"))


def fits_table(name: str, head: bytes) -> bool:
    """Tell a table, by the name alone."""
    del head
    return name.endswith((".csv", ".tsv"))


def lines(archive: Archive) -> Iterator[Found]:
    """Yield a report for each line that is an object with a text."""
    for number, line in enumerate(_text(archive).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line.strip().encode("utf-8", "surrogatepass"))
        except (msgspec.DecodeError, RecursionError, UnicodeError) as trouble:
            yield InputError(f"{archive.name}#{number} is not whole JSON: {trouble}")
            continue
        if not isinstance(row, dict):
            yield InputError(f"{archive.name}#{number} is no object with fields")
            continue
        yield _row(archive, row, number)


def table(archive: Archive) -> Iterator[Found]:
    """Yield a report for each row of a table whose first line names its columns."""
    text = _text(archive)
    csv.field_size_limit(_FIELD_CHARACTERS)
    head = text.split("\n", 1)[0]
    delimiter = archive.mapping.delimiter or max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text.replace("\0", "�"), newline=""), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as trouble:
            yield InputError(f"{archive.name}#{begins} is no row of a table: {trouble}")
            begins = reader.line_num + 1
            continue
        line, begins = begins, reader.line_num + 1
        if not any(value.strip() for value in row):
            continue
        if names is None:
            names = _columns(archive, row)
        elif len(row) != len(names):
            yield InputError(f"{archive.name}#{line} has {len(row)} values for {len(names)} columns")
        else:
            yield _row(archive, dict(zip(names, row, strict=True)), line)


def _columns(archive: Archive, row: list[str]) -> list[str]:
    """Return the names of the columns; InputError when none of them is the text."""
    names = [name.strip() for name in row]
    wanted = archive.mapping.names("text")
    if not any(name in names for name in wanted):
        message = (
            f"{archive.name} has no column {' or '.join(wanted)}, but {', '.join(names)[:200]}; "
            "say in a mapping file which one is the text (--mapping)"
        )
        raise InputError(message)
    return names


def _row(archive: Archive, row: dict[str, object], line: int) -> Found:
    fields = archive.mapping.pick(row)
    if "text" not in fields:
        return InputError(f"{archive.name}#{line} has no text")
    written = fields.pop("published", None)
    at = None if written is None else archive.mapping.date(str(written))
    found = archive.document({**fields, "published": at}, line)
    if written is None or at is not None or isinstance(found, InputError):
        return found
    source = found.captured.capture.source
    message = f"the date {str(written)[:40]!r} is not read; say how dates are written in a mapping file (date_format)"
    doubt = Finding(code="row-undated", message=message, source=source)
    captured = msgspec.structs.replace(found.captured, findings=(*found.captured.findings, doubt))
    return msgspec.structs.replace(found, captured=captured)


def _text(archive: Archive) -> str:
    """Return the file as text; InputError when it is in no encoding we know."""
    data = archive.whole()
    stated = None if archive.mapping.encoding is None else codec_for(archive.mapping.encoding)
    if archive.mapping.encoding is not None and stated is None:
        message = f"{archive.name}: the mapping names an encoding that is not known: {archive.mapping.encoding}"
        raise InputError(message)
    encoding = marked_encoding(data) or decide_encoding(data, stated)
    return data.decode(encoding.name, "replace").removeprefix("\ufeff").replace("\r\n", "\n")
