"""The store of captured bytes: written whole, found by content, checked on reading."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.capture.store import CaptureStore
from sayso.errors import IntegrityError, MissingInput, UsageError


def test_bytes_come_back_and_storing_twice_changes_nothing(tmp_path: Path) -> None:
    store = CaptureStore(tmp_path)
    first = store.put(b"Three were hurt.")
    files = sorted(tmp_path.rglob("*"))
    second = store.put(b"Three were hurt.")
    assert (first.was, second.was, first.id == second.id) == ("absent", "present", True)
    assert sorted(tmp_path.rglob("*")) == files
    assert store.get(first.id) == b"Three were hurt."
    assert store.holds(first.id)
    assert store.place(first.id) == tmp_path / "sha256" / first.id[:2] / first.id[2:]


def test_damage_is_found_on_reading_and_mended_by_storing_again(tmp_path: Path) -> None:
    store = CaptureStore(tmp_path)
    stored = store.put(b"Three were hurt.")
    store.place(stored.id).write_bytes(b"Four were hurt.")
    with pytest.raises(IntegrityError, match="is damaged"):
        store.get(stored.id)
    assert store.put(b"Three were hurt.").was == "damaged"
    assert store.get(stored.id) == b"Three were hurt."


def test_what_was_never_stored_is_missing(tmp_path: Path) -> None:
    store = CaptureStore(tmp_path)
    assert not store.holds("0" * 64)
    with pytest.raises(MissingInput, match="holds no capture"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "0" * 64 + "\n", "/" * 64, "G" * 64, "A" * 64])
def test_nothing_but_an_address_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no capture's id"):
        CaptureStore(tmp_path).get(name)


def test_nothing_half_written_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        CaptureStore(tmp_path).put(b"Three were hurt.")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@settings(max_examples=20)  # each waits for the disk
@given(st.binary(max_size=200))
def test_any_bytes_come_back(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = CaptureStore(Path(folder))
        assert store.get(store.put(data).id) == data
