"""Folders that are written whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sayso.errors import UsageError


def write_folder(folder: Path, files: Mapping[str, bytes], *, mark: str) -> None:
    """Write a folder beside its place, then put it there; what stood there stays until then, and stays if anything fails.

    A folder that is there is replaced only where it is empty or holds the file `mark`, which says that it is one of ours: nobody's
    other files are ever removed. UsageError when it cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not _ours(folder, mark)):
        message = f"{folder} is there and was not written by an export; name another folder"
        raise UsageError(message)
    made, before = (folder.with_name(f".{folder.name}.{what}.{os.getpid()}") for what in ("new", "old"))
    try:
        _fill(made, files)
        if folder.exists():
            folder.rename(before)
        _put(made, folder, before)
    except OSError as trouble:
        message = f"{folder} cannot be written: {trouble.strerror}"
        raise UsageError(message) from trouble
    finally:
        shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)


def _ours(folder: Path, mark: str) -> bool:
    return folder.is_dir() and ((folder / mark).is_file() or not any(folder.iterdir()))


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, and wait until they are on the disk: a folder that has its name has its contents too."""
    folder.mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())


def _put(made: Path, folder: Path, before: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        if before.exists():
            before.rename(folder)
        raise
