"""A packed web archive (WACZ 1.1): a ZIP of WARCs with a list of their hashes, which are checked before they are read.

Nothing is unpacked to disk, and no name in it is ever a path: members are opened by their place in the ZIP's own table.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

import msgspec

from sayso.capture.archives import warc
from sayso.capture.archives.member import FREE_BYTES, Archive, Found
from sayso.errors import InputError

_START = b"PK\x03\x04"
_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_TABLE_BYTES = 16 * 1024 * 1024
"""The largest table of contents that is read: some 200,000 members."""
_LIST_BYTES = 8_000_000
_END = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES = 65_535
_STEP = 1 << 20
_SHOWN = 80


class _Resource(msgspec.Struct, frozen=True):
    path: str
    hash: str = ""


class _Package(msgspec.Struct, frozen=True):
    resources: tuple[_Resource, ...] = ()


class _Digest(msgspec.Struct, frozen=True):
    hash: str = ""


def fits(name: str, head: bytes) -> bool:
    """Tell a packed web archive by its name; by its bytes it is a ZIP."""
    return name.endswith(".wacz") and head.startswith(_START)


def members(archive: Archive) -> Iterator[Found]:
    """Yield the reports of the WARCs in the archive, after a line for each hash that does not fit."""
    with archive.path.open("rb") as stream:
        _table_fits(stream, archive.name)
        try:
            packed = zipfile.ZipFile(stream)
        # What `zipfile` raises for a table that it cannot read; NotImplementedError is its word for one of a newer kind of ZIP.
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as trouble:
            message = f"{archive.name} is no whole ZIP archive: {trouble}"
            raise InputError(message) from trouble
        with packed:
            yield from _read(archive, packed)


def _read(archive: Archive, packed: zipfile.ZipFile) -> Iterator[Found]:
    package, troubles = _package(archive, packed)
    yield from troubles
    hashes = {resource.path: resource.hash for resource in package.resources}
    warcs = [info for info in packed.infolist() if info.filename.lower().endswith((".warc", ".warc.gz"))]
    for info in warcs[: archive.settings.archive_members]:
        name = f"{archive.name}#{info.filename[:_SHOWN]}"
        trouble = _unfit(archive, info, name)
        if trouble is not None:
            yield trouble
            continue
        opened = partial(_opened, packed, info, name)
        try:
            stated = hashes.get(info.filename)
            if stated is None:
                yield InputError(f"{name} is not in the archive's own list of files")
            elif stated != f"sha256:{_sha256(opened)}":
                yield InputError(f"{name}: its hash is not that in {_PACKAGE}; it may have been changed")
            yield from warc.members_of(archive, opened, name)
        except (zipfile.BadZipFile, zlib.error, EOFError) as broken:
            yield InputError(f"{name} is broken: {broken}")
    for path in sorted(hashes.keys() - set(packed.namelist())):
        yield InputError(f"{archive.name}: {path[:_SHOWN]} is in its list of files, but not in the archive")


def _package(archive: Archive, packed: zipfile.ZipFile) -> tuple[_Package, list[InputError]]:
    """Return the list of files with their hashes, and what is amiss with it."""
    try:
        data = _small(archive, packed, _PACKAGE)
        package = msgspec.json.decode(data, type=_Package)
    except (InputError, msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
        return _Package(), [InputError(f"{archive.name}: its hashes were not checked: {trouble}")]
    if _DIGEST not in packed.namelist():
        return package, []
    try:
        stated = msgspec.json.decode(_small(archive, packed, _DIGEST), type=_Digest).hash
    except (InputError, msgspec.DecodeError, RecursionError, UnicodeDecodeError) as trouble:
        return package, [InputError(f"{archive.name}: {_DIGEST} cannot be read: {trouble}")]
    if stated == f"sha256:{hashlib.sha256(data).hexdigest()}":
        return package, []
    return package, [InputError(f"{archive.name}: the hash of {_PACKAGE} is not that in {_DIGEST}")]


def _small(archive: Archive, packed: zipfile.ZipFile, path: str) -> bytes:
    """Return a small member; InputError when it is not there, not small, or broken."""
    try:
        info = packed.getinfo(path)
    except KeyError as trouble:
        message = f"there is no {path}"
        raise InputError(message) from trouble
    trouble_of = _unfit(archive, info, path)
    if trouble_of is not None or info.file_size > _LIST_BYTES:
        raise trouble_of or InputError(f"{path} is too large")
    try:
        with _opened(packed, info, path) as stream:
            return stream.read()
    except (zipfile.BadZipFile, zlib.error, EOFError) as trouble:
        message = f"{path} is broken: {trouble}"
        raise InputError(message) from trouble


def _unfit(archive: Archive, info: zipfile.ZipInfo, name: str) -> InputError | None:
    """Return why a member is not opened: locked, or a bomb by the sizes beyond which the ZIP's reader does not go."""
    if info.flag_bits & 1:
        return InputError(f"{name} is encrypted")
    if info.file_size > archive.settings.archive_bytes:
        return InputError(f"{name} is larger than {archive.settings.archive_bytes:,} bytes when it is unpacked")
    if info.file_size > max(FREE_BYTES, archive.settings.archive_ratio * info.compress_size):
        return InputError(
            f"{name} becomes more than {archive.settings.archive_ratio} times as large when it is unpacked"
        )
    return None


def _opened(packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> IO[bytes]:
    try:
        return packed.open(info)
    except (
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as trouble:  # `zipfile`: a packing that it does not know, a password
        message = f"{name} cannot be unpacked: {trouble}"
        raise InputError(message) from trouble


def _sha256(opened: Callable[[], IO[bytes]]) -> str:
    found = hashlib.sha256()
    with opened() as stream:
        while piece := stream.read(_STEP):
            found.update(piece)
    return found.hexdigest()


def _table_fits(stream: IO[bytes], name: str) -> None:
    """Raise InputError when the table of contents is larger than is read; Python would read it whole."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > _TABLE_BYTES:
        message = f"{name} holds more files than are read"
        raise InputError(message)
