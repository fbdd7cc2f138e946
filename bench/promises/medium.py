"""A disk whose every write can be cut: SQLite's calls are recorded as they pass, and replayed to any moment with the power gone.

What is written is only sure to be there after a sync of its file. At a cut each file keeps what was synced, and of what came
after: nothing, a beginning, some of it in any order, or sectors of 512 bytes here and there. A file's name is only sure after a
sync of its folder, which SQLite's unix layer does at the first sync of a new journal or log. The shared memory beside a log
(`-shm`) is never synced, so rubbish may stand in it. Not modelled: a disk that lies about syncs, rot in what was synced.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw

SECTOR = 512
"""Bytes that a disk writes wholly or not at all."""
_LOGS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL
_NAME = "sayso-recorder"


class Call(NamedTuple):
    """One call that changed a file, or an acknowledgement (`verb` is `ack`, `at` the number of what was acknowledged)."""

    verb: str
    name: str = ""
    at: int = 0
    data: bytes = b""


class Recorder(apsw.VFS):
    """Records the calls on the files of one folder while it passes them on."""

    def __init__(self) -> None:
        self.base = apsw.vfs_names()[0]
        super().__init__(_NAME, self.base, makedefault=True)
        self.calls: list[Call] = []

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        """Open a file; those without a name are temporary and not recorded."""
        if name is None:
            return apsw.VFSFile(self.base, name, flags)
        return _RecordedFile(self.calls, self.base, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802 - SQLite's signature
        """Delete a file."""
        super().xDelete(filename, syncdir)
        self.calls.append(Call("delete", Path(filename).name, int(syncdir)))


class _RecordedFile(apsw.VFSFile):
    def __init__(self, calls: list[Call], base: str, name: str | apsw.URIFilename, flags: list[int]) -> None:
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name))
        new = not path.exists()
        super().__init__(base, name, flags)
        self._calls, self._name = calls, path.name
        if new:
            calls.append(Call("create", self._name, flags[0] & _LOGS))

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        super().xWrite(data, offset)
        self._calls.append(Call("write", self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's name
        super().xTruncate(newsize)
        self._calls.append(Call("truncate", self._name, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        super().xSync(flags)
        self._calls.append(Call("sync", self._name))


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record what every connection opened meanwhile does to its files."""
    recorder = Recorder()
    try:
        yield recorder
    finally:
        recorder.unregister()


class _File:
    """What is on the disk of one file, and what is on its way."""

    def __init__(self, *, new_log: bool) -> None:
        self.new_log = new_log
        self.synced = bytearray()
        self.pending: list[Call] = []

    def sync(self) -> None:
        for call in self.pending:
            _apply(self.synced, call)
        self.pending.clear()

    def cut(self, chance: random.Random) -> bytes:
        """Return the file as a power cut may leave it."""
        found = bytearray(self.synced)
        for call in _survivors(self.pending, chance):
            _apply(found, call)
        return bytes(found)


class Medium:
    """A folder on a disk, brought forward call by call."""

    def __init__(self) -> None:
        self._named: dict[str, _File] = {}
        self._surely_named: dict[str, _File] = {}
        self._renamed: list[tuple[str, _File | None]] = []

    def hold(self, name: str, content: bytes) -> None:
        """Let a file stand on the disk from before."""
        self._named[name] = self._surely_named[name] = _File(new_log=False)
        self._named[name].synced[:] = content

    def step(self, call: Call) -> None:
        """Let one call take place."""
        if call.verb == "create":
            self._named[call.name] = _File(new_log=bool(call.at))
            self._renamed.append((call.name, self._named[call.name]))
        elif call.verb == "delete":
            del self._named[call.name]
            self._renamed.append((call.name, None))
            if call.at:
                self._sync_names()
        elif call.verb == "sync":
            file = self._named[call.name]
            file.sync()
            if file.new_log:
                file.new_log = False
                self._sync_names()
        elif call.verb in {"write", "truncate"}:
            self._named[call.name].pending.append(call)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as they may be found after the power is gone, by name."""
        names = dict(self._surely_named)
        for name, file in self._renamed[: chance.randint(0, len(self._renamed))]:
            _name(names, name, file)
        found = {name: file.cut(chance) for name, file in names.items()}
        for name in [name for name in found if name.endswith("-wal")]:
            if chance.random() < 0.3:
                found[name.removesuffix("-wal") + "-shm"] = chance.randbytes(32_768)
        return found

    def _sync_names(self) -> None:
        for name, file in self._renamed:
            _name(self._surely_named, name, file)
        self._renamed.clear()


def _name(names: dict[str, _File], name: str, file: _File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _survivors(pending: list[Call], chance: random.Random) -> list[Call]:
    """Return what reaches the disk of calls that no sync followed, in the order in which it does."""
    fate = chance.choice(("nothing", "a beginning", "some", "sectors", "all"))
    if fate == "nothing" or not pending:
        return []
    if fate == "a beginning":
        kept = pending[: chance.randint(0, len(pending))]
        return [*kept[:-1], *_sectors(kept[-1], chance)] if kept else []
    if fate == "all":
        return pending
    share = chance.random()
    kept = [call for call in pending if chance.random() < share]
    if fate == "sectors":
        kept = [piece for call in pending for piece in _sectors(call, chance)]
    chance.shuffle(kept)
    return kept


def _sectors(call: Call, chance: random.Random) -> list[Call]:
    """Return those pieces of a write, cut where the disk's sectors meet, that reach the disk."""
    if call.verb != "write":
        return [call] if chance.random() < 0.5 else []
    pieces, start, share = [], 0, chance.random()
    while start < len(call.data):
        end = min(len(call.data), start + SECTOR - (call.at + start) % SECTOR)
        if chance.random() < share:
            pieces.append(Call("write", call.name, call.at + start, call.data[start:end]))
        start = end
    return pieces


def _apply(content: bytearray, call: Call) -> None:
    """Write to a file's content, or cut or lengthen it; a gap is zeros."""
    end = call.at + len(call.data)
    if call.verb == "truncate":
        del content[call.at :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[call.at : end] = call.data
