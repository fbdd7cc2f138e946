"""File systems that fail once: at the n-th call that SQLite makes of its file layer, or of the system below it.

`FailingFiles` stands in SQLite's place for files (its VFS): writes, syncs, truncations, locks, opening, deleting. Below it,
`FailingSystem` fails the calls of the system themselves (open, pwrite, mmap …), which reaches what the first cannot see, such
as the shared memory beside the log. Syncs are not in the table that SQLite lets one change, so those are the first one's.
"""

import ctypes
import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, Protocol

import apsw

Trouble = Literal["EIO", "ENOSPC"]


class Failing(Protocol):
    """Counts calls once armed, and lets one of them fail."""

    calls: int
    """Calls since it was armed."""
    failed: str | None
    """The call that failed, when it has come to that."""

    def arm(self) -> None:
        """Begin to count."""
        ...


class _Counter:
    def __init__(self, fails_at: int, trouble: Trouble) -> None:
        self.fails_at, self.trouble = fails_at, trouble
        self.calls, self.armed = 0, False
        self.failed: str | None = None

    def arm(self) -> None:
        """Begin to count."""
        self.armed = True

    def due(self, call: str) -> bool:
        """Count a call, and tell whether it is the one that fails."""
        if not self.armed:
            return False
        self.calls += 1
        if self.calls != self.fails_at:
            return False
        self.failed = call
        return True


_EXTENDED = {
    "xWrite": apsw.SQLITE_IOERR_WRITE,
    "xRead": apsw.SQLITE_IOERR_READ,
    "xSync": apsw.SQLITE_IOERR_FSYNC,
    "xTruncate": apsw.SQLITE_IOERR_TRUNCATE,
    "xFileSize": apsw.SQLITE_IOERR_FSTAT,
    "xLock": apsw.SQLITE_IOERR_LOCK,
    "xUnlock": apsw.SQLITE_IOERR_UNLOCK,
    "xCheckReservedLock": apsw.SQLITE_IOERR_CHECKRESERVEDLOCK,
    "xDelete": apsw.SQLITE_IOERR_DELETE,
    "xAccess": apsw.SQLITE_IOERR_ACCESS,
}
_OF_THE_FOLDER = ("xOpen", "xDelete", "xAccess", "xFullPathname")
_OF_A_FILE = ("xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock")


class FailingFiles(_Counter, apsw.VFS):
    """A file layer of SQLite of which one call fails; the default one while it is registered."""

    def __init__(self, fails_at: int, trouble: Trouble) -> None:
        _Counter.__init__(self, fails_at, trouble)
        self.base = apsw.vfs_names()[0]
        apsw.VFS.__init__(self, "sayso-failing", self.base, makedefault=True)

    def restore(self) -> None:
        """Take it away again."""
        self.unregister()

    def fail(self, call: str) -> None:
        """Raise what SQLite is to hear of a call that is due to fail."""
        if not self.due(call):
            return
        if self.trouble == "ENOSPC":
            raise apsw.FullError(call)
        if call in {"xOpen", "xFullPathname"}:
            raise apsw.CantOpenError(call)
        error = apsw.IOError(call)
        error.extendedresult = _EXTENDED[call]  # type: ignore[attr-defined]  # what apsw looks for, and its types leave out
        raise error

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        """Open a file whose calls are counted too."""
        self.fail("xOpen")
        return _FailingFile(self, name, flags)


class _FailingFile(apsw.VFSFile):
    def __init__(self, files: FailingFiles, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__(files.base, name, flags)
        self.files = files


def _counted(base: type, call: str) -> Callable[..., Any]:
    """Return a method that counts a call and passes it on."""
    passed_on = getattr(base, call)

    def counted(self: Any, *arguments: Any) -> Any:  # noqa: ANN401 - any of SQLite's calls
        (self if isinstance(self, FailingFiles) else self.files).fail(call)
        return passed_on(self, *arguments)

    return counted


for _call in _OF_THE_FOLDER[1:]:
    setattr(FailingFiles, _call, _counted(apsw.VFS, _call))
for _call in _OF_A_FILE:
    setattr(_FailingFile, _call, _counted(apsw.VFSFile, _call))


_int, _size, _pointer, _text = ctypes.c_int, ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_char_p
_SYSTEM: dict[str, tuple[type, ...]] = {
    "open": (_int, _text, _int, _int),
    "access": (_int, _text, _int),
    "stat": (_int, _text, _pointer),
    "lstat": (_int, _text, _pointer),
    "fstat": (_int, _int, _pointer),
    "ftruncate": (_int, _int, _size),
    "fcntl": (_int, _int, _int, _pointer),
    "read": (_size, _int, _pointer, _size),
    "pread64": (_size, _int, _pointer, _size, _size),
    "write": (_size, _int, _pointer, _size),
    "pwrite64": (_size, _int, _pointer, _size, _size),
    "unlink": (_int, _text),
    "mmap": (_pointer, _pointer, _size, _int, _int, _int, _size),
}
"""The calls in SQLite's table for Unix that may fail, each with what it returns and what it takes."""
_MAP_FAILED = ctypes.c_void_p(-1).value


class FailingSystem(_Counter):
    """The system's calls below SQLite's own file layer, of which one fails; in place until `restore`."""

    def __init__(self, fails_at: int, trouble: Trouble) -> None:
        super().__init__(fails_at, trouble)
        self._table = apsw.VFS("sayso-system", "unix")
        self._kept = [self._replace(call, prototype) for call, prototype in _SYSTEM.items()]

    def _replace(self, call: str, prototype: tuple[type, ...]) -> object:
        """Put a call in the table that fails when it is due; what is returned must be kept while it is there."""
        kind = ctypes.CFUNCTYPE(*prototype, use_errno=True)
        there = self._table.xGetSystemCall(call)
        if there is None:
            return None
        passed_on, code = kind(there), getattr(errno, self.trouble)
        failure = _MAP_FAILED if call == "mmap" else -1

        def fail_or_pass(*arguments: Any) -> Any:  # noqa: ANN401 - any of the system's calls
            if self.due(call):
                ctypes.set_errno(code)
                return failure
            return passed_on(*arguments)

        counted = kind(fail_or_pass)
        self._table.xSetSystemCall(call, ctypes.cast(counted, ctypes.c_void_p).value or 0)
        return counted

    def restore(self) -> None:
        """Put the system's own calls back."""
        for call in _SYSTEM:
            if self._table.xGetSystemCall(call) is not None:
                self._table.xSetSystemCall(call, 0)
        self._table.unregister()


Layer = Literal["files", "system"]
LAYERS: tuple[Layer, ...] = ("files", "system") if sys.platform == "linux" else ("files",)
"""The system's calls are known by these names and forms on Linux only."""


@contextmanager
def failing(layer: Layer, fails_at: int, trouble: Trouble) -> Iterator[Failing]:
    """Let the n-th call of a layer fail, counted from when it is armed, in every connection opened meanwhile."""
    fault = FailingFiles(fails_at, trouble) if layer == "files" else FailingSystem(fails_at, trouble)
    # A failure that SQLite has nobody to tell of, as after a failed unlocking, is not worth a line.
    told, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield fault
    finally:
        sys.unraisablehook = told
        fault.restore()
