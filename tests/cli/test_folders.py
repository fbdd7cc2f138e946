"""A folder is written whole or not at all, and nobody's other files are ever removed."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sayso.commands.folders import write_folder
from sayso.errors import UsageError

OLD = {"mark.json": b"1", "old.csv": b"old"}
NEW = {"mark.json": b"2", "events.csv": b"new", "data/deep.csv": b"deep"}


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_made_and_one_of_ours_replaced_with_nothing_left_over(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_folder(folder, OLD, mark="mark.json")
    assert held(folder) == OLD
    write_folder(folder, NEW, mark="mark.json")
    assert held(folder) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    write_folder(folder, NEW, mark="mark.json")
    assert held(folder) == NEW


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_not_ours_stays_as_it_is(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if kind == "file":
        folder.write_bytes(b"letter")
    else:
        (tmp_path / "theirs").mkdir()
        (tmp_path / "theirs" / "letter.txt").write_bytes(b"letter")
        (tmp_path / "theirs").rename(folder) if kind == "folder" else folder.symlink_to(tmp_path / "theirs")
    before = held(tmp_path)
    with pytest.raises(UsageError, match="was not written by an export"):
        write_folder(folder, NEW, mark="mark.json")
    assert held(tmp_path) == before


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_full_disk_leaves_the_old_folder(failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    write_folder(folder, OLD, mark="mark.json")
    forced = iter(range(9))

    def full(number: int) -> None:
        del number
        if next(forced) == failing:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_folder(folder, NEW, mark="mark.json")
    assert held(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_move_that_fails_leaves_the_old_folder(failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    write_folder(folder, OLD, mark="mark.json")
    real, calls = Path.rename, iter(range(1, 9))

    def rename(self: Path, target: Any) -> Path:  # noqa: ANN401 - as pathlib has it
        if next(calls) == failing:
            raise OSError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(UsageError, match="Permission denied"):
        write_folder(folder, NEW, mark="mark.json")
    monkeypatch.undo()
    assert held(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_has_no_parent_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_folder(tmp_path / "no" / "such" / "out", NEW, mark="mark.json")
