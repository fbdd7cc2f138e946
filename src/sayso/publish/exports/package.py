"""Puts exports together: the files of the formats that are asked for, the codebook, and a Frictionless Data Package descriptor."""

import hashlib
import re
from collections.abc import Iterable
from importlib import import_module

import msgspec

from sayso.errors import UsageError
from sayso.publish.exports import FORMATS, File, comma_separated, json_lines, parquet
from sayso.publish.exports.codebook import codebook
from sayso.publish.exports.facts import facts, licence_address
from sayso.publish.exports.tables import columns
from sayso.publish.exports.when import utc
from sayso.publish.public.record import PublicRecord

DESCRIPTOR = "datapackage.json"
CODEBOOK = "README.md"
_SPECIFICATION = "https://datapackage.org/profiles/2.0"
_TYPES = {
    "text": {"type": "string"}, "texts": {"type": "array"}, "whole": {"type": "integer"}, "number": {"type": "number"},
    "flag": {"type": "boolean"}, "day": {"type": "date"}, "instant": {"type": "datetime", "format": "any"},
}  # fmt: skip
"""Types of Table Schema 2.0; its `date` has no zone. `any`, for seconds may have fractions."""
_TABULAR = {comma_separated.MEDIA_TYPE, json_lines.MEDIA_TYPE, parquet.MEDIA_TYPE}
_REFERRING = frozenset({"figures", "claims", "counts", "disputes", "codes"})
"""Tables whose ids are all in the tables that they name; a correction may be of an event that is gone."""
_REFERENCES = {"event": "events", "claim": "claims", "source": "sources"}


def packed(record: PublicRecord, names: Iterable[str]) -> tuple[File, ...]:
    """Return the files of some formats with codebook and descriptor; UsageError for a format that there is not.

    The order in which formats are asked for, and whether twice, makes no difference.
    """
    known = {one.name: one for one in FORMATS}
    wanted = set(names)
    if unknown := sorted(wanted - set(known)):
        message = f"there is no format {unknown[0]!r}; there are {', '.join(known)}"
        raise UsageError(message)
    found = [file for name in known if name in wanted for file in written(record, name)]
    book = File(
        CODEBOOK, codebook(record).encode(), "text/markdown", "How to read this data: every column in plain words."
    )
    return (*found, book, _descriptor(record, (*found, book)))


def written(record: PublicRecord, name: str) -> tuple[File, ...]:
    """Return the files of one format."""
    one = next(known for known in FORMATS if known.name == name)
    files: tuple[File, ...] = getattr(import_module(f"sayso.publish.{one.module}"), one.function)(record)
    return files


def _descriptor(record: PublicRecord, found: tuple[File, ...]) -> File:
    """Return the descriptor (Data Package 2.0); `created` is the ledger's last entry, never now."""
    created = utc(record.state.recorded)
    sources = [{"title": one.title, **({"path": one.link} if one.link else {})} for one in record.sources]
    package = {
        "$schema": f"{_SPECIFICATION}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", record.title.lower()).strip("-") or "record",
        "title": record.title,
        "description": f"What sources say, quoted, and what comes of it. {CODEBOOK} says how to read it.",
        **({"homepage": record.address} if record.address else {}),
        "version": record.state.root or str(record.state.entries),
        **({"created": created} if created else {}),
        "licenses": [_licence(record.licence)],
        "contributors": [{"title": record.publisher or "not named", "roles": ["publisher"]}],
        **({"sources": sources} if sources else {}),
        "sayso": facts(record),
        "resources": [
            _resource(file, {one.table for one in found if one.media_type == file.media_type}) for file in found
        ],
    }
    data = msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n"
    return File(DESCRIPTOR, data, "application/json", "Data Package descriptor.")


def _licence(name: str) -> dict[str, str]:
    """Return a licence, with the address of its text where it is one of SPDX's list."""
    address = licence_address(name)
    return {"name": name, **({"path": address} if address else {})}


def _resource(file: File, beside: set[str | None]) -> dict[str, object]:
    """Return how a file stands in the descriptor; a table with its columns, and keys to tables that are there in the same format."""
    made: dict[str, object] = {
        "name": re.sub(r"[^a-z0-9]+", "-", file.path.lower()), "path": file.path, "description": file.about,
        "format": file.path.rpartition(".")[2], "mediatype": file.media_type, "bytes": len(file.data),
        "hash": f"sha256:{hashlib.sha256(file.data).hexdigest()}",
    }  # fmt: skip
    if not file.media_type.endswith(("parquet", "sheet")):
        made["encoding"] = "utf-8"
    if file.table is None or file.media_type not in _TABULAR:
        return made
    if file.media_type == comma_separated.MEDIA_TYPE:
        made["dialect"] = {"$schema": f"{_SPECIFICATION}/tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}  # fmt: skip
    return made | {"type": "table", "schema": _schema(file.table, beside, file.path.rpartition(".")[2])}


def _schema(name: str, beside: set[str | None], suffix: str) -> dict[str, object]:
    table = columns().tables[name]
    made: dict[str, object] = {
        "$schema": f"{_SPECIFICATION}/tableschema.json",
        "fields": [
            {"name": column, **_TYPES[what.kind], "description": what.about, "sayso:beginHere": what.first}
            for column, what in table.columns.items()
        ],
        "missingValues": [""],
    }
    if table.key:
        made["primaryKey"] = list(table.key)
    keys = [
        {"fields": [column], "reference": {"resource": f"{target}-{suffix}", "fields": ["id"]}}
        for column, target in _REFERENCES.items()
        if column in table.columns and target in beside and name in _REFERRING
    ]
    return made | ({"foreignKeys": keys} if keys else {})
