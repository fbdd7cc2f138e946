"""The tables that go out: their columns from `columns.yaml`, and the rows that a public record fills them with."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec
import yaml

from sayso.errors import DataFileError
from sayso.publish.exports import coded, counted, told
from sayso.publish.public.record import PublicRecord

Kind = Literal["text", "texts", "whole", "number", "flag", "day", "instant"]
Row = Mapping[str, object]
"""By the name of a column its value; what is not known is None, and an empty text is None too."""


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column: of which kind, what it holds in plain words, and whether it is one to begin with."""

    kind: Kind
    about: str
    first: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table: what a row is, the columns that name a row, and all columns in order."""

    about: str
    key: tuple[str, ...]
    columns: dict[str, Column]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `columns.yaml`: how to read the tables, what to know of each format, and the tables."""

    reading: tuple[str, ...]
    formats: tuple[str, ...]
    tables: dict[str, Table]


class Filled(NamedTuple):
    """A table with its rows."""

    name: str
    table: Table
    rows: list[tuple[object, ...]]
    """A value for each column, in order."""


ROWS: dict[str, Callable[[PublicRecord], Iterable[Row]]] = {
    "events": told.events,
    "figures": counted.figures,
    "claims": told.claims,
    "counts": counted.counts,
    "sources": told.sources,
    "corrections": told.corrections,
    "gone": told.gone,
    "disputes": told.disputes,
    "codes": coded.codes,
    "acled-like": coded.acled_like,
    "ucdp-ged-like": coded.ucdp_like,
}
"""What fills each table. A new one is a function here and a block of `columns.yaml`."""
OWN = tuple(name for name in ROWS if not name.endswith("-like"))
"""The tables in our own terms."""


@cache
def columns() -> Columns:
    """Return the columns of all tables, read once a process; DataFileError when the file is missing or not of its form."""
    try:
        data = files("sayso.publish.exports").joinpath("columns.yaml").read_bytes()
        return msgspec.convert(yaml.safe_load(data), Columns)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as trouble:
        message = f"the table of columns cannot be used: {trouble}"
        raise DataFileError(message) from trouble


def filled(record: PublicRecord, name: str) -> Filled:
    """Return one table of a record."""
    table = columns().tables[name]
    rows = [tuple(_known(row[column]) for column in table.columns) for row in ROWS[name](record)]
    return Filled(name, table, rows)


def _known(value: object) -> object:
    """Return a value as a table holds it: an empty text says nothing, so it is null like what is not known."""
    if value == "":
        return None
    return list(value) if isinstance(value, tuple) else value
