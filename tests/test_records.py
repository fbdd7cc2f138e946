"""Every record can be written as JSON and read back as the same record, and none can be made without its provenance."""

import inspect
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import records
from sayso.records import Claim

RECORDS = sorted(
    (kind for _, kind in inspect.getmembers(records, inspect.isclass) if issubclass(kind, msgspec.Struct)),
    key=lambda kind: kind.__name__,
)


def arbitrary(kind: msgspec.inspect.Type) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one row a type
    """Return a strategy for any value of a type that records use."""
    match kind:
        case msgspec.inspect.NoneType():
            return st.none()
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.IntType():
            return st.integers(-(2**53), 2**53)
        case msgspec.inspect.FloatType():
            return st.floats(allow_nan=False, allow_infinity=False)
        case msgspec.inspect.StrType():
            return st.text(max_size=12)
        case msgspec.inspect.LiteralType():
            return st.sampled_from(kind.values)
        case msgspec.inspect.UnionType():
            return st.one_of([arbitrary(part) for part in kind.types])
        case msgspec.inspect.VarTupleType():
            return st.lists(arbitrary(kind.item_type), max_size=2).map(tuple)
        case msgspec.inspect.TupleType():
            return st.tuples(*[arbitrary(part) for part in kind.item_types])
        case msgspec.inspect.StructType():
            return record(kind.cls)
        case _:
            message = f"no strategy for {kind}"
            raise AssertionError(message)


def record(kind: type[msgspec.Struct]) -> st.SearchStrategy[msgspec.Struct]:
    """Return a strategy for any record of a type; a time phrase's ends are left out, for they hold time phrases."""
    fields = msgspec.inspect.type_info(kind).fields  # type: ignore[attr-defined]  # a struct's info has fields
    wanted = {
        f.name: arbitrary(f.type) for f in fields if not (kind.__name__ == "TimePhrase" and f.name in {"start", "end"})
    }
    return st.builds(kind, **wanted)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_record_survives_json(kind: type[msgspec.Struct], data: st.DataObject) -> None:
    made = data.draw(record(kind))
    assert msgspec.json.decode(msgspec.json.encode(made), type=kind) == made


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_and_slotted(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.frozen
    assert "__dict__" not in kind.__slots__  # type: ignore[attr-defined]  # every struct has slots


@pytest.mark.parametrize("field", ["report", "span", "quote", "by", "passage", "channel"])
def test_a_claim_cannot_be_made_without_saying_where_it_came_from(field: str) -> None:
    required = {f.name for f in msgspec.structs.fields(Claim) if f.required}
    assert field in required
