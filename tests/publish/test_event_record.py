"""The event record holds all that an event holds, with sources and codes, and every field of it is documented."""

from pathlib import Path

import msgspec
import pytest

from sayso.publish.event_record import EventRecord, SourcedClaim
from sayso.records import Claim, Dispute, Grading, Incident, NamedPerson, Origin, Range

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "event-record.md").read_text(encoding="utf-8")
DOCUMENTED = (EventRecord, Range, Dispute, Origin, Grading, NamedPerson)


def fields(record: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(record)]


def test_a_record_holds_every_field_of_the_event_and_of_its_claims() -> None:
    assert fields(EventRecord) == [*fields(Incident), "codes"]
    assert fields(SourcedClaim) == [*fields(Claim), "source", "superseded_by"]


@pytest.mark.parametrize("record", DOCUMENTED)
def test_every_field_is_documented(record: type[msgspec.Struct]) -> None:
    assert [name for name in fields(record) if f"`{name}`" not in PAGE] == []
