"""Puts a site where it stands: a whole site or the one before, whatever happens on the way.

The files are written into a folder beside the target and forced to disk; then the two folders change places in one step of the
file system (`renameat2` with `RENAME_EXCHANGE` on Linux, `renamex_np` with `RENAME_SWAP` on macOS), and the old one is removed. Where
neither is to be had, the old folder is moved aside first and the new one into its place: between the two steps there is none, and
if the program is killed just there the next publication puts the old one back. A folder that holds anything that is not of an
earlier site of ours is never touched.
"""

import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

import msgspec

from sayso.errors import UsageError
from sayso.publish.site.model import NOTHING, Earlier, KeptBrief, Manifest

MANIFEST = "site.json"
SUMS = "SHA256SUMS"
_EXCHANGE = 2
_HERE = -100
"""`AT_FDCWD`: paths are read from where we stand."""
_NOT_HERE = frozenset({errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP})
"""A file system that cannot do it says one of these."""

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where two publications at once are not kept apart
    fcntl = None  # type: ignore[assignment]


def earlier_at(folder: Path) -> Earlier:
    """Return what a folder holds of an earlier site; nothing where there is no folder, an empty one or a draft.

    Raises UsageError, naming what it is, when the folder is no earlier site of ours or holds anything else beside it.
    """
    folder = _meant(folder)
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return NOTHING
    manifest = _manifest(folder)
    if manifest.draft:
        return NOTHING
    return Earlier(
        events=manifest.events,
        sources=manifest.sources,
        briefs=manifest.briefs,
        kept={name: _kept(folder, manifest, name) for name in manifest.briefs},
        pages={name: page for name in manifest.briefs if (page := _page(folder, manifest, name)) is not None},
    )


def must_be_draft(folder: Path) -> None:
    """Raise UsageError where a folder holds a site that went out: a draft must not take its place."""
    if earlier_at(folder) != NOTHING:
        message = f"{folder} holds a published site; a draft needs a folder of its own"
        raise UsageError(message)


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> str:
    """Write a site of some files, the manifest among them, and return the SHA-256 of its SHA256SUMS.

    Raises UsageError when it cannot be written, or when somebody else is writing beside it; then what stood there stands.
    """
    folder = _meant(folder)
    try:
        return _write(folder, files)
    except OSError as trouble:
        message = f"{folder} cannot be written: {trouble.strerror or trouble}; what stood there stands"
        raise UsageError(message) from trouble


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> str:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        _recovered(folder)
        earlier_at(folder)
        new, old = _beside(folder)
        _removed(new)
        try:
            digest = _filled(new, files)
            _swapped(new, folder, old)
        finally:
            _removed(new)
        _removed(old)
        return digest


def _meant(folder: Path) -> Path:
    """Return the folder that a path leads to, also through links; UsageError for what can be none."""
    found = folder.resolve()
    if not found.name:
        message = f"{folder} cannot be the folder of a site: name one of its own"
        raise UsageError(message)
    if found.exists() and not found.is_dir():
        message = f"{folder} is a file; name a folder for the site"
        raise UsageError(message)
    if found.is_mount():
        message = f"{folder} is where a disk is mounted; name a folder inside it"
        raise UsageError(message)
    return found


def _beside(folder: Path) -> tuple[Path, Path]:
    """Return where the new site is made, and where the old one may stand for a moment."""
    return folder.with_name(f".{folder.name}.sayso-new"), folder.with_name(f".{folder.name}.sayso-old")


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold the folder around the site, so that two publications do not write there at once."""
    if fcntl is None:  # pragma: no cover - Windows
        yield
        return
    handle = os.open(parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            message = f"another publication is being written in {parent}; try again when it is done"
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


def _filled(new: Path, files: Iterable[tuple[str, bytes]]) -> str:
    """Write every file into the new folder and force all of it to disk; return the digest of its sums."""
    new.mkdir()
    sums: dict[str, str] = {}
    for name, data in files:
        _put(new / _inside(name), data)
        sums[name] = hashlib.sha256(data).hexdigest()
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
    _put(new / SUMS, listed)
    for path in sorted(new.rglob("*")):
        _forced(path)
    _forced(new)
    return hashlib.sha256(listed).hexdigest()


def _inside(name: str) -> PurePosixPath:
    """Return a path below the site; UsageError for one that leads out of it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or "\n" in name:
        message = f"{name!r} is no name for a file of a site"
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
    """Remove a folder of ours that stands beside the site; what cannot be removed is left for the next run."""
    if folder.exists():
        with suppress(OSError):
            shutil.rmtree(folder)


def _manifest(folder: Path) -> Manifest:
    """Return what an earlier site says of itself; UsageError when this is none, or something else stands in it."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as trouble:
        message = (
            f"{folder} holds files and is no site that sayso wrote: name an empty folder, or one that does not exist"
        )
        raise UsageError(message) from trouble
    known = {*manifest.files, MANIFEST, SUMS}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in known:
            message = f"{folder} holds {name}, which is not of the site: move it away, for the whole folder is replaced"
            raise UsageError(message)
    return manifest


def _kept(folder: Path, manifest: Manifest, name: str) -> KeptBrief | None:
    """Return an earlier brief as it was kept; None when it cannot be read, or is not as it was written."""
    data = _as_written(folder, manifest.files, f"briefs/{name}.json")
    try:
        return None if data is None else msgspec.json.decode(data, type=KeptBrief)
    except msgspec.MsgspecError:
        return None


def _page(folder: Path, manifest: Manifest, name: str) -> bytes | None:
    return _as_written(folder, manifest.files, f"briefs/{name}.html")


def _as_written(folder: Path, files: Mapping[str, str], name: str) -> bytes | None:
    """Return a file of an earlier site; None where it is missing or was changed since."""
    try:
        data = (folder / name).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == files.get(name) else None
