"""Whatever call of the file system fails, once: success or one clear error, a whole ledger, and it works when tried again."""

import errno
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from bench.promises.failing import LAYERS
from bench.promises.faults import TROUBLES, Act, Flow, flows, sweep
from bench.promises.made_up import reports
from sayso.errors import LedgerError
from sayso.ledger.care import copy_ledger
from sayso.ledger.sqlite import open_store

BATCH = reports(6, seed=3, characters=9_000)[5]


@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_every_failing_call_ends_in_success_or_one_clear_error(flow: Flow) -> None:
    """Every eleventh call here, each of them in `make bench`."""
    found = [f for layer in LAYERS for trouble in TROUBLES for f in sweep(flow, layer, trouble, step=11)]
    assert [fault for fault in found if not fault.clean] == []
    assert "clean error" in {fault.verdict for fault in found}


def hushed(path: Path, arm: Callable[[], None]) -> None:
    """An append that swallows what goes wrong."""
    store = open_store(path)
    arm()
    try:
        store.append(BATCH.entries, BATCH.captures, BATCH.at)
    except LedgerError:
        pass
    finally:
        store.close()


def piecemeal(path: Path, arm: Callable[[], None]) -> None:
    """An append of several transactions."""
    store = open_store(path)
    arm()
    try:
        for entry in BATCH.entries:
            store.append([entry], BATCH.captures, BATCH.at)
    finally:
        store.close()


def raw(path: Path, arm: Callable[[], None]) -> None:
    """An append that lets SQLite's own errors out."""
    store = open_store(path)
    store.append(BATCH.entries, BATCH.captures, BATCH.at)
    store.close()
    connection = apsw.Connection(str(path))
    arm()
    connection.execute("PRAGMA wal_checkpoint")
    connection.execute("CREATE TABLE more (x)")
    connection.close()


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (hushed, "success, but nothing was recorded"),
        (piecemeal, "after clean error: half of it"),
        (raw, "ended in IOError"),
    ],
    ids=["swallows the error", "several transactions", "SQLite's own error"],
)
def test_the_sweep_finds_an_append_that_breaks_the_promise(act: Act, says: str) -> None:
    found = Counter(fault.verdict for fault in sweep(Flow("careless", act), "files", "EIO", step=2))
    assert found[says] >= 1


@pytest.mark.parametrize("call", ["fsync", "link", "open"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_a_backup_whose_last_steps_fail_leaves_one_error_and_nothing_in_part(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is forced to disk and named by calls of our own, which SQLite's file layer does not see."""
    path, copy = tmp_path / "desk.ledger", tmp_path / "copy.ledger"
    store = open_store(path)
    store.append(BATCH.entries, BATCH.captures, BATCH.at)
    store.close()

    def fails(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fails)
        with pytest.raises(LedgerError, match=os.strerror(code)):
            copy_ledger(path, copy)
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, copy.name}
    copy.unlink(missing_ok=True)
    assert copy_ledger(path, copy).whole
