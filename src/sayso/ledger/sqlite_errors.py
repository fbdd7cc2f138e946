"""What SQLite's errors mean for a ledger, in one sentence each that a person can act on."""

from pathlib import Path

import apsw

from sayso.errors import IntegrityError, LedgerError


class trouble_of:  # noqa: N801 - reads as a clause: with trouble_of(path)
    """Turns SQLite's errors into a LedgerError that names the file and what to do."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, trace: object) -> None:
        if isinstance(trouble, UnicodeDecodeError):
            message = f"{self._path} is damaged: it holds a text that is none"
            raise IntegrityError(message) from trouble
        if not isinstance(trouble, apsw.Error):
            return
        if isinstance(trouble, apsw.BusyError | apsw.LockedError):
            message = f"{self._path} is being written to by another program; try again"
        elif isinstance(trouble, apsw.NotADBError):
            message = f"{self._path} is no Sayso ledger"
        elif isinstance(trouble, apsw.FullError):
            message = f"{self._path}: the disk is full; nothing was recorded"
        elif isinstance(trouble, apsw.ReadOnlyError | apsw.CantOpenError):
            message = f"{self._path} cannot be opened for writing"
        elif isinstance(trouble, apsw.CorruptError):
            message = f"{self._path} is damaged ({trouble}); nothing was changed; restore a backup"
            raise IntegrityError(message) from trouble
        else:
            message = f"{self._path}: {trouble}"
        raise LedgerError(message) from trouble
