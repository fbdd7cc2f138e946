"""Tables of records: as Arrow for any engine, as pandas, and as rows on a page. Arrow and pandas are optional.

A table speaks the Arrow C stream protocol, so polars, DuckDB and others take it without a copy of ours in between.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from sayso.errors import UsageError
from sayso.library.columns import Columns
from sayso.library.html import table_html

RecordT = TypeVar("RecordT")
_SHOWN = 20
"""How many rows a page shows."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a table rests on; it goes with it as Arrow metadata and as `attrs` of pandas."""

    state: str
    """Which state it is, in words."""
    said: str | None
    known: str | None
    head: int
    """The last entry of the ledger that is seen."""
    rule: str
    """The rule by which one of several figures is taken."""


class Row(Protocol):
    """One row."""

    @property
    def values(self) -> tuple[object, ...]:
        """What stands in its columns, in order."""
        ...


class Table(Generic[RecordT]):
    """Records with columns: iterate for the records, `to_arrow()` and `to_pandas()` for columns."""

    def __init__(
        self, records: Sequence[RecordT], columns: Columns, rows: Callable[[], Sequence[Row]], facts: Facts
    ) -> None:
        self.records = tuple(records)
        self.columns = tuple(name for name, _ in columns)
        self.facts = facts
        self._kinds = columns
        self._make = rows

    def __iter__(self) -> Iterator[RecordT]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, place: int) -> RecordT:
        return self.records[place]

    @cached_property
    def rows(self) -> list[tuple[object, ...]]:
        """The rows, each with a value for every column."""
        return [row.values for row in self._make()]

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow is optional
        """Return a `pyarrow.Table`; its metadata say which state it is. UsageError when pyarrow is not installed."""
        arrow = _optional("pyarrow")
        types = {
            "text": arrow.string(), "texts": arrow.list_(arrow.string()), "whole": arrow.int64(), "number": arrow.float64(),
            "flag": arrow.bool_(), "day": arrow.date32(), "instant": arrow.timestamp("us", tz="UTC"),
        }  # fmt: skip
        schema = arrow.schema(
            [arrow.field(name, types[kind]) for name, kind in self._kinds],
            metadata={f"sayso.{key}": "" if value is None else str(value) for key, value in self._facts().items()},
        )
        arrays = [
            arrow.array([row[place] for row in self.rows], type=types[kind])
            for place, (_, kind) in enumerate(self._kinds)
        ]
        return arrow.Table.from_arrays(arrays, schema=schema)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the table as an Arrow C stream, for whoever takes one."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas is optional
        """Return a `pandas.DataFrame` with nullable types: what is not known is `<NA>`, never zero; `attrs` say which state.

        UsageError when pandas or pyarrow is not installed.
        """
        pandas, arrow = _optional("pandas"), _optional("pyarrow")
        nullable = {
            arrow.int64(): pandas.Int64Dtype(), arrow.float64(): pandas.Float64Dtype(), arrow.bool_(): pandas.BooleanDtype(),
            arrow.string(): pandas.StringDtype(),
        }  # fmt: skip
        frame = self.to_arrow().to_pandas(types_mapper=nullable.get)
        frame.attrs.update(self._facts())
        return frame

    def _facts(self) -> dict[str, str | int | None]:
        return msgspec.structs.asdict(self.facts)

    def _repr_html_(self) -> str:
        return table_html(self.facts.state, self.columns, self.rows[:_SHOWN], len(self.rows))


def _optional(name: str) -> Any:  # noqa: ANN401 - a module
    """Return an optional library; UsageError that says how to get it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as trouble:
        message = f"tables need {name}; install sayso[tables]"
        raise UsageError(message) from trouble
