"""The store in one file: how it is kept, what it refuses, what survives trouble, and the way from version 1."""

import hashlib
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import apsw
import msgspec
import pytest

from sayso.errors import ConflictError, IntegrityError, LedgerError
from sayso.ledger import sqlite
from sayso.ledger.ledger import Ledger, decode, entry
from sayso.ledger.sqlite import SqliteStore
from sayso.ledger.verify import verify
from tests.ledger.ledgers import AT, add, claim, decision, finding, report, tamper

TEXT = "SAMPLE. Shells hit Marivan, Harbour Watch said."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.ledger"


def test_a_ledger_is_kept_so_that_a_commit_survives_a_power_cut(path: Path) -> None:
    """What is set is read back from the open file, not believed."""
    with Ledger.open(path) as ledger:
        assert isinstance(ledger.store, SqliteStore)
        kept = ledger.store.settings()
    assert {name: kept[name] for name in kept if name != "sqlite"} == {
        "journal_mode": "wal",
        "synchronous": "2",
        "secure_delete": "1",
        "trusted_schema": "0",
        "mmap_size": "0",
        "user_version": "2",
    }


def test_an_older_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    with pytest.raises(LedgerError, match=r"SQLite 3\.51\.2 can damage a ledger; 3\.51\.3 or newer"):
        Ledger.open(path)
    assert not path.exists()


def test_the_order_never_goes_back_when_the_clock_does(path: Path) -> None:
    """The entry keeps the time of the one before, and what the clock said beside it."""
    with Ledger.open(path) as ledger:
        ledger.append([finding("first")], [], "2031-05-14T09:00:00+00:00")
        ledger.append([finding("second")], [], "2031-05-14T10:00:00+02:00")
        ledger.append([finding("third")], [], "2031-05-14T09:00:00.000001Z")
        assert [(s.recorded_at[11:], s.clock and s.clock[11:]) for s in ledger.store.sealed()] == [
            ("09:00:00.000000Z", None),
            ("09:00:00.000000Z", "08:00:00.000000Z"),
            ("09:00:00.000001Z", None),
        ]
        assert [ledger.seq_at(f"2031-05-14T{t}Z") for t in ("08:59:59", "09:00:00", "09:00:01")] == [0, 2, 3]


@pytest.mark.parametrize("at", ["yesterday", "2031-05-14T09:00:00"], ids=["no instant", "no zone"])
def test_what_is_no_instant_is_recorded_nowhere(path: Path, at: str) -> None:
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match=r"yesterday|time zone"):
            ledger.append([finding("first")], [], at)
        assert ledger.head().seq == 0


def test_who_decides_later_is_told_who_was_first(path: Path) -> None:
    """Two people look at a claim as it stands at entry 0; the second is refused, looks again, and is heard."""
    with Ledger.open(path) as ledger:
        ledger.append([decision("d1", "c1", "c2", by="r1")], [], AT, expects={"c1": 0, "c2": 0})
        with pytest.raises(
            ConflictError, match=r"r1 decided about c2 meanwhile \(reject, 2031-05-14.*reads a headline"
        ):
            ledger.append([decision("d2", "c2", "c3", by="r2")], [], AT, expects={"c2": 0, "c3": 0})
        assert ledger.head().seq == 1
        ledger.append([decision("d2", "c2", "c3", by="r2")], [], AT, expects={"c2": 1, "c3": 0})
        assert [[seq for seq, _ in ledger.decisions_about(name)] for name in ("c1", "c2", "c3", "c")] == [
            [1],
            [1, 2],
            [2],
            [],
        ]


def test_entries_are_asked_for_by_range_kind_and_subject(path: Path) -> None:
    one, two = claim(TEXT, "Shells"), claim(TEXT, "Marivan")
    with Ledger.open(path) as ledger:
        add(ledger, TEXT, [one, two])
        assert [e.kind for e in ledger.entries()] == ["capture", "report", "claim", "claim", "claim-set"]
        assert [e.seq for e in ledger.entries(after=1, until=3)] == [2, 3]
        assert [e.seq for e in ledger.entries("claim", until=3)] == [3]
        assert list(ledger.claims()) == [one, two]
        assert [e.id for e in ledger.store.about(one.report, "claim")] == [one.id, two.id]
        assert [made.claims for made in ledger.claim_sets()] == [(one.id, two.id)]


def test_reading_goes_on_while_others_append(path: Path) -> None:
    """Who reads sees the ledger as it was when they began."""
    with Ledger.open(path) as ledger, Ledger.open(path) as other:
        ledger.append([finding(str(n)) for n in range(5000)], [], AT)
        reading = ledger.entries()
        next(reading)
        other.append([finding("late")], [], AT)
        assert sum(1 for _ in reading) == 4999


def test_two_programs_wait_for_each_other_and_then_say_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    with Ledger.open(path) as ledger:
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="being written to by another program; try again"):
            ledger.append([finding("first")], [], AT)
        other.execute("ROLLBACK")
        other.close()
        assert ledger.append([finding("first")], [], AT).seq == 1


def test_two_programs_on_one_file_record_everything_once(path: Path) -> None:
    """Four processes append at the same time, half of it the same."""
    script = (
        "import sys; from sayso.ledger.ledger import Ledger; from sayso.records import Finding\n"
        "with Ledger.open(sys.argv[1]) as ledger:\n"
        "    for n in range(8):\n"
        "        for message in (f'all {n}', f'{sys.argv[2]} {n}'):\n"
        "            ledger.append([Finding(code='x', message=message, source='s')], [], '2031-05-14T09:00:00Z')\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, path, str(n)]) for n in range(4)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0, 0]
    with Ledger.open(path) as ledger:
        assert ledger.head().seq == 5 * 8
        assert verify(ledger.store).whole


def test_a_file_that_may_not_be_written_can_still_be_read(path: Path) -> None:
    """As a copy on a disk that cannot be written: asked of SQLite itself, since a superuser may write everywhere."""
    with Ledger.open(path) as ledger:
        ledger.append([finding("first")], [], AT)
    with Ledger.open(path) as ledger:
        assert isinstance(ledger.store, SqliteStore)
        ledger.store._connection.pragma("query_only", 1)  # noqa: SLF001 - the fault to be met
        with pytest.raises(LedgerError, match="cannot be opened for writing"):
            ledger.append([finding("second")], [], AT)
        assert [decode(e) for e in ledger.entries()] == [finding("first")]


def test_a_full_disk_is_said_and_leaves_the_ledger_as_it_was(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.append([finding("first")], [], AT)
        assert isinstance(ledger.store, SqliteStore)
        ledger.store._connection.pragma("max_page_count", 40)  # noqa: SLF001 - the fault to be met
        with pytest.raises(LedgerError, match="the disk is full; nothing was recorded"):
            ledger.append([finding("x" * 1_000_000)], [], AT)
        ledger.append([finding("second")], [], AT)
    with Ledger.open(path) as ledger:
        assert [decode(e) for e in ledger.entries()] == [finding("first"), finding("second")]
        assert verify(ledger.store).whole


def test_after_an_error_of_the_disk_nothing_more_is_written(path: Path) -> None:
    """A file-size limit of the system makes writing fail; the store stops, and opens again whole."""
    with Ledger.open(path) as ledger:
        ledger.append([finding("first")], [], AT)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
            with pytest.raises(LedgerError):
                ledger.append([finding("x" * 1_000_000)], [], AT)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, ignored)
        with pytest.raises(LedgerError, match="open the ledger again"):
            ledger.append([finding("second")], [], AT)
    with Ledger.open(path) as ledger:
        assert ledger.append([finding("second")], [], AT).seq == 2
        assert verify(ledger.store).whole


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_one_clear_error_and_is_not_touched(path: Path, kept: float) -> None:
    with Ledger.open(path) as ledger:
        ledger.append([finding(str(n)) for n in range(2000)], [], AT)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    before = hashlib.sha256(path.read_bytes()).digest()

    def read_all() -> None:
        with Ledger.open(path) as ledger:
            assert not verify(ledger.store).whole
            list(ledger.entries())

    with pytest.raises(IntegrityError, match=r"damaged|not what was recorded|missing"):
        read_all()
    assert hashlib.sha256(path.read_bytes()).digest() == before


OLD_SCHEMA = """
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL,
    sha256 TEXT NOT NULL, recorded_at TEXT NOT NULL, UNIQUE (kind, id)
) STRICT;
CREATE INDEX entries_by_id ON entries (id);
CREATE TABLE captures (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER entries_stand BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER captures_stand BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_stay BEFORE DELETE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never deleted'); END;
PRAGMA application_id = 0x53617973;
PRAGMA user_version = 1;
"""


def old_ledger(path: Path, text: str = TEXT) -> dict[str, bytes]:
    """Make a ledger of version 1 with a report and a claim, and gaps as the old one could have; return its bodies."""
    made, one = report(text), claim(text, "Shells")
    old = sqlite3.connect(path)
    old.executescript("PRAGMA journal_mode=wal;" + OLD_SCHEMA)
    bodies: dict[str, bytes] = {}
    for seq, record in ((1, made.capture), (2, made), (5, one)):
        # The old encoder wrote 31.5 and 4.0 where the standard writes 31.5 and 4.
        body = entry(record).body.replace(b'"low":3,', b'"low":3.0,')
        bodies[entry(record).kind] = body
        digest = hashlib.sha256(body).hexdigest()
        old.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)",
            (seq, entry(record).kind, record.id, body, digest, "2031-05-14T09:00:00+00:00"),
        )
    old.execute("INSERT INTO captures VALUES (?, ?)", (made.id, text.encode()))
    old.commit()
    old.close()
    return bodies


def test_a_ledger_of_version_1_is_sealed_in_its_order_without_changing_a_byte_of_a_field(path: Path) -> None:
    bodies = old_ledger(path)
    with Ledger.open(path) as ledger:
        assert [(s.seq, s.kind, s.recorded_at) for s in ledger.store.sealed()] == [
            (1, "capture", "2031-05-14T09:00:00.000000Z"),
            (2, "report", "2031-05-14T09:00:00.000000Z"),
            (3, "claim", "2031-05-14T09:00:00.000000Z"),
        ]
        parts = {s.kind: s.parts for s in ledger.store.sealed()}
        assert b'"low":3.0,' in parts["claim"]
        assert parts["capture"] == b'{"rest":' + bodies["capture"] + b"}"
        for name, written in msgspec.json.decode(bodies["claim"], type=dict[str, msgspec.Raw]).items():
            assert b'"%b":%b' % (name.encode(), bytes(written)) in parts["claim"]
        assert [one.quote for one in ledger.claims()] == ["Shells"]
        assert verify(ledger.store).whole
        assert [e.id for e in ledger.store.about(next(ledger.claims()).report, "claim")] == [next(ledger.claims()).id]
        ledger.append([finding("new")], [], AT)
    with Ledger.open(path) as ledger:
        assert ledger.head().seq == 4


def test_a_damaged_ledger_of_version_1_is_refused_and_left_as_it_was(path: Path) -> None:
    old_ledger(path)
    tamper(path, "UPDATE entries SET body = CAST('{}' AS BLOB) WHERE seq = 2")
    with pytest.raises(IntegrityError, match="entry 2 is not what was recorded; the ledger was left at version 1"):
        Ledger.open(path)
    left = sqlite3.connect(path)
    assert left.execute("SELECT count(*) FROM entries WHERE sha256 <> ''").fetchone() == (3,)
    left.close()
