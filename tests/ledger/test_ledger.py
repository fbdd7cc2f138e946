"""The ledger's promises, for every store: what is recorded stays, and what is known is not recorded twice."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.ledger import Ledger, decode, entry
from sayso.ledger.sqlite_schema import APPLICATION_ID, SCHEMA_VERSION
from sayso.records import Capture, Finding

AT = "2031-05-14T09:00:00+00:00"
BYTES = b"SAMPLE. Two people were hurt."
CAPTURE = Capture(
    id="7c8b2dd0c2c2a6bd1a0a1f9b0dd7f5d4a3a1b1c2d3e4f5a6b7c8d9e0f1a2b3c4",
    source="sample.txt",
    captured_at=AT,
    size=len(BYTES),
    media_type="text/plain",
    encoding="utf-8",
    encoding_basis="utf-8",
)


def finding(message: str) -> Finding:
    return Finding(code="sample", message=message, source="sample.txt")


@pytest.fixture(params=["sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """One ledger of each kind of store."""
    assert request.param == "sqlite"
    with Ledger.open(tmp_path / "desk.ledger") as opened:
        yield opened


def test_what_is_appended_can_be_read_back_in_order(ledger: Ledger) -> None:
    ledger.append([CAPTURE, finding("first"), finding("second")], [], AT)
    assert [decode(e) for e in ledger.entries()] == [CAPTURE, finding("first"), finding("second")]


def test_adding_the_same_thing_twice_changes_nothing(ledger: Ledger) -> None:
    first = ledger.append([CAPTURE, finding("first")], [], AT)
    before = list(ledger.entries())
    second = ledger.append([CAPTURE, finding("first")], [], "2031-05-15T09:00:00+00:00")
    assert (len(first.new), first.known) == (2, 0)
    assert (len(second.new), second.known) == (0, 2)
    assert list(ledger.entries()) == before


def test_a_record_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    name = entry(finding("first")).id
    ledger.append([finding("first")], [], AT)
    assert ledger.get(name[:6]) == finding("first")


@pytest.mark.parametrize("name", ["", "zzzz"], ids=["nothing asked for", "nothing there"])
def test_an_unknown_id_is_one_clear_error(ledger: Ledger, name: str) -> None:
    ledger.append([finding("first")], [], AT)
    with pytest.raises(LedgerError):
        ledger.get(name)


def test_bytes_of_a_capture_are_checked_when_they_are_read(ledger: Ledger) -> None:
    ledger.append([], [("0" * 64, BYTES)], AT)
    with pytest.raises(IntegrityError, match="not those that were taken"):
        ledger.capture("0" * 64)
    assert ledger.capture("1" * 64) is None


def test_the_file_itself_refuses_changes_and_deletions(tmp_path: Path) -> None:
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as opened:
        opened.append([finding("first")], [("0" * 64, BYTES)], AT)
    stranger = sqlite3.connect(path)
    for statement in (
        "UPDATE entries SET recorded_at = '2031-01-01T00:00:00.000000Z'",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT seq + 1, kind, id, about, by, recorded_at, clock, commitments FROM entries",
        "INSERT OR REPLACE INTO entries SELECT seq, kind, 'other', about, by, recorded_at, clock, commitments FROM entries",
        "INSERT INTO entries SELECT seq + 2, kind, 'other', about, by, recorded_at, clock, commitments FROM entries",
        "UPDATE openings SET parts = '{}'",
        "UPDATE openings SET parts = '{}', withheld = 'rest', redaction = 1",
        "DELETE FROM openings",
        "INSERT OR REPLACE INTO openings SELECT seq, salts, '{}', withheld, redaction FROM openings",
        "UPDATE captures SET bytes = x'00'",
        "DELETE FROM captures",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            stranger.execute(statement)
    stranger.close()


def test_a_changed_entry_is_found_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as opened:
        opened.append([finding("first")], [], AT)
    stranger = sqlite3.connect(path)
    stranger.execute("DROP TRIGGER openings_stand")
    stranger.execute("UPDATE openings SET parts = replace(parts, 'first', 'fifth')")
    stranger.commit()
    stranger.close()
    with (
        Ledger.open(path) as opened,
        pytest.raises(IntegrityError, match=r"entry 1 \(finding .*\) is not what was recorded"),
    ):
        list(opened.entries())


def test_an_append_that_fails_leaves_nothing_behind(ledger: Ledger) -> None:
    class Half(list):  # type: ignore[type-arg]  # captures that break off
        def __iter__(self) -> Iterator[object]:
            yield ("0" * 64, BYTES)
            message = "the disk went away"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        ledger.append([finding("first")], Half(), AT)
    assert list(ledger.entries()) == []
    assert ledger.capture("0" * 64) is None


def of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()


def of_a_newer_version(path: Path) -> None:
    with Ledger.open(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text("not a database, only words " * 60), "no Sayso ledger"),
        (of_another_program, "another program"),
        (of_a_newer_version, "newer Sayso"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
    ids=["text file", "another program's database", "newer version", "folder"],
)
def test_a_file_that_is_no_ledger_of_ours_is_refused_and_left_alone(make: object, says: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.ledger"
    make(path)  # type: ignore[operator]  # one of the functions above
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError, match=says):
        Ledger.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_ledger_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger.open(tmp_path / "nowhere" / "desk.ledger")


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "desk.ledger"):
        pass
    connection = sqlite3.connect(tmp_path / "desk.ledger")
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


@given(st.lists(st.text(min_size=1, max_size=20), max_size=12))
def test_a_ledger_is_the_list_of_what_was_new_in_the_order_it_came(messages: list[str]) -> None:
    """Whatever is appended, in whatever pieces, the ledger is the first appearance of each record."""
    with Ledger.open(":memory:") as opened:
        for message in messages:
            opened.append([finding(message)], [], AT)
        assert [decode(e) for e in opened.entries()] == [finding(m) for m in dict.fromkeys(messages)]
