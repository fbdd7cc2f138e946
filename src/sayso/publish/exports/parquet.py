"""Writes tables as Parquet: typed columns, days as text, instants in UTC, the codebook and the state in the metadata."""

import io
from importlib import import_module
from typing import Any

from sayso.errors import UsageError
from sayso.publish.exports import File
from sayso.publish.exports.facts import facts
from sayso.publish.exports.tables import OWN, Filled, filled
from sayso.publish.public.record import PublicRecord
from sayso.values.instants import instant

MEDIA_TYPE = "application/vnd.apache.parquet"


def parquet(record: PublicRecord) -> tuple[File, ...]:
    """Return every table of our own, a file each; UsageError when pyarrow is not installed."""
    try:
        arrow, files = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as trouble:
        message = "Parquet needs pyarrow; install sayso[tables]"
        raise UsageError(message) from trouble
    told = {f"sayso.{key}": value for key, value in facts(record).items()}
    return tuple(_file(arrow, files, filled(record, name), told) for name in OWN)


def _file(arrow: Any, files: Any, table: Filled, told: dict[str, str]) -> File:  # noqa: ANN401 - pyarrow is optional
    types = {
        "text": arrow.string(), "texts": arrow.list_(arrow.string()), "whole": arrow.int64(), "number": arrow.float64(),
        "flag": arrow.bool_(), "day": arrow.string(), "instant": arrow.timestamp("us", tz="UTC"),
    }  # fmt: skip
    columns = table.table.columns
    schema = arrow.schema(
        [arrow.field(name, types[column.kind], metadata={"about": column.about}) for name, column in columns.items()],
        metadata={**told, "sayso.about": table.table.about},
    )
    arrays = [
        arrow.array([_value(column.kind, row[place]) for row in table.rows], type=types[column.kind])
        for place, column in enumerate(columns.values())
    ]
    sink = io.BytesIO()
    files.write_table(arrow.Table.from_arrays(arrays, schema=schema), sink, compression="zstd", version="2.6")
    return File(f"{table.name}.parquet", sink.getvalue(), MEDIA_TYPE, table.table.about, table.name)


def _value(kind: str, value: object) -> object:
    return instant(value) if kind == "instant" and isinstance(value, str) else value
