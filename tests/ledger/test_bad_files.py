"""Files that are no ledger, or no longer one: one clear line, nothing lost, and what can still be read is what was recorded."""

import gzip
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.promises.made_up import KEY, checkpoint, put, reports
from sayso.cli import main
from sayso.errors import LedgerError
from sayso.ledger.contract import Sealed
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import Note, read_note
from sayso.ledger.sqlite_schema import APPLICATION_ID, SCHEMA_VERSION
from sayso.ledger.verify import verify

NOBODY = 65534


def written(path: Path) -> Note:
    """Write a small ledger, and return its checkpoint as somebody else keeps it."""
    batches = reports(6, seed=4, characters=2_000)
    with Ledger.open(path) as ledger:
        for batch in batches:
            put(ledger.store, batch)
        put(ledger.store, checkpoint(99, ledger.head().seq))
        last = ledger.last_checkpoint()
    assert last is not None
    return read_note(last[1].note)


def sqlite_file(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    written(path)
    sqlite_file(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def bare(path: Path) -> None:
    sqlite_file(path, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {SCHEMA_VERSION}",
                "CREATE TABLE entries (seq INTEGER)")  # fmt: skip


def rubbish_within(path: Path) -> None:
    written(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + random.Random(1).randbytes(len(content) - 4096))  # noqa: S311 - the same rubbish every time


BAD: list[tuple[str, Callable[[Path], object], str]] = [
    ("a newer version", newer, "newer Sayso"),
    ("another program's database", lambda path: sqlite_file(path, "CREATE TABLE theirs (x)"), "another program"),
    ("a database that only claims to be a ledger", bare, "has no table captures"),
    ("a text", lambda path: path.write_text("SAMPLE. Only words. " * 90, encoding="utf-8"), "no Sayso ledger"),
    ("a short text", lambda path: path.write_text("SAMPLE", encoding="utf-8"), "no Sayso ledger"),
    ("a compressed ledger", lambda path: path.write_bytes(gzip.compress(bytes(9_000))), "no Sayso ledger"),
    ("rubbish after the first page", rubbish_within, "damaged"),
    ("a folder", lambda path: path.mkdir(), "is a folder"),
]


@pytest.mark.parametrize("command", [("verify",), ("events",), ("show", "3f"), ("backup", "copy.ledger")], ids=" ".join)
@pytest.mark.parametrize(("make", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_file_is_one_clear_line_and_is_left_as_it_is(
    make: Callable[[Path], object], says: str, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    path = tmp_path / "desk.ledger"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_LEDGER", str(path))
    ended = CliRunner().invoke(main, [*command])
    assert ended.exit_code in {1, 5}
    assert ended.stderr.count("\n") == 1
    assert says in ended.stderr
    assert not (tmp_path / "copy.ledger").exists()
    assert (path.read_bytes() if path.is_file() else None) == before


def recorded(path: Path) -> list[Sealed]:
    with Ledger.open(path) as ledger:
        return list(ledger.store.sealed())


def looked_at(path: Path, outside: Note) -> list[Sealed] | None:
    """Return what a file holds when it opens and verifies; None when it is refused or found changed."""
    try:
        with Ledger.open(path) as ledger:
            found = verify(ledger.store, [outside], keys=[KEY.verifier])
            return list(ledger.store.sealed()) if found.whole else None
    except LedgerError:
        return None


def test_a_file_cut_off_anywhere_is_refused_or_found_to_be_short(tmp_path: Path) -> None:
    """At lengths in and between pages, down to nothing at all: that looks like a new ledger, but not like this one."""
    whole = tmp_path / "whole.ledger"
    outside = written(whole)
    content = whole.read_bytes()
    path = tmp_path / "desk.ledger"
    for length in sorted({0, 1, 99, 100, 512, *range(0, len(content), 1_531), len(content) - 1}):
        path.write_bytes(content[:length])
        assert looked_at(path, outside) is None, length
        for left in tmp_path.glob("desk.ledger*"):
            left.unlink()


def test_a_log_cut_off_anywhere_leaves_a_beginning_of_whole_appends(tmp_path: Path) -> None:
    """As after a crash of the machine in the midst of writing: appends that are not complete in the log never were."""
    source, path = tmp_path / "source.ledger", tmp_path / "desk.ledger"
    batches = reports(6, seed=4, characters=2_000)
    with Ledger.open(source) as ledger:
        states: list[list[Sealed]] = [[]]
        for batch in batches:
            put(ledger.store, batch)
            states.append(list(ledger.store.sealed()))
        database, log = source.read_bytes(), Path(f"{source}-wal").read_bytes()
    found = []
    for length in range(0, len(log), 2_999):
        path.write_bytes(database)
        Path(f"{path}-wal").write_bytes(log[:length])
        found.append(states.index(recorded(path)))
        for left in tmp_path.glob("desk.ledger*"):
            left.unlink()
    assert found == sorted(found)
    assert len(set(found)) > 3


def test_a_flipped_bit_is_found_or_changes_nothing_that_can_be_read(tmp_path: Path) -> None:
    """A bit in unused bytes of a database changes nothing; every other one must not pass."""
    whole = tmp_path / "whole.ledger"
    outside = written(whole)
    content, entries = whole.read_bytes(), recorded(whole)
    chance = random.Random(7)  # noqa: S311 - the same bits every time
    path = tmp_path / "desk.ledger"
    found = 0
    for _ in range(250):
        at = chance.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :])
        seen = looked_at(path, outside)
        assert seen in (None, entries), at
        found += seen is None
        for left in tmp_path.glob("desk.ledger*"):
            left.unlink()
    assert found > 50


def rubbish(path: Path) -> None:
    path.write_bytes(random.Random(2).randbytes(9_000))  # noqa: S311 - the same rubbish every time


@pytest.mark.parametrize("beside", ["-wal", "-shm", "-journal"])
def test_rubbish_beside_a_ledger_does_no_harm(beside: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.ledger"
    outside = written(path)
    entries = recorded(path)
    rubbish(Path(f"{path}{beside}"))
    assert looked_at(path, outside) == entries


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that others may look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Iterator[Callable[[], None]]:
    """Lets the test go on without a superuser's rights, for whom nothing is forbidden."""
    mine = os.geteuid()

    def become() -> None:
        if mine == 0:
            os.seteuid(NOBODY)

    yield become
    os.seteuid(mine)


def add_one(path: Path) -> int:
    """Add a report, and return how many entries there are."""
    with Ledger.open(path) as ledger:
        put(ledger.store, reports(7, seed=5)[6])
        return ledger.head().seq


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_is_said_and_stays_as_it_is(
    what: str, shared_folder: Path, as_nobody: Callable[[], None]
) -> None:
    path = shared_folder / "desk.ledger"
    outside = written(path)
    entries = recorded(path)
    path.chmod(0o444)
    shared_folder.chmod(0o777 if what == "file" else 0o555)
    as_nobody()
    with pytest.raises(LedgerError, match="cannot be opened for writing"):
        add_one(path)
    os.seteuid(os.getuid())
    shared_folder.chmod(0o755)
    path.chmod(0o644)
    assert looked_at(path, outside) == entries
    assert add_one(path) > len(entries)
    with Ledger.open(path) as ledger:
        assert verify(ledger.store, [outside]).whole
