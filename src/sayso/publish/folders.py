"""Puts a folder where it stands: a whole one or the one before, whatever happens on the way. Every command that writes a folder asks here.

The files are written into a folder beside the target and forced to disk; then the two folders change places in one step of the
file system (`renameat2` with `RENAME_EXCHANGE` on Linux, `renamex_np` with `RENAME_SWAP` on macOS), and the old one is removed. Where
neither is to be had, the old folder is moved aside first and the new one into its place: between the two steps there is none, and
if the program is killed just there the next run puts the old one back. Whether what stands there may be replaced says the caller.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from sayso.errors import UsageError

_EXCHANGE = 2
_HERE = -100
"""`AT_FDCWD`: paths are read from where we stand."""
_NOT_HERE = frozenset({errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP})
"""A file system that cannot do it says one of these."""

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where two that write at once are not kept apart
    fcntl = None  # type: ignore[assignment]


def write_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], may_go: Callable[[Path], object], *, parents: bool = True
) -> None:
    """Write a folder of some files, by their paths in it, in the place of what stands there.

    `may_go` is asked about the folder while nobody else can write it, and raises UsageError where it must stay as it is. Without
    `parents` the folder around it must be there. Raises UsageError when it cannot be written, when a path leads out of the folder,
    or when somebody else is writing beside it; then what stood there stands.
    """
    folder = meant(folder)
    try:
        _write(folder, files, may_go, parents=parents)
    except OSError as trouble:
        message = f"{folder} cannot be written: {trouble.strerror or trouble}; what stood there stands"
        raise UsageError(message) from trouble


def _write(
    folder: Path, files: Iterable[tuple[str, bytes]], may_go: Callable[[Path], object], *, parents: bool
) -> None:
    if parents:
        folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        _recovered(folder)
        may_go(folder)
        new, old = _beside(folder)
        _removed(new)
        try:
            _filled(new, files)
            _swapped(new, folder, old)
        finally:
            _removed(new)
        _removed(old)


def meant(folder: Path) -> Path:
    """Return the folder that a path leads to, also through links; UsageError for what can be none."""
    found = folder.resolve()
    if not found.name:
        message = f"{folder} cannot be written as a whole: name a folder of its own"
        raise UsageError(message)
    if found.exists() and not found.is_dir():
        message = f"{folder} is a file; name a folder"
        raise UsageError(message)
    if found.is_mount():
        message = f"{folder} is where a disk is mounted; name a folder inside it"
        raise UsageError(message)
    return found


def _beside(folder: Path) -> tuple[Path, Path]:
    """Return where the new folder is made, and where the old one may stand for a moment."""
    return folder.with_name(f".{folder.name}.sayso-new"), folder.with_name(f".{folder.name}.sayso-old")


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold the folder around it, so that two programs do not write there at once."""
    if fcntl is None:  # pragma: no cover - Windows
        yield
        return
    handle = os.open(parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            message = f"another folder is being written in {parent}; try again when it is done"
            raise UsageError(message) from held
        yield
    finally:
        os.close(handle)


def _recovered(folder: Path) -> None:
    """Put back what an earlier run, killed between two steps, had moved aside."""
    _, old = _beside(folder)
    if not old.exists():
        return
    if folder.exists():
        _removed(old)
    else:
        old.rename(folder)


def _filled(new: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write every file into the new folder and force all of it to disk."""
    new.mkdir()
    for name, data in files:
        _put(new / _inside(name), data)
    for path in sorted(new.rglob("*")):
        _forced(path)
    _forced(new)


def _inside(name: str) -> PurePosixPath:
    """Return a path below the folder; UsageError for one that leads out of it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or "\n" in name:
        message = f"{name!r} is no name for a file in a folder"
        raise UsageError(message)
    return path


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as sink:
        sink.write(data)


def _forced(path: Path) -> None:
    """Force a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swapped(new: Path, folder: Path, old: Path) -> None:
    """Put the new folder in the place of the old one; afterwards the old one stands where the new one was, or at `old`."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchanged(new, folder):
        folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    _forced(folder.parent)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where that is not to be had."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, _EXCHANGE)
    elif sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _removed(folder: Path) -> None:
    """Remove a folder of ours that stands beside another; what cannot be removed is left for the next run."""
    if folder.exists():
        with suppress(OSError):
            shutil.rmtree(folder)
