"""Opens everything that goes out of an issue, so that it can be searched: names of files, what lies in archives and tables, text without its marks.

A form is what one command writes for the public: the record itself, each format of `sayso export`, the site, the public bundle.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from sayso.bundling import Sealing, public_bundle
from sayso.issuing import Prepared, extras
from sayso.ledger.ledger import Ledger
from sayso.publish.bundle import zipped
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import packed, written
from sayso.publish.site.pages import site
from sayso.publish.site.writing import earlier_at, write_site

Files = Iterable[tuple[str, bytes]]
"""Names and what stands under them."""
_WITHIN_WORDS = re.compile(rb"</?(?:a|b|bdi|bdo|em|i|mark|span|strong|tspan|wbr)\b[^>]*>")
"""Marks that may stand within a word; all others part what stands before them from what stands behind."""
_ZIPPED, _PARQUET = b"PK\x03\x04", b"PAR1"


def forms(issue: Prepared, ledger: Ledger, sealing: Sealing, folder: Path) -> Iterator[tuple[str, Files]]:
    """Yield each form of an issue by name with its files; the site is written into `folder`, over an earlier one, and read from there."""
    record = issue.record
    yield "the record", [("record.json", msgspec.json.encode(record))]
    for one in FORMATS:
        yield one.name, [(file.path, file.data) for file in written(record, one.name)]
    yield "the codebook", [(file.path, file.data) for file in packed(record, ())]
    yield "the descriptor", [(file.path, file.data) for file in packed(record, (one.name for one in FORMATS))][-1:]
    write_site(folder, site(record, extras(issue), earlier_at(folder)))
    yield "the site", _under(folder)
    made = public_bundle(ledger, record, issue.claims, sealing)
    yield "the bundle", [*made.items(), ("bundle.zip", zipped(made))]


def opened(files: Files) -> Iterator[bytes]:
    """Yield everything in which words may stand: names, bytes as they lie there, what is packed in them, and text without its marks."""
    for name, data in files:
        yield name.encode()
        yield data
        if data.startswith(_ZIPPED):
            yield from opened(_members(data))
        elif data.startswith(_PARQUET):
            yield from _table(data)
        elif b"<" in data:
            yield _WITHIN_WORDS.sub(b"", data)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "comment", archive.comment
        for member in archive.infolist():
            yield f"{member.filename} {member.date_time} {member.comment!r} {member.extra!r}", archive.read(member)


def _table(data: bytes) -> Iterator[bytes]:
    table = pq.read_table(io.BytesIO(data))
    about: Mapping[bytes, bytes] = table.schema.metadata or {}
    yield from (part for pair in about.items() for part in pair)
    for row in table.to_pylist():
        yield json.dumps(row, default=str, ensure_ascii=False).encode()


def _under(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
