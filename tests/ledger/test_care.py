"""Backup, restore and move: a copy holds the same proofs, is verified before it has a name, and never takes another's place."""

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.errors import IntegrityError, LedgerError
from sayso.ledger.blackening import Words
from sayso.ledger.care import copy_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey, read_note
from sayso.ledger.redact import Mandate, words_plan
from sayso.ledger.sqlite import open_store
from sayso.ledger.verify import verify
from sayso.pipeline import Pipeline
from tests.ledger.ledgers import AT, add, claim, finding, tamper

TEXT = "SAMPLE. Shells hit Marivan, Harbour Watch said."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as ledger:
        add(ledger, TEXT, [claim(TEXT, "Shells")])
        Pipeline().checkpoint(ledger, SigningKey.new("desk"))
        mandate = Mandate(authority="an editor", reason="asked for it", by="e1")
        Pipeline().redact(ledger, lambda after: words_plan(ledger, Words(["Harbour Watch"]), after=after), mandate)
    return path


def everything(path: Path) -> tuple[object, ...]:
    with Ledger.open(path) as ledger:
        found = verify(ledger.store, [read_note(next(ledger.checkpoints()).note)])
        assert found.whole
        return list(ledger.store.sealed()), list(ledger.entries()), list(ledger.store.captures()), found


def test_a_backup_holds_the_same_entries_proofs_and_redactions(path: Path, tmp_path: Path) -> None:
    found = copy_ledger(path, tmp_path / "backup.ledger")
    assert everything(path) == everything(tmp_path / "backup.ledger")
    assert found.root == everything(path)[3].root  # type: ignore[attr-defined]  # a Verification
    copy_ledger(tmp_path / "backup.ledger", tmp_path / "restored.ledger")
    assert everything(path) == everything(tmp_path / "restored.ledger")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup.ledger", "desk.ledger", "restored.ledger"]


def test_a_ledger_moved_entry_by_entry_is_the_same(path: Path, tmp_path: Path) -> None:
    """As a move from PostgreSQL does it: through `put_back` of the store."""
    moved = open_store(tmp_path / "moved.ledger")
    with Ledger.open(path) as ledger:
        captures = [(sha256, ledger.store.capture(sha256) or b"") for sha256 in ledger.store.captures()]
        moved.put_back(ledger.store.sealed(), captures)
        with pytest.raises(LedgerError, match="is not empty"):
            moved.put_back(ledger.store.sealed(), captures)
    moved.close()
    assert everything(path) == everything(tmp_path / "moved.ledger")


def test_a_ledger_is_never_written_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ledger"
    other.write_bytes(b"whatever stands here")
    with pytest.raises(LedgerError, match="is there already; a ledger is never written over"):
        copy_ledger(path, other)
    assert other.read_bytes() == b"whatever stands here"


def test_a_log_that_an_earlier_ledger_left_is_not_taken_for_the_copys_own(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other.ledger-wal").write_bytes(b"of a ledger that is gone")
    with pytest.raises(LedgerError, match=r"other\.ledger-wal is left of another ledger; move it away first"):
        copy_ledger(path, tmp_path / "other.ledger")


def test_a_copy_that_is_not_whole_is_not_kept(path: Path, tmp_path: Path) -> None:
    tamper(path, "UPDATE openings SET salts = zeroblob(length(salts)) WHERE seq = 1")
    with pytest.raises(IntegrityError, match="the copy is not whole and was not kept: entry 1"):
        copy_ledger(path, tmp_path / "backup.ledger")
    assert [file.name for file in tmp_path.iterdir()] == ["desk.ledger"]


@pytest.mark.parametrize(
    ("source", "destination", "says"),
    [("nowhere.ledger", "backup.ledger", "there is no ledger at"), ("desk.ledger", "no/backup.ledger", "cannot be opened|no folder")],
    ids=["nothing to copy", "nowhere to put it"],
)  # fmt: skip
def test_a_copy_that_cannot_be_is_one_clear_error(path: Path, source: str, destination: str, says: str) -> None:
    with pytest.raises(LedgerError, match=says):
        copy_ledger(path.parent / source, path.parent / destination)
    assert [file.name for file in path.parent.iterdir()] == ["desk.ledger"]


def test_backups_made_while_others_append_are_whole(tmp_path: Path) -> None:
    """Each holds some beginning of the ledger, as its root shows."""
    path = tmp_path / "desk.ledger"
    with Ledger.open(path) as ledger:
        ledger.append([finding("first")], [], AT)
    script = (
        "import sys; from sayso.ledger.ledger import Ledger; from sayso.records import Finding\n"
        "with Ledger.open(sys.argv[1]) as ledger:\n"
        "    for n in range(400):\n"
        "        made = [Finding(code='x', message=f'{n} {m}', source='s') for m in range(20)]\n"
        "        ledger.append(made, [], '2031-05-14T09:00:00Z')\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script, path])
    sizes = [copy_ledger(path, tmp_path / f"backup-{n}.ledger").size for n in range(8)]
    assert writer.wait(timeout=120) == 0
    assert sizes == sorted(sizes)
    with Ledger.open(path) as ledger:
        assert verify(ledger.store).size == 8001
        every = list(ledger.store.sealed())
    for n, size in enumerate(sizes):
        with Ledger.open(tmp_path / f"backup-{n}.ledger") as backup:
            assert list(backup.store.sealed()) == every[:size]
